// SPDX-License-Identifier: Apache-2.0
#include "explain/context.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

std::string keyOf(const NetworkInfo& info, std::string_view sort, const std::string& subject)
{
    return c10::str(fingerprint(info), '|', sort, '|', subject);
}

bool holdsStates(const at::Tensor& states, int64_t wanted, int64_t blocks)
{
    if (wanted <= 0)
        return true;
    return states.defined() && states.size(0) >= std::min(wanted, blocks + 1);
}

/// The part of \p wanted that \p known lacks. Attention is never kept: it is large and rare.
ImageRequest missing(ImageRequest wanted, const ImageFeatures& known, int64_t blocks)
{
    wanted.global = wanted.global && !known.global.defined();
    wanted.patches = wanted.patches && !known.patches.defined();
    wanted.localPatches = wanted.localPatches && !known.localPatches.defined();
    wanted.pixels = wanted.pixels && !known.pixels.defined();
    if (holdsStates(known.hiddenStates, wanted.hiddenStates, blocks))
        wanted.hiddenStates = 0;
    return wanted;
}

bool isNothing(const ImageRequest& request)
{
    return request == ImageRequest{};
}

/// Attention apart: it is never kept.
bool covers(const TextFeatures& known, const TextRequest& wanted, int64_t blocks)
{
    return (!wanted.global || known.global.defined()) && (!wanted.tokens || known.tokens.defined())
        && (!wanted.localTokens || known.localTokens.defined())
        && (!wanted.inputs || known.inputs.defined())
        && holdsStates(known.hiddenStates, wanted.hiddenStates, blocks);
}

/// Takes over what \p fresh brought; what it was not asked for stays as it was.
void add(ImageFeatures& known, const ImageFeatures& fresh)
{
    for (const auto member :
         {&ImageFeatures::global, &ImageFeatures::patches, &ImageFeatures::localPatches,
          &ImageFeatures::pixels, &ImageFeatures::hiddenStates})
        if ((fresh.*member).defined())
            known.*member = fresh.*member;
    known.attention = fresh.attention;
    known.prefixes = fresh.prefixes;
    known.geometry = fresh.geometry;
}

Error incomplete(const Network& network)
{
    return {Error::Kind::Network, "'" + network.info().name + "' gave less than it was asked for"};
}

} // namespace

Expected<ImageFeatures> Context::image(const ImageRequest& request, std::size_t index,
                                       const std::string& role) const
{
    const Network& asked = network(role);
    const int64_t blocks = asked.info().imageBlocks;
    const Sample& shown = samples.at(index);
    const bool keeps = features && !shown.pixelsSha256.empty();
    const std::string key =
        keeps ? keyOf(asked.info(), "image", shown.pixelsSha256) : std::string();

    ImageFeatures known;
    if (keeps)
        if (const std::optional<Features> found = features->find(key))
            known = std::get<ImageFeatures>(*found);
    ImageRequest rest = missing(request, known, blocks);
    if (isNothing(rest))
        return known;

    const DualEncoder& encoder = *asked.dualEncoder();
    if (keeps && (rest.global || rest.patches || rest.localPatches)) {
        rest.global = true;
        rest.patches = rest.patches || encoder.offers(Space::Joint);
        rest.localPatches = rest.localPatches || encoder.offers(Space::Local);
        if (asked.denseParts())
            rest.hiddenStates = std::max<int64_t>(rest.hiddenStates, 2);
    }
    const Expected<ImageFeatures> fresh = encoder.encodeImage(shown, rest, progress);
    if (!fresh)
        return fresh.error();
    add(known, *fresh);
    ImageRequest still = missing(request, known, blocks);
    if (still.attention && known.attention.size() == still.attention->blocks.size())
        still.attention.reset();
    if (!isNothing(still))
        return incomplete(asked);
    if (keeps) {
        ImageFeatures kept = known;
        kept.attention.clear();
        features->keep(key, kept);
    }
    return known;
}

Expected<std::vector<TextFeatures>> Context::texts(const std::vector<std::string>& wanted,
                                                   const TextRequest& request,
                                                   const std::string& role) const
{
    const Network& asked = network(role);
    const int64_t blocks = asked.info().textBlocks;
    const auto key = [&](const std::string& text) { return keyOf(asked.info(), "text", text); };

    std::vector<TextFeatures> answers(wanted.size());
    std::vector<std::string> unknown;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::optional<Features> found =
            features ? features->find(key(wanted[i])) : std::nullopt;
        if (found && !request.attention
            && covers(std::get<TextFeatures>(*found), request, blocks)) {
            answers[i] = std::get<TextFeatures>(*found);
        } else {
            unknown.push_back(wanted[i]);
            places.push_back(i);
        }
    }
    if (unknown.empty())
        return answers;

    const DualEncoder& encoder = *asked.dualEncoder();
    TextRequest wide = request;
    if (features) { // global and tokens of every space come from one pass; the next method wants
                    // the other
        wide.global = true;
        wide.tokens = wide.tokens || encoder.offers(Space::Joint);
        wide.localTokens = wide.localTokens || encoder.offers(Space::Local);
    }
    const Expected<std::vector<TextFeatures>> fresh = encoder.encodeTexts(unknown, wide, progress);
    if (!fresh)
        return fresh.error();
    if (fresh->size() != unknown.size())
        return incomplete(asked);
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        const TextFeatures& answer = fresh->at(i);
        if (!covers(answer, request, blocks))
            return incomplete(asked);
        answers[places[i]] = answer;
        if (features) {
            TextFeatures kept = answer;
            kept.attention.clear();
            features->keep(key(unknown[i]), kept);
        }
    }
    return answers;
}

Expected<std::vector<TextFeatures>> Context::texts(const TextRequest& request) const
{
    std::vector<std::string> given;
    for (const Text& text : sample().texts)
        given.push_back(text.text);
    return texts(given, request);
}

std::optional<ImageFeatures> Context::knownImage(std::size_t index, const std::string& role) const
{
    const std::string& pixels = samples.at(index).pixelsSha256;
    if (!features || pixels.empty())
        return {};
    const std::optional<Features> found =
        features->find(keyOf(network(role).info(), "image", pixels));
    return found ? std::optional(std::get<ImageFeatures>(*found)) : std::nullopt;
}

std::optional<TextFeatures> Context::knownText(const std::string& text,
                                               const std::string& role) const
{
    if (!features)
        return {};
    const std::optional<Features> found = features->find(keyOf(network(role).info(), "text", text));
    return found ? std::optional(std::get<TextFeatures>(*found)) : std::nullopt;
}

} // namespace explain
