// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/text_splitter.h"
#include "explain/nets/token_model.h"
#include "explain/nets/tokenizer.h"

#include <memory>

namespace explain {

/// A token that is cut out of the text before its vocabulary sees it.
struct LiteralToken {
    std::u32string text; ///< not empty
    int64_t id = 0;
    bool isSpecial = true;
    bool isNormalised = false; ///< looked for in the cleaned text, not in the user's
    bool takesBlanksBefore = false, takesBlanksAfter = false;
    bool isWholeWord = false; ///< no word character may stand beside it
};

/// A tokenizer in the parts that Hugging Face's tokenizers library gives it.
struct TokenizerParts {
    std::vector<LiteralToken> literals;
    std::vector<TextStep> cleaning;
    std::vector<SplitStep> splitting;
    std::shared_ptr<const TokenModel> model;
    std::vector<int64_t> before, after; ///< special tokens round every text
    std::vector<std::string> spellings; ///< by id
    bool trimsBlanks = false; ///< a token's span leaves out the blanks that it begins or ends with
    int64_t startId = -1, endId = -1, paddingId = 0;
};

/// \param parts every id in them has a spelling
std::shared_ptr<const Tokenizer> makePipelineTokenizer(TokenizerParts parts);

} // namespace explain
