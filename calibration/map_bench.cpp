// SPDX-License-Identifier: Apache-2.0
#include "calibration/maps.h"
#include "explain/metrics/localisation.h"
#include "explain/metrics/overlap.h"
#include "explain/metrics/ranking.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace calibration {
namespace {

constexpr int thresholdSteps = 200; // between the lowest and the highest value of all maps
constexpr double rounding = 1e-9;   // of a mean that reaches its ceiling

/// A map that waits until all maps are known: its threshold is the same for all.
struct Kept {
    int64_t caseIndex;
    std::string group;
    at::Tensor map, perfect; ///< [rows, cols]
    explain::Geometry geometry;
    int64_t step;              ///< between the pixels that are measured
    explain::RunLengths truth; ///< at these
};

std::vector<double> asList(const at::Tensor& values)
{
    const at::Tensor flat = values.flatten().to(at::kCPU, at::kDouble).contiguous();
    return {flat.const_data_ptr<double>(), flat.const_data_ptr<double>() + flat.numel()};
}

at::Tensor pixelsOf(const explain::RunLengths& runs) // [H, W] uint8
{
    const std::vector<uint8_t> pixels = fromRunLengths(runs);
    return at::tensor(at::ArrayRef<uint8_t>(pixels), at::kByte).view({runs.height, runs.width});
}

/// The overlaps of one map with the truth at each threshold.
struct Curve {
    const Kept* of;
    std::vector<explain::Overlap> overlaps;

    double best() const
    {
        double most = Figure::none;
        for (const explain::Overlap& one : overlaps)
            most = std::fmax(most, one.iou);
        return most;
    }
};

/// Curves of all maps over the same thresholds, and the threshold that is best on the cases that
/// choose it.
struct Curves {
    std::vector<double> thresholds;
    std::vector<Curve> curves;
    std::size_t chosen = 0; ///< index of the threshold

    Curves(const std::vector<Kept>& kept, at::Tensor Kept::*map)
    {
        double low = INFINITY, high = -INFINITY;
        for (const Kept& one : kept) {
            const at::Tensor seen = (one.*map).masked_select((one.*map).isnan().logical_not());
            if (seen.numel() == 0)
                continue;
            low = std::min(low, seen.min().item<double>());
            high = std::max(high, seen.max().item<double>());
        }
        if (!(low < high))
            return;
        for (int i = 0; i <= thresholdSteps; ++i)
            thresholds.push_back(low + (high - low) * i / thresholdSteps);
        for (const Kept& one : kept)
            curves.push_back(
                {&one,
                 explain::overlaps(everyStep(atPixels(one.*map, one.geometry), one.step),
                                   pixelsOf(one.truth), thresholds)});
        choose();
    }

    void choose()
    {
        double most = -1;
        for (std::size_t i = 0; i < thresholds.size(); ++i) {
            double sum = 0;
            for (const Curve& curve : curves)
                if (choosesThresholds(curve.of->caseIndex) && !std::isnan(curve.overlaps[i].iou))
                    sum += curve.overlaps[i].iou;
            if (sum > most + 1e-12) {
                most = sum;
                chosen = i;
            }
        }
    }
};

class MapBench final : public MethodBench {
public:
    explicit MapBench(explain::MethodRun run) : m_run(std::move(run))
    {
        for (const explain::Parameter& knob : m_run.method->info().parameters)
            m_ownsMaps = m_ownsMaps && knob.key != "of"; // the id of the method that they are of
    }

    std::optional<explain::Error> see(const Shown& shown) override
    {
        auto maps = mapsOf(m_run, shown);
        if (!maps)
            return maps.error();
        m_last = *std::move(maps);
        for (std::size_t i = 0; i < m_last.size(); ++i)
            measure(m_last[i], shown.phrases[i], shown);
        return {};
    }

    std::optional<explain::Error> compare(const Shown& shown,
                                          const explain::Networks& random) override
    {
        for (const auto& [metric, network] : random) {
            Shown again = shown;
            again.context.networks["network"] = network;
            const auto others = mapsOf(m_run, again);
            if (!others)
                return others.error();
            for (std::size_t i = 0; i < m_last.size(); ++i)
                if (m_last[i].map.defined() && others->at(i).map.defined())
                    m_sanity.push_back(
                        {metric, {}, shown.index, likeness(m_last[i].map, others->at(i).map), 0});
        }
        return {};
    }

    Findings findings(int64_t, const explain::ResamplingPlan& plan) const override
    {
        std::vector<Observation> all = m_seen;
        Findings found;
        if (!m_kept.empty()) {
            const Curves curves(m_kept, &Kept::map), perfect(m_kept, &Kept::perfect);
            addOverlaps(curves, perfect, all);
            const std::string key = thresholdKey();
            if (!curves.thresholds.empty() && !key.empty())
                found.thresholds[key] = curves.thresholds[curves.chosen];
        }
        all.insert(all.end(), m_sanity.begin(), m_sanity.end());
        found.figures = meansOf(all, {"m-point", "m-point-near", "m-mask-iou", "m-mask-own"}, plan);
        for (Figure& figure : found.figures)
            if (figure.value > figure.ceiling + rounding) // it was exceeded: it bounds nothing
                figure.ceiling = Figure::none;
        if (m_run.method->info().kind == explain::Alignment::name)
            found.note = "phrases are read inside their captions";
        return found;
    }

private:
    void measure(const PhraseMap& found, const Phrase& phrase, const Shown& shown)
    {
        at::Tensor truth = truthMask(shown.shown.truth, phrase);
        if (found.mask.defined())
            note("m-mask-own", phrase, shown, explain::overlap(found.mask, truth).iou,
                 truth.to(at::kDouble).mean().item<double>()); // a mask of the whole picture
        if (!found.map.defined() || !m_ownsMaps) {
            if (!found.mask.defined())
                note("m-point", phrase, shown, Figure::none);
            return;
        }
        const int64_t step = stepFor(truth.size(0), truth.size(1));
        const at::Tensor perfectPatches = perfectMap(truth, found.geometry);
        const at::Tensor map = everyStep(atPixels(found.map, found.geometry), step);
        const at::Tensor perfect = everyStep(atPixels(perfectPatches, found.geometry), step);
        truth = everyStep(truth, step);
        const double near = halfPatch(found.geometry) / double(step);
        const explain::Pointing at = explain::pointing(map, truth, near);
        const explain::Pointing ceiling = explain::pointing(perfect, truth, near);
        const double area = explain::areaShare(map, truth);
        note("m-point", phrase, shown, at.hit, area, ceiling.hit);
        note("m-point-near", phrase, shown, at.near, Figure::none, ceiling.near);
        note("m-epg", phrase, shown, explain::energyInside(map, truth), area);
        note("m-rank-auroc", phrase, shown, explain::pixelAuroc(map, truth), .5,
             explain::pixelAuroc(perfect, truth));
        note("m-cnr", phrase, shown, explain::contrastToNoise(map, truth), 0);
        m_kept.push_back(
            {shown.index, phrase.group, found.map, perfectPatches, found.geometry, step,
             explain::toRunLengths({truth.const_data_ptr<uint8_t>(), std::size_t(truth.numel())},
                                   truth.size(0), truth.size(1))});
    }

    void note(const char* metric, const Phrase& phrase, const Shown& shown, double value,
              double chance = Figure::none, double ceiling = Figure::none)
    {
        m_seen.push_back({metric, phrase.group, shown.index, value, chance, ceiling});
    }

    static double likeness(const at::Tensor& map, const at::Tensor& other)
    {
        const at::Tensor known = map.isfinite().logical_and(other.isfinite());
        return explain::spearman(asList(map.masked_select(known).abs()),
                                 asList(other.masked_select(known).abs()));
    }

    static void addOverlaps(const Curves& curves, const Curves& perfect,
                            std::vector<Observation>& all)
    {
        for (std::size_t i = 0; i < curves.curves.size(); ++i) {
            const Curve& curve = curves.curves[i];
            const Kept& of = *curve.of;
            const bool knows = i < perfect.curves.size();
            const auto add = [&](const char* metric, double value, double ceiling) {
                all.push_back({metric, of.group, of.caseIndex, value, Figure::none, ceiling});
            };
            add("m-mask-best", curve.best(), knows ? perfect.curves[i].best() : Figure::none);
            if (choosesThresholds(of.caseIndex))
                continue;
            const explain::Overlap at = curve.overlaps[curves.chosen];
            const explain::Overlap ceiling = knows ? perfect.curves[i].overlaps[perfect.chosen]
                                                   : explain::Overlap{Figure::none, Figure::none};
            add("m-mask-iou", at.iou, ceiling.iou);
            add("m-mask-dice", at.dice, ceiling.dice);
        }
    }

    /// The knob that the best threshold belongs to; empty: there is none.
    std::string thresholdKey() const
    {
        const explain::MethodInfo info = m_run.method->info();
        if (info.id == "patch-sim") // its maps become masks there
            return "map-to-mask.threshold";
        for (const explain::Parameter& knob : info.parameters)
            if (knob.key == "threshold")
                return info.id + ".threshold";
        return {};
    }

    explain::MethodRun m_run;
    bool m_ownsMaps = true;        ///< false: only the masks are its own
    std::vector<PhraseMap> m_last; ///< of the case that was seen last
    std::vector<Observation> m_seen, m_sanity;
    std::vector<Kept> m_kept;
};

} // namespace

std::unique_ptr<MethodBench> mapBench(const explain::MethodRun& run)
{
    return std::make_unique<MapBench>(run);
}

} // namespace calibration
