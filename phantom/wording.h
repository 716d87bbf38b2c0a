// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/claim.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace phantom {

class RandomStream;

/// How a statement is put into words; the same for both members of a pair.
struct Wording {
    enum Joiner : std::int8_t { And, With, FullStop };

    Joiner joiner = And;                                  ///< between the claims of a caption
    std::array<bool, Statement::mostClaims> thereIs = {}; ///< opens the claim with "there is"
    std::array<bool, Statement::mostClaims> probable =
        {}; ///< of an uncertain claim: not "possible"

    bool operator==(const Wording&) const = default;
};

/// A wording for a statement of this domain, drawn without a look at the statement.
Wording drawWording(Domain domain, RandomStream& random);

/// "a red circle left of a square", "There is a small right effusion. No left pneumothorax."
/// ASCII: a code point is a byte.
std::string text(Domain domain, const Statement& statement, const Wording& wording);

/// What the tokenizer makes of text(): ids with begin and end, at most contextLength.
std::vector<int> tokens(Domain domain, const Statement& statement, const Wording& wording);

/// A phrase that names things, without an article: "small red circle".
std::string phraseText(Domain domain, const Fields& said);
std::vector<int> phraseTokens(Domain domain, const Fields& said);

/// Code points [begin, end) of a text.
struct Span {
    int begin = 0, end = 0;

    bool operator==(const Span&) const = default;
};

/// A part of a text that can be true or false of the picture.
struct ClaimSpan {
    enum class Type { Object, Count, Relation, Position };
    enum class Assertion { Present, Absent, Uncertain };

    Span span;
    Type type = Type::Object;
    Assertion assertion = Assertion::Present;
    bool truth = true;
    std::vector<int> objects; ///< indices into Scene::objects of what it speaks of; absent: none
    int claim = 0;            ///< which claim of the statement it comes from
};

/// As the truth format writes them: "object", "relation"; "present", "absent".
std::string_view name(ClaimSpan::Type type);
std::string_view name(ClaimSpan::Assertion assertion);

/// A statement's text and what its parts are.
struct WordedStatement {
    std::string text;
    std::vector<Span> words; ///< a full stop is a word
    std::vector<ClaimSpan> claims;
};

WordedStatement worded(Domain domain, const Statement& statement, const Wording& wording,
                       const Scene& scene);

/// Where a foil differs from its caption: the smallest run of words.
struct Difference {
    Span inCaption, inFoil; ///< neither is empty
};

/// foil[0, inFoil.begin) + caption[inCaption] + foil[inFoil.end, end) is the caption. The texts
/// differ.
Difference difference(const WordedStatement& caption, const WordedStatement& foil);

} // namespace phantom
