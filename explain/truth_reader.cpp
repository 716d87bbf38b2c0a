// SPDX-License-Identifier: Apache-2.0
#include "explain/foreign_json.h"
#include "explain/ops/spans.h"
#include "explain/regular_file.h"
#include "explain/truth.h"

#include <nlohmann/json.hpp>

#include <set>

namespace explain {
namespace {

using Json = nlohmann::ordered_json; // attributes keep the order they were written in

constexpr std::size_t largestFile = std::size_t(2) << 30; // bytes
constexpr std::size_t longestLine = std::size_t(32) << 20;
constexpr std::size_t longestText = 100'000;
constexpr std::size_t longestName = 1'000;
constexpr std::size_t mostEntries = 10'000; // of one list, run lengths excepted
constexpr std::size_t mostObjects = 1'000;  // each id is looked up among them
constexpr std::size_t mostKeys = 100;       // of one object: they are looked up one by one
constexpr std::size_t mostRuns = std::size_t(1) << 28; // of a file: as many bytes as it may have
constexpr int64_t largestSide = int64_t{1} << 20;
constexpr int64_t largestPicture = int64_t{1} << 28;

/// Thrown and caught in this file: a reader of nested keys is unreadable otherwise.
struct Unfit {
    std::string what;
};

/// A value and where it stands: "captions[2].claims[0].end".
struct Place {
    const Json& json;
    std::string name;

    [[noreturn]] void refuse(const std::string& expected) const
    {
        throw Unfit{name + ": expected " + expected + ", found "
                    + shortened(json.dump(-1, ' ', true, Json::error_handler_t::replace))};
    }

    Place operator[](const char* key) const
    {
        const auto found = json.find(key);
        const std::string full = name.empty() ? key : name + '.' + key;
        if (found == json.end())
            throw Unfit{full + ": expected a value, found nothing"};
        return {*found, full};
    }

    bool has(const char* key) const { return json.contains(key); }

    int64_t whole(int64_t low, int64_t high) const
    {
        const bool isWhole = json.is_number_integer()
            && (!json.is_number_unsigned() || json.get<uint64_t>() <= uint64_t(INT64_MAX));
        const int64_t value = isWhole ? json.get<int64_t>() : 0;
        if (!isWhole || value < low || value > high)
            refuse("a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        return value;
    }

    std::string text(std::size_t longest = longestName) const
    {
        if (!json.is_string() || json.get_ref<const std::string&>().size() > longest)
            refuse("a text of at most " + std::to_string(longest) + " bytes");
        return json.get<std::string>();
    }

    bool flag() const
    {
        if (!json.is_boolean())
            refuse("true or false");
        return json.get<bool>();
    }

    /// What \p read makes of each entry of this list.
    template <class Read>
    auto each(Read read, std::size_t most = mostEntries) const
        -> std::vector<decltype(read(std::declval<Place>()))>
    {
        if (!json.is_array() || json.size() > most)
            refuse("a list of at most " + std::to_string(most) + " entries");
        std::vector<decltype(read(std::declval<Place>()))> all;
        for (std::size_t i = 0; i < json.size(); ++i)
            all.push_back(read(Place{json[i], name + '[' + std::to_string(i) + ']'}));
        return all;
    }
};

/// Half-open, not empty, in a text of \p length code points.
std::pair<int64_t, int64_t> spanFrom(const Place& from, int64_t length)
{
    const int64_t begin = from["begin"].whole(0, length);
    return {begin, from["end"].whole(begin + 1, length)};
}

RunLengths maskFrom(const Place& from, const TruthCase& truth)
{
    const auto side = [](const Place& place) { return place.whole(1, largestSide); };
    const std::vector<int64_t> size = from["size"].each(side, 2);
    if (size != std::vector{truth.height, truth.width})
        from["size"].refuse("that of the picture, [" + std::to_string(truth.height) + ", "
                            + std::to_string(truth.width) + ']');
    const int64_t pixels = truth.height * truth.width;
    const Place counts = from["counts"];
    RunLengths runs{.height = truth.height, .width = truth.width};
    if (!counts.json.is_array() || counts.json.empty())
        counts.refuse("a list of run lengths");
    bool goesOn = false; // the run before was empty: this one belongs to the one before that
    for (const Json& count : counts.json) { // no name for each: there are many
        const int64_t length = Place{count, counts.name}.whole(0, pixels);
        if (goesOn)
            runs.counts.back() += length;
        else if (length > 0 || runs.counts.empty())
            runs.counts.push_back(length);
        goesOn = !goesOn && length == 0 && &count != &counts.json.front();
    }
    if (const auto wrong = fault(runs))
        throw Unfit{counts.name + ": " + *wrong};
    return runs;
}

TruthObject objectFrom(const Place& from, const TruthCase& truth)
{
    TruthObject object{.id = from["id"].whole(0, INT64_MAX), .name = from["name"].text()};
    const Place attributes = from["attributes"];
    if (!attributes.json.is_object())
        attributes.refuse("an object of texts");
    for (const auto& [key, value] : attributes.json.items())
        object.attributes.emplace_back(key, Place{value, attributes.name + '.' + key}.text());
    const Place box = from["box"];
    const std::vector<int64_t> edges =
        box.each([](const Place& place) { return place.whole(0, largestSide); }, 4);
    if (edges.size() != 4 || edges[0] >= edges[2] || edges[1] >= edges[3] || edges[2] > truth.width
        || edges[3] > truth.height)
        box.refuse("[x0, y0, x1, y1] within " + std::to_string(truth.width) + " x "
                   + std::to_string(truth.height) + " pixels, far edge exclusive");
    std::copy_n(edges.begin(), 4, object.box.begin());
    if (from.has("mask"))
        object.mask = maskFrom(from["mask"], truth);
    if (from.has("parts"))
        object.parts =
            from["parts"].each([&](const Place& part) { return objectFrom(part, truth); });
    return object;
}

Assertion assertionFrom(const Place& from)
{
    const std::string name = from.text();
    if (name == "present")
        return Assertion::Present;
    if (name == "absent")
        return Assertion::Absent;
    if (name != "uncertain")
        from.refuse("present, absent or uncertain");
    return Assertion::Uncertain;
}

int64_t idFrom(const Place& from, const TruthCase& truth)
{
    const int64_t id = from.whole(0, INT64_MAX);
    if (!findObject(truth, id))
        from.refuse("the id of an object");
    return id;
}

TruthClaim claimFrom(const Place& from, int64_t length, const TruthCase& truth)
{
    const auto [begin, end] = spanFrom(from, length);
    return {.begin = begin,
            .end = end,
            .type = from["type"].text(),
            .assertion = assertionFrom(from["assertion"]),
            .truth = from["truth"].flag(),
            .objects = from["objects"].each([&](const Place& id) { return idFrom(id, truth); },
                                            mostObjects)};
}

TruthCaption captionFrom(const Place& from, const TruthCase& truth)
{
    TruthCaption caption{.text = from["text"].text(longestText)};
    const int64_t length = codePoints(caption.text);
    caption.claims =
        from["claims"].each([&](const Place& claim) { return claimFrom(claim, length, truth); });
    if (from.has("words"))
        caption.words = from["words"].each([&](const Place& word) {
            const auto [begin, end] = spanFrom(word, length);
            return TruthWord{begin, end, word["truth"].flag()};
        });
    return caption;
}

TruthFoil foilFrom(const Place& from, const TruthCase& truth)
{
    TruthFoil foil{.caption = from["caption"].whole(0, int64_t(truth.captions.size()) - 1),
                   .text = from["text"].text(longestText),
                   .type = from["type"].text()};
    std::tie(foil.begin, foil.end) = spanFrom(from, codePoints(foil.text));
    foil.original = from["original"].text(longestText);
    return foil;
}

std::string imageFrom(const Place& from)
{
    const std::string image = from.text();
    const std::filesystem::path path(image);
    bool climbs = path.is_absolute() || image.empty() || image.find('\0') != std::string::npos;
    for (const auto& part : path)
        climbs = climbs || part == "..";
    if (climbs)
        from.refuse("a path below the folder of truth.jsonl");
    return image;
}

void readObjects(const Place& from, TruthCase& truth)
{
    truth.objects =
        from["objects"].each([&](const Place& one) { return objectFrom(one, truth); }, mostObjects);
    std::set<int64_t> ids;
    for (const TruthObject& object : truth.objects)
        if (!ids.insert(object.id).second)
            throw Unfit{"objects: expected each id once, found " + std::to_string(object.id)
                        + " again"};
}

TruthCase caseFrom(const Place& from)
{
    if (!from.json.is_object())
        throw Unfit{std::string("expected a JSON object, found ") + from.json.type_name()};
    if (from["format"].text() != truthFormat)
        from["format"].refuse(truthFormat);
    TruthCase truth{.id = from["id"].text(),
                    .image = imageFrom(from["image"]),
                    .domain = from["domain"].text()};
    if (from.has("seed")) {
        if (!from["seed"].json.is_number_unsigned())
            from["seed"].refuse("a whole number from 0");
        truth.seed = from["seed"].json.get<uint64_t>();
    }
    truth.width = from["width"].whole(1, largestSide);
    truth.height = from["height"].whole(1, std::min(largestSide, largestPicture / truth.width));
    readObjects(from, truth);
    truth.captions =
        from["captions"].each([&](const Place& one) { return captionFrom(one, truth); });
    truth.foils = from["foils"].each([&](const Place& one) { return foilFrom(one, truth); });
    if (from.has("relations"))
        truth.relations = from["relations"].each([&](const Place& one) {
            return TruthRelation{idFrom(one["subject"], truth), one["relation"].text(),
                                 idFrom(one["object"], truth)};
        });
    return truth;
}

/// Objects here keep their keys in a list, which a million of them would bring to a halt.
Json parsed(const std::string& line)
{
    std::vector<std::size_t> keys; // of each object that is open
    const auto count = [&](int, Json::parse_event_t event, Json&) {
        if (event == Json::parse_event_t::object_start)
            keys.push_back(0);
        else if (event == Json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == Json::parse_event_t::key && ++keys.back() > mostKeys)
            throw Unfit{"expected at most " + std::to_string(mostKeys)
                        + " keys in an object, found more"};
        return true;
    };
    Json json = Json::parse(line, count, /*allow_exceptions=*/false);
    if (json.is_discarded())
        throw Unfit{"expected a JSON object, found text that is not JSON"};
    return json;
}

std::size_t runsOf(const std::vector<TruthObject>& objects)
{
    std::size_t runs = 0;
    for (const TruthObject& object : objects)
        runs += object.mask.counts.size() + runsOf(object.parts);
    return runs;
}

Error input(const std::string& what)
{
    return {Error::Kind::Input, what};
}

/// Reads a file line by line without holding the whole.
class Lines {
public:
    explicit Lines(RegularFile file) : m_file(std::move(file)) { }

    /// False at the end of the file.
    Expected<bool> next(std::string& line)
    {
        line.clear();
        while (true) {
            const std::size_t end = m_buffer.find('\n', m_at);
            line.append(m_buffer, m_at, end == std::string::npos ? end : end - m_at);
            if (line.size() > longestLine)
                return input("expected at most " + std::to_string(longestLine)
                             + " bytes, found more");
            if (end != std::string::npos) {
                m_at = end + 1;
                return true;
            }
            m_buffer.resize(std::size_t(1) << 16);
            m_at = 0;
            const auto count = m_file.read(m_buffer.data(), m_buffer.size());
            m_buffer.resize(count ? *count : 0);
            if (!count)
                return count.error();
            if (*count == 0)
                return !line.empty();
        }
    }

private:
    RegularFile m_file;
    std::string m_buffer;
    std::size_t m_at = 0;
};

} // namespace

Expected<TruthCase> fromTruthLine(const std::string& line)
{
    if (line.size() > longestLine)
        return input("expected at most " + std::to_string(longestLine) + " bytes, found more");
    if (const auto wrong = depthFault(line))
        return input(*wrong);
    try {
        const Json json = parsed(line);
        return caseFrom({json, ""});
    } catch (const Unfit& unfit) {
        return input(unfit.what);
    }
}

Expected<std::vector<TruthCase>> readTruth(const std::filesystem::path& file)
{
    auto opened = RegularFile::open(file);
    if (!opened)
        return opened.error();
    if (opened->size() > largestFile)
        return input(file.string() + ": expected at most " + std::to_string(largestFile)
                     + " bytes, found " + std::to_string(opened->size()));
    Lines lines(*std::move(opened));
    std::vector<TruthCase> cases;
    std::set<std::string> ids;
    std::string line;
    std::size_t runs = 0;
    for (int64_t number = 1;; ++number) {
        const std::string where = file.string() + " line " + std::to_string(number) + ": ";
        const auto more = lines.next(line);
        if (!more)
            return input(where + more.error().message);
        if (!*more)
            break;
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        auto truth = fromTruthLine(line);
        if (!truth)
            return input(where + truth.error().message);
        if (!ids.insert(truth->id).second)
            return input(where + "id: expected each once, found '" + shortened(truth->id)
                         + "' again");
        runs += runsOf(truth->objects);
        if (runs > mostRuns)
            return input(where + "expected masks of at most " + std::to_string(mostRuns)
                         + " runs in all, found more");
        cases.push_back(*std::move(truth));
    }
    if (cases.empty())
        return input(file.string() + ": expected a case a line, found none");
    return cases;
}

} // namespace explain
