// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/box_layer.h"

#include "views/number.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr double pointRadius = 5;

bool isPoint(const Box& box)
{
    return box.rect.width() <= 0 || box.rect.height() <= 0;
}

QString scoreText(const Box& box)
{
    return std::isnan(box.score) ? QString() : number(box.score, 2);
}

void paintPoint(QPainter& painter, const Surface& surface, const Box& box, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [ink, width] : {std::pair(onImage::casing, 4.0), std::pair(colour, 2.0)}) {
        painter.setPen(QPen(ink, surface.px(width)));
        painter.drawEllipse(box.rect.topLeft(), surface.px(pointRadius), surface.px(pointRadius));
    }
    painter.restore();
}

} // namespace

BoxLayer::BoxLayer(QList<Box> boxes) : m_boxes(std::move(boxes))
{
}

void BoxLayer::setCurrent(int box)
{
    m_current = box;
}

int BoxLayer::boxAt(QPointF imagePx) const
{
    int best = -1;
    const auto area = [this](int i) { return m_boxes[i].rect.width() * m_boxes[i].rect.height(); };
    for (int i = 0; i < int(m_boxes.size()); ++i)
        if (m_boxes[i].rect.contains(imagePx) && (best < 0 || area(i) < area(best)))
            best = i;
    return best;
}

void BoxLayer::paint(QPainter& painter, const Surface& surface) const
{
    for (int i = 0; i < int(m_boxes.size()); ++i) {
        const Box& box = m_boxes[i];
        QColor colour = box.colour.isValid() ? box.colour : onImage::line;
        if (i == m_current)
            colour = Theme::dark().accent;
        if (isPoint(box))
            paintPoint(painter, surface, box, colour);
        else
            mark::frame(painter, surface, box.rect, colour);
        if (!box.label.isEmpty() && box.rect.intersects(surface.visible.adjusted(-1, -1, 1, 1)))
            mark::plate(painter, surface,
                        isPoint(box) ? box.rect.topLeft() + QPointF(surface.px(8), 0)
                                     : box.rect.topLeft(),
                        box.label, scoreText(box));
    }
}

Readings BoxLayer::readout(QPointF imagePx) const
{
    const int box = boxAt(imagePx);
    if (box < 0)
        return {};
    Readings readings{{"box", m_boxes[box].label}};
    if (const QString score = scoreText(m_boxes[box]); !score.isEmpty())
        readings << Reading{"score", score};
    return readings;
}

} // namespace views
