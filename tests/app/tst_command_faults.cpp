// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line says and leaves behind where something is wrong.
#include "explain/nets/safetensors.h"
#include "tests/app/pictures.h"
#include "tests/support/programs.h"

#include <QTest>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <csignal>

using namespace support;
using Json = nlohmann::json;

namespace {

QStringList operator+(QStringList list, const char* word)
{
    return list << word;
}

} // namespace

class TestCommandFaults : public QObject {
    Q_OBJECT

    const Pictures m_pictures;

    QString at(const QString& name) const { return m_pictures.at(name); }
    QStringList explain(const QString& out) const { return m_pictures.explain(out); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_pictures.areMade()); }

    void faultsHaveTheirCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const QStringList base = explain("fault");
        const auto with = [&](const char* option, const QString& value) {
            QStringList changed = base + "--text" + "x";
            changed[changed.indexOf(option) + 1] = value;
            return changed;
        };
        const auto train = [&](const char* option, const char* value) {
            return QStringList{"train-builtin", "--out", at("fault"), option, value};
        };
        QTest::newRow("threads") << train("--threads", "5000") << 2 << "from 0 to 1024";
        QTest::newRow("no share") << train("--fine-from", "nan") << 2 << "a number from 0 to 1";
        QTest::newRow("held-out seed") << train("--seed", "900000") << 2 << "from 0 to 899999";
        QTest::newRow("no subcommand") << QStringList{"explode"} << 2 << "explode";
        QTest::newRow("unknown option") << QStringList{"--verbose"} << 2 << "--verbose";
        QTest::newRow("no texts") << base << 2 << "--text or --concept";
        QTest::newRow("missing value") << base + "--text" << 2 << "--text";
        QTest::newRow("unknown method")
            << base + "--text" + "x" + "--method" + "y" << 2 << "patch-sim";
        QTest::newRow("methods what") << QStringList{"methods", "show"} << 2 << "show";
        QTest::newRow("networks what")
            << QStringList{"networks"} << 2 << "list, add, check or seal";
        QTest::newRow("networks add what") << QStringList{"networks", "add"} << 2 << "DIR";
        QTest::newRow("no image") << with("--image", at("absent.png")) << 3 << "absent.png";
        QTest::newRow("folder for image") << with("--image", at("nothing")) << 3 << "nothing";
        QTest::newRow("words for image") << with("--image", at("words.png")) << 3 << "words.png";
        QTest::newRow("empty image") << with("--image", at("empty.png")) << 3 << "empty.png";
        QTest::newRow("no network") << with("--network", at("absent")) << 3 << "absent";
        QTest::newRow("add nothing")
            << QStringList{"networks", "add", at("absent")} << 3 << "absent";
        QTest::newRow("out is a file") << with("--out", at("words.png")) << 3 << "words.png";
        QTest::newRow("out below a file") << with("--out", at("words.png/out")) << 3 << "words.png";
        QTest::newRow("out unwritable") << with("--out", "/proc/nowhere/out") << 3 << "/proc";
        QTest::newRow("folder without a network")
            << with("--network", at("nothing")) << 4 << "nothing";
        QTest::newRow("check without a network")
            << QStringList{"networks", "check", at("nothing")} << 4 << "nothing";
        if (!at::hasCUDA())
            QTest::newRow("no CUDA") << with("--device", "cuda") << 5 << "CUDA";
    }
    void faultsHaveTheirCodes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, says);
        const QStringList before = namesIn(m_pictures.folder());
        const Outcome failed = run("groundscope", arguments);
        QVERIFY2(failed.hasOneErrorLine(), failed.errors);
        QVERIFY2(failed.errors.contains(says.toUtf8()), failed.errors);
        QCOMPARE(failed.code, code);
        QVERIFY(failed.output.isEmpty());
        QCOMPARE(namesIn(m_pictures.folder()), before);
    }

    void bareRefusesWhatIsNoImageArchive()
    {
        for (const char* name : {"huge.safetensors", "words.png", "nothing", "absent"}) {
            const Outcome failed = run("groundscope-bare",
                                       {"explain", "--network", "toy", "--image", at(name),
                                        "--text", "x", "--out", at("fault")});
            QVERIFY2(failed.hasOneErrorLine(), failed.errors);
            QCOMPARE(failed.code, 3);
        }
        QVERIFY(explain::writeSafetensors(at("deep.safetensors").toStdString(),
                                          {{"image", at::zeros({3, 2, 2})}}));
        const Outcome failed = run("groundscope-bare",
                                   {"explain", "--network", "toy", "--image",
                                    at("deep.safetensors"), "--text", "x", "--out", at("fault")});
        QVERIFY2(failed.errors.contains("expected uint8 [3, H, W], found Float [3, 2, 2]"),
                 failed.errors);
        QVERIFY(!QFileInfo::exists(at("fault")));
    }

    void bytesThatAreNoTextAreUsageErrors()
    {
        QProcess shell;
        shell.start("sh",
                    {"-c", "exec \"$0\" \"$@\" --text \"$(printf 'caf\\351')\"",
                     program("groundscope"), "explain", "--network", "toy", "--image",
                     at("picture.png"), "--out", at("fault")});
        QVERIFY(shell.waitForFinished(60'000));
        QCOMPARE(shell.exitCode(), 2);
        QVERIFY(shell.readAllStandardError().contains("expected valid UTF-8"));
        QVERIFY(!QFileInfo::exists(at("fault")));
    }

    void anOlderResultSurvivesAFullDisk()
    {
        QCOMPARE(run("groundscope",
                     explain("kept") << "--text"
                                     << "old")
                     .code,
                 0);
        const QByteArray before = bytesOf(at("kept/result.json"));
        const Outcome failed = run("groundscope",
                                   explain("kept") << "--text"
                                                   << "new"
                                                   << "--figure"
                                                   << "png",
                                   2000);
        QVERIFY2(failed.hasOneErrorLine(), failed.errors);
        QCOMPARE(failed.code, 3);
        QCOMPARE(bytesOf(at("kept/result.json")), before);
        QCOMPARE(namesIn(at("kept")), (QStringList{"result.json", "tensors.safetensors"}));
        QVERIFY(namesIn(m_pictures.folder()).filter("partial").isEmpty());
    }

    void anInterruptLeavesNothing()
    {
        QStringList arguments = explain("cancelled") << "--progress"
                                                     << "json";
        for (int i = 0; i < 2000; ++i)
            arguments << "--text" << QString("a red square number %1").arg(i);
        QProcess process;
        process.start(program("groundscope"), arguments);
        process.setReadChannel(QProcess::StandardError);
        QVERIFY(process.waitForReadyRead(60'000));
        const Json first = Json::parse(process.readLine().toStdString());
        QVERIFY(first.contains("fraction") && first.contains("step"));
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 6);
        QVERIFY(process.readAllStandardError().endsWith("groundscope: error: cancelled\n"));
        QVERIFY(namesIn(m_pictures.folder()).filter("cancelled").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandFaults)
#include "tst_command_faults.moc"
