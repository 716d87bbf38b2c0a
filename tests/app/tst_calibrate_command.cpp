// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/result.h"
#include "explain/truth.h"
#include "tests/support/programs.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

namespace {

QStringList calibrate(const QStringList& more)
{
    return QStringList{"calibrate", "--network", "toy"} + more;
}

} // namespace

/// `groundscope calibrate` as users run it, on the network that needs no files.
class TestCalibrateCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }

    /// One case of 8 x 8 pixels in a folder of its own.
    void makeCases(const QString& folder)
    {
        QVERIFY(QDir().mkpath(at(folder) + "/images"));
        QImage picture(8, 8, QImage::Format_RGB888);
        picture.fill(Qt::red);
        QVERIFY(picture.save(at(folder) + "/images/1.png"));
        explain::TruthCase truth{
            .id = "mine-1", .image = "images/1.png", .domain = "mine", .width = 8, .height = 8};
        truth.objects = {{.id = 0, .name = "square", .box = {2, 2, 6, 6}}};
        truth.captions = {{.text = "a red square",
                           .claims = {{2, 12, "object", explain::Assertion::Present, true, {0}}}}};
        truth.foils = {{0, "a blue square", "colour", 2, 6, "red"}};
        QFile file(at(folder) + "/truth.jsonl");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(toTruthLine(truth) + '\n'));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        makeCases("mine");
    }

    void phantomsAreMeasured()
    {
        const Outcome ran =
            run("groundscope",
                calibrate({"--domain", "shapes", "--cases", "3", "--json", "--out",
                           at("shapes.json"), "--sheet", at("sheet.png"), "--sheet-cases", "2"}));
        QVERIFY2(ran.code == 0, ran.errors);
        const auto result = calibration::fromJson(ran.output.toStdString());
        QVERIFY2(result, result ? "" : result.error().message.c_str());
        QCOMPARE(result->domain, std::string("shapes"));
        QCOMPARE(result->seeds, std::vector<uint64_t>{900001});
        QVERIFY(find(*result, "patch-sim") && find(*result, "clip4dm"));
        QFile file(at("shapes.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), ran.output);
        QVERIFY(!QImage(at("sheet.png")).isNull());
    }

    void ownCasesAreMeasured()
    {
        const Outcome ran =
            run("groundscope", calibrate({"--data", at("mine"), "--methods", "it-score"}));
        QVERIFY2(ran.code == 0, ran.errors);
        QVERIFY2(ran.output.contains("on 1 cases of mine"), ran.output);
        QVERIFY(ran.output.contains("True above false"));
    }

    void faultsHaveTheirCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const QStringList shapes{"--domain", "shapes"};
        QTest::newRow("no domain") << QStringList{} << 2 << "--domain";
        QTest::newRow("other domain") << QStringList{"--domain", "cats"} << 2 << "cats";
        QTest::newRow("seed of training") << shapes + QStringList{"--seed", "7"} << 2 << "900001";
        QTest::newRow("no case") << shapes + QStringList{"--cases", "0"} << 2 << "--cases";
        QTest::newRow("huge") << shapes + QStringList{"--size", "99999"} << 2 << "4096";
        QTest::newRow("method") << shapes + QStringList{"--methods", "x"} << 2
                                << "--methods: expected one of";
        QTest::newRow("knob") << shapes + QStringList{"--set", "clip4dm.x=1"} << 2 << "clip4dm.x";
        QTest::newRow("seed of data")
            << QStringList{"--data", at("mine"), "--seed", "900002"} << 2 << "--seed";
        QTest::newRow("no data") << QStringList{"--data", at("absent")} << 3 << "truth.jsonl";
        QTest::newRow("no such case")
            << QStringList{"--data", at("mine"), "--domain", "yours"} << 3 << "mine";
        QTest::newRow("no folder for the sheet")
            << QStringList{"--data", at("mine"), "--sheet", at("absent/sheet.png")} << 3
            << "sheet.png";
        QTest::newRow("no network")
            << QStringList{"--network", at("absent"), "--domain", "shapes"} << 3 << "absent";
    }

    void faultsHaveTheirCodes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, says);
        const QStringList all = arguments.contains("--network")
            ? QStringList{"calibrate"} + arguments
            : calibrate(arguments);
        const Outcome ran = run("groundscope", all);
        QCOMPARE(ran.code, code);
        QVERIFY2(ran.errors.contains(says.toUtf8()), ran.errors);
        QVERIFY(ran.output.isEmpty());
    }

    void picturesMustHaveTheSizeOfTheirTruth()
    {
        makeCases("other");
        QImage larger(9, 8, QImage::Format_RGB888);
        larger.fill(Qt::red);
        QVERIFY(larger.save(at("other/images/1.png")));
        const Outcome ran = run("groundscope", calibrate({"--data", at("other")}));
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.errors.contains("expected 8 x 8"), ran.errors);
    }
};

QTEST_GUILESS_MAIN(TestCalibrateCommand)
#include "tst_calibrate_command.moc"
