// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "training/state.h"

namespace training {

/// Writes what any CLIP loader reads into `options.out`: config.json, model.safetensors (float16,
/// Hugging Face names, without what only training uses), preprocessor_config.json, the tokenizer's
/// files, and groundscope.json with method defaults and the model card. Takes the state's file
/// away. Errors: Input where a file cannot be written.
explain::Expected<std::filesystem::path> writeCheckpoint(const State& state,
                                                         const Options& options);

} // namespace training
