// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train_command.h"

#include "app/console.h"
#include "app/device.h"
#include "app/options.h"
#include "phantom/scene.h"
#include "training/trainer.h"

namespace app {
namespace {

using explain::Error;

constexpr std::int64_t mostImages = 1'000'000'000'000;
constexpr int mostThreads = 1024;
constexpr double longestPause = 1e6; // seconds

const std::vector<Option> options{
    {"--out", "DIR", "the checkpoint folder to make; also holds the state of a run under way"},
    {"--seed", "N", "of weights, scenes and texts; below 900000, where held-out scenes begin (1)"},
    {"--images", "N", "scenes to learn from, both domains together (420000)"},
    {"--fine-from", "SHARE",
     "when patches of 8 pixels take the place of those of 12, 0 to 1 (0.65)"},
    {"--device", "DEVICE", "auto, cpu, cuda or cuda:N (cpu)"},
    {"--threads", "N", "threads that compute (all cores)"},
    {"--save-every", "SECONDS", "how often the state is kept; 0: after each step (120)"},
    {"--resume", "", "goes on with the run in DIR, as if it had never stopped"},
    {"--progress", "json", "one JSON object a line on standard error instead of a bar"},
    {"--help", "", "this page"}};

const char* const helpPage =
    R"(groundscope train-builtin --out DIR [--seed N] [--images N] [--resume] ...

Makes the built-in network from phantoms: an ordinary CLIP checkpoint folder. Keeps its state in DIR
every two minutes and when it is stopped (Ctrl-C), so that --resume goes on from there; writes
metrics.jsonl there.

)";

std::optional<Error> readNumbers(const Arguments& arguments, training::Options& asked)
{
    constexpr std::uint64_t lastSeed = phantom::firstHeldOutSeed - 1;
    if (const auto error = readNumber(arguments, "--seed", std::uint64_t(0), lastSeed, asked.seed))
        return error;
    if (arguments.has("--images"))
        asked.images = 0;
    if (arguments.has("--fine-from"))
        asked.fineFrom = 0;
    if (asked.images)
        if (const auto error =
                readNumber(arguments, "--images", std::int64_t(1), mostImages, *asked.images))
            return error;
    if (asked.fineFrom)
        if (const auto error = readNumber(arguments, "--fine-from", 0., 1., *asked.fineFrom))
            return error;
    if (const auto error = readNumber(arguments, "--threads", 0, mostThreads, asked.threads))
        return error;
    return readNumber(arguments, "--save-every", 0., longestPause, asked.saveEvery);
}

explain::Expected<training::Options> optionsOf(const Arguments& arguments)
{
    training::Options asked{.out = arguments.value("--out"), .resume = arguments.has("--resume")};
    const std::string progress = arguments.value("--progress", "json");
    if (progress != "json")
        return Error{Error::Kind::Usage, "--progress: expected json, found '" + progress + "'"};
    if (!arguments.words.empty())
        return Error{Error::Kind::Usage,
                     "train-builtin: expected options alone, found '" + arguments.words.front()
                         + "'"};
    if (const auto error = readNumbers(arguments, asked))
        return *error;
    const auto device = deviceFor(arguments.value("--device", "cpu"));
    if (!device)
        return device.error();
    asked.device = *device;
    const auto fault = training::fault(asked);
    return fault ? explain::Expected<training::Options>(*fault) : asked;
}

} // namespace

int trainCommand(const std::vector<std::string>& arguments)
{
    const auto read = parse(arguments, options);
    if (!read)
        return fail(read.error());
    if (read->has("--help"))
        return print(helpPage + describe(options));
    const auto asked = optionsOf(*read);
    if (!asked)
        return fail(asked.error());
    const auto made = training::train(
        *asked,
        consoleProgress(read->has("--progress") ? ProgressStyle::Json : ProgressStyle::Bar));
    clearProgress();
    return made ? print(made->string() + '\n') : fail(made.error());
}

} // namespace app
