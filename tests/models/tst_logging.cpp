// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logging.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// Logging is for a whole process, so each case runs this program again as a child.
class TestLogging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standardErrorStaysClean();
    void theVariableNamesALevel();
    void nowhereToWriteIsNoError();
    void theFilesAreBounded();

private:
    static QByteArray child(const QString& folder, const QString& level, int lines = 1)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove("GROUNDSCOPE_LOG");
        if (!level.isEmpty())
            environment.insert("GROUNDSCOPE_LOG", level);
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(),
                      {"--child", folder, QString::number(lines)});
        process.waitForFinished();
        return process.exitCode() == 7 ? process.readAllStandardError() : "the child failed";
    }
    static QByteArray logged(const QString& folder)
    {
        QFile file(folder + "/groundscope.log");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestLogging::standardErrorStaysClean()
{
    const QTemporaryDir folder;
    QCOMPARE(child(folder.filePath("log"), {}), QByteArray());
    const QByteArray text = logged(folder.filePath("log"));
    QVERIFY(text.contains("[info] groundscope.models: loaded 0 in 12 ms"));
    QVERIFY(text.contains("[warning] default: Qt has a warning {} %s"));
    QVERIFY(!text.contains("for developers"));
}

void TestLogging::theVariableNamesALevel()
{
    const QTemporaryDir folder;
    const QByteArray debug = child(folder.path(), "debug");
    QVERIFY(debug.contains("for developers"));
    QVERIFY(debug.contains("loaded 0"));
    const QByteArray warnings = child(folder.path(), "warning");
    QVERIFY(warnings.contains("Qt has a warning"));
    QVERIFY(!warnings.contains("loaded 0"));
}

void TestLogging::nowhereToWriteIsNoError()
{
    QCOMPARE(child("/proc/nowhere", {}), QByteArray());
    QCOMPARE(child({}, {}), QByteArray());
}

void TestLogging::theFilesAreBounded()
{
    const QTemporaryDir folder;
    QCOMPARE(child(folder.path(), {}, 100'000), QByteArray());
    qint64 bytes = 0;
    const QFileInfoList files = QDir(folder.path()).entryInfoList(QDir::Files);
    for (const QFileInfo& file : files)
        bytes += file.size();
    QCOMPARE(files.size(), 3);
    QVERIFY(bytes <= 3 << 20);
    QVERIFY(logged(folder.path()).contains("loaded 99999 ")); // the newest are kept
}

static int beTheChild(const QString& folder, int lines)
{
    models::startLogging(folder);
    qCDebug(models::log) << "for developers";
    for (int i = 0; i < lines; ++i)
        qCInfo(models::log) << "loaded" << i << "in" << 12 << "ms";
    qWarning("Qt has a warning {} %s", "%s");
    return 7;
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--child")
        return beTheChild(arguments.value(2), arguments.value(3).toInt());
    TestLogging test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_logging.moc"
