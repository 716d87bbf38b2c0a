// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pass_recorder.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace explain {

PassRecorder::PassRecorder(int64_t blocks, int64_t hiddenStates,
                           const std::optional<AttentionRequest>& attention, at::Tensor pooledRows,
                           Progress progress)
    : m_blocks(blocks), m_firstState(blocks + 1 - std::clamp<int64_t>(hiddenStates, 0, blocks + 1)),
      m_pooledOnly(attention && attention->rows == AttentionRequest::Rows::Pooled),
      m_pooledRows(std::move(pooledRows)), m_progress(std::move(progress)),
      m_seen(std::size_t(blocks))
{
    if (!attention)
        return;
    for (const int64_t block : attention->blocks) {
        TORCH_CHECK(block >= -blocks && block < blocks, "block ", block, " of ", blocks);
        m_wanted.push_back(block < 0 ? blocks + block : block);
    }
}

BlockWatcher PassRecorder::watcher()
{
    return {
        .wantsAttention =
            [this](int64_t block) { return std::ranges::find(m_wanted, block) != m_wanted.end(); },
        .attention =
            [this](int64_t block, const at::Tensor& probabilities) {
                m_seen[block] = m_pooledOnly
                    ? rowOfEach(probabilities.transpose(1, 2), m_pooledRows).unsqueeze(2)
                    : probabilities;
                return probabilities;
            },
        .state =
            [this](int64_t index, const at::Tensor& x) {
                m_progress.report(m_from + (m_to - m_from) * double(index) / double(m_blocks),
                                  m_step);
                if (index >= m_firstState)
                    m_states.push_back(x);
                return !m_progress.cancelled();
            }};
}

void PassRecorder::reportAs(double from, double to, std::string_view step)
{
    m_from = from, m_to = to, m_step = step;
}

at::Tensor PassRecorder::hiddenStates() const
{
    return m_states.empty() ? at::Tensor() : at::stack(m_states);
}

std::vector<at::Tensor> PassRecorder::attention() const
{
    std::vector<at::Tensor> inOrder;
    for (const int64_t block : m_wanted)
        inOrder.push_back(m_seen[block].contiguous());
    return inOrder;
}

at::Tensor rowOfEach(const at::Tensor& x, const at::Tensor& rows)
{
    return x.index({at::arange(x.size(0), rows.options()), rows});
}

} // namespace explain
