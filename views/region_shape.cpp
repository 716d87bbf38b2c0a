// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_shape.h"

#include "views/mask_bits.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr double hundredths = 100;

double rounded(double value)
{
    return std::round(value * hundredths) / hundredths;
}

QPointF inside(QPointF point, QSize image)
{
    return {rounded(std::clamp(point.x(), 0.0, double(image.width()))),
            rounded(std::clamp(point.y(), 0.0, double(image.height())))};
}

double cross(QPointF a, QPointF b)
{
    return a.x() * b.y() - a.y() * b.x();
}

bool onOneLine(const QPolygonF& polygon)
{
    const QPointF origin = polygon.first();
    const auto farthest = std::ranges::max_element(polygon, {}, [origin](QPointF point) {
        const QPointF offset = point - origin;
        return QPointF::dotProduct(offset, offset);
    });
    return std::ranges::all_of(polygon, [&](QPointF point) {
        return std::abs(cross(*farthest - origin, point - origin)) < 1e-6;
    });
}

std::optional<Shape> fit(const QRectF& box, QSize image)
{
    const auto whole = [](double x, int limit) {
        return std::clamp(std::round(x), 0.0, double(limit));
    };
    const QRectF upright = box.normalized();
    const QPointF from(whole(upright.left(), image.width()), whole(upright.top(), image.height()));
    const QPointF to(whole(upright.right(), image.width()),
                     whole(upright.bottom(), image.height()));
    if (to.x() <= from.x() || to.y() <= from.y())
        return {};
    return QRectF(from, to);
}

std::optional<Shape> fit(const QPolygonF& polygon, QSize image)
{
    QPolygonF kept;
    for (const QPointF& point : polygon)
        if (const QPointF place = inside(point, image); kept.isEmpty() || place != kept.last())
            kept << place;
    while (kept.size() > 1 && kept.first() == kept.last())
        kept.removeLast();
    if (kept.size() < 3 || onOneLine(kept))
        return {};
    return kept;
}

std::optional<Shape> fit(QPointF point, QSize image)
{
    if (!QRectF(QPointF(), QSizeF(image)).contains(point))
        return {};
    return inside(point, image);
}

std::optional<Shape> fit(const MaskRuns& mask, QSize image)
{
    if (mask.size != image || mask.counts.size() < 2) // one run: nothing but ground
        return {};
    return mask;
}

struct Bounds {
    QRectF operator()(const QRectF& box) const { return box; }
    QRectF operator()(const QPolygonF& polygon) const { return polygon.boundingRect(); }
    QRectF operator()(QPointF point) const { return {point, QSizeF(0, 0)}; }
    QRectF operator()(const MaskRuns& mask) const { return maskBounds(mask); }
};

struct Area {
    double operator()(const QRectF& box) const { return box.width() * box.height(); }
    double operator()(const QPolygonF& polygon) const
    {
        double twice = 0;
        for (qsizetype i = 0; i < polygon.size(); ++i)
            twice += cross(polygon[i], polygon[(i + 1) % polygon.size()]);
        return std::abs(twice) / 2;
    }
    double operator()(QPointF) const { return 0; }
    double operator()(const MaskRuns& mask) const
    {
        double pixels = 0;
        for (std::size_t i = 1; i < mask.counts.size(); i += 2)
            pixels += mask.counts[i];
        return pixels;
    }
};

} // namespace

QString kindOf(const Shape& shape)
{
    static constexpr const char* names[] = {"box", "polygon", "point", "mask"};
    return names[shape.index()];
}

QRectF boundsOf(const Shape& shape)
{
    return std::visit(Bounds{}, shape);
}

double areaOf(const Shape& shape)
{
    return std::visit(Area{}, shape);
}

QString describe(const Shape& shape)
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const auto whole = [&](double value) { return english.toString(qint64(std::llround(value))); };
    QString text = kindOf(shape);
    if (const auto* box = std::get_if<QRectF>(&shape))
        text += QString(", %1 × %2 px").arg(whole(box->width()), whole(box->height()));
    else if (const auto* point = std::get_if<QPointF>(&shape))
        return text + QString(" at x %1, y %2").arg(whole(point->x()), whole(point->y()));
    else if (const auto* polygon = std::get_if<QPolygonF>(&shape))
        text += QString(", %1 points").arg(polygon->size());
    return text + QString(", %1 px²").arg(whole(areaOf(shape)));
}

std::optional<Shape> fitted(const Shape& shape, QSize image)
{
    return std::visit([image](const auto& kind) { return fit(kind, image); }, shape);
}

QPointF keptInside(const QRectF& bounds, QPointF by, QSize image)
{
    const auto kept = [](double low, double high, double step, double limit) {
        return std::clamp(step, std::min(0.0, -low), std::max(0.0, limit - high));
    };
    return {kept(bounds.left(), bounds.right(), by.x(), image.width()),
            kept(bounds.top(), bounds.bottom(), by.y(), image.height())};
}

Shape moved(const Shape& shape, QPointF by, QSize image)
{
    const QPointF step = keptInside(boundsOf(shape), by, image);
    if (const auto* box = std::get_if<QRectF>(&shape))
        return box->translated(step);
    if (const auto* polygon = std::get_if<QPolygonF>(&shape))
        return polygon->translated(step);
    if (const auto* point = std::get_if<QPointF>(&shape))
        return *point + step;
    return MaskBits(std::get<MaskRuns>(shape)).moved(step.toPoint()).runs();
}

} // namespace views
