// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/clip_tokenizer.h"
#include "explain/nets/safetensors.h"
#include "explain/ops/spans.h"

#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <random>
#include <unistd.h>
#include <zlib.h>

using namespace explain;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::vector<int64_t> idsOf(const Tokenization& tokenization)
{
    std::vector<int64_t> ids;
    for (const Token& token : tokenization.tokens)
        ids.push_back(token.id);
    return ids;
}

json spansOf(const Tokenization& tokenization)
{
    json spans = json::array();
    for (const Token& token : tokenization.tokens)
        spans.push_back({token.begin, token.end});
    return spans;
}

constexpr int64_t anyLength = 1 << 20;

/// The real vocabulary, wherever it is; empty: nowhere.
fs::path vocabularyFolder()
{
    for (const char* name : {"checkpoints/digit-clip-tiny", "data/tokenizers/clip-bpe"})
        if (!clipTokenizerFiles(support::sharedFolder() / name).empty())
            return support::sharedFolder() / name;
    return {};
}

json readJson(const fs::path& path)
{
    return json::parse(std::ifstream(path));
}

std::string readText(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A folder that lives as long as this, and starts with our small vocabulary in it.
class Folder {
public:
    Folder()
        : m_path(fs::temp_directory_path() / ("tst_clip_tokenizer." + std::to_string(::getpid())))
    {
        fs::remove_all(m_path);
        fs::create_directories(m_path);
        for (const char* name : {"vocab.json", "merges.txt"})
            fs::copy_file(support::goldenFolder() / "clip_tokenizer" / name, m_path / name);
    }
    ~Folder() { fs::remove_all(m_path); }

    const fs::path& path() const { return m_path; }
    json vocabulary() const
    {
        return readJson(support::goldenFolder() / "clip_tokenizer/vocab.json");
    }
    std::string merges() const
    {
        return readText(support::goldenFolder() / "clip_tokenizer/merges.txt");
    }
    void write(const char* name, const std::string& bytes) const
    {
        std::ofstream(m_path / name, std::ios::binary) << bytes;
    }
    void remove(const char* name) const { fs::remove(m_path / name); }

private:
    fs::path m_path;
};

std::shared_ptr<const Tokenizer> small(ClipFlavour flavour = ClipFlavour::Automatic)
{
    const auto loaded = loadClipTokenizer(support::goldenFolder() / "clip_tokenizer", flavour);
    TORCH_CHECK(loaded, "no golden vocabulary");
    return *loaded;
}

/// All the text of \p folder's golden file in one flavour, ids and spans.
void checkGolden(const Tokenizer& tokenizer, bool openClip)
{
    const json golden = readJson(support::goldenFolder() / "clip_tokenizer/expected.json");
    CHECK(golden["texts"].size() == 26);
    for (const json& row : golden["texts"]) {
        if (openClip && !row.contains("openclip"))
            continue;
        const Tokenization found = tokenizer.encode(row["text"].get<std::string>(), anyLength);
        bool good = CHECK(json(idsOf(found)) == row[openClip ? "openclip" : "ids"]);
        if (!openClip && row.contains("offsets"))
            good = CHECK(spansOf(found) == row["offsets"]) && good;
        if (!good)
            std::cerr << "  " << row["text"] << ": " << json(idsOf(found)) << spansOf(found)
                      << '\n';
    }
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

TEST(ourOwnVocabularyInBothFlavours)
{
    checkGolden(*small(ClipFlavour::HuggingFace), false);
    checkGolden(*small(ClipFlavour::OpenClip), true);
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

TEST(everyContainerGivesTheSameTokens)
{
    const Folder folder;
    CHECK((clipTokenizerFiles(folder.path())
           == std::vector<std::string>{"merges.txt", "vocab.json"}));

    json pairs = json::array(), lines = json::array();
    std::istringstream merges(folder.merges());
    std::string line;
    std::getline(merges, line); // the version
    while (std::getline(merges, line)) {
        lines.push_back(line);
        pairs.push_back({line.substr(0, line.find(' ')), line.substr(line.find(' ') + 1)});
    }
    folder.remove("vocab.json");
    folder.remove("merges.txt");
    for (const json& list : {pairs, lines}) {
        const json whole{{"added_tokens", {{{"id", 546}, {"content", "<|startoftext|>"}}}},
                         {"model",
                          {{"type", "BPE"},
                           {"end_of_word_suffix", "</w>"},
                           {"vocab", folder.vocabulary()},
                           {"merges", list}}}};
        folder.write("tokenizer.json", whole.dump());
        const auto tokenizer = loadClipTokenizer(folder.path());
        REQUIRE_OK(tokenizer);
        checkGolden(**tokenizer, false);
    }
    CHECK((clipTokenizerFiles(folder.path()) == std::vector<std::string>{"tokenizer.json"}));
    folder.remove("tokenizer.json");
    CHECK(clipTokenizerFiles(folder.path()).empty());

    const fs::path packed = folder.path() / "bpe_simple_vocab_16e6.txt.gz";
    gzFile file = gzopen(packed.c_str(), "wb");
    gzwrite(file, folder.merges().data(), unsigned(folder.merges().size()));
    gzclose(file);
    const auto tokenizer = loadClipTokenizer(folder.path());
    REQUIRE_OK(tokenizer);
    checkGolden(**tokenizer, true); // the list alone means OpenAI's flavour
    CHECK((*tokenizer)->paddingId() == 0 && (*tokenizer)->vocabularySize() == 548);
    CHECK((clipTokenizerFiles(folder.path())
           == std::vector<std::string>{"bpe_simple_vocab_16e6.txt.gz"}));
}

TEST(settingsNameThePaddingAndItIsCutOutOfTexts)
{
    const Folder folder;
    folder.write("tokenizer_config.json",
                 R"({"pad_token": {"content": "!"}, "bos_token": "<|startoftext|>"})");
    const auto tokenizer = loadClipTokenizer(folder.path());
    REQUIRE_OK(tokenizer);
    CHECK((*tokenizer)->paddingId() == 0 && (*tokenizer)->startId() == 546
          && (*tokenizer)->endId() == 547);
    const Tokenization found = (*tokenizer)->encode("dog!", 77); // as transformers does it
    CHECK((idsOf(found) == std::vector<int64_t>{546, 519, 0, 547}));
    CHECK(found.tokens[2].special && found.tokens[2].end == 4);
}

TEST(typedSpecialTokensAreSaid)
{
    const Tokenization found = small()->encode("a <|endoftext|> b", 77);
    REQUIRE(found.tokens.size() == 5);
    CHECK(found.tokens[2].special && found.tokens[2].begin == 2 && found.tokens[2].end == 15);
    CHECK(found.tokens[1].text == "a" && !found.tokens[1].special);
    CHECK(!found.notice.empty());
    CHECK(small()->encode("a b", 77).notice.empty());
}

TEST(brokenEncodingsAreSaid)
{
    const auto tokenizer = small(ClipFlavour::OpenClip);
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
    const Tokenization cut = small()->encode("dog x dog photo", 5);
    CHECK((idsOf(cut) == std::vector<int64_t>{546, 519, 343, 519, 547}));
    CHECK(cut.lostTokens == 1 && cut.truncatedAt == 10);
    const Tokenization full = small()->encode("dog x dog", 5);
    CHECK(full.lostTokens == 0 && !full.truncatedAt);
    CHECK(small()->encode("dog", 2).truncatedAt == 0);
}

TEST(anyBytesAreRead)
{
    std::mt19937 random(7);
    const std::string alphabet =
        "a &#;<|>'\xc3\xa9\xe2\x80\x99\xcc\x81\xf0\x9f\x90\xb6\x1b[m\r\n\xff\xc4\xb0x1";
    for (const auto flavour : {ClipFlavour::HuggingFace, ClipFlavour::OpenClip}) {
        const auto tokenizer = small(flavour);
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
            const Tokenization cut = small(flavour)->encode(text, 77);
            CHECK(cut.tokens.size() == 77 && cut.truncatedAt);
        }
}

TEST(brokenVocabulariesAreRefused)
{
    struct Case {
        const char *file, *text, *message;
    };
    for (const auto& [file, text, message] :
         {Case{"vocab.json", "[]", "JSON object"}, Case{"vocab.json", "{\"a\": 1", "JSON"},
          Case{"vocab.json", "{}", "symbol"}, Case{"vocab.json", R"({"a": -1})", "id"},
          Case{"vocab.json", R"({"a": 1.5})", "id"},
          Case{"vocab.json", R"({"a": 99999999999})", "id"},
          Case{"vocab.json", R"({"a": 7, "b": 7})", "twice"},
          Case{"merges.txt", "#version\na b c\n", "line 2"}, Case{"merges.txt", "a\n", "line 1"},
          Case{"merges.txt", "d zz\n", "merge 1"},
          Case{"tokenizer_config.json", R"({"eos_token": "<end>"})", "eos_token"},
          Case{"tokenizer_config.json", "7", "JSON object"}}) {
        const Folder folder;
        folder.write(file, text);
        const auto refused = loadClipTokenizer(folder.path());
        if (!CHECK(!refused && refused.error().kind == Error::Kind::Network
                   && refused.error().message.find(message) != std::string::npos))
            std::cerr << "  " << text << ": " << (refused ? "taken" : refused.error().message)
                      << '\n';
    }
}

TEST(otherTokenizersAreRefusedByName)
{
    const Folder folder;
    folder.remove("vocab.json");
    const auto nothing = loadClipTokenizer(folder.path());
    CHECK(!nothing && nothing.error().message.find("found none") != std::string::npos);

    folder.write("tokenizer.json", R"({"model": {"type": "WordPiece"}})");
    const auto wordPiece = loadClipTokenizer(folder.path());
    CHECK(!wordPiece && wordPiece.error().message.find("WordPiece") != std::string::npos);
    folder.write("tokenizer.json", R"({"model": {"type": "BPE"}})");
    const auto gpt = loadClipTokenizer(folder.path());
    CHECK(!gpt && gpt.error().message.find("end_of_word_suffix") != std::string::npos);

    folder.remove("tokenizer.json");
    folder.write("bpe_simple_vocab_16e6.txt.gz", "no gzip");
    const auto packed = loadClipTokenizer(folder.path());
    CHECK(!packed && packed.error().message.find("gzip") != std::string::npos);
}
