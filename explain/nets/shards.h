// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/safetensors.h"

#include <functional>

namespace explain {

/// Reads the files of a sharded checkpoint, whatever their format, by its index:
/// {"weight_map": {"<tensor>": "<file>"}}. Each file is a plain name beside the index and must hold
/// the tensors promised, and no tensor stands twice. `total_size` is not believed.
/// \param readShard reads one of them
/// \param files appended to where not null: what was read, the index left out
/// Errors: those of \p readShard; \p malformed where the index is wrong.
Expected<TensorFile>
readShards(const std::filesystem::path& index,
           const std::function<Expected<TensorFile>(const std::filesystem::path&)>& readShard,
           Error::Kind malformed, std::vector<std::filesystem::path>* files = nullptr);

} // namespace explain
