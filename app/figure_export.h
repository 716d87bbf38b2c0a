// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explanation.h"
#include "explain/network.h"
#include "explain/sample.h"

#include <QImage>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace app {

/// All that a figure shows, as values: one panel an explanation, in order.
struct FigureRequest {
    QImage image; ///< upright, as the user sees it
    std::vector<explain::Text> texts;
    std::vector<explain::Explanation> explanations;
    explain::NetworkInfo network;
    QString recipeJson;  ///< goes inside every file, so that its numbers can be computed again
    QStringList formats; ///< of "png", "svg", "pdf"
    QString folder;      ///< exists; gets figure.png, figure.svg, figure.pdf
};

/// The formats that writeFigures() knows.
QStringList figureFormats();

/// Writes one figure a format. Needs a QGuiApplication (fonts) and no display. Errors: Input where
/// a file cannot be written whole. [gui thread]
std::optional<explain::Error> writeFigures(const FigureRequest& request);

} // namespace app
