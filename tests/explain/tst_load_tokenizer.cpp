// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/bert_tokenizer.h"
#include "explain/nets/load_tokenizer.h"
#include "explain/nets/sentencepiece_file.h"
#include "explain/nets/tokenizer_json.h"
#include "explain/regular_file.h"

#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

using namespace explain;
namespace fs = std::filesystem;
using Json = nlohmann::json;
using Loaded = Expected<std::shared_ptr<const Tokenizer>>;

namespace {

Json jsonOf(const fs::path& file)
{
    std::ifstream stream(file);
    return Json::parse(stream);
}

std::vector<int64_t> idsOf(const Tokenization& text)
{
    std::vector<int64_t> ids;
    for (const Token& token : text.tokens)
        ids.push_back(token.id);
    return ids;
}

std::vector<std::vector<int64_t>> spansOf(const Tokenization& text)
{
    std::vector<std::vector<int64_t>> spans;
    for (const Token& token : text.tokens)
        spans.push_back({token.begin, token.end});
    return spans;
}

/// Holds \p tokenizer to rows of {"text", "ids", "offsets"}; a row that is filled up with
/// \p padding ends at its first one. Returns how many rows it met.
int meets(const Tokenizer& tokenizer, const Json& rows, int64_t context, int64_t padding = -1)
{
    int met = 0;
    for (const Json& row : rows) {
        auto ids = row.at("ids").get<std::vector<int64_t>>();
        auto spans = row.value("offsets", std::vector<std::vector<int64_t>>());
        const auto end = std::ranges::find(ids, padding);
        if (end != ids.end()) // the pad token ends a text as well
            ids.erase(end + 1, ids.end());
        spans.resize(ids.size());
        const auto text = row.at("text").get<std::string>();
        const Tokenization found = tokenizer.encode(text, context);
        const bool same =
            idsOf(found) == ids && (!row.contains("offsets") || spansOf(found) == spans);
        met += same;
        if (!same)
            std::cerr << Json(text).dump() << "\n  found    " << Json(idsOf(found)) << ' '
                      << Json(spansOf(found)) << "\n  expected " << Json(ids) << ' ' << Json(spans)
                      << '\n';
    }
    return met;
}

fs::path parityCase(const std::string& name)
{
    return support::sharedFolder() / "parity/cases" / name;
}

} // namespace

TEST(wordPiecesOfTheParityCases)
{
    NEED_SHARED("parity/cases/biomedclip");
    for (const char* name : {"biomedclip", "conceptclip"}) {
        const Json rows = jsonOf(parityCase(name) / "expected.json").at("tokens");
        for (const Loaded& tokenizer :
             {loadTokenizerJson(parityCase(name)), loadBertTokenizer(parityCase(name))}) {
            REQUIRE_OK(tokenizer);
            CHECK(meets(**tokenizer, rows, 256) == int(rows.size()));
        }
    }
}

TEST(wordPiecesOfBert)
{
    NEED_SHARED("data/tokenizers/bert-wordpiece");
    const fs::path folder = support::sharedFolder() / "data/tokenizers/bert-wordpiece";
    const Json rows = jsonOf(folder / "golden.json");
    const auto tokenizer = loadTokenizer(folder);
    REQUIRE_OK(tokenizer);
    const int met = meets(**tokenizer, rows, 512);
    std::cout << "PARITY bert-wordpiece  " << met << " of " << rows.size() << '\n';
    CHECK(met == int(rows.size()));
}

TEST(unigramsOfTheParityCases)
{
    NEED_SHARED("parity/cases/hf_siglip");
    for (const char* name : {"hf_siglip", "openclip_siglip"}) {
        const Json rows = jsonOf(parityCase(name) / "expected.json").at("tokens");
        for (const Loaded& tokenizer :
             {loadTokenizerJson(parityCase(name)), loadSiglipTokenizer(parityCase(name))}) {
            REQUIRE_OK(tokenizer);
            CHECK((*tokenizer)->paddingId() == 1 && (*tokenizer)->endId() == 1);
            CHECK(meets(**tokenizer, rows, 16, 1) == int(rows.size()));
        }
    }
}

TEST(sentencePieceWithItsCharacterMap)
{
    NEED_SHARED("parity/cases/spm_nfkc");
    const auto bytes = readWholeFile(parityCase("spm_nfkc") / "spiece.model");
    REQUIRE_OK(bytes);
    auto file = readSentencePiece(*bytes, "spiece.model");
    REQUIRE_OK(file);
    auto parts = sentencePieceParts(*std::move(file), "spiece.model");
    REQUIRE_OK(parts);
    const auto tokenizer = makePipelineTokenizer(*std::move(parts));
    const Json json = jsonOf(parityCase("spm_nfkc") / "expected.json");
    for (const Json& row : json.at("rows")) {
        const Tokenization found = tokenizer->encode(row.at("text"), 512);
        support::check(idsOf(found) == row.at("ids").get<std::vector<int64_t>>(),
                       row.at("text").dump() + ' ' + Json(idsOf(found)).dump(), __FILE__, __LINE__);
    }
}

TEST(clipsOwnFilesByTheGeneralWay)
{
    NEED_SHARED("parity/cases/hf_clip");
    const auto tokenizer = loadTokenizerJson(parityCase("hf_clip"));
    REQUIRE_OK(tokenizer);
    const Json rows = jsonOf(parityCase("hf_clip") / "expected.json").at("tokens");
    CHECK(meets(**tokenizer, rows, 77) == int(rows.size()));
}

TEST(everyStepOfTokenizerFiles)
{
    const fs::path folder = support::goldenFolder() / "tokenizers";
    const Json expected = jsonOf(folder / "expected.json");
    CHECK(expected.size() == 10);
    for (const auto& [name, rows] : expected.items()) {
        const auto tokenizer = loadTokenizer(folder / name);
        REQUIRE_OK(tokenizer);
        const int met = meets(**tokenizer, rows, 512);
        support::check(met == int(rows.size()), name + ' ' + std::to_string(met), __FILE__,
                       __LINE__);
    }
}
