// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotate_shapes.h"

#include <QObject>

#include <cmath>

namespace app {
namespace {

template <class... Ts> struct Each : Ts... {
    using Ts::operator()...;
};
template <class... Ts> Each(Ts...) -> Each<Ts...>;

bool alike(QPointF one, QPointF other)
{
    return std::hypot(one.x() - other.x(), one.y() - other.y()) < 1e-6;
}

QString changeOfPolygon(const QPolygonF& before, const QPolygonF& after)
{
    if (after.size() > before.size())
        return QObject::tr("Add point to polygon");
    if (after.size() < before.size())
        return QObject::tr("Remove point of polygon");
    int moved = 0, last = 0;
    for (int i = 0; i < after.size(); ++i)
        if (!alike(before[i], after[i]))
            ++moved, last = i;
    return moved == 1 ? QObject::tr("Move point %1").arg(last + 1) : QObject::tr("Move polygon");
}

} // namespace

views::Shape shown(const KeptShape& shape)
{
    return std::visit(
        Each{[](const project::Box& box) -> views::Shape {
                 return QRectF(QPointF(box.x0, box.y0), QPointF(box.x1, box.y1));
             },
             [](const project::Polygon& polygon) -> views::Shape {
                 QPolygonF points;
                 for (const project::Point& point : polygon.points)
                     points.append(QPointF(point.x, point.y));
                 return points;
             },
             [](const project::Point& point) -> views::Shape { return QPointF(point.x, point.y); },
             [](const project::Mask& mask) -> views::Shape {
                 return views::MaskRuns{QSize(mask.width, mask.height), mask.counts};
             }},
        shape);
}

KeptShape kept(const views::Shape& shape)
{
    return std::visit(
        Each{[](const QRectF& box) -> KeptShape {
                 return project::Box{box.left(), box.top(), box.left() + box.width(),
                                     box.top() + box.height()};
             },
             [](const QPolygonF& polygon) -> KeptShape {
                 project::Polygon points;
                 for (const QPointF& point : polygon)
                     points.points.push_back({point.x(), point.y()});
                 return points;
             },
             [](const QPointF& point) -> KeptShape {
                 return project::Point{point.x(), point.y()};
             },
             [](const views::MaskRuns& mask) -> KeptShape {
                 return project::Mask{mask.size.height(), mask.size.width(), mask.counts};
             }},
        shape);
}

QString nameOfChange(const views::Shape& before, const views::Shape& after)
{
    if (const auto* box = std::get_if<QRectF>(&before);
        box && std::holds_alternative<QRectF>(after)) {
        const QSizeF change = std::get<QRectF>(after).size() - box->size();
        return std::abs(change.width()) + std::abs(change.height()) < 1e-6
            ? QObject::tr("Move box")
            : QObject::tr("Resize box");
    }
    if (const auto* polygon = std::get_if<QPolygonF>(&before);
        polygon && std::holds_alternative<QPolygonF>(after))
        return changeOfPolygon(*polygon, std::get<QPolygonF>(after));
    if (std::holds_alternative<QPointF>(after))
        return QObject::tr("Move point");
    const double grown = views::areaOf(after) - views::areaOf(before);
    return grown > 0 ? QObject::tr("Paint mask")
        : grown < 0  ? QObject::tr("Erase from mask")
                     : QObject::tr("Move mask");
}

} // namespace app
