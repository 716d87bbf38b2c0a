// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/archive.h"

#include <QByteArray>

namespace models {

/// No larger result is kept in a project: it is computed again.
constexpr qsizetype maxStoredResult = qsizetype(16) << 20;

/// A result as one blob of a project: a safetensors file whose metadata holds "result.json". Empty:
/// it would be larger than maxStoredResult.
QByteArray packResults(const explain::Archive& archive);

/// The inverse. Errors: Input, as explain::readArchive(): a project comes from anywhere.
explain::Expected<explain::Archive> unpackResults(const QByteArray& bytes);

} // namespace models
