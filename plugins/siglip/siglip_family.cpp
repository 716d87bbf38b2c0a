// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/checkpoint.h"
#include "explain/nets/load_request.h"
#include "explain/nets/load_tokenizer.h"
#include "explain/nets/manifest.h"
#include "explain/nets/tokenizer_settings.h"
#include "plugins/siglip/siglip_network.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace explain;
namespace fs = std::filesystem;

namespace siglip {
namespace {

/// A checkpoint whose files are known and read, and whose tensors nobody has taken yet.
struct Opened {
    SiglipFiles files;
    SiglipConfig config;
    Checkpoint checkpoint;
    std::string sha256;
};

/// Every file that decides a number.
std::vector<fs::path> filesRead(const SiglipFiles& files, const Checkpoint& checkpoint)
{
    std::vector<fs::path> all = checkpoint.files;
    all.push_back(files.config);
    for (const std::string& name : tokenizerFiles(files.folder))
        all.push_back(files.folder / name);
    std::error_code failed;
    for (const char* name : {"preprocessor_config.json", Manifest::name})
        if (fs::exists(files.folder / name, failed))
            all.push_back(files.folder / name);
    return all;
}

Expected<Opened> open(const LoadRequest& request, const Progress& progress)
{
    const auto files = findFiles(request.path);
    if (!files)
        return files.error();
    auto checkpoint = readCheckpoint(files->weights);
    if (!checkpoint)
        return checkpoint.error();
    const bool isHuggingFace = files->config.filename() == "config.json";
    const auto config = isHuggingFace ? readHuggingFaceConfig(*files)
                                      : readOpenClipConfig(*files, checkpoint->tensors);
    if (!config)
        return config.error();
    const auto hash = hashOf(filesRead(*files, *checkpoint), request, progress);
    if (!hash)
        return hash.error();
    return Opened{*files, *config, *std::move(checkpoint), *hash};
}

Expected<SiglipNetwork::Reading> readingOf(const Opened& opened)
{
    const auto tokenizer = loadTokenizer(opened.files.folder);
    if (!tokenizer)
        return tokenizer.error();
    if ((*tokenizer)->vocabularySize() > opened.config.vocabulary)
        return Error{Error::Kind::Network,
                     "tokenizer: expected at most " + std::to_string(opened.config.vocabulary)
                         + " tokens, the rows of the token table, found "
                         + std::to_string((*tokenizer)->vocabularySize())};
    const auto settings = TokenizerSettings::read(opened.files.folder);
    if (!settings)
        return settings.error();
    return SiglipNetwork::Reading{*tokenizer, settings->text("padding_side") == "left"};
}

/// What was read put together, and tested against its golden vectors where it has some.
Expected<std::shared_ptr<const Network>> assemble(const Opened& opened, SiglipWeights weights,
                                                  SiglipNetwork::Reading reading,
                                                  const Manifest& manifest, NetworkInfo info,
                                                  const Progress& progress)
{
    info.sha256 = opened.sha256;
    info.defaults = manifest.defaults;
    const auto network = std::make_shared<SiglipNetwork>(opened.config, std::move(weights),
                                                         std::move(reading), std::move(info));
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
    auto opened = open(request, progress);
    if (!opened)
        return opened.error();
    const auto reading = readingOf(*opened);
    if (!reading)
        return reading.error();
    const auto manifest = readManifest(opened->files.folder);
    if (!manifest)
        return manifest.error();

    TensorTaker taker(std::move(opened->checkpoint.tensors), at::Device(request.device));
    SiglipWeights weights = takeWeights(taker, opened->config);
    if (const auto fault = taker.fault(opened->files.weights.filename().string()))
        return *fault;
    if (progress.cancelled())
        return cancelledError;
    return assemble(*opened, std::move(weights), *reading, *manifest,
                    {.name = nameOfCheckpoint(request.path),
                     .precision = request.precision,
                     .device = request.device},
                    progress);
}

Expected<CheckpointReport> check(const LoadRequest& request, const Progress& progress)
{
    auto opened = open(request, progress);
    if (!opened)
        return opened.error();
    std::vector<std::string> nonFinite = nonFiniteTensors(opened->checkpoint.tensors);
    TensorTaker taker(std::move(opened->checkpoint.tensors), at::kCPU);
    SiglipWeights weights = takeWeights(taker, opened->config);

    CheckpointReport report = taker.report();
    report.family = "siglip";
    report.name = nameOfCheckpoint(request.path);
    report.sha256 = opened->sha256;
    report.nonFinite = std::move(nonFinite);
    report.notes = std::move(opened->checkpoint.notes);
    const auto reading = readingOf(*opened);
    if (!reading)
        report.faults.push_back(reading.error().message);
    const auto manifest = readManifest(opened->files.folder);
    if (!manifest)
        report.faults.push_back(manifest.error().message);
    else if (manifest->golden && report.good()) {
        const auto network =
            assemble(*opened, std::move(weights), *reading, *manifest,
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
    static const NetworkFamily siglip{
        .id = "siglip", .recognise = recognise, .load = load, .check = check};
    return siglip;
}

static const RegisterFamily registered{family()};

} // namespace siglip
