// SPDX-License-Identifier: Apache-2.0
#include "phantom/vocabulary.h"

#include "explain/nets/byte_pairs.h"
#include "phantom/lexicon.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

namespace phantom {

namespace {

const std::string wordEnd{explain::BytePairEncoder::wordEnd};

using Merge = std::pair<std::string, std::string>;

/// The pieces into which byte pair encoding with these merges cuts \p word.
std::vector<std::string> pieces(std::string_view word, const std::map<Merge, int>& ranks)
{
    std::vector<std::string> parts;
    for (const char letter : word)
        parts.emplace_back(1, letter);
    parts.back() += wordEnd;
    while (parts.size() > 1) {
        auto best = ranks.end();
        for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
            const auto found = ranks.find({parts[i], parts[i + 1]});
            if (found != ranks.end() && (best == ranks.end() || found->second < best->second))
                best = found;
        }
        if (best == ranks.end())
            break;
        std::vector<std::string> merged;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool isPair =
                i + 1 < parts.size() && Merge{parts[i], parts[i + 1]} == best->first;
            merged.push_back(isPair ? parts[i] + parts[i + 1] : parts[i]);
            i += isPair;
        }
        parts = std::move(merged);
    }
    return parts;
}

/// Words, symbols and merges, made once.
struct Vocabulary {
    std::vector<std::string_view> words;
    std::vector<std::string> symbols; ///< in the order of their ids
    std::vector<Merge> merges;
    std::unordered_map<std::string_view, int> ids; ///< of words

    Vocabulary();
};

Vocabulary::Vocabulary()
{
    const std::set<std::string_view> all = lexicon();
    words.assign(all.begin(), all.end());

    std::vector<std::string_view> shortFirst = words;
    std::stable_sort(shortFirst.begin(), shortFirst.end(),
                     [](auto a, auto b) { return a.size() < b.size(); });
    std::map<Merge, int> ranks;
    for (const std::string_view word : shortFirst)
        for (auto parts = pieces(word, ranks); parts.size() > 1; parts = pieces(word, ranks)) {
            ranks.emplace(Merge{parts[0], parts[1]}, int(merges.size()));
            merges.emplace_back(parts[0], parts[1]);
        }

    symbols = explain::byteSpellings();
    for (std::size_t i = 0; i < 256; ++i)
        symbols.push_back(symbols[i] + wordEnd);
    for (const auto& [left, right] : merges)
        symbols.push_back(left + right);
    symbols.emplace_back("<|startoftext|>");
    symbols.emplace_back("<|endoftext|>");

    std::unordered_map<std::string_view, int> bySymbol;
    for (std::size_t i = 0; i < symbols.size(); ++i)
        bySymbol.emplace(symbols[i], int(i));
    for (const std::string_view word : words)
        ids.emplace(word, bySymbol.at(std::string(word) + wordEnd));
}

const Vocabulary& vocabulary()
{
    static const Vocabulary made;
    return made;
}

std::string quoted(std::string_view symbol)
{
    std::string out = "\"";
    for (const char letter : symbol) {
        if (letter == '"' || letter == '\\')
            out += '\\';
        out += letter;
    }
    return out + '"';
}

constexpr std::string_view specials = R"("bos_token": "<|startoftext|>",
  "eos_token": "<|endoftext|>",
  "unk_token": "<|endoftext|>",
  "pad_token": "<|endoftext|>")";

} // namespace

std::span<const std::string_view> words()
{
    return vocabulary().words;
}

int tokenOf(std::string_view word)
{
    const auto found = vocabulary().ids.find(word);
    if (found == vocabulary().ids.end())
        throw std::invalid_argument("not a word of the vocabulary: " + std::string(word));
    return found->second;
}

int vocabularySize()
{
    return int(vocabulary().symbols.size());
}

int beginToken()
{
    return vocabularySize() - 2;
}

int endToken()
{
    return vocabularySize() - 1;
}

std::string vocabularyJson()
{
    std::string out = "{\n";
    for (std::size_t i = 0; i < vocabulary().symbols.size(); ++i)
        out += "  " + quoted(vocabulary().symbols[i]) + ": " + std::to_string(i)
            + (i + 1 < vocabulary().symbols.size() ? ",\n" : "\n");
    return out + "}\n";
}

std::string mergesText()
{
    std::string out = "#version: 0.2\n";
    for (const auto& [left, right] : vocabulary().merges)
        out += left + ' ' + right + '\n';
    return out;
}

std::string tokenizerConfigJson()
{
    return "{\n  \"tokenizer_class\": \"CLIPTokenizer\",\n  " + std::string(specials)
        + ",\n  \"model_max_length\": " + std::to_string(contextLength)
        + ",\n  \"do_lower_case\": true\n}\n";
}

std::string specialTokensJson()
{
    return "{\n  " + std::string(specials) + "\n}\n";
}

} // namespace phantom
