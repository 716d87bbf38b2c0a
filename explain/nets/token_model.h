// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/tracked_text.h"

#include <vector>

namespace explain {

/// A token of a piece of text, and which of the piece's characters it took.
struct ModelToken {
    int64_t id = 0;
    std::size_t begin = 0, end = 0; ///< characters, half-open
};

/// How one kind of vocabulary cuts a piece of cleaned text into its symbols. Immutable. [any
/// thread]
class TokenModel {
public:
    virtual ~TokenModel() = default;

    /// Appends the tokens of \p piece (>= 1 characters) to \p out.
    virtual void encode(const TrackedText& piece, std::vector<ModelToken>& out) const = 0;
};

} // namespace explain
