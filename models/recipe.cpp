// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/recipe.h"

#include "explain/foreign_json.h"

#include <QCryptographicHash>

#include <nlohmann/json.hpp>

#include <torch/version.h>

namespace models {
namespace {

using explain::Error;
using nlohmann::json;

constexpr std::size_t longestText = 16 << 20; // bytes

/// Thrown and caught in this file: a reader of nested keys is unreadable otherwise.
struct Unfit {
    std::string what;
};

const json& member(const json& object, const char* key, json::value_t type)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    const bool there = object.is_object() && found != object.end();
    if (!there || found->type() != type)
        throw Unfit{std::string(key) + ": expected " + json(type).type_name() + ", found "
                    + (there ? found->type_name() : "nothing")};
    return *found;
}

std::string text(const json& object, const char* key)
{
    return member(object, key, json::value_t::string).get<std::string>();
}

json toJson(const explain::ParameterValue& value)
{
    return std::visit([](const auto& held) { return json(held); }, value);
}

explain::ParameterValue parameterFrom(const std::string& key, const json& value)
{
    switch (value.type()) {
    case json::value_t::boolean: return value.get<bool>();
    case json::value_t::number_integer:
    case json::value_t::number_unsigned: return value.get<int64_t>();
    case json::value_t::number_float: return value.get<double>();
    case json::value_t::string: return value.get<std::string>();
    default:
        throw Unfit{"parameters." + key + ": expected a plain value, found " + value.type_name()};
    }
}

const char* nameOf(explain::Text::Role role)
{
    return role == explain::Text::Role::Caption ? "caption" : "concept";
}

explain::Text textFrom(const json& value)
{
    const std::string role = text(value, "role");
    if (role != "caption" && role != "concept")
        throw Unfit{"role: expected caption or concept, found " + role};
    return {text(value, "text"),
            role == "caption" ? explain::Text::Role::Caption : explain::Text::Role::Concept};
}

Recipe read(const json& from)
{
    using type = json::value_t;
    if (const std::string found = text(from, "format"); found != Recipe::format)
        throw Unfit{"format: expected " + std::string(Recipe::format) + ", found " + found};
    const json& image = member(from, "image", type::object);
    const json& network = member(from, "network", type::object);
    Recipe recipe;
    recipe.image = {text(image, "file"), text(image, "sha256")};
    recipe.network = {text(network, "name"),      text(network, "family"), text(network, "sha256"),
                      text(network, "precision"), text(network, "device"), text(network, "path")};
    recipe.method = text(from, "method");
    for (const json& one : member(from, "texts", type::array))
        recipe.texts.push_back(textFrom(one));
    for (const auto& [key, value] : member(from, "parameters", type::object).items())
        recipe.parameters[key] = parameterFrom(key, value);
    const json& versions = member(from, "versions", type::object);
    for (const auto& [key, value] : versions.items())
        recipe.versions[key] = text(versions, key.c_str());
    return recipe;
}

Error input(const std::string& why)
{
    return {Error::Kind::Input, "recipe: " + why};
}

} // namespace

std::string Recipe::sha256() const
{
    json canonical = toJson(*this);
    canonical["image"].erase("file");
    canonical["network"].erase("path");
    canonical["network"].erase("name");
    canonical["network"].erase("device");
    // Keys are sorted, numbers shortest and exact; what is not UTF-8 is replaced the same way.
    const std::string bytes = canonical.dump(-1, ' ', false, json::error_handler_t::replace);
    return QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

Recipe recipeOf(const explain::MethodInfo& method, const explain::Context& context)
{
    const explain::NetworkInfo& network = context.network().info();
    Recipe recipe;
    recipe.image.sha256 = context.sample().pixelsSha256;
    recipe.texts = context.sample().texts;
    recipe.network = {network.name,      network.family, network.sha256,
                      network.precision, network.device, {}};
    recipe.method = method.id;
    for (const explain::Parameter& parameter : context.parameters.declared())
        recipe.parameters[parameter.key] = parameter.value;
    recipe.versions = {{"groundscope", GROUNDSCOPE_VERSION}, {"libtorch", TORCH_VERSION}};
    return recipe;
}

json toJson(const Recipe& recipe)
{
    json texts = json::array();
    for (const explain::Text& one : recipe.texts)
        texts.push_back({{"text", one.text}, {"role", nameOf(one.role)}});
    json parameters = json::object();
    for (const auto& [key, value] : recipe.parameters)
        parameters[key] = toJson(value);
    const Recipe::Network& network = recipe.network;
    return {{"format", Recipe::format},
            {"image", {{"file", recipe.image.file}, {"sha256", recipe.image.sha256}}},
            {"texts", texts},
            {"network",
             {{"name", network.name},
              {"family", network.family},
              {"sha256", network.sha256},
              {"precision", network.precision},
              {"device", network.device},
              {"path", network.path}}},
            {"method", recipe.method},
            {"parameters", parameters},
            {"versions", json(recipe.versions)}};
}

explain::Expected<Recipe> recipeFrom(const json& from)
{
    try {
        return read(from);
    } catch (const Unfit& unfit) {
        return input(unfit.what);
    }
}

explain::Expected<Recipe> recipeFromText(std::string_view bytes)
{
    if (bytes.size() > longestText)
        return input("expected at most 16 MiB, found " + std::to_string(bytes.size()) + " bytes");
    if (const auto fault = explain::depthFault(bytes))
        return input(*fault);
    const json parsed = json::parse(bytes, nullptr, /*allow_exceptions=*/false);
    if (parsed.is_discarded())
        return input("expected JSON, found something else");
    return recipeFrom(parsed);
}

} // namespace models
