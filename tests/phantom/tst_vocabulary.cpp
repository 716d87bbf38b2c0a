// SPDX-License-Identifier: GPL-3.0-or-later
#include "phantom/vocabulary.h"

#include "explain/nets/clip_tokenizer.h"
#include "phantom/pair_maker.h"
#include "phantom/phrases.h"
#include "phantom/random_stream.h"
#include "tests/support/check.h"

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace phantom;

namespace {

/// The tokenizer that any CLIP program would make of our files.
explain::Expected<std::shared_ptr<const explain::Tokenizer>> tokenizerOfFiles()
{
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("phantom-vocabulary-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "vocab.json") << vocabularyJson();
    std::ofstream(folder / "merges.txt") << mergesText();
    std::ofstream(folder / "tokenizer_config.json") << tokenizerConfigJson();
    std::ofstream(folder / "special_tokens_map.json") << specialTokensJson();
    auto loaded = explain::loadClipTokenizer(folder);
    std::filesystem::remove_all(folder);
    return loaded;
}

std::vector<int> idsOf(const explain::Tokenizer& tokenizer, const std::string& text)
{
    std::vector<int> ids;
    for (const explain::Token& token : tokenizer.encode(text, 4096).tokens)
        ids.push_back(int(token.id));
    return ids;
}

} // namespace

TEST(everyWordIsOneToken)
{
    const auto tokenizer = tokenizerOfFiles();
    REQUIRE_OK(tokenizer);
    CHECK((*tokenizer)->vocabularySize() == vocabularySize());
    CHECK((*tokenizer)->startId() == beginToken());
    CHECK((*tokenizer)->endId() == endToken());
    CHECK((*tokenizer)->paddingId() == endToken());
    CHECK(endToken() == vocabularySize() - 1);
    for (const std::string_view word : words())
        CHECK(idsOf(**tokenizer, std::string(word))
              == std::vector<int>{beginToken(), tokenOf(word), endToken()});
}

TEST(unknownWordsFallIntoPieces)
{
    const auto tokenizer = tokenizerOfFiles();
    REQUIRE_OK(tokenizer);
    CHECK(idsOf(**tokenizer, "xyz\xc3\xa9").size() == 2 + 5);
    bool thrown = false;
    try {
        tokenOf("hippopotamus");
    } catch (const std::invalid_argument&) {
        thrown = true;
    }
    CHECK(thrown);
}

// Training uses the ids that tokens() writes; people type what text() writes.
TEST(tokensAreThoseOfTheText)
{
    const auto tokenizer = tokenizerOfFiles();
    REQUIRE_OK(tokenizer);
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        const PairMaker maker(domain);
        std::vector<Scene> scenes;
        std::size_t longest = 0;
        for (std::uint64_t index = 0; index < 300; ++index) {
            scenes.push_back(makeScene(domain, 5, index));
            RandomStream random(5, index, RandomStream::Purpose::Text);
            for (const Pair& pair : maker.pairs(scenes.back(), 4, {}, random, true))
                for (const Statement* statement : {&pair.truth, &pair.foil}) {
                    const auto ids = tokens(domain, *statement, pair.wording);
                    CHECK(ids == idsOf(**tokenizer, text(domain, *statement, pair.wording)));
                    longest = std::max(longest, ids.size());
                }
        }
        CHECK(longest <= contextLength);
        RandomStream random(5, 0, RandomStream::Purpose::Batch);
        const auto concepts = phrases(domain, scenes, 200, random);
        CHECK(concepts.size() > 100);
        for (const Phrase& phrase : concepts) {
            CHECK(phrase.tokens == idsOf(**tokenizer, phrase.text));
            CHECK(canBeSaid(domain, phrase.said));
        }
    }
}
