// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotate_rows.h"

#include "app/annotate_shapes.h"
#include "explain/ops/spans.h"
#include "project/history_list.h"
#include "project/span_edits.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace app {
namespace {

using project::Claim;
using project::Reading;

constexpr int mostActs = 8;

QString tr(const char* text)
{
    return QObject::tr(text);
}

QString wordsOf(const Annotation& annotation, const Claim& claim)
{
    if (project::hasLostItsWords(claim))
        return project::wordsBefore(claim).value_or(tr("words are gone"));
    const auto* text = annotation.document().find<project::Text>(claim.text);
    return text ? project::wordsAt(text->text, claim.spans) : QString();
}

QString cautionOf(const Claim& claim)
{
    const std::optional<QString> was = project::wordsBefore(claim);
    if (project::hasLostItsWords(claim))
        return was ? tr("Its words are gone from the text: “%1”.").arg(*was)
                   : tr("Its words are gone from the text.");
    return was ? tr("The text was edited here. It was “%1”.").arg(*was) : QString();
}

QString regionsText(std::size_t count)
{
    return count == 0 ? tr("no region yet")
        : count == 1  ? tr("1 region")
                      : tr("%1 regions").arg(count);
}

QString detailsOf(const Claim& claim, std::size_t regions)
{
    QStringList parts{claim.type};
    if (claim.assertion != "present" && claim.assertion != claim.type)
        parts << claim.assertion;
    return (parts << regionsText(regions)).join(" · ");
}

QString iconOf(const views::Shape& shape)
{
    constexpr std::array<const char*, 4> icons{"square", "pentagon", "circle-dot", "brush"};
    return icons.at(shape.index());
}

/// "Polygon, 13 points" and "6,912 px²" of "polygon, 13 points, 6,912 px²".
std::pair<QString, QString> describeInTwo(const views::Shape& shape)
{
    QString text = views::describe(shape);
    text.replace(0, 1, text.left(1).toUpper());
    const qsizetype comma = text.lastIndexOf(", ");
    if (comma < 0 || !text.endsWith("px²"))
        return {text, QString()};
    return {text.left(comma), text.mid(comma + 2)};
}

QString machineLabel(const Reading* reading, const views::Shape& shape)
{
    if (!reading || !reading->machine.is_object()
        || !std::holds_alternative<views::MaskRuns>(shape))
        return {};
    return tr("mask from %1").arg(QString::fromStdString(reading->machine.value("method", "")));
}

QList<views::EvidenceRow> evidenceOf(const Annotation& annotation, const Claim& claim)
{
    QList<views::EvidenceRow> rows;
    const Reading* reading = annotation.readingOf(claim.id);
    if (!reading)
        return rows;
    for (const QUuid& id : reading->regions) {
        const auto* region = annotation.document().find<project::Region>(id);
        if (!region)
            continue;
        const views::Shape shape = shown(region->shape);
        const auto [text, area] = describeInTwo(shape);
        views::EvidenceRow row{.id = id, .icon = iconOf(shape), .text = text, .area = area};
        QStringList tags;
        if (isAssisted(claim, id))
            tags << tr("assisted");
        for (const Claim* other : annotation.claims())
            if (const Reading* one = annotation.readingOf(other->id);
                other->id != claim.id && one && std::ranges::count(one->regions, id) > 0)
                tags << tr("also %1").arg(claimName(annotation, other->id));
        row.tag = tags.join(", ");
        rows.append(row);
    }
    return rows;
}

QList<views::ActRow> actsOf(const Annotation& annotation)
{
    QList<views::ActRow> acts;
    const project::HistoryList& history = annotation.document().history();
    const QString own = claimName(annotation, annotation.current()->id);
    for (int row = history.done() - 1; row >= 0 && acts.size() < mostActs; --row) {
        const project::Step& step = history.step(row);
        acts.append({.text = step.name,
                     .when = QDateTime::fromMSecsSinceEpoch(step.time).toString("HH:mm:ss"),
                     .other = step.name.contains(tr("claim ")) && !step.name.endsWith(own)});
    }
    return acts;
}

views::ReadingCell cellOf(const Annotation& annotation, const Claim& claim, const QUuid& reader)
{
    views::ReadingCell cell;
    cell.hidden = reader != annotation.reader() && annotation.isBlindFirst()
        && !annotation.isLocked(claim.id);
    for (const Reading* one : annotation.document().readingsOf(claim.id)) {
        if (one->reader != reader || cell.hidden)
            continue;
        cell.verdict = verdictOf(one->verdict);
        cell.severity = one->severity.value_or(0);
        cell.regions = int(one->regions.size());
        cell.locked = !one->ended.isEmpty();
        cell.assisted = one->mode == "assisted";
        cell.correction = one->correction;
    }
    return cell;
}

} // namespace

views::Verdict verdictOf(const QString& word)
{
    const auto found = std::ranges::find(project::verdicts, word.toStdString());
    return found == project::verdicts.end()
        ? views::Verdict::None
        : views::Verdict(1 + (found - project::verdicts.begin()));
}

QString wordOf(views::Verdict verdict)
{
    if (verdict == views::Verdict::None)
        return {};
    const std::string_view word = project::verdicts.at(std::size_t(verdict) - 1);
    return QString::fromUtf8(word.data(), qsizetype(word.size()));
}

QList<views::ClaimRow> claimRows(const Annotation& annotation)
{
    QList<views::ClaimRow> rows;
    for (const Claim* claim : annotation.claims()) {
        const Reading* reading = annotation.readingOf(claim->id);
        views::ClaimRow row{.number = int(rows.size()) + 1,
                            .words = wordsOf(annotation, *claim),
                            .details = detailsOf(*claim, reading ? reading->regions.size() : 0),
                            .caution = cautionOf(*claim)};
        if (reading) {
            row.verdict = verdictOf(reading->verdict);
            row.severity = reading->severity.value_or(0);
            row.locked = !reading->ended.isEmpty();
            row.flagged = reading->flagged;
        }
        rows.append(row);
    }
    return rows;
}

QList<QUuid> readerIds(const Annotation& annotation)
{
    QList<QUuid> ids;
    for (const project::Reader* reader : annotation.document().all<project::Reader>())
        ids.append(reader->id);
    return ids;
}

QList<views::ReaderRow> readerRows(const Annotation& annotation)
{
    QList<views::ReaderRow> rows;
    const auto claims = annotation.claims();
    const bool hidden = annotation.isBlindFirst()
        && !(annotation.current() && annotation.isLocked(annotation.current()->id));
    for (const project::Reader* reader : annotation.document().all<project::Reader>()) {
        views::ReaderRow row{.name = reader->name,
                             .isCurrent = reader->id == annotation.reader(),
                             .claims = int(claims.size())};
        row.isHidden = hidden && !row.isCurrent;
        for (const Claim* claim : claims)
            for (const Reading* one : annotation.document().readingsOf(claim->id))
                row.locked += one->reader == reader->id && !one->ended.isEmpty();
        rows.append(row);
    }
    return rows;
}

views::ClaimFormValues formValues(const Annotation& annotation, const QString& maskReason)
{
    views::ClaimFormValues values;
    const Claim* claim = annotation.current();
    if (!claim)
        return values;
    values.number = annotation.numberOf(claim->id);
    values.words = wordsOf(annotation, *claim);
    values.caution = cautionOf(*claim);
    values.type = claim->type;
    values.assertion = claim->assertion;
    values.maskReason = maskReason;
    values.locked = annotation.isLocked(claim->id);
    values.evidence = evidenceOf(annotation, *claim);
    values.acts = actsOf(annotation);
    if (const Reading* reading = annotation.readingOf(claim->id)) {
        values.confidence = reading->confidence;
        values.correction = reading->correction;
        values.comment = reading->comment;
    }
    return values;
}

QList<views::Region> regionRows(const Annotation& annotation)
{
    QList<views::Region> below, above;
    const auto claims = annotation.claims();
    const Claim* current = annotation.current();
    struct Use {
        QStringList numbers;
        const Reading* machine = nullptr;
        bool elsewhere = false, current = false;
    };
    QHash<QUuid, Use> uses;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const bool open = annotation.isBlindFirst() && !annotation.isLocked(claims[i]->id);
        for (const Reading* one : annotation.document().readingsOf(claims[i]->id)) {
            const bool own = one->reader.isNull() || one->reader == annotation.reader();
            for (const QUuid& id : one->regions) {
                Use& use = uses[id];
                if (!own && open) {
                    use.elsewhere = true;
                    continue;
                }
                if (const QString number = QString::number(i + 1); !use.numbers.contains(number))
                    use.numbers.append(number);
                use.machine = one->machine.is_object() ? one : use.machine;
                use.current = use.current || (current && claims[i]->id == current->id);
            }
        }
    }
    for (const project::Region* region : annotation.document().regionsOf(annotation.image())) {
        const Use use = uses.value(region->id);
        if (use.elsewhere && use.numbers.isEmpty())
            continue;
        const views::Shape shape = shown(region->shape);
        const QString machine = machineLabel(use.machine, shape);
        (use.current ? above : below)
            .append({.id = region->id,
                     .shape = shape,
                     .numbers = use.numbers,
                     .label = machine.isEmpty() ? views::kindOf(shape) : machine,
                     .fixed = annotation.isFixed(region->id)});
    }
    return below + above;
}

AnnotatedText annotatedText(const Annotation& annotation)
{
    AnnotatedText out;
    const project::Text* text = annotation.text();
    if (!text)
        return out;
    for (const explain::Word& word : explain::wordsOf(text->text.toStdString())) {
        const project::Span span{int(word.begin), int(word.end)};
        out.words.append({.text = QString::fromStdString(word.text),
                          .attached = !out.spans.isEmpty() && out.spans.last().end == span.begin});
        out.spans.append(span);
    }
    const auto claims = annotation.claims();
    for (std::size_t i = 0; i < claims.size(); ++i) {
        if (claims[i]->text != text->id)
            continue;
        views::ClaimMark mark{.number = int(i) + 1};
        for (const project::Span& span : claims[i]->spans) {
            views::WordRange range{int(out.spans.size()), 0};
            for (int word = 0; word < out.spans.size(); ++word)
                if (out.spans[word].begin < span.end && span.begin < out.spans[word].end) {
                    range.first = std::min(range.first, word);
                    range.end = word + 1;
                }
            if (!range.isEmpty())
                mark.ranges.append(range);
        }
        out.marks.append(mark);
        out.claims.append(claims[i]->id);
    }
    return out;
}

Comparison comparison(const Annotation& annotation)
{
    Comparison out;
    std::vector<const project::Reader*> readers = annotation.document().all<project::Reader>();
    std::ranges::stable_partition(
        readers, [&](const auto* reader) { return reader->id == annotation.reader(); });
    for (const project::Reader* reader : readers)
        out.readers.append(reader->id == annotation.reader() ? tr("%1 (you)").arg(reader->name)
                                                             : reader->name);
    for (const Claim* claim : annotation.claims()) {
        views::ReadingRow row{.number = int(out.rows.size()) + 1,
                              .words = wordsOf(annotation, *claim)};
        for (const project::Reader* reader : readers)
            row.cells.append(cellOf(annotation, *claim, reader->id));
        out.rows.append(row);
    }
    return out;
}

} // namespace app
