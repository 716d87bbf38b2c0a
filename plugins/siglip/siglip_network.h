// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/family.h"
#include "explain/golden_vectors.h"
#include "explain/nets/tokenizer.h"
#include "explain/skills/dense_parts.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"
#include "plugins/siglip/siglip_weights.h"

namespace siglip {

/// SigLIP and SigLIP 2 of fixed size (Zhai et al. 2023, Tschannen et al. 2025), in float32; the
/// blocks of the image tower in bfloat16 where that was asked for.
///
/// A head of its own pools the patches, and no patch ever met a text: a patch's vector in the joint
/// space is what the head makes of that patch alone, and info().notice says so. Attention of the
/// pooled row (AttentionRequest::Rows::Pooled) is the head's own, and can be had of the last block
/// alone. A text always fills its context: pad tokens are attended like others, the last position
/// is the one that is pooled, and so they are among a text's tokens, marked as special.
class SiglipNetwork final : public explain::Network,
                            public explain::DualEncoder,
                            public explain::DenseParts,
                            public explain::TextGradient {
public:
    /// How a text is laid out.
    struct Reading {
        std::shared_ptr<const explain::Tokenizer> tokenizer;
        bool padsLeft = false;
    };

    /// \param info what the files say; sizes, scale and preparation are filled in from the rest
    SiglipNetwork(const SiglipConfig& config, SiglipWeights weights, Reading reading,
                  explain::NetworkInfo info);

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
    explain::Expected<explain::ImageFeatures> encodePixels(const at::Tensor& pixels,
                                                           const explain::ImageRequest&,
                                                           const explain::Progress&) const override;
    explain::Expected<std::vector<explain::TextFeatures>>
    encodeTexts(const std::vector<std::string>& texts, const explain::TextRequest&,
                const explain::Progress&) const override;

    int64_t blocks() const override { return m_info.imageBlocks; }
    explain::AttentionParts parts(int64_t block, const at::Tensor& x) const override;
    at::Tensor out(int64_t block, const at::Tensor& z) const override;
    at::Tensor mlp(int64_t block, const at::Tensor& y) const override;
    at::Tensor finish(const at::Tensor& y) const override; ///< each row through the head alone

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

private:
    explain::TextFeatures read(const std::string& text) const;
    at::Tensor idsOf(const std::vector<explain::TextFeatures>& texts, std::size_t begin,
                     std::size_t end) const; ///< [end - begin, context] int64

    const SiglipWeights m_weights;
    const explain::Transformer m_imageTrunk; ///< of the precision that was asked for
    const Reading m_reading;
    const SiglipConfig m_config;
    const at::Device m_device;
    explain::NetworkInfo m_info;
};

const explain::NetworkFamily& family();

} // namespace siglip
