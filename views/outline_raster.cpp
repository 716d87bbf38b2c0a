// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/outline_raster.h"

#include "views/layer.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace views {
namespace {

constexpr double lineWidth = 2, casingWidth = 1; // view pixels
constexpr float nearest = 255;

QRgb over(const QColor& top, double topShare, const QColor& ground, double groundShare)
{
    const double above = topShare * top.alphaF(), below = groundShare * ground.alphaF();
    const double alpha = above + below * (1 - above);
    const auto mixed = [&](int one, int other) {
        return int(std::lround(one * above + other * below * (1 - above)));
    };
    return qRgba(mixed(top.red(), ground.red()), mixed(top.green(), ground.green()),
                 mixed(top.blue(), ground.blue()), int(std::lround(255 * alpha)));
}

double squared(QPointF vector)
{
    return QPointF::dotProduct(vector, vector);
}

double distanceSquared(QPointF point, QPointF from, QPointF to)
{
    const double length = squared(to - from);
    const double share = length > 0
        ? std::clamp(QPointF::dotProduct(point - from, to - from) / length, 0.0, 1.0)
        : 0;
    return squared(point - from - (to - from) * share);
}

// The farthest point of each stretch is kept, until none is farther than the tolerance.
void keepFar(const QPolygonF& polygon, qsizetype first, qsizetype last, double tolerance,
             std::vector<char>& kept)
{
    std::vector<std::pair<qsizetype, qsizetype>> open{{first, last}};
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        const QPointF end = polygon[to % polygon.size()];
        double most = tolerance * tolerance;
        qsizetype farthest = -1;
        for (qsizetype i = from + 1; i < to; ++i)
            if (const double off = distanceSquared(polygon[i], polygon[from], end); off > most)
                most = off, farthest = i;
        if (farthest < 0)
            continue;
        kept[std::size_t(farthest)] = 1;
        open.emplace_back(from, farthest);
        open.emplace_back(farthest, to);
    }
}

} // namespace

OutlineRaster::OutlineRaster(const QRect& area, double ratio)
    : m_area(area), m_lineHalf(lineWidth / 2 * ratio),
      m_casingHalf((lineWidth / 2 + casingWidth) * ratio), m_reach(float(m_casingHalf + 0.5)),
      m_perSquare(nearest / (m_reach * m_reach)),
      m_nearness(std::size_t(std::max(0, area.width())) * std::size_t(std::max(0, area.height())))
{
}

void OutlineRaster::add(const QPolygonF& devicePx)
{
    const QPointF origin = m_area.topLeft();
    for (qsizetype i = 0; i < devicePx.size(); ++i)
        addLine(devicePx[i] - origin, devicePx[(i + 1) % devicePx.size()] - origin);
}

void OutlineRaster::addLine(QPointF from, QPointF to)
{
    const double reach = m_reach;
    const auto whole = [](double x, int limit) { return std::clamp(int(std::floor(x)), 0, limit); };
    if (std::max(from.x(), to.x()) + reach < 0 || std::max(from.y(), to.y()) + reach < 0
        || std::min(from.x(), to.x()) - reach >= m_area.width()
        || std::min(from.y(), to.y()) - reach >= m_area.height())
        return;
    const int top = whole(std::min(from.y(), to.y()) - reach, m_area.height());
    const int bottom = whole(std::max(from.y(), to.y()) + reach + 1, m_area.height());
    const double low = std::min(from.x(), to.x()), high = std::max(from.x(), to.x());
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    // How far left and right of the line its band reaches within a row, and what the row adds.
    const double slope = way.y() != 0 ? way.x() / way.y() : 0;
    const double half = way.y() != 0 ? reach * length / std::abs(way.y()) + std::abs(slope) / 2 : 0;
    const float ax = float(from.x()), ay = float(from.y());
    const float dx = float(way.x()), dy = float(way.y());
    const float perLength = length > 0 ? float(1 / (length * length)) : 0;
    for (int y = top; y < bottom; ++y) {
        double left = low - reach, right = high + reach;
        if (way.y() != 0) {
            const double middle = from.x() + (y + 0.5 - from.y()) * slope;
            left = std::max(left, middle - half - reach);
            right = std::min(right, middle + half + reach);
        }
        const int start = whole(left, m_area.width()), end = whole(right + 1, m_area.width());
        if (start >= end)
            continue;
        std::uint8_t* row = m_nearness.data() + std::size_t(y) * m_area.width();
        const float py = float(y) + 0.5f - ay;
        for (int x = start; x < end; ++x) {
            const float px = float(x) + 0.5f - ax;
            const float share = std::clamp((px * dx + py * dy) * perLength, 0.0f, 1.0f);
            const float ex = px - share * dx, ey = py - share * dy;
            const float near = nearest - (ex * ex + ey * ey) * m_perSquare;
            row[x] = std::uint8_t(std::max(float(row[x]), near));
        }
        m_touched |= QRect(start, y, end - start, 1);
    }
}

void OutlineRaster::draw(QPainter& painter, const QColor& line) const
{
    if (m_touched.isEmpty())
        return;
    std::array<QRgb, 256> colours{};
    for (int near = 1; near < 256; ++near) {
        const double off = std::sqrt((nearest - near) / m_perSquare);
        colours[std::size_t(near)] =
            over(line, std::clamp(m_lineHalf + 0.5 - off, 0.0, 1.0), onImage::casing,
                 std::clamp(m_casingHalf + 0.5 - off, 0.0, 1.0));
    }
    QImage picture(m_touched.size(), QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < picture.height(); ++y) {
        const std::uint8_t* row = m_nearness.data()
            + std::size_t(y + m_touched.top()) * m_area.width() + m_touched.left();
        auto* pixels = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x)
            pixels[x] = colours[row[x]];
    }
    painter.drawImage(QPointF(m_area.topLeft() + m_touched.topLeft()), picture);
}

QPolygonF simplified(const QPolygonF& polygon, double tolerance)
{
    const qsizetype size = polygon.size();
    if (size <= 3 || tolerance <= 0)
        return polygon;
    // Two anchors far apart: the first point and the one farthest from it.
    qsizetype far = 0;
    for (qsizetype i = 1; i < size; ++i)
        if (squared(polygon[i] - polygon[0]) > squared(polygon[far] - polygon[0]))
            far = i;
    std::vector<char> kept(std::size_t(size), 0);
    kept[0] = kept[std::size_t(far)] = 1;
    keepFar(polygon, 0, far, tolerance, kept);
    keepFar(polygon, far, size, tolerance, kept);
    QPolygonF thin;
    for (qsizetype i = 0; i < size; ++i)
        if (kept[std::size_t(i)])
            thin << polygon[i];
    return thin;
}

} // namespace views
