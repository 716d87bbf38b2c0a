// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pair_makers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using phantom::Domain;

class TestPairMakers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasBalancedOnceIsKept()
    {
        const QTemporaryDir folder;
        QElapsedTimer clock;
        clock.start();
        const std::string made = app::pairMakerFor(Domain::Chest, folder.path()).toBytes();
        const qint64 first = clock.restart();
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList("pairs-chest-1.bin"));
        QCOMPARE(app::pairMakerFor(Domain::Chest, folder.path()).toBytes(), made);
        QVERIFY2(clock.elapsed() * 5 < first, qPrintable(QString::number(clock.elapsed())));
    }

    void damageIsMended()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath("pairs-chest-1.bin");
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("groundscope-pairs/1 generator 1 domain 1\nand nothing else");
        file.close();
        const std::string made = app::pairMakerFor(Domain::Chest, folder.path()).toBytes();
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().toStdString(), made);
    }

    void aFolderThatTakesNothingCostsTimeAlone()
    {
        QVERIFY(!app::pairMakerFor(Domain::Chest, "/proc/nowhere").toBytes().empty());
    }
};

QTEST_GUILESS_MAIN(TestPairMakers)
#include "tst_pair_makers.moc"
