// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QString>

#include <array>

namespace views {

/// 256 colours from low to high, read from resources/colour_maps.
class ColourMap {
public:
    static constexpr int count = 256;

    /// Shared by all and loaded once. A name that does not exist gives "grey". [gui thread]
    static const ColourMap& named(const QString& name);

    /// Those to choose from, in the order of menus.
    static QStringList names();

    const QString& name() const { return m_name; }
    const QString& title() const { return m_title; } ///< "vik (blue, white, red)"
    bool isSigned() const { return m_isSigned; }     ///< its middle stands for zero

    /// \param t 0 to 1 from low to high, clamped; NaN is transparent
    QRgb rgb(double t) const;
    QColor at(double t) const { return QColor::fromRgba(rgb(t)); }

    /// Evenly spread, for menus and small stripes. \p steps >= 2
    QList<QColor> stripe(int steps) const;

private:
    QString m_name, m_title;
    bool m_isSigned = false;
    std::array<QRgb, count> m_rows{};
};

} // namespace views
