// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/toy/toy_recorder.h"

#include <ATen/ATen.h>

namespace toy {

Recorder::Recorder(int64_t hiddenStates, std::optional<explain::AttentionRequest> attention,
                   int64_t pooledRow, const explain::Progress& progress)
    : m_firstState(depth + 1 - std::max<int64_t>(hiddenStates, 0)), m_wanted(std::move(attention)),
      m_pooledRow(pooledRow), m_progress(progress)
{
}

at::Tensor Recorder::run(const Tower& tower, const at::Tensor& x)
{
    return tower.run(
        x,
        [this](int64_t block, const at::Tensor& probabilities) {
            if (m_wanted)
                look(block, probabilities);
            return probabilities;
        },
        [this](int64_t state, const at::Tensor& at) {
            if (state >= m_firstState)
                m_states.push_back(at);
            return !m_progress.cancelled();
        });
}

void Recorder::look(int64_t block, const at::Tensor& probabilities)
{
    const bool all = m_wanted->rows == explain::AttentionRequest::Rows::All;
    for (const int64_t wanted : m_wanted->blocks)
        if (wanted == block || wanted + depth == block)
            m_attention[block] =
                all ? probabilities : probabilities.narrow(2, m_pooledRow, 1).contiguous();
}

at::Tensor Recorder::states() const
{
    return m_states.empty() ? at::Tensor() : at::stack(m_states);
}

std::vector<at::Tensor> Recorder::attention() const
{
    std::vector<at::Tensor> inOrder;
    if (m_wanted)
        for (const int64_t wanted : m_wanted->blocks)
            inOrder.push_back(m_attention.at(wanted < 0 ? wanted + depth : wanted));
    return inOrder;
}

} // namespace toy
