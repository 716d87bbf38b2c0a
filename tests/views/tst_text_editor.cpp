// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/text_editor.h"

#include "views/word_strip.h"
#include "views/writing_area.h"

#include <QAction>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using namespace views;

namespace {

class ShownEditor {
public:
    ShownEditor()
    {
        editor.setTexts({"a red bird", "two buses"});
        editor.setWords({{"a", .01}, {"red", -.24}, {"bird", .22}});
        editor.resize(900, 186);
        editor.show();
        editor.activateWindow();
        if (!QTest::qWaitForWindowActive(&editor))
            qFatal("the editor was not shown");
        area = editor.findChild<WritingArea*>();
        tabs = editor.findChild<QTabBar*>();
    }

    TextEditor editor;
    WritingArea* area;
    QTabBar* tabs;
};

} // namespace

class TestTextEditor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void typingIsToldOnceAfterAPause()
    {
        ShownEditor shown;
        QSignalSpy edited(&shown.editor, &TextEditor::textEdited);
        QTest::keyClick(shown.editor.strip(), Qt::Key_F2);
        QVERIFY(shown.editor.isEditing());
        QTRY_VERIFY(shown.area->hasFocus());
        QTest::keyClicks(shown.area, " sits");
        QCOMPARE(edited.count(), 0);
        QTRY_COMPARE(edited.count(), 1);
        QCOMPARE(edited.first(), (QVariantList{0, "a red bird sits"}));
        QTest::qWait(200);
        QCOMPARE(edited.count(), 1);
    }

    void aTypedLetterOpensTheEditorAndIsNotLost()
    {
        ShownEditor shown;
        QSignalSpy edited(&shown.editor, &TextEditor::textEdited);
        QTest::keyClick(shown.editor.strip(), 's');
        QVERIFY(shown.editor.isEditing());
        QTRY_COMPARE(edited.count(), 1);
        QCOMPARE(edited.first().last().toString(), "a red birds");
    }

    void escapeTellsTheRestAndShowsTheChips()
    {
        ShownEditor shown;
        QSignalSpy edited(&shown.editor, &TextEditor::textEdited);
        shown.editor.edit();
        QTest::keyClicks(shown.area, "!");
        QTest::keyClick(shown.area, Qt::Key_Escape);
        QCOMPARE(edited.count(), 1);
        QVERIFY(!shown.editor.isEditing());
        QVERIFY(shown.editor.strip()->isVisible());
        QTRY_VERIFY(shown.editor.strip()->hasFocus());
    }

    void undoIsTheApplications()
    {
        ShownEditor shown;
        QSignalSpy edited(&shown.editor, &TextEditor::textEdited);
        QAction undo;
        undo.setShortcut(QKeySequence::Undo);
        shown.editor.addAction(&undo);
        QSignalSpy undone(&undo, &QAction::triggered);
        shown.editor.edit();
        QTest::keyClicks(shown.area, "s");
        QTest::keyClick(shown.area, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(edited.count(), 1); // the step to undo was told first
        QCOMPARE(undone.count(), 1);
        QCOMPARE(shown.area->toPlainText(), "a red birds"); // until the application says otherwise
        shown.editor.setTexts({"a red bird", "two buses"});
        QCOMPARE(shown.area->toPlainText(), "a red bird");
    }

    void undoWithoutAnActionIsASignal()
    {
        ShownEditor shown;
        QSignalSpy undone(&shown.editor, &TextEditor::undoRequested);
        shown.editor.edit();
        QTest::keyClick(shown.area, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undone.count(), 1);
    }

    void anEchoDoesNotMoveTheCursorNorTakeBackWhatIsTyped()
    {
        ShownEditor shown;
        shown.editor.edit();
        QTextCursor cursor = shown.area->textCursor();
        cursor.setPosition(5);
        shown.area->setTextCursor(cursor);
        shown.editor.setTexts({"a red birds", "two buses"});
        QCOMPARE(shown.area->textCursor().position(), 5);
        QTest::keyClicks(shown.area, "x");
        shown.editor.setTexts({"a red bird", "two buses"}); // a result of the text before
        QCOMPARE(shown.area->toPlainText(), "a redx birds");
    }

    void anEmptyTextIsReadyToBeWritten()
    {
        ShownEditor shown;
        shown.editor.setTexts({""});
        shown.editor.setWords({});
        QVERIFY(shown.area->isVisible());
        QVERIFY(!shown.area->placeholderText().isEmpty());
        QSignalSpy edited(&shown.editor, &TextEditor::textEdited);
        shown.area->setFocus();
        QTest::keyClicks(shown.area, "ab");
        QTRY_COMPARE(edited.count(), 1);
        shown.editor.setTexts({"ab"});
        QVERIFY(shown.area->isVisible()); // goes on writing: the editor stays
    }

    void tabsAreTexts()
    {
        ShownEditor shown;
        QSignalSpy current(&shown.editor, &TextEditor::currentTextChanged);
        QSignalSpy closed(&shown.editor, &TextEditor::textClosed);
        QCOMPARE(shown.tabs->count(), 2);
        QTest::mouseClick(shown.tabs, Qt::LeftButton, {},
                          shown.tabs->tabRect(1).center() - QPoint(15, 0));
        QCOMPARE(current.first().first().toInt(), 1);
        QCOMPARE(shown.editor.currentText(), 1);
        shown.editor.setCurrentText(0); // by the application: no signal
        QCOMPARE(current.count(), 1);
        QTest::keyClick(shown.tabs, Qt::Key_Delete);
        QCOMPARE(closed.first().first().toInt(), 0);
        shown.editor.setTexts({"one"});
        closed.clear();
        QTest::keyClick(shown.tabs, Qt::Key_Delete); // the last one stays
        QCOMPARE(closed.count(), 0);
    }

    void changingTheTabTellsWhatWasTyped()
    {
        ShownEditor shown;
        QSignalSpy edited(&shown.editor, &TextEditor::textEdited);
        shown.editor.edit();
        QTest::keyClicks(shown.area, "s");
        shown.editor.setCurrentText(1);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.first(), (QVariantList{0, "a red birds"}));
        QCOMPARE(shown.area->toPlainText(), "two buses");
    }

    void triedTextsAreChosenByClickAndKey()
    {
        ShownEditor shown;
        shown.editor.setTried({{"a green bird", .291}, {"a red bird", .264}, {"a black cat", .238}},
                              1);
        QSignalSpy chosen(&shown.editor, &TextEditor::triedChosen);
        QPushButton* first = nullptr;
        for (QPushButton* each : shown.editor.findChildren<QPushButton*>())
            if (each->text().contains("green"))
                first = each;
        QVERIFY(first && first->isVisible());
        QVERIFY(first->text().contains(".291"));
        QTest::mouseClick(first, Qt::LeftButton);
        QCOMPARE(chosen.takeFirst().first().toInt(), 0);
        QTest::keyClick(shown.editor.strip(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(chosen.takeFirst().first().toInt(), 2);
    }

    void aTriedTextIsKnownByItsDifference()
    {
        const QString before =
            "A white cat eats from a large bowl while a green bird sits on a bowl.";
        const QString after = "A white cat eats from a large bowl while a red bird sits on a bowl.";
        QVERIFY(aroundDifference(after, before).contains("a red bird"));
        QVERIFY(aroundDifference(after, before).startsWith("… "));
        QCOMPARE(aroundDifference("short", before), "short");
        for (const QString& other : {after, QString(), before, after + " more words"})
            QVERIFY(!aroundDifference(after, other).isEmpty());
    }

    void theHeaderCountsTokens()
    {
        ShownEditor shown;
        shown.editor.setTokens(1200, 77);
        bool found = false;
        for (QLabel* label : shown.editor.findChildren<QLabel*>())
            found = found || (label->isVisible() && label->text().endsWith("of 77 tokens"));
        QVERIFY(found);
    }

    void filesAndPicturesAreLeftToTheWindow()
    {
        ShownEditor shown;
        QAction paste;
        paste.setShortcut(QKeySequence::Paste);
        shown.editor.addAction(&paste);
        QSignalSpy pasted(&paste, &QAction::triggered);
        shown.editor.edit();
        QImage picture(4, 4, QImage::Format_RGB32);
        QGuiApplication::clipboard()->setImage(picture);
        QTest::keyClick(shown.area, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(pasted.count(), 1);
        QGuiApplication::clipboard()->setText(" sits");
        QTest::keyClick(shown.area, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(pasted.count(), 1);
        QCOMPARE(shown.area->toPlainText(), "a red bird sits");

        QMimeData files;
        files.setUrls({QUrl::fromLocalFile("/tmp/a.png")});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QCoreApplication::sendEvent(shown.area->viewport(), &enter);
        QVERIFY(!enter.isAccepted());
    }

    void withoutACaseNothingIsWritten()
    {
        ShownEditor shown;
        shown.editor.setEditable(false);
        shown.editor.edit();
        QVERIFY(!shown.editor.isEditing());
    }
};
QTEST_MAIN(TestTextEditor)
#include "tst_text_editor.moc"
