// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/progress.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace training {

/// Pairs as bags of words.
struct BlindPairs {
    at::Tensor differing; ///< [N, V] int8, how often each word stands in the caption less the foil
    at::Tensor common;    ///< [N, V] int8, in both
    at::Tensor types;     ///< [N] int64, phantom::FoilType

    BlindPairs rows(const at::Tensor& indices) const;
};

/// Something that scores pairs with weights it can learn: above 0, it takes the caption for the
/// true text. Exchanged texts get the opposite score.
class BlindReader {
public:
    virtual ~BlindReader() = default;

    /// [N] float32.
    virtual at::Tensor scores(const BlindPairs& pairs) const = 0;
    virtual std::vector<at::Tensor> weights() const = 0;
};

/// Logistic regression on the words that differ, a vector of weights for each type.
class BagReader final : public BlindReader {
public:
    explicit BagReader(std::int64_t words);
    at::Tensor scores(const BlindPairs& pairs) const override;
    std::vector<at::Tensor> weights() const override { return {m_weights}; }

private:
    at::Tensor m_weights; ///< [types, V]
};

/// Two hidden layers of 128 on differing words, common words and type.
class NetworkReader final : public BlindReader {
public:
    explicit NetworkReader(std::int64_t words);
    at::Tensor scores(const BlindPairs& pairs) const override;
    std::vector<at::Tensor> weights() const override { return m_weights; }

private:
    at::Tensor forward(const at::Tensor& features) const;

    std::vector<at::Tensor> m_weights; ///< matrix and bias of each layer
};

/// Teaches \p reader on \p pairs (Adam, batches of 512, six passes). \returns false: cancelled
bool learn(BlindReader& reader, const BlindPairs& pairs, const explain::Progress& progress);

} // namespace training
