// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/calibrate_page.h"
#include "views/style.h"
#include "views/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace views;

namespace {

QPushButton* button(CalibratePage& page, const QString& text)
{
    for (QPushButton* each : page.findChildren<QPushButton*>())
        if (each->text() == text)
            return each;
    return nullptr;
}

void fill(CalibratePage& page)
{
    page.setNetworks({{"a", "phantom", {}}, {"b", "ViT-B/16", {}}}, "b");
    page.setDomains({{"shapes", "Drawn shapes", {}}, {"chest", "Drawn radiographs", {}}});
    page.setMethods({{"patch-sim", "Patch similarity", {}},
                     {"clip4dm", "Unsupported words", {}},
                     {"gradcam", "Gradients", "needs gradients of the image"}});
}

const QList<FigureRow> rows{
    {"clip4dm", "Word AUROC", {}, .92, .90, .94, .5, false, 1240, "does a wrong word score below?"},
    {"clip4dm", "Word AUROC", "negation", .22, .18, .27, .5, true, 120, {}},
    {"clip4dm", "Word AUROC", "colour", .97, .95, .99, .5, false, 300, {}},
    {"patch-sim", "Pointing", {}, .93, FigureRow::none, FigureRow::none, .12, false, 8, {}}};

} // namespace

class TestCalibratePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new StudioStyle); }

    void saysWhatIsToBeMeasured()
    {
        CalibratePage page;
        fill(page);
        const CalibrateRequest wanted = page.request();
        QCOMPARE(wanted.network, "b");
        QCOMPARE(wanted.domain, "shapes");
        QCOMPARE(wanted.methods, QStringList({"patch-sim", "clip4dm"}));
        QCOMPARE(wanted.cases, 200);
        QSignalSpy run(&page, &CalibratePage::runRequested);
        QTest::mouseClick(button(page, "Calibrate"), Qt::LeftButton);
        QCOMPARE(run.size(), 1);
    }

    void ownCasesNeedAFolder()
    {
        CalibratePage page;
        fill(page);
        QPushButton* run = button(page, "Calibrate");
        QVERIFY(run->isEnabled());
        auto* domain = page.findChildren<QComboBox*>()[1];
        domain->setCurrentIndex(2);
        QCOMPARE(page.request().domain, QString());
        QVERIFY(!run->isEnabled());
        page.setFolder("/data/mine");
        QVERIFY(run->isEnabled());
        QCOMPARE(page.request().folder, "/data/mine");
    }

    void methodsStayUncheckedWhenTheNetworkChanges()
    {
        CalibratePage page;
        fill(page);
        auto* methods = page.findChild<QListWidget*>();
        QVERIFY(!(methods->item(2)->flags() & Qt::ItemIsEnabled));
        QCOMPARE(methods->item(2)->toolTip(), "needs gradients of the image");
        methods->item(1)->setCheckState(Qt::Unchecked);
        page.setMethods({{"patch-sim", {}, {}}, {"clip4dm", {}, {}}, {"gradcam", {}, {}}});
        QCOMPARE(page.request().methods, QStringList({"patch-sim", "gradcam"}));
        methods->item(0)->setCheckState(Qt::Unchecked);
        methods->item(2)->setCheckState(Qt::Unchecked);
        QVERIFY(!button(page, "Calibrate")->isEnabled());
    }

    void aRunIsToldAndCanBeCancelled()
    {
        CalibratePage page;
        fill(page);
        page.show();
        QPushButton* cancel = button(page, "Cancel");
        QVERIFY(!cancel->isVisible());
        page.setRunning(true);
        page.setProgress(.5, "case 100 of 200", "3 min left");
        QVERIFY(cancel->isVisible());
        QVERIFY(!button(page, "Calibrate")->isEnabled());
        QSignalSpy cancelled(&page, &CalibratePage::cancelRequested);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        page.setRunning(false);
        QVERIFY(!cancel->isVisible());
    }

    void figuresFoldByType()
    {
        CalibratePage page;
        page.setFigures("ViT-B/16 on 200 shapes", rows, "gradcam was not measured.");
        QCOMPARE(page.figures()->rowCount(), 2);
        page.findChild<QCheckBox*>()->setChecked(true);
        QCOMPARE(page.figures()->rowCount(), 4);
    }

    void figuresSayIntervalChanceAndFailure()
    {
        FigureTable table;
        table.setRows(rows);
        const auto* cells = table.table()->model();
        QCOMPARE(cells->index(0, FigureTable::Value).data().toString(), ".92 [.90, .94]");
        QCOMPARE(cells->index(0, FigureTable::Count).data().toString(), QString("1,240"));
        QVERIFY(cells->index(1, FigureTable::Name)
                    .data()
                    .toString()
                    .contains("negation, worse than guessing"));
        QVERIFY(!cells->index(2, FigureTable::Name).data().toString().contains("worse"));
        QCOMPARE(cells->index(3, FigureTable::Value).data().toString(), ".93");
        QCOMPARE(cells->index(1, 0).data(Qt::AccessibleTextRole).toString(),
                 "clip4dm, negation, worse than guessing: .22 [.18, .27], n 120, guessing gives "
                 ".50");
    }

    void anIntervalIsDrawnWhereItLies()
    {
        setScheme(Scheme::Light);
        FigureTable table;
        table.resize(700, 200);
        table.setRows({{"a", "Pointing", {}, .5, .4, .6, FigureRow::none, false, 10, {}}});
        table.show();
        const QRect cell =
            table.table()->visualRect(table.table()->model()->index(0, FigureTable::Interval));
        const QImage shown = table.table()->viewport()->grab().toImage();
        const double ratio = shown.devicePixelRatio();
        const auto dark = [&](double share) {
            const int x = int((cell.left() + 10 + (cell.width() - 20) * share) * ratio);
            int darkest = 255;
            for (int y = -1; y <= 1; ++y)
                darkest = std::min(
                    darkest, shown.pixelColor(x, int(cell.center().y() * ratio) + y).lightness());
            return darkest < 140;
        };
        QVERIFY(dark(.5));  // the dot
        QVERIFY(dark(.44)); // the interval
        QVERIFY(!dark(.3) && !dark(.7));
    }
};

QTEST_MAIN(TestCalibratePage)
#include "tst_calibrate_page.moc"
