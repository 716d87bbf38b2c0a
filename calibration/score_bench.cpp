// SPDX-License-Identifier: Apache-2.0
#include "calibration/method_bench.h"
#include "explain/metrics/ranking.h"
#include "explain/ops/similarity.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace calibration {
namespace {

/// A pair is also scored on so many other pictures. One alone would say little: pairs are alike.
constexpr int64_t fewestOthers = 11, mostOthers = 32;

struct ScoredPair {
    int64_t caseIndex = 0;
    std::string type;
    at::Tensor caption, foil; ///< [D], of length 1
};

class ScoreBench final : public MethodBench {
public:
    explicit ScoreBench(explain::MethodRun run) : m_run(std::move(run)) { }

    std::optional<explain::Error> see(const Shown& shown) override
    {
        const explain::TruthCase& truth = shown.shown.truth;
        const auto image = shown.context.image({.global = true});
        if (!image)
            return image.error();
        m_images.push_back(plain(image->global[0]));
        std::vector<std::string> texts;
        for (const explain::TruthCaption& caption : truth.captions)
            texts.push_back(caption.text);
        for (const explain::TruthFoil& foil : truth.foils)
            texts.push_back(foil.text);
        const auto features = shown.context.texts(texts, {.global = true});
        if (!features)
            return features.error();
        for (std::size_t i = 0; i < truth.foils.size(); ++i) {
            const explain::TruthFoil& foil = truth.foils[i];
            m_pairs.push_back({shown.index, foil.type,
                               plain(features->at(std::size_t(foil.caption)).global),
                               plain(features->at(truth.captions.size() + i).global)});
        }
        return {};
    }

    Findings findings(int64_t cases, const explain::ResamplingPlan& plan) const override
    {
        std::vector<Observation> all;
        std::map<std::string, Ranked> byType; // of captions and foils on their own pictures
        for (const ScoredPair& pair : m_pairs) {
            const at::Tensor& own = m_images[std::size_t(pair.caseIndex)];
            const double caption = own.dot(pair.caption).item<double>();
            const double foil = own.dot(pair.foil).item<double>();
            all.push_back({"it-accuracy", pair.type, pair.caseIndex, better(caption, foil), .5});
            all.push_back({"it-blind", pair.type, pair.caseIndex, blind(pair), .5});
            for (const std::string& group : {std::string(), pair.type}) {
                byType[group].add(caption, true, pair.caseIndex);
                byType[group].add(foil, false, pair.caseIndex);
            }
        }
        Findings found;
        found.figures = meansOf(all, {"it-accuracy", "it-blind"}, plan);
        for (const auto& [type, scores] : byType)
            found.figures.push_back(aurocOf(scores, "it-auroc", type, cases, plan));
        if (!m_pairs.empty()) {
            const Ranked& scores = byType.at({});
            found.thresholds["it-score.cosine"] =
                explain::Ranking(scores.scores, scores.isTrue).bestSplit().threshold;
        }
        if (int64_t(m_images.size()) <= fewestOthers)
            found.note = "too few pictures to score captions blindly on others";
        return found;
    }

private:
    static at::Tensor plain(const at::Tensor& vector)
    {
        return explain::unit(vector).to(at::kCPU, at::kDouble);
    }

    static double better(double caption, double foil)
    {
        if (std::isnan(caption) || std::isnan(foil))
            return Figure::none;
        return caption == foil ? .5 : double(caption > foil);
    }

    /// How often the caption scores above its foil on pictures that have nothing to do with either.
    double blind(const ScoredPair& pair) const
    {
        const int64_t count = int64_t(m_images.size());
        if (count <= fewestOthers)
            return Figure::none;
        double wins = 0;
        const int64_t others = std::min(mostOthers, count - 1);
        for (int64_t i = 1; i <= others; ++i) {
            const at::Tensor& other = m_images[std::size_t((pair.caseIndex + i) % count)];
            wins +=
                better(other.dot(pair.caption).item<double>(), other.dot(pair.foil).item<double>());
        }
        return wins / double(others);
    }

    explain::MethodRun m_run;
    std::vector<at::Tensor> m_images; ///< [D] each, of length 1, by case
    std::vector<ScoredPair> m_pairs;
};

} // namespace

std::unique_ptr<MethodBench> scoreBench(const explain::MethodRun& run)
{
    return std::make_unique<ScoreBench>(run);
}

} // namespace calibration
