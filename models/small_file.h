// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace models {

/// The bytes of a regular file (or a link to one) that may hold up to \p maxBytes; pipes, devices
/// and folders are refused without being opened for long. Errors: Input. [any thread]
explain::Expected<QByteArray> readSmallFile(const QString& file, qint64 maxBytes);

/// Replaces \p file whole or not at all. Errors: Input. [any thread]
std::optional<explain::Error> writeWhole(const QString& file, const QByteArray& bytes);

} // namespace models
