// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/concept_list.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace views;

namespace {

class ShownConcepts {
public:
    ShownConcepts()
    {
        const NullBand band{.17, .23};
        list.setConcepts(
            {{"bird", .312, 6.3, band}, {"white cat", .287, 5.2, band}, {"dog", .184, .6, band}});
        list.setRange(0, .35);
        list.setColours([](double) { return QColor(Qt::red); });
        list.resize(330, 186);
        list.show();
        list.activateWindow();
        if (!QTest::qWaitForWindowActive(&list))
            qFatal("the list was not shown");
    }

    QLineEdit* line() const { return list.rows()->viewport()->findChild<QLineEdit*>(); }
    QPoint row(int number) const
    {
        return list.rows()->visualItemRect(list.rows()->item(number)).center();
    }
    void write(const QString& text)
    {
        line()->clear();
        QTest::keyClicks(line(), text);
        QTest::keyClick(line(), Qt::Key_Return);
    }

    ConceptList list;
};

int redPixels(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == QColor(Qt::red);
    return count;
}

} // namespace

class TestConceptList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClickChoosesTheConceptOfTheMaps()
    {
        ShownConcepts shown;
        QSignalSpy current(&shown.list, &ConceptList::currentChanged);
        QTest::mouseClick(shown.list.rows()->viewport(), Qt::LeftButton, {}, shown.row(1));
        QCOMPARE(current.first().first().toInt(), 1);
        shown.list.setCurrent(2);
        QCOMPARE(current.count(), 1); // not by a person
        QTest::keyClick(shown.list.rows(), Qt::Key_Up);
        QCOMPARE(current.last().first().toInt(), 1);
    }

    void oneIsAdded()
    {
        ShownConcepts shown;
        QSignalSpy added(&shown.list, &ConceptList::added);
        QTest::mouseClick(shown.list.findChild<QToolButton*>(), Qt::LeftButton);
        QVERIFY(shown.line());
        shown.write("  small   bowl ");
        QTRY_COMPARE(added.count(), 1);
        QCOMPARE(added.first().first().toString(), "small bowl");
        QTRY_COMPARE(shown.list.rows()->count(), 3); // until the application has it
    }

    void anEmptyNameAddsNothing()
    {
        ShownConcepts shown;
        QSignalSpy added(&shown.list, &ConceptList::added);
        shown.list.add();
        QTest::keyClick(shown.line(), Qt::Key_Escape);
        QTRY_COMPARE(shown.list.rows()->count(), 3);
        QCOMPARE(added.count(), 0);
    }

    void resultsDoNotDisturbAnEdit()
    {
        ShownConcepts shown;
        QSignalSpy added(&shown.list, &ConceptList::added);
        shown.list.add();
        QTest::keyClicks(shown.line(), "bo");
        shown.list.setConcepts({{"bird", .4}, {"white cat", .3}, {"dog", .2}, {"mouse", .1}});
        QVERIFY(shown.line());
        QCOMPARE(shown.line()->text(), "bo");
        QTest::keyClicks(shown.line(), "wl");
        QTest::keyClick(shown.line(), Qt::Key_Return);
        QTRY_COMPARE(added.count(), 1);
        QCOMPARE(added.first().first().toString(), "bowl");
        QTRY_COMPARE(shown.list.rows()->count(), 4);
    }

    void namesAreEditedInPlace()
    {
        ShownConcepts shown;
        QSignalSpy renamed(&shown.list, &ConceptList::renamed);
        shown.list.setCurrent(1);
        QTest::keyClick(shown.list.rows(), Qt::Key_F2);
        QVERIFY(shown.line());
        shown.write("black cat");
        QTRY_COMPARE(renamed.count(), 1);
        QCOMPARE(renamed.first(), (QVariantList{1, "black cat"}));
        QTRY_VERIFY(!shown.line());
        QTest::keyClick(shown.list.rows(), Qt::Key_F2);
        shown.write("white cat"); // as it was
        QTRY_VERIFY(!shown.line());
        QCOMPARE(renamed.count(), 1);
    }

    void delRemoves()
    {
        ShownConcepts shown;
        QSignalSpy removed(&shown.list, &ConceptList::removed);
        shown.list.setCurrent(2);
        QTest::keyClick(shown.list.rows(), Qt::Key_Delete);
        QCOMPARE(removed.first().first().toInt(), 2);
    }

    void noEvidenceHasNoColour()
    {
        ShownConcepts shown;
        QVERIFY(redPixels(shown.list.grab().toImage()) > 100);
        shown.list.setConcepts({{"dog", .184, .6, {.17, .23}}});
        QCOMPARE(redPixels(shown.list.grab().toImage()), 0);
    }

    void screenReadersHearTheNumbers()
    {
        ShownConcepts shown;
        const auto text = [&](int row) {
            return shown.list.rows()->item(row)->data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(text(0), "bird, .312, z 6.3");
        QCOMPARE(text(2), "dog, .184, z 0.6, no evidence");
    }
};
QTEST_MAIN(TestConceptList)
#include "tst_concept_list.moc"
