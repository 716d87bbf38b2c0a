// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/pipeline_tokenizer.h"

#include <nlohmann/json_fwd.hpp>

#include <stdexcept>

namespace explain {

// The parts of a tokenizer.json that need no vocabulary. All of these throw TokenizerFault.

/// What is wrong with a tokenizer's file, in one clause. Caught where the file is read.
struct TokenizerFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Appends what `normalizer` asks for; null asks for nothing.
void readNormalizer(const nlohmann::json& normalizer, std::vector<TextStep>& steps);

/// Appends what `pre_tokenizer` asks for; null asks for nothing.
void readPreTokenizer(const nlohmann::json& preTokenizer, std::vector<SplitStep>& steps);

/// Fills in before, after and trimsBlanks from `post_processor`; null changes nothing. The ids are
/// as the file has them.
void readPostProcessor(const nlohmann::json& postProcessor, TokenizerParts& parts);

/// BERT's cleaning: control characters, ideographs, accents and capitals, each if asked for.
struct BertCleaning {
    bool cleans = true, spacesIdeographs = true, stripsAccents = true, lowers = true;
};
TextStep bertStep(BertCleaning cleaning);

} // namespace explain
