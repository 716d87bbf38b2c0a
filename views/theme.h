// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace views {

enum class Scheme { Dark, Light, Contrast, Page }; ///< Contrast: white on black; Page: figures

/// Every colour and size of the look, by the name of its role. Views take no other colours.
struct Theme {
    Scheme scheme;
    QColor window;         ///< window, docks, bars
    QColor surface;        ///< panel title and read-out, editor, tables
    QColor field;          ///< inputs, lists
    QColor canvas;         ///< behind images
    QColor raised;         ///< menus, tooltips, overlays
    QColor hover;          ///< hover ground
    QColor line;           ///< separators
    QColor control;        ///< outlines of inputs, checks, sliders, buttons
    QColor text;           ///< text, icons
    QColor text2;          ///< secondary text, read-outs
    QColor text3;          ///< ticks, units, placeholders
    QColor disabled;       ///< only what cannot be used
    QColor accent;         ///< focus, active panel, current item
    QColor accentFill;     ///< default button, progress, checked box
    QColor onAccent;       ///< text on accentFill
    QColor selection;      ///< selected rows
    QColor supported;      ///< a check mark
    QColor contradicted;   ///< a cross, errors, the red badge
    QColor caution;        ///< stale, not calibrated, remote
    QString signedMap;     ///< the default colour map for values on both sides of zero
    QString sequentialMap; ///< the default for mass, probability, attention
    double mapOpacity;     ///< default of an overlay

    bool isDark() const { return scheme == Scheme::Dark || scheme == Scheme::Contrast; }

    static const Theme& dark();
    static const Theme& light();
    static const Theme& contrast(); ///< for eyes that need 7 to 1 and outlines in white
    static const Theme& page();     ///< of figures: Liberation Sans on white
};

/// The theme that widgets paint with. Changes with setScheme() alone. [gui thread]
const Theme& theme();

/// Sets the application's palette and font, so that every widget hears of it by a PaletteChange.
void setScheme(Scheme scheme);

/// WCAG 2: 1 to 21, of two opaque colours.
double contrastRatio(const QColor& one, const QColor& other);

QPalette paletteOf(const Theme& theme);

/// The studio's type: sizes in device-independent pixels, `weight` 400, 500 or 600.
namespace type {
constexpr int small = 11, dense = 12, base = 13, reading = 15, heading = 20;
}
QFont studioFont(int pixelSize, int weight = 400);

/// Heights, widths and gaps in device-independent pixels.
namespace metric {
constexpr int menuBar = 28;
constexpr int toolBar = 44;
constexpr int statusBar = 24;
constexpr int dockHeader = 32;
constexpr int caseDock = 236;
constexpr int caseRail = 72;
constexpr int inspector = 284;
constexpr int inspectorRail = 40;
constexpr int inspectorOverlay = 320;
constexpr int textEditor = 186;
constexpr int textEditorSmall = 152;
constexpr int textEditorMin = 96;
constexpr int textSide = 330;
constexpr int panelGap = 4;
constexpr int panelTitle = 28;
constexpr int panelReadout = 24;
constexpr int colourBar = 76;
constexpr int colourBarStripe = 12;
constexpr int caseRow = 54;
constexpr int tableRow = 26;
constexpr int tableHeader = 30;
constexpr int button = 28;
constexpr int buttonSmall = 24;
constexpr int field = 28;
constexpr int verdict = 32;
constexpr int target = 24;
constexpr int wordGap = 3;
constexpr int wordRowGap = 6;
constexpr int progress = 4;
constexpr int panelMinWidth = 260, panelMinHeight = 190;
constexpr int sideStripMin = 138, sideStripMax = 180;
constexpr int thumbnailWidth = 56, thumbnailHeight = 42;
constexpr int space1 = 4, space2 = 8, space3 = 12, space4 = 16, space5 = 24;
constexpr int radiusMark = 2, radiusControl = 4, radiusCard = 6, radiusOverlay = 8;
} // namespace metric

/// What is painted over pictures, the same in every theme.
namespace onImage {
inline const QColor casing{0, 0, 0, 0xBF}, line{0xFF, 0xFF, 0xFF}, plate{0x0E, 0x0F, 0x10, 0xE0},
    plateText{0xE9, 0xEA, 0xEC};
inline const QColor nullHatch{0xFF, 0xFF, 0xFF, 0x2B}, nullDim{0, 0, 0, 0x33};
inline const QColor nanHatch{0xFF, 0xFF, 0xFF, 0x57}, nanGround{0x0B, 0x0B, 0x0C, 0xCC};
constexpr double nullPitch = 15, nullWidth = 1.2, nanPitch = 7, nanWidth = 1;
} // namespace onImage

} // namespace views
