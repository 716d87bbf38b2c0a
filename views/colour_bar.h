// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"
#include "views/value_scale.h"

#include <QList>
#include <QWidget>

#include <limits>

namespace views {

/// How a colour bar is drawn, in the painter's units.
struct ColourBarLook {
    double stripe = 12;     ///< width of the colours
    QFont font;             ///< of ticks and unit
    bool unitAlong = false; ///< the unit runs along the bar (figures), not below it
    bool stale = false;     ///< of the text before: without colour
    bool lock = true;       ///< beside zero: this end does not move
};

/// The ticks of a bar \p lengthPx long: zero, then round steps; never two closer than \p gapPx.
QList<double> colourBarTicks(const ValueScale& scale, double lengthPx, double gapPx);

/// Paints the bar with its ticks into \p area: on the screen and in figures.
/// \param hovered a value to point at; NaN: none
void paintColourBar(QPainter& painter, const QRectF& area, const Theme& theme,
                    const ValueScale& scale, const ColourBarLook& look,
                    double hovered = std::numeric_limits<double>::quiet_NaN());

/// The scale beside a canvas: colours, ticks, unit, zero with a lock, the null band hatched.
class ColourBar final : public QWidget {
    Q_OBJECT
public:
    explicit ColourBar(QWidget* parent = nullptr);

    void setScale(const ValueScale& scale);
    void setHovered(double value); ///< NaN: none
    void setStale(bool stale);
    void setDarkGround(bool dark);

    const ValueScale& scale() const { return m_scale; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ValueScale m_scale;
    double m_hovered = std::numeric_limits<double>::quiet_NaN();
    bool m_stale = false, m_darkGround = false;
};

} // namespace views
