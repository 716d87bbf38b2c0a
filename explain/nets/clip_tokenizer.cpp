// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/clip_tokenizer.h"

#include "explain/nets/byte_pairs.h"
#include "explain/nets/clip_vocabulary.h"
#include "explain/nets/html_entities.h"
#include "explain/nets/text_normalise.h"
#include "explain/nets/text_repair.h"
#include "explain/nets/token_row.h"
#include "explain/ops/unicode.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace explain {

namespace {

/// The Greek iota below a letter: to a pattern that ignores case it is no sign, being the letter
/// iota to it, and no letter either. It falls between the pieces.
constexpr char32_t iotaBelow = U'\u0345';

/// A special token that somebody typed, as the cleaned or the raw text spells it.
struct Literal {
    std::u32string text;
    int64_t id = 0;
};

std::size_t contractionLength(const TrackedText& text, std::size_t at)
{
    for (const std::u32string_view ending : {U"'s", U"'t", U"'re", U"'ve", U"'m", U"'ll", U"'d"})
        if (startsWith(text, at, ending))
            return ending.size();
    return 0;
}

bool isOther(char32_t c)
{
    return !isLetter(c) && !isNumber(c) && !isWhiteSpace(c);
}

template <class Predicate>
std::size_t runEnd(const TrackedText& text, std::size_t at, Predicate belongs)
{
    while (at < text.size() && belongs(text[at].c))
        ++at;
    return at;
}

/// End of the piece of CLIP's pattern that begins at \p at, which is no white space: contractions,
/// runs of letters, single digits, runs of anything else.
std::size_t pieceEnd(const TrackedText& text, std::size_t at)
{
    if (const std::size_t length = contractionLength(text, at))
        return at + length;
    if (isLetter(text[at].c))
        return runEnd(text, at, isLetter);
    return isNumber(text[at].c) ? at + 1 : runEnd(text, at, isOther);
}

class ClipTokenizer final : public Tokenizer {
public:
    ClipTokenizer(ClipVocabulary vocabulary, BytePairEncoder encoder, ClipFlavour flavour)
        : m_encoder(std::move(encoder)), m_startId(vocabulary.startId), m_endId(vocabulary.endId),
          m_paddingId(vocabulary.paddingId), m_isOpenClip(flavour == ClipFlavour::OpenClip),
          m_spellings(std::size_t(vocabulary.size))
    {
        for (const auto& [symbol, id] : vocabulary.pairs.ids)
            m_spellings[std::size_t(id)] = symbol.ends_with(BytePairEncoder::wordEnd)
                ? symbol.substr(0, symbol.size() - BytePairEncoder::wordEnd.size())
                : symbol;
        if (m_isOpenClip)
            m_literals = {{U"<start_of_text>", m_startId}, {U"<end_of_text>", m_endId}};
        else
            for (const AddedToken& token : vocabulary.added)
                m_literals.push_back({decodeUtf8(token.text), token.id});
    }

    int64_t vocabularySize() const override { return int64_t(m_spellings.size()); }
    int64_t startId() const override { return m_startId; }
    int64_t endId() const override { return m_endId; }
    int64_t paddingId() const override { return m_isOpenClip ? 0 : m_paddingId; }

    Tokenization encode(const std::string& text, int64_t contextLength) const override
    {
        TORCH_CHECK(contextLength >= 2, "context of ", contextLength, " tokens");
        TokenRow row(m_spellings, contextLength - 2);
        row.append(m_startId, 0, 0, true);
        if (m_isOpenClip)
            splitOpenClip(cleaned(text, row), row);
        else
            splitHuggingFace(track(text), row);
        row.append(m_endId, 0, 0, true);
        return row.take();
    }

private:
    static TrackedText cleaned(const std::string& text, TokenRow& row)
    {
        const RepairedText fixed = repaired(track(text));
        if (fixed.wasBroken)
            row.note("the text was in a broken encoding and was read as UTF-8 anew");
        if (fixed.staysBroken)
            row.note("the text seems to be in a broken encoding; OpenCLIP might repair more of it");
        const TrackedText once = entitiesDecoded(fixed.text, EntityRule::Html);
        const TrackedText twice = entitiesDecoded(once, EntityRule::Html);
        return lowered(blanksCollapsed(stripped(twice)), FinalSigma::Heeded);
    }

    const Literal* literalAt(const TrackedText& text, std::size_t at) const
    {
        const auto found =
            std::find_if(m_literals.begin(), m_literals.end(), [&](const Literal& literal) {
                return text[at].c == literal.text[0] && startsWith(text, at, literal.text);
            });
        return found == m_literals.end() ? nullptr : &*found;
    }

    /// Special tokens are cut out of the text as it was typed, wherever they stand; the parts
    /// between them are normalised each by itself.
    void splitHuggingFace(const TrackedText& text, TokenRow& row) const
    {
        std::size_t begin = 0;
        const auto flush = [&](std::size_t end) {
            if (begin == end)
                return;
            const TrackedText part(text.begin() + std::ptrdiff_t(begin),
                                   text.begin() + std::ptrdiff_t(end));
            encodePart(lowered(blanksCollapsed(composed(part)), FinalSigma::Ignored), row);
        };
        for (std::size_t at = 0; at < text.size();) {
            const Literal* literal = literalAt(text, at);
            if (!literal) {
                ++at;
                continue;
            }
            flush(at);
            begin = at = addLiteral(*literal, text, at, row);
        }
        flush(text.size());
    }

    void encodePart(const TrackedText& text, TokenRow& row) const
    {
        for (std::size_t at = 0; at < text.size();) {
            if (isWhiteSpace(text[at].c)) {
                ++at;
                continue;
            }
            if (const std::size_t length = namedMarkLength(text, at)) {
                encodePiece(text, at, at + 2, row); // "<|", the name, "|>": three pieces
                encodePiece(text, at + 2, at + length - 2, row);
                encodePiece(text, at + length - 2, at + length, row);
                at += length;
                continue;
            }
            const std::size_t end = pieceEnd(text, at);
            encodePiece(text, at, end, row);
            at = end;
        }
    }

    /// Special tokens are words of the pattern: they count where a piece begins, and not amid a run
    /// of signs.
    void splitOpenClip(const TrackedText& text, TokenRow& row) const
    {
        for (std::size_t at = 0; at < text.size();) {
            if (isWhiteSpace(text[at].c) || text[at].c == iotaBelow) {
                ++at;
                continue;
            }
            if (const Literal* literal = literalAt(text, at)) {
                at = addLiteral(*literal, text, at, row);
                continue;
            }
            const bool isLongS = startsWith(text, at, U"'\u017f"); // the pattern ignores case
            std::size_t end = isLongS ? at + 2 : pieceEnd(text, at);
            const auto begin = text.begin();
            end = std::size_t(
                std::find_if(begin + std::ptrdiff_t(at), begin + std::ptrdiff_t(end),
                             [](const TrackedChar& character) { return character.c == iotaBelow; })
                - begin);
            encodePiece(text, at, end, row);
            at = end;
        }
    }

    /// Returns where the text goes on.
    static std::size_t addLiteral(const Literal& literal, const TrackedText& text, std::size_t at,
                                  TokenRow& row)
    {
        const std::size_t end = at + literal.text.size();
        row.note("the text spells a special token, and the network reads it as one");
        row.add(literal.id, text[at].begin, text[end - 1].end, true);
        return end;
    }

    /// CLIP's pattern knows its special tokens as words. In transformers only those get here that
    /// were lower-cased first, and its second pattern cuts them into three.
    static std::size_t namedMarkLength(const TrackedText& text, std::size_t at)
    {
        for (const std::u32string_view mark : {U"<|startoftext|>", U"<|endoftext|>"})
            if (startsWith(text, at, mark))
                return mark.size();
        return 0;
    }

    void encodePiece(const TrackedText& text, std::size_t begin, std::size_t end,
                     TokenRow& row) const
    {
        std::string bytes;
        std::vector<std::size_t> owners; // of each byte: its character
        for (std::size_t at = begin; at < end; ++at) {
            bytes += encodeUtf8({&text[at].c, 1});
            owners.resize(bytes.size(), at);
        }
        std::vector<BytePair> pairs;
        m_encoder.encode(bytes, pairs);
        for (const BytePair& pair : pairs)
            row.add(pair.id, text[owners[pair.begin]].begin, text[owners[pair.end - 1]].end);
    }

    BytePairEncoder m_encoder;
    int64_t m_startId, m_endId, m_paddingId;
    bool m_isOpenClip;
    std::vector<std::string> m_spellings; ///< by id, without the word-end mark
    std::vector<Literal> m_literals;
};

} // namespace

Expected<std::shared_ptr<const Tokenizer>> loadClipTokenizer(const std::filesystem::path& folder,
                                                             ClipFlavour flavour)
{
    auto vocabulary = readClipVocabulary(folder);
    if (!vocabulary)
        return vocabulary.error();
    auto encoder = BytePairEncoder::make(vocabulary->pairs, vocabulary->vocabularyFile,
                                         vocabulary->mergesFile);
    if (!encoder)
        return encoder.error();
    if (flavour == ClipFlavour::Automatic)
        flavour = vocabulary->isOpenAi ? ClipFlavour::OpenClip : ClipFlavour::HuggingFace;
    return std::shared_ptr<const Tokenizer>(
        std::make_shared<ClipTokenizer>(std::move(*vocabulary), std::move(*encoder), flavour));
}

std::vector<std::string> clipTokenizerFiles(const std::filesystem::path& folder)
{
    return clipVocabularyFiles(folder);
}

} // namespace explain
