// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trust.h"

#include "views/number.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

using calibration::Figure;
using calibration::MethodResult;
using calibration::Result;

QString tr(const char* text)
{
    return QCoreApplication::translate("Trust", text);
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// "Pointing", or the id where the metric is not one of this version.
QString titleOf(const std::string& metric)
{
    const calibration::Metric* known = calibration::findMetric(metric);
    return known ? text(known->title) : QString::fromStdString(metric);
}

/// For the middle of a line: "pointing", "word AUROC", but "IoU".
QString nameOf(const std::string& metric)
{
    QString title = titleOf(metric).section(',', 0, 0);
    const QString rest = title.section(' ', 0, 0).mid(1);
    if (rest == rest.toLower()) // an abbreviation has capitals further on
        title[0] = title[0].toLower();
    return title;
}

QString valueOf(const Figure& figure)
{
    return std::isnan(figure.low) ? views::fixedNumber(figure.value, 2)
                                  : views::interval(figure.value, figure.low, figure.high);
}

QString countOf(const Figure& figure)
{
    return QLocale(QLocale::English).toString(qlonglong(figure.count));
}

/// A figure and what it was measured with.
struct Measured {
    const Result* result = nullptr;
    const MethodResult* method = nullptr;
    const Figure* figure = nullptr;
};

bool isWorse(const Measured& one, const Measured& other)
{
    return one.figure->value < other.figure->value;
}

/// The headline of each domain in question.
std::vector<Measured> headlines(const models::Calibrations& known, const std::string& domain,
                                const std::string& method)
{
    std::vector<Measured> all;
    for (const Result* result : known.of(domain))
        if (const MethodResult* measured = calibration::find(*result, method))
            if (const Figure* figure = calibration::headline(*measured))
                all.push_back({result, measured, figure});
    return all;
}

QString sentenceOf(const Measured& measured)
{
    const Figure& figure = *measured.figure;
    const calibration::Metric* metric = calibration::findMetric(figure.metric);
    QString sentence = tr("%1: %2 of %3, measured on %4.")
                           .arg(titleOf(figure.metric), valueOf(figure), countOf(figure),
                                measuredOn(*measured.result));
    if (metric)
        sentence += '\n' + tr("It answers: %1?").arg(text(metric->question));
    if (!std::isnan(figure.chance))
        sentence += '\n' + tr("Guessing gives %1.").arg(views::fixedNumber(figure.chance, 2));
    if (!std::isnan(figure.ceiling))
        sentence += '\n'
            + tr("A perfect map on this grid gives %1.").arg(views::fixedNumber(figure.ceiling, 2));
    return sentence;
}

QStringList failuresOf(const Measured& measured)
{
    QStringList groups;
    for (const std::string& group : calibration::failures(*measured.method))
        if (const Figure* figure =
                calibration::find(*measured.method, measured.figure->metric, group))
            groups << tr("%1 %2, worse than guessing")
                          .arg(QString::fromStdString(group), valueOf(*figure));
    return groups;
}

views::Badge notMeasured(const QString& method, const QString& network)
{
    return {views::Badge::Kind::NotCalibrated, tr("not calibrated"),
            tr("No figures tell how far %1 can be believed with %2. Thresholds are the method's "
               "own defaults.")
                .arg(method, network)};
}

QString casesOf(const Result& result)
{
    return tr("%1 %2 cases")
        .arg(QLocale(QLocale::English).toString(qlonglong(result.cases)),
             QString::fromStdString(result.domain));
}

/// A method and the one that does better on what a caveat is named after.
struct Compared {
    QString domain;
    const Figure* here = nullptr;
    const Figure* there = nullptr; ///< null: the other was not measured
};

std::vector<Compared> comparedOn(const models::Calibrations& known, const std::string& domain,
                                 const std::string& method, const explain::Caveat& caveat)
{
    std::vector<Compared> all;
    for (const Measured& measured : headlines(known, domain, method)) {
        const std::string& metric = measured.figure->metric;
        const MethodResult* other = calibration::find(*measured.result, caveat.better);
        if (const Figure* here = calibration::find(*measured.method, metric, caveat.id))
            all.push_back({QString::fromStdString(measured.result->domain), here,
                           other ? calibration::find(*other, metric, caveat.id) : nullptr});
    }
    return all;
}

} // namespace

QString measuredOn(const Result& result)
{
    return tr("%1, %2").arg(casesOf(result), QString::fromStdString(result.data));
}

views::Badge trustBadge(const models::Calibrations& known, const std::string& domain,
                        const std::string& method, const QString& network)
{
    const std::vector<Measured> all = headlines(known, domain, method);
    if (all.empty())
        return notMeasured(QString::fromStdString(method), network);
    const Measured& shown = *std::ranges::min_element(all, isWorse);
    QStringList parts;
    for (const Measured& measured : all) {
        parts << sentenceOf(measured);
        for (const QString& failure : failuresOf(measured))
            parts.last() += '\n' + failure + '.';
    }
    return {calibration::isBetterThanGuessing(*shown.figure) ? views::Badge::Kind::Trusted
                                                             : views::Badge::Kind::Doubtful,
            tr("%1 %2 · %3")
                .arg(nameOf(shown.figure->metric), views::fixedNumber(shown.figure->value, 2),
                     QString::fromStdString(shown.result->domain)),
            parts.join("\n\n")};
}

std::optional<views::Badge> selfTestBadge(const explain::NetworkInfo& network)
{
    if (!network.selfTest || network.selfTest->passed())
        return {};
    return views::Badge{
        views::Badge::Kind::Failed, tr("self-test failed"),
        QString::fromStdString(network.name + ", " + explain::describe(*network.selfTest))};
}

views::InspectorSection trustSection(const models::Calibrations& known, const std::string& domain,
                                     const std::string& method)
{
    using Tone = views::InspectorRow::Tone;
    views::InspectorSection section{.id = "trust", .icon = "shield-check", .title = tr("Trust")};
    for (const Result* result : known.of(domain)) {
        const MethodResult* measured = calibration::find(*result, method);
        if (!measured)
            continue;
        section.rows.append(
            {tr("Measured on"), casesOf(*result), measuredOn(*result), false, Tone::Plain});
        for (const Figure& figure : measured->figures) {
            if (!figure.group.empty() || std::isnan(figure.value))
                continue;
            const calibration::Metric* metric = calibration::findMetric(figure.metric);
            section.rows.append(
                {titleOf(figure.metric), valueOf(figure),
                 tr("n %1. %2")
                     .arg(countOf(figure), metric ? text(metric->question) + '?' : QString()),
                 false, calibration::isWorseThanGuessing(figure) ? Tone::Caution : Tone::Plain});
        }
        for (const std::string& group : calibration::failures(*measured))
            section.rows.append({tr("Fails on"), QString::fromStdString(group),
                                 tr("worse than guessing, beyond doubt"), false, Tone::Caution});
        if (!measured->note.empty())
            section.note = QString::fromStdString(measured->note);
    }
    if (section.rows.isEmpty()) {
        section.icon = "shield";
        section.title = tr("Trust: not calibrated");
        section.note = tr("No figures for this method and network. Run, Calibrate network measures "
                          "them; until then thresholds are the method's own defaults.");
    }
    return section;
}

QStringList knownFailures(const models::Calibrations& known, const std::string& domain,
                          const std::string& method)
{
    QStringList all;
    for (const Measured& measured : headlines(known, domain, method))
        all << failuresOf(measured);
    all.removeDuplicates();
    return all;
}

QList<views::FigureRow> figureRows(const calibration::Result& result)
{
    QList<views::FigureRow> rows;
    for (const MethodResult& method : result.methods)
        for (const Figure& figure : method.figures) {
            if (std::isnan(figure.value))
                continue;
            const calibration::Metric* metric = calibration::findMetric(figure.metric);
            rows.append({.method = QString::fromStdString(method.method),
                         .metric = titleOf(figure.metric),
                         .group = QString::fromStdString(figure.group),
                         .value = figure.value,
                         .low = figure.low,
                         .high = figure.high,
                         .chance = figure.chance,
                         .isWorse = calibration::isWorseThanGuessing(figure),
                         .count = figure.count,
                         .tooltip = metric ? text(metric->question) + '?' : QString()});
        }
    return rows;
}

QString cautionSentence(const models::Calibrations& known, const std::string& domain,
                        const std::string& method, const explain::Caveat& caveat)
{
    QString sentence = QString::fromStdString(caveat.message);
    for (const Compared& compared : comparedOn(known, domain, method, caveat)) {
        sentence += ' '
            + tr("Measured on %1: %2 %3")
                  .arg(compared.domain, nameOf(compared.here->metric), valueOf(*compared.here));
        if (compared.there)
            sentence += tr(", by %1 %2")
                            .arg(QString::fromStdString(caveat.better), valueOf(*compared.there));
        sentence += '.';
    }
    return sentence;
}

QString cautionLine(const models::Calibrations& known, const std::string& domain,
                    const std::string& method, const explain::Caveat& caveat)
{
    const std::vector<Compared> all = comparedOn(known, domain, method, caveat);
    const auto worst = std::ranges::min_element(
        all, {}, [](const Compared& compared) { return compared.here->value; });
    if (worst == all.end())
        return QString::fromStdString(caveat.message);
    const QString where = caveat.id == "negation"
        ? tr("on a wrong “no”")
        : tr("on %1").arg(QString::fromStdString(caveat.id));
    QString line =
        tr("%1 %2 %3")
            .arg(QString::fromStdString(method), views::fixedNumber(worst->here->value, 2), where);
    if (worst->there)
        line += tr(", %1 %2").arg(QString::fromStdString(caveat.better),
                                  views::fixedNumber(worst->there->value, 2));
    if (!std::isnan(worst->here->chance))
        line += tr("; guessing gives %1").arg(views::fixedNumber(worst->here->chance, 2));
    return line + '.';
}

QString trustNote(const models::Calibrations& known, const std::string& domain,
                  const std::string& method)
{
    const std::vector<Measured> all = headlines(known, domain, method);
    if (all.empty())
        return {};
    const Measured& shown = *std::ranges::min_element(all, isWorse);
    return tr("%1 %2, n %3, %4")
        .arg(nameOf(shown.figure->metric), valueOf(*shown.figure), countOf(*shown.figure),
             measuredOn(*shown.result));
}

QString trustInFigures(const explain::NetworkInfo& network, const models::Calibrations& known,
                       const std::string& domain, const std::string& method)
{
    QStringList parts;
    if (const auto failed = selfTestBadge(network))
        parts << failed->text;
    if (const QString note = trustNote(known, domain, method); !note.isEmpty())
        parts << note;
    return parts.join(u", ");
}

} // namespace app
