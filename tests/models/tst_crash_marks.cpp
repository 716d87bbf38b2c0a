// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/plugin_list.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using models::CrashMarks;

namespace {

void write(const QString& file, const QByteArray& bytes)
{
    QFile written(file);
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write(bytes);
}

/// Leaves the mark that a program leaves which dies while it opens \p library.
void dieOpening(const QString& folder, const QString& library)
{
    // A process that has certainly ended lends its number.
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    ::waitpid(child, nullptr, 0);
    const CrashMarks marks(folder);
    const QString own = QString("%1/opening-%2.json").arg(folder).arg(::getpid());
    const CrashMarks::Opening opening(marks, library);
    QVERIFY(QFile::copy(own, QString("%1/opening-%2.json").arg(folder).arg(child)));
}

} // namespace

class TestCrashMarks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void openingLeavesNothingBehind();
    void aCrashIsRemembered();
    void anotherFileIsTriedAgain();
    void retryForgets();
    void marksThatAreNoneAreSweptAway();
    void aPluginThatCrashedIsSkippedAloud();
};

void TestCrashMarks::openingLeavesNothingBehind()
{
    const QTemporaryDir folder;
    const CrashMarks marks(folder.path());
    {
        const CrashMarks::Opening opening(marks, "/some/library.so");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
        // Another window that starts meanwhile sees a program that lives.
        QVERIFY(!CrashMarks(folder.path()).crashed("/some/library.so"));
    }
    QVERIFY(QDir(folder.path()).isEmpty());
    const CrashMarks nowhere{QString()};
    const CrashMarks::Opening opening(nowhere, "/some/library.so");
}

void TestCrashMarks::aCrashIsRemembered()
{
    const QTemporaryDir folder;
    const QString library = folder.filePath("bad.so");
    write(library, "code");
    dieOpening(folder.path(), library);
    for (int start = 0; start < 2; ++start) {
        const CrashMarks marks(folder.path());
        QVERIFY(marks.crashed(library));
        QVERIFY(!marks.crashed(folder.filePath("good.so")));
    }
}

void TestCrashMarks::anotherFileIsTriedAgain()
{
    const QTemporaryDir folder;
    const QString library = folder.filePath("bad.so");
    write(library, "code");
    dieOpening(folder.path(), library);
    write(library, "mended code");
    QVERIFY(!CrashMarks(folder.path()).crashed(library));
}

void TestCrashMarks::retryForgets()
{
    const QTemporaryDir folder;
    const QString library = folder.filePath("bad.so");
    write(library, "code");
    dieOpening(folder.path(), library);
    CrashMarks marks(folder.path());
    marks.forget(library);
    QVERIFY(!marks.crashed(library));
    QVERIFY(!CrashMarks(folder.path()).crashed(library));
}

void TestCrashMarks::marksThatAreNoneAreSweptAway()
{
    const QTemporaryDir folder;
    for (const char* name : {"opening-0.json", "opening-x.json", "opening-999999999.json"})
        write(folder.filePath(name), "{\"library\": 7}");
    const CrashMarks marks(folder.path());
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestCrashMarks::aPluginThatCrashedIsSkippedAloud()
{
    const QTemporaryDir folder;
    const QString library = folder.filePath("bad.so");
    write(library, "code");
    dieOpening(folder.path(), library);
    models::PluginInfo plugin;
    plugin.file = library;
    plugin.families << models::FamilyInfo{"bad", "Bad", {}, {}};
    models::PluginList plugins({plugin}, folder.path());
    QCOMPARE(plugins.notices().size(), std::size_t(1));
    QVERIFY(plugins.families().empty());
    const auto family = plugins.family("bad");
    QVERIFY(!family);
    QVERIFY(family.error().message.find("skipped") != std::string::npos);
    plugins.retry(library); // and now it is what it is: no plugin
    QVERIFY(plugins.family("bad").error().message.find("skipped") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestCrashMarks)
#include "tst_crash_marks.moc"
