// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/claims_file.h"

#include "project/document.h"

#include <QFile>
#include <QTest>

#include <set>

using namespace project;
using nlohmann::json;

namespace {

QUuid id(int number)
{
    return QUuid::fromString(QString("00000000-0000-4000-8000-%1").arg(number, 12, 10, QChar('0')));
}

std::string name(int number)
{
    return id(number).toString(QUuid::WithoutBraces).toStdString();
}

/// Case 1 with image 11 and its prior 12, a text of 10 code points; case 2 with image 21, text 22.
void fill(Document& document)
{
    Edit edit(document);
    edit.insert(Case{.id = id(1), .position = 1});
    edit.insert(Case{.id = id(2), .position = 2});
    edit.insert(Image{.id = id(11), .caseId = id(1), .position = 1, .width = 40, .height = 30});
    edit.insert(Image{.id = id(12), .caseId = id(1), .position = 2, .role = "prior"});
    edit.insert(Image{.id = id(21), .caseId = id(2), .position = 3});
    edit.insert(Text{.id = id(13), .caseId = id(1), .position = 1, .text = "😀 red bäll"});
    edit.insert(Text{.id = id(22), .caseId = id(2), .position = 2, .text = "x y"});
    document.commit({.name = "Fill"}, edit);
}

json region(int number, const char* kind, const json& shape, int image = 11)
{
    return {{"region", name(number)},
            {"image", name(image)},
            {"frame", "image"},
            {"kind", kind},
            {kind, shape}};
}

json claim(int number, const json& regions = json::array())
{
    return {{"claim", name(number)},
            {"case", name(1)},
            {"image", name(11)},
            {"text", name(13)},
            {"spans", {{{"begin", 0}, {"end", 1}}, {{"begin", 6}, {"end", 10}}}},
            {"type", "object"},
            {"assertion", "present"},
            {"verdict", nullptr},
            {"regions", regions},
            {"machine", nullptr}};
}

json judged(json line, const char* reader, const char* verdict)
{
    line.update({{"verdict", verdict},
                 {"severity", 2},
                 {"confidence", 0.1},
                 {"correction", "ein blauer Bäll 😀"},
                 {"comment", ""},
                 {"reader", reader},
                 {"begun", "2026-01-31T14:05:09Z"},
                 {"ended", "2026-01-31T14:06:00Z"},
                 {"mode", "blind"}});
    return line;
}

QByteArray bytesOf(const std::vector<json>& lines)
{
    QByteArray bytes;
    for (const json& line : lines)
        bytes.append(line.dump() + '\n');
    return bytes;
}

std::vector<json> linesOf(const QByteArray& bytes)
{
    std::vector<json> lines;
    for (const QByteArray& line : bytes.split('\n'))
        if (!line.isEmpty())
            lines.push_back(json::parse(line.toStdString()));
    return lines;
}

/// All kinds of regions, two readers, a shared region, one claim without a reading.
std::vector<json> everything()
{
    const json box = region(31, "box", {1, 2.5, 3, 4});
    const json polygon = region(32, "polygon", {{0, 0}, {4, 0}, {4, 4.25}});
    const json point = region(33, "point", {7, 8}, 12);
    const json mask = region(34, "mask", {{"size", {2, 3}}, {"counts", {0, 2, 4}}});
    json machine = judged(claim(41, {box, mask}), "Łukasz", "contradicted");
    machine["machine"] = {{"method", "patch-sim"},
                          {"network", "phantom"},
                          {"parameters", {{"b", 1.0}, {"a", 2}}},
                          {"value", -0.25}};
    machine["site"] = {{"ward", 3}};
    json other = judged(claim(41, json::array({polygon})), "B", "supported");
    other["site"] = machine["site"];
    json flagged = judged(claim(42, {box, point}), "B", "not-groundable");
    flagged["flagged"] = true;
    json loose = claim(43, json::array({mask})); // evidence without anybody's verdict
    return {machine, other, flagged, loose, claim(44)};
}

int count(const Document& document, const QByteArray& bytes)
{
    const ClaimsImport import = importClaims(document, bytes);
    return int(import.faults.size());
}

} // namespace

class TestClaimsFile final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exportIsTheSameAfterAnImportIntoAFreshProject()
    {
        Document first, second;
        fill(first);
        fill(second);
        const ClaimsImport import = importClaims(first, bytesOf(everything()));
        QVERIFY2(import.faults.empty(),
                 import.faults.empty() ? "" : toText(import.faults[0]).c_str());
        QCOMPARE(import.lines, 5);
        QCOMPARE(import.claims, 4);
        QCOMPARE(import.readings, 4);
        QCOMPARE(import.regions, 4);
        QVERIFY(first.commit({.name = "Import"}, import.edit));
        QCOMPARE(first.all<Reader>().size(), std::size_t(2));

        const QByteArray exported = exportClaims(first);
        QVERIFY(linesOf(exported) == everything());
        QVERIFY(second.commit({.name = "Import"}, importClaims(second, exported).edit));
        QCOMPARE(exportClaims(second), exported);
        for (const Reader* reader : first.all<Reader>())
            QVERIFY(second.find<Reader>(reader->id)); // for two projects that will be merged

        // A second import adds nothing; undo takes the first one away.
        QVERIFY(importClaims(second, exported).edit.isEmpty());
        second.undo();
        QVERIFY(second.all<Claim>().empty() && second.all<Region>().empty());
    }

    void linesOfOneClaimMayStandApart()
    {
        std::vector<json> lines = everything();
        std::swap(lines[1], lines[4]);
        Document first, second;
        fill(first);
        fill(second);
        QVERIFY(first.commit({.name = "Import"}, importClaims(first, bytesOf(lines)).edit));
        const QByteArray exported = exportClaims(first);
        QVERIFY(second.commit({.name = "Import"}, importClaims(second, exported).edit));
        QCOMPARE(exportClaims(second), exported);
    }

    void aColleaguesReadingsJoinOurs()
    {
        Document document;
        fill(document);
        const std::vector<json> all = everything();
        QVERIFY(document.commit({.name = "Import"},
                                importClaims(document, bytesOf(std::vector<json>{all[0]})).edit));
        const ClaimsImport theirs =
            importClaims(document, bytesOf(std::vector<json>{all[0], all[1]}));
        QVERIFY(theirs.faults.empty());
        QCOMPARE(theirs.claims, 0);
        QCOMPARE(theirs.readings, 1);
        QVERIFY(document.commit({.name = "Import"}, theirs.edit));
        QCOMPARE(document.readingsOf(id(41)).size(), std::size_t(2));
        json changed = all[1];
        changed["verdict"] = "unverifiable";
        QCOMPARE(count(document, bytesOf(std::vector<json>{changed})), 1);
    }

    void windowsNewlinesAndAMarkAreNoMatter()
    {
        Document document;
        fill(document);
        QByteArray bytes = bytesOf(everything());
        bytes.replace("\n", "\r\n\r\n");
        QCOMPARE(count(document, "\xef\xbb\xbf" + bytes), 0);
    }

    void badLinesAreNamedAndKeepTheFileOut_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* title, const json& line, const char* reason) {
            QTest::newRow(title) << QByteArray::fromStdString(line.dump()) << QString(reason);
        };
        const auto with = [](const char* pointer, const json& value) {
            json line =
                judged(claim(51, json::array({region(61, "box", {1, 1, 2, 2})})), "A", "supported");
            line[json::json_pointer(pointer)] = value;
            return line;
        };
        QTest::newRow("not JSON") << QByteArray("{]") << "expected JSON";
        QTest::newRow("bytes") << QByteArray("{\"claim\": \"\xc3\x28\"}") << "expected UTF-8";
        row("unknown case", with("/case", name(9)), "case: expected one of the project");
        row("unknown image", with("/image", name(9)), "image: expected one of the case");
        row("image of another case", with("/image", name(21)), "image: expected one of the case");
        row("unknown text", with("/text", name(9)), "text: expected one of the case");
        row("text of another case", with("/text", name(22)), "text: expected one of the case");
        row("span outside", with("/spans/0/end", 11), "within the 10 code points of the text");
        row("region elsewhere", with("/regions/0/image", name(21)), "image: expected one of the c");
        row("unknown word", with("/verdict", "true"), "verdict: expected one of");
        row("runs", with("/regions/0", region(61, "mask", {{"size", {2, 2}}, {"counts", {3}}})),
            "fill 4 pixels");
        row(
            "same claim, other span",
            [&] {
                json line = judged(claim(41), "C", "supported");
                line["spans"][0]["end"] = 2;
                return line;
            }(),
            "is on line 1, found another case, image, text, span");
        row("same claim and reader", judged(claim(41), "B", "supported"),
            "one line of it for reader B");
        row("same region, other shape",
            judged(claim(51, json::array({region(31, "box", {1, 1, 2, 2})})), "B", "supported"),
            "is on line 1, found another image or shape");
        row(
            "other value of a key",
            [] {
                json line = judged(claim(41), "C", "supported");
                line["site"] = "south";
                return line;
            }(),
            "site: expected what the claim has on line 1");
    }
    void badLinesAreNamedAndKeepTheFileOut()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, reason);
        Document document;
        fill(document);
        const ClaimsImport import = importClaims(document, bytesOf(everything()) + '\n' + line);
        QVERIFY(import.edit.isEmpty());
        QCOMPARE(import.faults.size(), std::size_t(1));
        QCOMPARE(import.faults[0].line, 7);
        QVERIFY2(import.faults[0].reason.find(reason.toStdString()) != std::string::npos,
                 import.faults[0].reason.c_str());
    }

    void spansCountCodePoints()
    {
        Document document;
        fill(document);
        json line = claim(51);
        line["spans"] = {{{"begin", 9}, {"end", 10}}}; // UTF-16 has eleven units, UTF-8 fourteen
        QCOMPARE(count(document, bytesOf(std::vector<json>{line})), 0);
        line["spans"] = {{{"begin", 9}, {"end", 11}}};
        QCOMPARE(count(document, bytesOf(std::vector<json>{line})), 1);
    }

    /// Required keys and words of the schema are those that are written and read.
    void theSchemaNamesWhatIsWritten()
    {
        QFile file(SOURCE_FOLDER "/docs/claims.schema.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const json schema = json::parse(file.readAll().toStdString());
        const json& properties = schema["properties"];
        std::set<std::string> written;
        Document document;
        fill(document);
        document.commit({.name = "Import"}, importClaims(document, bytesOf(everything())).edit);
        for (const json& line : linesOf(exportClaims(document))) {
            for (const json& key : schema["required"])
                QVERIFY(line.contains(key.get<std::string>()));
            for (const auto& [key, value] : line.items())
                written.insert(key);
            for (const json& one : line["regions"])
                for (const json& key : schema["$defs"]["region"]["required"])
                    QVERIFY(one.contains(key.get<std::string>()));
        }
        written.erase("site");
        std::set<std::string> named;
        for (const auto& [key, value] : properties.items())
            named.insert(key);
        QVERIFY(written == named);
        QVERIFY(properties["type"]["enum"] == json(claimTypes));
        QVERIFY(properties["assertion"]["enum"] == json(assertions));
        json words = json(verdicts);
        words.push_back(nullptr);
        QVERIFY(properties["verdict"]["enum"] == words);
        QVERIFY(schema["$defs"]["region"]["properties"]["kind"]["enum"] == json(shapeKinds));
    }
};

QTEST_GUILESS_MAIN(TestClaimsFile)
#include "tst_claims_file.moc"
