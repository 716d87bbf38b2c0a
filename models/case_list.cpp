// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/case_list.h"

#include "project/image_place.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace models {

struct CaseList::Entry {
    QString title, note, domain, search;
    QStringList tags;
    QList<QUuid> images;
    QUuid mainImage;
    QString mainFile; ///< as the project names it
    int texts = 0;
    Verdict verdict = Verdict::None;
    QVariant score;
};

/// By case, each in its order.
struct CaseList::Rows {
    QHash<QUuid, std::vector<const project::Image*>> images;
    QHash<QUuid, std::vector<const project::Text*>> texts;
    QHash<QUuid, Verdict> verdicts;
    QHash<QUuid, const project::Run*> newest;
};

namespace {

using Verdict = CaseList::Verdict;

/// One that is wrong outweighs all that are right; one to be looked at again outweighs both.
Verdict joined(Verdict all, const project::Reading& reading)
{
    const Verdict one = reading.flagged      ? Verdict::Flagged
        : reading.verdict == u"contradicted" ? Verdict::Contradicted
        : reading.verdict == u"supported"    ? Verdict::Supported
                                             : Verdict::None;
    return std::max(all, one);
}

const project::Run* newerOf(const project::Run* one, const project::Run* other)
{
    return !one || (other && one->made < other->made) ? other : one;
}

template <class T> const T* rowIn(const std::optional<project::Row>& row)
{
    return row ? std::get_if<T>(&*row) : nullptr;
}

} // namespace

CaseList::CaseList(Pictures& pictures, QObject* parent) : KeyedList(parent), m_pictures(pictures)
{
    const auto changed = [this](const QUuid& image) {
        tell({m_caseOf.value(image)}, {Qt::DecorationRole, StateRole, ErrorRole, SizeRole});
    };
    connect(&pictures, &Pictures::ready, this, changed);
    connect(&pictures, &Pictures::failed, this, changed);
    connect(&pictures, &Pictures::forgotten, this, changed);
}

CaseList::~CaseList() = default;

void CaseList::setDocument(project::Document* document)
{
    if (m_document)
        m_document->disconnect(this);
    beginResetModel();
    qDeleteAll(m_texts);
    m_texts.clear();
    m_entries.clear();
    m_caseOf.clear();
    m_document = document;
    QList<QUuid> ids;
    if (document) {
        const Rows rows = allRows();
        for (const project::Case* row : document->all<project::Case>()) {
            fill(*row, rows);
            ids << row->id;
        }
        connect(document, &project::Document::changed, this, &CaseList::follow);
    }
    replaceIds(ids);
    endResetModel();
}

QVariant CaseList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QUuid id = idAt(index.row());
    const auto found = m_entries.constFind(id);
    if (found == m_entries.cend())
        return {};
    const Entry& which = *found;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return which.title;
    case Qt::DecorationRole: return m_pictures.thumbnail(which.mainImage);
    case Qt::ToolTipRole: {
        const QString error = m_pictures.error(which.mainImage);
        return error.isEmpty() ? data(index, FileRole) : error;
    }
    case IdRole: return id;
    case FileRole: return project::absolutePath(m_document->file(), which.mainFile);
    case TextCountRole: return which.texts;
    case ImageCountRole: return int(which.images.size());
    case StateRole: return QVariant::fromValue(m_pictures.state(which.mainImage));
    case ErrorRole: return m_pictures.error(which.mainImage);
    case SizeRole: return m_pictures.size(which.mainImage);
    case NoteRole: return which.note;
    case DomainRole: return which.domain;
    case TagsRole: return which.tags;
    case SearchRole: return which.search;
    case VerdictRole: return QVariant::fromValue(which.verdict);
    case ScoreRole: return which.score;
    default: return {};
    }
}

QHash<int, QByteArray> CaseList::roleNames() const
{
    return {{Qt::DisplayRole, "title"},
            {Qt::DecorationRole, "thumbnail"},
            {IdRole, "id"},
            {FileRole, "file"},
            {StateRole, "state"},
            {TextCountRole, "textCount"},
            {ImageCountRole, "imageCount"},
            {ErrorRole, "error"},
            {SizeRole, "size"},
            {NoteRole, "note"},
            {DomainRole, "domain"},
            {TagsRole, "tags"},
            {SearchRole, "search"},
            {VerdictRole, "verdict"},
            {ScoreRole, "score"}};
}

TextList* CaseList::texts(const QUuid& id) const
{
    if (!m_entries.contains(id))
        return nullptr;
    TextList*& list = m_texts[id];
    if (!list) {
        auto* const self = const_cast<CaseList*>(this); // made when it is asked for first
        list = new TextList(*m_document, id, self);
        connect(list, &TextList::textsChanged, self, [self, id] { Q_EMIT self->textsChanged(id); });
    }
    return list;
}

QList<QUuid> CaseList::images(const QUuid& id) const
{
    const auto entry = m_entries.constFind(id);
    return entry == m_entries.cend() ? QList<QUuid>() : entry->images;
}

QUuid CaseList::mainImage(const QUuid& id) const
{
    const auto entry = m_entries.constFind(id);
    return entry == m_entries.cend() ? QUuid() : entry->mainImage;
}

QStringList CaseList::tags() const
{
    QSet<QString> tags;
    for (const Entry& entry : m_entries)
        tags.unite(QSet<QString>(entry.tags.cbegin(), entry.tags.cend()));
    QStringList sorted(tags.cbegin(), tags.cend());
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

CaseList::Rows CaseList::allRows() const
{
    Rows rows;
    QHash<QUuid, QUuid> caseOfImage, caseOfClaim;
    for (const project::Image* image : m_document->all<project::Image>()) {
        rows.images[image->caseId].push_back(image);
        caseOfImage.insert(image->id, image->caseId);
    }
    for (const project::Text* text : m_document->all<project::Text>())
        rows.texts[text->caseId].push_back(text);
    for (const project::Claim* claim : m_document->all<project::Claim>())
        caseOfClaim.insert(claim->id, claim->caseId);
    for (const project::Reading* reading : m_document->all<project::Reading>()) {
        Verdict& verdict = rows.verdicts[caseOfClaim.value(reading->claim)];
        verdict = joined(verdict, *reading);
    }
    for (const project::Run* run : m_document->all<project::Run>()) {
        const project::Run*& newest = rows.newest[caseOfImage.value(run->image)];
        newest = newerOf(newest, run);
    }
    return rows;
}

CaseList::Rows CaseList::rowsOf(const QSet<QUuid>& cases) const
{
    constexpr int many = 32; // from here on one walk over everything is quicker
    if (cases.size() > many)
        return allRows();
    Rows rows;
    for (const QUuid& id : cases) {
        rows.images[id] = m_document->imagesOf(id);
        rows.texts[id] = m_document->textsOf(id);
        for (const project::Claim* claim : m_document->claimsOf(id))
            for (const project::Reading* reading : m_document->readingsOf(claim->id))
                rows.verdicts[id] = joined(rows.verdicts[id], *reading);
        for (const project::Image* image : rows.images[id])
            for (const project::Run* run : m_document->runsOf(image->id))
                rows.newest[id] = newerOf(rows.newest[id], run);
    }
    return rows;
}

void CaseList::fill(const project::Case& row, const Rows& rows)
{
    Entry& entry = m_entries[row.id];
    entry = {.title = row.title, .note = row.note, .domain = row.domain, .tags = row.tags};
    QStringList words{row.title, row.note};
    words += row.tags;
    const auto images = rows.images.value(row.id);
    for (const project::Image* image : images) {
        m_caseOf.insert(image->id, row.id);
        entry.images << image->id;
        words << image->file.section('/', -1);
    }
    auto main = std::ranges::find(images, QString("main"), &project::Image::role);
    if (main == images.end())
        main = images.begin();
    if (main != images.end()) {
        entry.mainImage = (*main)->id;
        entry.mainFile = (*main)->file;
    }
    for (const project::Text* text : rows.texts.value(row.id)) {
        words << text->text;
        ++entry.texts;
    }
    entry.search = words.join('\n').toLower();
    entry.verdict = rows.verdicts.value(row.id);
    if (const project::Run* newest = rows.newest.value(row.id))
        if (const auto score = newest->details.find("score");
            score != newest->details.end() && score->is_number())
            entry.score = score->get<double>();
}

void CaseList::forget(const QUuid& id)
{
    for (const QUuid& image : m_entries.take(id).images)
        m_caseOf.remove(image);
}

void CaseList::follow(const std::vector<project::Change>& changes)
{
    QSet<QUuid> cases, withImages;
    bool order = false;
    for (const project::Change& change : changes)
        for (const auto* row : {&change.before, &change.after}) {
            if (const auto* one = rowIn<project::Case>(*row)) {
                cases.insert(one->id);
                const auto* other = rowIn<project::Case>(change.before);
                order |= !other || !change.after
                    || rowIn<project::Case>(change.after)->position != other->position;
            } else if (const auto* image = rowIn<project::Image>(*row)) {
                cases.insert(image->caseId);
                withImages.insert(image->caseId);
            } else if (const auto* text = rowIn<project::Text>(*row)) {
                cases.insert(text->caseId);
            } else if (const auto* claim = rowIn<project::Claim>(*row)) {
                cases.insert(claim->caseId);
            } else if (const auto* reading = rowIn<project::Reading>(*row)) {
                if (const auto* said = m_document->find<project::Claim>(reading->claim))
                    cases.insert(said->caseId);
            } else if (const auto* run = rowIn<project::Run>(*row)) {
                cases.insert(m_caseOf.value(run->image));
            }
        }
    const Rows rows = rowsOf(cases);
    QSet<QUuid> gone;
    for (const QUuid& id : cases)
        if (const project::Case* row = m_document->find<project::Case>(id))
            fill(*row, rows);
        else
            gone.insert(id);
    if (order) {
        QList<QUuid> wanted;
        for (const project::Case* row : m_document->all<project::Case>())
            wanted << row->id;
        setIds(wanted);
    }
    for (const QUuid& id : gone)
        forget(id);
    tell(cases);
    for (const QUuid& id : withImages)
        if (m_entries.contains(id))
            Q_EMIT imagesChanged(id);
}

void CaseList::tell(const QSet<QUuid>& cases, const QList<int>& roles)
{
    int first = rowCount(), last = -1;
    for (const QUuid& id : cases)
        if (const int row = rowOf(id); row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    if (last >= 0)
        Q_EMIT dataChanged(index(first), index(last), roles);
}

} // namespace models
