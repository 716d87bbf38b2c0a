// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/bert_tokenizer.h"
#include "explain/nets/load_tokenizer.h"
#include "explain/nets/sentencepiece_file.h"
#include "explain/nets/tokenizer_json.h"

#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <random>
#include <tuple>
#include <unistd.h>

using namespace explain;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// An empty folder that goes with the object.
class Folder {
public:
    Folder()
        : path(fs::temp_directory_path()
               / ("groundscope-tst-tokenizer-" + std::to_string(::getpid())))
    {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const std::string& bytes) const
    {
        std::ofstream(path / name, std::ios::binary) << bytes;
    }

    const fs::path path;
};

std::string bytesOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Json golden(const std::string& name)
{
    return Json::parse(bytesOf(support::goldenFolder() / "tokenizers" / name / "tokenizer.json"));
}

/// What loading \p file says; empty: it loads.
std::string faultOf(const Json& file)
{
    const Folder folder;
    folder.write("tokenizer.json", file.dump());
    const auto loaded = loadTokenizerJson(folder.path);
    return loaded ? std::string() : loaded.error().message;
}

bool has(const std::string& message, std::initializer_list<const char*> parts)
{
    const bool all = std::ranges::all_of(
        parts, [&](const char* part) { return message.find(part) != std::string::npos; });
    if (!all)
        std::cerr << "message: " << message << '\n';
    return all;
}

/// Whether every token of \p text lies within it and has an id of the vocabulary.
bool isSound(const Tokenizer& tokenizer, const std::string& text, int64_t length)
{
    const Tokenization found = tokenizer.encode(text, 64);
    return std::ranges::all_of(found.tokens, [&](const Token& token) {
        return token.id >= 0 && token.id < tokenizer.vocabularySize() && token.begin >= 0
            && token.begin <= token.end && token.end <= length;
    });
}

const std::string someText = "The dog's x-ray \xef\xac\x81"
                             "ne 12  caf\xc3\xa9 \xf0\x9f\x90\xb6 end";
constexpr int64_t someLength = 36;

} // namespace

TEST(stepsThatNobodyKnowsAreNamed)
{
    struct Case {
        const char *pointer, *value;
        std::initializer_list<const char*> message;
    };
    for (const auto& [pointer, value, message] :
         {Case{"/normalizer", R"({"type": "Nmt"})", {"tokenizer.json", "normalizer", "Nmt"}},
          Case{"/normalizer", R"({"type": 7})", {"normalizer"}},
          Case{"/normalizer",
               R"({"type": "Replace", "pattern": {"Regex": "(a|b)+"}, "content": ""})",
               {"pattern", "(a|b)+"}},
          Case{"/normalizer",
               R"({"type": "Replace", "pattern": {"String": ""}, "content": ""})",
               {"pattern"}},
          Case{"/normalizer",
               R"({"type": "Replace", "pattern": {"String": "a"}, "content": "123456789"})",
               {"content", "8 characters"}},
          Case{"/normalizer",
               R"({"type": "Precompiled", "precompiled_charsmap": "AA"})",
               {"base64"}},
          Case{"/normalizer",
               R"({"type": "Precompiled", "precompiled_charsmap": "/////w=="})",
               {"character map", "4294967295"}},
          Case{"/normalizer", R"({"type": "Sequence", "normalizers": 1})", {"normalizers"}},
          Case{"/pre_tokenizer", R"({"type": "UnicodeScripts"})", {"pre_tokenizer", "Unicode"}},
          Case{"/pre_tokenizer",
               R"({"type": "Split", "pattern": {"String": "a"}, "behavior": "Sideways"})",
               {"behavior", "Sideways"}},
          Case{"/post_processor", R"({"type": "Surprise"})", {"post_processor", "Surprise"}},
          Case{"/post_processor", R"({"type": "BertProcessing", "sep": 1})", {"cls"}},
          Case{"/post_processor",
               R"({"type": "BertProcessing", "cls": ["a", 1], "sep": ["b", 99999999]})",
               {"ids below"}},
          Case{"/model", R"({"type": "WordLevel"})", {"model", "WordLevel"}},
          Case{"/model", R"({"type": "WordPiece", "vocab": {"a": 0}})", {"[UNK]"}},
          Case{"/model", R"({"type": "WordPiece", "vocab": {"[UNK]": 16777216}})", {"16777216"}},
          Case{"/model", R"({"type": "WordPiece", "vocab": {"[UNK]": 0, "a": 0}})", {"twice"}},
          Case{"/model", R"({"type": "WordPiece", "vocab": [1]})", {"vocab"}},
          Case{"/model", R"({"type": "Unigram", "vocab": [["a", 0]]})", {"unknown"}},
          Case{"/model", R"({"type": "Unigram", "unk_id": 3, "vocab": [["a", 0]]})", {"unknown"}},
          Case{"/model", R"({"type": "Unigram", "unk_id": 0, "vocab": [["a"]]})", {"score"}},
          Case{"/model",
               R"({"type": "Unigram", "unk_id": 0, "vocab": [["a", 0]], "byte_fallback": true})",
               {"<0x00>"}},
          Case{"/model", R"({"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]})", {"merge 1"}},
          Case{"/model", R"({"type": "BPE", "vocab": {"a": 0}, "merges": ["a"]})", {"merges"}},
          Case{"/model",
               R"({"type": "BPE", "vocab": {"a": 0}, "merges": [], "dropout": 0.5})",
               {"dropout"}},
          Case{"/model",
               R"({"type": "BPE", "vocab": {"a": 0}, "merges": [], "unk_token": "u"})",
               {"symbol u"}},
          Case{"/added_tokens", R"([{"content": "", "id": 1}])", {"added_tokens"}},
          Case{"/added_tokens", R"([{"content": "x", "id": 16777217}])", {"added_tokens"}}}) {
        Json file = golden("cased_bert");
        file[Json::json_pointer(pointer)] = Json::parse(value);
        CHECK(has(faultOf(file), message));
    }
    CHECK(faultOf(golden("cased_bert")).empty());
    Json tooMany = golden("cased_bert");
    tooMany["normalizer"] = {{"type", "Sequence"}};
    tooMany["normalizer"]["normalizers"] = std::vector<Json>(101, {{"type", "NFC"}});
    CHECK(!faultOf(tooMany).empty());
}

TEST(patternsWithinReachAreRead)
{
    const auto replaced = [](const std::string& regex, const std::string& text) {
        Json file = golden("cased_bert");
        file["normalizer"] = {
            {"type", "Replace"}, {"pattern", {{"Regex", regex}}}, {"content", "_"}};
        file["pre_tokenizer"] = {{"type", "WhitespaceSplit"}};
        file["model"]["vocab"] = {{"[UNK]", 1}, {"_", 5}, {"##_", 6}, {"a", 7}, {"##a", 8}};
        file["added_tokens"] = Json::array();
        file["post_processor"] = nullptr;
        const Folder folder;
        folder.write("tokenizer.json", file.dump());
        const auto loaded = loadTokenizerJson(folder.path);
        TORCH_CHECK(loaded, loaded ? "" : loaded.error().message);
        std::vector<int64_t> ids;
        for (const Token& token : (*loaded)->encode(text, 64).tokens)
            ids.push_back(token.id);
        return ids;
    };
    using Ids = std::vector<int64_t>; // of a for 7, 8 and of what was replaced for 5, 6
    CHECK(replaced("\\s+", "a \t a") == Ids{7, 6, 8});
    CHECK(replaced(" {2,}", "a a  a") == Ids{7, 7, 6, 8});
    CHECK(replaced("[^a]", "abca") == Ids{7, 6, 6, 8});
    CHECK(replaced("[\\s\\]b-d]+", "a]cb a") == Ids{7, 6, 8});
    CHECK(replaced("\\p{N}+", "a12a3") == Ids{7, 6, 8, 6});
    CHECK(replaced("\\.", "a.a") == Ids{7, 6, 8});
}

TEST(unknownCharactersAreSpelledByTheirBytes)
{
    const auto tokenizer = loadTokenizer(support::goldenFolder() / "tokenizers/byte_unigram");
    REQUIRE_OK(tokenizer);
    const Tokenization found = (*tokenizer)->encode("\xe7\x8c\xab\xc3\xbc", 64); // two characters
    std::vector<std::string> spelled;
    std::vector<int64_t> begins;
    for (const Token& token : found.tokens) {
        spelled.push_back(token.text);
        begins.push_back(token.begin);
    }
    CHECK(spelled
          == std::vector<std::string>{"\xe2\x96\x81", "<0xE7>", "<0x8C>", "<0xAB>", "<0xC3>",
                                      "<0xBC>"});
    CHECK(begins == std::vector<int64_t>{0, 0, 0, 0, 1, 1});
}

TEST(typedSpecialTokensAreSaidAndLongTextsAreCut)
{
    const auto tokenizer = loadTokenizer(support::goldenFolder() / "tokenizers/cased_bert");
    REQUIRE_OK(tokenizer);
    CHECK((*tokenizer)->startId() == 2 && (*tokenizer)->endId() == 3);
    const Tokenization typed = (*tokenizer)->encode("dog [SEP] dog", 64);
    CHECK(typed.tokens.size() == 5 && typed.tokens[2].special && typed.tokens[2].begin == 4);
    CHECK(has(typed.notice, {"special token"}));
    CHECK((*tokenizer)->encode("dog", 64).notice.empty());

    const Tokenization cut = (*tokenizer)->encode("dog red dog red", 4);
    CHECK(cut.tokens.size() == 4 && cut.tokens.back().id == 3);
    CHECK(cut.truncatedAt == std::optional<int64_t>(8) && cut.lostTokens == 2);
}

TEST(stepsThatSwellATextAreHeld)
{
    Json file = golden("cased_bert");
    const Json grow = {
        {"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aaaaaaaa"}};
    file["normalizer"] = {{"type", "Sequence"}, {"normalizers", std::vector<Json>(50, grow)}};
    const Folder folder;
    folder.write("tokenizer.json", file.dump());
    auto loaded = loadTokenizerJson(folder.path);
    REQUIRE_OK(loaded);
    CHECK(has((*loaded)->encode(std::string(100, 'a'), 64).notice, {"far longer"}));

    const Json bytes = {{"type", "ByteLevel"}, {"add_prefix_space", true}};
    file["normalizer"] = nullptr;
    file["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", std::vector<Json>(30, bytes)}};
    folder.write("tokenizer.json", file.dump());
    loaded = loadTokenizerJson(folder.path);
    REQUIRE_OK(loaded);
    CHECK(isSound(**loaded, someText, someLength));
}

TEST(noMutationGetsThrough)
{
    const Folder folder;
    std::mt19937 random(3);
    int survived = 0, rounds = 0;
    for (const auto& [name, file, load] :
         {std::tuple{"cased_bert", "tokenizer.json", &loadTokenizerJson},
          {"mapped_unigram", "tokenizer.json", &loadTokenizerJson},
          {"roberta", "tokenizer.json", &loadTokenizerJson},
          {"gemma", "tokenizer.json", &loadTokenizerJson},
          {"siglip", "spiece.model", &loadSiglipTokenizer}}) {
        const std::string whole = bytesOf(support::goldenFolder() / "tokenizers" / name / file);
        for (int round = 0; round < 400; ++round, ++rounds) {
            std::string mutated =
                whole.substr(0, round % 8 ? whole.size() : random() % whole.size());
            for (unsigned i = 0, count = 1 + random() % 3; i < count && !mutated.empty(); ++i)
                mutated[random() % mutated.size()] =
                    round % 2 ? char(random()) : char('0' + random() % 10);
            folder.write(file, mutated);
            const auto loaded = load(folder.path);
            survived += bool(loaded);
            CHECK(!loaded || isSound(**loaded, someText, someLength));
        }
    }
    CHECK(survived > rounds / 20 && survived < rounds);
}

TEST(filesAreListedAndChosenInOrder)
{
    const Folder folder;
    CHECK(tokenizerFiles(folder.path).empty() && !loadTokenizer(folder.path));
    folder.write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\r\n[SEP]\ndog");
    folder.write("tokenizer_config.json", "{}");
    CHECK(tokenizerFiles(folder.path)
          == std::vector<std::string>{"tokenizer_config.json", "vocab.txt"});
    const auto bert = loadTokenizer(folder.path);
    REQUIRE_OK(bert);
    const Tokenization found = (*bert)->encode("Dog cat", 8);
    CHECK(found.tokens.size() == 4 && found.tokens[1].id == 4 && found.tokens[2].id == 1);
    CHECK((*bert)->vocabularySize() == 5 && (*bert)->paddingId() == 0);
    folder.write("tokenizer_config.json", R"({"sep_token": {"content": "[END]"}})");
    const auto missing = loadTokenizer(folder.path);
    CHECK(!missing && has(missing.error().message, {"vocab.txt", "sep_token", "[END]"}));
    folder.write("tokenizer.json", "[]");
    CHECK(tokenizerFiles(folder.path).front() == "tokenizer.json");
    CHECK(!loadTokenizer(folder.path));
}
