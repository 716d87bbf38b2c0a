// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/family.h"
#include "explain/nets/safetensors.h"

#include <optional>
#include <string>
#include <vector>

namespace explain {

/// The weights of a network as they lie on the disk.
struct Checkpoint {
    NamedTensors tensors; ///< in their stored dtype, on the CPU; f32 ones are views of the file
    std::map<std::string, std::string> metadata;
    std::vector<std::string> notes;           ///< what else the files held
    std::vector<std::filesystem::path> files; ///< that were read
};

/// Whether a file of this name may hold weights: .safetensors, .bin, .pt or .pth.
bool isWeightsName(const std::filesystem::path& file);

/// Which file holds the weights of \p folder: the first of \p preferred names that is there, else
/// the only one that ends as weights do. Errors: Network (none, or several).
Expected<std::filesystem::path> weightsIn(const std::filesystem::path& folder,
                                          const std::vector<std::string>& preferred);

/// Reads one .safetensors, one .bin, .pt or .pth (see readPickledTensors()), or all shards of an
/// .index.json. Errors: Input (cannot be opened), Network (malformed, or no set of weights).
Expected<Checkpoint> readCheckpoint(const std::filesystem::path& weights);

/// NetworkInfo::sha256 of \p files: sha256 of the lines "<sha256>  <name>\n", sorted by name. A
/// file's own hash is asked of \p request.hash or computed by reading the file.
/// Errors: those of reading, Cancelled.
Expected<std::string> hashOf(const std::vector<std::filesystem::path>& files,
                             const LoadRequest& request, const Progress& progress);

/// "<name>: <count>" for each tensor that holds NaN or infinity.
std::vector<std::string> nonFiniteTensors(const NamedTensors& tensors);

} // namespace explain
