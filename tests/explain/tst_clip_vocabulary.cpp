// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clip_tokens.h"

#include <unistd.h>
#include <zlib.h>

using namespace explain;
using nlohmann::json;
using support::anyLength;
using support::idsOf;
using support::readJson;
using support::smallTokenizer;
using support::spansOf;
namespace fs = std::filesystem;

namespace {

std::string readText(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A folder that lives as long as this, and starts with our small vocabulary in it.
class Folder {
public:
    Folder()
        : m_path(fs::temp_directory_path() / ("tst_clip_vocabulary." + std::to_string(::getpid())))
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

TEST(ourOwnVocabularyInBothFlavours)
{
    checkGolden(*smallTokenizer(ClipFlavour::HuggingFace), false);
    checkGolden(*smallTokenizer(ClipFlavour::OpenClip), true);
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
