// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/shards.h"

#include "explain/regular_file.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

namespace explain {
namespace {

Error wrong(Error::Kind kind, const std::filesystem::path& file, const std::string& what)
{
    return {kind, file.string() + ": " + what};
}

/// Whether \p name stays in the folder of the index that mentions it.
bool isPlainName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." && name.find('/') == name.npos
        && name.find('\\') == name.npos && name.find('\0') == name.npos;
}

} // namespace

Expected<TensorFile>
readShards(const std::filesystem::path& index,
           const std::function<Expected<TensorFile>(const std::filesystem::path&)>& readShard,
           Error::Kind malformed, std::vector<std::filesystem::path>* files)
{
    const auto json = readJsonObject(index, malformed);
    if (!json)
        return json.error();
    const auto map = json->find("weight_map");
    if (map == json->end() || !map->is_object())
        return wrong(malformed, index, "weight_map: expected an object, found none");

    std::map<std::string, TensorFile> read; // by name
    TensorFile all;
    for (const auto& [name, where] : map->items()) {
        if (!where.is_string() || !isPlainName(where.get<std::string>()))
            return wrong(malformed, index,
                         name.substr(0, 200) + ": expected the name of a file beside the index, "
                             + "found " + where.dump(-1, ' ', true).substr(0, 200));
        const auto shard = where.get<std::string>();
        if (!read.contains(shard)) {
            auto file = readShard(index.parent_path() / shard);
            if (!file)
                return file.error();
            read.emplace(shard, *std::move(file));
            if (files != nullptr)
                files->push_back(index.parent_path() / shard);
        }
        auto& tensors = read.at(shard).tensors;
        const auto tensor = tensors.find(name);
        if (tensor == tensors.end())
            return wrong(malformed, index,
                         name.substr(0, 200) + ": expected it in " + shard + ", found it nowhere");
        all.tensors.emplace(name, std::move(tensor->second));
        tensors.erase(tensor);
    }
    for (auto& [shard, file] : read) {
        for (const auto& [name, tensor] : file.tensors) // what the index did not give to this shard
            if (!all.tensors.emplace(name, tensor).second)
                return wrong(malformed, index,
                             name.substr(0, 200) + ": expected it in one shard, found it again in "
                                 + shard);
        all.metadata.merge(file.metadata);
        for (const std::string& note : file.notes)
            all.notes.push_back(shard + ": " + note);
    }
    return all;
}

} // namespace explain
