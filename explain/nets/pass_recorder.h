// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"
#include "explain/nets/transformer.h"
#include "explain/progress.h"

#include <optional>
#include <vector>

namespace explain {

/// Keeps what a request names of one pass through a tower's blocks, and asks between them whether
/// to go on. Outlives the pass.
class PassRecorder {
public:
    /// \param blocks        of the tower
    /// \param hiddenStates  the last n of blocks + 1 states; a larger n means all
    /// \param attention     blocks may be counted from the end; \throws c10::Error: no such block
    /// \param pooledRows    [B] int64, the row of each picture or text that Rows::Pooled means
    PassRecorder(int64_t blocks, int64_t hiddenStates,
                 const std::optional<AttentionRequest>& attention, at::Tensor pooledRows,
                 Progress progress);

    BlockWatcher watcher();

    /// Fractions of the work that this pass begins and ends at, and the step to report.
    void reportAs(double from, double to, std::string_view step);

    at::Tensor hiddenStates() const;           ///< [n, B, T, M]; undefined: none were asked for
    std::vector<at::Tensor> attention() const; ///< one [B, H, Q, T] a requested block, in order

private:
    int64_t m_blocks, m_firstState;
    std::vector<int64_t> m_wanted; ///< blocks, none negative
    bool m_pooledOnly;
    at::Tensor m_pooledRows;
    Progress m_progress;
    double m_from = 0, m_to = 1;
    std::string_view m_step;
    std::vector<at::Tensor> m_states;
    std::vector<at::Tensor> m_seen; ///< one a block of the tower; undefined: not wanted
};

/// Row \p rows[b] of each [T, ...] in x [B, T, ...]: [B, ...].
at::Tensor rowOfEach(const at::Tensor& x, const at::Tensor& rows);

} // namespace explain
