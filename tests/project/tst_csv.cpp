// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/csv.h"

#include <QTest>

using project::CsvTable;
using project::readCsv;

class TestCsv final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cellsAreThoseOfRfc4180_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QStringList>>("rows");
        const auto row = [](const char* name, const char* bytes, QList<QStringList> rows) {
            QTest::newRow(name) << QByteArray(bytes) << rows;
        };
        row("plain", "a,b\n1,2\n3,4\n", {{"1", "2"}, {"3", "4"}});
        row("no last newline", "a,b\n1,2", {{"1", "2"}});
        row("CRLF", "a,b\r\n1,2\r\n", {{"1", "2"}});
        row("mark",
            "\xef\xbb\xbf"
            "a,b\n1,2\n",
            {{"1", "2"}});
        row("quotes", "a,b\n\"x, \"\"y\"\"\",2\n", {{"x, \"y\"", "2"}});
        row("newline in a cell", "a,b\n\"x\ny\",2\n", {{"x\ny", "2"}});
        row("empty cells", "a,b\n,\n\"\",\n", {{"", ""}, {"", ""}});
        row("blank lines", "a,b\n\n1,2\n\r\n3,4\n\n", {{"1", "2"}, {"3", "4"}});
        row("quote inside a plain cell", "a,b\n5\" wide,2\n", {{"5\" wide", "2"}});
        row("semicolons", "a;b\n1,5;2\n", {{"1,5", "2"}});
        row("tabs", "a\tb\n1,5\t2\n", {{"1,5", "2"}});
        row("carriage return inside", "a,b\n1\r2,3\n", {{"1\r2", "3"}});
        row("empty last cell at the end", "a,b\n1,", {{"1", ""}});
    }
    void cellsAreThoseOfRfc4180()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QStringList>, rows);
        const CsvTable table = readCsv(bytes);
        QVERIFY2(table.faults.empty(), table.faults.empty() ? "" : table.faults[0].reason.c_str());
        QCOMPARE(table.header, QStringList({"a", "b"}));
        QCOMPARE(table.rows.size(), std::size_t(rows.size()));
        for (qsizetype i = 0; i < rows.size(); ++i)
            QCOMPARE(table.rows[std::size_t(i)].cells, rows[i]);
    }

    void linesAreCountedThroughQuotes()
    {
        const CsvTable table = readCsv("a,b\n\"1\n2\n3\",x\n\nlast,y\n");
        QCOMPARE(table.rows.size(), std::size_t(2));
        QCOMPARE(table.rows[0].line, 2);
        QCOMPARE(table.rows[1].line, 6);
    }

    void badLinesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("reason");
        QTest::newRow("few") << QByteArray("a,b\n1,2\n3\n") << 3 << "cells: expected 2, found 1";
        QTest::newRow("many") << QByteArray("a,b\n1,2,3\n") << 2 << "cells: expected 2, found 3";
        QTest::newRow("open") << QByteArray("a,b\n1,2\n\"3,4\n5,6\n") << 3 << "end of the file";
        QTest::newRow("after") << QByteArray("a,b\n\"1\"x,2\n") << 2 << "found more text";
        QTest::newRow("bytes") << QByteArray("a,b\n1,\xff\n") << 2 << "expected UTF-8";
        QTest::newRow("twice") << QByteArray("a,a\n1,2\n") << 1 << "found 'a' twice";
    }
    void badLinesAreNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, line);
        QFETCH(QString, reason);
        const CsvTable table = readCsv(bytes);
        QCOMPARE(table.faults.size(), std::size_t(1));
        QCOMPARE(table.faults[0].line, line);
        QVERIFY2(table.faults[0].reason.find(reason.toStdString()) != std::string::npos,
                 table.faults[0].reason.c_str());
    }

    void aColumnWithoutANameIsNumbered()
    {
        QCOMPARE(readCsv("a,,c\n1,2,3\n").header, QStringList({"a", "column 2", "c"}));
    }

    void anythingAtAllComesToAnEnd()
    {
        for (const char* bytes : {"", "\n", "\"", "\"\"", ",", "\r", "a\n\"", "\"a\"\"", ",\n,,\n"})
            readCsv(bytes);
        QVERIFY(readCsv("").header.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
