// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/char_map.h"
#include "explain/nets/pipeline_tokenizer.h"
#include "explain/nets/unigram_model.h"

#include <filesystem>

namespace explain {

/// What a SentencePiece model file of the Unigram kind holds.
struct SentencePieceFile {
    std::vector<ScoredPiece> pieces;
    int64_t unknownId = 0, beginId = 1, endId = 2, paddingId = -1; ///< -1: none
    bool byteFallback = false;
    CharMap map;
    bool addsPrefix = true;    ///< a blank before the text
    bool tidiesBlanks = true;  ///< none at the ends, one between words
    bool escapesBlanks = true; ///< blanks are spelled U+2581
};

/// Reads the fields of a ModelProto (sentencepiece_model.proto) that decide how a text is cut.
/// Errors: Network, where it is cut short, of another kind, or asks for what this version does not
/// know; \p where names the file.
Expected<SentencePieceFile> readSentencePiece(std::string_view bytes, const std::string& where);

/// SentencePiece's own steps and vocabulary, without special tokens round the text.
/// Errors: Network.
Expected<TokenizerParts> sentencePieceParts(SentencePieceFile file, const std::string& where);

/// SigLIP's tokenizer from spiece.model: lower-cases, takes out the punctuation of ASCII, collapses
/// blanks, cuts as SentencePiece does and ends in </s>, with which it also fills up a row.
/// Errors: Input, Network.
Expected<std::shared_ptr<const Tokenizer>> loadSiglipTokenizer(const std::filesystem::path& folder);

} // namespace explain
