// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/comparison.h"

#include <QObject>

namespace app {
namespace {

QString tr(const char* text)
{
    return QObject::tr(text);
}

QString printed(QSize size)
{
    return QString("%1 × %2").arg(size.width()).arg(size.height());
}

} // namespace

QString ResultName::whole() const
{
    return QStringList{(method + ' ' + subject).trimmed(), network, image}.join(", ");
}

QString toldApart(const ResultName& one, const ResultName& other)
{
    QStringList parts;
    for (const auto part :
         {&ResultName::method, &ResultName::subject, &ResultName::network, &ResultName::image})
        if (one.*part != other.*part && !(one.*part).isEmpty())
            parts.append(one.*part);
    return parts.isEmpty() ? (one.method + ' ' + one.subject).trimmed() : parts.join(", ");
}

QList<views::LayerPointer> layersOf(const PinnedResult& pinned,
                                    const std::optional<views::ValueScale>& scale)
{
    QList<views::LayerPointer> layers(pinned.content.layers.begin(), pinned.content.layers.end());
    const auto& heat = pinned.content.heat;
    if (!heat || !scale || scale->unit != heat->scale().unit)
        return layers;
    const auto painted = std::make_shared<views::HeatLayer>(*heat);
    views::ValueScale shared = heat->scale(); // its null band stays its own
    shared.min = scale->min;
    shared.max = scale->max;
    shared.map = scale->map;
    painted->setScale(shared);
    for (views::LayerPointer& layer : layers)
        if (layer == heat)
            layer = painted;
    return layers;
}

QString whyNot(views::CompareMode mode, const PinnedResult& pinned, const PanelContent& content,
               const QImage& picture)
{
    if (mode == views::CompareMode::Off)
        return {};
    if (pinned.picture.size() != picture.size())
        return tr("images differ in size: pinned %1, here %2")
            .arg(printed(pinned.picture.size()), printed(picture.size()));
    if (content.layers.empty() || pinned.content.layers.empty())
        return tr("nothing over the image to compare");
    if (mode != views::CompareMode::Difference)
        return {};
    if (!pinned.content.heat || !content.heat)
        return tr("no difference: it takes two maps of patches");
    const QString before = pinned.content.heat->scale().unit, now = content.heat->scale().unit;
    if (before != now)
        return tr("no difference: units differ: pinned %1, here %2").arg(before, now);
    return {};
}

std::shared_ptr<views::HeatLayer> differenceOf(const views::HeatLayer& now,
                                               const views::HeatLayer& pinned, double limit,
                                               const QString& map)
{
    const views::PatchGrid& grid = now.grid();
    const bool isSameGrid = grid == pinned.grid();
    QList<float> values;
    values.reserve(grid.count());
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column) {
            const views::Patch patch{row, column};
            const double before =
                isSameGrid ? pinned.value(patch) : pinned.valueAt(grid.bounds(patch).center());
            values.append(float(now.value(patch) - before));
        }
    return std::make_shared<views::HeatLayer>(grid, values,
                                              views::ValueScale{.min = -limit,
                                                                .max = limit,
                                                                .map = map,
                                                                .isSigned = true,
                                                                .unit = "Δ " + now.scale().unit});
}

} // namespace app
