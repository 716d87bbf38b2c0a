// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"

#include <algorithm>

namespace explain {
namespace {

struct Registry {
    std::vector<std::unique_ptr<Method>> methods;
    std::vector<std::string> refused;
};

Registry& registry()
{
    static Registry all;
    return all;
}

} // namespace

std::string_view nameOf(Skill skill)
{
    switch (skill) {
    case Skill::DualEncoder: return "DualEncoder";
    case Skill::Patches: return "Patches";
    case Skill::Tokens: return "Tokens";
    case Skill::DenseParts: return "DenseParts";
    case Skill::TextGradient: return "TextGradient";
    }
    return "?";
}

bool has(const Network& network, Skill skill)
{
    const DualEncoder* const encoder = network.dualEncoder();
    switch (skill) {
    case Skill::DualEncoder: return encoder;
    case Skill::Patches:
    case Skill::Tokens:
        return encoder && (encoder->offers(Space::Joint) || encoder->offers(Space::Local));
    case Skill::DenseParts: return network.denseParts();
    case Skill::TextGradient: return network.textGradient();
    }
    return false;
}

RegisterMethod::RegisterMethod(std::unique_ptr<Method> method)
{
    const std::string id = method->info().id;
    if (findMethod(id))
        registry().refused.push_back(id);
    else
        registry().methods.push_back(std::move(method));
}

std::vector<const Method*> methods()
{
    std::vector<const Method*> sorted;
    for (const auto& method : registry().methods)
        sorted.push_back(method.get());
    std::ranges::sort(sorted, {}, [](const Method* method) { return method->info().id; });
    return sorted;
}

const Method* findMethod(std::string_view id)
{
    for (const auto& method : registry().methods)
        if (method->info().id == id)
            return method.get();
    return nullptr;
}

std::vector<std::string> refusedMethods()
{
    return registry().refused;
}

Expected<Parameters> parametersFor(const MethodInfo& method, const NetworkInfo& network)
{
    Parameters parameters(method.parameters);
    const std::string prefix = method.id + '.';
    for (const auto& [name, text] : network.defaults) {
        if (!name.starts_with(prefix))
            continue;
        if (const auto error = parameters.set(name.substr(prefix.size()), text))
            return Error{Error::Kind::Network,
                         network.name + ": groundscope.json: " + method.id + '.' + error->message};
    }
    return parameters;
}

} // namespace explain
