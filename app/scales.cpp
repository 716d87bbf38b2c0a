// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scales.h"

#include "app/studio.h"
#include "views/theme.h"

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

double magnitudeOf(const explain::Explanation& explanation)
{
    struct Magnitude {
        double operator()(const explain::PatchMap& k) const { return largestMagnitude(k.map); }
        double operator()(const explain::Alignment& k) const { return largestMagnitude(k.plan); }
        double operator()(const explain::MaskSet& k) const { return largestMagnitude(k.scores); }
        double operator()(const explain::WordScores& k) const { return largestMagnitude(k.values); }
        double operator()(const explain::BoxSet& k) const { return largestMagnitude(k.scores); }
        double operator()(const explain::ScoreTable& k) const { return largestMagnitude(k.values); }
    };
    return explain::hasNumbers(explanation) ? std::visit(Magnitude{}, explanation.kind) : 0;
}

} // namespace

Scales::Scales(QObject* parent) : QObject(parent)
{
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
    QHash<QString, double> magnitudes;
    for (const PanelRun* panel : studio.panels())
        for (const explain::Explanation& e : panel->results().explanations) {
            double& known = magnitudes[QString::fromStdString(e.unit)];
            known = std::max(known, magnitudeOf(e));
        }
    QHash<QString, double> limits;
    for (auto it = magnitudes.cbegin(); it != magnitudes.cend(); ++it)
        limits[it.key()] = roundedUp(it.value());
    if (limits == m_limits)
        return;
    m_limits = limits;
    Q_EMIT changed();
}

double Scales::opacity() const
{
    return m_opacity < 0 ? views::theme().mapOpacity : m_opacity;
}

QString Scales::map(bool isSigned) const
{
    const QString& chosen = isSigned ? m_signedMap : m_sequentialMap;
    if (!chosen.isEmpty())
        return chosen;
    return isSigned ? views::theme().signedMap : views::theme().sequentialMap;
}

void Scales::setShared(bool shared)
{
    m_shared = shared;
    Q_EMIT changed();
}

void Scales::setGrey(bool grey)
{
    m_grey = grey;
    Q_EMIT changed();
}

void Scales::setSmooth(bool smooth)
{
    m_smooth = smooth;
    Q_EMIT changed();
}

void Scales::setOpacity(double opacity)
{
    m_opacity = std::clamp(opacity, 0.0, 1.0);
    Q_EMIT changed();
}

void Scales::setMap(bool isSigned, const QString& name)
{
    (isSigned ? m_signedMap : m_sequentialMap) = name;
    Q_EMIT changed();
}

} // namespace app
