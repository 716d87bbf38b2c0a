// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/clip_vocabulary.h"

#include "explain/foreign_json.h"
#include "explain/nets/gunzip.h"
#include "explain/regular_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace explain {

namespace {

using Json = nlohmann::json;
using std::filesystem::path;

constexpr auto vocabName = "vocab.json", mergesName = "merges.txt",
               tokenizerName = "tokenizer.json";
constexpr auto configName = "tokenizer_config.json", specialsName = "special_tokens_map.json";
constexpr auto openAiName = "bpe_simple_vocab_16e6.txt.gz";

constexpr std::size_t mostBytes = std::size_t(64) << 20;
constexpr std::size_t mostSymbols = 1'000'000, longestSymbol = 1024, mostAdded = 1000;
constexpr int64_t largestId = (int64_t(1) << 24) - 1;
constexpr std::size_t openAiMerges = 49152 - 256 - 2;

Error broken(const std::string& file, const std::string& what)
{
    return {Error::Kind::Network, file + ": " + what};
}

bool isThere(const path& folder, const char* name)
{
    std::error_code failed;
    return std::filesystem::exists(folder / name, failed);
}

bool hasPair(const path& folder)
{
    return isThere(folder, vocabName) && isThere(folder, mergesName);
}

bool hasHuggingFaceFiles(const path& folder)
{
    return hasPair(folder) || isThere(folder, tokenizerName);
}

/// Symbols and ids of a JSON object, each id once.
Expected<std::unordered_map<std::string, int64_t>> readIds(const Json& vocabulary,
                                                           const std::string& file)
{
    if (!vocabulary.is_object() || vocabulary.size() > mostSymbols)
        return broken(file,
                      "expected an object of at most " + std::to_string(mostSymbols)
                          + " symbols, found " + std::to_string(vocabulary.size()));
    std::unordered_map<std::string, int64_t> ids;
    ids.reserve(vocabulary.size());
    std::vector<int64_t> seen;
    seen.reserve(vocabulary.size());
    for (const auto& [symbol, id] : vocabulary.items()) {
        if (symbol.size() > longestSymbol)
            return broken(file,
                          "expected symbols of at most " + std::to_string(longestSymbol)
                              + " bytes, found " + std::to_string(symbol.size()));
        if (!id.is_number_unsigned() || id.get<uint64_t>() > uint64_t(largestId))
            return broken(file,
                          "\"" + shortened(symbol) + "\": expected an id up to "
                              + std::to_string(largestId) + ", found " + shortened(id));
        ids.emplace(symbol, id.get<int64_t>());
        seen.push_back(id.get<int64_t>());
    }
    std::sort(seen.begin(), seen.end());
    const auto twice = std::adjacent_find(seen.begin(), seen.end());
    if (twice != seen.end())
        return broken(file, "expected each id once, found " + std::to_string(*twice) + " twice");
    return ids;
}

/// The two symbols of a line "left right"; nothing: it is not one.
std::optional<std::pair<std::string, std::string>> readMerge(std::string_view line)
{
    const std::size_t blank = line.find(' ');
    if (blank == 0 || blank == std::string_view::npos || blank + 1 == line.size()
        || line.find(' ', blank + 1) != std::string_view::npos || line.size() > 2 * longestSymbol)
        return {};
    return std::pair(std::string(line.substr(0, blank)), std::string(line.substr(blank + 1)));
}

/// Lines from \p firstLine (0 is the first) on, \p most of them at the most; empty ones only at the
/// end.
std::optional<Error> readMergeLines(std::string_view text, const std::string& file,
                                    std::size_t firstLine, std::size_t most,
                                    BytePairVocabulary& vocabulary)
{
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size() && vocabulary.merges.size() < most; ++number) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (number < firstLine || line.empty())
            continue;
        auto merge = readMerge(line);
        if (!merge)
            return broken(file,
                          "line " + std::to_string(number + 1) + ": expected two symbols, found \""
                              + shortened(std::string(line)) + "\"");
        if (vocabulary.merges.size() == mostSymbols)
            return broken(
                file, "expected at most " + std::to_string(mostSymbols) + " merges, found more");
        vocabulary.merges.push_back(std::move(*merge));
    }
    return {};
}

std::optional<Error> readPairFiles(const path& folder, ClipVocabulary& out)
{
    out.vocabularyFile = vocabName;
    out.mergesFile = mergesName;
    const auto vocabulary = readJsonObject(folder / vocabName, Error::Kind::Network);
    if (!vocabulary)
        return vocabulary.error();
    auto ids = readIds(*vocabulary, vocabName);
    if (!ids)
        return ids.error();
    out.pairs.ids = std::move(*ids);
    const auto merges = readWholeFile(folder / mergesName, mostBytes);
    if (!merges)
        return merges.error();
    const bool hasHead = merges->starts_with("#version");
    return readMergeLines(*merges, mergesName, hasHead, mostSymbols + 1, out.pairs);
}

std::optional<Error> readTokenizerMerges(const Json& merges, BytePairVocabulary& vocabulary)
{
    if (!merges.is_array() || merges.size() > mostSymbols)
        return broken(tokenizerName,
                      "model.merges: expected at most " + std::to_string(mostSymbols)
                          + " merges, found " + std::to_string(merges.size()));
    for (const Json& merge : merges) {
        const bool isPair =
            merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string();
        std::optional<std::pair<std::string, std::string>> symbols;
        if (merge.is_string())
            symbols = readMerge(merge.get_ref<const std::string&>());
        else if (isPair)
            symbols = std::pair(merge[0].get<std::string>(), merge[1].get<std::string>());
        if (!symbols)
            return broken(tokenizerName,
                          "model.merges: expected pairs of symbols, found " + shortened(merge));
        vocabulary.merges.push_back(std::move(*symbols));
    }
    return {};
}

/// Adds a token that the text may hold literally. An id that the vocabulary gives it holds.
std::optional<Error> add(ClipVocabulary& vocabulary, const std::string& file, const Json& text,
                         const Json& id)
{
    const bool isText = text.is_string() && !text.get_ref<const std::string&>().empty()
        && text.get_ref<const std::string&>().size() <= longestSymbol;
    if (!isText || !id.is_number_unsigned() || id.get<uint64_t>() > uint64_t(largestId)
        || vocabulary.added.size() >= mostAdded)
        return broken(file,
                      "expected up to " + std::to_string(mostAdded)
                          + " added tokens with an id each, found " + shortened(text) + ": "
                          + shortened(id));
    const auto content = text.get<std::string>();
    for (const AddedToken& known : vocabulary.added)
        if (known.text == content)
            return {};
    const auto known = vocabulary.pairs.ids.emplace(content, id.get<int64_t>()).first;
    vocabulary.added.push_back({content, known->second});
    return {};
}

std::optional<Error> readTokenizerJson(const path& folder, ClipVocabulary& out)
{
    out.vocabularyFile = out.mergesFile = tokenizerName;
    const auto whole = readJsonObject(folder / tokenizerName, Error::Kind::Network);
    if (!whole)
        return whole.error();
    const Json& model = memberOf(*whole, "model");
    const Json &type = memberOf(model, "type"), &suffix = memberOf(model, "end_of_word_suffix");
    if (type != "BPE")
        return broken(tokenizerName, "model.type: expected BPE, found " + shortened(type));
    if (suffix != BytePairEncoder::wordEnd)
        return broken(tokenizerName,
                      "model.end_of_word_suffix: expected </w>, found " + shortened(suffix));
    auto ids = readIds(memberOf(model, "vocab"), std::string(tokenizerName) + ": model.vocab");
    if (!ids)
        return ids.error();
    out.pairs.ids = std::move(*ids);
    if (const auto error = readTokenizerMerges(memberOf(model, "merges"), out.pairs))
        return error;
    const Json& added = memberOf(*whole, "added_tokens");
    if (!added.is_array())
        return {};
    for (const Json& token : added)
        if (const auto error =
                add(out, tokenizerName, memberOf(token, "content"), memberOf(token, "id")))
            return error;
    return {};
}

std::optional<Error> readOpenAiList(const path& folder, ClipVocabulary& out)
{
    out.vocabularyFile = out.mergesFile = openAiName;
    out.isOpenAi = true;
    const auto packed = readWholeFile(folder / openAiName, mostBytes);
    if (!packed)
        return packed.error();
    const auto text = gunzip(*packed, mostBytes);
    if (!text)
        return broken(openAiName, text.error().message);
    if (const auto error = readMergeLines(*text, openAiName, 1, openAiMerges, out.pairs))
        return error;

    int64_t next = 0;
    const auto append = [&](const std::string& symbol) { out.pairs.ids[symbol] = next++; };
    const std::vector<std::string> bytes = byteSpellings();
    for (const std::string& symbol : bytes)
        append(symbol);
    for (const std::string& symbol : bytes)
        append(symbol + std::string(BytePairEncoder::wordEnd));
    for (const auto& [left, right] : out.pairs.merges)
        append(left + right);
    append("<|startoftext|>");
    append("<|endoftext|>");
    return {};
}

/// "bos_token": "<s>" or {"content": "<s>", ...}.
std::string nameOf(const Json& token)
{
    const Json& name = token.is_object() ? memberOf(token, "content") : token;
    return name.is_string() ? name.get<std::string>() : std::string();
}

Expected<int64_t> special(ClipVocabulary& vocabulary, const Json& settings, const char* role,
                          const std::string& usual)
{
    const std::string named = nameOf(memberOf(settings, role));
    const std::string& name = named.empty() ? usual : named;
    const auto found = vocabulary.pairs.ids.find(name);
    if (found == vocabulary.pairs.ids.end())
        return broken(vocabulary.vocabularyFile,
                      std::string(role) + ": expected the symbol \"" + shortened(name)
                          + "\", found none");
    const int64_t id = found->second;
    if (const auto error = add(vocabulary, vocabulary.vocabularyFile, name, uint64_t(id)))
        return *error;
    return id;
}

/// tokenizer_config.json's "added_tokens_decoder": {"49406": {"content": "<|startoftext|>"}, ...}.
std::optional<Error> readAddedTokens(const Json& decoder, ClipVocabulary& out)
{
    if (!decoder.is_object())
        return {};
    for (const auto& [key, token] : decoder.items()) {
        uint64_t id = 0;
        const auto read = std::from_chars(key.data(), key.data() + key.size(), id);
        const bool isNumber = read.ec == std::errc() && read.ptr == key.data() + key.size();
        if (const auto error =
                add(out, configName, memberOf(token, "content"), isNumber ? Json(id) : Json(key)))
            return error;
    }
    return {};
}

std::optional<Error> readSettings(const path& folder, ClipVocabulary& out)
{
    Json settings = Json::object();
    for (const char* name : {specialsName, configName}) { // the second wins
        if (out.isOpenAi || !isThere(folder, name))
            continue;
        const auto read = readJsonObject(folder / name, Error::Kind::Network);
        if (!read)
            return read.error();
        settings.update(*read);
    }
    if (const auto error = readAddedTokens(memberOf(settings, "added_tokens_decoder"), out))
        return error;
    const auto start = special(out, settings, "bos_token", "<|startoftext|>");
    if (!start)
        return start.error();
    const auto end = special(out, settings, "eos_token", "<|endoftext|>");
    if (!end)
        return end.error();
    const auto unknown = special(out, settings, "unk_token", "<|endoftext|>");
    if (!unknown)
        return unknown.error();
    const auto padding = special(out, settings, "pad_token", "<|endoftext|>");
    if (!padding)
        return padding.error();
    out.startId = *start;
    out.endId = *end;
    out.paddingId = out.isOpenAi ? 0 : *padding;
    return {};
}

} // namespace

std::vector<std::string> clipVocabularyFiles(const path& folder)
{
    std::vector<std::string> names;
    if (hasPair(folder))
        names = {mergesName, vocabName};
    else if (isThere(folder, tokenizerName))
        names = {tokenizerName};
    else if (isThere(folder, openAiName))
        return {openAiName};
    else
        return {};
    for (const char* name : {specialsName, configName})
        if (isThere(folder, name))
            names.emplace_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

Expected<ClipVocabulary> readClipVocabulary(const path& folder)
{
    ClipVocabulary vocabulary;
    std::optional<Error> error;
    if (hasPair(folder))
        error = readPairFiles(folder, vocabulary);
    else if (hasHuggingFaceFiles(folder))
        error = readTokenizerJson(folder, vocabulary);
    else if (isThere(folder, openAiName))
        error = readOpenAiList(folder, vocabulary);
    else
        error = broken(folder.string(),
                       "expected vocab.json and merges.txt, tokenizer.json or "
                           + std::string(openAiName) + ", found none of them");
    if (!error)
        error = readSettings(folder, vocabulary);
    if (error)
        return *error;

    for (const auto& [symbol, id] : vocabulary.pairs.ids)
        vocabulary.size = std::max(vocabulary.size, id + 1);
    std::stable_sort(
        vocabulary.added.begin(), vocabulary.added.end(),
        [](const AddedToken& a, const AddedToken& b) { return a.text.size() > b.text.size(); });
    return vocabulary;
}

} // namespace explain
