// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/file_hashes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using models::fileHash;

namespace {

constexpr qsizetype largeBytes = 3 << 20;

QString cachedNotes()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + "/groundscope/hashes";
}

/// Writes and says when; a file as young as the clock's tick is not believed.
bool write(const QString& name, const QByteArray& bytes, const QDateTime& changed)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush()
        && file.setFileTime(changed, QFileDevice::FileModificationTime);
}

std::string hexOf(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace

class TestFileHashes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aLargeFileIsHashedOnce();
    void aChangedFileIsHashedAgain();
    void aYoungFileIsNotKept();
    void whatIsNoFileIsRefused();

private:
    QTemporaryDir m_folder;
    QString m_file = m_folder.filePath("weights");
    QByteArray m_bytes = QByteArray(largeBytes, 'w');
    QDateTime m_lastYear = QDateTime::currentDateTime().addYears(-1);
};

void TestFileHashes::init()
{
    QVERIFY(cachedNotes().contains("test-home")); // never the user's own
    QDir(cachedNotes()).removeRecursively();
    QVERIFY(write(m_file, m_bytes, m_lastYear));
}

void TestFileHashes::aLargeFileIsHashedOnce()
{
    QCOMPARE(*fileHash(m_file.toStdString()), hexOf(m_bytes));
    const QStringList notes = QDir(cachedNotes()).entryList(QDir::Files);
    QCOMPARE(notes.size(), 1);

    // Only the note can give this answer.
    QFile note(cachedNotes() + '/' + notes[0]);
    QVERIFY(note.open(QIODevice::ReadWrite));
    note.write(QByteArray(64, '0'));
    note.close();
    QCOMPARE(*fileHash(m_file.toStdString()), std::string(64, '0'));
}

void TestFileHashes::aChangedFileIsHashedAgain()
{
    QVERIFY(fileHash(m_file.toStdString()));
    m_bytes[largeBytes / 2] = 'x'; // same size
    QVERIFY(write(m_file, m_bytes, m_lastYear.addSecs(1)));
    QCOMPARE(*fileHash(m_file.toStdString()), hexOf(m_bytes));
}

void TestFileHashes::aYoungFileIsNotKept()
{
    QVERIFY(write(m_file, m_bytes, QDateTime::currentDateTime()));
    QCOMPARE(*fileHash(m_file.toStdString()), hexOf(m_bytes));
    QCOMPARE(QDir(cachedNotes()).entryList(QDir::Files).size(), 0);
}

void TestFileHashes::whatIsNoFileIsRefused()
{
    for (const std::string& path : {m_folder.path().toStdString(), std::string("/dev/zero"),
                                    std::string("/nowhere/at/all")}) {
        const auto hash = fileHash(path);
        QVERIFY(!hash);
        QCOMPARE(hash.error().kind, explain::Error::Kind::Input);
    }
}

QTEST_GUILESS_MAIN(TestFileHashes)
#include "tst_file_hashes.moc"
