// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/claim_line.h"

#include "project/shape_json.h"

#include <QTest>

using nlohmann::json;
using project::readClaimLine;

namespace {

const json whole = json::parse(R"({
    "claim": "11111111-1111-4111-8111-111111111111", "case": "22222222-2222-4222-8222-222222222222",
    "image": "33333333-3333-4333-8333-333333333333", "text": "44444444-4444-4444-8444-444444444444",
    "spans": [{"begin": 0, "end": 3}, {"begin": 5, "end": 9}], "type": "finding",
    "assertion": "absent", "verdict": "contradicted", "severity": 3, "confidence": 0.75,
    "correction": "left", "comment": "see prior", "reader": "Dr. B", "begun": "2026-01-31T14:05:09Z",
    "ended": "2026-01-31T14:06:10.250+02:00", "mode": "blind", "regions": [
        {"region": "55555555-5555-4555-8555-555555555551", "frame": "image", "kind": "box",
         "image": "33333333-3333-4333-8333-333333333333", "box": [1, 2.5, 30, 40]},
        {"region": "55555555-5555-4555-8555-555555555552", "frame": "image", "kind": "polygon",
         "image": "33333333-3333-4333-8333-333333333333", "polygon": [[0, 0], [4, 0], [4, 4.25]]},
        {"region": "55555555-5555-4555-8555-555555555553", "frame": "image", "kind": "point",
         "image": "33333333-3333-4333-8333-333333333333", "point": [7, 8]},
        {"region": "55555555-5555-4555-8555-555555555554", "frame": "image", "kind": "mask",
         "image": "33333333-3333-4333-8333-333333333333",
         "mask": {"size": [2, 3], "counts": [0, 2, 4]}}],
    "machine": {"method": "patch-sim", "network": "phantom", "parameters": {"k": 1.5}, "value": 0.25},
    "site": "north"})");

json with(const char* pointer, const json& value)
{
    json changed = whole;
    changed[json::json_pointer(pointer)] = value;
    return changed;
}

json without(const char* key)
{
    json changed = whole;
    changed.erase(key);
    return changed;
}

} // namespace

class TestClaimLine final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLostOnTheWayThrough()
    {
        const auto line = readClaimLine(whole.dump());
        QVERIFY2(bool(line), line ? "" : line.error().message.c_str());
        QCOMPARE(line->regions.size(), std::size_t(4));
        QVERIFY(line->claim.other == json({{"site", "north"}}));
        const std::string written = project::writeClaimLine(*line);
        QVERIFY(json::parse(written) == whole);
        QCOMPARE(written.find("{\"claim\":"), std::size_t(0));
        QVERIFY(written.find(R"("kind":"box","box":[1,2.5,30,40])") != std::string::npos);
        const auto again = readClaimLine(written);
        QVERIFY(again && project::writeClaimLine(*again) == written);
    }

    void numbersHaveOneForm()
    {
        const auto line = readClaimLine(with("/regions/0/box", {1.0, 2.50, 3e1, 40}).dump());
        QVERIFY(bool(line));
        QVERIFY(project::writeClaimLine(*line).find("[1,2.5,30,40]") != std::string::npos);
        QVERIFY(project::numberToJson(0.1).dump() == "0.1");
        QVERIFY(project::numberToJson(-3.0).dump() == "-3");
    }

    void withoutAVerdictItsKeysMayBeAbsent()
    {
        json bare = json::object();
        for (const char* key : {"claim", "case", "image", "text", "spans", "type", "assertion"})
            bare[key] = whole[key];
        const auto line = readClaimLine(bare.dump());
        QVERIFY2(bool(line), line ? "" : line.error().message.c_str());
        QVERIFY(!line->hasReading());
        bare["verdict"] = nullptr;
        bare["regions"] = json::array();
        bare["machine"] = nullptr;
        QVERIFY(json::parse(project::writeClaimLine(*line)) == bare);
        const auto region = readClaimLine(with("/verdict", nullptr).dump());
        QVERIFY(region && region->hasReading());
        QVERIFY(json::parse(project::writeClaimLine(*region)) == with("/verdict", nullptr));
    }

    void aVerdictHasAllItsKeys()
    {
        json bare = whole;
        for (const char* key : {"severity", "confidence", "correction", "comment", "begun", "mode"})
            bare.erase(key);
        const auto line = readClaimLine(bare.dump());
        QVERIFY(bool(line));
        const json written = json::parse(project::writeClaimLine(*line));
        QVERIFY(written["severity"].is_null() && written["confidence"].is_null());
        QVERIFY(written["comment"] == "" && written["mode"].is_null());
        QVERIFY(bool(readClaimLine(written.dump())));
    }

    void badLinesAreRefused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const json& line, const char* reason) {
            QTest::newRow(name) << QString::fromStdString(line.dump()) << reason;
        };
        QTest::newRow("not JSON") << "{\"claim\": "
                                  << "expected JSON";
        QTest::newRow("lone surrogate") << "{\"claim\": \"\\ud800\"}"
                                        << "expected JSON";
        QTest::newRow("too deep") << QString(500, '[') << "nested at most 200";
        row("a list", json::array(), "expected a JSON object");
        for (const char* key : {"claim", "case", "image", "text", "spans", "type", "assertion"})
            row(key, without(key), key);
        row("no UUID", with("/claim", "abc"), "claim: expected a UUID");
        row("UUID in braces", with("/case", "{22222222-2222-4222-8222-222222222222}"), "case: exp");
        row("nil UUID", with("/text", "00000000-0000-0000-0000-000000000000"), "text: expected a");
        row("number as UUID", with("/image", 7), "image: expected a UUID");
        row("no span", with("/spans", json::array()), "spans: expected one or more");
        row("begin after end", with("/spans/0", {{"begin", 3}, {"end", 2}}), "0 <= begin < end");
        row("empty span", with("/spans/0", {{"begin", 3}, {"end", 3}}), "0 <= begin < end");
        row("negative span", with("/spans/0", {{"begin", -1}, {"end", 2}}), "0 <= begin < end");
        row("half span", with("/spans/0", {{"begin", 0.5}, {"end", 2}}), "0 <= begin < end");
        row("type", with("/type", "thing"), "type: expected one of object");
        row("assertion", with("/assertion", "maybe"), "assertion: expected one of present");
        row("verdict", with("/verdict", "wrong"), "verdict: expected one of supported");
        row("severity", with("/severity", 1.5), "severity: expected a whole number");
        row("negative severity", with("/severity", -1), "severity: expected a whole number");
        row("confidence", with("/confidence", 1.01), "confidence: expected a number from 0 to 1");
        row("confidence as text", with("/confidence", "1"), "confidence: expected a number");
        row("mode", with("/mode", "seeing"), "mode: expected one of blind, assisted");
        row("day", with("/begun", "2026-02-30T10:00:00Z"), "begun: expected an ISO 8601 time");
        row("hour", with("/ended", "2026-02-03T25:00:00Z"), "ended: expected an ISO 8601 time");
        row("words as time", with("/ended", "yesterday"), "ended: expected an ISO 8601 time");
        row("comment", with("/comment", 5), "comment: expected a string");
        row("machine", with("/machine", "patch-sim"), "machine: expected an object or null");
        row("regions", with("/regions", "none"), "regions: expected a list");
        row("region id", with("/regions/0/region", "r1"), "region: expected a UUID");
        row("region twice", with("/regions/1", whole["regions"][0]), "expected each once");
        row("frame", with("/regions/0/frame", "canvas"), "frame: expected one of image");
        row("kind", with("/regions/0/kind", "circle"), "kind: expected one of box");
        row("kind without shape", with("/regions/0/kind", "mask"), "mask: expected");
        row("empty box", with("/regions/0/box", {5, 5, 5, 9}), "x0 < x1 and y0 < y1");
        row("box inside out", with("/regions/0/box", {9, 5, 5, 9}), "x0 < x1 and y0 < y1");
        row("box of three", with("/regions/0/box", {1, 2, 3}), "box: expected [x0, y0, x1, y1]");
        row("far box", with("/regions/0/box", {0, 0, 1e9, 5}), "within 1048576");
        row("two points", with("/regions/1/polygon", {{0, 0}, {1, 1}}), "at least three points");
        row("odd point", with("/regions/2/point", {1, "2"}), "point: expected [x, y]");
        row("runs too few", with("/regions/3/mask/counts", {0, 2, 3}), "6 pixels, found 5");
        row("runs too many", with("/regions/3/mask/counts", {0, 2, 5}), "runs that fill 6 pixels");
        row("negative run", with("/regions/3/mask/counts", {0, -2, 8}), "runs that fill 6 pixels");
        row("no size", with("/regions/3/mask/size", {0, 3}), "mask size: expected");
        row("vast mask", with("/regions/3/mask/size", {1 << 20, 1 << 20}), "mask size: expected");
        row("compressed", with("/regions/3/mask/counts", "Q1b0"), "counts: expected a list");
    }
    void badLinesAreRefused()
    {
        QFETCH(QString, line);
        QFETCH(QString, reason);
        const auto read = readClaimLine(line.toStdString());
        QVERIFY(!read);
        QVERIFY2(read.error().message.find(reason.toStdString()) != std::string::npos,
                 read.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestClaimLine)
#include "tst_claim_line.moc"
