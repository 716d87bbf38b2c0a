// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace training {

/// The measures of the network. The grid is (side / patch)^2 and a class token.
struct NetworkShape {
    int64_t side = 96, patch = 12; ///< pixels
    int64_t width = 192, blocks = 4, heads = 3;
    int64_t textWidth = 128, textBlocks = 3, textHeads = 4;
    int64_t positions = 64; ///< the longest text, in tokens
    int64_t vocabulary = 0; ///< tokens
    int64_t joint = 256;    ///< width of both spaces
    int64_t readOuts = 0;   ///< outputs of the read-outs, see read_outs.h

    int64_t grid() const { return side / patch; }
};

/// Which rule moves a weight. In the order in which they stand in memory.
enum class Rule {
    Muon,    ///< matrices of the blocks
    Decayed, ///< AdamW with decay: other matrices
    Plain,   ///< AdamW without: biases, norms
    Scale    ///< AdamW without, at four times the rate: scales and biases of the losses
};

/// One weight of the network, by its name in the Hugging Face CLIP layout.
struct Weight {
    std::string name;
    std::vector<int64_t> shape;
    Rule rule = Rule::Plain;
    bool half = false;    ///< the towers compute with a bfloat16 copy
    double deviation = 0; ///< of the normal distribution that it begins with
    double mean = 0;
    int64_t offset = 0, count = 0; ///< where it lies among all
};

using NamedWeights = std::map<std::string, at::Tensor>;

/// All weights in one float32 vector: one cast a step for the towers, one sum for the norm, one
/// pass for AdamW, and equal shapes side by side for Muon.
class Weights {
public:
    explicit Weights(const NetworkShape& shape);

    const NetworkShape& shape() const { return m_shape; }
    const std::vector<Weight>& list() const { return m_list; }

    /// The values [N], float32. Moved by the optimiser in place.
    at::Tensor flat;

    /// Views of a vector [N] laid out like flat, by name. Differentiable: the gradient of the
    /// vector is filled in one piece. Weights with `half` come as bfloat16 where \p towersInHalf.
    NamedWeights views(const at::Tensor& vector, bool towersInHalf) const;

    /// Stretches of equal matrices side by side, [n, rows, cols] each, that Muon moves.
    struct Stack {
        int64_t offset = 0, matrices = 0, rows = 0, cols = 0;
    };
    const std::vector<Stack>& stacks() const { return m_stacks; }
    /// How many values from the start belong to Muon; the others to AdamW.
    int64_t muonCount() const { return m_muonCount; }

    /// Draws the first values; equal for equal seeds.
    void initialise(std::uint64_t seed, const std::vector<int64_t>& usedTokens);

private:
    void add(Weight weight);
    void addTower(const std::string& prefix, int64_t width, int64_t blocks);

    NetworkShape m_shape;
    std::vector<Weight> m_list;
    std::vector<Stack> m_stacks;
    int64_t m_count = 0, m_halfCount = 0, m_muonCount = 0;
};

} // namespace training
