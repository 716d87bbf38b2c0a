// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/view_link.h"

#include <QSignalSpy>
#include <QTest>

#include <array>
#include <memory>

using namespace views;

/// What one panel does reaches the others property by property, and nobody hears of it twice.
class TestViewLink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneMovesAll()
    {
        ViewLink link;
        std::array<ViewState, 16> states;
        for (ViewState& state : states)
            link.add(&state);
        QSignalSpy moved(&states[15], &ViewState::viewChanged);
        states[3].setView(4, {0.25, 0.75});
        states[3].setHovered(QPointF(7, 9));
        for (const ViewState& state : states) {
            QCOMPARE(state.zoom(), 4);
            QCOMPARE(state.centre(), QPointF(0.25, 0.75));
            QCOMPARE(state.hovered(), std::optional(QPointF(7, 9)));
        }
        QCOMPARE(moved.count(), 1);
    }

    void eachPropertyIsLinkedByItself()
    {
        ViewLink link;
        ViewState a, b;
        link.add(&a);
        link.add(&b);
        link.setProperties(allLinked & ~LinkedProperties(LinkedProperty::View));
        a.setView(3, {0.5, 0.5});
        a.setOpacity(0.25);
        QCOMPARE(b.zoom(), 1);
        QCOMPARE(b.opacity(), 0.25);
        link.setProperties(LinkedProperty::View);
        QCOMPARE(b.zoom(), 3); // what becomes linked follows the leader
        b.setOpacity(0.5);
        QCOMPARE(a.opacity(), 0.25);
    }

    void aPanelThatIsOutKeepsItsOwnAndComesBack()
    {
        ViewLink link;
        ViewState a, b, apart;
        for (ViewState* state : {&a, &b, &apart})
            link.add(state);
        link.setFollowing(&apart, false);
        a.setView(2, {0.5, 0.5});
        QCOMPARE(apart.zoom(), 1);
        apart.setView(8, {0.5, 0.5});
        QCOMPARE(a.zoom(), 2);
        a.setGrey(false); // how they look is the window's
        QVERIFY(!apart.grey());
        link.setFollowing(&apart, true);
        QCOMPARE(apart.zoom(), 2);
    }

    void offLinksNothingAndOnAgainFollowsTheLeader()
    {
        ViewLink link;
        ViewState a, b;
        link.add(&a);
        link.add(&b);
        link.setOn(false);
        b.setView(5, {0.5, 0.5});
        QCOMPARE(a.zoom(), 1);
        link.setLeader(&b);
        link.setOn(true);
        QCOMPARE(a.zoom(), 5);
    }

    void aMemberMayDie()
    {
        ViewLink link;
        ViewState a;
        auto b = std::make_unique<ViewState>();
        link.add(b.get());
        link.add(&a);
        b.reset();
        a.setView(2, {0.5, 0.5});
        link.setOn(false);
        link.setOn(true);
        QCOMPARE(a.zoom(), 2);
    }
};

QTEST_MAIN(TestViewLink)
#include "tst_view_link.moc"
