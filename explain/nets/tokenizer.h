// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace explain {

/// A text as a text tower is given it.
struct Tokenization {
    std::vector<Token> tokens;          ///< start, content, end; no padding
    std::optional<int64_t> truncatedAt; ///< first code point that did not fit into the context
    int64_t lostTokens = 0;             ///< how many tokens did not fit
    std::string notice; ///< what a user should know of how the text was read; usually empty
};

/// Makes the tokens of one vocabulary. Immutable and shared. [any thread]
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// \param text any bytes; spans of the tokens count its code points, see decodeUtf8()
    /// \param contextLength tokens that fit, start and end included; >= 2
    virtual Tokenization encode(const std::string& text, int64_t contextLength) const = 0;

    virtual int64_t vocabularySize() const = 0; ///< one more than the largest id
    virtual int64_t startId() const = 0;
    virtual int64_t endId() const = 0;
    virtual int64_t paddingId() const = 0; ///< what the reference fills a row up with
};

} // namespace explain
