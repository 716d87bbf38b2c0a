// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/database.h"
#include "project/verify.h"
#include "tests/support/small_project.h"

#include <QTemporaryDir>

#include <random>

using namespace support;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void setBytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// All that is a record, as text; what cannot be read is "?".
std::string records(const QString& file)
{
    std::string all;
    for (const char* table : {"cases", "images", "texts", "readers", "claims", "readings",
                              "regions", "runs", "settings", "blobs", "audit", "project"})
        try {
            Database database(file, Database::Access::ReadOnly);
            const std::string key =
                database.ask("SELECT name FROM pragma_table_info('" + std::string(table) + "')")
                    == Value()
                ? "?"
                : std::get<std::string>(database.ask("SELECT group_concat('quote(' || name || ')', "
                                                     "'||') FROM pragma_table_info('"
                                                     + std::string(table) + "')"));
            Statement select(database, "SELECT " + key + " FROM " + table + " ORDER BY 1");
            while (select.step())
                all += select.text(0) + '\n';
        } catch (const std::exception&) {
            all += "?\n";
        }
    return all;
}

/// "texts ID" of every fault, or the error.
std::string faultsOf(const QString& file)
{
    const auto faults = verify(file);
    if (!faults)
        return faults.error().message;
    std::string all;
    for (const Fault& fault : *faults)
        all += fault.table + ' ' + fault.key + ": " + fault.what + '\n';
    return all;
}

} // namespace

class TestVerify final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_document.reset(); // before its folder goes
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->filePath("p.groundscope");
        m_document = std::move(*Document::create(m_file));
        m_small.addTo(*m_document);
        const Reader reader{.id = anId(), .name = "A reader"};
        Image image = m_small.image;
        image.sha256 = m_document->addBlob(QByteArray(9000, 'p'));
        image.embedded = true;
        Reading reading = m_small.first;
        reading.reader = reader.id;
        reading.verdict = "supported";
        reading.confidence = 0.7;
        Edit edit(*m_document);
        edit.insert(reader);
        edit.update(image);
        edit.update(reading);
        edit.set("network", "clip");
        m_document->setReader(reader.id);
        m_document->commit({.name = "Read", .why = "because"}, edit);
        m_document->mark("now");
        title(*m_document, m_small.one.id, "two");
        m_document->undo();
        QVERIFY(!m_document->flush());
    }

    void whatActionsLeftIsGood()
    {
        QCOMPARE(faultsOf(m_file), ""); // while it is open
        m_document.reset();
        QCOMPARE(faultsOf(m_file), "");
        m_document = std::move(*Document::open(m_file));
        m_document->goTo(-1);
        const QString copy = m_dir->filePath("copy.groundscope");
        QVERIFY(!m_document->saveAs(copy));
        QVERIFY(!m_document->flush());
        QCOMPARE(faultsOf(m_file), "");
        QCOMPARE(faultsOf(copy), "");

        const QString empty = m_dir->filePath("empty.groundscope");
        QVERIFY(bool(Document::create(empty)));
        QCOMPARE(faultsOf(empty), "");
        QVERIFY(!verify(m_dir->path()));
        QVERIFY(!verify(m_dir->filePath("none")));
    }

    void whatSomebodyElseDidIsNamed_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* sql, const char* where) {
            QTest::newRow(sql) << sql << where;
        };
        row("UPDATE cases SET title = 'x'", "cases CASE:");
        row("UPDATE cases SET position = position + 1", "cases CASE:");
        row("UPDATE images SET embedded = 2", "images ");
        row("UPDATE texts SET text = text || ' '", "texts ");
        row("UPDATE readers SET name = ''", "readers ");
        row("UPDATE claims SET spans = replace(spans, ':2,', ':1,')", "claims ");
        row("UPDATE readings SET confidence = 0.70000000000000007 WHERE verdict <> ''",
            "readings ");
        row("UPDATE readings SET severity = 0 WHERE verdict <> ''", "readings ");
        row("UPDATE regions SET shape = shape || ' '", "regions ");
        row("UPDATE runs SET recipe = 's'", "runs ");
        row("UPDATE settings SET value = '\"toy\"'", "settings network:");
        row("UPDATE settings SET key = 'n'", "settings network: expected a record, found none");
        row("UPDATE marks SET name = 'then'", "marks 1:");
        row("DELETE FROM texts", "texts ");
        row("DELETE FROM marks", "marks 1:");
        row("INSERT INTO texts SELECT 'a', case_id, 0, role, text FROM texts", "texts a:");
        row("DELETE FROM blobs", "images ");
        row("UPDATE blobs SET bytes = zeroblob(9000)", "blobs ");
        row("UPDATE audit SET why = '' WHERE why <> ''", "audit ");
        row("UPDATE audit SET before = '' WHERE seq = 1", "audit 1: expected NULL");
        row("DELETE FROM audit WHERE seq = 3", "audit 4: expected row 3");
        row("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "audit : expected ");
        row("DELETE FROM audit", "audit : expected ");
        row("UPDATE project SET value = 'x' WHERE key = 'id'", "audit 1:");
        row("UPDATE project SET value = 'x' WHERE key = 'created'", "audit 1:");
        row("UPDATE project SET value = '1' WHERE key = 'audit_rows'", "audit : expected 1 rows");
        row("UPDATE project SET value = 'x' WHERE key = 'audit_head'", "project audit_head:");
        row("INSERT INTO project VALUES ('more', '')", "project more:");
        row("CREATE VIEW v AS SELECT 1", "file view v:");
        row("PRAGMA user_version = 9", "older, found version 9");
    }
    void whatSomebodyElseDidIsNamed()
    {
        QFETCH(QString, sql);
        QFETCH(QString, where);
        m_document.reset();
        Database(m_file, Database::Access::ReadWrite).run(sql.toStdString());
        where.replace("CASE", m_small.one.id.toString(QUuid::WithoutBraces));
        const std::string faults = faultsOf(m_file);
        QVERIFY2(QString::fromStdString(faults).contains(where), faults.c_str());
    }

    void noFlippedByteGoesUnseen()
    {
        m_document.reset();
        const QByteArray sound = bytesOf(m_file);
        const std::string before = records(m_file);
        QVERIFY(before.find('?') == std::string::npos);
        const QString flipped = m_dir->filePath("flipped.groundscope");
        std::mt19937 random(11);
        int seen = 0;
        for (int i = 0; i < 300; ++i) {
            QByteArray bytes = sound;
            const auto at = qsizetype(random() % unsigned(bytes.size()));
            bytes[at] = char(bytes[at] ^ (1U << (random() % 8)));
            setBytes(flipped, bytes);
            const bool isNamed = !faultsOf(flipped).empty();
            seen += isNamed;
            if (!isNamed && records(flipped) != before)
                QFAIL(qPrintable(QString("byte %1").arg(at)));
        }
        QVERIFY(seen > 20);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
    Small m_small;
    std::unique_ptr<Document> m_document;
};

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
