// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace views {

/// How well \p pattern fits \p text: best as one piece at a word's start, then anywhere, then as
/// letters at word starts, then as letters in order; 0: not at all. An empty pattern fits
/// everything alike. \p matched takes the positions of the letters.
int fuzzyScore(const QString& pattern, const QString& text, QList<int>* matched = nullptr);

} // namespace views
