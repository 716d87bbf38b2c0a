// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain_arguments.h"

#include "app/device.h"

#include <algorithm>

namespace app {
namespace {

explain::Error usage(std::string message)
{
    return {explain::Error::Kind::Usage, std::move(message)};
}

std::vector<explain::Text> textsIn(const Arguments& arguments)
{
    std::vector<explain::Text> texts;
    for (const auto& [name, value] : arguments.options) {
        if (name == "--text")
            texts.push_back({value, explain::Text::Role::Caption});
        else if (name == "--concept")
            texts.push_back({value, explain::Text::Role::Concept});
    }
    return texts;
}

explain::Expected<std::vector<explain::Setting>> settingsIn(const Arguments& arguments)
{
    std::vector<explain::Setting> settings;
    for (const std::string& text : arguments.values("--set")) {
        const auto setting = explain::parseSetting(text);
        if (!setting)
            return setting.error();
        const auto isSame = [&](const explain::Setting& other) {
            return other.method == setting->method && other.key == setting->key;
        };
        if (std::ranges::any_of(settings, isSame))
            return usage("--set " + setting->method + '.' + setting->key
                         + ": expected once, found twice");
        settings.push_back(*setting);
    }
    return settings;
}

/// A list option whose every part must be one of \p known; an empty list where it is not given.
explain::Expected<std::vector<std::string>> choicesIn(const Arguments& arguments,
                                                      const std::string& option,
                                                      const std::vector<std::string>& known)
{
    if (!arguments.has(option))
        return std::vector<std::string>();
    auto parts = listOf(option, arguments.value(option));
    if (!parts)
        return parts;
    for (const std::string& part : *parts)
        if (std::ranges::find(known, part) == known.end())
            return usage(option + ": expected one of " + joined(known) + ", found '" + part + "'");
    return parts;
}

std::optional<explain::Error> checkPresence(const Arguments& arguments)
{
    if (!arguments.words.empty())
        return usage("argument '" + arguments.words.front() + "': expected an option");
    if (!arguments.has("--image"))
        return usage("--image: expected FILE, found nothing");
    if (!arguments.has("--text") && !arguments.has("--concept"))
        return usage("texts: expected at least one --text or --concept, found none");
    if (!arguments.has("--out"))
        return usage("--out: expected DIR, found nothing");
    return {};
}

/// The options that are lists or have few choices.
std::optional<explain::Error> readChoices(const Arguments& arguments,
                                          const std::vector<std::string>& figureFormats,
                                          ExplainArguments& wanted)
{
    if (arguments.has("--method")) {
        const auto methods = listOf("--method", arguments.value("--method"));
        if (!methods)
            return methods.error();
        wanted.methods = *methods;
    }
    const auto figures = choicesIn(arguments, "--figure", figureFormats);
    if (!figures)
        return figures.error();
    wanted.figures = *figures;
    const auto progress = choicesIn(arguments, "--progress", {"json", "bar"});
    if (!progress)
        return progress.error();
    if (!progress->empty() && progress->front() == "json")
        wanted.progress = ProgressStyle::Json;
    const auto settings = settingsIn(arguments);
    if (!settings)
        return settings.error();
    wanted.settings = *settings;
    return explain::checkMethods(wanted.methods, wanted.settings);
}

} // namespace

std::vector<Option> explainOptions(const std::vector<std::string>& figureFormats)
{
    std::vector<Option> options{
        {"--network", "NAME|DIR", "a network by name, or a checkpoint folder (default: phantom)"},
        {"--image", "FILE", "the image"},
        {"--text", "TEXT", "a caption; may stand several times", true, true},
        {"--concept", "TEXT", "something to look for; may stand several times", true, true},
        {"--method", "ID[,ID...]",
         "methods, in order (default: those of patch-sim, ot-ipot, denseclip, clip4dm that the "
         "network can run)"},
        {"--set", "METHOD.KEY=VALUE", "a method's parameter; may stand several times", true},
        {"--device", "auto|cpu|cuda[:N]", "where to compute (default: auto)"},
        {"--precision", "auto|f32|bf16", "of the image trunk (default: f32)"},
        {"--embeddings", "", "keep image, text and patch vectors"},
        {"--out", "DIR", "gets result.json and tensors.safetensors, whole or not at all"},
        {"--json", "", "print result.json as well"},
        {"--progress", "bar|json", "on standard error (default: a bar on a terminal)"},
        {"--help", "", "this page"}};
    if (!figureFormats.empty()) {
        options.insert(
            options.end() - 1,
            {"--demo", "", "the demo cases instead of an image; so it is without arguments"});
        options.insert(options.begin() + 9,
                       {"--figure", "png,svg,pdf", "figures of all results, into the same folder"});
    }
    return options;
}

explain::Expected<ExplainArguments> readExplain(const std::vector<std::string>& given,
                                                const std::vector<std::string>& figureFormats)
{
    const auto arguments = parse(given, explainOptions(figureFormats));
    if (!arguments)
        return arguments.error();
    if (const auto error = checkPresence(*arguments))
        return *error;
    ExplainArguments wanted;
    wanted.network = arguments->value("--network", wanted.network);
    wanted.image = arguments->value("--image");
    wanted.texts = textsIn(*arguments);
    wanted.out = arguments->value("--out");
    wanted.embeddings = arguments->has("--embeddings");
    wanted.json = arguments->has("--json");
    if (const auto error = readChoices(*arguments, figureFormats, wanted))
        return *error;
    const auto precision = precisionFor(arguments->value("--precision", "f32"));
    if (!precision)
        return precision.error();
    wanted.precision = *precision;
    const auto device = deviceFor(arguments->value("--device", "auto"));
    if (!device)
        return device.error();
    wanted.device = *device;
    return wanted;
}

} // namespace app
