// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"

#include <string>

namespace app {

/// Opens LibTorch's CUDA half where it lies beside the CPU's. Must come before any other call into
/// LibTorch, which settles "no CUDA" at the first question. Does nothing where there is none.
void openCuda();

/// "cpu" or "cuda:N" for what a user asked for: auto, cpu, cuda, cuda:N. Errors: Usage where it is
/// none of these, Device where there is no such device.
explain::Expected<std::string> deviceFor(const std::string& wanted);

/// "f32" or "bf16" for auto, f32, bf16. Auto is bf16 only where a network was tested to hold its
/// numbers in it; until a network brings such a test that is nowhere. Errors: Usage.
explain::Expected<std::string> precisionFor(const std::string& wanted);

} // namespace app
