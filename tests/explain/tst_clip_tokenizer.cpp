// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/safetensors.h"
#include "explain/ops/spans.h"

#include "tests/support/clip_tokens.h"

#include <fstream>
#include <random>

using namespace explain;
using nlohmann::json;
using support::anyLength;
using support::idsOf;
using support::readJson;
using support::smallTokenizer;
using support::spansOf;
namespace fs = std::filesystem;

namespace {

/// The real vocabulary, wherever it is; empty: nowhere.
fs::path vocabularyFolder()
{
    for (const char* name : {"checkpoints/digit-clip-tiny", "data/tokenizers/clip-bpe"})
        if (!clipTokenizerFiles(support::sharedFolder() / name).empty())
            return support::sharedFolder() / name;
    return {};
}

} // namespace

TEST(goldenStringsInBothFlavours)
{
    NEED_SHARED("parity/clip_bpe_golden.jsonl");
    const fs::path folder = vocabularyFolder();
    if (folder.empty())
        SKIP("no CLIP vocabulary");
    const auto hugging = loadClipTokenizer(folder, ClipFlavour::HuggingFace);
    REQUIRE_OK(hugging);
    const auto open = loadClipTokenizer(folder, ClipFlavour::OpenClip);
    REQUIRE_OK(open);
    CHECK((*hugging)->vocabularySize() == 49408);

    std::ifstream lines(support::sharedFolder() / "parity/clip_bpe_golden.jsonl");
    int count = 0;
    for (std::string line; std::getline(lines, line);) {
        const json row = json::parse(line);
        if (row.contains("kind"))
            continue;
        ++count;
        const auto text = row["text"].get<std::string>();
        const Tokenization whole = (*hugging)->encode(text, anyLength);
        const json& spans =
            row.contains("offsets_with_marks") ? row["offsets_with_marks"] : row["offsets"];
        const Tokenization openWhole = (*open)->encode(text, anyLength);
        const json& openIds = row.contains("openclip") ? row["openclip"] : row["hf"];
        bool good = CHECK(json(idsOf(whole)) == row["hf"]);
        good = CHECK(spansOf(whole) == spans) && good;
        good = CHECK(json(idsOf(openWhole)) == openIds) && good;
        if (row.contains("hf77")) {
            const Tokenization cut = (*hugging)->encode(text, 77);
            good = CHECK(json(idsOf(cut)) == row["hf77"]) && good;
            CHECK(cut.lostTokens == int64_t(row["hf"].size()) - 77);
            CHECK(cut.truncatedAt == spans[76][0].get<int64_t>());
        }
        if (!good)
            std::cerr << "  " << row["text"] << "\n  found " << json(idsOf(whole)) << ' '
                      << spansOf(whole) << "\n  openclip " << json(idsOf(openWhole)) << '\n';
    }
    CHECK(count == 293);
}

TEST(openAisOwnResults)
{
    NEED_SHARED("data/tokenizers/clip-bpe/golden.json");
    const fs::path folder = support::sharedFolder() / "data/tokenizers/clip-bpe";
    const auto tokenizer = loadClipTokenizer(folder, ClipFlavour::OpenClip);
    REQUIRE_OK(tokenizer);
    const json golden = readJson(folder / "golden.json");
    CHECK(golden.size() == 76);
    for (const json& row : golden) {
        if (row["text"].get<std::string>().find("<|") != std::string::npos)
            continue; // a mark in OpenAI's spelling; the flavour knows OpenCLIP's
        const Tokenization found = (*tokenizer)->encode(row["text"].get<std::string>(), 77);
        std::vector<int64_t> ids = idsOf(found);
        ids.resize(77, (*tokenizer)->paddingId());
        if (!CHECK(json(ids) == row["padded_77"]))
            std::cerr << "  " << row["text"] << ": " << json(ids) << '\n';
    }
}

TEST(tokenTablesOfTheCheckpoints)
{
    NEED_SHARED("parity/cases");
    for (const char* name : {"hf_clip", "openclip_vit", "clipseg", "groupvit"}) {
        const fs::path folder = support::sharedFolder() / "parity/cases" / name;
        const auto tokenizer = loadClipTokenizer(folder);
        REQUIRE_OK(tokenizer);
        const json expected = readJson(folder / "expected.json");
        if (!expected.contains("tokens"))
            continue;
        for (const json& row : expected["tokens"]) {
            const Tokenization found = (*tokenizer)->encode(row["text"].get<std::string>(), 77);
            bool good = CHECK(json(idsOf(found)) == row["ids"]);
            good = CHECK(spansOf(found) == row["offsets"]) && good;
            if (!good)
                std::cerr << "  " << name << ": " << row["text"] << '\n';
        }
    }
}

TEST(idsThatTheNetworksWereGiven)
{
    NEED_SHARED("parity/cases");
    for (const char* name : {"hf_clip", "hf_clip_eos2", "openclip_vit"}) {
        const fs::path folder = support::sharedFolder() / "parity/cases" / name;
        const bool isOpen = std::string(name) == "openclip_vit";
        const auto tokenizer =
            loadClipTokenizer(folder, isOpen ? ClipFlavour::OpenClip : ClipFlavour::HuggingFace);
        REQUIRE_OK(tokenizer);
        const auto tensors = readSafetensors(folder / "expected.safetensors");
        REQUIRE_OK(tensors);
        const at::Tensor& expected = tensors->tensors.at("input_ids");
        const json texts = readJson(folder / "expected.json")["texts"];
        REQUIRE(int64_t(texts.size()) == expected.size(0));
        for (std::size_t i = 0; i < texts.size(); ++i) {
            std::vector<int64_t> ids =
                idsOf((*tokenizer)->encode(texts[i].get<std::string>(), expected.size(1)));
            ids.resize(std::size_t(expected.size(1)), (*tokenizer)->paddingId());
            CHECK(at::tensor(ids, at::kLong).equal(expected[int64_t(i)]));
        }
    }
}

TEST(typedSpecialTokensAreSaid)
{
    const Tokenization found = smallTokenizer()->encode("a <|endoftext|> b", 77);
    REQUIRE(found.tokens.size() == 5);
    CHECK(found.tokens[2].special && found.tokens[2].begin == 2 && found.tokens[2].end == 15);
    CHECK(found.tokens[1].text == "a" && !found.tokens[1].special);
    CHECK(!found.notice.empty());
    CHECK(smallTokenizer()->encode("a b", 77).notice.empty());
}

TEST(brokenEncodingsAreSaid)
{
    const auto tokenizer = smallTokenizer(ClipFlavour::OpenClip);
    CHECK(tokenizer->encode("\u00c3\u00a9t\u00c3\u00a9", 77).notice.find("anew")
          != std::string::npos);
    CHECK(tokenizer->encode("\u732b \u00c3\u00a9t\u00c3\u00a9", 77).notice.find("seems")
          != std::string::npos);
    for (const char* sound : {"S\u00c3O PAULO", "caf\u00e9", "\u00c5\u2026",
                              "CAF\u00c9\u00ae \u00a9 \u20ac", "na\u00efve"})
        CHECK(tokenizer->encode(sound, 77).notice.empty());
}

TEST(whatDoesNotFitIsCounted)
{
    const Tokenization cut = smallTokenizer()->encode("dog x dog photo", 5);
    CHECK((idsOf(cut) == std::vector<int64_t>{546, 519, 343, 519, 547}));
    CHECK(cut.lostTokens == 1 && cut.truncatedAt == 10);
    const Tokenization full = smallTokenizer()->encode("dog x dog", 5);
    CHECK(full.lostTokens == 0 && !full.truncatedAt);
    CHECK(smallTokenizer()->encode("dog", 2).truncatedAt == 0);
}

TEST(anyBytesAreRead)
{
    std::mt19937 random(7);
    const std::string alphabet =
        "a &#;<|>'\xc3\xa9\xe2\x80\x99\xcc\x81\xf0\x9f\x90\xb6\x1b[m\r\n\xff\xc4\xb0x1";
    for (const auto flavour : {ClipFlavour::HuggingFace, ClipFlavour::OpenClip}) {
        const auto tokenizer = smallTokenizer(flavour);
        for (int round = 0; round < 2000; ++round) {
            std::string text;
            for (uint32_t length = random() % 40; length > 0; --length)
                text += alphabet[random() % alphabet.size()];
            const Tokenization found = tokenizer->encode(text, anyLength);
            int64_t last = 0;
            bool good = found.tokens.size() >= 2 && found.tokens.back().id == tokenizer->endId();
            for (std::size_t i = 1; i + 1 < found.tokens.size(); ++i) {
                const Token& token = found.tokens[i];
                good = good && token.begin >= last && token.end > token.begin
                    && token.end <= codePoints(text);
                last = token.begin;
            }
            if (!CHECK(good))
                std::cerr << "  " << json(text).dump(-1, ' ', true, json::error_handler_t::replace)
                          << '\n';
        }
    }
}

/// A step that is quadratic in the length would run into the time limit that ctest sets.
TEST(longTextsAreCut)
{
    std::string words, word(1 << 20, 'a'), marks = "e", entities;
    for (int i = 0; i < 10000; ++i)
        words += "photo of the dog ";
    for (int i = 0; i < 200000; ++i)
        marks += i % 2 ? "\u0301" : "\u0323";
    for (int i = 0; i < 200000; ++i)
        entities += "&amp;";
    for (const auto flavour : {ClipFlavour::HuggingFace, ClipFlavour::OpenClip})
        for (const std::string& text : {words, word, marks, entities, std::string(1 << 20, '&')}) {
            const Tokenization cut = smallTokenizer(flavour)->encode(text, 77);
            CHECK(cut.tokens.size() == 77 && cut.truncatedAt);
        }
}
