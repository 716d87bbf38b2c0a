// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/network.h"
#include "explain/skills/dual_encoder.h"

#include <ATen/ATen.h>

namespace support {

/// A dual encoder of constants that counts what it is asked, and can be told to misbehave.
class FakeNetwork : public explain::Network, public explain::DualEncoder {
public:
    const explain::NetworkInfo& info() const override { return m_info; }
    const explain::DualEncoder* dualEncoder() const override { return encodes ? this : nullptr; }
    bool offers(explain::Space space) const override
    {
        return space == explain::Space::Joint || (space == explain::Space::Local && hasLocalHeads);
    }

    explain::Expected<explain::ImageFeatures> encodeImage(const explain::Sample&,
                                                          const explain::ImageRequest& request,
                                                          const explain::Progress&) const override
    {
        ++imagePasses;
        explain::ImageFeatures features;
        if (request.global && !forgetful)
            features.global = at::ones({1, 2});
        if (request.patches)
            features.patches = at::tensor({1.0, 0.0, 0.0, 1.0}).view({1, 2, 2});
        if (request.localPatches)
            features.localPatches = at::ones({1, 2, 3});
        if (request.pixels)
            features.pixels = at::zeros({1, 3, 2, 4});
        if (request.hiddenStates)
            features.hiddenStates = at::zeros({request.hiddenStates, 1, 3, 2});
        features.geometry = {.canvasHeight = 2, .canvasWidth = 4, .patch = 2, .rows = 1, .cols = 2};
        return features;
    }
    explain::Expected<explain::ImageFeatures>
    encodePixels(const at::Tensor&, const explain::ImageRequest& request,
                 const explain::Progress& p) const override
    {
        return encodeImage({}, request, p);
    }
    explain::Expected<std::vector<explain::TextFeatures>>
    encodeTexts(const std::vector<std::string>& texts, const explain::TextRequest& request,
                const explain::Progress&) const override
    {
        textsEncoded += int(texts.size());
        std::vector<explain::TextFeatures> answers(texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const double length = double(texts[i].size());
            answers[i].global = at::tensor({1.0, length});
            if (request.tokens)
                answers[i].tokens = at::ones({3, 2});
            if (request.localTokens)
                answers[i].localTokens = at::ones({3, 3});
        }
        return answers;
    }

    bool encodes = true;
    bool hasLocalHeads = false;
    bool forgetful = false; ///< leaves out the global vector
    mutable int imagePasses = 0, textsEncoded = 0;

private:
    const explain::NetworkInfo m_info{.name = "fake",
                                      .family = "fake",
                                      .sha256 = "0",
                                      .preparation = "none",
                                      .precision = "f64",
                                      .device = "cpu",
                                      .imageBlocks = 2,
                                      .textBlocks = 2,
                                      .defaults = {{"fake-map.gain", "3"}}};
};

} // namespace support
