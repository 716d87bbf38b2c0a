// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/network.h"
#include "explain/progress.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace explain {

struct LoadRequest {
    std::filesystem::path path; ///< a folder as the hubs lay it out, or one file; empty: no weights
    std::string device = "cpu"; ///< "cpu", "cuda:0"
    std::string precision = "f32"; ///< of the image trunk: "f32" or "bf16"

    /// Hex sha256 of a file's bytes: a cache of the caller's, or null to hash it here.
    std::function<Expected<std::string>(const std::filesystem::path&)> hash;
};

/// What the loader thinks of a checkpoint: `networks check` prints it.
struct CheckpointReport {
    std::string family, name, sha256;
    int64_t tensors = 0, parameters = 0;
    std::vector<std::string> missing;    ///< fatal: names the family needs
    std::vector<std::string> unexpected; ///< fatal: names nobody asks for
    std::vector<std::string>
        mismatched; ///< fatal: "visual.proj: expected [768, 512], found [1024, 768]"
    std::vector<std::string> nonFinite; ///< tensors that hold NaN or infinity, with the count
    std::vector<std::string> faults;    ///< fatal: what else would stop a load
    std::vector<std::string> notes;
    std::optional<SelfTest> selfTest; ///< not fatal; none: no golden vectors, or other faults

    bool good() const
    {
        return missing.empty() && unexpected.empty() && mismatched.empty() && nonFinite.empty()
            && faults.empty();
    }
};

/// How the networks of one kind are recognised, loaded and checked: what <x>_network.h offers.
struct NetworkFamily {
    std::string id; ///< as the folder below plugins/

    /// Why \p path looks like one of this family ("config.json: model_type clip"); empty: it does
    /// not. Reads names and small JSON files, never weights.
    std::string (*recognise)(const std::filesystem::path& path) = nullptr;

    /// Errors: Network (a tensor is missing or misshapen, a tokenizer that does not fit), Input (a
    /// file that cannot be read), Device, Cancelled. [worker thread]
    Expected<std::shared_ptr<const Network>> (*load)(const LoadRequest&, const Progress&) = nullptr;

    /// Reads everything; computes the self-test alone, where the checkpoint brings one. Errors:
    /// Input, Network (not even a report). [worker thread]
    Expected<CheckpointReport> (*check)(const LoadRequest&, const Progress&) = nullptr;
};

/// Every family that is linked in or was brought by a plugin, in order of id. [main thread]
std::vector<NetworkFamily> families();

/// The family that recognises \p path, first by order of id. Errors: Input (nothing there), Network
/// (nobody knows it, with what was looked for).
Expected<NetworkFamily> familyOf(const std::filesystem::path& path);

/// At namespace scope in <x>_network.cpp. An id that is known already is ignored: a family may be
/// linked in and opened as a plugin too.
struct RegisterFamily {
    explicit RegisterFamily(NetworkFamily family);
};

} // namespace explain
