// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/checkpoint.h"

#include "explain/nets/pickled_tensors.h"
#include "explain/nets/shards.h"
#include "explain/sha256.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace explain {
namespace fs = std::filesystem;
namespace {

Expected<TensorFile> readOne(const fs::path& file)
{
    return isPickledName(file) ? readPickledTensors(file)
                               : readSafetensors(file, Error::Kind::Network);
}

Error wrong(const fs::path& where, const std::string& what)
{
    return {Error::Kind::Network, where.string() + ": " + what};
}

} // namespace

bool isWeightsName(const fs::path& file)
{
    return file.extension() == ".safetensors" || isPickledName(file);
}

Expected<fs::path> weightsIn(const fs::path& folder, const std::vector<std::string>& preferred)
{
    std::error_code failed;
    for (const std::string& name : preferred)
        if (fs::exists(folder / name, failed))
            return folder / name;

    std::vector<fs::path> found;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed))
        if (isWeightsName(entry->path()))
            found.push_back(entry->path());
    if (found.size() == 1)
        return found.front();
    return wrong(folder,
                 "expected " + (preferred.empty() ? "a weights file" : preferred.front())
                     + ", found " + (found.empty() ? "no weights" : "several files of weights"));
}

Expected<Checkpoint> readCheckpoint(const fs::path& weights)
{
    Checkpoint checkpoint;
    const bool isIndex = weights.extension() == ".json";
    auto read = isIndex ? readShards(weights, readOne, Error::Kind::Network, &checkpoint.files)
                        : readOne(weights);
    if (!read)
        return read.error();
    checkpoint.tensors = std::move(read->tensors);
    checkpoint.metadata = std::move(read->metadata);
    checkpoint.notes = std::move(read->notes);
    checkpoint.files.insert(checkpoint.files.begin(), weights);
    if (std::ranges::any_of(checkpoint.files, isPickledName))
        checkpoint.notes.insert(checkpoint.notes.begin(),
                                "pickled weights, read without running anything in them");
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
