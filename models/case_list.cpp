// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/case_list.h"

#include "models/image_file.h"

#include <QFileInfo>
#include <QFutureWatcher>
#include <QPointer>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace models {

struct CaseList::Case {
    QUuid id = QUuid::createUuid();
    QString file;
    QString title;
    QString note;
    QString domain;
    QImage pasted; ///< what there is instead of a file
    std::unique_ptr<TextList> texts;
    State state = State::Loading;
    bool reading = false;
    bool asked = false; ///< by fetch(), since it was read last
    QString error;
    QImage thumbnail;
    QSize size;
    std::shared_ptr<const Image> image; ///< null: not in memory
};

struct CaseList::Loaded {
    std::shared_ptr<const Image> image;
    QImage thumbnail;
};

namespace {

qint64 bytesOf(const Image& image)
{
    return image.picture.sizeInBytes() + qint64(image.pixels.nbytes());
}

} // namespace

CaseList::CaseList(History* history, qint64 maxBytes, QObject* parent)
    : QAbstractListModel(parent), m_history(history), m_maxBytes(maxBytes)
{
    m_files.setMaxThreadCount(2); // a decoder each; more would only hold more pictures at once
}

CaseList::~CaseList()
{
    m_files.clear();
    m_files.waitForDone();
}

int CaseList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_cases.size());
}

QVariant CaseList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Case& which = *m_cases[index.row()];
    switch (role) {
    case Qt::DisplayRole: return which.title;
    case Qt::DecorationRole: return which.thumbnail;
    case Qt::ToolTipRole: return which.error.isEmpty() ? which.file : which.error;
    case IdRole: return which.id;
    case FileRole: return which.file;
    case TextCountRole: return which.texts->rowCount();
    case StateRole: return QVariant::fromValue(which.state);
    case ErrorRole: return which.error;
    case SizeRole: return which.size;
    case NoteRole: return which.note;
    case DomainRole: return which.domain;
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
            {ErrorRole, "error"},
            {SizeRole, "size"},
            {NoteRole, "note"},
            {DomainRole, "domain"}};
}

QUuid CaseList::addFile(const QString& file)
{
    return addFiles({file}).value(0);
}

QList<QUuid> CaseList::addFiles(const QStringList& files)
{
    QList<CaseStart> starts;
    for (const QString& file : files)
        starts << CaseStart{.file = file};
    return addCases(starts,
                    starts.size() == 1 ? tr("open %1").arg(QFileInfo(files[0]).fileName())
                                       : tr("open %n images", nullptr, int(files.size())));
}

QList<QUuid> CaseList::addCases(const QList<CaseStart>& starts, const QString& step)
{
    QList<CasePointer> added;
    QList<QUuid> ids;
    for (const CaseStart& start : starts) {
        const QFileInfo where(start.file);
        added << make(where.absoluteFilePath(),
                      start.title.isEmpty() ? where.fileName() : start.title);
        added.last()->note = start.note;
        added.last()->domain = start.domain;
        added.last()->texts->reset(start.texts);
        ids << added.last()->id;
    }
    add(added, step);
    return ids;
}

QUuid CaseList::addPicture(const QImage& picture, const QString& title)
{
    const CasePointer added = make({}, title);
    added->pasted = picture;
    add({added}, tr("paste %1").arg(title));
    return added->id;
}

void CaseList::remove(QUuid id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    const CasePointer removed = m_cases[row];
    const QPointer<CaseList> list = this;
    const auto redo = [list, id] {
        if (list)
            list->doRemove(id);
    };
    const auto undo = [list, row, removed] {
        if (list)
            list->doInsert(row, removed);
    };
    if (m_history)
        m_history->act(tr("remove %1").arg(removed->title), redo, undo);
    else
        redo();
}

int CaseList::rowOf(QUuid id) const
{
    const auto it = std::ranges::find(m_cases, id, &Case::id);
    return it == m_cases.end() ? -1 : int(it - m_cases.begin());
}

QUuid CaseList::idAt(int row) const
{
    return row >= 0 && row < m_cases.size() ? m_cases[row]->id : QUuid();
}

TextList* CaseList::texts(QUuid id) const
{
    const CasePointer which = find(id);
    return which ? which->texts.get() : nullptr;
}

std::shared_ptr<const Image> CaseList::image(QUuid id)
{
    const CasePointer which = find(id);
    if (!which || !which->image)
        return nullptr;
    touch(which);
    return which->image;
}

void CaseList::fetch(QUuid id)
{
    const CasePointer which = find(id);
    if (!which)
        return;
    if (!which->image) {
        which->asked = true;
        if (!which->reading) // else its answer is on the way
            read(which);
        return;
    }
    touch(which);
    QMetaObject::invokeMethod(
        this, [this, id] { Q_EMIT ready(id); }, Qt::QueuedConnection);
}

CaseList::CasePointer CaseList::find(QUuid id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : m_cases[row];
}

CaseList::CasePointer CaseList::make(const QString& file, const QString& title)
{
    auto made = std::make_shared<Case>();
    made->file = file;
    made->title = title;
    made->texts = std::make_unique<TextList>(m_history);
    connect(made->texts.get(), &TextList::textsChanged, this, [this, id = made->id] {
        changed(id, {TextCountRole});
        Q_EMIT textsChanged(id);
    });
    return made;
}

void CaseList::add(const QList<CasePointer>& cases, const QString& name)
{
    if (cases.isEmpty())
        return;
    const QPointer<CaseList> list = this;
    const auto redo = [list, cases, first = rowCount()] {
        for (int i = 0; list && i < cases.size(); ++i)
            list->doInsert(first + i, cases[i]);
    };
    const auto undo = [list, cases] {
        for (int i = 0; list && i < cases.size(); ++i)
            list->doRemove(cases[i]->id);
    };
    if (m_history)
        m_history->act(name, redo, undo);
    else
        redo();
}

void CaseList::doInsert(int row, const CasePointer& added)
{
    beginInsertRows({}, row, row);
    m_cases.insert(row, added);
    endInsertRows();
    if (added->state == State::Loading && !added->reading)
        read(added);
}

void CaseList::doRemove(QUuid id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    const CasePointer removed = m_cases[row];
    beginRemoveRows({}, row, row);
    m_cases.removeAt(row);
    endRemoveRows();
    m_inMemory.removeOne(removed);
    removed->image.reset(); // should it come back, it is read again
}

CaseList::ReadOutcome CaseList::readNow(const QString& file, const QImage& pasted)
{
    auto image = file.isEmpty() ? fromPicture(pasted) : readImage(file);
    if (!image)
        return image.error();
    const QImage small = thumbnail(image->picture, {thumbnailPx, thumbnailPx});
    return Loaded{std::make_shared<Image>(*std::move(image)), small};
}

void CaseList::read(const CasePointer& which)
{
    which->reading = true;
    auto* watcher = new QFutureWatcher<ReadOutcome>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, which, watcher] {
        finish(which, watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run(&m_files, readNow, which->file, which->pasted));
}

void CaseList::finish(const CasePointer& which, const ReadOutcome& outcome)
{
    which->reading = false;
    const bool asked = std::exchange(which->asked, false);
    which->state = outcome ? State::Ready : State::Failed;
    which->error = outcome ? QString() : QString::fromStdString(outcome.error().message);
    if (outcome) {
        which->thumbnail = outcome->thumbnail;
        which->size = outcome->image->size;
    }
    if (rowOf(which->id) < 0)
        return; // removed meanwhile
    if (outcome) {
        which->image = outcome->image;
        keep(which, asked ? 0 : std::min<qsizetype>(1, m_inMemory.size()));
    }
    changed(which->id, {});
    if (outcome)
        Q_EMIT ready(which->id);
    else
        Q_EMIT failed(which->id, outcome.error());
}

void CaseList::touch(const CasePointer& which)
{
    keep(which, 0);
}

void CaseList::keep(const CasePointer& which, qsizetype place)
{
    m_inMemory.removeOne(which);
    m_inMemory.insert(place, which);
    qint64 bytes = 0;
    for (const CasePointer& kept : QList<CasePointer>(m_inMemory)) {
        bytes += bytesOf(*kept->image);
        if (bytes <= m_maxBytes || kept == m_inMemory.first())
            continue;
        bytes -= bytesOf(*kept->image);
        kept->image.reset();
        m_inMemory.removeOne(kept);
    }
}

void CaseList::changed(QUuid id, const QList<int>& roles)
{
    const int row = rowOf(id);
    if (row >= 0)
        Q_EMIT dataChanged(index(row), index(row), roles);
}

void CaseFilter::setSearch(const QString& words)
{
    m_words = words.simplified().split(' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool CaseFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QString text = index.data().toString() + ' ' + index.data(CaseList::FileRole).toString();
    return std::ranges::all_of(
        m_words, [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace models
