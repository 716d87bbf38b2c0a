// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/command_palette.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace views;

namespace {

class ShownPalette {
public:
    ShownPalette()
    {
        add("&Take the mask of this panel", "Annotate");
        add("Mask outlines only", "View");
        add("sam-mask", "Method")->setEnabled(false);
        actions.last()->setStatusTip("needs the skill MaskDecoder");
        add("Export masks…", "File");
        add("Zoom in", "View");
        window.resize(900, 600);
        before = new QPushButton("before", &window);
        palette = new CommandPalette(&window);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window was not shown");
        before->setFocus();
        palette->open(entries);
    }
    QAction* add(const QString& text, const QString& group)
    {
        actions.append(new QAction(text, &window));
        entries.append({actions.last(), group, {}});
        return actions.last();
    }
    void type(const QString& text) { QTest::keyClicks(palette->line(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers with = {})
    {
        QTest::keyClick(palette->line(), key, with);
    }

    QWidget window;
    QPushButton* before;
    CommandPalette* palette;
    QList<QAction*> actions;
    QList<PaletteEntry> entries;
};

} // namespace

class TestCommandPalette : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fitsAreRanked()
    {
        const auto score = [](const char* pattern, const char* text) {
            return fuzzyScore(pattern, text);
        };
        QVERIFY(score("mask", "Mask outlines") > score("mask", "Take the mask"));
        QVERIFY(score("mask", "Take the mask") > score("mask", "unmasked"));
        QVERIFY(score("mask", "unmasked") > score("mask", "Move a sky"));
        QVERIFY(score("eo", "Export overlays") > score("eo", "Delete word"));
        QVERIFY(score("MASK", "take the mask") > 0);
        QCOMPARE(score("xyz", "Mask outlines"), 0);
        QVERIFY(score("", "anything") > 0);
    }

    void theLettersOfTheFitAreKnown()
    {
        QList<int> matched;
        fuzzyScore("mask", "Take the mask", &matched);
        QCOMPARE(matched, (QList<int>{9, 10, 11, 12}));
        fuzzyScore("eo", "Export overlays", &matched);
        QCOMPARE(matched, (QList<int>{0, 7}));
        QCOMPARE(fuzzyScore("zz", "Zoom", &matched), 0);
        QVERIFY(matched.isEmpty());
    }

    void typingFindsAndReturnRuns()
    {
        ShownPalette shown;
        QSignalSpy ran(shown.actions[3], &QAction::triggered);
        QSignalSpy closed(shown.palette, &CommandPalette::closed);
        shown.type("export");
        QCOMPARE(shown.palette->shownTitles(), QStringList{"Export masks…"});
        shown.press(Qt::Key_Return);
        QCOMPARE(ran.count(), 1);
        QVERIFY(!shown.palette->isVisible());
        QCOMPARE(closed.count(), 1);
        QVERIFY(shown.before->hasFocus());
    }

    void whatCannotBeUsedComesLastWithItsReason()
    {
        ShownPalette shown;
        QSignalSpy ran(shown.actions[2], &QAction::triggered);
        shown.type("mask");
        QCOMPARE(shown.palette->shownTitles().size(), 4);
        QCOMPARE(shown.palette->shownTitles().last(), "sam-mask: needs the skill MaskDecoder");
        shown.press(Qt::Key_Up); // round to the last
        shown.press(Qt::Key_Return);
        QCOMPARE(ran.count(), 0);
        QVERIFY(shown.palette->isVisible());
    }

    void ctrlReturnKeepsItOpen()
    {
        ShownPalette shown;
        QSignalSpy ran(shown.actions[4], &QAction::triggered);
        shown.type("zoom");
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        shown.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(ran.count(), 2);
        QVERIFY(shown.palette->isVisible());
        shown.press(Qt::Key_Escape);
        QVERIFY(!shown.palette->isVisible());
    }

    void whatRanLastComesFirst()
    {
        ShownPalette shown;
        shown.type("zoom");
        shown.press(Qt::Key_Return);
        shown.palette->open(shown.entries);
        QCOMPARE(shown.palette->shownTitles().first(), "Zoom in");
        QCOMPARE(shown.palette->line()->text(), "");
    }

    void mnemonicsAreNotShown()
    {
        ShownPalette shown;
        QVERIFY(shown.palette->shownTitles().contains("Take the mask of this panel"));
    }

    void aGroupsNameFindsItsActions()
    {
        ShownPalette shown;
        shown.type("annot");
        QCOMPARE(shown.palette->shownTitles().first(), "Take the mask of this panel");
    }

    void anActionThatIsGoneIsNotOffered()
    {
        ShownPalette shown;
        delete shown.actions[4];
        shown.type("zoom");
        QVERIFY(shown.palette->shownTitles().isEmpty());
        shown.press(Qt::Key_Return);
        shown.press(Qt::Key_Down);
    }

    void itLiesOverItsParent()
    {
        ShownPalette shown;
        QCOMPARE(shown.palette->width(), 600);
        QCOMPARE(shown.palette->x(), 150);
        shown.window.resize(400, 600);
        shown.palette->open(shown.entries);
        QVERIFY(shown.palette->geometry().right() < 400);
    }
};
QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
