// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/case_list.h"

#include "models/image_file.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using explain::Text;
using models::CaseFilter;
using models::CaseList;
using models::History;
using State = CaseList::State;

class TestCaseList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aFileIsReadBesideTheGuiThread();
    void whatCannotBeReadKeepsItsRow();
    void aPastedPictureIsACase();
    void casesBeginWithTextsAndANote();
    void textsBelongToTheirCase();
    void addingAndRemovingCanBeUndone();
    void removedWhileReading();
    void wholePicturesAreGivenUpAndReadAgain();
    void thumbnailsCostTheOpenPictureNothing();
    void fetchAnswersAlsoForWhatIsThere();
    void aFailedFileIsTriedAgain();
    void theFilterWantsEveryWord();

private:
    QString picture(const QString& name, QSize size = {40, 20})
    {
        QImage image(size, QImage::Format_RGB888);
        image.fill(Qt::red);
        image.setPixelColor(0, 0, Qt::blue);
        const QString file = m_folder->filePath(name);
        image.save(file);
        return file;
    }
    QVariant of(QUuid id, int role) const
    {
        return m_list->data(m_list->index(m_list->rowOf(id)), role);
    }
    State stateOf(QUuid id) const { return of(id, CaseList::StateRole).value<State>(); }
    void start(qint64 maxBytes)
    {
        m_tester.reset();
        m_list = std::make_unique<CaseList>(m_history.get(), maxBytes);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_list.get());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<History> m_history;
    std::unique_ptr<CaseList> m_list;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestCaseList::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_history = std::make_unique<History>();
    start(1 << 20);
}

void TestCaseList::cleanup()
{
    m_tester.reset();
    m_list.reset();
    m_history.reset();
}

void TestCaseList::aFileIsReadBesideTheGuiThread()
{
    QSignalSpy ready(m_list.get(), &CaseList::ready);
    const QUuid id = m_list->addFile(picture("wide photo.png", {640, 320}));
    QCOMPARE(stateOf(id), State::Loading);
    QCOMPARE(of(id, Qt::DisplayRole).toString(), QString("wide photo.png"));
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(ready[0][0].toUuid(), id);
    QCOMPARE(stateOf(id), State::Ready);
    QCOMPARE(of(id, CaseList::SizeRole).toSize(), QSize(640, 320));
    QCOMPARE(of(id, Qt::DecorationRole).value<QImage>().size(), QSize(160, 80));
    const auto image = m_list->image(id);
    QVERIFY(image);
    QCOMPARE(image->pixels.sizes(), (std::vector<int64_t>{3, 320, 640}));
    QCOMPARE(image->pixels[2][0][0].item<int>(), 255); // the blue corner
    QCOMPARE(image->pixels[0][0][1].item<int>(), 255); // and a red neighbour
}

void TestCaseList::whatCannotBeReadKeepsItsRow()
{
    QFile broken(m_folder->filePath("broken.png"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no picture at all");
    broken.close();
    QSignalSpy failed(m_list.get(), &CaseList::failed);
    const QList<QUuid> ids =
        m_list->addFiles({broken.fileName(), m_folder->filePath("nowhere.png")});
    QTRY_COMPARE(failed.count(), 2);
    for (const QUuid id : ids) {
        QCOMPARE(stateOf(id), State::Failed);
        QVERIFY(!of(id, CaseList::ErrorRole).toString().isEmpty());
        QVERIFY(!m_list->image(id));
    }
    QCOMPARE(failed[0][1].value<explain::Error>().exitCode(), 3);
}

void TestCaseList::aPastedPictureIsACase()
{
    QSignalSpy ready(m_list.get(), &CaseList::ready);
    QImage pasted(7, 5, QImage::Format_ARGB32);
    pasted.fill(Qt::green);
    const QUuid id = m_list->addPicture(pasted, "Pasted picture");
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(of(id, CaseList::FileRole).toString().isEmpty());
    QCOMPARE(m_list->image(id)->size, QSize(7, 5));
    QVERIFY(m_list->image(id)->fileSha256.empty());
}

void TestCaseList::casesBeginWithTextsAndANote()
{
    const auto ids = m_list->addCases({{.file = picture("a.png"),
                                        .title = "A nodule",
                                        .note = "The second caption is wrong.",
                                        .texts = {{"a nodule", Text::Role::Caption},
                                                  {"an effusion", Text::Role::Caption},
                                                  {"nodule", Text::Role::Concept}},
                                        .domain = "chest"},
                                       {.file = picture("b.png")}},
                                      "open two cases");
    QCOMPARE(ids.size(), 2);
    QCOMPARE(of(ids[0], Qt::DisplayRole).toString(), QString("A nodule"));
    QCOMPARE(of(ids[0], CaseList::NoteRole).toString(), QString("The second caption is wrong."));
    QCOMPARE(of(ids[0], CaseList::DomainRole).toString(), QString("chest"));
    QCOMPARE(m_list->texts(ids[0])->texts().size(), std::size_t(3));
    QCOMPARE(of(ids[1], Qt::DisplayRole).toString(), QString("b.png"));
    QVERIFY(of(ids[1], CaseList::NoteRole).toString().isEmpty());
    m_history->stack()->undo(); // texts and cases are one step
    QCOMPARE(m_list->rowCount(), 0);
    m_history->stack()->redo();
    QCOMPARE(m_list->texts(ids[0])->texts().size(), std::size_t(3));
}

void TestCaseList::textsBelongToTheirCase()
{
    const QList<QUuid> ids = m_list->addFiles({picture("a.png"), picture("b.png")});
    QSignalSpy changed(m_list.get(), &CaseList::textsChanged);
    m_list->texts(ids[1])->append("a red square", Text::Role::Caption);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toUuid(), ids[1]);
    QCOMPARE(of(ids[1], CaseList::TextCountRole).toInt(), 1);
    QCOMPARE(of(ids[0], CaseList::TextCountRole).toInt(), 0);
    QVERIFY(!m_list->texts(QUuid::createUuid()));
}

void TestCaseList::addingAndRemovingCanBeUndone()
{
    const QList<QUuid> ids =
        m_list->addFiles({picture("a.png"), picture("b.png"), picture("c.png")});
    QTRY_COMPARE(stateOf(ids[1]), State::Ready);
    m_list->texts(ids[1])->append("kept", Text::Role::Caption);
    m_list->remove(ids[1]);
    QCOMPARE(m_list->rowCount(), 2);
    QCOMPARE(m_list->rowOf(ids[1]), -1);
    m_history->stack()->undo();
    QCOMPARE(m_list->rowOf(ids[1]), 1);
    QCOMPARE(m_list->texts(ids[1])->texts().at(0).text, std::string("kept"));
    m_list->fetch(ids[1]);
    QTRY_VERIFY(m_list->image(ids[1]));

    m_history->goTo(-1);
    QCOMPARE(m_list->rowCount(), 0);
    m_history->goTo(0);
    QCOMPARE(m_list->rowCount(), 3);
    QCOMPARE(m_list->idAt(2), ids[2]);
    QVERIFY(m_list->idAt(3).isNull());
}

void TestCaseList::removedWhileReading()
{
    QSignalSpy ready(m_list.get(), &CaseList::ready);
    const QUuid gone = m_list->addFile(picture("gone.png"));
    m_list->remove(gone);
    const QUuid stays = m_list->addFile(picture("stays.png"));
    QTRY_VERIFY(m_list->image(stays));
    QCOMPARE(ready.count(), 1);
    m_list->addFile(picture("third.png"));
    m_list.reset(); // whatever is being read
    m_tester.reset();
    m_history->goTo(-1); // nothing to undo it in, and no crash
}

void TestCaseList::wholePicturesAreGivenUpAndReadAgain()
{
    start(2 * 2 * 40 * 20 * 3 + 100); // two of them: each is a picture and a tensor
    QSignalSpy ready(m_list.get(), &CaseList::ready);
    const QList<QUuid> ids = m_list->addFiles({picture("a.png"), picture("b.png")});
    QTRY_COMPARE(ready.count(), 2);
    QVERIFY(m_list->image(ids[0])); // used last
    const QUuid third = m_list->addFile(picture("c.png"));
    QTRY_COMPARE(ready.count(), 3);
    QVERIFY(m_list->image(third));
    QVERIFY(m_list->image(ids[0]));
    QVERIFY(!m_list->image(ids[1]));
    QCOMPARE(stateOf(ids[1]), State::Ready);
    QVERIFY(!of(ids[1], Qt::DecorationRole).value<QImage>().isNull());
    m_list->fetch(ids[1]);
    QTRY_VERIFY(m_list->image(ids[1]));
    QVERIFY(!m_list->image(third));
}

void TestCaseList::thumbnailsCostTheOpenPictureNothing()
{
    start(2 * 40 * 20 * 3 + 100); // one of them
    QSignalSpy ready(m_list.get(), &CaseList::ready);
    const QUuid open = m_list->addFile(picture("open.png"));
    m_list->fetch(open); // while it is being read
    m_list->addFiles({picture("a.png"), picture("b.png"), picture("c.png")});
    QTRY_COMPARE(ready.count(), 4);
    QVERIFY(m_list->image(open));
}

void TestCaseList::fetchAnswersAlsoForWhatIsThere()
{
    QSignalSpy ready(m_list.get(), &CaseList::ready);
    const QUuid id = m_list->addFile(picture("a.png"));
    m_list->fetch(id); // being read: one answer
    QTRY_COMPARE(ready.count(), 1);
    m_list->fetch(id);
    QCOMPARE(ready.count(), 1); // never before it returns
    QTRY_COMPARE(ready.count(), 2);
}

void TestCaseList::aFailedFileIsTriedAgain()
{
    QSignalSpy failed(m_list.get(), &CaseList::failed);
    const QUuid id = m_list->addFile(m_folder->filePath("late.png"));
    QTRY_COMPARE(failed.count(), 1);
    picture("late.png");
    m_list->fetch(id);
    QTRY_COMPARE(stateOf(id), State::Ready);
    QVERIFY(of(id, CaseList::ErrorRole).toString().isEmpty());
}

void TestCaseList::theFilterWantsEveryWord()
{
    CaseFilter filter;
    const QAbstractItemModelTester tester(&filter);
    filter.setSourceModel(m_list.get());
    m_list->addFiles({picture("Red dog.png"), picture("red cat.png"), picture("horse.png")});
    QCOMPARE(filter.rowCount(), 3);
    filter.setSearch("RED  dog ");
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.index(0, 0).data().toString(), QString("Red dog.png"));
    filter.setSearch("red");
    QCOMPARE(filter.rowCount(), 2);
    filter.setSearch("");
    QCOMPARE(filter.rowCount(), 3);
}

QTEST_GUILESS_MAIN(TestCaseList)
#include "tst_case_list.moc"
