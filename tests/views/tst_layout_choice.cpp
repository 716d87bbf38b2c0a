// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/layout_picker.h"
#include "views/matrix_chooser.h"
#include "views/panel.h"
#include "views/panel_grid.h"
#include "views/theme.h"

#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace views;

/// One to sixteen panels: which rows and columns they take, and who chooses them.
class TestLayoutChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setScheme(Scheme::Dark); }

    void sixteenPanelsScrollDownAndNeverSideways()
    {
        PanelGrid grid;
        QList<Panel*> panels;
        for (int i = 0; i < 16; ++i)
            panels << new Panel;
        grid.resize(912, 616);
        grid.setImageSize({640, 480});
        grid.setPanels(panels);
        grid.show();
        QCOMPARE(grid.columnCount(), 3); // 912 holds three of at least 260
        const auto* scroll = grid.findChild<QScrollArea*>();
        QVERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
        for (const Panel* panel : panels)
            QVERIFY(panel->width() >= metric::panelMinWidth
                    && panel->height() >= metric::panelMinHeight);
    }

    void chosenColumnsStayWhateverTheWindow()
    {
        PanelGrid grid;
        QList<Panel*> panels;
        for (int i = 0; i < 6; ++i)
            panels << new Panel;
        grid.resize(1800, 500);
        grid.setPanels(panels);
        grid.setColumns(2);
        QCOMPARE(grid.columnCount(), 2);
        QCOMPARE(panels[2]->x(), panels[0]->x());
        QVERIFY(panels[2]->y() > panels[0]->y());
        grid.setColumns(0);
        QVERIFY(grid.columnCount() > 2);
    }

    void aMatrixHasHeadsOf24()
    {
        PanelGrid grid;
        QList<Panel*> panels;
        for (int i = 0; i < 4; ++i)
            panels << new Panel;
        grid.resize(1000, 800);
        grid.setPanels(panels);
        grid.setMatrix({"patch-sim", "ot-ipot"}, {"phantom", "toy"});
        QCOMPARE(panels[0]->pos(), QPoint(24, 24));
        QCOMPARE(grid.columnCount(), 2);
        grid.setMatrix({}, {});
        QCOMPARE(panels[0]->pos(), QPoint(0, 0));
    }

    void rowsAndColumnsArePickedByKeysAndByThePointer()
    {
        LayoutPicker picker;
        picker.show();
        QSignalSpy picked(&picker, &LayoutPicker::picked);
        picker.setTaken({1, 1});
        QTest::keyClick(&picker, Qt::Key_Right);
        QTest::keyClick(&picker, Qt::Key_Right);
        QTest::keyClick(&picker, Qt::Key_Down);
        QTest::keyClick(&picker, Qt::Key_Return);
        QCOMPARE(picked.takeFirst().value(0).toSize(), QSize(3, 2));
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(&picker, Qt::Key_Right);
        QCOMPARE(picker.taken(), QSize(4, 2)); // no more than there are
        QTest::mouseMove(&picker, {12, 12});
        QTest::mouseClick(&picker, Qt::LeftButton, {}, {12, 12});
        QCOMPARE(picked.takeFirst().value(0).toSize(), QSize(1, 1));
    }

    void aMatrixOfMoreThanSixteenIsNotOffered()
    {
        QList<MatrixEntry> methods, networks;
        for (int i = 0; i < 6; ++i)
            methods.append({QString("m%1").arg(i), "method", i < 2, i == 5 ? "lacks it" : ""});
        for (int i = 0; i < 4; ++i)
            networks.append({QString("n%1").arg(i), "network", i < 1, {}});
        MatrixChooser chooser(methods, networks, 16);
        const auto* show = chooser.findChildren<QPushButton*>().last();
        QCOMPARE(chooser.methods(), (QStringList{"m0", "m1"}));
        QCOMPARE(chooser.networks(), QStringList{"n0"});
        for (QPushButton* button : chooser.findChildren<QPushButton*>())
            if (button->isDefault())
                show = button;
        QVERIFY(show->isEnabled());
        const auto lists = chooser.findChildren<QListWidget*>();
        QVERIFY(!(lists[0]->item(5)->flags() & Qt::ItemIsEnabled));
        for (QListWidget* list : lists)
            for (int row = 0; row < list->count(); ++row)
                if (list->item(row)->flags() & Qt::ItemIsEnabled)
                    list->item(row)->setCheckState(Qt::Checked);
        QVERIFY(!show->isEnabled()); // 5 × 4
        lists[1]->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(show->isEnabled()); // 5 × 3
    }
};

QTEST_MAIN(TestLayoutChoice)
#include "tst_layout_choice.moc"
