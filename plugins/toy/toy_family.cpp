// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/toy/toy_network.h"

using namespace explain;

namespace toy {
namespace {

std::optional<Error> refusal(const LoadRequest& request)
{
    if (!request.path.empty())
        return Error{Error::Kind::Network, "toy: expected no file, found " + request.path.string()};
    if (request.device != "cpu")
        return Error{Error::Kind::Device, "toy: expected the device cpu, found " + request.device};
    return {};
}

Expected<std::shared_ptr<const Network>> load(const LoadRequest& request, const Progress&)
{
    if (const auto error = refusal(request))
        return *error;
    return std::shared_ptr<const Network>(std::make_shared<ToyNetwork>());
}

Expected<CheckpointReport> check(const LoadRequest& request, const Progress&)
{
    if (const auto error = refusal(request))
        return *error;
    const NetworkInfo info = ToyNetwork().info();
    return CheckpointReport{.family = info.family,
                            .name = info.name,
                            .sha256 = info.sha256,
                            .notes = {"no weights: nothing to check"}};
}

} // namespace

const NetworkFamily& family()
{
    static const NetworkFamily toy{
        .id = "toy",
        .recognise = [](const std::filesystem::path&) { return std::string(); },
        .load = load,
        .check = check};
    return toy;
}

static const RegisterFamily registered{family()};

} // namespace toy
