// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/nets/clip_tokenizer.h"
#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace support {

inline std::vector<int64_t> idsOf(const explain::Tokenization& tokenization)
{
    std::vector<int64_t> ids;
    for (const explain::Token& token : tokenization.tokens)
        ids.push_back(token.id);
    return ids;
}

inline nlohmann::json spansOf(const explain::Tokenization& tokenization)
{
    nlohmann::json spans = nlohmann::json::array();
    for (const explain::Token& token : tokenization.tokens)
        spans.push_back({token.begin, token.end});
    return spans;
}

constexpr int64_t anyLength = 1 << 20;

inline nlohmann::json readJson(const std::filesystem::path& path)
{
    return nlohmann::json::parse(std::ifstream(path));
}

/// Reads our own small vocabulary.
inline std::shared_ptr<const explain::Tokenizer>
smallTokenizer(explain::ClipFlavour flavour = explain::ClipFlavour::Automatic)
{
    const auto loaded = explain::loadClipTokenizer(goldenFolder() / "clip_tokenizer", flavour);
    TORCH_CHECK(loaded, "no golden vocabulary");
    return *loaded;
}

} // namespace support
