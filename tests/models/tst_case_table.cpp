// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/case_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using models::readCaseTable;
using Role = explain::Text::Role;

class TestCaseTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesImagesBesideItself()
    {
        const auto starts = readCaseTable(
            table(R"({"image": "images/00.png", "title": "A star", "note": "Hover it.")"
                  R"(, "captions": ["a star", "a heart"], "concepts": ["star"], "later": [1], "domain": "shapes"})"
                  "\n\n"
                  R"({"image": "./b.png"})"
                  "\n"));
        QVERIFY(bool(starts));
        QCOMPARE(starts->size(), 2);
        const models::CaseStart& first = starts->at(0);
        QCOMPARE(first.file, m_folder.filePath("images/00.png"));
        QCOMPARE(first.title, QString("A star"));
        QCOMPARE(first.note, QString("Hover it."));
        QCOMPARE(first.domain, QString("shapes"));
        QCOMPARE(first.texts.size(), std::size_t(3));
        QCOMPARE(first.texts[1].text, std::string("a heart"));
        QVERIFY(first.texts[1].role == Role::Caption && first.texts[2].role == Role::Concept);
        QCOMPARE(starts->at(1).file, m_folder.filePath("b.png"));
        QVERIFY(starts->at(1).title.isEmpty() && starts->at(1).texts.empty());
    }

    void whatIsNoTableIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::newRow("no JSON") << QByteArray("{\"image\": ") << "line 1: expected a JSON object";
        QTest::newRow("a list") << QByteArray("[]") << "line 1: expected a JSON object";
        QTest::newRow("no image") << QByteArray("{\"title\": \"a\"}") << "image: expected a file";
        QTest::newRow("outside") << QByteArray("{\"image\": \"../../a.png\"}")
                                 << "image: expected a file below";
        QTest::newRow("climbs") << QByteArray("{\"image\": \"a/../../b.png\"}")
                                << "image: expected a file below";
        QTest::newRow("absolute") << QByteArray("{\"image\": \"/a.png\"}")
                                  << "image: expected a file below";
        QTest::newRow("a number") << QByteArray("{\"image\": \"a.png\"}\n{\"image\": 3}")
                                  << "line 2: image: expected a string, found 3";
        QTest::newRow("texts") << QByteArray("{\"image\": \"a.png\", \"captions\": \"a star\"}")
                               << "captions: expected a list";
        QTest::newRow("nested") << QByteArray("{\"image\": \"a.png\", \"captions\": [[]]}")
                                << "captions: expected strings";
        QTest::newRow("deep") << QByteArray(100'000, '[') << "expected JSON nested at most";
        QTest::newRow("not UTF-8")
            << QByteArray("{\"image\": \"\xff.png\"}") << "line 1: expected a JSON object";
        QTest::newRow("large") << QByteArray(1'000'001, ' ') << "expected at most 1000000 bytes";
        QTest::newRow("many") << QByteArray("{\"image\": \"a.png\"}\n").repeated(1001)
                              << "line 1001: expected at most 1000 cases";
    }
    void whatIsNoTableIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const auto starts = readCaseTable(table(bytes));
        QVERIFY(!starts);
        QVERIFY(starts.error().kind == explain::Error::Kind::Input);
        QVERIFY2(QString::fromStdString(starts.error().message).contains(said),
                 starts.error().message.c_str());
    }

    void pipesAndFoldersAreRefused()
    {
        const QString pipe = m_folder.filePath("pipe");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QVERIFY(!readCaseTable(pipe));
        QVERIFY(!readCaseTable(m_folder.path()));
        QVERIFY(!readCaseTable(m_folder.filePath("none")));
    }

private:
    QString table(const QByteArray& bytes)
    {
        QFile file(m_folder.filePath("cases.jsonl"));
        const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return written ? file.fileName() : QString();
    }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCaseTable)
#include "tst_case_table.moc"
