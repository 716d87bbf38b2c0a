// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "app/settings.h"

#include "explain/apply.h"
#include "models/image_file.h"
#include "views/canvas.h"
#include "views/command_palette.h"
#include "views/concept_list.h"
#include "views/empty_state.h"
#include "views/notice_bar.h"
#include "views/panel_grid.h"
#include "views/style.h"
#include "views/text_editor.h"
#include "views/theme.h"
#include "views/word_bars.h"
#include "views/word_strip.h"

#include <QClipboard>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSet>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using app::PanelRun;
using Role = explain::Text::Role;

namespace {

QImage picture()
{
    QImage image(24, 16, QImage::Format_RGB888);
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 24; ++x)
            image.setPixelColor(x, y, QColor(10 * x, 15 * y, (x * y) % 255));
    return image;
}

/// A studio and its window, shown.
struct Shown {
    app::Studio studio;
    app::MainWindow window{studio};

    Shown()
    {
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
    }

    void open(const std::vector<explain::Text>& texts)
    {
        studio.chooseNetwork("toy");
        QTRY_VERIFY(studio.network());
        studio.openCase(studio.cases().addPicture(picture(), "picture", texts));
    }
    bool ready() const
    {
        for (const PanelRun* run : studio.panels())
            if (run->state() != PanelRun::State::Ready)
                return false;
        return true;
    }
    template <class View> View* find() { return window.findChild<View*>(); }
};

} // namespace

class tst_MainWindow final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QApplication::setStyle(new views::StudioStyle);
        views::setScheme(views::Scheme::Dark);
    }
    void init() { app::settings().clear(); }

    void beginsWithAPlaceToDropAnImage()
    {
        Shown shown;
        QVERIFY(shown.find<views::EmptyState>()->isVisible());
        QVERIFY(!shown.window.actions()["file.figure"]->isEnabled());
    }

    void showsTheNumbersThatApplyGives()
    {
        Shown shown;
        shown.open({{"tiny green square", Role::Caption}, {"square", Role::Concept}});
        QTRY_VERIFY(shown.ready());

        const auto image = models::fromPicture(picture());
        QVERIFY(bool(image));
        explain::Context context;
        context.samples = {{.image = image->pixels, .texts = shown.studio.texts()->texts()}};
        context.networks = {{"network", shown.studio.network()}};
        const explain::Method* method = explain::findMethod("clip4dm");
        context.parameters = explain::Parameters(method->info().parameters);
        const auto witness = explain::apply(*method, context);
        QVERIFY(bool(witness));
        const auto values =
            std::get<explain::WordScores>(witness->at(0).kind).values.to(at::kFloat).contiguous();

        const auto& words = shown.find<views::WordBars>()->content().words;
        QCOMPARE(words.size(), 3);
        for (int w = 0; w < 3; ++w)
            QCOMPARE(float(words[w].value), values[w].item<float>());
    }

    void aHoveredWordLightsItsRegionEverywhere()
    {
        Shown shown;
        shown.open({{"tiny green square", Role::Caption}});
        QTRY_VERIFY(shown.ready());
        QTRY_VERIFY(shown.studio.wordMap("square"));
        auto* strip = shown.find<views::WordStrip>();
        QTest::mouseMove(strip->viewport(), strip->wordRect(2).center());
        QTRY_COMPARE(shown.window.panelViews()[0]->subject(), QString("“square”"));
        QTRY_COMPARE(shown.window.panelViews()[1]->subject(), QString("“square” → regions"));
        QCOMPARE(shown.find<views::WordBars>()->content().current, 2);
    }

    void aHoveredPatchIsHoveredInAllLinkedPanels()
    {
        Shown shown;
        shown.open({{"tiny green square", Role::Caption}});
        QTRY_VERIFY(shown.ready());
        views::Canvas* first = shown.window.panelViews()[0]->panel()->canvas();
        views::Canvas* second = shown.window.panelViews()[1]->panel()->canvas();
        QTest::mouseMove(first, first->shownImage().center().toPoint());
        QTRY_VERIFY(second->viewState()->hovered());
        first->viewState()->setView(3, {0.25, 0.5});
        QCOMPARE(second->viewState()->zoom(), 3.0);
        shown.window.actions()["view.link"]->setChecked(false);
        first->viewState()->setView(2, {0.5, 0.5});
        QCOMPARE(second->viewState()->zoom(), 3.0);
    }

    void typingWritesTheTextAndUndoTakesItBack()
    {
        Shown shown;
        shown.open({{"tiny", Role::Caption}});
        QTRY_VERIFY(shown.ready());
        shown.window.actions()["word.edit"]->trigger();
        auto* editor = shown.find<views::TextEditor>();
        QVERIFY(editor->isEditing());
        auto* plain = editor->findChild<QPlainTextEdit*>();
        QTest::keyClicks(plain, " c1gh"); // letters that are keys of the canvas elsewhere
        QTRY_COMPARE(shown.studio.texts()->texts()[0].text, std::string("tiny c1gh"));
        shown.window.actions()["edit.undo"]->trigger();
        QCOMPARE(shown.studio.texts()->texts()[0].text, std::string("tiny"));
        shown.window.actions()["edit.redo"]->trigger();
        QCOMPARE(shown.studio.texts()->texts()[0].text, std::string("tiny c1gh"));
    }

    void wordsBeingTypedStayWithTheirCase()
    {
        Shown shown;
        shown.open({{"tiny", Role::Caption}});
        const QUuid first = shown.studio.currentCase();
        const QUuid second =
            shown.studio.cases().addPicture(picture(), "second", {{"other", Role::Caption}});
        shown.window.actions()["word.edit"]->trigger();
        QTest::keyClicks(shown.find<views::TextEditor>()->findChild<QPlainTextEdit*>(), " words");
        shown.studio.openCase(second); // before the pause that ends typing
        QCOMPARE(shown.studio.cases().texts(first)->texts()[0].text, std::string("tiny words"));
        QTest::qWait(300);
        QCOMPARE(shown.studio.cases().texts(second)->texts()[0].text, std::string("other"));
    }

    void aPinnedWordDoesNotOutliveItsCase()
    {
        Shown shown;
        shown.open({{"tiny green square", Role::Caption}});
        QTRY_VERIFY(shown.ready());
        auto* strip = shown.find<views::WordStrip>();
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {}, strip->wordRect(2).center());
        QTRY_COMPARE(shown.find<views::WordBars>()->content().current, 2);
        shown.open({{"another tiny text", Role::Caption}});
        QTRY_VERIFY(shown.ready());
        QCOMPARE(shown.find<views::WordBars>()->content().current, -1);
    }

    void aPanelFillsTheGridAndComesBack()
    {
        Shown shown;
        shown.open({{"tiny", Role::Caption}});
        auto* grid = shown.find<views::PanelGrid>();
        Q_EMIT shown.window.panelViews()[1]->panel()->maximiseRequested();
        QCOMPARE(grid->maximised(), shown.window.panelViews()[1]->panel());
        Q_EMIT shown.window.panelViews()[1]->panel()->maximiseRequested();
        QVERIFY(!grid->maximised());
    }

    void settingsOfTheScaleCanBeTakenBack()
    {
        Shown shown;
        shown.open({{"tiny", Role::Caption}});
        QTRY_VERIFY(shown.ready());
        QAction* share = shown.window.actions()["scale.share"];
        QVERIFY(share->isChecked());
        share->trigger();
        QCOMPARE(shown.studio.document().undoName(), QString("Scale each panel"));
        shown.window.actions()["edit.undo"]->trigger();
        QVERIFY(share->isChecked());
    }

    void conceptsComeAndGoWithUndo()
    {
        Shown shown;
        shown.open({{"tiny", Role::Caption}});
        Q_EMIT shown.find<views::ConceptList>()->added("square");
        QCOMPARE(shown.studio.texts()->texts().size(), std::size_t(2));
        QCOMPARE(shown.studio.texts()->texts()[1].role, Role::Concept);
        shown.studio.document().undo();
        QCOMPARE(shown.studio.texts()->texts().size(), std::size_t(1));
    }

    void pasteTakesImagesAndTexts()
    {
        Shown shown;
        QGuiApplication::clipboard()->setImage(picture());
        shown.window.actions()["file.paste"]->trigger();
        QCOMPARE(shown.studio.cases().rowCount(), 1);
        QGuiApplication::clipboard()->setText("a pasted caption");
        shown.window.actions()["file.paste"]->trigger();
        QCOMPARE(shown.studio.texts()->texts()[0].text, std::string("a pasted caption"));
    }

    void aFolderOpensItsImagesAndBadFilesAreSaid()
    {
        QTemporaryDir folder;
        for (const char* name : {"b.png", "a.png"})
            QVERIFY(picture().save(folder.filePath(name)));
        QFile broken(folder.filePath("c.png"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no picture");
        broken.close();
        Shown shown;
        shown.window.openFiles({folder.path()});
        QCOMPARE(shown.studio.cases().rowCount(), 3);
        const auto errorOf = [&](int row) {
            return shown.studio.cases().index(row).data(models::CaseList::ErrorRole).toString();
        };
        QTRY_VERIFY(errorOf(2).contains("c.png")); // its row says it
        shown.window.openFiles({folder.filePath("none.png")});
        for (const app::PanelRun* run : shown.studio.panels()) // the open case: each panel says it
            QTRY_VERIFY(run->reason().contains("none.png"));
        QCOMPARE(shown.find<views::NoticeBar>()->count(), 0);
    }

    void theWindowRemembersHowItStood()
    {
        {
            Shown shown;
            shown.open({{"tiny", Role::Caption}});
            shown.window.actions()["view.grey"]->setChecked(false);
            shown.window.actions()["view.link"]->setChecked(false);
            shown.studio.setPanelMethod(shown.studio.panels()[0], "it-score");
            shown.window.close();
        }
        Shown again;
        QVERIFY(!again.window.actions()["view.grey"]->isChecked());
        QVERIFY(!again.window.actions()["view.link"]->isChecked());
        QCOMPARE(again.studio.panels()[0]->method(), QString("it-score"));
    }

    void everyActionHasANameAnIconOrAKeyAndNoKeyIsTakenTwice()
    {
        Shown shown;
        QSet<QString> keys, ids;
        for (const QAction* action : shown.window.actions().all()) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY2(!ids.contains(app::Actions::idOf(action)), qPrintable(action->text()));
            ids.insert(app::Actions::idOf(action));
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!key.isEmpty(), qPrintable(action->text()));
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys.insert(key.toString());
            }
        }
        shown.window.actions()["help.actions"]->trigger();
        QVERIFY(shown.find<views::CommandPalette>()->isVisible());
    }

    void aFigureIsSavedInTheFormatOfItsName()
    {
        QTemporaryDir folder;
        Shown shown;
        shown.open({{"tiny green square", Role::Caption}});
        QTRY_VERIFY(shown.ready());
        for (const char* name : {"f.png", "f.svg", "f.pdf"}) {
            QVERIFY(!shown.window.saveFigure(folder.filePath(name)));
            QVERIFY(QFileInfo(folder.filePath(name)).size() > 1000);
        }
        QVERIFY(shown.window.saveFigure(folder.filePath("f.txt")));
        QVERIFY(shown.window.saveFigure("/proc/none/f.png"));
    }

    void aThemeChangesAtOnce()
    {
        Shown shown;
        shown.open({{"tiny", Role::Caption}});
        shown.window.actions()["theme.light"]->trigger();
        QCOMPARE(views::theme().scheme, views::Scheme::Light);
        QTRY_COMPARE(shown.window.palette().color(QPalette::Window), views::theme().window);
        shown.window.actions()["theme.dark"]->trigger();
        QCOMPARE(views::theme().scheme, views::Scheme::Dark);
    }

    void tenThousandWordsAreReadAndTheCutIsShown()
    {
        Shown shown;
        QString text;
        for (int i = 0; i < 10000; ++i)
            text += QString("word%1 ").arg(i % 97);
        shown.open({{text.toStdString(), Role::Caption}});
        QTRY_VERIFY_WITH_TIMEOUT(shown.ready(), 20000);
        const auto& words = shown.find<views::WordStrip>()->words();
        QCOMPARE(words.size(), 10000);
        QVERIFY(!words.first().overLimit && words.last().overLimit);
    }
};

QTEST_MAIN(tst_MainWindow)
#include "tst_main_window.moc"
