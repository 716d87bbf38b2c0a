// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/document.h"
#include "project/verify.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/scripted_day.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using project::Document;
using support::FaultVfs;
using support::ScriptedDay;

namespace {

std::unique_ptr<Document> created(const QString& file)
{
    auto document = Document::create(file);
    return document ? std::move(*document) : nullptr;
}

std::unique_ptr<Document> opened(const QString& file, QString* why = nullptr)
{
    auto document = Document::open(file);
    if (!document && why)
        *why = QString::fromStdString(document.error().message);
    return document ? std::move(*document) : nullptr;
}

/// What a document holds after \p actions that nothing disturbed.
std::string contentsAfter(int actions)
{
    Document document;
    ScriptedDay day;
    while (day.done() < actions)
        day.act(document);
    return ScriptedDay::contents(document);
}

bool isSound(const QString& file)
{
    const auto faults = project::verify(file);
    return faults && faults->empty();
}

QByteArray bytesOf(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void write(const QString& file, const QByteArray& bytes)
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("the test's own disk is full");
}

} // namespace

/// What happens to a project when the machine fails. The disk is the test's own (fault_vfs.h); what
/// should be there is computed again in memory.
class TestFaults final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFullDiskLosesNothing_data()
    {
        QTest::addColumn<int>("at");
        for (int at = 0; at < 50; ++at)
            QTest::addRow("write %d", at) << at;
    }

    void aFullDiskLosesNothing()
    {
        QFETCH(const int, at);
        FaultVfs disk;
        QTemporaryDir folder;
        const QString file = folder.filePath("day.groundscope");
        auto document = created(file);
        QVERIFY(document);
        QSignalSpy failed(document.get(), &Document::keepingFailed);
        ScriptedDay day;
        while (day.done() < 10)
            day.act(*document);
        QVERIFY(!document->flush());

        disk.fillAt(at);
        int durable = day.done();
        std::optional<explain::Error> fault;
        for (int i = 0; i < 60 && !fault; ++i) {
            day.act(*document);
            fault = document->flush();
            if (!fault)
                durable = day.done();
        }
        QVERIFY2(fault, "the disk was never full");
        QCOMPARE(fault->kind, explain::Error::Kind::Input);
        QVERIFY2(fault->message.find("day.groundscope") != std::string::npos,
                 fault->message.c_str());
        QCOMPARE(ScriptedDay::contents(*document), contentsAfter(day.done())); // work goes on
        QVERIFY(disk.refused() > 0);

        // Had the process died here, all that was kept before would be there.
        QDir(folder.path()).mkdir("died");
        for (const char* suffix : {"", "-wal"})
            if (QFile::exists(file + suffix))
                QVERIFY(
                    QFile::copy(file + suffix, folder.filePath("died/day.groundscope") + suffix));
        disk.fillAt(-1);
        {
            QString why;
            const auto survivor = opened(folder.filePath("died/day.groundscope"), &why);
            QVERIFY2(survivor, qPrintable(why));
            const std::string there = ScriptedDay::contents(*survivor);
            QVERIFY2(there == contentsAfter(durable) || there == contentsAfter(durable + 1),
                     "expected all that was kept, and of the action in flight all or nothing");
        }

        QVERIFY(!document->flush()); // there is room again: what had to wait is kept
        QTRY_VERIFY(failed.count() > 0);
        document.reset();
        const auto again = opened(file);
        QVERIFY(again);
        QCOMPARE(ScriptedDay::contents(*again), contentsAfter(day.done()));
    }

    void aPowerCutLosesNothingThatWasKept_data()
    {
        QTest::addColumn<int>("actions");
        for (int i = 0; i < 40; ++i)
            QTest::addRow("after %d", 1 + i * 2) << 1 + i * 2;
    }

    void aPowerCutLosesNothingThatWasKept()
    {
        QFETCH(const int, actions);
        FaultVfs disk;
        QTemporaryDir folder;
        const auto document = created(folder.filePath("day.groundscope"));
        QVERIFY(document);
        ScriptedDay day;
        while (day.done() < actions)
            day.act(*document);
        QVERIFY(!document->flush());
        day.act(*document); // in flight: there or not, but whole

        for (unsigned seed = 0; seed < 4; ++seed) {
            const QString after = folder.filePath(QString("cut%1").arg(seed));
            QDir().mkpath(after);
            disk.cutPower(after.toStdString(), seed);
            QString why;
            const auto survivor = opened(after + "/day.groundscope", &why);
            QVERIFY2(survivor, qPrintable(why));
            const std::string contents = ScriptedDay::contents(*survivor);
            QVERIFY(contents == contentsAfter(actions) || contents == contentsAfter(actions + 1));
        }
    }

    void aFlippedByteIsFoundOrMeansNothing()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("day.groundscope");
        {
            const auto document = created(file);
            QVERIFY(document);
            ScriptedDay day;
            while (day.done() < 60)
                day.act(*document);
            document->addBlob(QByteArray(5000, 'x'));
            QVERIFY(!document->flush());
        }
        const QByteArray whole = bytesOf(file);
        const std::string contents = ScriptedDay::contents(*opened(file));
        QVERIFY(isSound(file));

        std::mt19937 random(7);
        int found = 0;
        int harmless = 0;
        for (int i = 0; i < 200; ++i) {
            QByteArray damaged = whole;
            const auto at = qsizetype(random() % unsigned(whole.size()));
            damaged[at] = char(damaged[at] ^ (1 << random() % 8));
            const QString copy = folder.filePath("damaged.groundscope");
            write(copy, damaged);
            const bool sound = isSound(copy);
            QCOMPARE(bytesOf(copy), damaged); // whoever looks changes nothing
            if (!sound) {
                ++found;
                continue;
            }
            ++harmless;
            QString why;
            const auto document = opened(copy, &why);
            QVERIFY2(document, qPrintable(QString("byte %1: %2").arg(at).arg(why)));
            QVERIFY2(ScriptedDay::contents(*document) == contents,
                     qPrintable(QString("byte %1 changed the contents unseen").arg(at)));
            QFile::remove(copy);
        }
        qInfo("200 flipped bits: %d found, %d in what is no content", found, harmless);
        QVERIFY(found > 20);
    }

    void aPlaceThatCannotBeWrittenIsReadOnly()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("day.groundscope");
        std::string contents;
        {
            const auto document = created(file);
            QVERIFY(document);
            ScriptedDay day;
            while (day.done() < 5)
                day.act(*document);
            contents = ScriptedDay::contents(*document);
        }
        const QByteArray whole = bytesOf(file);
        using Access = QFileDevice;
        const Access::Permissions mayRead =
            Access::ReadOwner | Access::ReadGroup | Access::ReadOther;
        QVERIFY(QFile::setPermissions(file, mayRead));
        QVERIFY(QFile::setPermissions(
            folder.path(), mayRead | Access::ExeOwner | Access::ExeGroup | Access::ExeOther));
        const bool isRoot = geteuid() == 0; // whom no permission stops
        QVERIFY(!isRoot || seteuid(65534) == 0);
        {
            QString why;
            const auto document = opened(file, &why);
            QVERIFY2(document, qPrintable(why));
            QVERIFY(document->isReadOnly());
            QVERIFY(!document->readOnlyReason().isEmpty());
            QCOMPARE(ScriptedDay::contents(*document), contents);
            QSignalSpy refused(document.get(), &Document::refused);
            project::Edit edit(*document);
            edit.insert(project::Case{.id = QUuid::createUuid(), .title = "new"});
            QVERIFY(!document->commit({.name = "Add case"}, edit));
            QCOMPARE(refused.count(), 1);
        }
        QVERIFY(!isRoot || seteuid(0) == 0);
        QCOMPARE(bytesOf(file), whole);
        QVERIFY(
            QFile::setPermissions(folder.path(), mayRead | Access::WriteOwner | Access::ExeOwner));
    }

    void aSecondWindowReads()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("day.groundscope");
        const auto first = created(file);
        QVERIFY(first);
        ScriptedDay day;
        while (day.done() < 5)
            day.act(*first);
        QVERIFY(!first->flush());
        const auto second = opened(file);
        QVERIFY(second);
        QVERIFY(second->isReadOnly());
        QCOMPARE(ScriptedDay::contents(*second), ScriptedDay::contents(*first));
        day.act(*first);
        QVERIFY(!first->flush());
    }

    void aFileThatIsNoProjectSaysSo()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("notes.groundscope");
        for (const QByteArray& bytes :
             {QByteArray(), QByteArray("a letter to my aunt"), QByteArray("SQLite format 3\0", 16),
              QByteArray("SQLite format 3\0", 16) + QByteArray(4096, 'x')}) {
            write(file, bytes);
            QString why;
            QVERIFY(!opened(file, &why));
            QVERIFY2(why.contains("notes.groundscope"), qPrintable(why));
            QCOMPARE(bytesOf(file), bytes);
        }
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
