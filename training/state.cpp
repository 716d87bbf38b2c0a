// SPDX-License-Identifier: Apache-2.0
#include "training/state.h"

#include "explain/nets/safetensors.h"
#include "training/schedule.h"
#include "training/trainer.h"

#include <ATen/ATen.h>

#include <charconv>

namespace training {
namespace {

using explain::Error;
using Metadata = std::map<std::string, std::string>;

/// What a run must have in common with the one that it goes on from.
Metadata identity(const Options& options)
{
    return {{"format", "groundscope-training-1"}, {"seed", std::to_string(options.seed)}};
}

template <class Number> Number number(const Metadata& metadata, const char* name)
{
    Number value{};
    const auto found = metadata.find(name);
    if (found != metadata.end())
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
    return value;
}

Error mismatch(const std::filesystem::path& file, const std::string& what,
               const std::string& expected, const std::string& found)
{
    return {Error::Kind::Input,
            file.string() + ": " + what + ": expected " + expected + ", found " + found};
}

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
    metadata["fine-from"] = std::to_string(state.fineFrom);
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
    NetworkShape shape = builtinShape();
    shape.patch = number<int64_t>(file->metadata, "patch");
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
    state.step = number<int64_t>(file->metadata, "step");
    state.optimiser.steps = number<int64_t>(file->metadata, "optimiser-steps");
    state.images = number<int64_t>(file->metadata, "images");
    state.fineFrom = number<double>(file->metadata, "fine-from");
    state.seconds = number<double>(file->metadata, "seconds");
    state.interruptions = number<int>(file->metadata, "interruptions") + 1;
    return state;
}

} // namespace training
