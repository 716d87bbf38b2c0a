// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/figure_page.h"
#include "explain/expected.h"

namespace app {

/// What figures can be written as: "png" at 300 dpi, "svg" and "pdf" with text as text, vectors as
/// vectors, and pixels for the photo alone.
QStringList figureFormats();

/// The bytes of a figure, \p recipeJson inside. \p format is one of figureFormats(). [gui thread]
QByteArray figureBytes(const FigurePage& page, const QString& format, const QString& recipeJson);

/// Writes a figure whole or not at all: an older file stays until then. Errors: Usage where there
/// is no such format, Input where the file cannot be written. [gui thread]
std::optional<explain::Error> writePage(const FigurePage& page, const QString& file,
                                        const QString& format, const QString& recipeJson);

} // namespace app
