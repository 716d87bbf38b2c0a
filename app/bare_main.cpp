// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bare_image.h"
#include "app/console.h"
#include "app/device.h"
#include "app/explain_run.h"
#include "app/methods_command.h"
#include "app/options.h"
#include "app/train_command.h"
#include "explain/apply.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace {

using explain::Error;

const char* const helpPage =
    R"(groundscope-bare explain --network NAME|DIR --image FILE.safetensors --text TEXT ... --out DIR
groundscope-bare methods list [--json]
groundscope-bare train-builtin --out DIR ...

The same runs as groundscope's, without Qt: archives in, archives out. An image archive is a
safetensors file whose tensor `image` is [3, H, W] RGB, uint8, upright.

)";

/// A family that needs no files by its name, or the family of a checkpoint.
explain::Expected<explain::NetworkFamily> familyNamed(const std::string& nameOrPath)
{
    std::error_code failed;
    if (!std::filesystem::exists(nameOrPath, failed))
        for (const explain::NetworkFamily& family : explain::families())
            if (family.id == nameOrPath)
                return family;
    if (nameOrPath == "phantom" && !std::filesystem::exists(nameOrPath, failed))
        return Error{Error::Kind::Usage,
                     "--network: expected the built-in network 'phantom', found that this program "
                     "carries none; choose --network DIR or toy"};
    return explain::familyOf(nameOrPath);
}

std::optional<Error> find(const app::ExplainArguments& arguments)
{
    const auto family = familyNamed(arguments.network);
    return family ? std::nullopt : std::optional(family.error());
}

explain::Expected<std::shared_ptr<const explain::Network>>
load(const app::ExplainArguments& arguments, const explain::Progress& progress)
{
    const auto family = familyNamed(arguments.network);
    if (!family)
        return family.error();
    std::error_code failed;
    const bool isPath = std::filesystem::exists(arguments.network, failed);
    return family->load({.path = isPath ? arguments.network : std::string(),
                         .device = arguments.device,
                         .precision = arguments.precision},
                        progress);
}

int explainCommand(const std::vector<std::string>& given)
{
    if (std::ranges::find(given, "--help") != given.end())
        return app::print(helpPage + app::describe(app::explainOptions({})));
    const auto arguments = app::readExplain(given, {});
    if (!arguments)
        return app::fail(arguments.error());
    return app::runExplain(
        *arguments, {.findNetwork = find, .readImage = app::readImageArchive, .loadNetwork = load});
}

int run(const std::vector<std::string>& arguments)
{
    const std::string name = arguments.empty() ? std::string() : arguments.front();
    const std::vector<std::string> rest(arguments.begin() + !arguments.empty(), arguments.end());
    if (name == "explain")
        return explainCommand(rest);
    if (name == "methods")
        return app::methodsCommand(rest);
    if (name == "train-builtin")
        return app::trainCommand(rest);
    if (name == "--help")
        return app::print(helpPage);
    if (name == "--version")
        return app::print("groundscope " GROUNDSCOPE_VERSION "\n");
    return app::fail(
        {Error::Kind::Usage,
         "argument '" + name
             + "': expected one of explain, methods, train-builtin, --version, --help"});
}

} // namespace

int main(int argc, char** argv)
{
    app::openCuda();
    try {
        app::heedSignals();
        const auto arguments = app::utf8Arguments(argc, argv);
        return arguments ? run(*arguments) : app::fail(arguments.error());
    } catch (...) {
        return app::fail(explain::errorFromException("groundscope-bare"));
    }
}
