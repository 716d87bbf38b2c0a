// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places.h"

#include "models/small_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

class TestPlaces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resourcesLieBesideTheProgram();
    void theUsersFoldersFollowTheirVariables();
    void pluginsAreLookedForWhereTheUserSays();
    void smallFilesAreBounded();
    void filesAreReplacedWholeOrNotAtAll();
};

void TestPlaces::resourcesLieBesideTheProgram()
{
    const QString folder = models::resource("null_texts");
    QVERIFY(QDir::isAbsolutePath(folder));
    QVERIFY(QDir(folder).exists("general.txt"));
    QVERIFY(models::resource("no/such/thing").isEmpty());
}

void TestPlaces::theUsersFoldersFollowTheirVariables()
{
    const QTemporaryDir home;
    struct Case {
        const char* variable;
        QString (*folder)();
    };
    for (const auto& [variable, folder] : {Case{"XDG_CONFIG_HOME", models::configFolder},
                                           Case{"XDG_CACHE_HOME", models::cacheFolder},
                                           Case{"XDG_STATE_HOME", models::stateFolder}}) {
        const QByteArray before = qgetenv(variable);
        qputenv(variable, home.filePath(variable).toUtf8());
        QCOMPARE(folder(), home.filePath(variable) + "/groundscope");
        QVERIFY(QDir(folder()).exists());
        qputenv(variable, "/proc/nowhere");
        QVERIFY(folder().isEmpty());
        qputenv(variable, before);
    }
}

void TestPlaces::pluginsAreLookedForWhereTheUserSays()
{
    qputenv("GROUNDSCOPE_PLUGIN_PATH", "/one:/two");
    const QStringList folders = models::pluginFolders();
    qunsetenv("GROUNDSCOPE_PLUGIN_PATH");
    QCOMPARE(folders.mid(0, 2), QStringList({"/one", "/two"}));
    QCOMPARE(models::pluginFolders(), folders.mid(2));
    QVERIFY(!models::pluginFolders().isEmpty());
}

void TestPlaces::smallFilesAreBounded()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("file");
    QVERIFY(!models::writeWhole(file, QByteArray(100, 'x')));
    QCOMPARE(models::readSmallFile(file, 100)->size(), 100);
    const QString pipe = folder.filePath("pipe");
    QCOMPARE(::mkfifo(pipe.toUtf8().constData(), 0600), 0);
    struct Case {
        QString refused;
        int limit;
    };
    for (const auto& [refused, limit] :
         {Case{file, 99}, Case{pipe, 100}, Case{folder.path(), 100},
          Case{folder.filePath("none"), 100}, Case{"/dev/zero", 100}}) {
        const auto bytes = models::readSmallFile(refused, limit);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().exitCode(), 3);
        QVERIFY(bytes.error().message.starts_with(refused.toStdString()));
    }
}

void TestPlaces::filesAreReplacedWholeOrNotAtAll()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("file");
    QVERIFY(!models::writeWhole(file, "old"));
    QVERIFY(!models::writeWhole(file, "new"));
    QCOMPARE(*models::readSmallFile(file, 10), QByteArray("new"));
    const auto error = models::writeWhole(file + "/below", "x");
    QVERIFY(error);
    QCOMPARE(error->exitCode(), 3);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList("file"));
}

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"
