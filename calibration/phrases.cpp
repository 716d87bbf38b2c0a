// SPDX-License-Identifier: Apache-2.0
#include "calibration/phrases.h"

#include "explain/ops/unicode.h"

#include <algorithm>

namespace calibration {
namespace {

bool pointsAtSomething(const explain::TruthClaim& claim)
{
    return claim.type == "object" && claim.assertion == explain::Assertion::Present && claim.truth
        && !claim.objects.empty();
}

std::string part(const std::string& text, int64_t begin, int64_t end)
{
    return explain::encodeUtf8(
        explain::decodeUtf8(text).substr(std::size_t(begin), std::size_t(end - begin)));
}

std::string groupOf(const explain::TruthCase& truth, const std::vector<int64_t>& objects)
{
    std::string name;
    for (const int64_t id : objects) {
        const explain::TruthObject* const object = findObject(truth, id);
        if (object && !name.empty() && object->name != name)
            return {};
        if (object)
            name = object->name;
    }
    return name;
}

} // namespace

std::vector<Phrase> phrasesOf(const explain::TruthCase& truth)
{
    std::vector<Phrase> phrases;
    for (std::size_t i = 0; i < truth.captions.size(); ++i)
        for (const explain::TruthClaim& claim : truth.captions[i].claims) {
            if (!pointsAtSomething(claim))
                continue;
            const std::string text = part(truth.captions[i].text, claim.begin, claim.end);
            const auto known = std::ranges::find(phrases, text, &Phrase::text);
            if (known == phrases.end()) {
                phrases.push_back({.text = text,
                                   .objects = claim.objects,
                                   .caption = i,
                                   .begin = claim.begin,
                                   .end = claim.end});
                continue;
            }
            for (const int64_t id : claim.objects) // alone, the phrase means all of them
                if (std::ranges::find(known->objects, id) == known->objects.end())
                    known->objects.push_back(id);
        }
    for (Phrase& phrase : phrases)
        phrase.group = groupOf(truth, phrase.objects);
    return phrases;
}

} // namespace calibration
