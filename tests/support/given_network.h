// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/context.h"
#include "explain/ops/spans.h"

#include <ATen/ATen.h>

#include <map>
#include <string>

namespace support {

/// A network that answers with the vectors it was given: results can be read off by hand. A text
/// that it was given no tokens for has one token a word, all alike.
class GivenNetwork final : public explain::Network, public explain::DualEncoder {
public:
    explain::NetworkInfo given{.name = "given", .family = "given", .precision = "f64"};
    explain::ImageFeatures picture;
    std::map<std::string, at::Tensor> globals; ///< [D] by text; "" for all others
    std::map<std::string, at::Tensor> words;   ///< [words, D] by text
    std::map<std::string, int64_t> seen;       ///< how many of its words the network saw, by text

    const explain::NetworkInfo& info() const override { return given; }
    const explain::DualEncoder* dualEncoder() const override { return this; }
    bool offers(explain::Space space) const override { return space == explain::Space::Joint; }

    explain::Expected<explain::ImageFeatures> encodeImage(const explain::Sample&,
                                                          const explain::ImageRequest&,
                                                          const explain::Progress&) const override
    {
        return picture;
    }

    explain::Expected<explain::ImageFeatures> encodePixels(const at::Tensor&,
                                                           const explain::ImageRequest&,
                                                           const explain::Progress&) const override
    {
        return picture;
    }

    explain::Expected<std::vector<explain::TextFeatures>>
    encodeTexts(const std::vector<std::string>& texts, const explain::TextRequest&,
                const explain::Progress&) const override
    {
        std::vector<explain::TextFeatures> answers;
        for (const std::string& text : texts)
            answers.push_back(answer(text));
        return answers;
    }

private:
    explain::TextFeatures answer(const std::string& text) const
    {
        explain::TextFeatures out;
        const auto global = globals.contains(text) ? globals.at(text) : globals.at("");
        const auto all = explain::wordsOf(text);
        const auto count = seen.contains(text) ? seen.at(text) : int64_t(all.size());
        for (int64_t w = 0; w < count; ++w) {
            const explain::Word& word = all[std::size_t(w)];
            out.spans.push_back({.text = word.text, .begin = word.begin, .end = word.end});
        }
        if (count < int64_t(all.size()))
            out.truncatedAt = all[std::size_t(count)].begin;
        out.global = global;
        out.tokens = words.contains(text) ? words.at(text) : global.expand({count, global.size(0)});
        return out;
    }
};

/// A grid of patches, each \p patch pixels, that is the whole canvas and the whole image.
inline explain::Geometry gridOf(int64_t rows, int64_t cols, int64_t patch = 1)
{
    return {.canvasHeight = rows * patch,
            .canvasWidth = cols * patch,
            .patch = patch,
            .rows = rows,
            .cols = cols,
            .imageHeight = rows * patch,
            .imageWidth = cols * patch};
}

} // namespace support
