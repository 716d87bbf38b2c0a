// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mask_bits.h"

#include <array>
#include <bit>

namespace views {
namespace {

// Upper edges of foreground pixels that no contour has gone along yet, as bits like the mask's.
class UpperEdges {
public:
    explicit UpperEdges(const MaskBits& mask)
        : m_stride(mask.wordsPerColumn()),
          m_words(std::size_t(m_stride) * std::size_t(mask.size().width()))
    {
        for (int x = 0; x < mask.size().width(); ++x) {
            const std::uint64_t* column = mask.column(x);
            std::uint64_t above = 0;
            for (int word = 0; word < m_stride; ++word) {
                m_words[std::size_t(x) * m_stride + word] =
                    column[word] & ~(column[word] << 1 | above);
                above = column[word] >> 63;
            }
        }
    }
    const std::vector<std::uint64_t>& words() const { return m_words; }
    void take(int x, int y)
    {
        m_words[std::size_t(x) * m_stride + (y >> 6)] &= ~(std::uint64_t(1) << (y & 63));
    }

private:
    int m_stride;
    std::vector<std::uint64_t> m_words;
};

struct Way {
    int dx, dy;
    QPoint right, left; ///< pixels ahead on either hand, from the corner
};

// East, south, west, north: each is a right turn from the one before.
constexpr std::array<Way, 4> ways{{{1, 0, {0, 0}, {0, -1}},
                                   {0, 1, {-1, 0}, {0, 0}},
                                   {-1, 0, {-1, -1}, {-1, 0}},
                                   {0, -1, {0, -1}, {-1, -1}}}};

QPolygonF follow(const MaskBits& mask, UpperEdges& edges, const QPoint start)
{
    const auto isSet = [&mask](QPoint pixel) {
        return pixel.x() >= 0 && pixel.y() >= 0 && pixel.x() < mask.size().width()
            && pixel.y() < mask.size().height() && mask.at(pixel.x(), pixel.y());
    };
    QPolygonF contour{QPointF(start)};
    QPoint corner = start;
    std::size_t way = 0; // east along the upper edge of the pixel at start
    do {
        if (way == 0)
            edges.take(corner.x(), corner.y());
        corner += QPoint(ways[way].dx, ways[way].dy);
        std::size_t next = way;
        if (!isSet(corner + ways[way].right))
            next = (way + 1) % 4;
        else if (isSet(corner + ways[way].left))
            next = (way + 3) % 4;
        if (next != way && !(corner == start && next == 0))
            contour << QPointF(corner);
        way = next;
    } while (corner != start || way != 0);
    return contour;
}

} // namespace

QList<QPolygonF> contoursOf(const MaskBits& mask)
{
    UpperEdges edges(mask);
    QList<QPolygonF> contours;
    for (int x = 0; x < mask.size().width(); ++x)
        for (int word = 0; word < mask.wordsPerColumn(); ++word)
            while (const std::uint64_t left =
                       edges.words()[std::size_t(x) * mask.wordsPerColumn() + word])
                contours << follow(mask, edges, {x, word * 64 + std::countr_zero(left)});
    return contours;
}

QList<QPolygonF> contoursOf(const MaskRuns& mask)
{
    const QRect bounds = maskBounds(mask).toRect();
    QList<QPolygonF> contours = contoursOf(MaskBits(mask, bounds));
    for (QPolygonF& contour : contours)
        contour.translate(bounds.topLeft());
    return contours;
}

} // namespace views
