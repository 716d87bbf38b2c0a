// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/text_list.h"

#include "project/history_list.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using models::TextList;
using project::Document;
using Role = explain::Text::Role;

namespace {

QString written(const TextList& list)
{
    QStringList all;
    for (const explain::Text& text : list.texts())
        all << QString::fromStdString(text.text)
                + (text.role == Role::Concept ? "*" : ""); // a concept bears a star
    return all.join(", ");
}

/// A case with texts far apart, as after removals.
QUuid addCase(project::Edit& edit, const std::vector<explain::Text>& texts)
{
    const QUuid id = QUuid::createUuid();
    edit.insert(project::Case{.id = id, .title = "a case"});
    qint64 position = 0;
    for (const explain::Text& text : texts)
        edit.insert(project::Text{.id = QUuid::createUuid(),
                                  .caseId = id,
                                  .position = position += 7,
                                  .role = models::nameOf(text.role),
                                  .text = QString::fromStdString(text.text)});
    return id;
}

} // namespace

class TestTextList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyEditCanBeUndone_data();
    void everyEditCanBeUndone();
    void textChangedNamesTheRow();
    void typingIsOneStep();
    void aViewEditsThroughTheHistory();
    void rowsOutsideAreIgnored();
    void itFollowsWhatOthersDo();
    void anotherCaseIsNoneOfItsBusiness();

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<TextList> m_list;
    QUuid m_case;
    qint64 m_nowMs = 0;
};

void TestTextList::init()
{
    m_list.reset();
    m_document = std::make_unique<Document>();
    m_document->setClock([this] { return m_nowMs; });
    project::Edit edit(*m_document);
    m_case = addCase(
        edit, {{"a dog", Role::Caption}, {"dog", Role::Concept}, {"two cats", Role::Caption}});
    QVERIFY(m_document->commit({.name = "begin", .undoable = false}, edit));
    m_list = std::make_unique<TextList>(*m_document, m_case);
}

void TestTextList::everyEditCanBeUndone_data()
{
    QTest::addColumn<std::function<void(TextList&)>>("edit");
    QTest::addColumn<QString>("after");
    const auto row = [](const char* name, std::function<void(TextList&)> edit, const char* after) {
        QTest::newRow(name) << edit << QString(after);
    };
    row(
        "text", [](TextList& list) { list.setText(0, "ein Hund: ü"); },
        "ein Hund: ü, dog*, two cats");
    row(
        "role", [](TextList& list) { list.setRole(1, Role::Caption); }, "a dog, dog, two cats");
    row(
        "insert", [](TextList& list) { list.insert(1, "red", Role::Concept); },
        "a dog, red*, dog*, two cats");
    row(
        "append", [](TextList& list) { list.append("end", Role::Caption); },
        "a dog, dog*, two cats, end");
    row(
        "remove", [](TextList& list) { list.remove(1); }, "a dog, two cats");
    row(
        "down", [](TextList& list) { list.move(0, 2); }, "dog*, two cats, a dog");
    row(
        "up", [](TextList& list) { list.move(2, 0); }, "two cats, a dog, dog*");
    row(
        "next", [](TextList& list) { list.move(0, 1); }, "dog*, a dog, two cats");
}

void TestTextList::everyEditCanBeUndone()
{
    QFETCH(std::function<void(TextList&)>, edit);
    QFETCH(QString, after);
    const QAbstractItemModelTester tester(m_list.get());
    const QSignalSpy changed(m_list.get(), &TextList::textsChanged);
    const QString before = written(*m_list);
    edit(*m_list);
    QCOMPARE(written(*m_list), after);
    QCOMPARE(changed.count(), 1);
    m_document->undo();
    QCOMPARE(written(*m_list), before);
    QCOMPARE(changed.count(), 2);
    m_document->redo();
    QCOMPARE(written(*m_list), after);
    QCOMPARE(m_document->history().rowCount(), 1);
}

void TestTextList::textChangedNamesTheRow()
{
    QSignalSpy changed(m_list.get(), &TextList::textChanged);
    m_list->setText(2, "three cats");
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toInt(), 2);
    m_list->setText(2, "three cats"); // the same
    QCOMPARE(changed.count(), 1);
}

void TestTextList::typingIsOneStep()
{
    m_list->append("", Role::Caption);
    for (const char* text : {"b", "bi", "bir", "bird"})
        m_list->setText(3, text);
    QCOMPARE(m_document->history().rowCount(), 2);
    m_list->setText(2, "two birds"); // another text: another step
    QCOMPARE(m_document->history().rowCount(), 3);
    m_document->goTo(0);
    QCOMPARE(written(*m_list), QString("a dog, dog*, two cats, "));
}

void TestTextList::aViewEditsThroughTheHistory()
{
    QVERIFY(m_list->flags(m_list->index(0)) & Qt::ItemIsEditable);
    QVERIFY(m_list->setData(m_list->index(0), "a wolf", Qt::EditRole));
    QVERIFY(m_list->setData(m_list->index(0), int(Role::Concept), TextList::TextRoleRole));
    QVERIFY(!m_list->setData(m_list->index(0), 1, Qt::DecorationRole));
    QCOMPARE(written(*m_list), QString("a wolf*, dog*, two cats"));
    m_document->goTo(-1);
    QCOMPARE(written(*m_list), QString("a dog, dog*, two cats"));
}

void TestTextList::rowsOutsideAreIgnored()
{
    m_list->setText(3, "x");
    m_list->setText(-1, "x");
    m_list->remove(7);
    m_list->move(0, 3);
    m_list->insert(5, "x", Role::Caption);
    QCOMPARE(written(*m_list), QString("a dog, dog*, two cats"));
    QCOMPARE(m_document->history().rowCount(), 0);
}

void TestTextList::itFollowsWhatOthersDo()
{
    const QAbstractItemModelTester tester(m_list.get());
    QSignalSpy changed(m_list.get(), &TextList::textsChanged);
    project::Edit edit(*m_document); // all at once: one goes, one is new, one is another
    edit.remove<project::Text>(m_list->idAt(0));
    project::Text cats = *m_document->find<project::Text>(m_list->idAt(2));
    cats.text = "three cats";
    edit.update(cats);
    edit.insert(project::Text{.id = QUuid::createUuid(), .caseId = m_case, .text = "first"});
    QVERIFY(m_document->commit({.name = "much"}, edit));
    QCOMPARE(written(*m_list), QString("first, dog*, three cats"));
    QCOMPARE(changed.count(), 1);
    m_document->undo();
    QCOMPARE(written(*m_list), QString("a dog, dog*, two cats"));
    QCOMPARE(changed.count(), 2);
}

void TestTextList::anotherCaseIsNoneOfItsBusiness()
{
    QSignalSpy changed(m_list.get(), &TextList::textsChanged);
    project::Edit edit(*m_document);
    addCase(edit, {{"elsewhere", Role::Caption}});
    QVERIFY(m_document->commit({.name = "another case"}, edit));
    QCOMPARE(changed.count(), 0);
    project::Edit end(*m_document);
    end.remove<project::Case>(m_case);
    QVERIFY(m_document->commit({.name = "remove"}, end));
    QCOMPARE(m_list->rowCount(), 0);
    m_document->undo();
    QCOMPARE(written(*m_list), QString("a dog, dog*, two cats"));
}

QTEST_GUILESS_MAIN(TestTextList)
#include "tst_text_list.moc"
