// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"
#include "explain/parameters.h"

#include <ATen/core/Tensor.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace explain {

// The kinds of result there are: methods are many, kinds few, and views, exports and archives know
// kinds alone. Members are named as in tensors.safetensors. What the network never saw is NaN.

/// A score for each patch; row 0 on top.
struct PatchMap {
    static constexpr std::string_view name = "PatchMap";
    at::Tensor map; ///< [rows, cols] or [words, rows, cols]
};

/// How much each word leans on each region.
struct Alignment {
    static constexpr std::string_view name = "Alignment";
    at::Tensor plan;  ///< [words, regions]; a word that the network did not see is NaN
    at::Tensor boxes; ///< [regions, 4] xyxy, image pixels; undefined: the regions are the patches
};

/// Labelled areas.
struct MaskSet {
    static constexpr std::string_view name = "MaskSet";
    at::Tensor masks;  ///< [K, H, W] uint8 at image size: 1 in, 0 out, 255 never seen
    at::Tensor scores; ///< [K, rows, cols] at the network's own output resolution
};

/// A number for each word.
struct WordScores {
    static constexpr std::string_view name = "WordScores";
    at::Tensor values; ///< [words]
    /// [tokens] of the text read alone, specials included: a template's are left out, and NaN is
    /// what was not seen with the template
    at::Tensor tokenValues;
};

/// Boxes, or points: boxes of zero size.
struct BoxSet {
    static constexpr std::string_view name = "BoxSet";
    at::Tensor boxes;  ///< [K, 4] xyxy, image pixels, far edge exclusive
    at::Tensor scores; ///< [K]
    std::vector<std::pair<int64_t, int64_t>> spans; ///< K, code points of the text
};

/// Plain numbers.
struct ScoreTable {
    static constexpr std::string_view name = "ScoreTable";
    at::Tensor values; ///< [R, C]
    std::vector<std::string> columns;
};

using Kind = std::variant<PatchMap, Alignment, MaskSet, WordScores, BoxSet, ScoreTable>;

std::string_view nameOf(const Kind& kind);

/// How a result came out (methods.md, 1). Where it is neither Ok nor Truncated its tensors are
/// undefined: no invented numbers. Truncated: the words beyond the context are NaN, the rest holds.
enum class Status { Ok, Truncated, EmptyText, NoWords, FlatMap, ZeroVector, NonFinite };

std::string_view nameOf(Status status); ///< "OK", "TRUNCATED", "EMPTY_TEXT", ...

/// What it means, for people: "the text is empty".
std::string meaningOf(Status status);

/// Words of whose values a reader must know something: a method is known to fail there.
struct Caveat {
    std::string id;             ///< "negation"
    int64_t begin = 0, end = 0; ///< code points of the text, half-open
    std::string message;        ///< one sentence for people
    std::string better;         ///< id of a method that does better there; empty: none is known
};

/// One result of a run. Tensors keep the network's dtype; archive and present make them float32.
struct Explanation {
    Kind kind;
    std::optional<std::size_t> text; ///< index into Sample::texts; none: all concepts are meant
    Status status = Status::Ok;
    std::string unit;                     ///< "cosine", "mass", "gradient", ...
    bool isSigned = true;                 ///< false: never below 0
    std::vector<std::string> labels;      ///< a name for each row of the kind's first tensor
    std::map<std::string, double> values; ///< single numbers: "distance", "residual", ...
    std::map<std::string, at::Tensor>
        extras;        ///< named tensors of a method's own, archived as float32
    Geometry geometry; ///< where its patches lie in the image; rows = 0: it has none

    // Stamped by apply():
    std::string method; ///< id
    std::string source; ///< paper, and the variant where there is one
    std::string precision;
    std::vector<Parameter> parameters; ///< with the values of this run
    std::vector<Caveat> caveats;       ///< in the order of the text; usually none
};

/// Whether it holds numbers: Ok or Truncated.
bool hasNumbers(const Explanation& explanation);

} // namespace explain
