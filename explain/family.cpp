// SPDX-License-Identifier: Apache-2.0
#include "explain/family.h"

#include <algorithm>

namespace explain {
namespace {

std::vector<NetworkFamily>& registered()
{
    static std::vector<NetworkFamily> all;
    return all;
}

} // namespace

RegisterFamily::RegisterFamily(NetworkFamily family)
{
    auto& all = registered();
    if (std::ranges::find(all, family.id, &NetworkFamily::id) == all.end())
        all.push_back(std::move(family));
}

std::vector<NetworkFamily> families()
{
    std::vector<NetworkFamily> sorted = registered();
    std::ranges::sort(sorted, {}, &NetworkFamily::id);
    return sorted;
}

Expected<NetworkFamily> familyOf(const std::filesystem::path& path)
{
    std::error_code failed;
    if (!std::filesystem::exists(path, failed))
        return Error{Error::Kind::Input, path.string() + ": expected a checkpoint, found nothing"};
    std::string known;
    for (const NetworkFamily& family : families()) {
        if (!family.recognise(path).empty())
            return family;
        known += (known.empty() ? "" : ", ") + family.id;
    }
    return Error{Error::Kind::Network,
                 path.string() + ": expected a checkpoint of a known family (" + known
                     + "), found none by its config.json, open_clip_config.json or tensor names"};
}

} // namespace explain
