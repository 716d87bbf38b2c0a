// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/tracked_text.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace explain {

/// SentencePiece's precompiled table of replacements: runs of characters and what they become.
class CharMap {
public:
    /// \param bytes the size of a double array of 32-bit units, the array, and texts that end in
    /// zeros. Errors: Network, where it is cut short; \p where names the file.
    static Expected<CharMap> make(std::string_view bytes, const std::string& where);

    /// As SentencePiece: at each place the longest run that is known. Characters keep track of what
    /// they stand for.
    TrackedText replacedLongest(const TrackedText& text) const;

    /// As Hugging Face's tokenizers: characters with their marks where those are known as a whole
    /// and short, else character by character, always by the shortest run that is known.
    TrackedText replacedByCluster(const TrackedText& text) const;

private:
    struct Match {
        std::size_t bytes = 0; ///< of the run
        std::u32string replacement;
    };

    /// The first or the longest run at the front of \p bytes.
    std::optional<Match> matchAt(std::string_view bytes, bool longest) const;
    std::u32string textAt(uint32_t offset) const;

    std::vector<uint32_t> m_units;
    std::string m_texts;
};

} // namespace explain
