// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace app {

// The recipe inside a figure. All three are pure functions of bytes.

/// \p png with a tEXt chunk (key "recipe") before its pixels. \p recipe may hold any text: what is
/// not ASCII becomes a JSON escape.
QByteArray withPngRecipe(const QByteArray& png, const QString& recipe);

/// \p svg with a <metadata> element as its first child.
QByteArray withSvgRecipe(const QByteArray& svg, const QString& recipe);

/// An XMP packet for QPdfWriter::setDocumentXmpMetadata().
QByteArray xmpWithRecipe(const QString& title, const QString& recipe);

/// The recipe of a figure file of any of the three formats; empty: it holds none.
QString recipeIn(const QByteArray& file);

} // namespace app
