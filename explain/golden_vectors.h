// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/network.h"
#include "explain/progress.h"

#include <ATen/core/Tensor.h>
#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace explain {

/// What a network computed where it was made, on a picture that needs no file: whoever loads the
/// network later can tell whether this machine, build and precision compute the same.
/// "golden" in a checkpoint's groundscope.json holds them.
struct GoldenVectors {
    static constexpr std::size_t mostProbes = 64, longestText = 4096; ///< of bytes

    /// One text beside the picture. Where the network has a local space, its pooled token in that
    /// space is compared with the patches there, so that both pairs of heads are tested.
    struct Probe {
        std::string text;
        std::vector<double> vector;  ///< the first components of its global vector, at length 1
        double cosine = 0;           ///< with the picture
        std::vector<double> patches; ///< its cosines with the first patches
    };

    int64_t height = 0, width = 0; ///< of goldenPicture(), pixels
    std::vector<double> image;     ///< the first components of the picture's vector, at length 1
    std::vector<Probe> probes;
    double tolerance = 1e-3;        ///< how far any number may be off where the trunk has f32
    double reducedTolerance = 2e-2; ///< the same where it has fewer bits (bf16)
};

/// A picture without a file: waves of several lengths and directions in each colour, from whole
/// numbers alone, so that it is the same to the bit everywhere.
/// \returns [3, height, width] uint8
at::Tensor goldenPicture(int64_t height, int64_t width);

/// What \p network, which has a dual encoder, says of goldenPicture() and of \p texts. Call it on
/// the network as it was loaded from its files. Errors: Usage (no text, more than mostProbes, or
/// one that is too long), those of DualEncoder, Network where a number is not finite. [worker
/// thread]
Expected<GoldenVectors> goldenVectorsOf(const Network& network,
                                        const std::vector<std::string>& texts,
                                        const Progress& progress = {});

/// Computes \p golden anew and says how far the numbers are apart.
/// Errors: those of DualEncoder. [worker thread]
Expected<SelfTest> selfTest(const Network& network, const GoldenVectors& golden,
                            const Progress& progress = {});

/// The value of "golden" in groundscope.json.
nlohmann::ordered_json toJson(const GoldenVectors& golden);

/// Reads it back; bounds sizes before anything is computed from them.
/// Errors: Network ("golden: width: expected a number from 1 to 1024, found 5000").
Expected<GoldenVectors> goldenVectorsFrom(const nlohmann::json& json);

} // namespace explain
