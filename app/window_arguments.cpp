// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_arguments.h"

#include "app/command_line.h"
#include "app/options.h"

#include <algorithm>
#include <filesystem>

namespace app {
namespace {

const std::vector<Option> options{
    {.name = "--network", .value = "NAME|DIR", .help = "the network to begin with"},
    {.name = "--text", .value = "TEXT", .help = "a caption of the first image", .repeats = true},
    {.name = "--concept",
     .value = "TEXT",
     .help = "something to look for in the first image",
     .repeats = true}};

} // namespace

bool asksForWindow(int argc, char** argv)
{
    if (argc < 2)
        return true;
    const std::string first = argv[1];
    if (isSubcommand(first))
        return false;
    std::error_code failed;
    return std::filesystem::exists(first, failed)
        || std::ranges::any_of(options, [&](const Option& option) {
               return first == option.name || first.starts_with(option.name + '=');
           });
}

explain::Expected<WindowArguments> windowArguments(int argc, char** argv)
{
    const auto given = utf8Arguments(argc, argv);
    if (!given)
        return given.error();
    const auto parsed = parse(*given, options);
    if (!parsed)
        return parsed.error();
    WindowArguments arguments{.network = parsed->value("--network"), .files = parsed->words};
    for (const auto& [name, value] : parsed->options)
        if (name != "--network")
            arguments.texts.push_back(
                {value,
                 name == "--text" ? explain::Text::Role::Caption : explain::Text::Role::Concept});
    if (!arguments.texts.empty() && arguments.files.empty())
        return explain::Error{explain::Error::Kind::Usage,
                              "--text, --concept: expected an image to go with them, found none"};
    return arguments;
}

} // namespace app
