// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/tokenizer_steps.h"

#include "explain/foreign_json.h"
#include "explain/nets/base64.h"
#include "explain/nets/char_map.h"
#include "explain/nets/text_normalise.h"
#include "explain/ops/unicode.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace explain {
namespace {

using Json = nlohmann::json;

constexpr std::size_t mostSteps = 100, longestReplacement = 8, longestPattern = 256;
constexpr char32_t lowLine = U'\u2581'; // SentencePiece's sign for a blank

[[noreturn]] void refuse(const std::string& what, const Json& found)
{
    throw TokenizerFault(what + ", found " + shortened(found));
}

std::string typeOf(const Json& part, const char* what)
{
    const Json& type = memberOf(part, "type");
    if (!type.is_string())
        refuse(std::string(what) + ": expected a type", part);
    return type.get<std::string>();
}

bool flag(const Json& part, const char* key, bool usual)
{
    const Json& value = memberOf(part, key);
    if (value.is_null())
        return usual;
    if (!value.is_boolean())
        refuse(std::string(key) + ": expected true or false", value);
    return value.get<bool>();
}

std::u32string text(const Json& part, const char* key, std::size_t most)
{
    const Json& value = memberOf(part, key);
    if (!value.is_string() || value.get_ref<const std::string&>().size() > most)
        refuse(std::string(key) + ": expected a text of at most " + std::to_string(most) + " bytes",
               value);
    return decodeUtf8(value.get_ref<const std::string&>());
}

/// {"String": "..."} or {"Regex": "..."}.
TextPattern pattern(const Json& part)
{
    const Json& given = memberOf(part, "pattern");
    const Json& regex = memberOf(given, "Regex");
    if (regex.is_string()) {
        if (const auto known = TextPattern::fromRegex(regex.get<std::string>()))
            return *known;
        refuse("pattern: expected one of the regular expressions that this version knows", regex);
    }
    std::u32string literal = text(given, "String", longestPattern);
    if (literal.empty())
        refuse("pattern: expected a text", given);
    return TextPattern::literal(std::move(literal));
}

template <class Step> void append(std::vector<Step>& steps, Step step)
{
    if (steps.size() == mostSteps)
        throw TokenizerFault("expected at most " + std::to_string(mostSteps)
                             + " steps, found more");
    steps.push_back(std::move(step));
}

/// Each item of a Sequence's list by \p read.
template <class Read> void readSequence(const Json& sequence, const char* key, const Read& read)
{
    const Json& items = memberOf(sequence, key);
    if (!items.is_array() || items.size() > mostSteps)
        refuse(std::string(key) + ": expected a list", items);
    for (const Json& item : items)
        read(item);
}

TextStep replaceStep(const Json& part)
{
    std::u32string content = text(part, "content", 4 * longestReplacement);
    if (content.size() > longestReplacement)
        refuse("content: expected at most 8 characters", memberOf(part, "content"));
    return replaceBy(pattern(part), std::move(content));
}

TextStep charMapStep(const Json& part)
{
    const Json& map = memberOf(part, "precompiled_charsmap");
    const auto bytes = map.is_string() ? fromBase64(map.get_ref<const std::string&>())
                                       : std::optional<std::string>();
    if (!bytes)
        refuse("precompiled_charsmap: expected base64", map);
    auto read = CharMap::make(*bytes, "normalizer");
    if (!read)
        throw TokenizerFault(read.error().message);
    return [map = *std::move(read)](const TrackedText& in) { return map.replacedByCluster(in); };
}

TextStep stripStep(bool left, bool right)
{
    return [left, right](const TrackedText& in) {
        const TrackedText solid = stripped(in);
        if (solid.empty() || (left && right))
            return solid;
        const auto isSolid = [](const TrackedChar& c) { return !isWhiteSpace(c.c); };
        const auto first = std::ranges::find_if(in, isSolid) - in.begin();
        const auto end = first + std::ptrdiff_t(solid.size());
        return TrackedText(in.begin() + (left ? first : 0), right ? in.begin() + end : in.end());
    };
}

TextStep plainStep(const std::string& type, const Json& part)
{
    if (type == "NFC")
        return composed;
    if (type == "NFD")
        return decomposed;
    if (type == "NFKC")
        return compatiblyComposed;
    if (type == "NFKD")
        return compatiblyDecomposed;
    if (type == "Lowercase")
        return [](const TrackedText& in) { return lowered(in, FinalSigma::Ignored); };
    if (type == "StripAccents")
        return [](const TrackedText& in) {
            return filtered(in, [](char32_t c) { return !isMark(c); });
        };
    if (type == "Strip")
        return stripStep(flag(part, "strip_left", true), flag(part, "strip_right", true));
    if (type == "Replace")
        return replaceStep(part);
    if (type == "Prepend")
        return [prefix = text(part, "prepend", 4 * longestReplacement)](const TrackedText& in) {
            return prefixed(in, prefix);
        };
    if (type == "Precompiled")
        return charMapStep(part);
    if (type != "BertNormalizer")
        refuse("normalizer: expected a type that this version knows", type);
    const bool lowers = flag(part, "lowercase", true);
    return bertStep({.cleans = flag(part, "clean_text", true),
                     .spacesIdeographs = flag(part, "handle_chinese_chars", true),
                     .stripsAccents = flag(part, "strip_accents", lowers),
                     .lowers = lowers});
}

SplitBehaviour behaviour(const Json& part)
{
    const Json& given = memberOf(part, "behavior");
    const std::pair<const char*, SplitBehaviour> known[] = {
        {"Removed", SplitBehaviour::Removed},
        {"Isolated", SplitBehaviour::Isolated},
        {"MergedWithPrevious", SplitBehaviour::MergedWithPrevious},
        {"MergedWithNext", SplitBehaviour::MergedWithNext},
        {"Contiguous", SplitBehaviour::Contiguous}};
    for (const auto& [name, value] : known)
        if (given == name)
            return value;
    refuse("behavior: expected one of five known ones", given);
}

/// A step that changes pieces without cutting them.
SplitStep whole(TextStep step)
{
    return [step = std::move(step)](const TrackedText& in) {
        return std::vector<TrackedText>{step(in)};
    };
}

void readByteLevel(const Json& part, std::vector<SplitStep>& steps)
{
    if (flag(part, "add_prefix_space", true))
        append(steps, whole([](const TrackedText& in) {
                   TrackedText out = in; // the blank stands for nothing in the text
                   if (!in.empty() && !isWhiteSpace(in[0].c))
                       out.insert(out.begin(), {U' ', in[0].begin, in[0].begin});
                   return out;
               }));
    if (flag(part, "use_regex", true))
        append(steps, splitBy(TextPattern::gpt2Words(), SplitBehaviour::Isolated));
    append(steps, whole(bytesSpelled));
}

void readMetaspace(const Json& part, std::vector<SplitStep>& steps)
{
    const std::u32string sign =
        part.contains("replacement") ? text(part, "replacement", 4) : std::u32string(1, lowLine);
    if (sign.size() != 1)
        refuse("replacement: expected one character", part);
    const Json& given = memberOf(part, "prepend_scheme");
    const std::string scheme = given.is_string() ? given.get<std::string>() : std::string();
    const bool always = scheme.empty() ? flag(part, "add_prefix_space", true) : scheme == "always";
    const bool first = scheme == "first";
    if (!scheme.empty() && !always && !first && scheme != "never")
        refuse("prepend_scheme: expected always, first or never", scheme);
    append(steps,
           whole([=, toSign = replaceBy(TextPattern::literal(U" "), sign)](const TrackedText& in) {
               const TrackedText signs = toSign(in);
               const bool wants = always || (first && !in.empty() && in[0].begin == 0);
               return !wants || signs.empty() || signs[0].c == sign[0] ? signs
                                                                       : prefixed(signs, sign);
           }));
    if (flag(part, "split", true))
        append(steps, splitBy(TextPattern::literal(sign), SplitBehaviour::MergedWithNext));
}

void appendIds(const Json& ids, std::vector<int64_t>& out)
{
    if (!ids.is_array() || ids.size() > mostSteps)
        refuse("special_tokens: expected a list of ids", ids);
    for (const Json& id : ids) {
        if (!id.is_number_unsigned())
            refuse("special_tokens: expected an id", id);
        out.push_back(int64_t(std::min<uint64_t>(id.get<uint64_t>(), 1U << 24)));
    }
}

void readTemplate(const Json& part, TokenizerParts& parts)
{
    const Json& single = memberOf(part, "single");
    if (!single.is_array() || single.size() > mostSteps)
        refuse("single: expected a list", single);
    bool afterText = false;
    for (const Json& item : single) {
        const Json& special = memberOf(memberOf(item, "SpecialToken"), "id");
        afterText |= item.contains("Sequence");
        if (special.is_string())
            appendIds(memberOf(memberOf(memberOf(part, "special_tokens"),
                                        special.get<std::string>().c_str()),
                               "ids"),
                      afterText ? parts.after : parts.before);
    }
}

} // namespace

TextStep bertStep(BertCleaning cleaning)
{
    return [cleaning](const TrackedText& in) {
        TrackedText out = cleaning.cleans ? bertCleaned(in) : in;
        if (cleaning.spacesIdeographs)
            out = ideographsSpaced(out);
        if (cleaning.stripsAccents)
            out = filtered(decomposed(out), [](char32_t c) { return !isAccent(c); });
        return cleaning.lowers ? lowered(out, FinalSigma::Ignored) : out;
    };
}

void readNormalizer(const Json& normalizer, std::vector<TextStep>& steps)
{
    if (normalizer.is_null())
        return;
    const std::string type = typeOf(normalizer, "normalizer");
    if (type == "Sequence")
        readSequence(normalizer, "normalizers",
                     [&](const Json& item) { readNormalizer(item, steps); });
    else
        append(steps, plainStep(type, normalizer));
}

void readPreTokenizer(const Json& preTokenizer, std::vector<SplitStep>& steps)
{
    if (preTokenizer.is_null())
        return;
    const std::string type = typeOf(preTokenizer, "pre_tokenizer");
    if (type == "Sequence")
        readSequence(preTokenizer, "pretokenizers",
                     [&](const Json& item) { readPreTokenizer(item, steps); });
    else if (type == "Split")
        append(steps,
               splitBy(pattern(preTokenizer), behaviour(preTokenizer),
                       flag(preTokenizer, "invert", false)));
    else if (type == "ByteLevel")
        readByteLevel(preTokenizer, steps);
    else if (type == "Metaspace")
        readMetaspace(preTokenizer, steps);
    else if (type == "BertPreTokenizer")
        append<SplitStep>(steps, bertWords);
    else if (type == "Whitespace")
        append<SplitStep>(steps, plainWords);
    else if (type == "WhitespaceSplit")
        append(steps, splitBy(TextPattern::run(isWhiteSpace, 1, 1), SplitBehaviour::Removed));
    else if (type == "Punctuation")
        append(steps,
               splitBy(TextPattern::run(isPunctuation, 1, 1),
                       preTokenizer.contains("behavior") ? behaviour(preTokenizer)
                                                         : SplitBehaviour::Isolated));
    else if (type == "Digits")
        append(steps,
               splitBy(TextPattern::run(isNumber, 1, 1),
                       flag(preTokenizer, "individual_digits", false)
                           ? SplitBehaviour::Isolated
                           : SplitBehaviour::Contiguous));
    else
        refuse("pre_tokenizer: expected a type that this version knows", type);
}

void readPostProcessor(const Json& postProcessor, TokenizerParts& parts)
{
    if (postProcessor.is_null())
        return;
    const std::string type = typeOf(postProcessor, "post_processor");
    if (type == "Sequence") {
        readSequence(postProcessor, "processors",
                     [&](const Json& item) { readPostProcessor(item, parts); });
    } else if (type == "TemplateProcessing") {
        readTemplate(postProcessor, parts);
    } else if (type == "ByteLevel") {
        parts.trimsBlanks = flag(postProcessor, "trim_offsets", true);
    } else if (type == "BertProcessing" || type == "RobertaProcessing") {
        if (type == "RobertaProcessing")
            parts.trimsBlanks = flag(postProcessor, "trim_offsets", true);
        for (const auto& [key, ids] : {std::pair("cls", &parts.before), {"sep", &parts.after}}) {
            const Json& token = memberOf(postProcessor, key); // ["[CLS]", 101]
            if (!token.is_array() || token.size() != 2)
                refuse(std::string(key) + ": expected a token and its id", token);
            appendIds(Json::array({token[1]}), *ids);
        }
    } else {
        refuse("post_processor: expected a type that this version knows", type);
    }
}

} // namespace explain
