// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/claim_rules.h"

#include "project/claim_words.h"

#include <algorithm>

namespace project {
namespace {

using Words = std::vector<ClaimWord>;

/// Words that stand together and do one thing, half-open.
struct Piece {
    enum Kind { Phrase, Link, Copula, Position, Quote, Gap, End };

    Kind kind = Gap;
    std::size_t begin = 0, end = 0;
};

bool means(const ClaimWord& word) ///< something, rather than holding others together
{
    return word.part == Part::Content && !word.isCue && !word.isSeen && word.word != "of";
}

bool anyOf(const Words& words, const Piece& piece, bool ClaimWord::*flag)
{
    return std::any_of(words.begin() + std::ptrdiff_t(piece.begin),
                       words.begin() + std::ptrdiff_t(piece.end),
                       [flag](const ClaimWord& word) { return word.*flag; });
}

bool meansSomething(const Words& words, const Piece& piece)
{
    return std::any_of(words.begin() + std::ptrdiff_t(piece.begin),
                       words.begin() + std::ptrdiff_t(piece.end), means);
}

Piece::Kind kindOf(const ClaimWord& word)
{
    if (word.isCue && word.part != Part::Copula)
        return Piece::Phrase;
    switch (word.part) {
    case Part::Content:
    case Part::Determiner:
    case Part::Number: return Piece::Phrase;
    case Part::Relation:
    case Part::Verb: return Piece::Link;
    case Part::Copula: return Piece::Copula;
    case Part::Position: return Piece::Position;
    case Part::Stop: return Piece::End;
    case Part::OpenQuote: return Piece::Quote;
    case Part::Join:
    case Part::Introduction: break;
    }
    return Piece::Gap;
}

/// Whether \p word opens another phrase, right after the phrase \p last.
bool opens(const Words& words, const Piece& last, std::size_t word)
{
    const ClaimWord& before = words[word - 1];
    if (words[word].looksBack || before.word == "of")
        return false;
    const bool begins = words[word].part == Part::Determiner || words[word].isCue;
    return begins && meansSomething(words, last) && !(before.isCue && words[word].isCue);
}

std::vector<Piece> piecesOf(const Words& words)
{
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Piece::Kind kind = kindOf(words[i]);
        if (kind == Piece::Quote) {
            pieces.push_back({kind, i, std::size_t(words[i].closing) + 1});
            i = std::size_t(words[i].closing);
            continue;
        }
        const bool alike = !pieces.empty() && pieces.back().kind == kind;
        if (alike && !(kind == Piece::Phrase && opens(words, pieces.back(), i)))
            pieces.back().end = i + 1;
        else
            pieces.push_back({kind, i, i + 1});
    }
    return pieces;
}

/// Spans in order, those that touch or have a blank between them as one.
void join(std::vector<Span>& spans)
{
    std::ranges::sort(spans, {}, &Span::begin);
    std::vector<Span> joined{spans.front()};
    for (const Span& span : spans) {
        if (span.begin <= joined.back().end + 1)
            joined.back().end = std::max(joined.back().end, span.end);
        else
            joined.push_back(span);
    }
    spans = std::move(joined);
}

/// Makes claims of the pieces of a text, one sentence after another.
class Splitter {
public:
    explicit Splitter(const Words& words) : m_words(words), m_pieces(piecesOf(words))
    {
        m_isReport = std::ranges::any_of(
            words, [](const ClaimWord& word) { return word.isFinding || word.isAnatomy; });
    }

    std::vector<FoundClaim> claims()
    {
        for (m_at = 0; m_at < m_pieces.size(); ++m_at)
            take(m_pieces[m_at]);
        std::ranges::stable_sort(m_claims, [](const FoundClaim& one, const FoundClaim& other) {
            return one.spans.front().begin < other.spans.front().begin;
        });
        return std::move(m_claims);
    }

private:
    void take(const Piece& piece)
    {
        switch (piece.kind) {
        case Piece::Phrase: takePhrase(piece); break;
        case Piece::Link: takeLink(piece); break;
        case Piece::Position: takePosition(piece); break;
        case Piece::Quote: add("text-in-image", piece, piece); break;
        case Piece::End: m_sentence = m_claims.size(); [[fallthrough]];
        case Piece::Copula:
        case Piece::Gap: break;
        }
        if (piece.kind != Piece::Gap && piece.kind != Piece::Phrase)
            m_predicate = false;
    }

    const Piece* next(std::size_t by = 1) const
    {
        return m_at + by < m_pieces.size() ? &m_pieces[m_at + by] : nullptr;
    }
    bool follows(Piece::Kind kind, std::size_t by = 1) const
    {
        return next(by) && next(by)->kind == kind;
    }
    bool hasSubject() const { return m_claims.size() > m_sentence; }

    bool isNamed(const Piece& phrase) const ///< it has an article or a number: it is a thing
    {
        const ClaimWord& first = m_words[phrase.begin];
        return first.part == Part::Determiner || first.part == Part::Number;
    }

    void takePhrase(const Piece& phrase)
    {
        const bool predicated = follows(Piece::Copula) && follows(Piece::Phrase, 2)
            && meansSomething(m_words, *next(2)) && !isNamed(*next(2));
        if (predicated && meansSomething(m_words, phrase)) {
            takePredicate(phrase, *next(1), *next(2));
            m_at += 2;
            m_predicate = true;
            return;
        }
        if (m_predicate && !isNamed(phrase) && !follows(Piece::Copula) && !isThing(phrase))
            add(anyOf(m_words, phrase, &ClaimWord::isComparison) ? "comparison" : m_predicateType,
                phrase, phrase);
        else
            takeThing(phrase);
        m_predicate = false;
    }

    bool isThing(const Piece& phrase) const
    {
        return anyOf(m_words, phrase, &ClaimWord::isFinding)
            || anyOf(m_words, phrase, &ClaimWord::isAnatomy) || !meansSomething(m_words, phrase);
    }

    void takePredicate(const Piece& subject, const Piece& copula, const Piece& said)
    {
        const Piece predicate{Piece::Phrase, copula.begin, said.end};
        const bool isAnatomy = anyOf(m_words, subject, &ClaimWord::isAnatomy);
        m_predicateType = "attribute";
        if (m_isReport && isAnatomy && anyOf(m_words, said, &ClaimWord::isState)) {
            m_predicateType = "finding";
            add("finding", {Piece::Phrase, subjectBegin(subject), said.end}, said);
            return;
        }
        takeThing(subject);
        if (anyOf(m_words, said, &ClaimWord::isComparison))
            add("comparison", predicate, said);
        else if (anyOf(m_words, said, &ClaimWord::isFinding))
            takeThing(said);
        else
            add("attribute", predicate, said);
    }

    /// "Heart size and mediastinal contours are normal" has one subject.
    std::size_t subjectBegin(const Piece& subject)
    {
        if (m_at < 2 || m_pieces[m_at - 1].kind != Piece::Gap
            || m_pieces[m_at - 2].kind != Piece::Phrase || !hasSubject()
            || m_words[m_pieces[m_at - 1].begin].word != "and" || m_claims.back().type != "anatomy")
            return subject.begin;
        m_claims.pop_back();
        return m_pieces[m_at - 2].begin;
    }

    void takeThing(const Piece& phrase)
    {
        if (!meansSomething(m_words, phrase))
            return;
        Piece thing = phrase;
        while (m_words[thing.end - 1].isSeen && !m_words[thing.end - 1].isCue)
            --thing.end;
        if (!meansSomething(m_words, thing))
            return;
        const bool isFinding = anyOf(m_words, thing, &ClaimWord::isFinding);
        const auto counted =
            std::find_if(m_words.begin() + std::ptrdiff_t(thing.begin),
                         m_words.begin() + std::ptrdiff_t(thing.end), [](const ClaimWord& word) {
                             return !word.isCue && word.part != Part::Determiner;
                         });
        add(isFinding                                                      ? "finding"
                : anyOf(m_words, thing, &ClaimWord::isAnatomy)             ? "anatomy"
                : counted->part == Part::Number                            ? "count"
                : isOnly(thing, &ClaimWord::isComparison)                  ? "comparison"
                : m_isReport && anyOf(m_words, thing, &ClaimWord::isState) ? "finding"
                                                                           : "object",
            thing, thing);
        if (isFinding && m_claims.back().assertion != "absent")
            addSide(thing);
    }

    bool isOnly(const Piece& phrase, bool ClaimWord::*flag) const
    {
        for (std::size_t i = phrase.begin; i < phrase.end; ++i)
            if (means(m_words[i]) && !(m_words[i].*flag))
                return false;
        return true;
    }

    /// "right" of "a small right effusion": what a mirrored picture gets wrong.
    void addSide(const Piece& finding)
    {
        for (std::size_t i = finding.begin; i < finding.end; ++i)
            if (m_words[i].isSide && m_words[i].part == Part::Content) {
                const Piece side{Piece::Phrase, i, i + 1};
                add("laterality", side, side);
                m_claims.back().spans = {{m_words[i].begin, m_words[i].end}};
            }
    }

    void takeLink(const Piece& link)
    {
        if (!follows(Piece::Phrase) || !meansSomething(m_words, *next())) {
            const bool acts =
                std::any_of(m_words.begin() + std::ptrdiff_t(link.begin),
                            m_words.begin() + std::ptrdiff_t(link.end),
                            [](const ClaimWord& word) { return word.part == Part::Verb; });
            if (acts && hasSubject() && !follows(Piece::Quote))
                add("action", link, link);
            return;
        }
        const Piece& other = *next();
        const Piece whole{Piece::Link, link.begin, other.end};
        const bool isFinding = anyOf(m_words, other, &ClaimWord::isFinding);
        const bool isPlace = anyOf(m_words, other, &ClaimWord::isAnatomy) && !isFinding;
        if (hasSubject() && m_words[link.begin].denied && m_claims.back().assertion == "absent") {
            extend(whole);
            ++m_at;
        } else if (hasSubject() && isPlace) {
            add(anyOf(m_words, other, &ClaimWord::isSide) ? "laterality" : "anatomy", whole, other);
            ++m_at;
        } else if (hasSubject() && !isFinding) {
            add("relation", whole, other);
        }
    }

    void takePosition(const Piece& position)
    {
        if (!hasSubject())
            return;
        if (m_claims.back().assertion == "absent" && m_words[position.begin].denied)
            extend(position);
        else
            add(m_isReport && anyOf(m_words, position, &ClaimWord::isSide) ? "laterality"
                                                                           : "relation",
                position, position);
    }

    Span spanOf(const Piece& piece) const
    {
        return {m_words[piece.begin].begin, m_words[piece.end - 1].end};
    }

    void extend(const Piece& piece)
    {
        std::vector<Span>& spans = m_claims.back().spans;
        spans.push_back(spanOf(piece));
        join(spans);
    }

    /// A claim of the words \p whole, that is denied or doubted as \p said is.
    void add(std::string type, const Piece& whole, const Piece& said)
    {
        const ClaimWord* last = nullptr; // with meaning: scopes end behind it
        for (std::size_t i = said.begin; i < said.end; ++i)
            if (!last || means(m_words[i]))
                last = &m_words[i];
        QString assertion = "present";
        if (last->hedged)
            assertion = "uncertain", type = hedgedType(type);
        else if (last->denied)
            assertion = "absent", type = deniedType(type);
        std::vector<Span> spans{spanOf(whole)};
        if (assertion != "present" && last->cueBegin >= 0) {
            spans.push_back(
                spanOf({Piece::Phrase, std::size_t(last->cueBegin), std::size_t(last->cueEnd)}));
            join(spans);
        }
        m_claims.push_back({spans, QString::fromStdString(type), assertion});
    }

    const Words& m_words;
    std::vector<Piece> m_pieces;
    std::vector<FoundClaim> m_claims;
    std::size_t m_at = 0;       ///< among the pieces
    std::size_t m_sentence = 0; ///< claims before this sentence
    bool m_isReport = false;
    bool m_predicate = false; ///< what comes next may go on with "is red and shiny"
    std::string m_predicateType;
};

} // namespace

std::vector<FoundClaim> claimsIn(const QString& text)
{
    const Words words = claimWordsOf(text.toStdString());
    return words.empty() ? std::vector<FoundClaim>() : Splitter(words).claims();
}

} // namespace project
