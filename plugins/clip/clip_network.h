// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/family.h"
#include "explain/golden_vectors.h"
#include "explain/nets/tokenizer.h"
#include "explain/skills/dense_parts.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"
#include "plugins/clip/clip_weights.h"

namespace clip {

/// CLIP with a vision transformer (Radford et al. 2021), in float32; the blocks of the image tower
/// in bfloat16 where that was asked for. Text, gradients and DenseParts always use float32.
class ClipNetwork final : public explain::Network,
                          public explain::DualEncoder,
                          public explain::DenseParts,
                          public explain::TextGradient {
public:
    /// \param info what the files say; sizes, scale and preparation are filled in from the rest
    ClipNetwork(const ClipConfig& config, ClipWeights weights,
                std::shared_ptr<const explain::Tokenizer> tokenizer, explain::NetworkInfo info);

    const explain::NetworkInfo& info() const override { return m_info; }
    const explain::DualEncoder* dualEncoder() const override { return this; }
    const explain::DenseParts* denseParts() const override { return this; }
    const explain::TextGradient* textGradient() const override { return this; }
    std::shared_ptr<const explain::Network>
    randomised(const explain::Randomisation& how) const override;

    bool offers(explain::Space space) const override;
    explain::Expected<explain::ImageFeatures> encodeImage(const explain::Sample&,
                                                          const explain::ImageRequest&,
                                                          const explain::Progress&) const override;
    explain::Expected<explain::ImageFeatures> encodePixels(const at::Tensor& pixels,
                                                           const explain::ImageRequest&,
                                                           const explain::Progress&) const override;
    explain::Expected<std::vector<explain::TextFeatures>>
    encodeTexts(const std::vector<std::string>& texts, const explain::TextRequest&,
                const explain::Progress&) const override;

    int64_t blocks() const override;
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

    /// Compares what it computes with \p golden and keeps the outcome in info(): to be called once,
    /// before anybody shares the network. Errors: those of DualEncoder.
    std::optional<explain::Error> testAgainst(const explain::GoldenVectors& golden,
                                              const explain::Progress&);

    /// What the tower is given of a text: spans, pooledRow, truncatedAt and notice.
    explain::TextFeatures read(const std::string& text) const;

private:
    at::Tensor idsOf(const std::vector<explain::TextFeatures>& texts,
                     const std::vector<std::size_t>& batch) const; ///< [B, T] int64, padded
    bool encodeBatch(const std::vector<std::size_t>& batch, const explain::TextRequest&,
                     double from, double to, const explain::Progress&,
                     std::vector<explain::TextFeatures>& answers) const; ///< false: cancelled
    explain::Error noLocalSpace() const;

    const ClipWeights m_weights;
    const explain::Transformer m_imageTrunk; ///< of the precision that was asked for
    const std::shared_ptr<const explain::Tokenizer> m_tokenizer;
    const ClipConfig m_config;
    const at::Device m_device;
    explain::NetworkInfo m_info;
};

const explain::NetworkFamily& family();

} // namespace clip
