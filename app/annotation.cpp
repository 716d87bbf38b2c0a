// SPDX-License-Identifier: GPL-3.0-or-later
// Where the reader is, who reads, and what may be seen; the acts are in annotation_acts.cpp.
#include "app/annotation.h"

#include "app/settings.h"

#include <QDateTime>

#include <algorithm>

namespace app {
namespace {

constexpr const char* blindKey = "annotate.blind-first";
constexpr const char* seenView = "annotate.seen/";

} // namespace

Annotation::Annotation(project::Document& document, QObject* parent)
    : QObject(parent), m_document(document), m_clock(&QDateTime::currentDateTimeUtc)
{
    const nlohmann::json blind = document.view(blindKey);
    m_blindFirst = !blind.is_boolean() || blind.get<bool>();
    connect(&document, &project::Document::changed, this, [this] {
        if (!m_claim.isNull() && !m_document.find<project::Claim>(m_claim))
            m_claim = {};
        Q_EMIT changed();
    });
    connect(&document, &project::Document::readerChanged, this, &Annotation::changed);
    connect(&document, &project::Document::refused, this, &Annotation::refused);
}

void Annotation::open(const QUuid& caseId, const QUuid& image)
{
    if (caseId == m_case && image == m_image)
        return;
    if (caseId != m_case)
        m_text = {};
    m_case = caseId;
    m_image = image;
    m_claim = {};
    const auto there = claims();
    const auto open =
        std::ranges::find_if(there, [this](const auto* one) { return !isLocked(one->id); });
    setCurrent(open != there.end() ? (*open)->id : there.empty() ? QUuid() : there.front()->id);
}

std::vector<const project::Claim*> Annotation::claims() const
{
    std::vector<const project::Claim*> found = m_document.claimsOf(m_case);
    std::erase_if(found, [this](const project::Claim* claim) {
        return !claim->image.isNull() && claim->image != m_image;
    });
    return found;
}

std::vector<const project::Text*> Annotation::texts() const
{
    std::vector<const project::Text*> found = m_document.textsOf(m_case);
    std::erase_if(found, [](const project::Text* text) { return text->role != "caption"; });
    return found;
}

int Annotation::numberOf(const QUuid& claim) const
{
    const auto there = claims();
    const auto found = std::ranges::find(there, claim, &project::Claim::id);
    return found == there.end() ? 0 : int(found - there.begin()) + 1;
}

const project::Claim* Annotation::current() const
{
    return m_document.find<project::Claim>(m_claim);
}

void Annotation::setCurrent(const QUuid& claim)
{
    m_claim = claim;
    if (const project::Claim* one = current()) {
        m_text = one->text;
        if (!m_begun.contains(seenKey(claim)))
            m_begun.insert(seenKey(claim), stamp());
        if (!isMachineHidden())
            noteSeen();
    }
    Q_EMIT changed();
}

void Annotation::step(int by, bool openOnly)
{
    const auto there = claims();
    const int count = int(there.size());
    const int from = numberOf(m_claim) - 1;
    for (int i = 1; i <= count; ++i) {
        const int at = ((from < 0 && by < 0 ? 0 : from) + by * i + 2 * count) % count;
        if (!openOnly || !isLocked(there[std::size_t(at)]->id))
            return setCurrent(there[std::size_t(at)]->id);
    }
    Q_EMIT refused(count == 0 ? tr("There are no claims on this picture yet.")
                              : tr("All claims of this picture are locked."));
}

const project::Text* Annotation::text() const
{
    if (const auto* shown = m_document.find<project::Text>(m_text);
        shown && shown->caseId == m_case)
        return shown;
    const auto there = texts();
    return there.empty() ? nullptr : there.front();
}

void Annotation::showText(const QUuid& text)
{
    m_text = text;
    const project::Claim* one = current();
    if (one && one->text != text)
        m_claim = {};
    Q_EMIT changed();
}

QUuid Annotation::reader() const
{
    if (m_document.find<project::Reader>(m_document.reader()))
        return m_document.reader();
    return {};
}

void Annotation::addReader(const QString& name)
{
    project::Edit edit(m_document);
    const project::Reader one{.id = QUuid::createUuid(),
                              .position = m_document.nextPosition<project::Reader>(),
                              .name = name};
    edit.insert(one);
    if (m_document.commit({.name = tr("Add reader %1").arg(name), .undoable = false}, edit))
        setReader(one.id);
}

void Annotation::setReader(const QUuid& reader)
{
    m_document.setReader(reader);
    setCurrent(m_claim); // its time begins for this one
}

const project::Reading* Annotation::readingOf(const QUuid& claim) const
{
    const project::Reading* nobodys = nullptr;
    for (const project::Reading* one : m_document.readingsOf(claim)) {
        if (one->reader == reader() && !one->reader.isNull())
            return one;
        if (one->reader.isNull())
            nobodys = one;
    }
    return reader().isNull() ? nobodys : nullptr;
}

bool Annotation::isLocked(const QUuid& claim) const
{
    const project::Reading* one = readingOf(claim);
    return one && !one->ended.isEmpty();
}

void Annotation::setBlindFirst(bool blind)
{
    m_blindFirst = blind;
    m_document.setView(blindKey, blind);
    if (!isMachineHidden())
        noteSeen();
    Q_EMIT changed();
}

bool Annotation::isMachineHidden() const
{
    return m_blindFirst && !(current() && isLocked(m_claim));
}

QString Annotation::seenKey(const QUuid& claim) const
{
    return seenView + reader().toString(QUuid::WithoutBraces) + '/'
        + claim.toString(QUuid::WithoutBraces);
}

/// What was seen cannot be unseen, by no undo: so it is view state.
void Annotation::noteSeen()
{
    if (!m_claim.isNull() && !hasSeen(m_claim))
        m_document.setView(seenKey(m_claim), true);
}

void Annotation::notePeeked()
{
    for (const project::Claim* claim : claims())
        if (!hasSeen(claim->id))
            m_document.setView(seenKey(claim->id), true);
}

bool Annotation::hasSeen(const QUuid& claim) const
{
    return m_document.view(seenKey(claim)).is_boolean();
}

QString Annotation::lockObstacle() const
{
    if (!current())
        return tr("There is no claim to lock.");
    const project::Reading* one = readingOf(m_claim);
    if (one && !one->ended.isEmpty())
        return tr("This claim is locked.");
    return one && !one->verdict.isEmpty() ? QString() : tr("Give a verdict first: 1 to 5.");
}

QString Annotation::stamp() const
{
    return m_clock().toUTC().toString(Qt::ISODateWithMs);
}

bool Annotation::commit(const QString& name, const project::Edit& edit)
{
    return m_document.commit({.name = name}, edit);
}

/// Somebody must read: the one who sits here, the first of the project, or "Reader 1".
QUuid Annotation::ensureReader(project::Edit& edit)
{
    if (!reader().isNull())
        return reader();
    const auto known = m_document.all<project::Reader>();
    QUuid id = known.empty() ? QUuid::createUuid() : known.front()->id;
    const QString named = settings().value("reader/name").toString();
    if (known.empty())
        edit.insert(project::Reader{
            .id = id, .position = 0, .name = named.isEmpty() ? tr("Reader 1") : named});
    return id;
}

std::optional<project::Reading> Annotation::reading(project::Edit& edit)
{
    if (!current()) {
        Q_EMIT refused(tr("Choose a claim first, or make one of words of the text."));
        return std::nullopt;
    }
    if (isLocked(m_claim)) {
        Q_EMIT refused(tr("%1 is locked.").arg(claimName(*this, m_claim)));
        return std::nullopt;
    }
    const QString met = m_begun.value(seenKey(m_claim), stamp());
    const bool seen = hasSeen(m_claim) || !isMachineHidden();
    const QUuid who = ensureReader(edit);
    const auto there = m_document.readingsOf(m_claim);
    const auto own = std::ranges::find(there, who, &project::Reading::reader);
    project::Reading one = own != there.end()
        ? **own
        : project::Reading{.id = QUuid::createUuid(),
                           .claim = m_claim,
                           .reader = who,
                           .position = m_document.nextPosition<project::Reading>()};
    if (one.begun.isEmpty())
        one.begun = met;
    one.mode = seen || one.mode == "assisted" ? "assisted" : "blind";
    return one;
}

void Annotation::put(project::Edit& edit, const project::Reading& reading)
{
    if (m_document.find<project::Reading>(reading.id))
        edit.update(reading);
    else
        edit.insert(reading);
}

QString claimName(const Annotation& annotation, const QUuid& claim)
{
    return Annotation::tr("claim %1").arg(annotation.numberOf(claim));
}

bool isAssisted(const project::Claim& claim, const QUuid& region)
{
    const auto found = claim.other.find("assisted");
    if (found == claim.other.end() || !found->is_array())
        return false;
    const std::string id = region.toString(QUuid::WithoutBraces).toStdString();
    return std::ranges::find(*found, nlohmann::json(id)) != found->end();
}

} // namespace app
