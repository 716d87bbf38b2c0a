// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panel.h"

#include "views/canvas.h"
#include "views/colour_bar.h"
#include "views/panel_grid.h"
#include "views/panel_readout.h"
#include "views/state_card.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace views;

namespace {

using Kind = PanelState::Kind;

QImage photo(QSize size = {320, 240})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::gray);
    return image;
}

QPushButton* cardButton(const Panel& panel)
{
    return panel.findChild<QPushButton*>();
}

} // namespace

class TestPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setScheme(Scheme::Dark); }

    void anErrorStandsInThePanelWithItsRemedy()
    {
        Panel panel;
        panel.resize(400, 300);
        panel.show();
        panel.setState({.kind = Kind::Failed,
                        .heading = "Out of device memory",
                        .sentence = "Needed 9.1 GB, free 6.2 GB.",
                        .action = "Run on the CPU",
                        .details = "all there is to know"});
        QVERIFY(cardButton(panel)->isVisible());
        QCOMPARE(cardButton(panel)->text(), "Run on the CPU");
        QSignalSpy remedy(&panel, &Panel::remedyRequested);
        QTest::mouseClick(cardButton(panel), Qt::LeftButton);
        QCOMPARE(remedy.count(), 1);
        auto* copy = panel.findChild<PanelReadout*>()->findChild<QToolButton*>();
        QVERIFY(copy->isVisible());
        copy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), "all there is to know");
        QVERIFY(!panel.canvas()->isVisible());
    }
    void waitingShowsUpLateAndCancelLater()
    {
        Panel panel;
        panel.resize(400, 300);
        panel.canvas()->setImage(photo());
        panel.show();
        panel.setState({.kind = Kind::Waiting, .heading = "Encoding image", .progress = 0.4});
        auto* card = panel.findChild<StateCard*>();
        QVERIFY(!card->isVisible()); // a quick answer flashes nothing
        QTRY_VERIFY(card->isVisible());
        QVERIFY(panel.canvas()->isVisible());
        QTRY_VERIFY(cardButton(panel)->isVisible());
        panel.setState({.kind = Kind::Waiting, .heading = "Encoding image", .progress = 0.5});
        QVERIFY(card->isVisible() && cardButton(panel)->isVisible());
        QSignalSpy cancelled(&panel, &Panel::cancelRequested);
        cardButton(panel)->click();
        QCOMPARE(cancelled.count(), 1);
        panel.setState({});
        QVERIFY(!card->isVisible());
    }
    void oneButtonForEachState_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("signal");
        QTest::newRow("empty") << int(Kind::Empty) << QByteArray(SIGNAL(emptyActionRequested()));
        QTest::newRow("cancelled")
            << int(Kind::Cancelled) << QByteArray(SIGNAL(runAgainRequested()));
        QTest::newRow("not applicable")
            << int(Kind::NotApplicable) << QByteArray(SIGNAL(remedyRequested()));
    }
    void oneButtonForEachState()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, signal);
        Panel panel;
        panel.resize(400, 300);
        panel.show();
        panel.setState({.kind = Kind(kind), .heading = "What", .action = "Act"});
        QSignalSpy asked(&panel, signal);
        QTest::mouseClick(cardButton(panel), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
    }
    void theSideStripNeedsRoom()
    {
        Panel panel;
        panel.canvas()->setImage(photo({300, 300}));
        auto* strip = new QLabel("words");
        panel.setSideStrip(strip);
        panel.show();
        panel.resize(700, 400); // 700 - 76 - about 344 leaves more than 138
        QTRY_VERIFY(strip->isVisible());
        QVERIFY(strip->width() >= metric::sideStripMin && strip->width() <= metric::sideStripMax);
        panel.resize(450, 400);
        QTRY_VERIFY(!strip->isVisible());
    }
    void theBarStandsBesideTheImage()
    {
        Panel panel;
        panel.canvas()->setImage(photo({300, 300}));
        panel.resize(600, 352);
        panel.show();
        const QRectF image = panel.canvas()->shownImage();
        QVERIFY(std::abs(image.right() - panel.canvas()->width()) < 1);
        QCOMPARE(panel.colourBar()->x(), panel.canvas()->geometry().right() + 1);
        QCOMPARE(panel.colourBar()->width(), metric::colourBar);
    }
    void aNoEvidencePlateIsOnTheImage()
    {
        Panel panel;
        panel.canvas()->setImage(photo());
        panel.resize(400, 300);
        panel.show();
        const QImage before = panel.grab().toImage();
        panel.setState({.kind = Kind::NoEvidence, .heading = "No evidence: largest .184, z 0.6"});
        QVERIFY(panel.grab().toImage() != before);
        QVERIFY(panel.canvas()->isVisible());
    }
    void aClickActivates()
    {
        Panel panel;
        panel.resize(400, 300);
        panel.show();
        QSignalSpy activated(&panel, &Panel::activated);
        QTest::mouseClick(panel.canvas(), Qt::LeftButton, {}, {20, 20});
        QVERIFY(activated.count() >= 1);
    }
    void theGridShowsTheLargestImages_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QSize>("area");
        QTest::addColumn<QSize>("image");
        QTest::addColumn<int>("columns");
        // Worked by hand from scale = min((w - 76) / image w, (h - 52) / image h).
        QTest::newRow("four in the mock") << 4 << QSize(912, 616) << QSize(640, 480) << 2;
        QTest::newRow("one") << 1 << QSize(900, 600) << QSize(640, 480) << 1;
        QTest::newRow("two, wide window") << 2 << QSize(1200, 400) << QSize(640, 480) << 2;
        QTest::newRow("two, tall window") << 2 << QSize(500, 1000) << QSize(640, 480) << 1;
        QTest::newRow("three tall images") << 3 << QSize(1000, 600) << QSize(200, 800) << 3;
    }
    void theGridShowsTheLargestImages()
    {
        QFETCH(int, count);
        QFETCH(QSize, area);
        QFETCH(QSize, image);
        QTEST(bestColumnCount(count, area, image), "columns");
    }
    void theGridKeepsOneActivePanel()
    {
        PanelGrid grid;
        QList<Panel*> panels;
        for (int i = 0; i < 4; ++i)
            panels << new Panel;
        grid.resize(1000, 700);
        grid.show();
        QSignalSpy changed(&grid, &PanelGrid::activeChanged);
        grid.setPanels(panels);
        QCOMPARE(grid.active(), panels[0]);
        grid.step(-1);
        QCOMPARE(grid.active(), panels[3]);
        QCOMPARE(std::ranges::count_if(panels, &Panel::isActive), 1);
        QTest::mouseClick(panels[1]->canvas(), Qt::LeftButton, {}, {20, 20});
        QCOMPARE(grid.active(), panels[1]);
        QVERIFY(changed.count() >= 3);

        grid.setMaximised(panels[2]);
        QVERIFY(panels[2]->isVisible() && !panels[0]->isVisible());
        QCOMPARE(panels[2]->width(), 1000);
        grid.setMaximised(nullptr);
        QVERIFY(panels[0]->isVisible());
        grid.setPanels({panels[1]});
        QCOMPARE(grid.active(), panels[1]);
    }
    void aSmallGridScrolls()
    {
        PanelGrid grid;
        QList<Panel*> panels;
        for (int i = 0; i < 9; ++i)
            panels << new Panel;
        grid.setPanels(panels);
        grid.resize(300, 250);
        grid.show();
        for (const Panel* panel : panels)
            QVERIFY(panel->width() >= metric::panelMinWidth
                    && panel->height() >= metric::panelMinHeight);
    }
    void barTicksAreRoundAndBeginAtZero()
    {
        const QList<double> ticks = colourBarTicks({0, 0.35}, 200, 30);
        QCOMPARE(ticks.first(), 0.0);
        QCOMPARE(ticks.size(), 4);
        QCOMPARE(ticks.last(), 0.3);
        const QList<double> both = colourBarTicks({-0.35, 0.35}, 200, 30);
        QVERIFY(both.contains(0.0));
        QCOMPARE(both.first(), -both.last());
    }
};
QTEST_MAIN(TestPanel)
#include "tst_panel.moc"
