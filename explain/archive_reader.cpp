// SPDX-License-Identifier: Apache-2.0
#include "explain/archive.h"
#include "explain/archive_members.h"
#include "explain/foreign_json.h"
#include "explain/nets/safetensors.h"
#include "explain/regular_file.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <stdexcept>

namespace explain {
namespace {

using Json = nlohmann::ordered_json; // parameters keep their order

/// Thrown inside this file alone, beside what nlohmann-json throws where a key or type is wrong.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

double number(const Json& json)
{
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

template <class Value> std::optional<Value> valueOrNone(const Json& json)
{
    return json.is_null() ? std::nullopt : std::optional(json.get<Value>());
}

NetworkInfo networkFrom(const Json& json)
{
    const Json& preparation = json.at("preparation");
    NetworkInfo network;
    network.name = json.at("name");
    network.family = json.at("family");
    network.sha256 = json.at("sha256");
    network.precision = json.at("precision");
    network.device = json.at("device");
    network.resampler = preparation.at("resampler");
    network.canvasHeight = preparation.at("canvas").at(0);
    network.canvasWidth = preparation.at("canvas").at(1);
    network.patch = preparation.at("patch");
    network.rows = json.at("grid").at(0);
    network.cols = json.at("grid").at(1);
    network.logitScale = valueOrNone<double>(json.at("logit_scale"));
    network.logitBias = valueOrNone<double>(json.at("logit_bias"));
    return network;
}

Geometry geometryFrom(const NetworkInfo& network, const ImageRecord& image, const Json& toImage)
{
    Geometry geometry{network.canvasHeight, network.canvasWidth, network.patch, network.rows,
                      network.cols,         image.height,        image.width};
    for (std::size_t i = 0; i < geometry.toImage.size(); ++i)
        geometry.toImage[i] = number(toImage.at(i));
    return geometry;
}

TextRecord textFrom(const Json& json)
{
    TextRecord record;
    record.text.text = json.at("text");
    const std::string role = json.at("role");
    if (role != "caption" && role != "concept")
        throw Malformed("role: expected caption or concept, found '" + role + "'");
    record.text.role = role == "caption" ? Text::Role::Caption : Text::Role::Concept;
    for (const Json& token : json.at("tokens"))
        record.tokens.push_back({token.at("id"), token.at("text"), token.at("begin"),
                                 token.at("end"), token.at("special")});
    for (const Json& word : json.at("words")) {
        const std::string text = word.at("text");
        record.words.push_back(
            {text, word.at("begin"), word.at("end"), statusOf(text) == Status::NoWords});
    }
    record.truncatedAt = valueOrNone<int64_t>(json.at("truncated_at"));
    return record;
}

Status statusFrom(const std::string& name)
{
    for (const Status status : {Status::Ok, Status::Truncated, Status::EmptyText, Status::NoWords,
                                Status::FlatMap, Status::ZeroVector, Status::NonFinite})
        if (nameOf(status) == name)
            return status;
    throw Malformed("status: expected a known one, found '" + name + "'");
}

ParameterValue parameterFrom(const Json& json)
{
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_integer())
        return json.get<int64_t>();
    if (json.is_string())
        return json.get<std::string>();
    return number(json);
}

/// Fills in what does not lie in the tensors.
void readValues(const Json& values, Explanation& explanation)
{
    explanation.labels = values.at("labels").get<std::vector<std::string>>();
    explanation.unit = values.at("unit");
    explanation.isSigned = values.at("signed");
    for (const auto& [name, value] : values.items())
        if (value.is_number() || value.is_null())
            explanation.values[name] = number(value);
}

Explanation explanationFrom(const Json& json, const NamedTensors& tensors)
{
    std::map<std::string, at::Tensor> members;
    for (const auto& [member, key] : json.at("tensors").items()) {
        const auto found = tensors.find(key.get<std::string>());
        if (found == tensors.end())
            throw Malformed("tensors: expected the tensor " + key.dump() + ", found none");
        members[member] = found->second;
    }
    const Json& values = json.at("values");
    const std::string kindName = json.at("kind");
    auto kind =
        kindFrom(kindName, std::move(members), values.value("columns", std::vector<std::string>()));
    if (!kind)
        throw Malformed("kind: expected a known one, found '" + kindName + "'");

    Explanation explanation{kind->kind, valueOrNone<std::size_t>(json.at("text")),
                            statusFrom(json.at("status"))};
    explanation.extras = std::move(kind->extras);
    explanation.method = json.at("method");
    explanation.source = json.at("source");
    explanation.precision = json.at("precision");
    for (const auto& [key, value] : json.at("parameters").items())
        explanation.parameters.push_back({key, "", parameterFrom(value)});
    readValues(values, explanation);
    for (const Json& each : json.value("caveats", Json::array()))
        explanation.caveats.push_back({each.at("id"), each.at("begin"), each.at("end"),
                                       each.at("message"),
                                       valueOrNone<std::string>(each.at("better")).value_or("")});
    return explanation;
}

Archive archiveFrom(const Json& json, const NamedTensors& tensors)
{
    if (json.at("format") != Archive::format)
        throw Malformed("format: expected " + std::string(Archive::format) + ", found "
                        + json.at("format").dump());
    Archive archive;
    archive.version = json.at("groundscope");
    const Json& image = json.at("image");
    archive.image = {image.at("file"), image.at("sha256"), image.at("width"), image.at("height")};
    const Json& preparation = json.at("network").at("preparation");
    archive.image.window = valueOrNone<std::array<double, 2>>(preparation.at("window"));
    archive.network = networkFrom(json.at("network"));
    archive.geometry = geometryFrom(archive.network, archive.image, preparation.at("to_image"));
    for (const Json& text : json.at("texts"))
        archive.texts.push_back(textFrom(text));
    for (const Json& score : json.at("scores"))
        archive.scores.push_back(
            {score.at("text"), number(score.at("cosine")), number(score.at("logit"))});
    for (const Json& each : json.at("explanations")) {
        archive.explanations.push_back(explanationFrom(each, tensors));
        archive.explanations.back().geometry = archive.geometry;
    }
    for (const auto& [name, tensor] : tensors)
        if (name.find('/') == std::string::npos)
            archive.embeddings[name] = tensor;
    return archive;
}

} // namespace

Expected<Archive> readArchive(const std::filesystem::path& folder)
{
    const auto bytes = readWholeFile(folder / Archive::jsonName);
    if (!bytes)
        return bytes.error();
    const auto tensors = readSafetensors(folder / Archive::tensorsName);
    if (!tensors)
        return tensors.error();
    const auto malformed = [&](const std::string& why) {
        return Error{Error::Kind::Input,
                     (folder / Archive::jsonName).string() + ": " + why.substr(0, why.find('\n'))};
    };
    if (const auto fault = depthFault(*bytes))
        return malformed(*fault);
    try {
        return archiveFrom(Json::parse(*bytes), tensors->tensors);
    } catch (const Malformed& error) {
        return malformed(error.what());
    } catch (const Json::exception& error) {
        return malformed(error.what());
    }
}

} // namespace explain
