// SPDX-License-Identifier: Apache-2.0
#include "phantom/wording.h"

#include "phantom/lexicon.h"
#include "phantom/random_stream.h"
#include "phantom/vocabulary.h"

#include <algorithm>

namespace phantom {

namespace {

/// A part of a statement as a run of words.
struct Part {
    ClaimSpan::Type type;
    ClaimSpan::Assertion assertion;
    std::size_t first, end;
    int claim;
    const Fields *whom, *other; ///< whose objects it speaks of; other may be null
};

struct Layout {
    Words words;
    std::vector<Part> parts;
    std::vector<std::size_t> starts; ///< words that begin a sentence
};

/// Puts one claim after another.
class Writer {
public:
    Writer(Domain domain, const Wording& wording)
        : m_domain(domain), m_wording(wording),
          m_inSentences(domain == Domain::Chest || wording.joiner == Wording::FullStop)
    {
    }

    Layout write(const Statement& statement)
    {
        for (m_claim = 0; m_claim < statement.size(); ++m_claim) {
            if (m_claim > 0 && !m_inSentences)
                m_out.words.emplace_back(m_wording.joiner == Wording::And ? "and" : "with");
            if (m_inSentences)
                m_out.starts.push_back(m_out.words.size());
            append(statement[m_claim]);
            if (m_inSentences)
                m_out.words.emplace_back(".");
        }
        return std::move(m_out);
    }

private:
    void append(const Claim& claim)
    {
        const bool canOpen = claim.kind == Kind::Exists || claim.kind == Kind::None;
        if (canOpen && m_wording.thereIs[std::size_t(m_claim)])
            m_out.words.insert(m_out.words.end(), {"there", "is"});
        const std::size_t first = m_out.words.size();
        if (claim.kind == Kind::None) {
            m_out.words.emplace_back("no");
            appendPhrase(m_domain, claim.a, false, m_out.words);
            part(ClaimSpan::Type::Object, first, claim.a, nullptr, ClaimSpan::Assertion::Absent);
            return;
        }
        if (claim.kind == Kind::Count)
            counted(claim);
        else
            thing(claim, claim.a);
        using Type = ClaimSpan::Type;
        if (claim.kind == Kind::Count)
            part(Type::Count, first, claim.a);
        if (claim.kind == Kind::Position) {
            append(positionWords(claim.argument));
            part(Type::Position, first, claim.a);
        }
        if (claim.kind == Kind::Relation) {
            append(relationWords(claim.argument));
            thing(claim, claim.b);
            part(Type::Relation, first, claim.a, &claim.b);
        }
    }

    void append(const Words& words)
    {
        m_out.words.insert(m_out.words.end(), words.begin(), words.end());
    }

    void counted(const Claim& claim)
    {
        m_out.words.push_back(numberWord(claim.argument));
        const std::size_t first = m_out.words.size();
        appendPhrase(m_domain, claim.a, claim.argument != 1, m_out.words);
        part(ClaimSpan::Type::Object, first, claim.a);
    }

    /// "a red circle", "possible nodule", "there is a possible nodule"
    void thing(const Claim& claim, const Fields& said)
    {
        const std::size_t article = m_out.words.size();
        if (claim.uncertain)
            m_out.words.emplace_back(m_wording.probable[std::size_t(m_claim)] ? "probable"
                                                                              : "possible");
        appendPhrase(m_domain, said, false, m_out.words);
        const bool opens = claim.kind == Kind::Exists && m_wording.thereIs[std::size_t(m_claim)];
        const bool isBare = isUncountable(m_domain, said) || (claim.uncertain && !opens);
        if (!isBare)
            m_out.words.insert(m_out.words.begin() + std::ptrdiff_t(article),
                               articleBefore(m_out.words[article]));
        part(ClaimSpan::Type::Object, article + !isBare, said, nullptr,
             claim.uncertain ? ClaimSpan::Assertion::Uncertain : ClaimSpan::Assertion::Present);
    }

    void part(ClaimSpan::Type type, std::size_t first, const Fields& whom,
              const Fields* other = nullptr,
              ClaimSpan::Assertion assertion = ClaimSpan::Assertion::Present)
    {
        m_out.parts.push_back({type, assertion, first, m_out.words.size(), m_claim, &whom, other});
    }

    Domain m_domain;
    const Wording& m_wording;
    bool m_inSentences;
    int m_claim = 0;
    Layout m_out;
};

/// The text, and where each word stands in it.
std::string joined(const Layout& layout, std::vector<Span>* spans)
{
    std::string out;
    for (const std::string_view word : layout.words) {
        if (!out.empty() && word != ".")
            out += ' ';
        if (spans)
            spans->push_back({int(out.size()), int(out.size() + word.size())});
        out += word;
    }
    std::size_t at = 0, word = 0;
    for (const std::size_t start : layout.starts) {
        for (; word < start; ++word)
            at += layout.words[word].size() + (layout.words[word + 1] != ".");
        if (out[at] >= 'a' && out[at] <= 'z')
            out[at] = char(out[at] - 'a' + 'A');
    }
    return out;
}

std::vector<int> ids(const Words& words)
{
    std::vector<int> out;
    out.reserve(words.size() + 2);
    out.push_back(beginToken());
    for (const std::string_view word : words)
        out.push_back(tokenOf(word));
    out.push_back(endToken());
    return out;
}

void appendMatches(const Fields& said, const Scene& scene, std::vector<int>& objects)
{
    for (std::size_t i = 0; i < scene.objects.size(); ++i)
        if (matches(said, scene.objects[i])
            && std::find(objects.begin(), objects.end(), int(i)) == objects.end())
            objects.push_back(int(i));
}

} // namespace

Wording drawWording(Domain domain, RandomStream& random)
{
    Wording wording;
    const float joiner = random.uniform();
    wording.joiner = joiner < 0.6F ? Wording::And
        : joiner < 0.8F            ? Wording::With
                                   : Wording::FullStop;
    for (std::size_t i = 0; i < wording.thereIs.size(); ++i) {
        const float often = domain == Domain::Chest ? 0.3F : i == 0 ? 0.12F : 0.0F;
        wording.thereIs[i] = random.chance(often);
        wording.probable[i] = random.chance(0.4F);
    }
    return wording;
}

std::string text(Domain domain, const Statement& statement, const Wording& wording)
{
    return joined(Writer(domain, wording).write(statement), nullptr);
}

std::vector<int> tokens(Domain domain, const Statement& statement, const Wording& wording)
{
    return ids(Writer(domain, wording).write(statement).words);
}

std::string phraseText(Domain domain, const Fields& said)
{
    Layout layout;
    appendPhrase(domain, said, false, layout.words);
    return joined(layout, nullptr);
}

std::vector<int> phraseTokens(Domain domain, const Fields& said)
{
    Words words;
    appendPhrase(domain, said, false, words);
    return ids(words);
}

std::string_view name(ClaimSpan::Type type)
{
    constexpr std::array<std::string_view, 4> names{"object", "count", "relation", "position"};
    return names[std::size_t(type)];
}

std::string_view name(ClaimSpan::Assertion assertion)
{
    constexpr std::array<std::string_view, 3> names{"present", "absent", "uncertain"};
    return names[std::size_t(assertion)];
}

WordedStatement worded(Domain domain, const Statement& statement, const Wording& wording,
                       const Scene& scene)
{
    const Layout layout = Writer(domain, wording).write(statement);
    WordedStatement out;
    out.text = joined(layout, &out.words);
    for (const Part& part : layout.parts) {
        const bool isAbsent = part.assertion == ClaimSpan::Assertion::Absent;
        ClaimSpan span{.span = {out.words[part.first].begin, out.words[part.end - 1].end},
                       .type = part.type,
                       .assertion = part.assertion,
                       .objects = {},
                       .claim = part.claim};
        if (!isAbsent)
            appendMatches(*part.whom, scene, span.objects);
        if (part.other)
            appendMatches(*part.other, scene, span.objects);
        span.truth = part.type == ClaimSpan::Type::Object && !isAbsent
            ? !span.objects.empty()
            : isTrue(statement[part.claim], scene);
        out.claims.push_back(std::move(span));
    }
    return out;
}

Difference difference(const WordedStatement& caption, const WordedStatement& foil)
{
    const auto word = [](const WordedStatement& of, std::size_t i) {
        const Span span = of.words[i];
        return std::string_view(of.text).substr(std::size_t(span.begin),
                                                std::size_t(span.end - span.begin));
    };
    std::size_t first = 0, endOfCaption = caption.words.size(), endOfFoil = foil.words.size();
    while (first < std::min(endOfCaption, endOfFoil) && word(caption, first) == word(foil, first))
        ++first;
    while (std::min(endOfCaption, endOfFoil) > first
           && word(caption, endOfCaption - 1) == word(foil, endOfFoil - 1)) {
        --endOfCaption;
        --endOfFoil;
    }
    // A word that only one of them has takes the next one with it, so that there is a span to show.
    if (endOfCaption == first || endOfFoil == first) {
        ++endOfCaption;
        ++endOfFoil;
    }
    return {{caption.words[first].begin, caption.words[endOfCaption - 1].end},
            {foil.words[first].begin, foil.words[endOfFoil - 1].end}};
}

} // namespace phantom
