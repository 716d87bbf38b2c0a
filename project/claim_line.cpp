// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/claim_line.h"

#include "explain/foreign_json.h"
#include "project/shape_json.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <climits>
#include <span>

namespace project {
namespace {

using explain::memberOf;
using nlohmann::json;

constexpr std::size_t mostSpans = 10'000, mostRegions = 10'000;

/// A reason why a line is no claim. Thrown and caught in this file alone: of thirty checks any may
/// be the last.
struct Refused {
    std::string why;
};

[[noreturn]] void refuse(const std::string& what, const std::string& expected, const json& value)
{
    throw Refused{what + ": expected " + expected + ", found " + explain::shortened(value)};
}

const json& required(const json& object, const char* key)
{
    if (!object.contains(key))
        throw Refused{std::string(key) + ": expected it, found nothing"};
    return object[key];
}

QUuid toId(const json& object, const char* key)
{
    const json& value = required(object, key);
    const QString text =
        value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
    const QUuid id = text.size() == 36 ? QUuid::fromString(text) : QUuid();
    if (id.isNull())
        refuse(key, "a UUID", value);
    return id;
}

QString toWord(const json& object, const char* key, std::span<const std::string_view> words)
{
    const json& value = required(object, key);
    const auto* const text = value.get_ptr<const std::string*>();
    if (text && std::ranges::find(words, *text) != words.end())
        return QString::fromStdString(*text);
    std::string list;
    for (const std::string_view word : words)
        list += (list.empty() ? "" : ", ") + std::string(word);
    refuse(key, "one of " + list, value);
}

/// Empty where it is absent or null.
QString toText(const json& object, const char* key)
{
    const json& value = memberOf(object, key);
    if (value.is_null())
        return {};
    if (!value.is_string())
        refuse(key, "a string", value);
    return QString::fromStdString(value.get<std::string>());
}

QString toTime(const json& object, const char* key)
{
    static const QRegularExpression form(
        R"(^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([.,]\d{1,9})?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)?$)");
    const QString text = toText(object, key);
    if (text.isEmpty())
        return {};
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch() || !QDateTime::fromString(match.captured(1), Qt::ISODate).isValid())
        refuse(key, "an ISO 8601 time like 2026-01-31T14:05:09Z", object[key]);
    return text;
}

/// \p lost: the words of the claim were edited away; it stands where they were
std::vector<Span> toSpans(const json& list, bool lost)
{
    if (!list.is_array() || list.empty() || list.size() > mostSpans)
        refuse("spans", "one or more of {\"begin\", \"end\"}", list);
    std::vector<Span> spans;
    for (const json& one : list) {
        const json& begin = memberOf(one, "begin");
        const json& end = memberOf(one, "end");
        const auto isPosition = [](const json& value) {
            return value.is_number_unsigned() && value.get<std::uint64_t>() <= INT_MAX;
        };
        if (!isPosition(begin) || !isPosition(end) || begin > end || (begin == end && !lost))
            refuse("spans", "0 <= begin < end in whole code points", one);
        spans.push_back({begin, end});
    }
    return spans;
}

std::optional<int> toSeverity(const json& value)
{
    if (value.is_null())
        return {};
    const double number = value.is_number() ? value.get<double>() : -1;
    if (number < 0 || number > INT_MAX || number != int(number))
        refuse("severity", "a whole number of at least 0", value);
    return int(number);
}

std::optional<double> toConfidence(const json& value)
{
    if (value.is_null())
        return {};
    const double number = value.is_number() ? value.get<double>() : -1;
    if (!(number >= 0 && number <= 1))
        refuse("confidence", "a number from 0 to 1", value);
    return number;
}

Region toRegion(const json& from)
{
    if (!from.is_object())
        refuse("regions", "objects", from);
    constexpr std::array<std::string_view, 1> frames{"image"};
    Region region{.id = toId(from, "region"), .image = toId(from, "image")};
    region.frame = toWord(from, "frame", frames);
    auto shape = readShape(from);
    if (!shape)
        throw Refused{"region " + keyOf(region).toStdString() + ": " + shape.error().message};
    region.shape = *std::move(shape);
    return region;
}

std::vector<Region> toRegions(const json& list)
{
    if (list.is_null())
        return {};
    if (!list.is_array() || list.size() > mostRegions)
        refuse("regions", "a list", list);
    std::vector<Region> regions;
    QSet<QUuid> seen;
    for (const json& one : list) {
        regions.push_back(toRegion(one));
        if (seen.contains(regions.back().id))
            throw Refused{"regions: expected each once, found "
                          + keyOf(regions.back()).toStdString() + " twice"};
        seen.insert(regions.back().id);
    }
    return regions;
}

void readReading(const json& object, ClaimLine& line)
{
    Reading& reading = line.reading;
    if (!memberOf(object, "verdict").is_null())
        reading.verdict = toWord(object, "verdict", verdicts);
    reading.severity = toSeverity(memberOf(object, "severity"));
    reading.confidence = toConfidence(memberOf(object, "confidence"));
    reading.correction = toText(object, "correction");
    reading.comment = toText(object, "comment");
    reading.begun = toTime(object, "begun");
    reading.ended = toTime(object, "ended");
    constexpr std::array<std::string_view, 2> modes{"blind", "assisted"};
    if (!memberOf(object, "mode").is_null())
        reading.mode = toWord(object, "mode", modes);
    if (const QString reader = toText(object, "reader"); !reader.isEmpty())
        line.reader = reader;
    const json& flagged = memberOf(object, "flagged");
    if (!flagged.is_null() && !flagged.is_boolean())
        refuse("flagged", "true or false", flagged);
    reading.flagged = flagged == true;
    line.regions = toRegions(memberOf(object, "regions"));
    for (const Region& region : line.regions)
        reading.regions.push_back(region.id);
    reading.machine = memberOf(object, "machine");
    if (!reading.machine.is_null() && !reading.machine.is_object())
        refuse("machine", "an object or null", reading.machine);
}

constexpr std::array<std::string_view, 19> known = {
    "claim",   "case",     "image",      "text",       "spans",   "type",   "assertion",
    "verdict", "severity", "confidence", "correction", "comment", "reader", "begun",
    "ended",   "mode",     "regions",    "machine",    "flagged"};

ClaimLine read(const json& object)
{
    ClaimLine line;
    Claim& claim = line.claim;
    claim.id = toId(object, "claim");
    claim.caseId = toId(object, "case");
    claim.image = toId(object, "image");
    claim.text = toId(object, "text");
    const auto words = object.find("words"); // that it was made of
    claim.spans = toSpans(required(object, "spans"), words != object.end() && words->is_string());
    claim.type = toWord(object, "type", claimTypes);
    claim.assertion = toWord(object, "assertion", assertions);
    readReading(object, line);
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(known, key) == known.end())
            claim.other[key] = value;
    return line;
}

using Out = nlohmann::ordered_json;

std::string textOf(const QUuid& id)
{
    return id.toString(QUuid::WithoutBraces).toStdString();
}

/// Numbers of a shape in the one form that they are written in.
json withShortNumbers(json shape)
{
    if (shape.is_number_float())
        return numberToJson(shape.get<double>());
    if (shape.is_structured())
        for (json& one : shape)
            one = withShortNumbers(std::move(one));
    return shape;
}

Out toJson(const Region& region)
{
    const json shape = withShortNumbers(shapeToJson(region.shape));
    const std::string kind(shapeKinds[region.shape.index()]);
    return {{"region", textOf(region.id)},
            {"image", textOf(region.image)},
            {"frame", region.frame.toStdString()},
            {"kind", kind},
            {kind, shape.at(kind)}};
}

/// Without a verdict what is not set is left out; beside one it is null, or "" for texts.
void writeReading(const ClaimLine& line, Out& object)
{
    const Reading& reading = line.reading;
    const bool isWhole = !reading.verdict.isEmpty();
    const auto write = [&](const char* key, bool isSet, json value) {
        if (isSet || isWhole)
            object[key] = std::move(value);
    };
    const auto orNull = [](const QString& text) {
        return text.isEmpty() ? json() : json(text.toStdString());
    };
    object["verdict"] = orNull(reading.verdict);
    write("severity", reading.severity.has_value(),
          reading.severity ? json(*reading.severity) : json());
    write("confidence", reading.confidence.has_value(),
          reading.confidence ? numberToJson(*reading.confidence) : json());
    write("correction", !reading.correction.isEmpty(), reading.correction.toStdString());
    write("comment", !reading.comment.isEmpty(), reading.comment.toStdString());
    write("reader", line.reader.has_value(), orNull(line.reader.value_or(QString())));
    write("begun", !reading.begun.isEmpty(), orNull(reading.begun));
    write("ended", !reading.ended.isEmpty(), orNull(reading.ended));
    write("mode", !reading.mode.isEmpty(), orNull(reading.mode));
    if (reading.flagged)
        object["flagged"] = true;
}

} // namespace

bool ClaimLine::hasReading() const
{
    Reading nothing;
    nothing.id = reading.id;
    nothing.claim = reading.claim;
    nothing.position = reading.position;
    return reader || !(reading == nothing);
}

explain::Expected<ClaimLine> readClaimLine(std::string_view line)
{
    const auto input = [](std::string why) {
        return explain::Error{explain::Error::Kind::Input, std::move(why)};
    };
    if (const auto fault = explain::depthFault(line))
        return input(*fault);
    const json object = json::parse(line, nullptr, false);
    if (object.is_discarded())
        return input("expected JSON, found something else");
    if (!object.is_object())
        return input("expected a JSON object, found " + explain::shortened(object));
    try {
        return read(object);
    } catch (const Refused& refused) {
        return input(refused.why);
    }
}

std::string writeClaimLine(const ClaimLine& line)
{
    const Claim& claim = line.claim;
    Out object{{"claim", textOf(claim.id)},
               {"case", textOf(claim.caseId)},
               {"image", textOf(claim.image)},
               {"text", textOf(claim.text)}};
    object["spans"] = Out::array();
    for (const Span& span : claim.spans)
        object["spans"].push_back(Out{{"begin", span.begin}, {"end", span.end}});
    object["type"] = claim.type.toStdString();
    object["assertion"] = claim.assertion.toStdString();
    writeReading(line, object);
    object["regions"] = Out::array();
    for (const Region& region : line.regions)
        object["regions"].push_back(toJson(region));
    object["machine"] = line.reading.machine;
    for (const auto& [key, value] : claim.other.items())
        object[key] = value;
    return object.dump();
}

} // namespace project
