// SPDX-License-Identifier: Apache-2.0
#include "training/state.h"

#include "explain/nets/safetensors.h"
#include "explain/parameters.h"
#include "training/schedule.h"
#include "training/trainer.h"

#include <ATen/ATen.h>

#include <charconv>

namespace training {
namespace {

using explain::Error;
using Metadata = std::map<std::string, std::string>;

constexpr int64_t mostImages = 1'000'000'000'000;

/// What a run must have in common with the one that it goes on from.
Metadata identity(const Options& options)
{
    return {{"format", "groundscope-training-1"}, {"seed", std::to_string(options.seed)}};
}

Error mismatch(const std::filesystem::path& file, const std::string& what,
               const std::string& expected, const std::string& found)
{
    return {Error::Kind::Input,
            file.string() + ": " + what + ": expected " + expected + ", found " + found};
}

/// Reads one number after the other; the first that is wrong is kept.
struct Numbers {
    const std::filesystem::path& file;
    const Metadata& metadata;
    std::optional<Error> fault;

    template <class Number> void read(const char* name, Number high, Number& value)
    {
        const auto found = metadata.find(name);
        const std::string text = found == metadata.end() ? std::string() : found->second;
        Number number{};
        const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool isNumber = wrong == std::errc() && end == text.data() + text.size();
        if (isNumber && number >= 0 && number <= high)
            value = number;
        else if (!fault)
            fault = mismatch(file, name, c10::str("a number from 0 to ", high),
                             text.empty() ? "nothing" : "'" + text + "'");
    }
};

/// Copies the tensor of this name over \p to, which has its shape.
std::optional<Error> take(const explain::TensorFile& file, const std::filesystem::path& path,
                          const char* name, const at::Tensor& to)
{
    const auto found = file.tensors.find(name);
    if (found == file.tensors.end())
        return mismatch(path, name, "a tensor", "none");
    if (found->second.sizes() != to.sizes() || found->second.scalar_type() != at::kFloat)
        return mismatch(path, name, c10::str(to.sizes(), " float32"),
                        c10::str(found->second.sizes(), " ", found->second.scalar_type()));
    to.copy_(found->second);
    return {};
}

} // namespace

State State::begin(const NetworkShape& shape, std::uint64_t seed)
{
    Weights weights(shape);
    weights.initialise(seed, usedTokens());
    Optimiser optimiser(weights);
    return {.weights = std::move(weights), .optimiser = std::move(optimiser)};
}

void State::to(const at::Device& device)
{
    weights.flat = weights.flat.to(device);
    optimiser.to(device);
}

std::filesystem::path stateFile(const std::filesystem::path& folder)
{
    return folder / "training.safetensors";
}

std::optional<Error> saveState(const State& state, const Options& options)
{
    Metadata metadata = identity(options);
    metadata["step"] = std::to_string(state.step);
    metadata["optimiser-steps"] = std::to_string(state.optimiser.steps);
    metadata["images"] = std::to_string(state.images);
    metadata["fine-from"] = explain::toText(state.fineFrom); // to the bit: it decides a step
    metadata["patch"] = std::to_string(state.weights.shape().patch);
    metadata["seconds"] = std::to_string(state.seconds);
    metadata["interruptions"] = std::to_string(state.interruptions);
    const auto written = explain::writeSafetensors(stateFile(options.out),
                                                   {{"weights", state.weights.flat},
                                                    {"momentum", state.optimiser.momentum},
                                                    {"first", state.optimiser.first},
                                                    {"second", state.optimiser.second}},
                                                   metadata);
    return written ? std::nullopt : std::optional(written.error());
}

explain::Expected<State> loadState(const Options& options)
{
    const std::filesystem::path path = stateFile(options.out);
    const auto file = explain::readSafetensors(path);
    if (!file)
        return file.error();
    for (const auto& [name, wanted] : identity(options)) {
        const auto found = file->metadata.find(name);
        if (found == file->metadata.end() || found->second != wanted)
            return mismatch(path, name, wanted,
                            found == file->metadata.end() ? "nothing" : found->second);
    }
    Numbers numbers{path, file->metadata, {}};
    NetworkShape shape = builtinShape();
    numbers.read("patch", int64_t(Schedule::coarsePatch), shape.patch);
    if (numbers.fault)
        return *numbers.fault;
    if (shape.patch != Schedule::coarsePatch && shape.patch != Schedule::finePatch)
        return mismatch(path, "patch", "8 or 12", std::to_string(shape.patch));
    Weights weights(shape);
    Optimiser optimiser(weights);
    State state{.weights = std::move(weights), .optimiser = std::move(optimiser)};
    for (const auto& [name, to] :
         {std::pair<const char*, at::Tensor>{"weights", state.weights.flat},
          {"momentum", state.optimiser.momentum},
          {"first", state.optimiser.first},
          {"second", state.optimiser.second}})
        if (const auto error = take(*file, path, name, to))
            return *error;
    numbers.read("step", mostImages, state.step);
    numbers.read("optimiser-steps", mostImages, state.optimiser.steps);
    numbers.read("images", mostImages, state.images);
    numbers.read("fine-from", 1., state.fineFrom);
    numbers.read("seconds", 1e12, state.seconds);
    numbers.read("interruptions", 1'000'000, state.interruptions);
    if (numbers.fault)
        return *numbers.fault;
    ++state.interruptions;
    return state;
}

} // namespace training
