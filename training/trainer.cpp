// SPDX-License-Identifier: Apache-2.0
#include "training/trainer.h"

#include "phantom/vocabulary.h"
#include "training/checkpoint_folder.h"
#include "training/finer_grid.h"
#include "training/held_out.h"
#include "training/metrics_log.h"
#include "training/producer.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <thread>

#include <malloc.h>

namespace training {
namespace {

using explain::Error;
using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr int64_t stepsPerLine = 50;
constexpr int64_t imagesPerCurvePoint = 20'000;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One run from a state to its end.
class Run {
public:
    Run(const Options& options, State state, const Schedule& schedule, const BatchMaker& maker,
        const explain::Progress& progress)
        : m_options(options), m_state(std::move(state)), m_schedule(schedule), m_progress(progress),
          m_device(options.device), m_heldOut(maker),
          m_log(options.out / "metrics.jsonl", m_state.step),
          m_producer(maker, schedule, m_state.step), m_before(m_state.seconds)
    {
        m_state.to(m_device);
    }

    /// Errors: Input, Cancelled, Internal where the loss is no number any more.
    std::optional<Error> toTheEnd()
    {
        m_start = m_saved = Clock::now();
        m_from = m_state.step;
        while (m_state.step < m_schedule.steps()) {
            if (m_progress.cancelled()) {
                const auto error = save();
                return error ? error : explain::cancelledError;
            }
            if (const auto error = step())
                return error;
        }
        return save();
    }

    const State& state() const { return m_state; }

private:
    std::optional<Error> step()
    {
        if (m_schedule.patch(m_state.step) != m_state.weights.shape().patch)
            changePatch(m_state.weights, m_state.optimiser, m_schedule.patch(m_state.step));
        const Batch batch = m_producer.take().to(m_device);
        m_log.add(trainStep(m_state, batch, m_schedule.rate(m_state.step)));
        ++m_state.step;
        m_state.seconds = m_before + secondsSince(m_start);
        const int64_t step = m_state.step;
        if (step % stepsPerLine == 0 || step == m_schedule.steps())
            if (const auto error = tell())
                return error;
        const int64_t perPoint = std::max<int64_t>(1, imagesPerCurvePoint / m_schedule.batch());
        if (step % perPoint == 0 || step == m_schedule.steps())
            if (const auto error = measure())
                return error;
        return secondsSince(m_saved) < m_options.saveEvery ? std::nullopt : save();
    }

    std::optional<Error> tell()
    {
        if (!std::isfinite(m_state.weights.flat.sum().item<double>()))
            return Error{Error::Kind::Internal,
                         "training: expected finite weights, found others at step "
                             + std::to_string(m_state.step)};
        const double seconds = secondsSince(m_start);
        const double perSecond =
            double((m_state.step - m_from) * m_schedule.batch()) / std::max(seconds, 1e-9);
        const double left =
            double((m_schedule.steps() - m_state.step) * m_schedule.batch()) / perSecond;
        m_progress.report(double(m_state.step) / double(m_schedule.steps()),
                          c10::str(m_state.step, '/', m_schedule.steps(), " steps, ",
                                   std::llround(perSecond), " images/s, ", std::llround(left / 60),
                                   " min left"));
        return m_log.write(
            {{"step", m_state.step},
             {"images", m_state.step * m_schedule.batch()},
             {"seconds", std::round(m_state.seconds * 10) / 10},
             {"patch", m_state.weights.shape().patch},
             {"rate", m_schedule.rate(m_state.step - 1)},
             {"waited_share", std::round(1e4 * m_producer.waited() / seconds) / 1e4}});
    }

    std::optional<Error> measure()
    {
        return m_log.append({{"step", m_state.step},
                             {"images", m_state.step * m_schedule.batch()},
                             {"held_out", m_heldOut.measure(m_state.weights, m_device)}});
    }

    std::optional<Error> save()
    {
        m_saved = Clock::now();
        return saveState(m_state, m_options);
    }

    const Options& m_options;
    State m_state;
    const Schedule& m_schedule;
    const explain::Progress& m_progress;
    at::Device m_device;
    HeldOut m_heldOut;
    MetricsLog m_log;
    Producer m_producer;
    double m_before; ///< seconds of earlier sittings
    int64_t m_from = 0;
    Clock::time_point m_start, m_saved;
};

/// A step frees hundreds of megabytes and asks for them again at once: keep them.
void keepMemory()
{
#ifdef __GLIBC__
    ::mallopt(M_MMAP_THRESHOLD, 1 << 30);
    ::mallopt(M_TRIM_THRESHOLD, 2'000'000'000);
    ::mallopt(M_TOP_PAD, 256 << 20);
#endif
}

/// The state to go on from. Errors: Usage where a run is under way and it was not asked to go on,
/// and where there is a network already: it would be lost hours before there is another.
explain::Expected<State> firstState(const Options& options)
{
    if (options.resume)
        return loadState(options);
    std::error_code failed;
    if (std::filesystem::exists(stateFile(options.out), failed))
        return Error{Error::Kind::Usage,
                     options.out.string()
                         + ": expected a folder without a run, found one that is under way; give "
                           "--resume to go on with it"};
    for (const char* kept : {"model.safetensors", "metrics.jsonl"})
        if (std::filesystem::exists(options.out / kept, failed))
            return Error{Error::Kind::Usage,
                         options.out.string() + ": expected a folder without a network, found "
                             + kept + "; remove it or choose another --out"};
    return State::begin(builtinShape(), options.seed);
}

} // namespace

NetworkShape builtinShape()
{
    return {.patch = Schedule::coarsePatch,
            .positions = phantom::contextLength,
            .vocabulary = phantom::vocabularySize(),
            .readOuts = readOutCount()};
}

std::vector<int64_t> usedTokens()
{
    std::vector<int64_t> tokens{phantom::beginToken(), phantom::endToken()};
    for (const std::string_view word : phantom::words())
        tokens.push_back(phantom::tokenOf(word));
    return tokens;
}

Losses trainStep(State& state, const Batch& batch, double rate)
{
    const NetworkShape& shape = state.weights.shape();
    const at::Tensor leaf = state.weights.flat.detach().requires_grad_(true);
    const NamedWeights views = state.weights.views(leaf, true);
    Losses losses =
        lossesOf(batch, views, shape, encodeImages(views, shape, batch.pixels, batch.gain),
                 encodeTexts(views, shape, batch.texts), {});
    losses.total.backward();
    losses.total = losses.total.detach();
    const at::NoGradGuard noGradient;
    state.optimiser.step(state.weights, leaf.grad(), rate);
    return losses;
}

explain::Expected<std::filesystem::path> train(const Options& options,
                                               const explain::Progress& progress)
{
    if (const auto error = fault(options))
        return *error;
    keepMemory();
    at::set_num_threads(options.threads > 0 ? options.threads
                                            : int(std::thread::hardware_concurrency()));
    std::error_code failed;
    std::filesystem::create_directories(options.out, failed);
    if (failed)
        return Error{Error::Kind::Input, options.out.string() + ": " + failed.message()};
    auto state = firstState(options);
    if (!state)
        return state.error();
    state->images = options.images.value_or(state->images);
    state->fineFrom = options.fineFrom.value_or(state->fineFrom);

    progress.report(0, "balancing the foils");
    const BatchMaker maker;
    // A run that went on to the fine grid stays there, whatever its new length.
    const bool isFine = state->weights.shape().patch == Schedule::finePatch;
    const Schedule schedule(options.seed, state->images, isFine ? 0 : state->fineFrom);
    Run run(options, std::move(*state), schedule, maker, progress);
    if (const auto error = run.toTheEnd())
        return *error;
    progress.report(1, "writing the network");
    return writeCheckpoint(run.state(), options);
}

} // namespace training
