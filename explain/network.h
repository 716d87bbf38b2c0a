// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace explain {

class DualEncoder;  // explain/skills/dual_encoder.h
class DenseParts;   // explain/skills/dense_parts.h
class TextGradient; // explain/skills/text_gradient.h

/// How far a loaded network is from the golden vectors that its maker put beside the weights.
struct SelfTest {
    double difference = 0; ///< the largest of all components and cosines; NaN: not finite
    double tolerance = 0;  ///< that of the precision at hand
    bool passed() const { return difference <= tolerance; }
};

/// "self-test: expected differences of at most 0.001, found 0.3", or how small they are.
std::string describe(const SelfTest& test);

/// What a result says about the network that made it.
struct NetworkInfo {
    std::string name;   ///< shown to people; the folder's name where nothing better is known
    std::string family; ///< "toy", "clip", ...
    std::string sha256; ///< of the lines "<sha256>  <name>\n", sorted, of the files that were read
    std::string preparation; ///< canvas, crop, resampler, mean: all that decides the pixels it sees
    std::string precision;   ///< of the image trunk: "f32", "f64", "bf16"
    std::string device;      ///< "cpu", "cuda:0"
    std::string resampler;   ///< "classic", "pillow13", "none"

    int64_t canvasHeight = 0, canvasWidth = 0; ///< native; 0: any
    int64_t patch = 0;                         ///< side of a patch, canvas pixels
    int64_t rows = 0, cols = 0;                ///< patches of the native canvas
    int64_t contextLength = 0;                 ///< tokens a text may have, specials included
    int64_t imageBlocks = 0, textBlocks = 0;   ///< transformer blocks of each tower

    std::optional<double> logitScale; ///< exponentiated
    std::optional<double> logitBias;

    /// Method defaults that the checkpoint's own manifest asks for: "clip4dm.template" -> "".
    std::map<std::string, std::string> defaults;

    std::string notice; ///< e.g. "positions interpolated from 7 x 7"; usually empty

    std::optional<SelfTest> selfTest; ///< made on load; none: it came without golden vectors
};

/// Which weights are drawn anew for a sanity test (Adebayo et al. 2018).
struct Randomisation {
    enum class Tower { Both, Image, Text };

    /// The first block that loses what it learned; all above lose it too, norms and projections
    /// included. 0: so do the embeddings, nothing is left; the number of blocks, or more: what
    /// stands above the last block alone.
    int64_t fromBlock = 0;
    uint64_t seed = 0;
    Tower tower = Tower::Both;
};

/// "randomised from block 3 of the text tower (seed 7)": the name and the hash of such a network
/// say it.
std::string describe(const Randomisation& randomisation);

/// \p info of a network that was drawn anew: another name and hash, and no self-test, which would
/// say nothing.
NetworkInfo randomisedInfo(NetworkInfo info, const Randomisation& randomisation);

/// Weights that compute. Immutable after loading and shared by all runs. A new skill is a new line
/// below and a higher interface number in models/network_plugin.h.
class Network {
public:
    virtual ~Network() = default;
    virtual const NetworkInfo& info() const = 0;

    virtual const DualEncoder* dualEncoder() const { return nullptr; } ///< null: it cannot
    virtual const DenseParts* denseParts() const { return nullptr; }
    virtual const TextGradient* textGradient() const { return nullptr; }

    /// The same network with weights drawn anew, without reading its files again; what stays is
    /// shared. Matrices: normal, with the deviation that the trained ones have about 0, so that
    /// activations keep their size; norms 1 and 0; biases 0. Its sha256 is another, so nothing
    /// that a store keeps is mixed up. Equal arguments give equal weights. Null: it cannot.
    virtual std::shared_ptr<const Network> randomised(const Randomisation&) const
    {
        return nullptr;
    }
};

} // namespace explain
