// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation.h"

#include "app/annotate_shapes.h"
#include "project/claim_rules.h"
#include "project/span_edits.h"
#include "views/verdict.h"

#include <QDateTime>

#include <algorithm>

namespace app {
namespace {

using project::Edit;
using project::Reading;

QString shortened(const QString& words)
{
    constexpr qsizetype most = 40;
    return words.size() <= most ? words : words.left(most - 1) + u'…';
}

QString verdictName(const QString& verdict)
{
    QString name = verdict;
    return verdict.isEmpty() ? Annotation::tr("none") : name.replace('-', ' ');
}

} // namespace

void Annotation::split()
{
    const project::Text* shown = text();
    if (!shown)
        return Q_EMIT refused(tr("There is no text to split."));
    Edit edit(m_document);
    qint64 position = m_document.nextPosition<project::Claim>();
    int made = 0;
    QUuid first;
    const auto there = claims();
    for (const project::FoundClaim& found : project::claimsIn(shown->text)) {
        const bool known = std::ranges::any_of(there, [&](const project::Claim* claim) {
            return claim->text == shown->id && claim->spans == found.spans;
        });
        if (known)
            continue;
        const project::Claim claim{.id = QUuid::createUuid(),
                                   .caseId = m_case,
                                   .image = m_image,
                                   .text = shown->id,
                                   .position = position++,
                                   .spans = found.spans,
                                   .type = found.type,
                                   .assertion = found.assertion};
        edit.insert(claim);
        first = first.isNull() ? claim.id : first;
        ++made;
    }
    if (made == 0)
        return Q_EMIT refused(tr("No further claims were found in this text."));
    if (commit(made == 1 ? tr("Split text into 1 claim")
                         : tr("Split text into %1 claims").arg(made),
               edit)
        && m_claim.isNull())
        setCurrent(first);
}

void Annotation::makeClaim(const std::vector<project::Span>& spans)
{
    const project::Text* shown = text();
    if (!shown || spans.empty())
        return Q_EMIT refused(tr("Select words of the text first."));
    project::Claim claim{.id = QUuid::createUuid(),
                         .caseId = m_case,
                         .image = m_image,
                         .text = shown->id,
                         .position = m_document.nextPosition<project::Claim>(),
                         .spans = spans};
    for (const project::FoundClaim& found : project::claimsIn(shown->text))
        if (found.spans == spans) {
            claim.type = found.type;
            claim.assertion = found.assertion;
        }
    Edit edit(m_document);
    edit.insert(claim);
    if (commit(tr("Make claim “%1”").arg(shortened(project::wordsAt(shown->text, spans))), edit))
        setCurrent(claim.id);
}

void Annotation::removeClaim(const QUuid& claim)
{
    if (!m_document.find<project::Claim>(claim))
        return;
    const QString name = tr("Remove %1").arg(claimName(*this, claim));
    const int row = numberOf(claim) - 1;
    Edit edit(m_document);
    edit.remove<project::Claim>(claim);
    if (!commit(name, edit))
        return;
    const auto left = claims();
    if (m_claim.isNull() && !left.empty())
        setCurrent(left[std::size_t(std::clamp(row, 0, int(left.size()) - 1))]->id);
}

void Annotation::setType(const QString& type)
{
    if (!current())
        return;
    project::Claim claim = *current();
    claim.type = type;
    Edit edit(m_document);
    edit.update(claim);
    commit(tr("Type of %1: %2").arg(claimName(*this, claim.id), type), edit);
}

void Annotation::setAssertion(const QString& assertion)
{
    if (!current())
        return;
    project::Claim claim = *current();
    claim.assertion = assertion;
    Edit edit(m_document);
    edit.update(claim);
    commit(tr("Assertion of %1: %2").arg(claimName(*this, claim.id), assertion), edit);
}

/// One change of the reading of the current claim as one step, with the name that \p change gives.
bool Annotation::changeReading(const std::function<QString(Reading&)>& change)
{
    Edit edit(m_document);
    std::optional<Reading> one = reading(edit);
    if (!one)
        return false;
    const QString name = change(*one);
    put(edit, *one);
    return commitAs(one->reader, name, edit);
}

/// \p who sits here from now on: the first act of a project makes its first reader.
bool Annotation::commitAs(const QUuid& who, const QString& name, const Edit& edit)
{
    if (m_document.find<project::Reader>(who))
        m_document.setReader(who); // first, so that the audit names them
    if (!commit(name, edit))
        return false;
    if (!who.isNull())
        m_document.setReader(who);
    return true;
}

void Annotation::setVerdict(const QString& verdict)
{
    changeReading([&](Reading& one) {
        one.verdict = one.verdict == verdict ? QString() : verdict;
        if (one.verdict.isEmpty())
            one.severity.reset();
        return tr("Verdict: %1").arg(verdictName(one.verdict));
    });
}

void Annotation::setSeverity(int severity)
{
    changeReading([&](Reading& one) {
        one.severity = one.severity == severity ? std::nullopt : std::optional(severity);
        return tr("Severity: %1")
            .arg(one.severity ? views::severityName(severity).toLower() : tr("none"));
    });
}

void Annotation::setConfidence(std::optional<double> confidence)
{
    changeReading([&](Reading& one) {
        one.confidence = confidence;
        return confidence ? tr("Confidence: %1").arg(*confidence) : tr("Confidence: not said");
    });
}

void Annotation::setCorrection(const QString& text)
{
    changeReading([&](Reading& one) {
        one.correction = text;
        return tr("Correction: %1").arg(text.isEmpty() ? tr("none") : shortened(text));
    });
}

void Annotation::setComment(const QString& text)
{
    changeReading([&](Reading& one) {
        one.comment = text;
        return tr("Comment on %1").arg(claimName(*this, m_claim));
    });
}

void Annotation::toggleFlag()
{
    const Reading* own = current() ? readingOf(m_claim) : nullptr;
    if (own && !own->ended.isEmpty()) { // to be looked at again: that can come after the lock
        Reading one = *own;
        one.flagged = !one.flagged;
        Edit edit(m_document);
        edit.update(one);
        commit((one.flagged ? tr("Flag %1") : tr("Unflag %1")).arg(claimName(*this, m_claim)),
               edit);
        return;
    }
    changeReading([&](Reading& one) {
        one.flagged = !one.flagged;
        return (one.flagged ? tr("Flag %1") : tr("Unflag %1")).arg(claimName(*this, m_claim));
    });
}

void Annotation::lock()
{
    if (const QString obstacle = lockObstacle(); !obstacle.isEmpty())
        return Q_EMIT refused(obstacle);
    const bool locked = changeReading([&](Reading& one) {
        one.ended = stamp();
        return tr("Lock %1").arg(claimName(*this, m_claim));
    });
    if (locked)
        noteSeen(); // it is revealed now
}

void Annotation::reopen()
{
    const Reading* own = current() ? readingOf(m_claim) : nullptr;
    if (!own || own->ended.isEmpty())
        return Q_EMIT refused(tr("This claim is not locked."));
    Reading one = *own;
    one.ended.clear();
    one.mode = "assisted";
    Edit edit(m_document);
    edit.update(one);
    commit(tr("Reopen %1").arg(claimName(*this, m_claim)), edit);
}

/// The reading that a new piece of evidence goes to; a locked one takes it as assisted, which the
/// claim remembers. Nothing: there is no claim, the region belongs to the picture.
std::optional<Reading> Annotation::readingForEvidence(Edit& edit, const QUuid& region)
{
    if (!current())
        return std::nullopt;
    if (!isLocked(m_claim))
        return reading(edit);
    project::Claim claim = *current();
    nlohmann::json& assisted = claim.other["assisted"];
    if (!assisted.is_array())
        assisted = nlohmann::json::array();
    assisted.push_back(region.toString(QUuid::WithoutBraces).toStdString());
    edit.update(claim);
    return *readingOf(m_claim);
}

QUuid Annotation::insertRegion(const views::Shape& shape, const QString& what,
                               const nlohmann::json& machine)
{
    if (m_image.isNull())
        return {};
    const project::Region region{.id = QUuid::createUuid(),
                                 .image = m_image,
                                 .position = m_document.nextPosition<project::Region>(),
                                 .shape = kept(shape)};
    Edit edit(m_document);
    edit.insert(region);
    QUuid who;
    QString name = tr("Add %1").arg(what);
    if (std::optional<Reading> one = readingForEvidence(edit, region.id)) {
        one->regions.push_back(region.id);
        if (!machine.is_null())
            one->machine = machine;
        put(edit, *one);
        who = one->reader;
        name = tr("Add %1 to %2").arg(what, claimName(*this, m_claim));
    }
    return commitAs(who, name, edit) ? region.id : QUuid();
}

QUuid Annotation::addRegion(const views::Shape& shape)
{
    return insertRegion(shape, views::kindOf(shape), nullptr);
}

QUuid Annotation::addMask(const views::Shape& mask, const nlohmann::json& machine)
{
    if (isMachineHidden()) {
        Q_EMIT refused(tr("The machine’s evidence is hidden until you lock this claim."));
        return {};
    }
    return insertRegion(
        mask, tr("mask of %1").arg(QString::fromStdString(machine.value("method", ""))), machine);
}

void Annotation::changeRegion(const QUuid& region, const views::Shape& after)
{
    const auto* there = m_document.find<project::Region>(region);
    if (!there)
        return;
    if (isFixed(region))
        return Q_EMIT refused(tr("A locked verdict rests on this region."));
    project::Region changed = *there;
    changed.shape = kept(after);
    Edit edit(m_document);
    edit.update(changed);
    commit(nameOfChange(shown(there->shape), after), edit);
}

void Annotation::removeRegion(const QUuid& region)
{
    const auto* there = m_document.find<project::Region>(region);
    if (!there)
        return;
    if (isFixed(region))
        return Q_EMIT refused(tr("A locked verdict rests on this region."));
    const QString kind = views::kindOf(shown(there->shape));
    Edit edit(m_document);
    edit.remove<project::Region>(region);
    commit(tr("Remove %1").arg(kind), edit);
}

void Annotation::link(const QUuid& region)
{
    if (!current() || !m_document.find<project::Region>(region))
        return Q_EMIT refused(tr("Choose a claim and a region first."));
    if (const Reading* own = readingOf(m_claim);
        own && std::ranges::count(own->regions, region) > 0)
        return;
    Edit edit(m_document);
    std::optional<Reading> one = readingForEvidence(edit, region);
    if (!one)
        return;
    one->regions.push_back(region);
    put(edit, *one);
    commitAs(one->reader, tr("Link region to %1").arg(claimName(*this, m_claim)), edit);
}

void Annotation::unlink(const QUuid& region)
{
    const Reading* own = current() ? readingOf(m_claim) : nullptr;
    if (!own || std::ranges::count(own->regions, region) == 0)
        return;
    Edit edit(m_document);
    std::optional<Reading> one = reading(edit);
    if (!one)
        return;
    std::erase(one->regions, region);
    put(edit, *one);
    commitAs(one->reader, tr("Unlink region from %1").arg(claimName(*this, m_claim)), edit);
}

bool Annotation::isFixed(const QUuid& region) const
{
    for (const project::Claim* claim : claims())
        for (const Reading* one : m_document.readingsOf(claim->id))
            if (!one->ended.isEmpty() && std::ranges::count(one->regions, region) > 0
                && !isAssisted(*claim, region))
                return true;
    return false;
}

} // namespace app
