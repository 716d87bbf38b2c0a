// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/apply.h"
#include "plugins/toy/toy_network.h"
#include "tests/support/check.h"

#include <map>
#include <string>

namespace support {

/// [3, 4, 4] float64: what the toy network turns into the picture of the published numbers.
inline at::Tensor toyPicture()
{
    return 0.5 + toy::wave(1, {3, 4, 4});
}

/// Its picture and its text for the method \p id, with knobs set as given; the same picture with
/// other texts as often as the method needs one. It has a store, so a second method finds what the
/// first has asked for.
inline explain::Context toyContext(const std::string& id,
                                   const std::map<std::string, std::string>& knobs = {})
{
    const explain::Method* const method = explain::findMethod(id);
    TORCH_CHECK(method, "no method ", id);
    explain::Context context{
        .samples = {{.image = toyPicture(),
                     .pixelsSha256 = "toy picture",
                     .texts = {{"tiny green square", explain::Text::Role::Caption}}}},
        .networks = {{"network", std::make_shared<toy::ToyNetwork>()}},
        .features = std::make_shared<explain::MapStore>(std::size_t(1) << 26),
        .parameters = explain::Parameters(method->info().parameters)};
    while (context.samples.size() < method->info().samples) {
        context.samples.push_back(context.samples.front());
        context.samples.back().texts[0].text += std::string(context.samples.size(), 's');
    }
    for (const auto& [key, value] : knobs) {
        const auto error = context.parameters.set(key, value);
        TORCH_CHECK(!error, error->message);
    }
    return context;
}

/// Runs the method \p id on \p context.
inline explain::Expected<std::vector<explain::Explanation>> run(const std::string& id,
                                                                explain::Context& context)
{
    return explain::apply(*explain::findMethod(id), context);
}

inline at::Tensor numbers(std::initializer_list<double> values)
{
    return at::tensor(std::vector<double>(values), at::kDouble);
}

} // namespace support
