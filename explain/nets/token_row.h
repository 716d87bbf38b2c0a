// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/tokenizer.h"

#include <string_view>
#include <utility>

namespace explain {

/// Takes tokens until the context is full, and then counts them.
class TokenRow {
public:
    TokenRow(const std::vector<std::string>& spellings, int64_t contentLength)
        : m_spellings(spellings), m_left(contentLength)
    {
    }

    void add(int64_t id, int64_t begin, int64_t end, bool special = false)
    {
        if (m_left == 0) {
            if (m_result.lostTokens++ == 0)
                m_result.truncatedAt = begin;
            return;
        }
        --m_left;
        append(id, begin, end, special);
    }

    /// Start and end take no room of the content's.
    void append(int64_t id, int64_t begin, int64_t end, bool special)
    {
        m_result.tokens.push_back({.id = id,
                                   .text = m_spellings[std::size_t(id)],
                                   .begin = begin,
                                   .end = end,
                                   .special = special});
    }

    void note(std::string_view notice)
    {
        if (m_result.notice.find(notice) == std::string::npos)
            m_result.notice += (m_result.notice.empty() ? "" : "; ") + std::string(notice);
    }

    Tokenization take() { return std::move(m_result); }

private:
    const std::vector<std::string>& m_spellings;
    int64_t m_left;
    Tokenization m_result;
};

} // namespace explain
