// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/clip_tokenizer.h"
#include "explain/ops/spans.h"

#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>

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
