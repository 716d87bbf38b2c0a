// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history.h"

#include <QAbstractItemModelTester>
#include <QTest>

using models::History;

namespace {

QStringList rows(const History& history)
{
    QStringList names;
    for (int row = 0; row < history.rowCount(); ++row)
        names << history.data(history.index(row), Qt::DisplayRole).toString();
    return names;
}

int current(const History& history)
{
    for (int row = 0; row < history.rowCount(); ++row)
        if (history.data(history.index(row), History::CurrentRole).toBool())
            return row;
    return -1;
}

} // namespace

class TestHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyActionHasItsInverse();
    void typingMergesWithinASecond();
    void aPauseBeginsAnotherStep();
    void otherKeysDoNotMerge();
    void whatEndsWhereItBeganIsForgotten();
    void aNewActionReplacesWhatWasUndone();
    void goToWalksBothWays();

private:
    void type(const QString& text, const QString& key = "caption")
    {
        m_history->change("edit " + key, key, m_text, text,
                          [this](const QVariant& value) { m_text = value.toString(); });
    }

    std::unique_ptr<History> m_history;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QString m_text;
    qint64 m_nowMs = 0;
};

void TestHistory::init()
{
    m_tester.reset();
    m_history = std::make_unique<History>();
    m_history->setClock([this] { return m_nowMs; });
    m_tester = std::make_unique<QAbstractItemModelTester>(m_history.get());
    m_text.clear();
}

void TestHistory::everyActionHasItsInverse()
{
    int value = 0;
    m_history->act(
        "add three", [&] { value += 3; }, [&] { value -= 3; });
    m_history->act(
        "double", [&] { value *= 2; }, [&] { value /= 2; });
    QCOMPARE(value, 6);
    m_history->stack()->undo();
    m_history->stack()->undo();
    QCOMPARE(value, 0);
    QCOMPARE(rows(*m_history), QStringList({"add three", "double"}));
    QCOMPARE(current(*m_history), -1);
    m_history->stack()->redo();
    QCOMPARE(value, 3);
    QCOMPARE(current(*m_history), 0);
    QVERIFY(m_history->data(m_history->index(1), History::UndoneRole).toBool());
}

void TestHistory::typingMergesWithinASecond()
{
    type("c");
    for (const char* text : {"ca", "cat", "cats"}) {
        m_nowMs += 1000; // of the last key, not of the first
        type(text);
    }
    QCOMPARE(m_history->rowCount(), 1);
    m_history->stack()->undo();
    QCOMPARE(m_text, QString());
    m_history->stack()->redo();
    QCOMPARE(m_text, QString("cats"));
}

void TestHistory::aPauseBeginsAnotherStep()
{
    type("a cat");
    m_nowMs += 1001;
    type("a cat sleeps");
    QCOMPARE(m_history->rowCount(), 2);
    m_history->stack()->undo();
    QCOMPARE(m_text, QString("a cat"));
}

void TestHistory::otherKeysDoNotMerge()
{
    type("a", "caption");
    type("ab", "concept");
    QCOMPARE(rows(*m_history), QStringList({"edit caption", "edit concept"}));
}

void TestHistory::whatEndsWhereItBeganIsForgotten()
{
    type("x");
    type("");
    QCOMPARE(m_history->rowCount(), 0);
    type(""); // no change at all
    QCOMPARE(m_history->rowCount(), 0);
    QVERIFY(!m_history->stack()->canUndo());
}

void TestHistory::aNewActionReplacesWhatWasUndone()
{
    const auto nothing = [] {};
    for (const char* name : {"one", "two", "three"})
        m_history->act(name, nothing, nothing);
    m_history->goTo(0);
    m_history->act("other", nothing, nothing);
    QCOMPARE(rows(*m_history), QStringList({"one", "other"}));
    QCOMPARE(current(*m_history), 1);
}

void TestHistory::goToWalksBothWays()
{
    QString done;
    for (const QChar letter : QString("abc"))
        m_history->act(
            letter, [&done, letter] { done += letter; }, [&done] { done.chop(1); });
    m_history->goTo(-1);
    QCOMPARE(done, QString());
    m_history->goTo(1);
    QCOMPARE(done, QString("ab"));
    m_history->clear();
    QCOMPARE(m_history->rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
