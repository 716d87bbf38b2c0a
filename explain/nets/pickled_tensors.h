// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/safetensors.h"

namespace explain {

/// Whether a file of this name holds what torch.save() writes: .bin, .pt or .pth.
bool isPickledName(const std::filesystem::path& file);

/// Reads the weights out of what torch.save() or TorchScript's save() wrote: a zip archive, or the
/// stream of PyTorch before 1.6. Nothing in the file is run or imported, see readPickle().
///
/// The tensors are those of a state dict, which may stand under `state_dict`, `model`,
/// `model_state_dict` or `module` and lose `module.` before all of its names, or those of a
/// TorchScript module, named by their place in it. They are views of the mapped file as those of
/// readSafetensors() are. What stands beside them and is not known is left alone and noted.
///
/// Errors: Input where the file cannot be opened; Network where it is malformed, was made to run
/// code, or holds a pickled module or anything else that is no set of named tensors.
Expected<TensorFile> readPickledTensors(const std::filesystem::path& file);

} // namespace explain
