// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"

#include <QList>
#include <QStringList>

namespace views {

/// How much the current word leans on one region.
struct Link {
    QRectF region;   ///< image pixels; the thread ends in its middle
    double mass = 0; ///< >= 0; the width of the thread
};

/// A strip of words at the image's foot, with threads from the current one to its top regions.
class LinkLayer final : public Layer {
public:
    explicit LinkLayer(QStringList words);

    void setCurrent(int word, QList<Link> links); ///< -1: none; the strongest links are drawn
    void setUnit(const QString& unit);            ///< of mass

    /// The word of the strip at a point, as it was painted last; -1: none.
    int wordAt(QPointF imagePx) const;
    int current() const { return m_current; }
    QString word(int index) const { return m_words.value(index); }

    void paint(QPainter& painter, const Surface& surface) const override;
    Readings readout(QPointF imagePx) const override; ///< mass of the link that ends there

    static constexpr int shownLinks = 5;

private:
    QList<QRectF> layOut(const Surface& surface) const; ///< a chip a word; null: no room
    void paintThreads(QPainter& painter, const Surface& surface, const QRectF& chip) const;

    QStringList m_words;
    QString m_unit = "mass";
    QList<Link> m_links; ///< strongest first
    int m_current = -1;
    mutable QList<QRectF> m_chips; ///< image pixels
};

} // namespace views
