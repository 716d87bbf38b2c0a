// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/tokenizer_json.h"

#include "explain/foreign_json.h"
#include "explain/nets/pair_model.h"
#include "explain/nets/tokenizer_settings.h"
#include "explain/nets/tokenizer_steps.h"
#include "explain/nets/unigram_model.h"
#include "explain/nets/word_piece_model.h"
#include "explain/ops/unicode.h"
#include "explain/regular_file.h"

#include <algorithm>

namespace explain {
namespace {

using Json = nlohmann::json;

constexpr const char* fileName = "tokenizer.json";
constexpr std::size_t mostMerges = 1'000'000, mostAdded = 10'000, longestAffix = 64;

[[noreturn]] void refuse(const std::string& what, const Json& found)
{
    throw TokenizerFault(what + ", found " + shortened(found));
}

template <class Value> Value orThrow(Expected<Value> read)
{
    if (!read)
        throw TokenizerFault(read.error().message);
    return *std::move(read);
}

/// A short text of \p part; empty where there is none or null.
std::string affix(const Json& part, const char* key, const std::string& usual = {})
{
    const Json& value = memberOf(part, key);
    if (value.is_null())
        return usual;
    if (!value.is_string() || value.get_ref<const std::string&>().size() > longestAffix)
        refuse(std::string(key) + ": expected a short text", value);
    return value.get<std::string>();
}

bool flag(const Json& part, const char* key)
{
    const Json& value = memberOf(part, key);
    return value.is_boolean() && value.get<bool>();
}

PairModel::Merges mergesOf(const Json& merges)
{
    if (!merges.is_array() || merges.size() > mostMerges)
        refuse("merges: expected a list of at most " + std::to_string(mostMerges), merges);
    PairModel::Merges pairs;
    pairs.reserve(merges.size());
    for (const Json& merge : merges) {
        if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            pairs.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
            continue;
        }
        const std::string line = merge.is_string() ? merge.get<std::string>() : std::string();
        const std::size_t blank = line.find(' ');
        if (blank == std::string::npos || line.find(' ', blank + 1) != std::string::npos)
            refuse("merges: expected pairs of symbols", merge);
        pairs.emplace_back(line.substr(0, blank), line.substr(blank + 1));
    }
    return pairs;
}

/// A model and the symbols whose spellings it uses.
struct Read {
    std::shared_ptr<const TokenModel> model;
    SymbolTable symbols;
};

Read readPairs(const Json& model)
{
    const Json &dropout = memberOf(model, "dropout"), &unknown = memberOf(model, "unk_token");
    if (!dropout.is_null() && dropout != 0.0)
        refuse("dropout: expected none, since it is random", dropout);
    PairModel::Settings settings{.prefix = affix(model, "continuing_subword_prefix"),
                                 .suffix = affix(model, "end_of_word_suffix"),
                                 .fusesUnknown = flag(model, "fuse_unk"),
                                 .byteFallback = flag(model, "byte_fallback"),
                                 .ignoresMerges = flag(model, "ignore_merges")};
    if (unknown.is_string())
        settings.unknown = unknown.get<std::string>();
    SymbolTable symbols = orThrow(SymbolTable::fromObject(memberOf(model, "vocab"), "vocab"));
    return {
        orThrow(PairModel::make(symbols, mergesOf(memberOf(model, "merges")), settings, "model")),
        symbols};
}

Read readWordPieces(const Json& model)
{
    WordPieceModel::Settings settings{.unknown = affix(model, "unk_token", "[UNK]"),
                                      .prefix = affix(model, "continuing_subword_prefix", "##")};
    const Json& longest = memberOf(model, "max_input_chars_per_word");
    if (longest.is_number_unsigned())
        settings.longestWord = std::min<std::size_t>(longest.get<std::size_t>(), 10'000);
    SymbolTable symbols = orThrow(SymbolTable::fromObject(memberOf(model, "vocab"), "vocab"));
    return {orThrow(WordPieceModel::make(symbols, settings, "model")), symbols};
}

Read readUnigram(const Json& model)
{
    const Json &vocabulary = memberOf(model, "vocab"), &unknown = memberOf(model, "unk_id");
    std::vector<ScoredPiece> pieces;
    std::vector<std::string> spellings;
    if (!vocabulary.is_array())
        refuse("vocab: expected a list of pieces with scores", vocabulary);
    for (const Json& piece : vocabulary) {
        if (!piece.is_array() || piece.size() != 2 || !piece[0].is_string()
            || !piece[1].is_number())
            refuse("vocab: expected a piece and its score", piece);
        pieces.push_back({piece[0].get<std::string>(), piece[1].get<double>()});
        spellings.push_back(pieces.back().text);
    }
    SymbolTable symbols = orThrow(SymbolTable::fromList(std::move(spellings), "vocab"));
    const auto unknownId = unknown.is_number_unsigned()
        ? std::optional(int64_t(std::min<uint64_t>(unknown.get<uint64_t>(), 1U << 24)))
        : std::nullopt;
    return {orThrow(UnigramModel::make(std::move(pieces), unknownId, flag(model, "byte_fallback"),
                                       "model")),
            std::move(symbols)};
}

Read readModel(const Json& model)
{
    const Json& type = memberOf(model, "type");
    if (type == "BPE" || (type.is_null() && model.is_object() && model.contains("merges")))
        return readPairs(model);
    if (type == "WordPiece")
        return readWordPieces(model);
    if (type == "Unigram")
        return readUnigram(model);
    refuse("model: expected BPE, WordPiece or Unigram", type);
}

void readAdded(const Json& added, SymbolTable& symbols, std::vector<LiteralToken>& literals)
{
    if (added.is_null())
        return;
    if (!added.is_array() || added.size() > mostAdded)
        refuse("added_tokens: expected a list of at most " + std::to_string(mostAdded), added);
    for (const Json& token : added) {
        const Json &content = memberOf(token, "content"), &id = memberOf(token, "id");
        if (!content.is_string() || content.get_ref<const std::string&>().empty()
            || !id.is_number_unsigned())
            refuse("added_tokens: expected a text and its id", token);
        const auto text = content.get<std::string>();
        const auto wanted = int64_t(std::min<uint64_t>(id.get<uint64_t>(), 1U << 24));
        if (const auto fault = symbols.add(text, wanted, "added_tokens"))
            throw TokenizerFault(fault->message);
        literals.push_back({.text = decodeUtf8(text),
                            .id = *symbols.find(text),
                            .isSpecial = flag(token, "special"),
                            .isNormalised = flag(token, "normalized"),
                            .takesBlanksBefore = flag(token, "lstrip"),
                            .takesBlanksAfter = flag(token, "rstrip"),
                            .isWholeWord = flag(token, "single_word")});
    }
}

void checkIds(const std::vector<int64_t>& ids, const SymbolTable& symbols)
{
    for (const int64_t id : ids)
        if (id >= symbols.size())
            throw TokenizerFault("post_processor: expected ids below "
                                 + std::to_string(symbols.size()) + ", found "
                                 + std::to_string(id));
}

int64_t paddingOf(const Json& file, const TokenizerSettings& settings, const SymbolTable& symbols)
{
    if (const auto named = symbols.find(settings.token("pad_token")))
        return *named;
    const Json& id = memberOf(memberOf(file, "padding"), "pad_id");
    return id.is_number_unsigned() && id.get<uint64_t>() < uint64_t(symbols.size())
        ? id.get<int64_t>()
        : 0;
}

TokenizerParts partsOf(const Json& file, const TokenizerSettings& settings)
{
    TokenizerParts parts;
    Read read = readModel(memberOf(file, "model"));
    parts.model = std::move(read.model);
    readAdded(memberOf(file, "added_tokens"), read.symbols, parts.literals);
    readNormalizer(memberOf(file, "normalizer"), parts.cleaning);
    readPreTokenizer(memberOf(file, "pre_tokenizer"), parts.splitting);
    readPostProcessor(memberOf(file, "post_processor"), parts);
    checkIds(parts.before, read.symbols);
    checkIds(parts.after, read.symbols);
    parts.startId = parts.before.empty() ? -1 : parts.before.front();
    parts.endId = parts.after.empty() ? -1 : parts.after.back();
    parts.paddingId = paddingOf(file, settings, read.symbols);
    parts.spellings = read.symbols.spellings();
    return parts;
}

} // namespace

Expected<std::shared_ptr<const Tokenizer>> loadTokenizerJson(const std::filesystem::path& folder)
{
    const auto file = readJsonObject(folder / fileName, Error::Kind::Network);
    if (!file)
        return file.error();
    const auto settings = TokenizerSettings::read(folder);
    if (!settings)
        return settings.error();
    try {
        return makePipelineTokenizer(partsOf(*file, *settings));
    } catch (const TokenizerFault& fault) {
        return Error{Error::Kind::Network, (folder / fileName).string() + ": " + fault.what()};
    }
}

} // namespace explain
