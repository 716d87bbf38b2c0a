// SPDX-License-Identifier: Apache-2.0
#include "explain/archive.h"

#include "explain/archive_members.h"
#include "explain/nets/safetensors.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace explain {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number(const std::optional<double>& value)
{
    return value ? number(*value) : Json(nullptr);
}

template <class Value> Json orNull(const std::optional<Value>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

std::string roleName(Text::Role role)
{
    return role == Text::Role::Caption ? "caption" : "concept";
}

Json describe(const NetworkInfo& network, const Archive& archive)
{
    const Geometry& geometry = archive.geometry;
    Json toImage = Json::array();
    for (const double coefficient : geometry.toImage)
        toImage.push_back(number(coefficient));
    return {{"name", network.name},
            {"family", network.family},
            {"sha256", network.sha256},
            {"precision", network.precision},
            {"device", network.device},
            {"grid", {geometry.rows, geometry.cols}},
            {"logit_scale", number(network.logitScale)},
            {"logit_bias", number(network.logitBias)},
            {"preparation",
             {{"canvas", {geometry.canvasHeight, geometry.canvasWidth}},
              {"patch", geometry.patch},
              {"to_image", toImage},
              {"resampler", network.resampler},
              {"window", orNull(archive.image.window)}}}};
}

Json describe(const Word& word, const std::vector<Token>& tokens)
{
    Json owned = Json::array();
    for (std::size_t t = 0; t < tokens.size(); ++t)
        if (!tokens[t].special && tokens[t].begin < word.end && word.begin < tokens[t].end)
            owned.push_back(t);
    return {{"text", word.text}, {"begin", word.begin}, {"end", word.end}, {"tokens", owned}};
}

Json describe(const TextRecord& record)
{
    Json tokens = Json::array(), words = Json::array();
    for (const Token& token : record.tokens)
        tokens.push_back({{"id", token.id},
                          {"text", token.text},
                          {"begin", token.begin},
                          {"end", token.end},
                          {"special", token.special}});
    for (const Word& word : record.words)
        words.push_back(describe(word, record.tokens));
    return {{"text", record.text.text},
            {"role", roleName(record.text.role)},
            {"tokens", tokens},
            {"words", words},
            {"truncated_at", orNull(record.truncatedAt)}};
}

Json describe(const std::vector<Parameter>& parameters)
{
    Json values = Json::object();
    for (const Parameter& parameter : parameters)
        values[parameter.key] =
            std::visit([](const auto& value) { return Json(value); }, parameter.value);
    return values;
}

Json valuesOf(const Explanation& explanation)
{
    Json values{{"labels", explanation.labels},
                {"unit", explanation.unit},
                {"signed", explanation.isSigned}};
    if (const auto* table = std::get_if<ScoreTable>(&explanation.kind))
        values["columns"] = table->columns;
    for (const auto& [name, value] : explanation.values)
        values[name] = number(value);
    return values;
}

Json describe(const std::vector<Caveat>& caveats)
{
    Json list = Json::array();
    for (const Caveat& caveat : caveats)
        list.push_back({{"id", caveat.id},
                        {"begin", caveat.begin},
                        {"end", caveat.end},
                        {"message", caveat.message},
                        {"better", caveat.better.empty() ? Json(nullptr) : Json(caveat.better)}});
    return list;
}

Json describe(const Explanation& explanation, const std::map<std::string, std::string>& keys)
{
    Json tensors = Json::object();
    for (const auto& [member, key] : keys)
        tensors[member] = key;
    Json json{{"method", explanation.method},
              {"kind", nameOf(explanation.kind)},
              {"text", orNull(explanation.text)},
              {"status", nameOf(explanation.status)},
              {"precision", explanation.precision},
              {"parameters", describe(explanation.parameters)},
              {"tensors", tensors},
              {"values", valuesOf(explanation)},
              {"source", explanation.source}};
    if (!explanation.caveats.empty())
        json["caveats"] = describe(explanation.caveats);
    return json;
}

/// Text that is not UTF-8 can only come from a network's files; it must not stop a result.
std::string dump(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// For each explanation the keys of its members. A second result of the same method on the same
/// text gets "<method>/<text>-2/...": no key is ever given twice.
std::vector<std::map<std::string, std::string>> keysOf(const std::vector<Explanation>& all)
{
    std::vector<std::map<std::string, std::string>> keys;
    std::map<std::string, int> seen;
    for (const Explanation& explanation : all) {
        const std::string subject = explanation.method + '/'
            + (explanation.text ? std::to_string(*explanation.text) : std::string("all"));
        const int count = ++seen[subject];
        const std::string prefix =
            count == 1 ? subject + '/' : subject + '-' + std::to_string(count) + '/';
        keys.emplace_back();
        for (const auto& [member, tensor] : membersOf(explanation))
            keys.back()[member] = prefix + member;
    }
    return keys;
}

} // namespace

std::string resultJson(const Archive& archive)
{
    Json texts = Json::array(), scores = Json::array(), explanations = Json::array();
    for (const TextRecord& record : archive.texts)
        texts.push_back(describe(record));
    for (const ScoreRecord& score : archive.scores)
        scores.push_back({{"text", score.text},
                          {"cosine", number(score.cosine)},
                          {"logit", number(score.logit)}});
    const auto keys = keysOf(archive.explanations);
    for (std::size_t i = 0; i < archive.explanations.size(); ++i)
        explanations.push_back(describe(archive.explanations[i], keys[i]));
    return dump({{"format", Archive::format},
                 {"groundscope", archive.version},
                 {"image",
                  {{"file", archive.image.file},
                   {"sha256", archive.image.sha256},
                   {"width", archive.image.width},
                   {"height", archive.image.height}}},
                 {"network", describe(archive.network, archive)},
                 {"texts", texts},
                 {"scores", scores},
                 {"explanations", explanations}});
}

std::map<std::string, at::Tensor> tensorsOf(const Archive& archive)
{
    std::map<std::string, at::Tensor> tensors = archive.embeddings;
    const auto keys = keysOf(archive.explanations);
    for (std::size_t i = 0; i < archive.explanations.size(); ++i)
        for (const auto& [member, tensor] : membersOf(archive.explanations[i]))
            tensors[keys[i].at(member)] = tensor;
    for (auto& [key, tensor] : tensors)
        tensor = tensor.to(at::kCPU, key.ends_with("/masks") ? at::kByte : at::kFloat).contiguous();
    return tensors;
}

std::optional<Error> writeArchive(const Archive& archive, const ResultFolder& folder)
{
    if (const auto error = folder.write(Archive::tensorsName, toSafetensors(tensorsOf(archive))))
        return error;
    return folder.write(Archive::jsonName, resultJson(archive));
}

} // namespace explain
