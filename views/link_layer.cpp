// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/link_layer.h"

#include "views/number.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr double chipHeight = 18, chipPadding = 7, chipGap = 6, footMargin = 4;
constexpr double thinnest = 1, thickest = 3;

} // namespace

LinkLayer::LinkLayer(QStringList words) : m_words(std::move(words))
{
}

void LinkLayer::setCurrent(int word, QList<Link> links)
{
    m_current = word >= 0 && word < m_words.size() ? word : -1;
    std::ranges::stable_sort(links, std::ranges::greater(), &Link::mass);
    m_links = std::move(links);
}

void LinkLayer::setUnit(const QString& unit)
{
    m_unit = unit;
}

int LinkLayer::wordAt(QPointF imagePx) const
{
    for (qsizetype i = 0; i < m_chips.size(); ++i)
        if (m_chips[i].contains(imagePx))
            return int(i);
    return -1;
}

// One row: the current word and as many neighbours on both sides as there is room for.
QList<QRectF> LinkLayer::layOut(const Surface& surface) const
{
    const QFontMetricsF metrics(surface.font);
    const QRectF room = surface.visible & surface.image;
    const double available = room.width() * surface.scale - 2 * footMargin;
    QList<double> widths;
    for (const QString& word : m_words)
        widths << std::ceil(metrics.horizontalAdvance(word)) + 2 * chipPadding;

    qsizetype first = std::max(0, m_current), last = first - 1;
    double used = -chipGap;
    const auto take = [&](qsizetype i) {
        if (i < 0 || i >= widths.size() || used + chipGap + widths[i] > available)
            return false;
        used += chipGap + widths[i];
        return true;
    };
    if (take(first))
        last = first;
    for (bool grows = last >= first; grows;) {
        const bool left = take(first - 1);
        first -= left;
        const bool right = take(last + 1);
        last += right;
        grows = left || right;
    }

    QList<QRectF> chips(m_words.size());
    double x = room.center().x() - surface.px(used / 2);
    const double y = room.bottom() - surface.px(footMargin + chipHeight);
    for (qsizetype i = first; i <= last; ++i) {
        chips[i] = {x, y, surface.px(widths[i]), surface.px(chipHeight)};
        x += surface.px(widths[i] + chipGap);
    }
    return chips;
}

void LinkLayer::paint(QPainter& painter, const Surface& surface) const
{
    m_chips = layOut(surface);
    if (m_current >= 0 && !m_chips[m_current].isEmpty())
        paintThreads(painter, surface, m_chips[m_current]);
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        if (m_chips[i].isEmpty())
            continue;
        painter.save();
        mark::toViewPixels(painter, surface, m_chips[i].topLeft());
        const QRectF box(QPointF(), m_chips[i].size() * surface.scale);
        const bool isCurrent = i == m_current;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(onImage::casing, 1));
        painter.setBrush(isCurrent ? onImage::line : onImage::plate);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        QFont font = surface.font;
        if (isCurrent)
            font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(isCurrent ? QColor(Qt::black) : onImage::plateText);
        painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, m_words[i]);
        painter.restore();
    }
}

void LinkLayer::paintThreads(QPainter& painter, const Surface& surface, const QRectF& chip) const
{
    if (m_links.isEmpty() || m_links.first().mass <= 0)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QPointF start(chip.center().x(), chip.top());
    const auto shown = std::min<qsizetype>(m_links.size(), shownLinks);
    for (qsizetype i = shown - 1; i >= 0; --i) { // the strongest on top
        const QPointF end = m_links[i].region.center();
        if (m_links[i].mass <= 0 || !surface.visible.contains(end))
            continue;
        QPainterPath thread(start);
        const double bend = (start.y() - end.y()) / 2;
        thread.cubicTo(start - QPointF(0, bend), end + QPointF(0, bend), end);
        const double width =
            thinnest + (thickest - thinnest) * m_links[i].mass / m_links.first().mass;
        for (const auto& [ink, wide] :
             {std::pair(onImage::casing, width + 2), std::pair(onImage::line, width)}) {
            painter.setPen(QPen(ink, surface.px(wide), Qt::SolidLine, Qt::FlatCap));
            painter.drawPath(thread);
        }
        painter.setPen(QPen(onImage::casing, surface.px(1)));
        painter.setBrush(onImage::line);
        painter.drawEllipse(end, surface.px(3), surface.px(3));
        painter.setBrush(Qt::NoBrush);
    }
    painter.restore();
}

Readings LinkLayer::readout(QPointF imagePx) const
{
    for (const Link& link : m_links)
        if (link.region.contains(imagePx))
            return {{m_unit, number(link.mass)}};
    return {};
}

} // namespace views
