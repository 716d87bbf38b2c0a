// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mask_bits.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace views {
namespace {

constexpr int wordBits = 64;
constexpr std::uint64_t allSet = ~std::uint64_t(0);

struct Interval {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void take(double value)
    {
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

void takeDisc(Interval& span, QPointF centre, double radius, double x)
{
    const double offset = x - centre.x();
    if (std::abs(offset) > radius)
        return;
    const double half = std::sqrt(radius * radius - offset * offset);
    span.take(centre.y() - half);
    span.take(centre.y() + half);
}

// The sides of the band between two discs; it is convex, so their crossings with a column will do.
void takeSides(Interval& span, QPointF from, QPointF to, double radius, double x)
{
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    if (length == 0)
        return;
    const QPointF across = QPointF(-way.y(), way.x()) * (radius / length);
    for (const QPointF& side : {across, -across}) {
        const double start = from.x() + side.x(), end = to.x() + side.x();
        if (start == end || x < std::min(start, end) || x > std::max(start, end))
            continue;
        span.take(from.y() + side.y() + way.y() * (x - start) / (end - start));
    }
}

} // namespace

MaskBits::MaskBits(QSize size)
    : m_size(size), m_stride((size.height() + wordBits - 1) / wordBits),
      m_words(std::size_t(m_stride) * std::size_t(std::max(0, size.width())))
{
}

MaskBits::MaskBits(const MaskRuns& runs) : MaskBits(runs.size)
{
    setRuns(runs, {});
}

MaskBits::MaskBits(const MaskRuns& runs, const QRect& part) : MaskBits(part.size())
{
    setRuns(runs, -part.topLeft());
}

void MaskBits::setRuns(const MaskRuns& runs, QPoint by)
{
    const qint64 height = runs.size.height(), all = height * runs.size.width();
    qint64 at = 0;
    bool set = false;
    for (const std::uint32_t count : runs.counts) {
        const qint64 end = std::min(all, at + count);
        while (set && at < end) { // a run can go on in the next column
            const int y = int(at % height), length = int(std::min(height - y, end - at));
            setSpan(int(at / height) + by.x(), y + by.y(), y + by.y() + length, true);
            at += length;
        }
        at = end;
        set = !set;
    }
}

void MaskBits::setSpan(int x, int from, int to, bool set)
{
    from = std::max(from, 0);
    to = std::min(to, m_size.height());
    if (x < 0 || x >= m_size.width() || from >= to)
        return;
    std::uint64_t* words = m_words.data() + std::size_t(x) * m_stride;
    const int first = from / wordBits, last = (to - 1) / wordBits;
    for (int word = first; word <= last; ++word) {
        std::uint64_t mask = allSet;
        if (word == first)
            mask &= allSet << (from % wordBits);
        if (word == last)
            mask &= allSet >> (wordBits - 1 - (to - 1) % wordBits);
        words[word] = set ? words[word] | mask : words[word] & ~mask;
    }
}

bool MaskBits::isEmpty() const
{
    return std::ranges::all_of(m_words, [](std::uint64_t word) { return word == 0; });
}

qint64 MaskBits::count() const
{
    qint64 pixels = 0;
    for (const std::uint64_t word : m_words)
        pixels += std::popcount(word);
    return pixels;
}

QRect MaskBits::stroke(QPointF from, QPointF to, double diameter, bool set)
{
    const double radius = diameter / 2;
    const int left = int(std::floor(std::min(from.x(), to.x()) - radius));
    const int right = int(std::ceil(std::max(from.x(), to.x()) + radius));
    for (int x = std::max(left, 0); x <= std::min(right, m_size.width() - 1); ++x) {
        const double middle = x + 0.5; // of the column
        Interval span;
        takeDisc(span, from, radius, middle);
        takeDisc(span, to, radius, middle);
        takeSides(span, from, to, radius, middle);
        if (span.low <= span.high)
            setSpan(x, int(std::ceil(span.low - 0.5)), int(std::floor(span.high - 0.5)) + 1, set);
    }
    const QPoint under(int(std::floor(to.x())), int(std::floor(to.y())));
    setSpan(under.x(), under.y(), under.y() + 1, set);
    const int top = int(std::floor(std::min(from.y(), to.y()) - radius));
    const int bottom = int(std::ceil(std::max(from.y(), to.y()) + radius));
    return QRect(QPoint(left, top), QPoint(right, bottom)) & QRect(QPoint(), m_size);
}

void MaskBits::copy(const MaskBits& other, const QRect& part)
{
    const QRect inside = part & QRect(QPoint(), m_size);
    for (int x = inside.left(); x <= inside.right(); ++x) {
        const std::uint64_t* source = other.column(x);
        std::uint64_t* words = m_words.data() + std::size_t(x) * m_stride;
        const int from = inside.top(), to = inside.bottom() + 1;
        for (int word = from / wordBits; word <= (to - 1) / wordBits; ++word) {
            std::uint64_t mask = allSet;
            if (word == from / wordBits)
                mask &= allSet << (from % wordBits);
            if (word == (to - 1) / wordBits)
                mask &= allSet >> (wordBits - 1 - (to - 1) % wordBits);
            words[word] = (words[word] & ~mask) | (source[word] & mask);
        }
    }
}

MaskBits MaskBits::moved(QPoint by) const
{
    MaskBits result(m_size);
    result.setRuns(runs(), by);
    return result;
}

MaskRuns MaskBits::runs() const
{
    MaskRuns result{m_size, {}};
    std::uint32_t length = 0;
    bool set = false;
    const auto flip = [&] {
        result.counts.push_back(length);
        length = 0;
        set = !set;
    };
    for (int x = 0; x < m_size.width(); ++x) {
        const std::uint64_t* words = column(x);
        for (int y = 0; y < m_size.height();) {
            const int rest = std::min(wordBits - y % wordBits, m_size.height() - y);
            const std::uint64_t word =
                (set ? ~words[y / wordBits] : words[y / wordBits]) >> (y % wordBits);
            const int same = std::min(rest, std::countr_zero(word)); // until it changes
            length += std::uint32_t(same);
            y += same;
            if (same < rest)
                flip();
        }
    }
    result.counts.push_back(length);
    return result;
}

QRectF maskBounds(const MaskRuns& mask)
{
    const qint64 height = mask.size.height();
    if (height <= 0 || mask.counts.size() < 2)
        return {};
    qint64 at = 0, left = mask.size.width(), right = -1, top = height, bottom = -1;
    for (std::size_t i = 0; i < mask.counts.size(); at += mask.counts[i++]) {
        if (i % 2 == 0 || mask.counts[i] == 0)
            continue;
        const qint64 last = at + mask.counts[i] - 1;
        left = std::min(left, at / height);
        right = std::max(right, last / height);
        const bool turns = at / height != last / height; // goes on in the next column
        top = std::min(top, turns ? 0 : at % height);
        bottom = std::max(bottom, turns ? height - 1 : last % height);
    }
    if (right < left)
        return {};
    return QRectF(left, top, right - left + 1, bottom - top + 1);
}

} // namespace views
