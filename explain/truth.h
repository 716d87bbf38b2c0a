// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/ops/run_lengths.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace explain {

// Pictures of which everything is known: what is where, which sentences are true, which are wrong
// and where. One case a line of truth.jsonl, beside the pictures. Holds no tensors, so whoever
// draws pictures can make it. Spans are half-open and count code points of the text they are in.

/// A thing in the picture.
struct TruthObject {
    int64_t id = 0;
    std::string name;                                            ///< "circle", "nodule"
    std::vector<std::pair<std::string, std::string>> attributes; ///< {"colour", "red"}, in order
    std::array<int64_t, 4> box = {}; ///< x0, y0, x1, y1 in pixels, far edge exclusive
    RunLengths mask; ///< what is seen of it; no runs: not known, and the box stands for it
    std::vector<TruthObject> parts;

    bool operator==(const TruthObject&) const = default;
};

enum class Assertion { Present, Absent, Uncertain };

/// What a part of a caption says.
struct TruthClaim {
    int64_t begin = 0, end = 0;
    std::string
        type; ///< "object" names something to point at; "count", "relation", "position", ...
    Assertion assertion = Assertion::Present;
    bool truth = true;
    std::vector<int64_t> objects; ///< ids of what it speaks of; what a right map must hit

    bool operator==(const TruthClaim&) const = default;
};

struct TruthWord {
    int64_t begin = 0, end = 0;
    bool truth = true;

    bool operator==(const TruthWord&) const = default;
};

struct TruthCaption {
    std::string text;
    std::vector<TruthClaim> claims;
    std::vector<TruthWord> words; ///< may be left out

    bool operator==(const TruthCaption&) const = default;
};

/// A caption with one part exchanged, so that it is wrong.
struct TruthFoil {
    int64_t caption = 0; ///< index of the true one
    std::string text;
    std::string type;           ///< "colour", "relation", "negation", ...
    int64_t begin = 0, end = 0; ///< of the wrong part, in this text
    std::string original;       ///< what stands there in the caption

    bool operator==(const TruthFoil&) const = default;
};

struct TruthRelation {
    int64_t subject = 0; ///< ids of objects
    std::string relation;
    int64_t object = 0;

    bool operator==(const TruthRelation&) const = default;
};

struct TruthCase {
    std::string id;
    std::string image;  ///< a path below the folder of truth.jsonl
    std::string domain; ///< "shapes", "chest", or the user's own
    uint64_t seed = 0;
    int64_t width = 0, height = 0; ///< pixels of the picture
    std::vector<TruthObject> objects;
    std::vector<TruthCaption> captions;
    std::vector<TruthFoil> foils;
    std::vector<TruthRelation> relations; ///< may be left out

    bool operator==(const TruthCase&) const = default;
};

constexpr const char* truthFormat = "groundscope-truth/1";

/// The object of this id. Null: there is none.
const TruthObject* findObject(const TruthCase& truth, int64_t id);

/// Where any of the objects \p ids is seen: [height, width] row by row, 1 and 0. Unknown ids are
/// passed over.
std::vector<uint8_t> coverage(const TruthCase& truth, const std::vector<int64_t>& ids);

/// The part of \p foil that speaks of what is wrong, in code points of its text: the claim of the
/// caption in which a part was exchanged, with its article or "no" before it. Where the foil does
/// not undo to its caption: the wrong part alone.
std::pair<int64_t, int64_t> wrongClaim(const TruthCase& truth, const TruthFoil& foil);

/// \p truth as one line of truth.jsonl, without the line's end. The same case gives the same bytes.
std::string toTruthLine(const TruthCase& truth);

/// What toTruthLine() gives, or somebody else wrote. Numbers, spans, ids and run lengths are
/// checked; keys that are not known are passed over. Errors: Input, without the file's name.
Expected<TruthCase> fromTruthLine(const std::string& line);

/// Every case of a truth.jsonl, in order; blank lines are passed over. Errors: Input (cannot be
/// read, larger than 2 GiB, a line that does not hold: "truth.jsonl line 7: ...", an id that
/// stands twice, no case at all).
Expected<std::vector<TruthCase>> readTruth(const std::filesystem::path& file);

} // namespace explain
