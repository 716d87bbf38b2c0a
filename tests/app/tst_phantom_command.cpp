// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/truth.h"
#include "tests/support/programs.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

class TestPhantomCommand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsPicturesWithTheirTruth_data()
    {
        QTest::addColumn<QString>("domain");
        QTest::addColumn<bool>("isGrey");
        QTest::newRow("shapes") << "shapes" << false;
        QTest::newRow("chest") << "chest" << true;
    }
    void drawsPicturesWithTheirTruth()
    {
        QFETCH(QString, domain);
        QFETCH(bool, isGrey);
        const QString folder = m_folder.filePath(domain);
        const Outcome drawn = phantom(domain, folder, {"--size", "120"});
        QVERIFY2(drawn.code == 0, drawn.errors.constData());
        QVERIFY(drawn.output.contains("3 scenes"));
        const auto truths = explain::readTruth((folder + "/truth.jsonl").toStdString());
        QVERIFY2(bool(truths), truths ? "" : truths.error().message.c_str());
        QCOMPARE(truths->size(), std::size_t(3));
        std::size_t captions = 0;
        for (const explain::TruthCase& truth : *truths) {
            const QImage image(folder + '/' + QString::fromStdString(truth.image));
            QCOMPARE(image.size(), QSize(120, 120));
            QCOMPARE(image.size(), QSize(int(truth.width), int(truth.height)));
            QCOMPARE(image.isGrayscale(), isGrey);
            QCOMPARE(truth.domain, domain.toStdString());
            QVERIFY(!truth.objects.empty());
            captions += truth.captions.size();
        }
        QVERIFY(captions >= 3);
    }

    void theSameSeedGivesTheSameBytes()
    {
        for (const char* name : {"one", "two"})
            QCOMPARE(phantom("shapes", m_folder.filePath(name), {}).code, 0);
        QCOMPARE(phantom("shapes", m_folder.filePath("other"), {"--seed", "900003"}).code, 0);
        for (const char* file : {"truth.jsonl", "images/000000.png", "images/000002.png"}) {
            const auto at = [&](const char* folder) {
                return bytesOf(m_folder.filePath(QString(folder) + '/' + file));
            };
            QVERIFY(!at("one").isEmpty());
            QCOMPARE(at("one"), at("two"));
            QVERIFY(at("one") != at("other"));
        }
    }

    void whatCannotBeMeantIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        const QString out = m_folder.filePath("refused");
        const auto row = [&](const char* name, const QStringList& given, int code,
                             const char* said) { QTest::newRow(name) << given << code << said; };
        row("no domain", {"--count", "1", "--out", out}, 2, "--domain: expected shapes or chest");
        row("domain", {"--domain", "cats", "--count", "1", "--out", out}, 2, "found 'cats'");
        row("no count", {"--domain", "chest", "--out", out}, 2, "--count: expected a value");
        row("count", {"--domain", "chest", "--count", "0", "--out", out}, 2, "found '0'");
        row("size", {"--domain", "chest", "--count", "1", "--size", "8", "--out", out}, 2,
            "expected a whole number from 16 to 4096");
        row("full folder", {"--domain", "chest", "--count", "1", "--out", "/"}, 3,
            "expected an empty folder");
    }
    void whatCannotBeMeantIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, said);
        const Outcome outcome = run("groundscope", QStringList{"phantom"} + arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(said.toUtf8()), outcome.errors.constData());
        QVERIFY(!QDir(m_folder.filePath("refused")).exists());
    }

private:
    static Outcome phantom(const QString& domain, const QString& folder, const QStringList& more)
    {
        return run("groundscope",
                   QStringList{"phantom", "--domain", domain, "--count", "3", "--out", folder}
                       + more);
    }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestPhantomCommand)
#include "tst_phantom_command.moc"
