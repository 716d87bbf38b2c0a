// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/case_list.h"

#include "models/image_file.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using explain::Text;
using models::CaseList;
using models::Pictures;
using project::Document;

class TestCaseList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void picturesAreReadWhenARowIsShown();
    void whatCannotBeReadKeepsItsRow();
    void aPastedPictureIsACase();
    void casesBeginWithTextsAndANote();
    void textsBelongToTheirCase();
    void addingAndRemovingCanBeUndone();
    void aCaseHasSeveralImages();
    void titlesAndTagsCanBeUndone();
    void readingsGiveACaseItsVerdict();
    void anotherProjectReplacesEverything();
    void tenThousandCases();

private:
    QString picture(const QString& name, QSize size = {40, 20})
    {
        QImage image(size, QImage::Format_RGB888);
        image.fill(Qt::red);
        const QString file = m_folder->filePath(name);
        image.save(file);
        return file;
    }
    QVariant of(QUuid id, int role) const
    {
        return m_list->data(m_list->index(m_list->rowOf(id)), role);
    }
    Pictures::State stateOf(QUuid id) const
    {
        return of(id, CaseList::StateRole).value<Pictures::State>();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<Pictures> m_pictures;
    std::unique_ptr<CaseList> m_list;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestCaseList::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_document = std::make_unique<Document>();
    m_pictures = std::make_unique<Pictures>();
    m_list = std::make_unique<CaseList>(*m_pictures);
    m_pictures->setDocument(m_document.get());
    m_list->setDocument(m_document.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(m_list.get());
}

void TestCaseList::cleanup()
{
    m_tester.reset();
    m_list.reset();
    m_pictures.reset();
    m_document.reset();
}

void TestCaseList::picturesAreReadWhenARowIsShown()
{
    QSignalSpy ready(m_pictures.get(), &Pictures::ready);
    const QList<QUuid> ids =
        m_list->addFiles({picture("wide photo.png", {640, 320}), picture("never looked at.png")});
    QCOMPARE(of(ids[0], Qt::DisplayRole).toString(), QString("wide photo.png"));
    QCOMPARE(stateOf(ids[0]), Pictures::State::Unread);
    QVERIFY(of(ids[0], Qt::DecorationRole).value<QImage>().isNull()); // asked for by this
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(stateOf(ids[0]), Pictures::State::Ready);
    QCOMPARE(of(ids[0], CaseList::SizeRole).toSize(), QSize(640, 320));
    QCOMPARE(of(ids[0], Qt::DecorationRole).value<QImage>().size(), QSize(160, 80));
    QTest::qWait(50);
    QCOMPARE(stateOf(ids[1]), Pictures::State::Unread);
}

void TestCaseList::whatCannotBeReadKeepsItsRow()
{
    QSignalSpy failed(m_pictures.get(), &Pictures::failed);
    const QUuid id = m_list->addFile(m_folder->filePath("nowhere.png"));
    of(id, Qt::DecorationRole);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(stateOf(id), Pictures::State::Failed);
    QVERIFY(of(id, CaseList::ErrorRole).toString().contains("nowhere.png"));
    of(id, Qt::DecorationRole); // painting it again does not try again
    QTest::qWait(50);
    QCOMPARE(failed.count(), 1);
}

void TestCaseList::aPastedPictureIsACase()
{
    QImage pasted(7, 5, QImage::Format_ARGB32);
    pasted.fill(Qt::green);
    const QUuid id = m_list->addPicture(pasted, "Pasted picture", {{"green", Text::Role::Caption}});
    QVERIFY(of(id, CaseList::FileRole).toString().isEmpty());
    QCOMPARE(m_list->texts(id)->texts().size(), std::size_t(1));
    const QUuid image = m_list->mainImage(id);
    m_pictures->fetch(image);
    QTRY_VERIFY(m_pictures->image(image));
    QCOMPARE(m_pictures->image(image)->size, QSize(7, 5));
    QCOMPARE(m_pictures->image(image)->picture.pixelColor(3, 3), QColor(Qt::green));
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
                                      {.name = "open two cases"});
    QCOMPARE(ids.size(), 2);
    QCOMPARE(of(ids[0], Qt::DisplayRole).toString(), QString("A nodule"));
    QCOMPARE(of(ids[0], CaseList::NoteRole).toString(), QString("The second caption is wrong."));
    QCOMPARE(of(ids[0], CaseList::DomainRole).toString(), QString("chest"));
    QVERIFY(of(ids[0], CaseList::SearchRole).toString().contains("an effusion"));
    QCOMPARE(m_list->texts(ids[0])->texts().size(), std::size_t(3));
    QCOMPARE(of(ids[1], Qt::DisplayRole).toString(), QString("b.png"));
    QVERIFY(of(ids[1], CaseList::NoteRole).toString().isEmpty());
    QCOMPARE(m_document->undoName(), QString("open two cases"));
    m_document->undo(); // texts and cases are one step
    QCOMPARE(m_list->rowCount(), 0);
    m_document->redo();
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
    m_list->texts(ids[1])->append("kept", Text::Role::Caption);
    m_list->remove(ids[1]);
    QCOMPARE(m_list->rowCount(), 2);
    QCOMPARE(m_list->rowOf(ids[1]), -1);
    m_document->undo();
    QCOMPARE(m_list->rowOf(ids[1]), 1);
    QCOMPARE(m_list->texts(ids[1])->texts().at(0).text, std::string("kept"));
    const QUuid image = m_list->mainImage(ids[1]);
    m_pictures->fetch(image);
    QTRY_VERIFY(m_pictures->image(image));

    m_document->goTo(-1);
    QCOMPARE(m_list->rowCount(), 0);
    m_document->goTo(0);
    QCOMPARE(m_list->rowCount(), 3);
    QCOMPARE(m_list->idAt(2), ids[2]);
    QVERIFY(m_list->idAt(3).isNull());
}

void TestCaseList::aCaseHasSeveralImages()
{
    const QUuid id = m_list->addFile(picture("now.png"));
    QSignalSpy changed(m_list.get(), &CaseList::imagesChanged);
    const QList<QUuid> added = m_list->addImages(id, {picture("before.png")}, "prior");
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_list->images(id).size(), 2);
    QCOMPARE(of(id, CaseList::ImageCountRole).toInt(), 2);
    QVERIFY(m_list->mainImage(id) != added[0]);
    m_list->setImageRole(m_list->mainImage(id), "lateral");
    m_list->setImageRole(added[0], "main");
    QCOMPARE(m_list->mainImage(id), added[0]);
    m_list->removeImage(added[0]);
    QCOMPARE(m_list->images(id).size(), 1);
    m_list->removeImage(m_list->mainImage(id)); // the last one stays
    QCOMPARE(m_list->images(id).size(), 1);
    while (m_document->canUndo())
        m_document->undo();
    QCOMPARE(m_list->rowCount(), 0);
}

void TestCaseList::titlesAndTagsCanBeUndone()
{
    const QUuid id = m_list->addFile(picture("a.png"));
    m_list->setTags(id, {" difficult ", "chest", "difficult", ""});
    QCOMPARE(of(id, CaseList::TagsRole).toStringList(), QStringList({"difficult", "chest"}));
    QCOMPARE(m_list->tags(), QStringList({"chest", "difficult"}));
    m_list->setTitle(id, "Doe, Jane");
    m_list->setTitle(id, "  "); // no name at all
    QCOMPARE(of(id, Qt::DisplayRole).toString(), QString("Doe, Jane"));
    m_document->undo();
    QCOMPARE(of(id, Qt::DisplayRole).toString(), QString("a.png"));
    m_document->undo();
    QVERIFY(m_list->tags().isEmpty());
}

void TestCaseList::readingsGiveACaseItsVerdict()
{
    const QUuid id = m_list->addFile(picture("a.png"));
    m_list->texts(id)->append("two cats", Text::Role::Caption);
    const auto verdict = [&] { return of(id, CaseList::VerdictRole).value<CaseList::Verdict>(); };
    project::Edit edit(*m_document);
    const project::Claim claim{.id = QUuid::createUuid(),
                               .caseId = id,
                               .image = m_list->mainImage(id),
                               .text = m_list->texts(id)->idAt(0),
                               .spans = {{0, 3}}};
    edit.insert(claim);
    edit.insert(
        project::Reading{.id = QUuid::createUuid(), .claim = claim.id, .verdict = "contradicted"});
    QVERIFY(m_document->commit({.name = "contradict"}, edit));
    QCOMPARE(verdict(), CaseList::Verdict::Contradicted);
    m_document->undo();
    QCOMPARE(verdict(), CaseList::Verdict::None);
}

void TestCaseList::anotherProjectReplacesEverything()
{
    m_list->texts(m_list->addFile(picture("a.png")))->append("old", Text::Role::Caption);
    auto other = std::make_unique<Document>();
    project::Edit edit(*other);
    const QUuid id = QUuid::createUuid();
    edit.insert(project::Case{.id = id, .title = "other"});
    edit.insert(project::Image{.id = QUuid::createUuid(), .caseId = id, .file = "x.png"});
    QVERIFY(other->commit({.name = "begin"}, edit));
    m_pictures->setDocument(other.get());
    m_list->setDocument(other.get());
    m_document = std::move(other);
    QCOMPARE(m_list->rowCount(), 1);
    QCOMPARE(of(id, Qt::DisplayRole).toString(), QString("other"));
    m_document->undo();
    QCOMPARE(m_list->rowCount(), 0);
}

void TestCaseList::tenThousandCases()
{
    m_tester.reset(); // it looks at every row at every change
    QList<models::CaseStart> starts;
    for (int i = 0; i < 10000; ++i)
        starts << models::CaseStart{.file = QString("/nowhere/%1.png").arg(i),
                                    .texts = {{"a caption", Text::Role::Caption}}};
    QSignalSpy inserted(m_list.get(), &CaseList::rowsInserted);
    const QList<QUuid> ids = m_list->addCases(starts, {.name = "import"});
    QCOMPARE(inserted.count(), 1);
    QElapsedTimer timer;
    timer.start();
    m_list->setTags(ids[5000], {"one"}); // what one case does must not cost a walk over all
    QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(of(ids[5000], CaseList::TagsRole).toStringList(), QStringList("one"));
    m_document->undo();
    m_document->undo();
    QCOMPARE(m_list->rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestCaseList)
#include "tst_case_list.moc"
