// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/text_slopes.h"
#include "plugins/clip/clip_network.h"

#include <ATen/ATen.h>

using namespace explain;

namespace clip {

Expected<TextAttention> ClipNetwork::attention(const std::string& text, const at::Tensor& target,
                                               int64_t wanted, AttentionRequest::Rows rows,
                                               const Progress& progress) const
{
    TextFeatures words = read(text);
    const at::Tensor ids = idsOf({words}, {0});
    return attentionSlopes(m_weights.text, ids, std::move(words), target, wanted, rows, progress);
}

Expected<InputGradient> ClipNetwork::inputs(const at::Tensor& points, int64_t pooledRow,
                                            const at::Tensor& target,
                                            const Progress& progress) const
{
    return inputSlopes(m_weights.text, points, pooledRow, target, progress);
}

} // namespace clip
