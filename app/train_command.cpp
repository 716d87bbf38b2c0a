// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train_command.h"

#include "app/console.h"
#include "app/device.h"
#include "app/options.h"
#include "training/trainer.h"

#include <ATen/ATen.h>

#include <charconv>

namespace app {
namespace {

using explain::Error;

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

/// The number after \p option, \p otherwise where it does not stand.
template <class Number>
explain::Expected<Number> number(const Arguments& arguments, const std::string& option,
                                 Number otherwise)
{
    if (!arguments.has(option))
        return otherwise;
    const std::string text = arguments.value(option);
    Number value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size())
        return Error{Error::Kind::Usage, option + ": expected a number, found '" + text + "'"};
    return value;
}

explain::Expected<training::Options> optionsOf(const Arguments& arguments)
{
    training::Options asked{.out = arguments.value("--out"), .resume = arguments.has("--resume")};
    const auto seed = number(arguments, "--seed", asked.seed);
    const auto images = number(arguments, "--images", std::int64_t(0));
    const auto fineFrom = number(arguments, "--fine-from", 0.);
    const auto threads = number(arguments, "--threads", asked.threads);
    const auto saveEvery = number(arguments, "--save-every", asked.saveEvery);
    const auto device = deviceFor(arguments.value("--device", "cpu"));
    const std::string progress = arguments.value("--progress", "json");
    if (progress != "json")
        return Error{Error::Kind::Usage, "--progress: expected json, found '" + progress + "'"};
    if (!arguments.words.empty())
        return Error{Error::Kind::Usage,
                     "train-builtin: expected options alone, found '" + arguments.words.front()
                         + "'"};
    for (const Error* error :
         {seed ? nullptr : &seed.error(), images ? nullptr : &images.error(),
          fineFrom ? nullptr : &fineFrom.error(), threads ? nullptr : &threads.error(),
          saveEvery ? nullptr : &saveEvery.error(), device ? nullptr : &device.error()})
        if (error)
            return *error;
    asked.seed = *seed;
    asked.threads = *threads;
    asked.saveEvery = *saveEvery;
    asked.device = *device;
    if (arguments.has("--images"))
        asked.images = *images;
    if (arguments.has("--fine-from"))
        asked.fineFrom = *fineFrom;
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
