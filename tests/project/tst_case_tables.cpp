// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/case_import.h"
#include "project/document.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace project;

namespace {

const char* const idA = "aaaaaaaa-0000-4000-8000-00000000000a";

QUuid uuid(const char* text)
{
    return QUuid::fromString(QString(text));
}

QByteArray rowWith(const char* id, const char* image)
{
    const nlohmann::json row = {{"id", id}, {"image", image}, {"texts", {"x"}}};
    return QByteArray::fromStdString(row.dump()) + '\n';
}

/// Knows files that are there by their name: "w3h2.png" is 3 x 2.
explain::Expected<ImageFacts> probe(const QString& file)
{
    if (!QFile::exists(file))
        return explain::Error{explain::Error::Kind::Input,
                              file.toStdString() + ": expected a file, found nothing"};
    return ImageFacts{3, 2, "hash of " + file.section('/', -1)};
}

} // namespace

class TestCaseTables final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString at(const QString& name) const { return m_folder->filePath(name); }
    QString write(const QString& name, const QByteArray& bytes) const
    {
        QDir().mkpath(QFileInfo(at(name)).path());
        QFile file(at(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no place for tests");
        return at(name);
    }

    /// The table of a file of these bytes, probed.
    CaseTable read(const QString& name, const QByteArray& bytes,
                   const ColumnRoles& roles = {}) const
    {
        auto table = readCaseTable(write(name, bytes), {.roles = roles});
        if (!table)
            qFatal("%s", table.error().message.c_str());
        if (probeImages(*table, probe))
            qFatal("cancelled");
        return *std::move(table);
    }

    static QString firstOf(const LineFaults& faults)
    {
        return faults.empty() ? QString() : QString::fromStdString(toText(faults.front()));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const char* name : {"a.png", "b.png", "sub/c.jpg", "sub/10.png", "sub/9.png"})
            write(name, "x");
    }

    void jsonLinesHaveEveryRole()
    {
        const QByteArray first =
            R"({"id": 7, "images": ["a.png", {"file": "sub/c.jpg", "role": "prior", "id": "x"}],)"
            R"( "texts": ["one", {"id": "y", "text": "tw\u00f6"}], "concepts": "ball",)"
            R"( "title": "T", "note": "N", "domain": "chest", "tags": ["p", "q"], "site": {"a": 1}})";
        const QByteArray second = R"({"image": "./sub/../b.png"})";
        const CaseTable table =
            read("t.jsonl", QByteArray("\xef\xbb\xbf") + first + "\r\n\r\n" + second);
        QVERIFY2(table.faults.empty(), qPrintable(firstOf(table.faults)));
        QCOMPARE(table.rows.size(), std::size_t(2));
        const TableRow& row = table.rows[0];
        QCOMPARE(row.id, "7");
        QCOMPARE(row.title, "T");
        QCOMPARE(row.note, "N");
        QCOMPARE(row.domain, "chest");
        QCOMPARE(row.tags, QStringList({"p", "q"}));
        QCOMPARE(row.images.size(), std::size_t(2));
        QCOMPARE(row.images[0].role, "main");
        QCOMPARE(row.images[1].role, "prior");
        QCOMPARE(row.images[1].id, "x");
        QCOMPARE(row.images[1].path, at("sub/c.jpg"));
        QCOMPARE(row.images[1].width, 3);
        QCOMPARE(row.texts.size(), std::size_t(3));
        QCOMPARE(row.texts[0].role, "concept");
        QCOMPARE(row.texts[2].id, "y");
        QCOMPARE(row.texts[2].text, QString("tw\u00f6"));
        QVERIFY(row.columns == nlohmann::json::parse(R"({"site": {"a": 1}})"));
        QCOMPARE(table.rows[1].line, 3);
        QCOMPARE(table.rows[1].images[0].path, at("b.png"));
    }

    void csvHasTheSameNamesAsColumns()
    {
        const CaseTable table = read("t.csv",
                                     "image,texts,concepts,tags,site\n"
                                     "a.png,\"a red ball,\nand more\",ball; cube,x;y,north\n"
                                     "b.png,,,,\n");
        QVERIFY2(table.faults.empty(), qPrintable(firstOf(table.faults)));
        QCOMPARE(table.rows.size(), std::size_t(2));
        QCOMPARE(table.rows[0].texts.size(), std::size_t(3));
        QCOMPARE(table.rows[0].tags, QStringList({"x", "y"}));
        QVERIFY(table.rows[0].columns == nlohmann::json({{"site", "north"}}));
        QVERIFY(table.rows[1].texts.empty());
        QCOMPARE(table.rows[1].line, 4);
    }

    void columnsPlayTheRolesThatAreGivenToThem()
    {
        const auto roles = readColumnRoles("image=path,texts=caption,texts=long, text,prior=old");
        QVERIFY(bool(roles));
        const CaseTable table = read("t.csv",
                                     "path,caption,\"long, text\",old,texts\n"
                                     "a.png,short,longer,b.png,kept\n"
                                     "a.png,short,,,kept\n",
                                     *roles);
        QVERIFY2(table.faults.empty(), qPrintable(firstOf(table.faults)));
        const TableRow& row = table.rows[0];
        QCOMPARE(row.images.size(), std::size_t(2));
        QCOMPARE(row.images[0].role, "main");
        QCOMPARE(row.images[1].role, "prior");
        QCOMPARE(row.texts.size(), std::size_t(2));
        QCOMPARE(row.texts[1].text, "longer");
        QVERIFY(row.columns == nlohmann::json({{"texts", "kept"}}));
        QCOMPARE(table.rows[1].images.size(), std::size_t(1));
    }

    void mappingsThatMeanNothingAreRefused()
    {
        for (const char* bad : {"caption", "colour=caption", "texts=", "=x", ""})
            QVERIFY2(!readColumnRoles(bad), bad);
        const QString file = write("t.csv", "image\na.png\n");
        const auto table = readCaseTable(file, {.roles = {{"texts", "caption"}}});
        QVERIFY(!table);
        QCOMPARE(table.error().exitCode(), 2);
        QVERIFY(!readCaseTable(at("sub"), {.roles = {{"texts", "caption"}}}));
    }

    void aFolderIsACaseAnImage()
    {
        write("sub/notes.txt", "no image");
        const auto table = readCaseTable(at("sub"));
        QVERIFY(bool(table));
        QStringList titles;
        for (const TableRow& row : table->rows)
            titles << row.title;
        QCOMPARE(titles, QStringList({"9", "10", "c"}));
        QDir().mkpath(at("empty"));
        QVERIFY(!readCaseTable(at("empty")));
    }

    void cocoCaptionsAreReadFromTheirUsualLayout()
    {
        QByteArray bytes = "{'info': {'images': [{'id': 0}]},\n"
                           " 'images': [{'id': 9, 'file_name': '9.png', 'width': 5},\n"
                           "            {'id': 5, 'file_name': '10.png'}],\n"
                           " 'annotations': [{'image_id': 5, 'id': 1, 'caption': 'ten'},\n"
                           "   {'image_id': 9, 'caption': 'nine [\\'a\\'] {'},\n"
                           "   {'image_id': 5, 'caption': 'ten again'}]}";
        bytes.replace('\'', '"');
        const CaseTable table = read("annotations/captions_sub.json", bytes);
        QVERIFY2(table.faults.empty(), qPrintable(firstOf(table.faults)));
        QCOMPARE(table.rows.size(), std::size_t(2));
        QCOMPARE(table.rows[0].line, 2);
        QCOMPARE(table.rows[1].line, 3);
        QCOMPARE(table.rows[0].images[0].path, at("sub/9.png"));
        QCOMPARE(table.rows[0].texts[0].text, "nine [\"a\"] {");
        QCOMPARE(table.rows[1].texts.size(), std::size_t(2));
        QByteArray bad = bytes;
        bad.replace(": 9, \"caption", ": 8, \"caption");
        QCOMPARE(firstOf(read("annotations/captions_sub.json", bad).faults).left(23),
                 "line 5: annotations[1]:");
        QCOMPARE(read("annotations/captions_sub.json", bytes.simplified()).rows.size(),
                 std::size_t(2)); // on one line it is no row of JSON lines
    }

    void badRowsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const QByteArray& line, const char* reason) {
            QTest::newRow(name) << line << reason;
        };
        row("not JSON", R"({"image": "a.png")", "expected JSON");
        row("list", R"(["a.png"])", "expected a JSON object");
        row("bytes", "{\"image\": \"\xff.png\"}", "expected UTF-8");
        row("no image", R"({"texts": ["x"]})", "image: expected a file, found nothing");
        row("empty name", R"({"image": ""})", "image: expected a file");
        row("number", R"({"image": 5})", "image: expected a file");
        row("missing image", R"({"image": "nowhere.png"})", "nowhere.png: expected a file");
        row("missing prior", R"({"images": ["a.png", {"file": "no.png", "role": "prior"}]})",
            "no.png");
        row("role", R"({"images": [{"file": "a.png", "role": "front"}]})", "images role: expected");
        row("texts", R"({"image": "a.png", "texts": [5]})", "texts: expected a string");
        row("text without text", R"({"image": "a.png", "texts": [{"id": "x"}]})",
            "texts: expected");
        row("id", R"({"image": "a.png", "id": [1]})", "id: expected a string");
        row("deep",
            R"({"image": "a.png", "x": )" + QByteArray(300, '[') + QByteArray(300, ']') + "}",
            "nested at most 200");
    }
    void badRowsAreNamed()
    {
        QFETCH(QByteArray, row);
        QFETCH(QString, reason);
        const CaseTable table =
            read("t.jsonl", "{\"image\": \"a.png\"}\n\n" + row + "\n{\"image\": \"b.png\"}\n");
        QCOMPARE(table.faults.size(), std::size_t(1));
        QCOMPARE(table.faults[0].line, 3);
        QVERIFY2(firstOf(table.faults).contains(reason), qPrintable(firstOf(table.faults)));
    }

    void idsAreKeptOrFollowFromTheRow()
    {
        const QByteArray given = rowWith(idA, "a.png");
        const QByteArray bytes = given + rowWith("p-1", "b.png");
        Document one, two;
        for (Document* document : {&one, &two}) {
            const CaseImport import = importCases(*document, read("t.jsonl", bytes));
            QVERIFY2(import.faults.empty(), qPrintable(firstOf(import.faults)));
            QCOMPARE(import.cases.size(), std::size_t(2));
            QVERIFY(document->commit({.name = "Import"}, import.edit));
        }
        QCOMPARE(one.all<Case>().size(), std::size_t(2));
        QCOMPARE(one.all<Case>()[0]->id, uuid(idA));
        QCOMPARE(one.all<Case>()[1]->title, "p-1");
        QVERIFY(one.all<Case>()[1]->columns == nlohmann::json({{"id", "p-1"}}));
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY(*one.all<Case>()[i] == *two.all<Case>()[i]);
            QVERIFY(*one.all<Image>()[i] == *two.all<Image>()[i]);
            QVERIFY(*one.all<Text>()[i] == *two.all<Text>()[i]);
        }
        QCOMPARE(one.all<Image>()[0]->width, 3);
        QCOMPARE(one.all<Image>()[0]->sha256, "hash of a.png");

        // The same again: what follows is made anew, what was given is refused.
        const CaseImport again = importCases(one, read("t.jsonl", bytes));
        QCOMPARE(again.faults.size(), std::size_t(1));
        QVERIFY(again.edit.isEmpty());
        QVERIFY(
            firstOf(again.faults).startsWith("line 1: id: expected one that the project does not"));
        const CaseImport copy = importCases(one, read("t.jsonl", bytes.mid(bytes.indexOf('\n'))));
        QVERIFY(copy.faults.empty() && copy.cases[0] != one.all<Case>()[1]->id);
        QVERIFY(one.commit({.name = "Import"}, copy.edit));
        QCOMPARE(one.all<Case>().size(), std::size_t(3));
        one.undo();
        QCOMPARE(one.all<Case>().size(), std::size_t(2));
    }

    void anIdStandsOnceInATable()
    {
        const QByteArray row = rowWith(idA, "a.png");
        Document document;
        const CaseImport import = importCases(document, read("t.jsonl", row + "\n" + row));
        QCOMPARE(import.faults.size(), std::size_t(1));
        QCOMPARE(firstOf(import.faults), "line 3: id: expected each once, found it on line 1 too");
    }

    void rowsThatSayTheSameAreTwoCases()
    {
        Document document;
        const CaseImport import =
            importCases(document, read("t.csv", "id,image\nx,a.png\nx,a.png\n"));
        QCOMPARE(import.cases.size(), std::size_t(2));
        QVERIFY(import.cases[0] != import.cases[1]);
    }

    void usualColumnsAreGuessed()
    {
        const ColumnRoles roles = guessRoles({"Study", "File Path", "Caption", "tag", "score"});
        QVERIFY(roles
                == (ColumnRoles{{"image", "File Path"}, {"texts", "Caption"}, {"tags", "tag"}}));
    }
};

QTEST_GUILESS_MAIN(TestCaseTables)
#include "tst_case_tables.moc"
