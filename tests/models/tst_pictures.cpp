// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pictures.h"

#include "models/image_file.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using models::Pictures;
using project::Document;
using State = Pictures::State;

class TestPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aFileIsReadBesideTheGuiThread();
    void theRowLearnsSizeAndHash();
    void whatIsNoPictureFails();
    void removedWhileReading();
    void wholePicturesAreGivenUpAndReadAgain();
    void thumbnailsCostTheOpenPictureNothing();
    void fetchAnswersAlsoForWhatIsThere();
    void aFailedFileIsTriedAgain();
    void anotherFileForTheImageIsReadAnew();
    void aFileThatWasReplacedIsSaid();

private:
    QString picture(const QString& name, QSize size = {40, 20}, QColor colour = Qt::red)
    {
        QImage image(size, QImage::Format_RGB888);
        image.fill(colour);
        image.setPixelColor(0, 0, Qt::blue);
        const QString file = m_folder->filePath(name);
        image.save(file);
        return file;
    }
    QUuid add(const QString& file)
    {
        project::Edit edit(*m_document);
        const QUuid id = QUuid::createUuid(), owner = QUuid::createUuid();
        edit.insert(project::Case{.id = owner, .title = file});
        edit.insert(project::Image{.id = id, .caseId = owner, .file = file});
        m_document->commit({.name = "add"}, edit);
        return id;
    }
    void start(qint64 maxBytes)
    {
        m_pictures = std::make_unique<Pictures>(maxBytes);
        m_pictures->setDocument(m_document.get());
    }
    void change(const QUuid& id, const QString& file)
    {
        project::Image row = *m_document->find<project::Image>(id);
        row.file = file;
        project::Edit edit(*m_document);
        edit.update(row);
        m_document->commit({.name = "relink"}, edit);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<Pictures> m_pictures;
};

void TestPictures::init()
{
    m_pictures.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_document = std::make_unique<Document>();
    start(1 << 20);
}

void TestPictures::aFileIsReadBesideTheGuiThread()
{
    QSignalSpy ready(m_pictures.get(), &Pictures::ready);
    const QUuid id = add(picture("wide.png", {640, 320}));
    m_pictures->fetch(id);
    QCOMPARE(m_pictures->state(id), State::Unread);
    QVERIFY(!m_pictures->image(id));
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(ready[0][0].toUuid(), id);
    const auto image = m_pictures->image(id);
    QVERIFY(image);
    QCOMPARE(image->pixels.sizes(), (std::vector<int64_t>{3, 320, 640}));
    QCOMPARE(image->pixels[2][0][0].item<int>(), 255); // the blue corner
    QCOMPARE(image->pixels[0][0][1].item<int>(), 255); // and a red neighbour
    QCOMPARE(m_pictures->thumbnail(id).size(), QSize(160, 80));
}

void TestPictures::theRowLearnsSizeAndHash()
{
    const QUuid id = add(picture("a.png"));
    m_pictures->fetch(id);
    const auto row = [&] { return m_document->find<project::Image>(id); };
    QTRY_COMPARE(row()->width, 40);
    QCOMPARE(row()->height, 20);
    QCOMPARE(row()->sha256.size(), 64);
    QCOMPARE(m_document->undoName(), QString("add")); // nobody did that
}

void TestPictures::whatIsNoPictureFails()
{
    QFile broken(m_folder->filePath("broken.png"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no picture at all");
    broken.close();
    QSignalSpy failed(m_pictures.get(), &Pictures::failed);
    for (const QString& file : {broken.fileName(), m_folder->filePath("nowhere.png")}) {
        const QUuid id = add(file);
        m_pictures->fetch(id);
        QTRY_COMPARE(m_pictures->state(id), State::Failed);
        QVERIFY(m_pictures->error(id).contains(file));
    }
    QCOMPARE(failed[0][1].value<explain::Error>().exitCode(), 3);
}

void TestPictures::removedWhileReading()
{
    QSignalSpy ready(m_pictures.get(), &Pictures::ready);
    const QUuid gone = add(picture("gone.png"));
    m_pictures->fetch(gone);
    QCoreApplication::processEvents(); // now it is being read
    m_document->undo();
    const QUuid stays = add(picture("stays.png"));
    m_pictures->fetch(stays);
    QTRY_VERIFY(m_pictures->image(stays));
    QTest::qWait(50);
    QCOMPARE(ready.count(), 1);
    m_pictures->fetch(add(picture("third.png")));
    QCoreApplication::processEvents();
    m_pictures.reset(); // whatever is being read
}

void TestPictures::wholePicturesAreGivenUpAndReadAgain()
{
    start(2 * 2 * 40 * 20 * 3 + 100); // two of them: each is a picture and a tensor
    QSignalSpy ready(m_pictures.get(), &Pictures::ready);
    const QUuid a = add(picture("a.png")), b = add(picture("b.png")), c = add(picture("c.png"));
    m_pictures->fetch(a);
    m_pictures->fetch(b);
    QTRY_COMPARE(ready.count(), 2);
    QVERIFY(m_pictures->image(a)); // used last
    m_pictures->fetch(c);
    QTRY_COMPARE(ready.count(), 3);
    QVERIFY(m_pictures->image(c));
    QVERIFY(m_pictures->image(a));
    QVERIFY(!m_pictures->image(b));
    QCOMPARE(m_pictures->state(b), State::Ready);
    QVERIFY(!m_pictures->thumbnail(b).isNull());
    m_pictures->fetch(b);
    QTRY_VERIFY(m_pictures->image(b));
    QVERIFY(!m_pictures->image(c));
}

void TestPictures::thumbnailsCostTheOpenPictureNothing()
{
    start(2 * 40 * 20 * 3 + 100); // one of them
    QSignalSpy ready(m_pictures.get(), &Pictures::ready);
    const QUuid open = add(picture("open.png"));
    m_pictures->fetch(open);
    for (const char* name : {"a.png", "b.png", "c.png"})
        QVERIFY(m_pictures->thumbnail(add(picture(name))).isNull());
    QTRY_COMPARE(ready.count(), 4);
    QVERIFY(m_pictures->image(open));
}

void TestPictures::fetchAnswersAlsoForWhatIsThere()
{
    QSignalSpy ready(m_pictures.get(), &Pictures::ready);
    const QUuid id = add(picture("a.png"));
    m_pictures->fetch(id);
    m_pictures->fetch(id); // being read: one answer
    QTRY_COMPARE(ready.count(), 1);
    m_pictures->fetch(id);
    QCOMPARE(ready.count(), 1); // never before it returns
    QTRY_COMPARE(ready.count(), 2);
}

void TestPictures::aFailedFileIsTriedAgain()
{
    QSignalSpy failed(m_pictures.get(), &Pictures::failed);
    const QUuid id = add(m_folder->filePath("late.png"));
    m_pictures->fetch(id);
    QTRY_COMPARE(failed.count(), 1);
    picture("late.png");
    m_pictures->fetch(id);
    QTRY_COMPARE(m_pictures->state(id), State::Ready);
    QVERIFY(m_pictures->error(id).isEmpty());
}

void TestPictures::anotherFileForTheImageIsReadAnew()
{
    const QUuid id = add(m_folder->filePath("nowhere.png"));
    m_pictures->fetch(id);
    QTRY_COMPARE(m_pictures->state(id), State::Failed);
    QSignalSpy forgotten(m_pictures.get(), &Pictures::forgotten);
    change(id, picture("found.png"));
    QCOMPARE(forgotten.count(), 1);
    QCOMPARE(m_pictures->state(id), State::Unread);
    m_pictures->fetch(id);
    QTRY_VERIFY(m_pictures->image(id));
}

void TestPictures::aFileThatWasReplacedIsSaid()
{
    const QUuid id = add(picture("a.png"));
    m_pictures->fetch(id);
    QTRY_VERIFY(!m_document->find<project::Image>(id)->sha256.isEmpty());
    const QString known = m_document->find<project::Image>(id)->sha256;
    picture("a.png", {40, 20}, Qt::green);
    start(1 << 20); // as if opened again
    m_pictures->fetch(id);
    QTRY_VERIFY(m_pictures->image(id));
    QVERIFY(m_pictures->image(id)->notice.contains("changed or replaced"));
    QTest::qWait(400);
    QCOMPARE(m_document->find<project::Image>(id)->sha256, known);
}

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
