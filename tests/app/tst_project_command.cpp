// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/programs.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <sqlite3.h>

using namespace support;
using Json = nlohmann::json;

namespace {

const std::string caseId = "aaaaaaaa-0000-4000-8000-000000000001",
                  imageId = "aaaaaaaa-0000-4000-8000-000000000002",
                  priorId = "aaaaaaaa-0000-4000-8000-000000000003",
                  textId = "aaaaaaaa-0000-4000-8000-000000000004",
                  boxId = "bbbbbbbb-0000-4000-8000-000000000001";

Json claim(const std::string& id, const char* reader)
{
    const Json box = {{"region", boxId},
                      {"image", imageId},
                      {"frame", "image"},
                      {"kind", "box"},
                      {"box", {1, 2, 5.5, 7}}};
    const Json mask = {{"region", "bbbbbbbb-0000-4000-8000-000000000002"},
                       {"image", priorId},
                       {"frame", "image"},
                       {"kind", "mask"},
                       {"mask", {{"size", {6, 8}}, {"counts", {10, 30, 8}}}}};
    return {{"claim", id},
            {"case", caseId},
            {"image", imageId},
            {"text", textId},
            {"spans", {{{"begin", 0}, {"end", 1}}, {{"begin", 2}, {"end", 8}}}},
            {"type", "object"},
            {"assertion", "present"},
            {"verdict", "contradicted"},
            {"severity", 1},
            {"confidence", 0.5},
            {"correction", "a blue ball"},
            {"comment", ""},
            {"reader", reader},
            {"begun", "2026-01-31T14:05:09Z"},
            {"ended", "2026-01-31T14:06:00Z"},
            {"mode", "blind"},
            {"regions", {box, mask}},
            {"machine", nullptr}};
}

} // namespace

class TestProjectCommand final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString at(const QString& name) const { return m_folder->filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    void writeLines(const QString& name, const std::vector<Json>& lines) const
    {
        QByteArray bytes;
        for (const Json& line : lines)
            bytes.append(line.dump() + '\n');
        write(name, bytes);
    }
    Outcome project(const QStringList& arguments) const
    {
        return run("groundscope", QStringList{"project"} + arguments);
    }
    Json info(const QString& name) const
    {
        return Json::parse(project({"info", at(name), "--json"}).output.toStdString(), nullptr,
                           false);
    }
    void makeTable() const
    {
        writeLines("cases.jsonl",
                   {{{"id", caseId},
                     {"images",
                      {{{"file", "main.png"}, {"role", "main"}, {"id", imageId}},
                       {{"file", "prior.png"}, {"role", "prior"}, {"id", priorId}}}},
                     {"texts", {{{"id", textId}, {"text", "\U0001F600 a ball"}}, "second"}},
                     {"site", "north"}},
                    {{"id", "p-2"}, {"image", "main.png"}}});
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QImage picture(8, 6, QImage::Format_RGB888);
        picture.fill(Qt::gray);
        for (const char* name : {"main.png", "prior.png"})
            QVERIFY(picture.save(at(name)));
        makeTable();
    }

    void claimsComeBackByteForByte()
    {
        const Outcome made = project({"new", at("a.groundscope"), "--cases", at("cases.jsonl")});
        QVERIFY2(made.code == 0, made.errors.constData());
        QCOMPARE(project({"new", at("b.groundscope"), "--cases", at("cases.jsonl")}).code, 0);
        const std::string one = "cccccccc-0000-4000-8000-000000000001";
        Json bare = claim("cccccccc-0000-4000-8000-000000000002", "A");
        bare["verdict"] = nullptr;
        for (const char* key : {"severity", "confidence", "correction", "comment", "reader",
                                "begun", "ended", "mode"})
            bare.erase(key);
        writeLines("claims.jsonl", {claim(one, "A"), claim(one, "B"), bare});
        const Outcome taken =
            project({"import", at("a.groundscope"), "--claims", at("claims.jsonl")});
        QVERIFY2(taken.code == 0, taken.errors.constData());
        QCOMPARE(project({"export", at("a.groundscope"), "--claims", at("one.jsonl")}).code, 0);
        QCOMPARE(project({"import", at("b.groundscope"), "--claims", at("one.jsonl")}).code, 0);
        QCOMPARE(project({"export", at("b.groundscope"), "--claims", at("two.jsonl")}).code, 0);
        QVERIFY(!bytesOf(at("one.jsonl")).isEmpty());
        QCOMPARE(bytesOf(at("two.jsonl")), bytesOf(at("one.jsonl")));
        std::vector<Json> lines;
        for (const QByteArray& line : bytesOf(at("one.jsonl")).split('\n'))
            if (!line.isEmpty())
                lines.push_back(Json::parse(line.toStdString()));
        QVERIFY(lines == (std::vector<Json>{claim(one, "A"), claim(one, "B"), bare}));

        const Json told = info("b.groundscope");
        QVERIFY(told["format"] == "groundscope-project/1");
        QVERIFY(told["cases"] == 2 && told["images"] == 3 && told["texts"] == 2);
        QVERIFY(told["claims"] == 2 && told["verdicts"] == 2 && told["regions"] == 2);
        QVERIFY(told["readers"] == 2);
        QVERIFY(told["audit"]["rows"] >= 2);
        QCOMPARE(told["audit"]["head"].get<std::string>().size(), std::size_t(64));
        QCOMPARE(run("groundscope", {"verify", at("b.groundscope")}).code, 0);
    }

    void aBadRowKeepsTheTableOut_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("not JSON") << QByteArray("{\"image\": ");
        QTest::newRow("missing image") << QByteArray(R"({"image": "nowhere.png"})");
        QTest::newRow("no image") << QByteArray(R"({"texts": ["x"]})");
        QTest::newRow("not an image") << QByteArray(R"({"image": "cases.jsonl"})");
        QTest::newRow("a folder") << QByteArray(R"({"image": "."})");
    }
    void aBadRowKeepsTheTableOut()
    {
        QFETCH(QByteArray, row);
        write("bad.jsonl",
              "{\"image\": \"main.png\"}\n" + row + "\n{\"image\": \"main.png\"}\n" + row + '\n');
        const Outcome made = project({"new", at("a.groundscope"), "--cases", at("bad.jsonl")});
        QCOMPARE(made.code, 3);
        QVERIFY2(made.errors.contains("line 2: ") && made.errors.contains("line 4: "),
                 made.errors.constData());
        QVERIFY(!made.errors.contains("line 1: ") && !made.errors.contains("line 3: "));
        QVERIFY(QDir(m_folder->path()).entryList({"a.groundscope*"}).isEmpty());
        QCOMPARE(project({"new", at("a.groundscope")}).code, 0);
        QCOMPARE(project({"import", at("a.groundscope"), "--cases", at("bad.jsonl")}).code, 3);
        QVERIFY(info("a.groundscope")["cases"] == 0);
    }

    void aBadClaimKeepsTheFileOut()
    {
        QCOMPARE(project({"new", at("a.groundscope"), "--cases", at("cases.jsonl")}).code, 0);
        const std::string one = "cccccccc-0000-4000-8000-000000000001";
        Json outside = claim("cccccccc-0000-4000-8000-000000000002", "A");
        outside["spans"][0] = {{"begin", 0}, {"end", 9}};
        writeLines("claims.jsonl", {claim(one, "A"), outside});
        const Outcome taken =
            project({"import", at("a.groundscope"), "--claims", at("claims.jsonl")});
        QCOMPARE(taken.code, 3);
        QVERIFY2(taken.errors.contains("line 2: spans: "), taken.errors.constData());
        QVERIFY(info("a.groundscope")["claims"] == 0);
        QVERIFY(info("a.groundscope")["readers"] == 0);
    }

    void columnsAreMapped()
    {
        write("set.csv", "path,caption,old\nmain.png,\"two\nlines\",prior.png\n");
        QCOMPARE(project({"new", at("a.groundscope"), "--cases", at("set.csv"), "--map",
                          "image=path,texts=caption", "--map", "prior=old"})
                     .code,
                 0);
        QVERIFY(info("a.groundscope")["images"] == 2 && info("a.groundscope")["texts"] == 1);
        QCOMPARE(project({"new", at("b.groundscope"), "--cases", at("set.csv")}).code, 3);
        QCOMPARE(
            project({"new", at("b.groundscope"), "--cases", at("set.csv"), "--map", "x=y"}).code,
            2);
    }

    void aFolderIsACaseAnImage()
    {
        QCOMPARE(project({"new", at("a.groundscope"), "--cases", m_folder->path()}).code, 0);
        QVERIFY(info("a.groundscope")["cases"] == 2);
    }

    void whatIsThereIsNotReplaced()
    {
        QCOMPARE(project({"new", at("a.groundscope"), "--cases", at("cases.jsonl")}).code, 0);
        const QByteArray before = bytesOf(at("a.groundscope"));
        const Outcome again = project({"new", at("a.groundscope")});
        QCOMPARE(again.code, 3);
        QCOMPARE(again.errors.count('\n'), 1);
        QCOMPARE(bytesOf(at("a.groundscope")), before);
    }

    void aNewerProjectIsRefusedAndStaysAsItWas()
    {
        QCOMPARE(project({"new", at("a.groundscope"), "--cases", at("cases.jsonl")}).code, 0);
        const int known = info("a.groundscope")["schema"];
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(at("a.groundscope").toUtf8().constData(), &database), SQLITE_OK);
        QCOMPARE(sqlite3_exec(database, "PRAGMA user_version = 4711", nullptr, nullptr, nullptr),
                 SQLITE_OK);
        sqlite3_close(database);
        const QByteArray before = bytesOf(at("a.groundscope"));
        writeLines("claims.jsonl", {claim("cccccccc-0000-4000-8000-000000000001", "A")});
        for (const QStringList& arguments :
             {QStringList{"project", "info", at("a.groundscope")},
              QStringList{"project", "export", at("a.groundscope"), "--claims", at("x.jsonl")},
              QStringList{"project", "import", at("a.groundscope"), "--claims", at("claims.jsonl")},
              QStringList{"project", "import", at("a.groundscope"), "--cases", at("cases.jsonl")},
              QStringList{"verify", at("a.groundscope")}}) {
            const Outcome refused = run("groundscope", arguments);
            QCOMPARE(refused.code, 3);
            QVERIFY2(refused.errors.contains("4711")
                         && refused.errors.contains(QByteArray::number(known)),
                     refused.errors.constData());
            QCOMPARE(bytesOf(at("a.groundscope")), before);
        }
        QVERIFY(!QFile::exists(at("x.jsonl")));
    }

    void aFlippedByteIsFound()
    {
        QCOMPARE(project({"new", at("a.groundscope"), "--cases", at("cases.jsonl")}).code, 0);
        QCOMPARE(run("groundscope", {"verify", at("a.groundscope")}).code, 0);
        QByteArray bytes = bytesOf(at("a.groundscope"));
        const qsizetype text = bytes.indexOf("second");
        QVERIFY(text > 0);
        for (qsizetype i = text; i >= 0; i = bytes.indexOf("second", i + 1))
            bytes[i] = 'S';
        write("a.groundscope", bytes);
        const Outcome found = run("groundscope", {"verify", at("a.groundscope")});
        QCOMPARE(found.code, 3);
        QVERIFY2((found.errors + found.output).contains("texts"), found.errors.constData());
    }

    void argumentsThatMeanNothingAreUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("action") << QStringList{"make", "x"};
        QTest::newRow("no project") << QStringList{"info"};
        QTest::newRow("two projects") << QStringList{"info", "a", "b"};
        QTest::newRow("neither") << QStringList{"import", "a"};
        QTest::newRow("both") << QStringList{"import", "a", "--cases", "b", "--claims", "c"};
        QTest::newRow("no claims") << QStringList{"export", "a"};
        QTest::newRow("map alone") << QStringList{"new", "a", "--map", "texts=caption"};
        QTest::newRow("option") << QStringList{"info", "a", "--cases", "b"};
    }
    void argumentsThatMeanNothingAreUsage()
    {
        QFETCH(QStringList, arguments);
        const Outcome refused = project(arguments);
        QCOMPARE(refused.code, 2);
        QCOMPARE(refused.errors.count('\n'), 1);
    }

    void filesThatAreNoProjectAreRefused()
    {
        write("text.groundscope", "no database");
        QDir().mkpath(at("folder.groundscope"));
        for (const char* name : {"text.groundscope", "folder.groundscope", "absent.groundscope"}) {
            QCOMPARE(project({"info", at(name)}).code, 3);
            QCOMPARE(run("groundscope", {"verify", at(name)}).code, 3);
        }
        QVERIFY(!QFile::exists(at("absent.groundscope")));
    }
};

QTEST_GUILESS_MAIN(TestProjectCommand)
#include "tst_project_command.moc"
