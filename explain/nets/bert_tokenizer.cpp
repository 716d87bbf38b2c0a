// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/bert_tokenizer.h"

#include "explain/nets/tokenizer_settings.h"
#include "explain/nets/tokenizer_steps.h"
#include "explain/nets/word_piece_model.h"
#include "explain/ops/unicode.h"
#include "explain/regular_file.h"

#include <tuple>

namespace explain {
namespace {

constexpr const char* fileName = "vocab.txt";

BertCleaning cleaningOf(const TokenizerSettings& settings)
{
    const bool lowers = settings.flag("do_lower_case", true);
    return {.spacesIdeographs = settings.flag("tokenize_chinese_chars", true),
            .stripsAccents = settings.flag("strip_accents", lowers),
            .lowers = lowers};
}

} // namespace

Expected<std::shared_ptr<const Tokenizer>> loadBertTokenizer(const std::filesystem::path& folder)
{
    const std::string where = (folder / fileName).string();
    const auto lines = readWholeFile(folder / fileName);
    if (!lines)
        return lines.error();
    const auto settings = TokenizerSettings::read(folder);
    if (!settings)
        return settings.error();
    const auto symbols = SymbolTable::fromLines(*lines, where);
    if (!symbols)
        return symbols.error();
    const std::string unknown = settings->token("unk_token", "[UNK]");
    auto model = WordPieceModel::make(*symbols, {.unknown = unknown}, where);
    if (!model)
        return model.error();

    TokenizerParts parts{.cleaning = {bertStep(cleaningOf(*settings))},
                         .splitting = {bertWords},
                         .model = *std::move(model),
                         .spellings = symbols->spellings()};
    for (const auto& [role, usual, id] : {std::tuple{"cls_token", "[CLS]", &parts.startId},
                                          {"sep_token", "[SEP]", &parts.endId},
                                          {"pad_token", "[PAD]", &parts.paddingId},
                                          {"unk_token", "[UNK]", static_cast<int64_t*>(nullptr)},
                                          {"mask_token", "[MASK]", nullptr}}) {
        const std::string name = settings->token(role, usual);
        const auto found = symbols->find(name);
        if (!found && id)
            return Error{Error::Kind::Network,
                         where + ": " + role + ": expected the symbol " + name + ", found none"};
        if (found)
            parts.literals.push_back({.text = decodeUtf8(name), .id = *found});
        if (id)
            *id = *found;
    }
    parts.before = {parts.startId};
    parts.after = {parts.endId};
    return makePipelineTokenizer(std::move(parts));
}

} // namespace explain
