// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/checkpoint.h"

#include "explain/sha256.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace explain {
namespace fs = std::filesystem;
namespace {

bool isPickled(const fs::path& file)
{
    const std::string name = file.filename().string();
    return name.ends_with(".bin") || name.ends_with(".pt") || name.ends_with(".pth")
        || name.ends_with(".bin.index.json");
}

Error wrong(const fs::path& where, const std::string& what)
{
    return {Error::Kind::Network, where.string() + ": " + what};
}

} // namespace

Expected<fs::path> weightsIn(const fs::path& folder, const std::vector<std::string>& preferred)
{
    std::error_code failed;
    for (const std::string& name : preferred)
        if (fs::exists(folder / name, failed))
            return folder / name;

    std::vector<fs::path> found;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed))
        if (entry->path().extension() == ".safetensors" || isPickled(entry->path()))
            found.push_back(entry->path());
    if (found.size() == 1)
        return found.front();
    return wrong(folder,
                 "expected " + (preferred.empty() ? "a weights file" : preferred.front())
                     + ", found " + (found.empty() ? "no weights" : "several files of weights"));
}

Expected<Checkpoint> readCheckpoint(const fs::path& weights)
{
    if (isPickled(weights))
        return wrong(weights,
                     "expected safetensors, found a pickled checkpoint, which this version "
                     "does not read: convert it to safetensors");
    Checkpoint checkpoint{.files = {weights}};
    auto read = weights.extension() == ".json"
        ? readShardedSafetensors(weights, Error::Kind::Network, &checkpoint.files)
        : readSafetensors(weights, Error::Kind::Network);
    if (!read)
        return read.error();
    checkpoint.tensors = std::move(read->tensors);
    checkpoint.metadata = std::move(read->metadata);
    return checkpoint;
}

Expected<std::string> hashOf(const std::vector<fs::path>& files, const LoadRequest& request,
                             const Progress& progress)
{
    std::vector<fs::path> sorted = files;
    std::ranges::sort(sorted, {}, [](const fs::path& file) { return file.filename().string(); });
    std::string lines;
    for (const fs::path& file : sorted) {
        const auto hash = request.hash ? request.hash(file) : sha256OfFile(file, progress);
        if (!hash)
            return hash.error();
        lines += *hash + "  " + file.filename().string() + '\n';
    }
    return sha256(lines);
}

std::vector<std::string> nonFiniteTensors(const NamedTensors& tensors)
{
    std::vector<std::string> found;
    for (const auto& [name, tensor] : tensors) {
        if (!tensor.is_floating_point() || tensor.element_size() < 2)
            continue;
        const int64_t count = tensor.numel() - tensor.isfinite().sum().item<int64_t>();
        if (count > 0)
            found.push_back(name + ": " + std::to_string(count));
    }
    return found;
}

} // namespace explain
