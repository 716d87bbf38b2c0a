// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scales.h"

#include "app/studio.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

double largestMagnitude(const at::Tensor& values)
{
    if (!values.defined() || values.numel() == 0)
        return 0;
    return values.to(at::kCPU, at::kDouble).nan_to_num(0, 0, 0).abs().max().item<double>();
}

/// The values that a kind's colours stand for; undefined: colours tell classes or boxes apart.
at::Tensor shownValues(const explain::Kind& kind)
{
    struct Shown {
        at::Tensor operator()(const explain::PatchMap& k) const { return k.map; }
        at::Tensor operator()(const explain::Alignment& k) const { return k.plan; }
        at::Tensor operator()(const explain::MaskSet&) const { return {}; }
        at::Tensor operator()(const explain::WordScores& k) const { return k.values; }
        at::Tensor operator()(const explain::BoxSet&) const { return {}; }
        at::Tensor operator()(const explain::ScoreTable& k) const { return k.values; }
    };
    return std::visit(Shown{}, kind);
}

double magnitudeOf(const explain::Explanation& explanation)
{
    return explain::hasNumbers(explanation) ? largestMagnitude(shownValues(explanation.kind)) : 0;
}

bool goesBelowZero(const explain::Explanation& explanation)
{
    if (!explanation.isSigned || !explain::hasNumbers(explanation))
        return false;
    const at::Tensor values = shownValues(explanation.kind);
    return values.defined() && values.numel() > 0 && (values < 0).any().item<bool>();
}

QString mapKey(bool isSigned)
{
    return isSigned ? QStringLiteral("scale/signedMap") : QStringLiteral("scale/map");
}

} // namespace

Scales::Scales(models::Choices* choices, QObject* parent) : QObject(parent), m_choices(choices)
{
    if (!choices)
        return;
    connect(choices, &models::Choices::replaced, this, &Scales::changed);
    connect(choices, &models::Choices::changed, this, [this](const QString& key) {
        if (key.startsWith("scale/"))
            Q_EMIT changed();
    });
}

void Scales::changeShared(bool shared)
{
    if (!m_choices)
        setShared(shared);
    else if (shared != isShared())
        m_choices->choose(shared ? tr("Share the scale") : tr("Scale each panel"), "scale/shared",
                          shared);
}

void Scales::changeSmooth(bool smooth)
{
    if (!m_choices)
        setSmooth(smooth);
    else if (smooth != isSmooth())
        m_choices->choose(smooth ? tr("Smooth maps") : tr("Show true patches"), "scale/smooth",
                          smooth);
}

void Scales::changeMap(bool isSigned, const QString& name)
{
    if (!m_choices)
        setMap(isSigned, name);
    else if (name != chosenMap(isSigned))
        m_choices->choose(tr("Colour map %1").arg(name), mapKey(isSigned), name.toStdString());
}

QString Scales::chosenMap(bool isSigned) const
{
    const QString& otherwise = isSigned ? m_signedMap : m_sequentialMap;
    return m_choices ? m_choices->text(mapKey(isSigned), otherwise) : otherwise;
}

double Scales::roundedUp(double magnitude)
{
    if (!(magnitude > 0))
        return 1;
    const double decade = std::pow(10, std::floor(std::log10(magnitude)));
    for (const double step : {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0})
        if (magnitude <= step * decade * (1 + 1e-9))
            return step * decade;
    return 10 * decade;
}

double Scales::limitOf(const explain::Explanation& explanation)
{
    return roundedUp(magnitudeOf(explanation));
}

double Scales::limit(const QString& unit) const
{
    return m_limits.value(unit, 1);
}

void Scales::measure(const Studio& studio)
{
    std::vector<const explain::Explanation*> explanations;
    for (const PanelRun* panel : studio.panels())
        for (const explain::Explanation& e : panel->results().explanations)
            explanations.push_back(&e);
    for (const explain::Explanation* map : studio.wordMaps())
        explanations.push_back(map);
    measure(explanations);
}

void Scales::measure(const std::vector<const explain::Explanation*>& explanations)
{
    QHash<QString, double> magnitudes;
    QSet<QString> negative;
    for (const explain::Explanation* e : explanations) {
        const QString unit = QString::fromStdString(e->unit);
        magnitudes[unit] = std::max(magnitudes.value(unit), magnitudeOf(*e));
        if (goesBelowZero(*e))
            negative.insert(unit);
    }
    QHash<QString, double> limits;
    for (auto it = magnitudes.cbegin(); it != magnitudes.cend(); ++it)
        limits[it.key()] = roundedUp(it.value());
    if (limits == m_limits && negative == m_negative)
        return;
    m_limits = limits;
    m_negative = negative;
    Q_EMIT changed();
}

views::ValueScale Scales::scaleOf(const explain::Explanation& explanation,
                                  const std::optional<explain::NullBand>& band,
                                  const views::Theme& theme, bool own) const
{
    const QString unit = QString::fromStdString(explanation.unit);
    const bool shared = isShared() && !own;
    const double largest = shared ? limit(unit) : limitOf(explanation);
    const bool bothSides = shared ? hasNegative(unit) : goesBelowZero(explanation);
    views::ValueScale scale{.min = bothSides ? -largest : 0,
                            .max = largest,
                            .map = map(explanation.isSigned, theme),
                            .isSigned = explanation.isSigned,
                            .unit = unit,
                            .own = !shared};
    if (band) {
        const bool attributed = std::holds_alternative<explain::WordScores>(explanation.kind);
        scale.nullLow = band->low;
        scale.nullHigh = band->high;
        scale.nullInside = attributed;
    }
    return scale;
}

QString Scales::map(bool isSigned, const views::Theme& theme) const
{
    const QString chosen = chosenMap(isSigned);
    if (!chosen.isEmpty())
        return chosen;
    return isSigned ? theme.signedMap : theme.sequentialMap;
}

void Scales::setShared(bool shared)
{
    m_shared = shared;
    Q_EMIT changed();
}

void Scales::setSmooth(bool smooth)
{
    m_smooth = smooth;
    Q_EMIT changed();
}

void Scales::setMap(bool isSigned, const QString& name)
{
    (isSigned ? m_signedMap : m_sequentialMap) = name;
    Q_EMIT changed();
}

} // namespace app
