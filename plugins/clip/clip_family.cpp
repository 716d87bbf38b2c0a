// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/checkpoint.h"
#include "explain/nets/clip_tokenizer.h"
#include "explain/nets/load_request.h"
#include "explain/nets/manifest.h"
#include "plugins/clip/clip_network.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace explain;
namespace fs = std::filesystem;

namespace clip {
namespace {

/// A checkpoint whose files are known and read, and whose tensors nobody has taken yet.
struct Opened {
    ClipFiles files;
    ClipConfig config;
    Checkpoint checkpoint;
};

Expected<Opened> open(const fs::path& path)
{
    const auto files = findFiles(path);
    if (!files)
        return files.error();
    auto checkpoint = readCheckpoint(files->weights);
    if (!checkpoint)
        return checkpoint.error();
    if (files->config.empty())
        checkpoint->tensors = withoutCommonPrefix(std::move(checkpoint->tensors));
    const auto config = files->config.empty()       ? deriveConfig(checkpoint->tensors)
        : files->config.filename() == "config.json" ? readHuggingFaceConfig(*files)
                                                    : readOpenClipConfig(*files);
    if (!config)
        return config.error();
    return Opened{*files, *config, *std::move(checkpoint)};
}

/// Every file that decides a number.
std::vector<fs::path> filesRead(const Opened& opened)
{
    const fs::path& folder = opened.files.folder;
    std::vector<fs::path> files = opened.checkpoint.files;
    if (!opened.files.config.empty())
        files.push_back(opened.files.config);
    for (const std::string& name : clipTokenizerFiles(folder))
        files.push_back(folder / name);
    std::error_code failed;
    for (const char* name : {"preprocessor_config.json", Manifest::name})
        if (fs::exists(folder / name, failed))
            files.push_back(folder / name);
    return files;
}

/// Why the text tower cannot take what \p tokenizer gives it.
std::optional<Error> misfit(const Tokenizer& tokenizer, const ClipConfig& config)
{
    if (tokenizer.vocabularySize() > config.vocabulary)
        return Error{Error::Kind::Network,
                     "tokenizer: expected at most " + std::to_string(config.vocabulary)
                         + " tokens, the rows of the token table, found "
                         + std::to_string(tokenizer.vocabularySize())};
    if (config.pooling == Pooling::FirstEnd && tokenizer.endId() != config.endId)
        return Error{Error::Kind::Network,
                     "tokenizer: expected texts to end in token " + std::to_string(config.endId)
                         + ", found " + std::to_string(tokenizer.endId())};
    return {};
}

/// What was read put together, and tested against its golden vectors where it has some.
Expected<std::shared_ptr<const Network>> assemble(const ClipConfig& config, ClipWeights weights,
                                                  std::shared_ptr<const Tokenizer> tokenizer,
                                                  const Manifest& manifest, NetworkInfo info,
                                                  const Progress& progress)
{
    info.defaults = manifest.defaults;
    const auto network = std::make_shared<ClipNetwork>(config, std::move(weights),
                                                       std::move(tokenizer), std::move(info));
    if (manifest.golden)
        if (const auto error = network->testAgainst(*manifest.golden, progress))
            return *error;
    return std::shared_ptr<const Network>(network);
}

Expected<std::shared_ptr<const Network>> load(const LoadRequest& request, const Progress& progress)
{
    const at::NoGradGuard noGrad;
    if (const auto fault = faultOf(request))
        return *fault;
    progress.report(0, "reading the checkpoint");
    auto opened = open(request.path);
    if (!opened)
        return opened.error();
    const auto tokenizer = loadClipTokenizer(opened->files.folder);
    if (!tokenizer)
        return tokenizer.error();
    if (const auto fault = misfit(**tokenizer, opened->config))
        return *fault;
    const auto manifest = readManifest(opened->files.folder);
    if (!manifest)
        return manifest.error();
    const auto hash = hashOf(filesRead(*opened), request, progress);
    if (!hash)
        return hash.error();

    TensorTaker taker(std::move(opened->checkpoint.tensors), at::Device(request.device));
    ClipWeights weights = takeWeights(taker, opened->config);
    if (const auto fault = taker.fault(opened->files.weights.filename().string()))
        return *fault;
    if (progress.cancelled())
        return cancelledError;
    return assemble(opened->config, std::move(weights), *tokenizer, *manifest,
                    {.name = nameOfCheckpoint(request.path),
                     .sha256 = *hash,
                     .precision = request.precision,
                     .device = request.device},
                    progress);
}

Expected<CheckpointReport> check(const LoadRequest& request, const Progress& progress)
{
    auto opened = open(request.path);
    if (!opened)
        return opened.error();
    const auto hash = hashOf(filesRead(*opened), request, progress);
    if (!hash)
        return hash.error();
    std::vector<std::string> notes = std::move(opened->checkpoint.notes);
    std::vector<std::string> nonFinite = nonFiniteTensors(opened->checkpoint.tensors);
    TensorTaker taker(std::move(opened->checkpoint.tensors), at::kCPU);
    ClipWeights weights = takeWeights(taker, opened->config);

    CheckpointReport report = taker.report();
    report.family = "clip";
    report.name = nameOfCheckpoint(request.path);
    report.sha256 = *hash;
    report.nonFinite = std::move(nonFinite);
    report.notes = std::move(notes);
    const auto tokenizer = loadClipTokenizer(opened->files.folder);
    if (!tokenizer)
        report.faults.push_back(tokenizer.error().message);
    else if (const auto fault = misfit(**tokenizer, opened->config))
        report.faults.push_back(fault->message);
    const auto manifest = readManifest(opened->files.folder);
    if (!manifest)
        report.faults.push_back(manifest.error().message);
    else if (manifest->golden && report.good()) {
        const auto network =
            assemble(opened->config, std::move(weights), *tokenizer, *manifest,
                     {.name = report.name, .precision = "f32", .device = "cpu"}, progress);
        if (!network)
            return network.error();
        report.selfTest = (*network)->info().selfTest;
    }
    return report;
}

} // namespace

const NetworkFamily& family()
{
    static const NetworkFamily clip{
        .id = "clip", .recognise = recognise, .load = load, .check = check};
    return clip;
}

static const RegisterFamily registered{family()};

} // namespace clip
