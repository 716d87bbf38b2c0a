// SPDX-License-Identifier: Apache-2.0
#include "explain/truth.h"

#include "explain/ops/spans.h"
#include "explain/ops/unicode.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace explain {
namespace {

using Json = nlohmann::ordered_json;

Json toJson(const TruthObject& object)
{
    Json json{{"id", object.id}, {"name", object.name}, {"attributes", Json::object()}};
    for (const auto& [key, value] : object.attributes)
        json["attributes"][key] = value;
    json["box"] = object.box;
    if (!object.mask.counts.empty())
        json["mask"] = {{"size", {object.mask.height, object.mask.width}},
                        {"counts", object.mask.counts}};
    for (const TruthObject& part : object.parts)
        json["parts"].push_back(toJson(part));
    return json;
}

const char* nameOf(Assertion assertion)
{
    switch (assertion) {
    case Assertion::Absent: return "absent";
    case Assertion::Uncertain: return "uncertain";
    default: return "present";
    }
}

Json toJson(const TruthCaption& caption)
{
    Json claims = Json::array();
    for (const TruthClaim& claim : caption.claims)
        claims.push_back({{"begin", claim.begin},
                          {"end", claim.end},
                          {"type", claim.type},
                          {"assertion", nameOf(claim.assertion)},
                          {"truth", claim.truth},
                          {"objects", claim.objects}});
    Json json{{"text", caption.text}, {"claims", std::move(claims)}};
    for (const TruthWord& word : caption.words)
        json["words"].push_back({{"begin", word.begin}, {"end", word.end}, {"truth", word.truth}});
    return json;
}

Json toJson(const TruthFoil& foil)
{
    return {{"caption", foil.caption}, {"text", foil.text}, {"type", foil.type},
            {"begin", foil.begin},     {"end", foil.end},   {"original", foil.original}};
}

template <class Parts> Json listOf(const Parts& parts)
{
    Json list = Json::array();
    for (const auto& part : parts)
        list.push_back(toJson(part));
    return list;
}

/// The words of a text, looked up by place: they stand in order and apart.
class WordPlaces {
public:
    explicit WordPlaces(const std::string& text) : m_words(wordsOf(text)) { }

    /// The begin of the word before \p begin, or \p begin.
    int64_t before(int64_t begin) const
    {
        const std::size_t ended = endedBy(begin);
        return ended == 0 ? begin : m_words[ended - 1].begin;
    }

    /// Whether between \p begin and \p end there is no more than one word.
    bool isOneAtMost(int64_t begin, int64_t end) const
    {
        const std::size_t first = endedBy(begin);
        return first + 1 >= m_words.size() || m_words[first + 1].begin >= end;
    }

private:
    /// How many words have ended at \p place.
    std::size_t endedBy(int64_t place) const
    {
        return std::size_t(std::ranges::upper_bound(m_words, place, {}, &Word::end)
                           - m_words.begin());
    }

    std::vector<Word> m_words;
};

/// Whether \p foil with its exchange undone may be \p caption, told from their bytes alone: what a
/// foil costs stays in proportion to its own line, however long the caption is. A sign that no text
/// holds is read as one of three bytes.
bool mayUndoTo(const TruthCaption& caption, const TruthFoil& foil)
{
    return 3 * (foil.text.size() + foil.original.size()) >= caption.text.size();
}

} // namespace

const TruthObject* findObject(const TruthCase& truth, int64_t id)
{
    const auto found = std::ranges::find(truth.objects, id, &TruthObject::id);
    return found == truth.objects.end() ? nullptr : &*found;
}

std::vector<uint8_t> coverage(const TruthCase& truth, const std::vector<int64_t>& ids)
{
    std::vector<uint8_t> covered(std::size_t(truth.height * truth.width));
    for (const int64_t id : ids) {
        const TruthObject* const object = findObject(truth, id);
        if (!object)
            continue;
        if (!object->mask.counts.empty()) {
            const std::vector<uint8_t> own = fromRunLengths(object->mask);
            std::ranges::transform(covered, own, covered.begin(), std::bit_or<uint8_t>());
            continue;
        }
        const auto& [x0, y0, x1, y1] = object->box;
        for (int64_t y = y0; y < y1; ++y)
            std::fill_n(covered.begin() + y * truth.width + x0, x1 - x0, uint8_t(1));
    }
    return covered;
}

std::pair<int64_t, int64_t> wrongClaim(const TruthCase& truth, const TruthFoil& foil)
{
    const std::pair wrongPart{foil.begin, foil.end};
    const TruthCaption& caption = truth.captions.at(std::size_t(foil.caption));
    if (!mayUndoTo(caption, foil))
        return wrongPart;
    const std::u32string original = decodeUtf8(foil.original);
    std::u32string undone = decodeUtf8(foil.text);
    undone.replace(std::size_t(foil.begin), std::size_t(foil.end - foil.begin), original);
    if (undone != decodeUtf8(caption.text))
        return wrongPart;

    const int64_t exchangedEnd = foil.begin + int64_t(original.size()); // in the caption
    const int64_t longer = foil.end - exchangedEnd; // the foil, than the caption
    const WordPlaces words(caption.text);
    const TruthClaim* best = nullptr;
    for (const TruthClaim& claim : caption.claims) {
        const bool overlaps = claim.begin < exchangedEnd && claim.end > foil.begin;
        // The claim's own span begins after its article, which a negation exchanges.
        const bool follows = claim.begin >= exchangedEnd && claim.type == "object"
            && words.before(claim.begin) < exchangedEnd
            && words.isOneAtMost(foil.begin, claim.begin);
        if ((overlaps || follows) && (!best || claim.end - claim.begin < best->end - best->begin))
            best = &claim;
    }
    if (!best)
        return wrongPart;
    const int64_t begin = best->type == "object" ? words.before(best->begin) : best->begin;
    return {std::min(begin, foil.begin), std::max(best->end + longer, foil.end)};
}

std::string toTruthLine(const TruthCase& truth)
{
    Json json{{"format", truthFormat},
              {"id", truth.id},
              {"image", truth.image},
              {"domain", truth.domain},
              {"seed", truth.seed},
              {"width", truth.width},
              {"height", truth.height},
              {"objects", listOf(truth.objects)},
              {"captions", listOf(truth.captions)},
              {"foils", listOf(truth.foils)}};
    Json relations = Json::array();
    for (const TruthRelation& relation : truth.relations)
        relations.push_back({{"subject", relation.subject},
                             {"relation", relation.relation},
                             {"object", relation.object}});
    json["relations"] = std::move(relations);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace explain
