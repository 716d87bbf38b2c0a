// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/contours.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <vector>

namespace models {
namespace {

enum Direction { Right, Down, Left, Up };

constexpr std::array<QPoint, 4> step{QPoint(1, 0), QPoint(0, 1), QPoint(-1, 0), QPoint(0, -1)};

/// Seen from a corner between pixels: the pixel ahead on the right-hand side, and on the left-hand.
constexpr std::array<QPoint, 4> aheadRight{QPoint(0, 0), QPoint(-1, 0), QPoint(-1, -1),
                                           QPoint(0, -1)};
constexpr std::array<QPoint, 4> aheadLeft{QPoint(0, -1), QPoint(0, 0), QPoint(-1, 0),
                                          QPoint(-1, -1)};

class Tracer {
public:
    Tracer(const uint8_t* mask, int width, int height)
        : m_mask(mask), m_width(width), m_height(height), m_seen(std::size_t(width) * height),
          m_part(std::size_t(width) * height, -1)
    {
    }

    QList<Contour> contours()
    {
        QList<Contour> found;
        for (int y = 0; y < m_height; ++y) {
            const uint8_t* const row = m_mask + at({0, y});
            const uint8_t* const above = y > 0 ? row - m_width : nullptr;
            for (int x = 0; x < m_width; ++x) {
                const bool upperEdge = row[x] == 1 && !(above && above[x] == 1);
                if (!upperEdge || m_seen[at({x, y})])
                    continue;
                // The first pixel of a part lies on its outline; any later edge, on a hole's.
                const bool newPart = m_part[at({x, y})] < 0;
                const QPolygonF loop = follow({x, y});
                if (newPart) {
                    fill({x, y}, int(found.size()));
                    found.append({.outline = loop});
                } else {
                    found[m_part[at({x, y})]].holes.append(loop);
                }
            }
        }
        return found;
    }

private:
    std::size_t at(QPoint pixel) const { return std::size_t(pixel.y()) * m_width + pixel.x(); }

    bool isIn(QPoint pixel) const
    {
        return pixel.x() >= 0 && pixel.y() >= 0 && pixel.x() < m_width && pixel.y() < m_height
            && m_mask[at(pixel)] == 1;
    }

    /// Round the loop that starts with the upper edge of \p first, the mask on the right-hand side.
    QPolygonF follow(QPoint first)
    {
        QPolygonF corners;
        QPoint corner = first;
        int direction = Right;
        do {
            if (direction == Right)
                m_seen[at(corner)] = true;
            corner += step[direction];
            // Right first: where two pixels touch by a corner alone the mask is not connected.
            const int turn = !isIn(corner + aheadRight[direction]) ? 1
                : isIn(corner + aheadLeft[direction])              ? 3
                                                                   : 0;
            if (turn)
                corners.append(corner);
            direction = (direction + turn) % 4;
        } while (corner != first || direction != Right);
        return corners;
    }

    /// Marks the 4-connected part round \p first, a run of a row at a time: photos are large.
    void fill(QPoint first, int part)
    {
        std::vector<QPoint> waiting{first};
        while (!waiting.empty()) {
            const QPoint seed = waiting.back();
            waiting.pop_back();
            if (m_part[at(seed)] >= 0)
                continue; // another seed of the same run was first
            const uint8_t* const row = m_mask + at({0, seed.y()});
            int left = seed.x(), right = seed.x() + 1;
            while (left > 0 && row[left - 1] == 1)
                --left;
            while (right < m_width && row[right] == 1)
                ++right;
            const auto parts = m_part.begin() + std::ptrdiff_t(at({0, seed.y()}));
            std::fill(parts + left, parts + right, part);
            for (const int y : {seed.y() - 1, seed.y() + 1})
                addSeeds(waiting, y, left, right);
        }
    }

    /// One pixel of each run of row \p y that touches the columns from \p left to before \p right.
    void addSeeds(std::vector<QPoint>& seeds, int y, int left, int right) const
    {
        if (y < 0 || y >= m_height)
            return;
        const uint8_t* const row = m_mask + at({0, y});
        for (int x = left; x < right; ++x)
            if (row[x] == 1 && (x == left || row[x - 1] != 1) && m_part[at({x, y})] < 0)
                seeds.push_back({x, y});
    }

    const uint8_t* m_mask;
    int m_width, m_height;
    std::vector<bool> m_seen; ///< upper edges that some loop has passed, by their pixel
    std::vector<int> m_part;  ///< index of the contour, -1: none yet
};

} // namespace

QList<Contour> contoursOf(const at::Tensor& mask)
{
    TORCH_CHECK(mask.dim() == 2 && mask.scalar_type() == at::kByte && mask.is_cpu(),
                "mask: not [H, W] uint8 on the CPU: ", mask.sizes(), ' ', mask.scalar_type());
    const at::Tensor rows = mask.contiguous();
    return Tracer(rows.const_data_ptr<uint8_t>(), int(mask.size(1)), int(mask.size(0))).contours();
}

} // namespace models
