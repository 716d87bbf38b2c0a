// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/heat_smooth.h"

#include <algorithm>
#include <cmath>

namespace views {
namespace {

class Interpolation {
public:
    Interpolation(const QList<float>& values, int rows, int columns)
        : m_values(values), m_rows(rows), m_columns(columns)
    {
    }

    double at(double row, double column) const ///< in patches, edges at whole numbers
    {
        const double own = value(int(row), int(column));
        if (std::isnan(own))
            return own;
        const double y = row - 0.5, x = column - 0.5;
        const int top = int(std::floor(y)), left = int(std::floor(x));
        double sum = 0, weights = 0;
        for (const int r : {top, top + 1})
            for (const int c : {left, left + 1}) {
                const double v = value(r, c);
                const double weight = (1 - std::abs(y - r)) * (1 - std::abs(x - c));
                if (!std::isnan(v)) {
                    sum += weight * v;
                    weights += weight;
                }
            }
        return weights > 0 ? sum / weights : own;
    }

private:
    double value(int row, int column) const
    {
        const qsizetype r = std::clamp(row, 0, m_rows - 1);
        return m_values[r * m_columns + std::clamp(column, 0, m_columns - 1)];
    }

    const QList<float>& m_values;
    int m_rows, m_columns;
};

void addSample(QList<QRect>& runs, int x, int y)
{
    if (!runs.isEmpty() && runs.last().top() == y && runs.last().right() == x - 1)
        runs.last().setRight(x);
    else
        runs << QRect(x, y, 1, 1);
}

} // namespace

SmoothHeat smoothHeat(const QList<float>& values, int rows, int columns, int samples,
                      const ValueScale& scale, const std::function<QColor(double)>& colourOf)
{
    const Interpolation between(values, rows, columns);
    SmoothHeat smooth;
    smooth.picture = QImage(columns * samples, rows * samples, QImage::Format_ARGB32_Premultiplied);
    smooth.picture.fill(Qt::transparent);
    for (int y = 0; y < smooth.picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(smooth.picture.scanLine(y));
        for (int x = 0; x < smooth.picture.width(); ++x) {
            const double v = between.at((y + 0.5) / samples, (x + 0.5) / samples);
            if (scale.isEvidence(v))
                line[x] = qPremultiply(colourOf(v).rgba());
            else
                addSample(std::isnan(v) ? smooth.unseen : smooth.noEvidence, x, y);
        }
    }
    return smooth;
}

} // namespace views
