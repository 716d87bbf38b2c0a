// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"
#include "explain/ops/dense_features.h"
#include "explain/ops/masks.h"
#include "explain/ops/similarity.h"
#include "explain/ops/spans.h"
#include "explain/ops/status.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

/// Which concept each pixel shows, among those given.
class DenseClip final : public Method {
public:
    MethodInfo info() const override
    {
        return {.id = "denseclip",
                .title = "Pixel-text score maps to masks",
                .source = "Rao et al. 2022 (DenseCLIP), training-free form",
                .kind = MaskSet::name,
                .needs = {{Skill::DualEncoder}, {Skill::Patches}, {Skill::DenseParts}},
                .parameters = {
                    {.key = "features",
                     .help = "where patch vectors come from: patch is the network as it stands, "
                             "all others put its last block together anew",
                     .value = std::string("naclip"),
                     .choices = {"patch", "maskclip", "sclip", "clearclip", "naclip"}},
                    {"sigma", "reach of naclip's bonus for neighbours, in patches", 5.0, 0.1, 100},
                    {"temperature", "of the softmax that confidence is read from, in cosine", 0.07,
                     0.001, 1},
                    {"threshold", "a single concept has the pixels from here up, in cosine", 0.2,
                     -1, 1}}};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        std::vector<std::size_t> classes = textsOf(context.sample(), Text::Role::Concept);
        if (classes.empty())
            classes = textsOf(context.sample(), Text::Role::Caption);
        if (classes.empty())
            return std::vector<Explanation>();
        const auto form = context.parameters.get<std::string>("features");
        const auto image =
            context.image({.patches = true, .hiddenStates = form == "patch" ? 0 : 2});
        if (!image)
            return image.error();
        std::vector<std::string> names;
        for (const std::size_t i : classes)
            names.push_back(context.sample().texts[i].text);
        const auto texts = context.texts(names, {.global = true});
        if (!texts)
            return texts.error();
        const at::Tensor patches = form == "patch"
            ? image->patches[0]
            : denseFeatures(*context.network().denseParts(), *image, denseFormOf(form),
                            context.parameters.get<double>("sigma"));
        Explanation result = decide(names, *texts, patches, image->geometry, context.parameters);
        if (classes.size() == 1)
            result.text = classes[0];
        return std::vector{std::move(result)};
    }

private:
    static Explanation decide(const std::vector<std::string>& names,
                              const std::vector<TextFeatures>& texts, const at::Tensor& patches,
                              const Geometry& geometry, const Parameters& knobs)
    {
        Explanation result{
            .kind = MaskSet{}, .status = statusOf(patches), .unit = "cosine", .geometry = geometry};
        std::vector<TextFeatures> rivals; // a blank concept takes no part
        Status first = Status::Ok, cut = Status::Ok;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const Status status = firstOf({statusOf(names[i]), statusOf(texts[i].global)});
            first = firstOf({first, status});
            if (status != Status::Ok)
                continue;
            cut = firstOf({cut, statusOf(texts[i])});
            rivals.push_back(texts[i]);
            result.labels.push_back(names[i]);
        }
        result.status = firstOf({result.status, rivals.empty() ? first : cut});
        if (hasNumbers(result))
            fill(cosines(globalsOf(rivals), patches).view({-1, geometry.rows, geometry.cols}),
                 knobs, result);
        return result;
    }

    static void fill(const at::Tensor& scores, const Parameters& knobs, Explanation& result)
    {
        const ImageMaps maps(scores, result.geometry);
        const bool alone = scores.size(0) == 1;
        const at::Tensor masks =
            alone ? masksFrom(maps, {knobs.get<double>("threshold")}) : largestOf(maps);
        const std::vector<double> areas = areasOf(masks);
        for (std::size_t k = 0; k < areas.size(); ++k)
            result.values["area_" + std::to_string(k)] = areas[k];
        if (alone)
            result.values["threshold"] = knobs.get<double>("threshold");
        else
            result.extras["confidence"] = std::get<0>(
                (scores / knobs.get<double>("temperature")).softmax(0).max(0)); // [rows, cols]
        result.kind = MaskSet{.masks = masks, .scores = scores};
    }
};

const RegisterMethod registered{std::make_unique<DenseClip>()};

} // namespace
} // namespace explain
