// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pipeline_tokenizer.h"

#include "explain/nets/token_row.h"
#include "explain/ops/unicode.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <functional>

namespace explain {
namespace {

constexpr char32_t spelledBlank = U'\u0120'; // of byte-level vocabularies

/// How long a text may grow on its way: Unicode's own steps make 18 characters of one, and a file's
/// steps could double it again and again.
std::size_t sizeLimit(const TrackedText& text)
{
    return 64 * text.size() + 64;
}

bool isBlank(const TrackedChar& character)
{
    return isWhiteSpace(character.c) || character.c == spelledBlank;
}

class PipelineTokenizer final : public Tokenizer {
public:
    explicit PipelineTokenizer(TokenizerParts parts) : m_parts(std::move(parts))
    {
        for (LiteralToken& literal : m_parts.literals) {
            if (literal.isNormalised)
                literal.text = decodeUtf8(plain(cleaned(track(encodeUtf8(literal.text)))));
            if (!literal.text.empty())
                (literal.isNormalised ? m_inCleaned : m_inRaw).push_back(literal);
        }
        for (auto* literals : {&m_inRaw, &m_inCleaned}) // where several begin the longest counts
            std::ranges::stable_sort(*literals, std::greater{}, [](const LiteralToken& literal) {
                return literal.text.size();
            });
    }

    int64_t vocabularySize() const override { return int64_t(m_parts.spellings.size()); }
    int64_t startId() const override { return m_parts.startId; }
    int64_t endId() const override { return m_parts.endId; }
    int64_t paddingId() const override { return m_parts.paddingId; }

    Tokenization encode(const std::string& text, int64_t contextLength) const override
    {
        const auto marks = int64_t(m_parts.before.size() + m_parts.after.size());
        TORCH_CHECK(contextLength >= marks, "context of ", contextLength, " tokens");
        TokenRow row(m_parts.spellings, contextLength - marks);
        for (const int64_t id : m_parts.before)
            row.append(id, 0, 0, true);
        cutOut(m_inRaw, track(text), row, [&](const TrackedText& raw) {
            const TrackedText whole = cleaned(raw);
            if (whole.size() == sizeLimit(raw))
                row.note("the tokenizer's steps make the text far longer; its end is left out");
            cutOut(m_inCleaned, whole, row,
                   [&](const TrackedText& part) { encodePieces(part, row); });
        });
        for (const int64_t id : m_parts.after)
            row.append(id, 0, 0, true);
        return row.take();
    }

private:
    TrackedText cleaned(TrackedText text) const
    {
        const std::size_t most = sizeLimit(text);
        for (const TextStep& step : m_parts.cleaning) {
            text = step(text);
            text.resize(std::min(text.size(), most));
        }
        return text;
    }

    static const LiteralToken* literalAt(const std::vector<LiteralToken>& literals,
                                         const TrackedText& text, std::size_t at)
    {
        for (const LiteralToken& literal : literals) {
            if (!startsWith(text, at, literal.text))
                continue;
            const std::size_t end = at + literal.text.size();
            const bool isInWord = (at > 0 && isWordCharacter(text[at - 1].c))
                || (end < text.size() && isWordCharacter(text[end].c));
            if (!literal.isWholeWord || !isInWord)
                return &literal;
        }
        return nullptr;
    }

    /// Adds the literals in \p text to \p row and hands what lies between them to \p other.
    template <class Other>
    static void cutOut(const std::vector<LiteralToken>& literals, const TrackedText& text,
                       TokenRow& row, const Other& other)
    {
        const auto part = [&](std::size_t begin, std::size_t end) {
            return TrackedText(text.begin() + std::ptrdiff_t(begin),
                               text.begin() + std::ptrdiff_t(end));
        };
        std::size_t begin = 0;
        for (std::size_t at = 0; at < text.size();) {
            const LiteralToken* literal = literalAt(literals, text, at);
            if (!literal) {
                ++at;
                continue;
            }
            std::size_t first = at, end = at + literal->text.size();
            while (literal->takesBlanksBefore && first > begin && isWhiteSpace(text[first - 1].c))
                --first;
            while (literal->takesBlanksAfter && end < text.size() && isWhiteSpace(text[end].c))
                ++end;
            if (first > begin)
                other(part(begin, first));
            if (literal->isSpecial)
                row.note("the text spells a special token, and the network reads it as one");
            row.add(literal->id, text[first].begin, text[end - 1].end, literal->isSpecial);
            begin = at = end;
        }
        if (begin < text.size())
            other(part(begin, text.size()));
    }

    void encodePieces(const TrackedText& text, TokenRow& row) const
    {
        std::vector<TrackedText> pieces{text};
        for (const SplitStep& step : m_parts.splitting) {
            std::vector<TrackedText> smaller;
            std::size_t left = sizeLimit(text);
            for (const TrackedText& piece : pieces)
                for (TrackedText& part : step(piece)) {
                    part.resize(std::min(part.size(), left));
                    left -= part.size();
                    if (!part.empty())
                        smaller.push_back(std::move(part));
                }
            pieces = std::move(smaller);
        }
        std::vector<ModelToken> tokens;
        for (const TrackedText& piece : pieces) {
            tokens.clear();
            m_parts.model->encode(piece, tokens);
            for (const ModelToken& token : tokens)
                addToken(piece, token, row);
        }
    }

    void addToken(const TrackedText& piece, ModelToken token, TokenRow& row) const
    {
        const int64_t end = piece[token.end - 1].end;
        while (m_parts.trimsBlanks && token.begin < token.end && isBlank(piece[token.begin]))
            ++token.begin;
        while (m_parts.trimsBlanks && token.begin < token.end && isBlank(piece[token.end - 1]))
            --token.end;
        if (token.begin == token.end) // nothing but blanks
            row.add(token.id, end, end);
        else
            row.add(token.id, piece[token.begin].begin, piece[token.end - 1].end);
    }

    TokenizerParts m_parts;
    std::vector<LiteralToken> m_inRaw, m_inCleaned;
};

} // namespace

std::shared_ptr<const Tokenizer> makePipelineTokenizer(TokenizerParts parts)
{
    return std::make_shared<PipelineTokenizer>(std::move(parts));
}

} // namespace explain
