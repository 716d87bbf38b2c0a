// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/sentencepiece_file.h"

#include "explain/nets/protobuf.h"
#include "explain/nets/symbol_table.h"
#include "explain/nets/text_normalise.h"
#include "explain/nets/tokenizer_settings.h"
#include "explain/ops/unicode.h"
#include "explain/regular_file.h"

#include <algorithm>
#include <cmath>

namespace explain {
namespace {

constexpr const char* fileName = "spiece.model";
constexpr std::size_t mostPieces = 1'000'000;
constexpr char32_t escapedBlank = U'\u2581';
constexpr uint64_t unigram = 1;

enum PieceType : uint64_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5 };

Error broken(const std::string& where, const std::string& what)
{
    return {Error::Kind::Network, where + ": " + what};
}

struct Piece {
    ScoredPiece scored;
    uint64_t type = Normal;
};

std::optional<Piece> readPiece(std::string_view bytes)
{
    Piece piece;
    ProtobufReader reader(bytes);
    while (const auto field = reader.next()) {
        if (field->number == 1)
            piece.scored.text = field->text;
        else if (field->number == 2)
            piece.scored.score = field->real();
        else if (field->number == 3)
            piece.type = field->value;
    }
    piece.scored.matches = piece.type == Normal || piece.type == UserDefined;
    return reader.good() ? std::optional(std::move(piece)) : std::nullopt;
}

/// What the file says of its training; a clause where it is of a kind that this version does not
/// know.
std::optional<std::string> readTraining(std::string_view bytes, SentencePieceFile& file)
{
    ProtobufReader reader(bytes);
    while (const auto field = reader.next()) {
        const auto id = int64_t(int32_t(field->value));
        switch (field->number) {
        case 3:
            if (field->value != unigram)
                return "expected a model of the kind Unigram, found kind "
                    + std::to_string(field->value);
            break;
        case 24:
            if (field->value != 0)
                return "expected blanks before words, found them behind";
            break;
        case 35: file.byteFallback = field->value != 0; break;
        case 40: file.unknownId = id; break;
        case 41: file.beginId = id; break;
        case 42: file.endId = id; break;
        case 43: file.paddingId = id; break;
        default: break;
        }
    }
    return reader.good() ? std::nullopt
                         : std::optional<std::string>("expected a message, found less");
}

std::optional<std::string> readNormaliser(std::string_view bytes, SentencePieceFile& file,
                                          const std::string& where)
{
    ProtobufReader reader(bytes);
    while (const auto field = reader.next()) {
        if (field->number == 2) {
            auto map = CharMap::make(field->text, where);
            if (!map)
                return map.error().message.substr(where.size() + 2);
            file.map = *std::move(map);
        } else if (field->number == 3) {
            file.addsPrefix = field->value != 0;
        } else if (field->number == 4) {
            file.tidiesBlanks = field->value != 0;
        } else if (field->number == 5) {
            file.escapesBlanks = field->value != 0;
        }
    }
    return reader.good() ? std::nullopt
                         : std::optional<std::string>("expected a message, found less");
}

/// A symbol that the trainer was told to keep whole wins over all others, the longer the better.
void scoreUserDefined(std::vector<Piece>& pieces)
{
    double largest = -INFINITY;
    for (const Piece& piece : pieces)
        if (piece.type == Normal)
            largest = std::max(largest, piece.scored.score);
    for (Piece& piece : pieces)
        if (piece.type == UserDefined && std::isfinite(largest))
            piece.scored.score = double(piece.scored.text.size()) * largest - 0.1;
}

TrackedText blanksTidied(const TrackedText& text)
{
    TrackedText out;
    for (const TrackedChar& character : text) {
        if (character.c == U' ' && out.empty())
            continue;
        if (character.c == U' ' && out.back().c == U' ')
            out.back() = character; // the last of a run, as where patterns are replaced
        else
            out.push_back(character);
    }
    while (!out.empty() && out.back().c == U' ')
        out.pop_back();
    return out;
}

bool isAsciiSign(char32_t c)
{
    return c < 0x80 && isPunctuation(c);
}

} // namespace

Expected<SentencePieceFile> readSentencePiece(std::string_view bytes, const std::string& where)
{
    SentencePieceFile file;
    std::vector<Piece> pieces;
    ProtobufReader reader(bytes);
    while (const auto field = reader.next()) {
        std::optional<std::string> fault;
        if (field->number == 1) {
            auto piece = readPiece(field->text);
            if (!piece || pieces.size() == mostPieces)
                fault = "expected at most " + std::to_string(mostPieces)
                    + " pieces with a text and a score each, found others";
            else
                pieces.push_back(*std::move(piece));
        } else if (field->number == 2) {
            fault = readTraining(field->text, file);
        } else if (field->number == 3) {
            fault = readNormaliser(field->text, file, where);
        }
        if (fault)
            return broken(where, *fault);
    }
    if (!reader.good() || pieces.empty())
        return broken(where, "expected a model of SentencePiece, found something else");
    scoreUserDefined(pieces);
    for (Piece& piece : pieces)
        file.pieces.push_back(std::move(piece.scored));
    return file;
}

Expected<TokenizerParts> sentencePieceParts(SentencePieceFile file, const std::string& where)
{
    std::vector<std::string> spellings;
    for (const ScoredPiece& piece : file.pieces)
        spellings.push_back(piece.text);
    auto model =
        UnigramModel::make(std::move(file.pieces), file.unknownId, file.byteFallback, where);
    if (!model)
        return model.error();

    TokenizerParts parts{.model = *std::move(model), .spellings = std::move(spellings)};
    parts.cleaning.push_back(
        [map = std::move(file.map)](const TrackedText& text) { return map.replacedLongest(text); });
    if (file.tidiesBlanks)
        parts.cleaning.push_back(blanksTidied);
    if (file.addsPrefix)
        parts.cleaning.push_back([](const TrackedText& text) { return prefixed(text, U" "); });
    if (file.escapesBlanks)
        parts.cleaning.push_back(
            replaceBy(TextPattern::literal(U" "), std::u32string(1, escapedBlank)));
    return parts;
}

Expected<std::shared_ptr<const Tokenizer>> loadSiglipTokenizer(const std::filesystem::path& folder)
{
    const std::string where = (folder / fileName).string();
    const auto bytes = readWholeFile(folder / fileName);
    if (!bytes)
        return bytes.error();
    const auto settings = TokenizerSettings::read(folder);
    if (!settings)
        return settings.error();
    auto file = readSentencePiece(*bytes, where);
    if (!file)
        return file.error();
    const auto idOf = [&](const char* role) -> int64_t {
        const auto found =
            std::ranges::find(file->pieces, settings->token(role, "</s>"), &ScoredPiece::text);
        return found == file->pieces.end() ? -1 : found - file->pieces.begin();
    };
    const int64_t end = idOf("eos_token"), padding = idOf("pad_token");
    if (end < 0 || padding < 0)
        return broken(where, "expected the end and pad tokens among the pieces, found none");
    auto parts = sentencePieceParts(*std::move(file), where);
    if (!parts)
        return parts.error();

    std::vector<TextStep> canonical;
    if (settings->flag("do_lower_case", true))
        canonical.push_back(
            [](const TrackedText& text) { return lowered(text, FinalSigma::Heeded); });
    canonical.push_back([](const TrackedText& text) {
        return filtered(text, [](char32_t c) { return !isAsciiSign(c); });
    });
    canonical.push_back(replaceBy(TextPattern::run(isWhiteSpace), U" "));
    canonical.push_back(stripped);
    parts->cleaning.insert(parts->cleaning.begin(), canonical.begin(), canonical.end());
    parts->after = {end};
    parts->endId = end;
    parts->paddingId = padding;
    return makePipelineTokenizer(*std::move(parts));
}

} // namespace explain
