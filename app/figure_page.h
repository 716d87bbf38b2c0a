// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/present.h"

#include <QImage>
#include <QList>
#include <QString>

namespace app {

/// One panel of a figure.
struct FigurePanel {
    QString method, subject; ///< of the title: patch-sim, “bird”
    PanelContent content;    ///< presented with the page's colour maps
    QString sentence;        ///< why there are no numbers; empty: there are
    QString trust;           ///< what was measured of the method; empty: nothing
    int64_t nullTexts = 0;   ///< unrelated texts behind its null band; 0: none was measured
};

/// All that a figure shows, as values.
struct FigurePage {
    QImage image; ///< upright, as the user sees it
    QList<FigurePanel> panels;
    QList<QList<views::Word>> captions; ///< above the panels; unsupported words are marked
    QString note;                       ///< below them: where the numbers are from
    QRectF visible;                     ///< part of the image on show, image pixels; null: all
    double opacity = 1;                 ///< of maps, 0 to 1
    bool grey = true;                   ///< the photo under maps, so that colour is data alone
    bool outlinesOnly = false;          ///< masks without their ground
    double widthMm = 0;                 ///< 0: one column of a journal for one panel, else two

    QRectF shown() const; ///< visible, or the whole image
};

namespace figure {
constexpr double oneColumnMm = 89, twoColumnsMm = 183, heightMm = 170; ///< as journals print
constexpr double unitPt = 0.5; ///< one unit of a page's coordinates
constexpr double unitsPerMm = 72 / 25.4 / unitPt;
constexpr double dotsPerInch = 300; ///< of PNG files and of photos in all files
constexpr double unitsPerDot = 72 / dotsPerInch / unitPt;
} // namespace figure

/// Millimetres. Grows beyond figure::heightMm only where panels would become too small to read.
QSizeF pageSize(const FigurePage& page);

/// Paints the whole page at the painter's origin, by the layers that paint the screen. The
/// painter's unit is half a point, so that type of 5.5 pt is 11 units.
/// \param vector SVG or PDF: nothing is snapped to pixels
void paintPage(QPainter& painter, const FigurePage& page, bool vector);

} // namespace app
