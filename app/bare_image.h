// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/explain_run.h"

namespace app {

/// Reads an image archive: a safetensors file whose tensor `image` is [3, H, W] RGB, uint8,
/// upright, of at most 2^28 pixels. Errors: Input.
explain::Expected<RunImage> readImageArchive(const std::string& file);

} // namespace app
