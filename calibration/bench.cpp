// SPDX-License-Identifier: Apache-2.0
#include "calibration/bench.h"

#include "calibration/method_bench.h"
#include "explain/apply.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>

namespace calibration {
namespace {

using explain::Error;
using explain::Expected;
using explain::MethodRun;

constexpr std::size_t storeBytes = std::size_t(1) << 30;
constexpr uint64_t randomWeightsSeed = 1;

/// A method on its way through the cases.
struct Lane {
    MethodRun run;
    std::unique_ptr<MethodBench> bench;
    double seconds = 0;
    std::string failure; ///< why it gave up; empty: it goes on
};

struct Lanes {
    std::vector<Lane> lanes;
    std::vector<Skipped> skipped;
};

/// The bench that fits what \p run gives. Null: there is none.
std::unique_ptr<MethodBench> benchFor(const MethodRun& run)
{
    const explain::MethodInfo info = run.method->info();
    if (info.kind == explain::WordScores::name)
        return wordBench(run);
    if (info.id == "it-score")
        return scoreBench(run);
    if (info.id == "clim-mosaic")
        return mosaicBench(run);
    if (info.kind == explain::PatchMap::name || info.kind == explain::MaskSet::name
        || info.kind == explain::Alignment::name)
        return mapBench(run);
    return nullptr;
}

Expected<Lanes> lanesFor(const std::shared_ptr<const explain::Network>& network,
                         const Options& options)
{
    std::vector<std::string> ids = options.methods;
    if (ids.empty())
        for (const explain::Method* method : explain::methods())
            ids.push_back(method->info().id);
    if (const auto error = explain::checkMethods(ids, options.settings))
        return *error;
    Lanes all;
    for (const std::string& id : ids) {
        const auto unmet =
            explain::unmetNeed(explain::findMethod(id)->info(), {{"network", network}});
        if (unmet && !options.methods.empty())
            return *unmet;
        if (unmet) {
            all.skipped.push_back({id, unmet->message});
            continue;
        }
        std::vector<explain::Setting> own = options.settings;
        std::erase_if(own, [&](const explain::Setting& setting) { return setting.method != id; });
        const auto runs = explain::planMethods({id}, own, network);
        if (!runs)
            return runs.error();
        auto bench = benchFor(runs->front());
        if (bench)
            all.lanes.push_back({runs->front(), std::move(bench)});
        else
            all.skipped.push_back({id, "its kind of result cannot be compared with such truth"});
    }
    std::ranges::sort(all.lanes, {}, [](const Lane& lane) { return lane.run.method->info().id; });
    return all;
}

/// Networks that learned nothing, by the metric that compares with them.
explain::Networks randomNetworks(const explain::Network& network)
{
    using Tower = explain::Randomisation::Tower;
    explain::Networks random;
    const auto add = [&](const char* metric, Tower tower) {
        if (auto one = network.randomised({0, randomWeightsSeed, tower}))
            random[metric] = std::move(one);
    };
    add("m-sanity", Tower::Both);
    add("m-sanity-image", Tower::Image);
    add("m-sanity-text", Tower::Text);
    return random;
}

class Bench {
public:
    Bench(std::shared_ptr<const explain::Network> network, const Cases& cases,
          const Options& options, const explain::Progress& progress)
        : m_network(std::move(network)), m_cases(cases), m_options(options), m_progress(progress)
    {
    }

    Expected<Result> run()
    {
        auto lanes = lanesFor(m_network, m_options);
        if (!lanes)
            return lanes.error();
        m_lanes = *std::move(lanes);
        if (m_options.sanityCases > 0)
            m_random = randomNetworks(*m_network);
        begin();
        if (m_options.sanityCases > 0 && m_random.empty())
            m_result.skipped.push_back({"m-sanity", "the network cannot be given random weights"});
        for (int64_t i = 0; i < m_cases.count; ++i)
            if (const auto error = seeCase(i))
                return *error;
        for (Lane& lane : m_lanes.lanes) {
            if (m_progress.cancelled())
                return explain::cancelledError;
            m_progress.report(.98, lane.run.method->info().id + ": intervals");
            finish(lane);
        }
        m_progress.report(1, "done");
        return std::move(m_result);
    }

private:
    void begin()
    {
        const explain::NetworkInfo& info = m_network->info();
        m_result = {.program = GROUNDSCOPE_VERSION,
                    .network = info.name,
                    .sha256 = info.sha256,
                    .precision = info.precision,
                    .rows = info.rows,
                    .cols = info.cols,
                    .domain = m_cases.domain,
                    .data = m_cases.data,
                    .seeds = m_cases.seeds,
                    .cases = m_cases.count,
                    .resamplingSeed = m_options.resampling.seed,
                    .resamples = m_options.resampling.resamples,
                    .skipped = m_lanes.skipped};
    }

    std::optional<Error> seeCase(int64_t index)
    {
        if (m_progress.cancelled())
            return explain::cancelledError;
        const auto one = m_cases.read(index);
        if (!one)
            return one.error();
        if (index == 0) {
            m_result.width = one->truth.width;
            m_result.height = one->truth.height;
        }
        const std::vector<Phrase> phrases = phrasesOf(one->truth);
        explain::Context context{
            .samples = {{.image = one->picture.pixels, .pixelsSha256 = one->picture.sha256}},
            .networks = {{"network", m_network}},
            .features = m_store};
        context.progress.cancelled = m_progress.cancelled;
        // Encoding belongs to the case, not to the method that comes first.
        if (const auto encoded = context.image({.global = true}); !encoded)
            return encoded.error();
        for (std::size_t k = 0; k < m_lanes.lanes.size(); ++k) {
            Lane& lane = m_lanes.lanes[k];
            m_progress.report(.98 * (double(index) + double(k) / double(m_lanes.lanes.size()))
                                  / double(m_cases.count),
                              "case " + std::to_string(index + 1) + " of "
                                  + std::to_string(m_cases.count) + ": "
                                  + lane.run.method->info().id);
            if (!lane.failure.empty())
                continue;
            const auto error = see(lane, {index, *one, phrases, context});
            if (error && error->kind == Error::Kind::Cancelled)
                return error;
            if (error)
                lane.failure = "case '" + one->truth.id + "': " + error->message;
        }
        return {};
    }

    std::optional<Error> see(Lane& lane, const Shown& shown) const
    {
        try {
            const at::NoGradGuard noGrad;
            const auto start = std::chrono::steady_clock::now();
            if (auto error = lane.bench->see(shown))
                return error;
            lane.seconds +=
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            if (shown.index < m_options.sanityCases)
                return lane.bench->compare(shown, m_random);
        } catch (...) {
            return explain::errorFromException(lane.run.method->info().id);
        }
        return {};
    }

    void finish(Lane& lane)
    {
        const std::string id = lane.run.method->info().id;
        if (!lane.failure.empty()) {
            m_result.skipped.push_back({id, lane.failure});
            return;
        }
        Findings found = lane.bench->findings(m_cases.count, m_options.resampling);
        const bool hasAny = std::ranges::any_of(
            found.figures, [](const Figure& figure) { return figure.count > 0; });
        if (!hasAny) {
            m_result.skipped.push_back({id, "no case holds what it could be compared with"});
            return;
        }
        MethodResult result{.method = id,
                            .figures = std::move(found.figures),
                            .secondsPerCase = lane.seconds / double(m_cases.count),
                            .note = std::move(found.note)};
        for (const explain::Parameter& knob : lane.run.parameters.declared())
            result.parameters[knob.key] = explain::toText(knob.value);
        m_result.methods.push_back(std::move(result));
        m_result.thresholds.merge(found.thresholds);
    }

    std::shared_ptr<const explain::Network> m_network;
    const Cases& m_cases;
    const Options& m_options;
    const explain::Progress& m_progress;
    std::shared_ptr<explain::FeatureStore> m_store =
        std::make_shared<explain::MapStore>(storeBytes);
    explain::Networks m_random;
    Lanes m_lanes;
    Result m_result;
};

} // namespace

Expected<Result> run(const std::shared_ptr<const explain::Network>& network, const Cases& cases,
                     const Options& options, const explain::Progress& progress)
{
    return Bench(network, cases, options, progress).run();
}

} // namespace calibration
