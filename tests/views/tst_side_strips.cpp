// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/hatch.h"
#include "views/legend.h"
#include "views/words_at_patch.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <cmath>

using namespace views;

namespace {

template <class View> void showIt(View& view)
{
    view.resize(160, 240);
    view.show();
    if (!QTest::qWaitForWindowExposed(&view))
        qFatal("the view was not shown");
}

QString spokenPart(QWidget& view, int part)
{
    return QAccessible::queryAccessibleInterface(&view)->child(part)->text(QAccessible::Name);
}

} // namespace

/// Beside a map: the words at a patch, and the legend of masks.
class TestSideStrips : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStrongestWordComesFirst()
    {
        WordsAtPatch view;
        view.setValues({{"dog", -.1, 0}, {"never", NAN, 1}, {"bird", .31, 2}, {"cat", .22, 3}});
        QStringList names;
        for (const NamedValue& named : view.shown())
            names << named.name;
        QCOMPARE(names, (QStringList{"bird", "cat", "dog", "never"}));
    }

    void wordsAreHoveredByTheirOwnNumbers()
    {
        WordsAtPatch view;
        view.setValues({{"cat", .22, 7}, {"bird", .31, 4}});
        showIt(view);
        QSignalSpy hovered(&view, &WordsAtPatch::nameHovered);
        QSignalSpy activated(&view, &WordsAtPatch::nameActivated);
        QTest::mouseMove(&view, view.partRect(1).center());
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.first().first().toInt(), 7);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(hovered.last().first().toInt(), 4);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(activated.first().first().toInt(), 4);
        QCOMPARE(spokenPart(view, 1), "cat, .220, rank 2 of 2");
    }

    void classesAreHiddenByClickAndKey()
    {
        Legend view;
        view.setEntries({{"cat", 0, .189}, {"bird", 2, .028, false}});
        showIt(view);
        QSignalSpy toggled(&view, &Legend::entryToggled);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.partRect(1).center());
        QCOMPARE(toggled.takeFirst().first().toInt(), 1);
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(toggled.takeFirst().first().toInt(), 0);
        QVERIFY(spokenPart(view, 1).endsWith("hidden"));
        QVERIFY(spokenPart(view, 0).startsWith("cat, 18.9"));
    }

    void theThresholdHasASliderWhereThereIsOne()
    {
        Legend view;
        view.setEntries({{"cat", 0, .189}});
        showIt(view);
        QVERIFY(!view.slider()->isVisible());
        QSignalSpy changed(&view, &Legend::thresholdChanged);
        view.setThreshold(.25, 0, .5);
        QVERIFY(view.slider()->isVisible());
        QCOMPARE(changed.count(), 0); // set, not moved
        QCOMPARE(view.slider()->value(), view.slider()->maximum() / 2);
        view.slider()->setValue(view.slider()->maximum());
        QCOMPARE(changed.first().first().toDouble(), .5);
        view.setThreshold(0, 1, 1);
        QVERIFY(!view.slider()->isVisible());
    }

    void swatchesDifferByMoreThanColour()
    {
        Legend view;
        view.setDarkGround(true);
        view.setEntries({{"cat", 0, .1}, {"bird", 1, .1}});
        showIt(view);
        const QImage image = view.grab().toImage();
        const auto grain = [&](int part) {
            QList<bool> inked;
            const QRect row = view.partRect(part);
            for (int y = row.center().y() - 4; y < row.center().y() + 4; ++y)
                for (int x = 10; x < 18; ++x)
                    inked << (image.pixelColor(x, y).lightness() > 70);
            return inked;
        };
        QVERIFY(grain(0) != grain(1));
    }
};
QTEST_MAIN(TestSideStrips)
#include "tst_side_strips.moc"
