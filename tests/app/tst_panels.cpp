// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "app/settings.h"

#include "models/image_file.h"
#include "views/canvas.h"
#include "views/heat_layer.h"
#include "views/panel_grid.h"
#include "views/style.h"
#include "views/word_edit.h"
#include "views/word_strip.h"
#include "views/words_at_patch.h"

#include <QLabel>
#include <QStandardPaths>
#include <QTest>

#include <cmath>

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

/// A window with a caption of three words on a small picture.
struct Shown {
    app::Studio studio;
    app::MainWindow window{studio};

    Shown()
    {
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        studio.chooseNetwork("toy");
        QTRY_VERIFY(studio.network());
        const QUuid id =
            studio.cases().addPicture(picture(), "picture", {{"tiny green square", Role::Caption}});
        studio.openCase(id);
    }
    bool ready() const
    {
        for (const PanelRun* run : studio.panels())
            if (run->state() != PanelRun::State::Ready)
                return false;
        return studio.wordMap("square");
    }
    QString states() const
    {
        QString line;
        for (const PanelRun* run : studio.panels())
            line += run->method() + '@' + run->network() + ": " + QString::number(int(run->state()))
                + ' ' + run->reason() + "; ";
        return line;
    }
    app::PanelView* view(int i) { return window.panelViews()[i]; }
    views::ViewState* state(int i) { return view(i)->state(); }
    void trigger(const QString& id) { window.actions()[id]->trigger(); }
    void choose(const QString& id, const QString& key)
    {
        for (QAction* choice : window.actions().choicesOf(id))
            if (choice->objectName() == id + '/' + key)
                return choice->trigger();
        QFAIL(qPrintable("no choice " + key));
    }
};

QString said(const views::Readings& readings)
{
    QStringList parts;
    for (const views::Reading& reading : readings)
        parts << reading.name + ' ' + reading.value;
    return parts.join("; ");
}

} // namespace

/// One to sixteen panels in the real window: what they share, what they are compared with, and how
/// the evidence lens and caption surgery reach them.
class tst_Panels final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QApplication::setStyle(new views::StudioStyle);
        views::setScheme(views::Scheme::Dark);
    }
    void init() { app::settings().clear(); }

    void panelsComeAndGoAndUndoBringsThemBack()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        const QString second = shown.studio.panels()[1]->id();
        shown.choose("layout.panels", "16");
        QCOMPARE(shown.window.panelViews().size(), 16);
        QTRY_VERIFY(shown.studio.panels()[15]->state() != PanelRun::State::Empty);
        shown.choose("layout.panels", "1");
        QCOMPARE(shown.window.panelViews().size(), 1);
        shown.studio.document().undo();
        shown.studio.document().undo();
        QCOMPARE(shown.window.panelViews().size(), 4);
        QCOMPARE(shown.studio.panels()[1]->id(), second);
        QTRY_VERIFY(shown.ready());
        shown.studio.document().redo();
        QVERIFY(shown.window.panelViews().size() != 4);
    }

    void theLastPanelCannotBeClosed()
    {
        Shown shown;
        for (int i = 0; i < 3; ++i)
            shown.trigger("panel.remove");
        QCOMPARE(shown.window.panelViews().size(), 1);
        QVERIFY(!shown.window.actions()["panel.remove"]->isEnabled());
        shown.trigger("panel.add");
        QCOMPARE(shown.window.panelViews().size(), 2);
        QVERIFY(shown.studio.panels()[0]->method() != shown.studio.panels()[1]->method());
    }

    void aMatrixAsksSeveralNetworksAtOnce()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        shown.studio.changePanels(
            "matrix",
            app::matrixOf(shown.studio.panelSet(), {"patch-sim", "it-score"}, {"toy", "phantom"}));
        QCOMPARE(shown.window.panelViews().size(), 4);
        QTRY_VERIFY2_WITH_TIMEOUT(shown.ready(), qPrintable(shown.states()), 10000);
        const auto network = [&](int i) {
            return shown.studio.networkOf(*shown.studio.panels()[i])->info().name;
        };
        QCOMPARE(network(0), network(2));
        QVERIFY(network(0) != network(1));
        QCOMPARE(shown.studio.network()->info().name, network(0)); // the window's is the same
        // The word lights by each network's own map.
        QTRY_VERIFY(shown.studio.wordMap(*shown.studio.panels()[1], "square"));
        QVERIFY(shown.studio.wordMap(*shown.studio.panels()[1], "square")
                != shown.studio.wordMap(*shown.studio.panels()[0], "square"));
        QVERIFY(shown.window.findChild<views::PanelGrid*>()->columnCount() == 2);
        shown.studio.document().undo();
        QTRY_VERIFY(shown.ready());
    }

    void eachPropertyIsLinkedByItself()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        shown.choose("link.choose", "1"); // zoom and pan
        shown.state(0)->setView(4, {0.5, 0.5});
        shown.state(0)->setHovered(QPointF(3, 3));
        QCOMPARE(shown.state(1)->zoom(), 1);
        QCOMPARE(shown.state(1)->hovered(), std::optional(QPointF(3, 3)));
        shown.choose("link.choose", "1");
        QCOMPARE(shown.state(1)->zoom(), 4);
        shown.trigger("panel.apart"); // the active one, the first
        shown.state(1)->setView(2, {0.5, 0.5});
        QCOMPARE(shown.state(0)->zoom(), 4);
        QVERIFY(shown.view(0)->hasOwnScale());
    }

    void theLensSaysValueRankAndRivalInEveryPanel()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        auto* strip = shown.window.findChild<views::WordStrip*>();
        strip->setFocus();
        strip->setCurrent(1);
        QTest::keyClick(strip, Qt::Key_Right); // by keyboard to "square"
        for (int i = 0; i < 4; ++i) {
            const QString read = said(shown.view(i)->panel()->readout());
            QVERIFY2(read.contains("“square”"), qPrintable(QString::number(i) + ": " + read));
            QVERIFY2(read.contains("rank") && read.contains("; vs "), qPrintable(read));
        }
        const app::EvidenceLens& lens = shown.studio.lens("tiny green square");
        const auto standing = lens.standing(2, *lens.peak(2));
        QVERIFY(said(shown.view(0)->panel()->readout())
                    .contains(QString("rank %1 / 3").arg(standing->rank)));
    }

    void aPatchSortsTheWordsByTheirPull()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        views::Canvas* canvas = shown.view(0)->panel()->canvas();
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_Right); // the arrow keys bring a patch about
        const auto& words = shown.window.findChild<views::WordStrip*>()->words();
        QSet<int> ranks;
        for (const views::Word& word : words)
            ranks.insert(word.rank);
        QCOMPARE(ranks, (QSet<int>{1, 2, 3}));
        for (const views::Word& one : words)
            for (const views::Word& other : words)
                QCOMPARE(one.rank<other.rank, one.value> other.value);
        const auto* strips = shown.view(0)->panel()->findChild<views::WordsAtPatch*>();
        if (strips && strips->isVisible())
            QCOMPARE(strips->shown().first().value,
                     words[0].rank == 1       ? words[0].value
                         : words[1].rank == 1 ? words[1].value
                                              : words[2].value);
    }

    void aPinnedResultIsComparedInTurn()
    {
        using Mode = views::CompareMode;
        Shown shown;
        shown.studio.texts()->append("square", Role::Concept);
        QTRY_VERIFY(shown.ready());
        QVERIFY(!shown.window.actions()["compare.next"]->isEnabled());
        shown.trigger("compare.pin");
        shown.trigger("compare.next");
        const views::CompareView* compare = shown.view(0)->comparison();
        QVERIFY(compare);
        QCOMPARE(compare->mode(), Mode::Difference);
        QVERIFY(compare->label().startsWith("difference: "));
        QVERIFY(compare->label().contains("less pinned: "));
        shown.trigger("compare.next");
        QCOMPARE(compare->mode(), Mode::Swipe);
        shown.trigger("compare.next");
        QCOMPARE(compare->mode(), Mode::Blink);
        const bool before = compare->showsReference();
        shown.trigger("compare.flip");
        QVERIFY(compare->showsReference() != before);
        shown.trigger("compare.next");
        QCOMPARE(compare->mode(), Mode::Off);
        // Another unit: no difference, and why.
        shown.trigger("panel.next");
        shown.trigger("compare.next");
        QVERIFY(!shown.view(1)->comparison() || shown.view(1)->comparison()->mode() == Mode::Off);
        shown.trigger("compare.next");
        QCOMPARE(shown.view(1)->comparison()->mode(), Mode::Swipe);
        shown.trigger("compare.unpin");
        QCOMPARE(shown.view(1)->comparison()->mode(), Mode::Off);
    }

    void aWordIsEditedInPlaceAndItsChangeIsShown()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        auto* strip = shown.window.findChild<views::WordStrip*>();
        strip->setCurrent(1);
        strip->editWord(1);
        auto* field = strip->findChild<views::WordEdit*>();
        QTest::keyClicks(field, "red");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.studio.texts()->texts()[0].text, std::string("tiny red square"));
        QTRY_VERIFY(shown.ready());
        QTRY_VERIFY(std::isfinite(strip->words()[1].change()));
        shown.studio.document().undo();
        QCOMPARE(shown.studio.texts()->texts()[0].text, std::string("tiny green square"));
        QTRY_VERIFY(shown.ready());
        QVERIFY(!std::isfinite(strip->words()[1].change()));
    }

    void aWordThatIsDeletedTakesItsBlankAlong()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        auto* strip = shown.window.findChild<views::WordStrip*>();
        strip->editWord(1);
        auto* field = strip->findChild<views::WordEdit*>();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.studio.texts()->texts()[0].text, std::string("tiny square"));
    }
};

QTEST_MAIN(tst_Panels)
#include "tst_panels.moc"
