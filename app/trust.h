// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explanation.h"
#include "explain/network.h"
#include "models/calibration_list.h"
#include "views/badge.h"
#include "views/figure_table.h"
#include "views/inspector.h"

#include <string>

namespace app {

// What was measured of how far a method can be believed, put into words. All pure functions.

/// What a result stands on: "200 shapes cases, held-out phantoms".
QString measuredOn(const calibration::Result& result);

/// "pointing .93 · shapes" with its interval and what it was measured on, or "not calibrated".
/// Doubtful where it is no better than guessing.
///
/// \param domain of the case on show; empty: not known, and the least good figure is shown
/// \param method id
/// \param network its name, for the sentence where nothing was measured
views::Badge trustBadge(const models::Calibrations& known, const std::string& domain,
                        const std::string& method, const QString& network);

/// Red where the network does not compute here what its maker saw; none: it does, or nobody says.
std::optional<views::Badge> selfTestBadge(const explain::NetworkInfo& network);

/// All figures of the method over all phrases, measured on the case's \p domain; where that is not
/// known or was not measured, on every domain that was.
views::InspectorSection trustSection(const models::Calibrations& known, const std::string& domain,
                                     const std::string& method);

/// "negation .22 [.19, .25], worse than guessing", for every group in which the method fails on
/// what \p domain says. Empty: none is known.
QStringList knownFailures(const models::Calibrations& known, const std::string& domain,
                          const std::string& method);

/// Every figure of a result that has a value, for a table.
QList<views::FigureRow> figureRows(const calibration::Result& result);

/// What is known to be wrong with values of some words, with the figures of the method and of the
/// one that does better where both were measured on the group that the caveat is named after.
QString cautionSentence(const models::Calibrations& known, const std::string& domain,
                        const std::string& method, const explain::Caveat& caveat);

/// The figures of it alone, in a line that fits beside a button: "clip4dm .30 on a wrong “no”,
/// word-loo .65; guessing gives .50." Where the domain is not known, by the least good of them;
/// where there are none, the caveat's own sentence.
QString cautionLine(const models::Calibrations& known, const std::string& domain,
                    const std::string& method, const explain::Caveat& caveat);

/// "pointing .93 [.91, .95], n 1,240, 200 shapes phantoms": what a badge stands for in a figure's
/// note. Empty: nothing was measured.
QString trustNote(const models::Calibrations& known, const std::string& domain,
                  const std::string& method);

/// The same for a figure's note, with a failed self-test before it.
QString trustInFigures(const explain::NetworkInfo& network, const models::Calibrations& known,
                       const std::string& domain, const std::string& method);

} // namespace app
