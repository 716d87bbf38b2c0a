// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace explain {

using NamedTensors = std::map<std::string, at::Tensor>;

/// What one safetensors file holds.
struct TensorFile {
    /// Views over the read-only mapped file, which lives as long as any of them: clone before any
    /// write. Copies where the file does not align a tensor to its elements. On the CPU.
    NamedTensors tensors;
    std::map<std::string, std::string> metadata;
    std::vector<std::string> notes; ///< what else was found, for who checks a checkpoint
};

/// Maps one file in the safetensors format; takes nothing on trust, since files come from anywhere.
/// The header's size, nesting, names, shapes and offsets are checked before anything is allocated.
/// Refuses what the format forbids (duplicate names, holes, overlaps, trailing bytes) and more than
/// 8 dimensions or 2^40 elements.
/// \param malformed the kind of Error where the contents are wrong; Network for a checkpoint
/// Errors: Input where the file cannot be opened or is not a regular file.
Expected<TensorFile> readSafetensors(const std::filesystem::path& file,
                                     Error::Kind malformed = Error::Kind::Input);

/// Reads the shards that a model.safetensors.index.json names, each a plain file beside it that
/// must hold the tensors promised, and no tensor twice. `total_size` is not believed.
/// \param shards appended to where not null: the files that were read, the index left out
/// Errors: as readSafetensors().
Expected<TensorFile> readShardedSafetensors(const std::filesystem::path& index,
                                            Error::Kind malformed = Error::Kind::Input,
                                            std::vector<std::filesystem::path>* shards = nullptr);

/// Writes beside \p file and moves into place, so that a reader sees the old file or the whole new
/// one. Equal arguments give equal bytes: widest elements first, then by name. Tensors of any
/// device and stride.
/// Errors: Input where the file cannot be written.
Expected<std::filesystem::path>
writeSafetensors(const std::filesystem::path& file, const NamedTensors& tensors,
                 const std::map<std::string, std::string>& metadata = {});

/// The same bytes in memory.
std::string toSafetensors(const NamedTensors& tensors,
                          const std::map<std::string, std::string>& metadata = {});

} // namespace explain
