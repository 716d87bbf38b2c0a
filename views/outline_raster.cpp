// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/outline_raster.h"

#include "views/layer.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace views {
namespace {

constexpr double lineWidth = 2, casingWidth = 1; // view pixels
constexpr double nearest = 255;
constexpr double stampStep = 0.75; // view pixels from stamp to stamp along a line
constexpr int phases = 4;          // of a pixel, each way
constexpr int lanes = 8;

using Bytes = std::uint8_t __attribute__((vector_size(lanes)));

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
    : m_area(area), m_ratio(ratio), m_lineHalf(lineWidth / 2 * ratio),
      m_casingHalf((lineWidth / 2 + casingWidth) * ratio), m_reach(m_casingHalf + 0.5),
      m_perSquare(nearest / (m_reach * m_reach)), m_half(int(std::ceil(m_reach))),
      m_stampStride((2 * m_half + 1 + lanes - 1) / lanes * lanes),
      m_stride(std::max(0, area.width()) + 2 * m_half + m_stampStride),
      m_rows(std::max(0, area.height()) + 4 * m_half + 2)
{
    makeStamps();
    m_nearness.resize(std::size_t(m_stride) * std::size_t(m_rows));
}

void OutlineRaster::makeStamps()
{
    const int side = 2 * m_half + 1;
    m_stamps.resize(std::size_t(phases * phases * side * m_stampStride));
    std::uint8_t* at = m_stamps.data();
    for (int phase = 0; phase < phases * phases; ++phase)
        for (int y = 0; y < side; ++y, at += m_stampStride)
            for (int x = 0; x < side; ++x) {
                const double dx = x - m_half + 0.5 - double(phase % phases) / phases;
                const double dy = y - m_half + 0.5 - double(phase / phases) / phases;
                const double near = nearest - (dx * dx + dy * dy) * m_perSquare;
                at[x] = std::uint8_t(std::lround(std::max(0.0, near)));
            }
}

void OutlineRaster::add(const QPolygonF& devicePx)
{
    const QPointF origin = m_area.topLeft() - QPoint(m_half, m_half);
    for (qsizetype i = 0; i < devicePx.size(); ++i)
        addLine(devicePx[i] - origin, devicePx[(i + 1) % devicePx.size()] - origin);
}

void OutlineRaster::addLine(QPointF from, QPointF to)
{
    // The part of the line whose stamps lie in the room around the area.
    double first = 0, last = 1;
    const QPointF way = to - from;
    const auto cut = [&](double start, double step, double limit) {
        if (step == 0) {
            if (start < 0 || start > limit)
                last = -1;
            return;
        }
        const double enters = (step > 0 ? -start : limit - start) / step;
        const double leaves = (step > 0 ? limit - start : -start) / step;
        first = std::max(first, enters);
        last = std::min(last, leaves);
    };
    cut(from.x(), way.x(), m_area.width() + 2 * m_half - 1);
    cut(from.y(), way.y(), m_area.height() + 2 * m_half - 1);
    if (first > last)
        return;
    const QPointF start = from + way * first, stretch = way * (last - first);
    const bool upright = way.x() == 0 || way.y() == 0;
    if (upright) // in the middle of each pixel: edges of boxes are exact
        stampUpright(start, start + stretch);
    // Where the stamps lie must not depend on the area: a picture is painted part by part.
    const double steps =
        upright ? 1 : std::max(1.0, std::ceil(std::sqrt(squared(way)) / (stampStep * m_ratio)));
    const QPointF step = way / steps;
    for (double i = std::ceil(first * steps); i <= last * steps; ++i)
        stamp(from + step * i);
    m_touched |= QRect(
        int(start.x() + std::min(0.0, stretch.x())), int(start.y() + std::min(0.0, stretch.y())),
        int(std::abs(stretch.x())) + 2 * m_half + 3, int(std::abs(stretch.y())) + 2 * m_half + 3);
}

void OutlineRaster::stampUpright(QPointF from, QPointF to)
{
    const bool across = from.y() == to.y();
    const double one = across ? from.x() : from.y(), other = across ? to.x() : to.y();
    for (double at = std::ceil(std::min(one, other) - 0.5) + 0.5; at < std::max(one, other); ++at)
        stamp(across ? QPointF(at, from.y()) : QPointF(from.x(), at));
}

// Its coordinates are those of the nearness less half a stamp.
void OutlineRaster::stamp(QPointF at)
{
    const int x = int(at.x() * phases + 0.5), y = int(at.y() * phases + 0.5);
    const int phase = y % phases * phases + x % phases, side = 2 * m_half + 1;
    const std::uint8_t* dot = m_stamps.data() + std::size_t(phase * side) * m_stampStride;
    std::uint8_t* row = m_nearness.data() + std::size_t(y / phases) * m_stride + x / phases;
    for (int i = 0; i < side; ++i, row += m_stride)
        for (int lane = 0; lane < m_stampStride; lane += lanes, dot += lanes) {
            Bytes ground, top;
            std::memcpy(&ground, row + lane, lanes);
            std::memcpy(&top, dot, lanes);
            ground = top > ground ? top : ground;
            std::memcpy(row + lane, &ground, lanes);
        }
}

void OutlineRaster::draw(QPainter& painter, const QColor& line) const
{
    const QRect part = m_touched & QRect(2 * m_half, 2 * m_half, m_area.width(), m_area.height());
    if (part.isEmpty())
        return;
    std::array<QRgb, 256> colours{};
    for (int near = 1; near < 256; ++near) {
        const double off = std::sqrt((nearest - near) / m_perSquare);
        colours[std::size_t(near)] =
            over(line, std::clamp(m_lineHalf + 0.5 - off, 0.0, 1.0), onImage::casing,
                 std::clamp(m_casingHalf + 0.5 - off, 0.0, 1.0));
    }
    QImage picture(part.size(), QImage::Format_ARGB32_Premultiplied);
    const int width = part.width();
    for (int y = 0; y < part.height(); ++y) {
        const std::uint8_t* row =
            m_nearness.data() + std::size_t(y + part.top()) * m_stride + part.left();
        auto* pixels = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < width; ++x)
            pixels[x] = colours[row[x]];
    }
    painter.drawImage(QPointF(m_area.topLeft() + part.topLeft() - QPoint(2 * m_half, 2 * m_half)),
                      picture);
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
