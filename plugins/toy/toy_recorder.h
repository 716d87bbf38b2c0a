// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/features.h"
#include "explain/progress.h"
#include "plugins/toy/toy_tower.h"

#include <map>
#include <optional>
#include <vector>

namespace toy {

/// Takes a tower's pass and keeps what a request names on the way.
class Recorder {
public:
    Recorder(int64_t hiddenStates, std::optional<explain::AttentionRequest> attention,
             int64_t pooledRow, const explain::Progress& progress);

    at::Tensor run(const Tower& tower, const at::Tensor& x); ///< undefined: cancelled

    at::Tensor states() const;                 ///< [n, B, N, 8]; undefined: none wanted
    std::vector<at::Tensor> attention() const; ///< one [B, heads, Q, N] a wanted block

private:
    void look(int64_t block, const at::Tensor& probabilities);

    const int64_t m_firstState;
    const std::optional<explain::AttentionRequest> m_wanted;
    const int64_t m_pooledRow;
    const explain::Progress& m_progress;
    std::vector<at::Tensor> m_states;
    std::map<int64_t, at::Tensor> m_attention; ///< by block
};

} // namespace toy
