// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"

#include <QString>

namespace views {

/// What somebody says of a claim.
enum class Verdict { None, Supported, Contradicted, NotVisible, Unverifiable, NotGroundable };

constexpr int verdictCount = 5; ///< None is none

QString nameOf(Verdict verdict);          ///< "Not visible"; None: "Open"
QString iconOf(Verdict verdict);          ///< of the icon set; none means the same as another
QColor Theme::*colourOf(Verdict verdict); ///< of icon and name

constexpr int severityCount = 3;
QString severityName(int severity); ///< 1 "Minor", 2 "Major", 3 "Critical"; other numbers as such

/// "Contradicted, major"
QString verdictText(Verdict verdict, int severity);

} // namespace views
