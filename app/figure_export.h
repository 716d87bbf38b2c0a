// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/figure_files.h"
#include "explain/archive.h"
#include "models/calibration_list.h"

#include <vector>

namespace app {

/// All that the command line's figures show, as values: one panel an explanation, in order.
struct FigureRequest {
    QImage image; ///< upright, as the user sees it
    std::vector<explain::TextRecord> texts;
    std::vector<explain::Explanation> explanations;
    explain::NetworkInfo network;
    std::string domain;                ///< of the image; empty: not known
    models::Calibrations calibrations; ///< of the network
    QString recipeJson;  ///< goes inside every file, so that its numbers can be computed again
    QStringList formats; ///< of figureFormats()
    QString folder;      ///< exists; gets figure.png, figure.svg, figure.pdf
};

/// One scale a unit for all panels. No null band is measured, and the note says so. [gui thread]
FigurePage pageOf(const FigureRequest& request);

/// Writes one figure a format. Needs a QGuiApplication (fonts) and no display. Errors: Input where
/// a file cannot be written whole. [gui thread]
std::optional<explain::Error> writeFigures(const FigureRequest& request);

} // namespace app
