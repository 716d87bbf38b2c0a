// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/database.h"
#include "project/history_list.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/small_project.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <unistd.h>

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

std::unique_ptr<Document> opened(const QString& file, const Keeping& keeping = {})
{
    auto document = Document::open(file, keeping);
    if (!document)
        qWarning("%s", document.error().message.c_str());
    return document ? std::move(*document) : nullptr;
}

} // namespace

class TestProjectFile final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->filePath("p.groundscope");
    }

    void everythingComesBack()
    {
        const Small small;
        std::map<std::pair<std::size_t, QString>, nlohmann::json> before;
        QUuid id;
        QString blob;
        {
            auto document = std::move(*Document::create(m_file));
            id = document->id();
            small.addTo(*document);
            blob = document->addBlob("picture");
            Image embedded = small.image;
            embedded.sha256 = blob;
            embedded.embedded = true;
            Edit edit(*document);
            edit.update(embedded);
            edit.set("network", "clip");
            document->commit({"Embed"}, edit);
            document->addBlob("named by nothing");
            document->mark("good");
            title(*document, small.one.id, "two");
            title(*document, small.one.id, "three");
            document->undo();
            document->setView("zoom", {{"x", 1.5}});
            before = contents(*document);
            QVERIFY(QFile::exists(m_file + "-wal"));
        }
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{"p.groundscope"});
        auto document = opened(m_file);
        QVERIFY(document && !document->isReadOnly());
        QCOMPARE(document->id(), id);
        QCOMPARE(contents(*document), before);
        QVERIFY(*document->setting("network") == "clip");
        QVERIFY(document->view("zoom").at("x") == 1.5);
        QCOMPARE(*document->blob(blob), "picture");
        QVERIFY(!document->blob(QString(64, 'a')));
        QCOMPARE(
            Database(m_file, Database::Access::ReadOnly).askNumber("SELECT count(*) FROM blobs"),
            1);
        QCOMPARE(document->undoName(), "Title two");
        QCOMPARE(document->redoName(), "Title three");
        document->redo();
        QCOMPARE(document->find<Case>(small.one.id)->title, "three");
        QVERIFY(document->revert(0));
        QCOMPARE(document->find<Case>(small.one.id)->title, "one");
        document->goTo(-1);
        QCOMPARE(document->rows().count(tableOf<Case>), 0u);
        document->goTo(1);
        QCOMPARE(*document->blob(blob), "picture");
    }

    void anActionIsInTheFileWhenTheNextOneStarts()
    {
        auto document = std::move(*Document::create(m_file));
        QSignalSpy kept(document.get(), &Document::kept);
        const Small small;
        small.addTo(*document);
        for (int i = 0; i < 20; ++i) {
            title(*document, small.one.id, QString::number(i));
            QVERIFY(document->pending() <= 1);
        }
        QVERIFY(!document->flush());
        QCOMPARE(document->pending(), 0);
        Database other(m_file, Database::Access::ReadOnly);
        QCOMPARE(std::get<std::string>(other.ask("SELECT title FROM cases")), "19");
        QTRY_VERIFY(!kept.isEmpty());
    }

    void theSecondWindowReads()
    {
        auto first = std::move(*Document::create(m_file));
        const Small small;
        small.addTo(*first);
        first->flush();
        auto second = opened(m_file);
        QVERIFY(second && second->isReadOnly());
        QVERIFY2(second->readOnlyReason().contains(QString::number(getpid())),
                 qPrintable(second->readOnlyReason()));
        QCOMPARE(contents(*second), contents(*first));

        QSignalSpy refused(second.get(), &Document::refused);
        Edit edit(*second);
        edit.remove<Case>(small.one.id);
        QVERIFY(!second->commit({"Remove"}, edit));
        second->goTo(-1);
        QCOMPARE(refused.size(), 2);
        QVERIFY(!second->canUndo());

        title(*first, small.one.id, "later");
        first->flush();
        QSignalSpy changed(second.get(), &Document::changed);
        QVERIFY(!second->saveAs(m_dir->filePath("q.groundscope")));
        QVERIFY(!second->isReadOnly());
        QCOMPARE(changed.size(), 1); // what the first did since
        QCOMPARE(contents(*second), contents(*first));
        title(*second, small.one.id, "its own");
        first.reset();
        QCOMPARE(opened(m_file)->find<Case>(small.one.id)->title, "later");
    }

    void whatIsNoProjectIsRefusedAndStays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("why");
        const QString file = m_dir->filePath("model.groundscope");
        {
            const auto made = std::move(*Document::create(file));
        }
        const QByteArray sound = bytesOf(file);
        QByteArray newer = sound;
        newer[63] = 7;
        QByteArray foreign = sound;
        foreign[68] = 'x';
        QTest::newRow("empty") << QByteArray() << "another kind of file";
        QTest::newRow("a text") << QByteArray("id,image\n1,a.png\n") << "another kind of file";
        QTest::newRow("another database") << foreign << "another kind of file";
        QTest::newRow("newer") << newer << "version 1 or older, found version 7";
        QTest::newRow("cut off") << sound.left(sound.size() / 2) << "damage";
        QTest::newRow("overwritten")
            << sound.left(4096) + QByteArray(sound.size() - 4096, 'x') << "damage";
    }
    void whatIsNoProjectIsRefusedAndStays()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, why);
        setBytes(m_file, bytes);
        const auto document = Document::open(m_file);
        QVERIFY(!document);
        QVERIFY2(QString::fromStdString(document.error().message).contains(why),
                 document.error().message.c_str());
        QCOMPARE(bytesOf(m_file), bytes);
        QCOMPARE(QDir(m_dir->path()).entryList({"p.*"}, QDir::Files), QStringList{"p.groundscope"});
        QVERIFY(!Document::open(m_dir->path()));
        QVERIFY(!Document::open(m_dir->filePath("none")));
        QVERIFY(!Document::create(m_file)); // never over a file
    }

    void foreignTablesAreRefused()
    {
        {
            const auto made = std::move(*Document::create(m_file));
        }
        Database(m_file, Database::Access::ReadWrite)
            .run("CREATE TRIGGER t AFTER INSERT ON cases BEGIN DELETE FROM cases; END");
        const auto document = Document::open(m_file);
        QVERIFY(!document);
        QVERIFY(document.error().message.find("trigger t") != std::string::npos);
    }

    void aRowThatMakesNoSenseIsNamed()
    {
        const Small small;
        {
            auto document = std::move(*Document::create(m_file));
            small.addTo(*document);
        }
        Database(m_file, Database::Access::ReadWrite).run("UPDATE regions SET shape = '{}'");
        const auto document = Document::open(m_file);
        QVERIFY(!document);
        const std::string key = small.region.id.toString(QUuid::WithoutBraces).toStdString();
        QVERIFY(document.error().message.find("regions " + key) != std::string::npos);
    }

    void aFullDiskKeepsAllInMemoryAndTriesAgain()
    {
        FaultVfs disk;
        const Small small;
        {
            auto document = std::move(*Document::create(m_file));
            small.addTo(*document);
            QVERIFY(!document->flush());
            QSignalSpy failed(document.get(), &Document::keepingFailed);
            QSignalSpy kept(document.get(), &Document::kept);
            disk.fillAt(0);
            for (int i = 0; i < 5; ++i) // goes on in memory
                title(*document, small.one.id, QString::number(i));
            const auto error = document->flush();
            QVERIFY(error);
            QVERIFY2(error->message.ends_with("the disk is full"), error->message.c_str());
            QVERIFY(document->pending() >= 4);
            QTRY_VERIFY(!failed.isEmpty());
            const QString elsewhere = m_dir->filePath("r.groundscope");
            QVERIFY(document->saveAs(elsewhere)); // no room there either
            QVERIFY(!QFile::exists(elsewhere + ".part"));
            QVERIFY(!QFile::exists(elsewhere));
            document->undo();
            disk.fillAt(-1);
            QTRY_COMPARE_WITH_TIMEOUT(document->pending(), 0, 10'000);
            QTRY_VERIFY(!kept.isEmpty());
        }
        auto document = opened(m_file);
        QCOMPARE(document->find<Case>(small.one.id)->title, "3");
        QCOMPARE(document->redoName(), "Title 4");
    }

    void aCopyElsewhereTakesWhatTheFullDiskDidNot()
    {
        FaultVfs disk;
        auto document = std::move(*Document::create(m_file));
        const Small small;
        small.addTo(*document);
        QVERIFY(!document->flush());
        disk.fillAt(0);
        title(*document, small.one.id, "waits");
        QVERIFY(document->flush());
        disk.fillAt(-1);
        const QString copy = m_dir->filePath("copy.groundscope");
        QVERIFY(!document->saveAs(copy));
        QCOMPARE(document->file(), copy);
        document.reset();
        QCOMPARE(opened(copy)->find<Case>(small.one.id)->title, "waits");
    }

    void saveAsMovesTheDocument()
    {
        Document document; // in memory until now
        Small small;
        small.image.file = m_dir->filePath("sub/a.png");
        small.addTo(document);
        title(document, small.one.id, "two");
        const QString blob = document.addBlob("bytes");
        document.mark("m");
        document.setView("v", 1);
        QVERIFY(!document.saveAs(m_file));
        QCOMPARE(document.file(), m_file);
        QCOMPARE(document.find<Image>(small.image.id)->file, "sub/a.png");
        QVERIFY(document.canUndo());

        QVERIFY(QDir(m_dir->path()).mkdir("sub"));
        setBytes(m_dir->filePath("sub/q.groundscope"), "an older file");
        setBytes(m_dir->filePath("sub/q.groundscope-wal"), "of a program that died");
        QVERIFY(!document.saveAs(m_dir->filePath("sub/q.groundscope")));
        QCOMPARE(document.find<Image>(small.image.id)->file, "a.png");
        title(document, small.one.id, "three");
        QVERIFY(!document.flush());
        auto old = opened(m_file);
        QVERIFY(!old->isReadOnly());
        QCOMPARE(old->find<Case>(small.one.id)->title, "two");
        QCOMPARE(old->find<Image>(small.image.id)->file, "sub/a.png");
        QVERIFY(old->view("v") == 1);
        QCOMPARE(old->marks().size(), 1u);
        QVERIFY(document.saveAs(m_file)); // somebody has it open
        QCOMPARE(QFileInfo(document.file()).fileName(), "q.groundscope");
        old.reset();
        QVERIFY(!document.saveAs(m_file));
        QVERIFY(document.saveAs(m_dir->filePath("no/such/folder/x.groundscope")));
        title(document, small.one.id, "four");
        QVERIFY(!document.flush());
    }

    void aFolderThatCannotBeWrittenIsRead()
    {
        const Small small;
        {
            auto document = std::move(*Document::create(m_file));
            small.addTo(*document);
        }
        QFile::setPermissions(m_dir->path(), QFile::Permissions(0x5555));
        const bool isRoot = geteuid() == 0;
        if (isRoot)
            QCOMPARE(seteuid(65534), 0);
        auto document = opened(m_file);
        if (isRoot)
            QCOMPARE(seteuid(0), 0);
        QFile::setPermissions(m_dir->path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(document && document->isReadOnly());
        QCOMPARE(document->find<Case>(small.one.id)->title, "one");
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{"p.groundscope"});
    }

    void theOldestStepsGoWhereThereIsNoRoom()
    {
        const Small small;
        {
            auto document = std::move(*Document::create(m_file, {.historyBytes = 20'000}));
            small.addTo(*document);
            document->mark("early");
            for (int i = 0; i < 10; ++i)
                title(*document, small.one.id, QString(2000, QChar('a' + i)));
            QVERIFY(document->history().bytes() <= 20'000);
            QVERIFY(document->canUndo());
            QVERIFY(!document->marks()[0].canRevert);
        }
        auto document = opened(m_file);
        QVERIFY(document->history().rowCount() < 5);
        QVERIFY(!document->revert(0));
        document->goTo(-1);
        QCOMPARE(document->find<Case>(small.one.id)->title.size(), 2000);
    }

    void threeGoodStatesAreKept()
    {
        const Keeping keeping{.backups = m_dir->filePath("backups")};
        const Small small;
        for (int i = 0; i < 6; ++i) {
            auto document =
                i == 0 ? std::move(*Document::create(m_file, keeping)) : opened(m_file, keeping);
            if (i == 0)
                small.addTo(*document);
            else if (i != 4) // opened and closed again: the same state
                title(*document, small.one.id, QString::number(i));
        }
        const QDir all(keeping.backups);
        const QDir mine(all.filePath(all.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0)));
        QCOMPARE(mine.entryList(QDir::Files).size(), 3);
        QByteArray broken = bytesOf(m_file);
        broken.replace(4096, 4096, QByteArray(4096, 'x'));
        setBytes(m_file, broken);
        const auto document = Document::open(m_file, keeping);
        QVERIFY(!document);
        const QString newest = mine.filePath(mine.entryList(QDir::Files, QDir::Name).last());
        QVERIFY(document.error().message.ends_with(newest.toStdString()));
        QVERIFY(opened(newest));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestProjectFile)
#include "tst_project_file.moc"
