// SPDX-License-Identifier: Apache-2.0
#include "calibration/method_bench.h"
#include "explain/apply.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace calibration {
namespace {

/// The caption that speaks of most things that are there and of none that is not: what can be
/// pointed at tells pictures apart best. Null: there is none.
const explain::TruthCaption* captionOf(const explain::TruthCase& truth)
{
    const explain::TruthCaption* best = nullptr;
    int64_t most = 0;
    for (const explain::TruthCaption& caption : truth.captions) {
        const bool isPlain = std::ranges::all_of(caption.claims, [](const auto& claim) {
            return claim.truth && claim.assertion == explain::Assertion::Present;
        });
        const int64_t things = std::ranges::count_if(
            caption.claims, [](const auto& claim) { return claim.type == "object"; });
        if (isPlain && things > most) {
            best = &caption;
            most = things;
        }
    }
    return best;
}

/// Puts the pictures of cases that follow each other into one.
class MosaicBench final : public MethodBench {
public:
    explicit MosaicBench(explain::MethodRun run)
        : m_run(std::move(run)), m_tiles(m_run.parameters.get<int64_t>("tiles"))
    {
    }

    std::optional<explain::Error> see(const Shown& shown) override
    {
        const explain::TruthCaption* const caption = captionOf(shown.shown.truth);
        if (!caption) {
            ++m_without;
            return {};
        }
        if (m_waiting.empty())
            m_firstCase = shown.index;
        explain::Sample sample = shown.context.sample();
        sample.texts = {{caption->text}};
        m_waiting.push_back(std::move(sample));
        if (int64_t(m_waiting.size()) < m_tiles * m_tiles)
            return {};
        explain::Context context = shown.context;
        context.samples = std::exchange(m_waiting, {});
        context.parameters = m_run.parameters;
        const auto found = explain::apply(*m_run.method, context);
        if (!found)
            return found.error();
        if (hasNumbers(found->at(0)))
            add(std::get<explain::ScoreTable>(found->at(0).kind));
        return {};
    }

    Findings findings(int64_t, const explain::ResamplingPlan& plan) const override
    {
        return {.figures = meansOf(m_answers, {}, plan), .note = note()};
    }

private:
    std::string note() const
    {
        std::string note = "captions may be true of another tile too: right answers are missed";
        if (!m_waiting.empty())
            note +=
                "; cases left out because they fill no mosaic: " + std::to_string(m_waiting.size());
        if (m_without > 0)
            note +=
                "; cases without a true caption of something present: " + std::to_string(m_without);
        return note;
    }

    /// Mosaics are independent, their tiles are not: all of one count as one case.
    void add(const explain::ScoreTable& table)
    {
        const auto columnOf = [&](const char* name) {
            return std::ranges::find(table.columns, name) - table.columns.begin();
        };
        const int64_t tile = columnOf("tile"), found = columnOf("found"), mass = columnOf("mass");
        const double chance = 1 / double(m_tiles * m_tiles);
        for (int64_t row = 0; row < table.values.size(0); ++row) {
            const double right = table.values[row][tile].item<double>();
            const double chosen = table.values[row][found].item<double>();
            m_answers.push_back({"clim-mosaic", "", m_firstCase,
                                 std::isnan(chosen) ? Figure::none : double(chosen == right),
                                 chance});
            m_answers.push_back({"clim-mosaic-mass", "", m_firstCase,
                                 table.values[row][mass].item<double>(), chance});
        }
    }

    explain::MethodRun m_run;
    int64_t m_tiles;
    std::vector<explain::Sample> m_waiting; ///< for a mosaic that is not yet full
    int64_t m_firstCase = 0;                ///< of them
    int64_t m_without = 0;                  ///< cases that have no caption to ask for
    std::vector<Observation> m_answers;
};

} // namespace

std::unique_ptr<MethodBench> mosaicBench(const explain::MethodRun& run)
{
    return std::make_unique<MosaicBench>(run);
}

} // namespace calibration
