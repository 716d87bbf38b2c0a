// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/load_tokenizer.h"

#include "explain/nets/bert_tokenizer.h"
#include "explain/nets/clip_tokenizer.h"
#include "explain/nets/sentencepiece_file.h"
#include "explain/nets/tokenizer_json.h"
#include "explain/nets/tokenizer_settings.h"

#include <algorithm>

namespace explain {
namespace {

using Load = Expected<std::shared_ptr<const Tokenizer>> (*)(const std::filesystem::path&);

constexpr std::pair<const char*, Load> kinds[] = {{"tokenizer.json", loadTokenizerJson},
                                                  {"vocab.txt", loadBertTokenizer},
                                                  {"spiece.model", loadSiglipTokenizer}};

const std::pair<const char*, Load>* kindIn(const std::filesystem::path& folder)
{
    std::error_code failed;
    const auto* found = std::ranges::find_if(kinds, [&](const auto& kind) {
        return std::filesystem::exists(folder / kind.first, failed);
    });
    return found == std::end(kinds) ? nullptr : found;
}

} // namespace

Expected<std::shared_ptr<const Tokenizer>> loadTokenizer(const std::filesystem::path& folder)
{
    const auto* kind = kindIn(folder);
    return kind ? kind->second(folder) : loadClipTokenizer(folder);
}

std::vector<std::string> tokenizerFiles(const std::filesystem::path& folder)
{
    const auto* kind = kindIn(folder);
    if (!kind)
        return clipTokenizerFiles(folder);
    std::vector<std::string> names = TokenizerSettings::filesIn(folder);
    names.emplace_back(kind->first);
    std::ranges::sort(names);
    return names;
}

} // namespace explain
