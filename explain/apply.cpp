// SPDX-License-Identifier: Apache-2.0
#include "explain/apply.h"

#include "explain/ops/negation.h"

#include <ATen/core/grad_mode.h>
#include <c10/util/Exception.h>

namespace explain {
namespace {

/// The CPU's allocator throws a plain c10::Error; its text alone says what happened.
bool isOutOfMemory(const c10::Error& error)
{
    return dynamic_cast<const c10::OutOfMemoryError*>(&error)
        || std::string_view(error.what_without_backtrace()).find("DefaultCPUAllocator")
        != std::string_view::npos;
}

Error outOfMemory(const std::string& what)
{
    return {Error::Kind::Device,
            what + ": out of memory; use a smaller image or network, or close other programs"};
}

Error ourBug(const std::string& what, std::string_view why)
{
    return {Error::Kind::Internal, what + ": " + std::string(why.substr(0, why.find('\n')))};
}

std::string sourceOf(const MethodInfo& info, const Parameters& parameters)
{
    for (const Parameter& knob : parameters.declared())
        if (knob.key == "variant")
            return info.source + "; variant " + toText(knob.value);
    return info.source;
}

void stamp(Explanation& result, const MethodInfo& info, const Context& context)
{
    result.method = info.id;
    result.source = sourceOf(info, context.parameters);
    result.parameters = context.parameters.declared();
    if (result.text && *result.text < context.sample().texts.size())
        result.caveats = caveatsFor(info.id, context.sample().texts[*result.text].text);
    if (result.precision.empty())
        result.precision = context.network().info().precision;
}

} // namespace

std::optional<Error> unmetNeed(const MethodInfo& method, const Networks& networks)
{
    for (const Need& need : method.needs) {
        const auto found = networks.find(need.role);
        if (found == networks.end() || !found->second)
            return Error{Error::Kind::Network,
                         method.id + ": expected a network as '" + need.role + "', found none"};
        if (!has(*found->second, need.skill))
            return Error{Error::Kind::Network,
                         c10::str(method.id, ": expected the skill ", nameOf(need.skill), ", '",
                                  found->second->info().name, "' lacks it")};
    }
    return {};
}

Expected<std::vector<Explanation>> apply(const Method& method, Context& context)
{
    const MethodInfo info = method.info();
    if (const std::optional<Error> unmet = unmetNeed(info, context.networks))
        return *unmet;
    if (context.samples.size() < info.samples)
        return Error{Error::Kind::Usage,
                     c10::str(info.id, ": expected at least ", info.samples, " images, found ",
                              context.samples.size())};
    try {
        const at::NoGradGuard noGrad;
        Expected<std::vector<Explanation>> results = method.run(context);
        if (results)
            for (Explanation& result : *results)
                stamp(result, info, context);
        return results;
    } catch (...) {
        return errorFromException(info.id);
    }
}

Error errorFromException(const std::string& what)
{
    try {
        throw;
    } catch (const c10::Error& error) {
        return isOutOfMemory(error) ? outOfMemory(what)
                                    : ourBug(what, error.what_without_backtrace());
    } catch (const std::bad_alloc&) {
        return outOfMemory(what);
    } catch (const std::exception& error) {
        return ourBug(what, error.what());
    } catch (...) {
        return ourBug(what, "threw something that is no exception");
    }
}

} // namespace explain
