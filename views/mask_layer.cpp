// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mask_layer.h"

#include "views/device_space.h"
#include "views/hatch.h"
#include "views/number.h"

#include <QPainter>

#include <cmath>

namespace views {
namespace {

constexpr double currentWidth = 3, outlineWidth = 2;

// A mask's label stands at its upper left, where the outline is, so that the middle stays visible.
QPointF plateCorner(const QPainterPath& path, const Surface& surface)
{
    const QRectF box = path.boundingRect() & surface.visible;
    return box.topLeft() + QPointF(surface.px(4), surface.px(4));
}

// A contour of a large photo has many points for each pixel of the view; the eye sees one.
QPolygonF thinned(const QPolygonF& contour, double step)
{
    QPolygonF thin;
    for (const QPointF& point : contour)
        if (thin.isEmpty() || (point - thin.last()).manhattanLength() >= step)
            thin << point;
    return thin.size() < 3 ? contour : thin;
}

// Odd-even: an inner contour is a hole.
QPainterPath pathOf(const QList<QPolygonF>& contours, double step)
{
    QPainterPath path;
    for (const QPolygonF& contour : contours) {
        path.addPolygon(step > 0 ? thinned(contour, step) : contour);
        path.closeSubpath();
    }
    return path;
}

QList<qint64> countLabels(const QImage& labels, qsizetype masks)
{
    QList<qint64> counts(masks, 0);
    for (int y = 0; y < labels.height(); ++y) {
        const uchar* line = labels.constScanLine(y);
        for (int x = 0; x < labels.width(); ++x)
            if (line[x] > 0 && line[x] <= masks)
                ++counts[line[x] - 1];
    }
    return counts;
}

} // namespace

MaskLayer::MaskLayer(QList<Mask> masks, QImage labels)
    : m_masks(std::move(masks)), m_labels(std::move(labels))
{
    Q_ASSERT(m_labels.isNull() || m_labels.format() == QImage::Format_Grayscale8);
    m_pixels = countLabels(m_labels, m_masks.size());
    for (const Mask& mask : m_masks)
        m_paths << pathOf(mask.contours, 0);
}

const QList<QPainterPath>& MaskLayer::pathsFor(const Surface& surface) const
{
    const double step = surface.vector ? 0 : surface.px(0.75 / surface.deviceRatio);
    if (step <= 1) // a contour goes from pixel to pixel
        return m_paths;
    if (step != m_thinStep) {
        m_thinStep = step;
        m_thin.clear();
        for (const Mask& mask : m_masks)
            m_thin << pathOf(mask.contours, step);
    }
    return m_thin;
}

void MaskLayer::setVisible(int mask, bool visible)
{
    if (mask >= 0 && mask < m_masks.size())
        m_masks[mask].visible = visible;
}

void MaskLayer::setCurrent(int mask)
{
    m_current = mask;
}

void MaskLayer::setStale(bool stale)
{
    m_stale = stale;
}

int MaskLayer::maskAt(QPointF imagePx) const
{
    const QPoint pixel(int(std::floor(imagePx.x())), int(std::floor(imagePx.y())));
    if (m_labels.valid(pixel)) {
        const int label = m_labels.constScanLine(pixel.y())[pixel.x()];
        return label > 0 && label <= m_masks.size() && m_masks[label - 1].visible ? label - 1 : -1;
    }
    if (m_labels.isNull())
        for (qsizetype i = m_paths.size() - 1; i >= 0; --i)
            if (m_masks[i].visible && m_paths[i].contains(imagePx))
                return int(i);
    return -1;
}

double MaskLayer::area(int mask) const
{
    if (mask < 0 || mask >= m_masks.size() || m_labels.isNull())
        return 0;
    return double(m_pixels[mask]) / (double(m_labels.width()) * m_labels.height());
}

QColor MaskLayer::colourOf(const Mask& mask) const
{
    const QColor colour = maskColour(mask.number);
    const int grey = qGray(colour.rgb());
    return m_stale ? QColor(grey, grey, grey) : colour;
}

void MaskLayer::paint(QPainter& painter, const Surface& surface) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QList<QPainterPath>& paths = pathsFor(surface);
    const HatchFrame frame{surface.px(1), {}, surface.visible};
    if (!surface.outlineOnly && !m_stale)
        for (qsizetype i = 0; i < m_masks.size(); ++i)
            if (m_masks[i].visible)
                paintMaskFill(painter, paths[i], m_masks[i].number, frame);
    painter.setBrush(Qt::NoBrush);
    for (qsizetype i = 0; i < m_masks.size(); ++i) {
        if (!m_masks[i].visible)
            continue;
        const double width = i == m_current ? currentWidth : outlineWidth;
        for (const auto& [ink, wide] :
             {std::pair(onImage::casing, width + 2), std::pair(colourOf(m_masks[i]), width)}) {
            painter.setPen(QPen(ink, surface.px(wide), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.drawPath(paths[i]);
        }
    }
    painter.restore();
    paintPlates(painter, surface);
}

void MaskLayer::paintPlates(QPainter& painter, const Surface& surface) const
{
    QList<QRectF> taken;
    for (qsizetype i = 0; i < m_masks.size(); ++i) {
        const Mask& mask = m_masks[i];
        if (!mask.visible || !m_paths[i].intersects(surface.visible))
            continue;
        const QString score = std::isnan(mask.score) ? QString() : number(mask.score, 2);
        QPointF corner = plateCorner(m_paths[i], surface);
        for (int tries = 0; tries < 8; ++tries) {
            const QRectF place = mark::plateRect(surface, corner, mask.label, score, true);
            const auto hit = std::ranges::find_if(
                taken, [&](const QRectF& other) { return other.intersects(place); });
            if (hit == taken.end())
                break;
            corner.setY(hit->bottom() + surface.px(2));
        }
        taken << mark::plate(painter, surface, corner, mask.label, score, colourOf(mask));
    }
}

void MaskLayer::paintMarks(QPainter& painter, const Surface& surface, const Marks& marks) const
{
    const int mask = marks.hovered ? maskAt(*marks.hovered) : -1;
    if (mask < 0)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(onImage::line, surface.px(outlineWidth), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(pathsFor(surface)[mask]);
    painter.restore();
    paintPlates(painter, surface); // the outline stays below the names
}

Readings MaskLayer::readout(QPointF imagePx) const
{
    const int mask = maskAt(imagePx);
    if (mask < 0)
        return {{"class", "none"}};
    Readings readings{{"class", m_masks[mask].label}};
    if (!std::isnan(m_masks[mask].score))
        readings << Reading{"score", number(m_masks[mask].score, 2)};
    if (!m_labels.isNull())
        readings << Reading{"area", percent(area(mask), 1)};
    return readings;
}

} // namespace views
