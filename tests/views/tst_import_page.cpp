// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/import_page.h"
#include "views/style.h"
#include "views/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace views;

namespace {

QPushButton* button(const ImportPage& page, const QString& text)
{
    for (QPushButton* each : page.findChildren<QPushButton*>())
        if (each->text() == text)
            return each;
    return nullptr;
}

QComboBox* boxOf(const ImportPage& page, int column)
{
    return qobject_cast<QComboBox*>(page.findChild<QTableWidget*>()->cellWidget(0, column));
}

void fill(ImportPage& page)
{
    page.setRoles({{"image", "image"}, {"texts", "text"}});
    page.setTable("set.csv", {{"path", "image"}, {"caption", "texts"}, {"site", {}}},
                  {{"a.png", "a ball\nand more", "north"}, {"b.png", "a cube", "south"}}, true);
}

} // namespace

class TestImportPage final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new StudioStyle); }

    void showsRowsAndWhatColumnsAreTakenFor()
    {
        ImportPage page;
        fill(page);
        const auto* table = page.findChild<QTableWidget*>();
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->horizontalHeaderItem(1)->text(), "caption");
        QCOMPARE(boxOf(page, 0)->currentText(), "image");
        QCOMPARE(boxOf(page, 2)->currentText(), "kept as it is");
        QCOMPARE(table->item(2, 1)->text(), "a cube");
        QVERIFY(!table->item(1, 1)->text().contains('\n'));
        QCOMPARE(table->item(1, 1)->toolTip(), "a ball\nand more");
        for (int column = 0; column < 3; ++column)
            QVERIFY(!boxOf(page, column)->accessibleName().isEmpty());
    }

    void aChoiceOfTheUserIsTold()
    {
        ImportPage page;
        fill(page);
        QSignalSpy changed(&page, &ImportPage::rolesChanged);
        page.show();
        boxOf(page, 2)->setFocus();
        QTest::keyClick(boxOf(page, 2), Qt::Key_End);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(page.columns()[2].role, "texts");
        QCOMPARE(page.columns()[0], (ImportColumn{"path", "image"}));
    }

    void faultsKeepTheImportOut()
    {
        ImportPage page;
        fill(page);
        QVERIFY(button(page, "Import")->isEnabled());
        page.setFaults({"line 3: image: expected a file, found nothing"});
        page.show();
        QVERIFY(!button(page, "Import")->isEnabled());
        QVERIFY(page.findChild<QListWidget*>()->isVisible());
        page.setFaults({});
        QVERIFY(!page.findChild<QListWidget*>()->isVisible());
        QSignalSpy import(&page, &ImportPage::importRequested);
        QTest::mouseClick(button(page, "Import"), Qt::LeftButton);
        QCOMPARE(import.size(), 1);
    }

    void cancelEndsWhatRunsBeforeThePage()
    {
        ImportPage page;
        fill(page);
        page.show();
        page.setRunning(true);
        page.setProgress(.5, "reading images");
        QCOMPARE(page.findChild<QProgressBar*>()->value(), 500);
        QVERIFY(!button(page, "Import")->isEnabled());
        QSignalSpy cancelled(&page, &ImportPage::cancelRequested);
        QTest::keyClick(&page, Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(page.isVisible());
        page.setRunning(false);
        QTest::mouseClick(button(page, "Cancel"), Qt::LeftButton);
        QVERIFY(!page.isVisible());
    }

    void aFolderHasNothingToMap()
    {
        ImportPage page;
        fill(page);
        page.setTable("photos", {{"image", {}}, {"texts", {}}}, {{"a.png", ""}}, false);
        QCOMPARE(page.findChild<QTableWidget*>()->rowCount(), 1);
        QVERIFY(!boxOf(page, 0));
        QVERIFY(button(page, "Import")->isEnabled());
    }

    void isLegibleInBothSchemes()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            setScheme(scheme);
            ImportPage page;
            fill(page);
            page.setFaults({"line 3: image: nowhere.png: expected a readable file"});
            page.show();
            QVERIFY(QTest::qWaitForWindowExposed(&page));
            const QString folder = qEnvironmentVariable("SCREENSHOTS");
            if (!folder.isEmpty())
                QVERIFY(page.grab().save(
                    folder + (scheme == Scheme::Light ? "/import-light.png" : "/import-dark.png")));
            QVERIFY(page.minimumSizeHint().width() <= 900);
        }
    }
};

QTEST_MAIN(TestImportPage)
#include "tst_import_page.moc"
