// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/figure_page.h"

#include <QRectF>
#include <QStringList>

namespace app::figure {

/// Where the parts of one panel lie on the page. What it does not have is null.
struct PlacedPanel {
    QString letter;
    QStringList title; ///< one line or two
    QPointF titleAt;   ///< upper left corner
    QRectF body;       ///< all below the title
    QRectF picture;    ///< the image under its layers; edges on whole dots
    QRectF bar;        ///< colours and ticks
    QRectF side;       ///< matrix or legend
};

/// Where everything lies, in the page's units.
struct PageLayout {
    QSizeF size;
    QPointF captionsAt;
    double captionWidth = 0;
    QList<PlacedPanel> panels;
    QRectF note;
};

constexpr double letterRoom = 16; ///< from a panel's left edge to its title

/// One panel: one column; up to four: two; up to nine: three; more: four.
int columnsFor(qsizetype panels);

/// a to z, then aa.
QString letterOf(qsizetype panel);

/// Pictures have one size on a page; rows are as high as their fullest panel needs.
PageLayout layOut(const FigurePage& page);

} // namespace app::figure
