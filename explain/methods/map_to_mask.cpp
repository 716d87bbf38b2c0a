// SPDX-License-Identifier: Apache-2.0
#include "explain/apply.h"
#include "explain/method.h"
#include "explain/ops/components.h"
#include "explain/ops/masks.h"
#include "explain/ops/pamr.h"
#include "explain/ops/status.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace explain {
namespace {

/// Which pixels another method's map selects.
class MapToMask final : public Method {
public:
    MethodInfo info() const override
    {
        return {
            .id = "map-to-mask",
            .title = "From map to mask",
            .source = "Otsu 1979; Saporta et al. 2022; Araslanov and Roth 2020 (PAMR)",
            .kind = MaskSet::name,
            .needs = {{Skill::DualEncoder}, {Skill::Patches}},
            .parameters = {
                {"of", "id of the method whose maps are meant", std::string("patch-sim")},
                {.key = "mode",
                 .help = "fixed: from the threshold up, in the map's unit; relative: from a "
                         "share of its range up; otsu: by Otsu's threshold; argmax: the "
                         "largest of all concepts; top-p: the smallest area that holds a share "
                         "of the positive mass",
                 .value = std::string("otsu"),
                 .choices = {"fixed", "relative", "otsu", "argmax", "top-p"}},
                {"threshold", "of fixed, and of argmax with background, in the map's unit", 0.2,
                 -1e6, 1e6},
                {"share", "of the range (relative) or of the positive mass (top-p)", 0.5, 0.001, 1},
                {"background", "argmax: pixels below the threshold belong to no concept", false},
                {"refine", "let the map follow the colours of the image first (PAMR)", false},
                {"fill_holes", "take in what a mask encloses", false},
                {"largest", "keep the largest connected area alone", false},
                {"minimum_area", "drop connected areas that are smaller, in pixels", int64_t(0), 0,
                 1e9}}};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        auto sources = mapsOf(context);
        if (!sources)
            return sources.error();
        if (context.parameters.get<std::string>("mode") == "argmax")
            return std::vector{compete(context, *sources)};
        std::vector<Explanation> results;
        for (const Explanation& source : *sources) {
            if (context.progress.cancelled())
                return cancelledError;
            results.push_back(select(context, source));
        }
        return results;
    }

private:
    static Expected<std::vector<Explanation>> mapsOf(const Context& context)
    {
        const auto id = context.parameters.get<std::string>("of");
        const Method* const method = findMethod(id);
        if (!method || method->info().kind != PatchMap::name)
            return Error{Error::Kind::Usage,
                         "map-to-mask.of: expected a method that gives maps, found '" + id + "'"};
        Context inner = context;
        auto knobs = parametersFor(method->info(), context.network().info());
        if (!knobs)
            return knobs.error();
        inner.parameters = *std::move(knobs);
        return apply(*method, inner);
    }

    /// What a mask takes over from the map that it is made of.
    static Explanation startFrom(const Explanation& source)
    {
        return {.kind = MaskSet{},
                .text = source.text,
                .status = source.status,
                .unit = source.unit,
                .isSigned = source.isSigned,
                .labels = source.labels,
                .geometry = source.geometry};
    }

    static at::Tensor mapOf(const Explanation& source) // [1 or words, rows, cols]
    {
        const at::Tensor& map = std::get<PatchMap>(source.kind).map;
        return map.dim() == 2 ? map.unsqueeze(0) : map;
    }

    static Explanation select(const Context& context, const Explanation& source)
    {
        Explanation result = startFrom(source);
        if (!hasNumbers(result))
            return result;
        const at::Tensor scores = mapOf(source);
        const ImageMaps maps = imageMaps(context, scores, source.geometry);
        const std::vector<Range> ranges = rangesOf(maps);
        const auto mode = context.parameters.get<std::string>("mode");
        if (mode != "fixed" && std::ranges::all_of(ranges, &Range::isFlat)) {
            result.status = Status::FlatMap;
            return result;
        }
        std::vector<double> thresholds;
        const at::Tensor masks = mode == "otsu"
            ? otsuMasks(maps, ranges, &thresholds)
            : masksFrom(maps, thresholds = thresholdsOf(context.parameters, maps, ranges));
        finish(context.parameters, masks, scores, result);
        for (std::size_t k = 0; k < thresholds.size(); ++k)
            result.values["threshold_" + std::to_string(k)] = thresholds[k];
        return result;
    }

    static std::vector<double> thresholdsOf(const Parameters& knobs, const ImageMaps& maps,
                                            const std::vector<Range>& ranges)
    {
        const auto mode = knobs.get<std::string>("mode");
        const double share = knobs.get<double>("share");
        if (mode == "top-p")
            return topShareThresholds(maps, ranges, share);
        std::vector<double> thresholds;
        for (const Range& range : ranges)
            thresholds.push_back(mode == "fixed" ? knobs.get<double>("threshold")
                                                 : range.low + share * (range.high - range.low));
        return thresholds;
    }

    /// One set of masks for all concepts; where there are none, for all captions.
    static Explanation compete(const Context& context, const std::vector<Explanation>& sources)
    {
        const auto hasConcepts = !textsOf(context.sample(), Text::Role::Concept).empty();
        std::vector<at::Tensor> scores;
        Explanation result{.kind = MaskSet{}};
        Status first = Status::Ok, cut = Status::Ok;
        for (const Explanation& source : sources) {
            const bool isConcept =
                source.text && context.sample().texts[*source.text].role == Text::Role::Concept;
            if (isConcept != hasConcepts)
                continue;
            if (!hasNumbers(source)) {
                first = firstOf({first, source.status});
                continue;
            }
            cut = firstOf({cut, source.status});
            result.unit = source.unit;
            result.isSigned = source.isSigned;
            result.geometry = source.geometry;
            result.labels.insert(result.labels.end(), source.labels.begin(), source.labels.end());
            scores.push_back(mapOf(source));
        }
        result.status = scores.empty() ? first : cut;
        if (scores.empty())
            return result;
        const at::Tensor all = at::cat(scores);
        const bool background = context.parameters.get<bool>("background");
        const double floor = background ? context.parameters.get<double>("threshold") : -INFINITY;
        finish(context.parameters, largestOf(imageMaps(context, all, result.geometry), floor), all,
               result);
        if (background)
            result.values["threshold"] = floor;
        return result;
    }

    static void finish(const Parameters& knobs, const at::Tensor& masks, const at::Tensor& scores,
                       Explanation& result)
    {
        const Cleaning cleaning{.fillHoles = knobs.get<bool>("fill_holes"),
                                .largestAlone = knobs.get<bool>("largest"),
                                .minimumArea = knobs.get<int64_t>("minimum_area")};
        for (int64_t k = 0; cleaning.any() && k < masks.size(0); ++k)
            clean(masks[k], cleaning);
        const std::vector<double> areas = areasOf(masks);
        for (std::size_t k = 0; k < areas.size(); ++k)
            result.values["area_" + std::to_string(k)] = areas[k];
        result.kind = MaskSet{.masks = masks, .scores = scores};
    }

    static ImageMaps imageMaps(const Context& context, const at::Tensor& scores,
                               const Geometry& geometry)
    {
        return context.parameters.get<bool>("refine")
            ? refined(scores, geometry, context.sample().image)
            : ImageMaps(scores, geometry);
    }
};

const RegisterMethod registered{std::make_unique<MapToMask>()};

} // namespace
} // namespace explain
