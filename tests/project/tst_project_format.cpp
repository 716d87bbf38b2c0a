// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/columns.h"
#include "project/database.h"
#include "project/schema.h"
#include "project/values.h"
#include "project/verify.h"
#include "tests/support/small_project.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace support;

namespace {

const QString source = SOURCE_FOLDER;

QUuid uuid(int number)
{
    return QUuid(QString("00000000-0000-4000-8000-%1").arg(number, 12, 10, QChar('0')));
}

QString documentation()
{
    QFile file(source + "/docs/project-format.md");
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// The fixtures are written by a program that shares no code with the studio.
class TestProjectFormat final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyVersionOpens_data()
    {
        QTest::addColumn<QString>("file");
        const QDir folder(source + "/tests/golden/projects");
        const QStringList files = folder.entryList({"*.groundscope"});
        QCOMPARE(files.size(), schemaVersion);
        for (const QString& file : files)
            QTest::newRow(qPrintable(file)) << folder.filePath(file);
    }
    void everyVersionOpens()
    {
        QFETCH(QString, file);
        const QTemporaryDir folder;
        const QString copy = folder.filePath("p.groundscope");
        QVERIFY(QFile::copy(file, copy));
        QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
        {
            auto opened = Document::open(copy);
            QVERIFY2(bool(opened), opened ? "" : opened.error().message.c_str());
            Document& document = **opened;
            QVERIFY(!document.isReadOnly());
            const Case* one = document.find<Case>(uuid(1));
            QVERIFY(one);
            QCOMPARE(one->title,
                     QString::fromUtf8("Ein Fall \xc3\xbc"
                                       "ber B\xc3\xa4lle"));
            QCOMPARE(one->tags, QStringList{"tag"});
            QCOMPARE(document.claimsOf(uuid(1))[1]->spans, (std::vector<Span>{{14, 17}, {18, 23}}));
            const Reading* reading = document.readingsOf(uuid(4))[0];
            QCOMPARE(reading->verdict, "contradicted");
            QVERIFY(reading->confidence == 0.75);
            QCOMPARE(reading->regions, (std::vector<QUuid>{uuid(10), uuid(11)}));
            const auto regions = document.regionsOf(uuid(2));
            QCOMPARE(regions.size(), 4u);
            QVERIFY(regions[0]->shape == Shape(Box{1, 2.5, 30, 40}));
            QVERIFY(regions[1]->shape == Shape(Mask{48, 64, {3000, 72}}));
            QCOMPARE(*document.blob(document.runsOf(uuid(2))[0]->archive), "an archive");
            QVERIFY(document.view("zoom") == 2);
            QCOMPARE(document.undoName(), "Rename the case");
            document.undo();
            QCOMPARE(document.find<Case>(uuid(1))->title, "A case");
        }
        const auto faults = verify(copy);
        QVERIFY(faults && faults->empty());
    }

    void hashesAreThoseOfOthers()
    {
        const auto faults = verify(source + "/tests/golden/projects/v1.groundscope");
        QVERIFY(bool(faults));
        QVERIFY2(faults->empty(), faults->empty() ? "" : faults->front().what.c_str());
        QCOMPARE(netstrings({"ab", ""}), "2:ab,0:,");
    }

    void theTablesHaveTheColumnsOfTheRows()
    {
        Database fresh(":memory:");
        migrate(fresh);
        for (std::size_t table = 0; table < tableNames.size(); ++table) {
            std::vector<std::string> columns;
            Statement info(fresh,
                           "SELECT name FROM pragma_table_info('" + std::string(tableNames[table])
                               + "')");
            while (info.step())
                columns.push_back(info.text(0));
            QCOMPARE(columns, columnsOf(table));
        }
    }

    void everyTableAndColumnIsDocumented()
    {
        Database fresh(":memory:");
        migrate(fresh);
        const QString page = documentation();
        Statement names(fresh,
                        "SELECT m.name, p.name FROM sqlite_schema AS m "
                        "JOIN pragma_table_info(m.name) AS p WHERE m.type = 'table'");
        while (names.step()) {
            QVERIFY2(page.contains(names.string(0)), names.text(0).c_str());
            QVERIFY2(page.contains('`' + names.string(1) + '`'), names.text(1).c_str());
        }
    }

    void theExampleReadsProjects()
    {
        const QString python = QStandardPaths::findExecutable("python3");
        if (python.isEmpty())
            QSKIP("no python3 here");
        const QString script = source + "/docs/examples/read_project.py";
        QFile lines(script);
        QVERIFY(lines.open(QIODevice::ReadOnly) && lines.readAll().count('\n') < 60);
        const auto read = [&](const QString& file) {
            QProcess process;
            process.start(python, {script, file});
            process.waitForFinished();
            return std::pair(process.exitCode(), QString::fromUtf8(process.readAll()));
        };
        const auto [code, output] = read(source + "/tests/golden/projects/v1.groundscope");
        QCOMPARE(code, 0);
        QVERIFY(output.contains("  claim \"two ... boxes\": count, present\n"));
        QVERIFY(output.contains("    contradicted (First reader)\n"));
        QVERIFY(output.contains("audit 14 rows, unbroken"));

        const QTemporaryDir folder;
        const QString file = folder.filePath("p.groundscope");
        const Small small;
        {
            auto document = std::move(*Document::create(file));
            small.addTo(*document);
            title(*document, small.one.id, QString::fromUtf8("\xc3\xa4\n\""));
            QVERIFY(!document->flush());
            QCOMPARE(read(file).first, 0); // while it is open
        }
        QVERIFY(read(file).second.contains("claim \"red ball\""));
        Database(file, Database::Access::ReadWrite)
            .run("UPDATE audit SET action = 'x' WHERE seq = 2");
        QCOMPARE(read(file).first, 1);
    }
};

QTEST_GUILESS_MAIN(TestProjectFormat)
#include "tst_project_format.moc"
