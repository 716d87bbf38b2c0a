// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotate_view.h"

#include "annotated_case.h"
#include "views/annotate_page.h"
#include "views/blind_bar.h"
#include "views/choice_button.h"
#include "views/key_button.h"
#include "views/region_canvas.h"
#include "views/verdict_bar.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace app;

namespace {

QStringList words(auto list)
{
    QStringList out;
    for (const std::string_view word : list)
        out.append(QString::fromUtf8(word.data(), qsizetype(word.size())));
    return out;
}

struct ShownPage : AnnotatedCase {
    views::AnnotatePage page{words(project::claimTypes), words(project::assertions)};
    AnnotateView view{&page};

    ShownPage()
    {
        view.setAnnotation(&annotation);
        QImage picture(200, 100, QImage::Format_RGB32);
        picture.fill(Qt::darkGray);
        view.setPicture(picture);
        page.resize(1440, 780);
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("the page was not shown");
    }
    ~ShownPage() { view.setAnnotation(nullptr); }
};

} // namespace

class TestAnnotateView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsBecomeAClaimByKeysAlone()
    {
        ShownPage p;
        p.page.text()->setFocus();
        QTest::keyClick(p.page.text(), Qt::Key_Right);
        QTest::keyClick(p.page.text(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(p.page.text(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(p.page.text(), Qt::Key_Return);
        QCOMPARE(p.page.claims()->claims().size(), 1);
        QCOMPARE(p.page.claims()->claims().at(0).words, "A white cat");
        QCOMPARE(p.page.claims()->current(), 0);
        QCOMPARE(p.document.undoName(), "Make claim “A white cat”");
    }

    void wordsAreSelectedWithTheMouse()
    {
        ShownPage p;
        views::ClaimText* text = p.page.text();
        QTest::mousePress(text->viewport(), Qt::LeftButton, {}, text->wordRect(4).center());
        QTest::mouseMove(text->viewport(), text->wordRect(6).center());
        QTest::mouseRelease(text->viewport(), Qt::LeftButton, {}, text->wordRect(6).center());
        p.view.makeClaim();
        QCOMPARE(p.page.claims()->claims().at(0).words, "a red bird");
        // A click on it makes it current again.
        p.annotation.makeClaim({{0, 1}});
        QCOMPARE(p.page.claims()->current(), 1);
        QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, text->wordRect(5).center());
        QCOMPARE(p.page.claims()->current(), 0);
    }

    void verdictsAreShownAsTheyAreSet()
    {
        ShownPage p;
        p.annotation.split();
        auto* button = p.page.verdicts()->button(views::Verdict::Contradicted);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(button->isChecked());
        QTest::mouseClick(p.page.verdicts()->severityButton(2), Qt::LeftButton);
        QCOMPARE(p.page.claims()->claims().at(0).verdict, views::Verdict::Contradicted);
        QCOMPARE(p.page.claims()->claims().at(0).severity, 2);
        p.document.undo();
        p.document.undo();
        QVERIFY(!button->isChecked());
        QCOMPARE(p.page.claims()->claims().at(0).verdict, views::Verdict::None);
    }

    void theMachineIsRevealedByTheLock()
    {
        ShownPage p;
        QSignalSpy visibility(&p.view, &AnnotateView::machineVisibilityChanged);
        p.annotation.split();
        QCOMPARE(p.page.blindBar()->state(), views::BlindBar::State::Blind);
        QVERIFY(!p.page.blindBar()->button()->isEnabled());
        QVERIFY(!p.page.form()->maskButton()->isEnabled());
        p.view.giveVerdict(1);
        QTest::mouseClick(p.page.blindBar()->button(), Qt::LeftButton);
        QCOMPARE(p.page.blindBar()->state(), views::BlindBar::State::Locked);
        QCOMPARE(visibility.size(), 1);
        QCOMPARE(visibility.at(0).at(0).toBool(), false);
        QVERIFY(p.page.form()->maskButton()->isEnabled());
        QVERIFY(!p.page.verdicts()->button(views::Verdict::Supported)->isEnabled());
        p.view.step(1, true);
        QCOMPARE(p.page.claims()->current(), 1);
        QCOMPARE(visibility.size(), 2);
    }

    void whatIsTypedCountsWhenTheClaimIsLeft()
    {
        ShownPage p;
        p.annotation.split();
        p.page.form()->correction()->setFocus();
        QTest::keyClicks(p.page.form()->correction(), "a grey cat");
        p.page.claims()->rows()->setCurrentRow(1);
        QCOMPARE(p.reading(1).correction, "a grey cat");
        QCOMPARE(p.page.form()->correction()->text(), "");
        QCOMPARE(p.annotation.readingOf(p.claim(2).id), nullptr);
        p.page.form()->comment()->setFocus();
        QTest::keyClicks(p.page.form()->comment(), "it is there");
        p.page.claims()->rows()->setFocus();
        QCOMPARE(p.reading(2).comment, "it is there");
        p.page.form()->confidence()->setCurrentIndex(1);
        Q_EMIT p.page.form()->confidence()->activated(1);
        QCOMPARE(p.reading(2).confidence, std::optional(1.0));
    }

    void shapesGoToTheCurrentClaim()
    {
        ShownPage p;
        p.annotation.split();
        p.view.useTool(views::ToolKind::Box);
        views::RegionCanvas* canvas = p.page.canvas();
        const auto at = [&](double x, double y) {
            return canvas->imageToWidget().map(QPointF(x, y)).toPoint();
        };
        QTest::mousePress(canvas, Qt::LeftButton, {}, at(20, 20));
        QTest::mouseMove(canvas, at(60, 60));
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, at(60, 60));
        QCOMPARE(p.document.undoName(), "Add box to claim 1");
        QCOMPARE(p.page.form()->evidence()->evidence().size(), 1);
        QCOMPARE(canvas->regionLayer().regions().size(), 1);
        QCOMPARE(canvas->regionLayer().regions().at(0).numbers, QStringList{"1"});
        p.view.removeRegion();
        QVERIFY(canvas->regionLayer().regions().isEmpty());
        p.document.undo();
        QCOMPARE(canvas->regionLayer().regions().size(), 1);
        // Delete in the list takes it from the claim; it stays on the picture.
        QListWidget* rows = p.page.form()->evidence()->rows();
        rows->setCurrentRow(0);
        QTest::keyClick(rows, Qt::Key_Delete);
        QCOMPARE(p.document.undoName(), "Unlink region from claim 1");
        QCOMPARE(canvas->regionLayer().regions().at(0).numbers, QStringList());
    }

    void readersAreCompared()
    {
        ShownPage p;
        p.annotation.addReader("Ada");
        p.annotation.split();
        for (const char* verdict : {"supported", "supported", "contradicted"}) {
            p.annotation.setVerdict(verdict);
            p.annotation.lock();
            p.annotation.step(1, true);
        }
        p.annotation.addReader("Ben");
        p.choose(1);
        for (const char* verdict : {"supported", "contradicted", "contradicted"}) {
            p.annotation.setVerdict(verdict);
            p.annotation.lock();
            p.annotation.step(1, true);
        }
        p.view.compare(true);
        QVERIFY(p.page.isComparing());
        QTableWidget* table = p.page.comparison()->table();
        QCOMPARE(table->rowCount(), 3);
        p.page.comparison()->filter()->setChecked(true);
        QCOMPARE(table->rowCount(), 1);
        QVERIFY(table->item(0, 1)->text().contains("a red bird"));
        Q_EMIT table->itemActivated(table->item(0, 1));
        QVERIFY(!p.page.isComparing());
        QCOMPARE(p.page.claims()->current(), 1);
    }

    void aReaderIsAddedAndChosen()
    {
        ShownPage p;
        p.page.readers()->add();
        QTest::keyClicks(p.page.readers()->line(), "Ada");
        QTest::keyClick(p.page.readers()->line(), Qt::Key_Return);
        p.annotation.addReader("Ben");
        QCOMPARE(p.page.readers()->readers().size(), 2);
        QVERIFY(p.page.readers()->readers().at(1).isCurrent);
        Q_EMIT p.page.readers()->chosen(0);
        QVERIFY(p.page.readers()->readers().at(0).isCurrent);
    }

    void digitsInAListAreKeysOfTheWindow()
    {
        ShownPage p;
        p.annotation.split();
        p.page.claims()->rows()->setFocus();
        QAction key(&p.page);
        key.setShortcut(Qt::Key_2);
        p.page.addAction(&key);
        connect(&key, &QAction::triggered, &p.page, [&p] { p.view.giveVerdict(2); });
        QTest::keyClick(p.page.claims()->rows(), Qt::Key_2);
        QCOMPARE(p.page.claims()->claims().at(0).verdict, views::Verdict::Contradicted);
    }
};

QTEST_MAIN(TestAnnotateView)
#include "tst_annotate_view.moc"
