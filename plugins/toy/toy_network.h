// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/family.h"
#include "explain/skills/dense_parts.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"
#include "plugins/toy/toy_tower.h"

namespace toy {

inline constexpr int64_t patchPx = 2, longestSidePx = 32;

/// Two small transformers in float64 whose weights are waves: nothing to download, the same on
/// every machine, and it has every skill. It knows nothing of pictures or words; its numbers are
/// good for tests, demonstrations, and as the template of a family.
///
/// A picture of even sides up to 32 is the canvas itself, less its mean colour of one half; any
/// other is averaged down (or stretched) to the nearest even sides with the longer one at most 32.
class ToyNetwork : public explain::Network,
                   public explain::DualEncoder,
                   public explain::DenseParts,
                   public explain::TextGradient {
public:
    ToyNetwork();

    /// \p other with weights drawn anew; its waves of positions, which have no end, stay.
    ToyNetwork(const ToyNetwork& other, const explain::Randomisation& how);

    const explain::NetworkInfo& info() const override { return m_info; }
    const explain::DualEncoder* dualEncoder() const override { return this; }
    const explain::DenseParts* denseParts() const override { return this; }
    const explain::TextGradient* textGradient() const override { return this; }
    std::shared_ptr<const explain::Network>
    randomised(const explain::Randomisation& how) const override;

    bool offers(explain::Space space) const override { return space == explain::Space::Joint; }
    explain::Expected<explain::ImageFeatures> encodeImage(const explain::Sample&,
                                                          const explain::ImageRequest&,
                                                          const explain::Progress&) const override;
    explain::Expected<explain::ImageFeatures> encodePixels(const at::Tensor&,
                                                           const explain::ImageRequest&,
                                                           const explain::Progress&) const override;
    explain::Expected<std::vector<explain::TextFeatures>>
    encodeTexts(const std::vector<std::string>&, const explain::TextRequest&,
                const explain::Progress&) const override;

    int64_t blocks() const override { return depth; }
    explain::AttentionParts parts(int64_t block, const at::Tensor& x) const override;
    at::Tensor out(int64_t block, const at::Tensor& z) const override;
    at::Tensor mlp(int64_t block, const at::Tensor& y) const override;
    at::Tensor finish(const at::Tensor& y) const override;

    explain::Expected<explain::TextAttention> attention(const std::string& text,
                                                        const at::Tensor& target, int64_t blocks,
                                                        explain::AttentionRequest::Rows rows,
                                                        const explain::Progress&) const override;
    explain::Expected<explain::InputGradient> inputs(const at::Tensor& points, int64_t pooledRow,
                                                     const at::Tensor& target,
                                                     const explain::Progress&) const override;

    const Tower& textTower() const { return m_textTower; } ///< for checks by finite differences

private:
    at::Tensor embed(const at::Tensor& pixels) const; ///< [B, 3, h, w] to [B, 1 + patches, 8]

    const explain::NetworkInfo m_info;
    Tower m_imageTower, m_textTower;
    at::Tensor m_patchEmbedding; ///< [8, 12]
    at::Tensor m_tokens;         ///< [7, 8] of the text
};

/// Recognises no file: it is loaded from an empty path.
const explain::NetworkFamily& family();

} // namespace toy
