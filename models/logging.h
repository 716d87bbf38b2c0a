// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

namespace models {

/// Sends every Qt message, those of the house's categories ("groundscope.models",
/// "groundscope.app") among them, to a bounded file in \p folder (three of 1 MiB), and to standard
/// error where GROUNDSCOPE_LOG names a level (debug, info, warning, error). Without the variable
/// standard error stays clean but for what ends the program. Where the file cannot be written only
/// that is lost. Call it once, first in main().
void startLogging(const QString& folder);

/// What models/ has to say: qCInfo(models::log) << ...
Q_DECLARE_LOGGING_CATEGORY(log)

} // namespace models
