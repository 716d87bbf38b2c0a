// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/heat_layer.h"

#include "views/device_space.h"
#include "views/hatch.h"
#include "views/heat_smooth.h"
#include "views/number.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr double staleSaturation = 0.25;

constexpr int fewestSamples = 4, mostSamples = 24; // a side of a patch, where it is smoothed

// One rectangle for neighbours in a row: a hatch has fewer edges to end at.
void addToRow(QList<QRectF>& row, const QRectF& place)
{
    if (!row.isEmpty() && row.last().top() == place.top() && row.last().right() == place.left()
        && row.last().bottom() == place.bottom())
        row.last().setRight(place.right());
    else
        row << place;
}

QPainterPath pathOf(const QList<QRectF>& parts)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (const QRectF& part : parts)
        path.addRect(part);
    return path;
}

void paintHatches(QPainter& painter, const DeviceSpace& device, const QPainterPath& noEvidence,
                  const QPainterPath& unseen)
{
    const HatchFrame frame{device.viewPx(), device.origin(), device.visible()};
    paintNullHatch(painter, noEvidence, frame);
    paintNanHatch(painter, unseen, frame);
}

} // namespace

HeatLayer::HeatLayer(PatchGrid grid, QList<float> values, ValueScale scale)
    : m_grid(std::move(grid)), m_values(std::move(values)), m_scale(std::move(scale))
{
    Q_ASSERT(m_values.size() == m_grid.count());
}

void HeatLayer::setScale(ValueScale scale)
{
    m_scale = std::move(scale);
}

void HeatLayer::setSmooth(bool smooth)
{
    m_smooth = smooth;
}

void HeatLayer::setStale(bool stale)
{
    m_stale = stale;
}

void HeatLayer::setCurrent(std::optional<Patch> patch)
{
    m_current = patch;
}

double HeatLayer::value(Patch patch) const
{
    return m_grid.contains(patch)
        ? double(m_values[qsizetype(patch.row) * m_grid.columns + patch.column])
        : std::numeric_limits<double>::quiet_NaN();
}

double HeatLayer::valueAt(QPointF imagePx) const
{
    const std::optional<Patch> patch = m_grid.patchAt(imagePx);
    return patch ? value(*patch) : std::numeric_limits<double>::quiet_NaN();
}

std::optional<Patch> HeatLayer::largest() const
{
    qsizetype best = -1;
    for (qsizetype i = 0; i < m_values.size(); ++i)
        if (!std::isnan(m_values[i]) && (best < 0 || m_values[i] > m_values[best]))
            best = i;
    if (best < 0)
        return {};
    return Patch{int(best / m_grid.columns), int(best % m_grid.columns)};
}

bool HeatLayer::hasEvidence() const
{
    return std::ranges::any_of(m_values, [this](float v) { return m_scale.isEvidence(v); });
}

int HeatLayer::rank(Patch patch) const
{
    const double own = value(patch);
    if (std::isnan(own))
        return 0;
    return 1 + int(std::ranges::count_if(m_values, [own](float v) { return double(v) > own; }));
}

QColor HeatLayer::colourOf(double value) const
{
    const QColor colour = m_scale.colour(value);
    if (!m_stale)
        return colour;
    return QColor::fromHslF(colour.hslHueF(), colour.hslSaturationF() * staleSaturation,
                            colour.lightnessF());
}

void HeatLayer::paint(QPainter& painter, const Surface& surface) const
{
    if (m_grid.count() == 0)
        return;
    if (surface.outlineOnly) {
        paintOutlines(painter, surface);
    } else if (m_smooth) {
        paintSmooth(painter, surface);
        paintSmoothNote(painter, surface);
    } else {
        paintPatches(painter, surface);
    }
}

/// The edges between evidence and none, without colour or hatch: the picture is in full view.
void HeatLayer::paintOutlines(QPainter& painter, const Surface& surface) const
{
    const auto isIn = [this](int row, int column) {
        return m_grid.contains({row, column}) && m_scale.isEvidence(value({row, column}));
    };
    QPainterPath edges;
    const auto edge = [&](QPointF from, QPointF to) {
        edges.moveTo(m_grid.toImage.map(from * m_grid.patchPx));
        edges.lineTo(m_grid.toImage.map(to * m_grid.patchPx));
    };
    for (int y = 0; y <= m_grid.rows; ++y)
        for (int x = 0; x <= m_grid.columns; ++x) {
            if (isIn(y, x) != isIn(y - 1, x))
                edge(QPointF(x, y), QPointF(x + 1, y));
            if (isIn(y, x) != isIn(y, x - 1))
                edge(QPointF(x, y), QPointF(x, y + 1));
        }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [ink, wide] : {std::pair(onImage::casing, 4), std::pair(onImage::line, 2)}) {
        painter.setPen(QPen(ink, surface.px(wide), Qt::SolidLine, Qt::SquareCap));
        painter.drawPath(edges);
    }
    painter.restore();
}

void HeatLayer::paintPatches(QPainter& painter, const Surface& surface) const
{
    const DeviceSpace device(painter, surface);
    QList<QRectF> noEvidence, unseen;
    for (int row = 0; row < m_grid.rows; ++row)
        for (int column = 0; column < m_grid.columns; ++column) {
            const QRectF place =
                device.rect(m_grid.bounds({row, column})).intersected(device.visible());
            if (place.isEmpty())
                continue;
            const double v = value({row, column});
            if (m_scale.isEvidence(v)) {
                QColor colour = colourOf(v);
                colour.setAlphaF(float(surface.opacity));
                painter.fillRect(place, colour);
            } else {
                addToRow(std::isnan(v) ? unseen : noEvidence, place);
            }
        }
    paintHatches(painter, device, pathOf(noEvidence), pathOf(unseen));
}

void HeatLayer::paintSmooth(QPainter& painter, const Surface& surface) const
{
    const DeviceSpace device(painter, surface);
    const int samples =
        std::clamp(int(device.rect(m_grid.bounds({0, 0})).width()), fewestSamples, mostSamples);
    const SmoothHeat smooth =
        smoothHeat(m_values, m_grid.rows, m_grid.columns, samples, m_scale, [&](double v) {
            QColor colour = colourOf(v);
            colour.setAlphaF(float(surface.opacity));
            return colour;
        });
    const double step = m_grid.patchPx / samples;
    const auto place = [&](const QRect& part) {
        const QPointF from(part.left() * step, part.top() * step);
        const QPointF to((part.right() + 1) * step, (part.bottom() + 1) * step);
        return device.rect(QRectF(m_grid.toImage.map(from), m_grid.toImage.map(to)));
    };
    const auto area = [&](const QList<QRect>& runs) {
        QList<QRectF> parts;
        for (const QRect& run : runs)
            if (const QRectF part = place(run) & device.visible(); !part.isEmpty())
                parts << part;
        return pathOf(parts);
    };
    painter.save();
    painter.setClipRect(device.visible(), Qt::IntersectClip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place(smooth.picture.rect()), smooth.picture);
    painter.restore();
    paintHatches(painter, device, area(smooth.noEvidence), area(smooth.unseen));
}

void HeatLayer::paintSmoothNote(QPainter& painter, const Surface& surface) const
{
    const QString note =
        QString("smoothed for display, %1 × %2 patches").arg(m_grid.rows).arg(m_grid.columns);
    const QRectF room = surface.visible & surface.image;
    const double width = mark::plateRect(surface, {}, note).width();
    mark::plate(painter, surface,
                QPointF(room.center().x() - width / 2, room.top() + surface.px(metric::space2)),
                note);
}

void HeatLayer::paintMarks(QPainter& painter, const Surface& surface, const Marks& marks) const
{
    const auto frame = [&](std::optional<Patch> patch, const QColor& colour) {
        if (!patch)
            return;
        if (m_grid.isUpright())
            mark::frame(painter, surface, m_grid.bounds(*patch), colour);
        else
            mark::outline(painter, surface, m_grid.outline(*patch), colour);
    };
    if (marks.pinned)
        frame(m_grid.patchAt(*marks.pinned), Theme::dark().accent);
    frame(marks.hovered ? m_grid.patchAt(*marks.hovered) : m_current, onImage::line);
}

Readings HeatLayer::readout(QPointF imagePx) const
{
    const std::optional<Patch> patch = m_grid.patchAt(imagePx);
    if (!patch)
        return {};
    const double v = value(*patch);
    Readings readings{{"patch", QString("%1, %2").arg(patch->row).arg(patch->column)},
                      {m_scale.unit, number(v)}};
    if (const int place = rank(*patch); place > 0)
        readings << Reading{"rank", QString("%1 / %2").arg(place).arg(m_grid.count())};
    return readings;
}

} // namespace views
