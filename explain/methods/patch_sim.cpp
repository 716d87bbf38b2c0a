// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"
#include "explain/ops/patch_grid.h"
#include "explain/ops/similarity.h"
#include "explain/ops/spans.h"
#include "explain/ops/status.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

constexpr double biovilSigma = 1.5; ///< patches
constexpr int64_t biovilRadius = 6;

/// Where the network as it stands sees likeness to a text.
class PatchSim final : public Method {
public:
    MethodInfo info() const override
    {
        return {.id = "patch-sim",
                .title = "Raw patch-text similarity",
                .source = "Radford et al. 2021; smoothing of Boecking et al. 2022 (BioViL)",
                .kind = PatchMap::name,
                .needs = {{Skill::DualEncoder}, {Skill::Patches}},
                .parameters = {
                    {.key = "variant",
                     .help = "clean: the cosines; biovil: smoothed by a Gaussian of 1.5 patches",
                     .value = std::string("clean"),
                     .choices = {"clean", "biovil"}},
                    {"hide_artefacts",
                     "leave out patches whose state before the final norm is longer than the "
                     "median by 6 median deviations",
                     false}}};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        const std::vector<Text>& texts = context.sample().texts;
        if (texts.empty())
            return std::vector<Explanation>();
        const bool hides = context.parameters.get<bool>("hide_artefacts");
        const auto image = context.image({.patches = true, .hiddenStates = hides ? 1 : 0});
        if (!image)
            return image.error();
        const auto features = context.texts({.global = true});
        if (!features)
            return features.error();

        at::Tensor maps = cosines(globalsOf(*features), image->patches[0])
                              .view({-1, image->geometry.rows, image->geometry.cols});
        if (context.parameters.get<std::string>("variant") == "biovil")
            maps = smoothed(maps, biovilSigma, biovilRadius);
        if (hides)
            maps = maps.masked_fill(artefacts(*image), NAN);
        const Status imageStatus = statusOf(image->patches);
        std::vector<Explanation> results;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const TextFeatures& text = (*features)[i];
            const at::Tensor map = maps[int64_t(i)];
            Explanation result{.kind = PatchMap{},
                               .text = i,
                               .status = firstOf({statusOf(texts[i].text), statusOf(text.global),
                                                  imageStatus, statusOfMap(map), statusOf(text)}),
                               .unit = "cosine",
                               .labels = {texts[i].text},
                               .geometry = image->geometry};
            if (hasNumbers(result))
                result.kind = PatchMap{map};
            results.push_back(std::move(result));
        }
        return results;
    }

private:
    /// A few patches that the trunk uses as scratch space are far longer than all others.
    static at::Tensor artefacts(const ImageFeatures& image) // [rows, cols] bool
    {
        const at::Tensor last = image.hiddenStates[-1][0].slice(0, image.prefixes); // [N, M]
        const at::Tensor lengths = last.to(at::kDouble).norm(2, -1);
        const at::Tensor median = lengths.median();
        const at::Tensor deviation = (lengths - median).abs().median();
        return (lengths > median + 6 * deviation).view({image.geometry.rows, image.geometry.cols});
    }
};

const RegisterMethod registered{std::make_unique<PatchSim>()};

} // namespace
} // namespace explain
