// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/keys_page.h"
#include "views/settings_dialog.h"
#include "views/shortcut_sheet.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace views;

namespace {

QList<KeyRow> rows()
{
    return {{"file.open", "File", "Open image", "everywhere", {QKeySequence("Ctrl+O")}, false},
            {"view.grey", "View", "Photo in grey", "outside writing", {QKeySequence("G")}, true},
            {"help.about", "Help", "About", "everywhere", {}, false}};
}

struct ShownPage {
    KeysPage page;

    ShownPage()
    {
        page.setRows(rows());
        page.setConflict([](const QString& id, const QKeySequence& keys) -> KeyConflict {
            if (keys == QKeySequence("Ctrl+O") && id != "file.open")
                return {"Ctrl+O belongs to “Open image”", true};
            if (keys == QKeySequence("Left"))
                return {"Left moves in pictures", false};
            return {};
        });
        page.resize(700, 400);
        page.show();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers with = {})
    {
        page.recorder()->setFocus();
        QTest::keyClick(page.recorder(), key, with);
    }
};

} // namespace

class tst_KeysPage final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsByNameMenuAndKeys()
    {
        ShownPage shown;
        QCOMPARE(shown.page.shownCount(), 3);
        for (const auto& [typed, count] :
             {std::pair{"grey", 1}, {"ctrl+o", 1}, {"HELP", 1}, {"zebra", 0}, {"", 3}}) {
            shown.page.search()->setText(typed);
            QCOMPARE(shown.page.shownCount(), count);
        }
    }
    void pressedKeysAreAskedFor()
    {
        ShownPage shown;
        QSignalSpy wanted(&shown.page, &KeysPage::keysWanted);
        shown.page.choose("help.about");
        QVERIFY(!shown.page.assignButton()->isEnabled());
        shown.press(Qt::Key_J, Qt::ControlModifier);
        QVERIFY(shown.page.conflictShown().isEmpty());
        QVERIFY(shown.page.assignButton()->isEnabled());
        shown.page.assignButton()->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), QString("help.about"));
        QCOMPARE(wanted[0][1].value<QList<QKeySequence>>(),
                 QList<QKeySequence>{QKeySequence("Ctrl+J")});
    }
    void aConflictIsShownWithWhoHasTheKeys()
    {
        ShownPage shown;
        shown.page.choose("view.grey");
        shown.press(Qt::Key_O, Qt::ControlModifier);
        QVERIFY(shown.page.conflictShown().contains("Open image"));
        QCOMPARE(shown.page.assignButton()->text(), QString("Take over"));
        QVERIFY(shown.page.assignButton()->isEnabled());
        shown.page.choose("help.about");
        QVERIFY(shown.page.conflictShown().isEmpty()); // another row, another question
        shown.press(Qt::Key_Left);
        QVERIFY(!shown.page.assignButton()->isEnabled());
    }
    void theChosenRowStaysChosen()
    {
        ShownPage shown;
        shown.page.choose("view.grey");
        shown.page.setRows(rows());
        QCOMPARE(shown.page.chosen(), QString("view.grey"));
    }
    void settingsSayWhatWasChanged()
    {
        SettingsDialog dialog;
        GeneralSettings general{"light", true, "R. Reader", 512, "kept"};
        QSignalSpy said(&dialog, &SettingsDialog::generalChanged);
        dialog.setGeneral(general);
        QCOMPARE(said.count(), 0);
        QVERIFY(dialog.general() == general);
        dialog.show();
        auto* theme = dialog.findChild<QComboBox*>();
        theme->setFocus();
        QTest::keyClick(theme, Qt::Key_Down);
        QCOMPARE(said.count(), 1);
        QCOMPARE(dialog.general().theme, QString("contrast"));
        dialog.findChild<QCheckBox*>()->click();
        QCOMPARE(said.count(), 2);
        QVERIFY(!dialog.general().isMotionReduced);
        general.theme = "nonsense";
        dialog.setGeneral(general);
        QCOMPARE(dialog.general().theme, QString("system"));
    }
    void theSheetIsPrintedWithAllItsKeys()
    {
        QTemporaryDir folder;
        ShortcutSheet sheet;
        const auto pagesOf = [&](int count) {
            ShortcutGroup group{.title = "Many"};
            for (int i = 0; i < count; ++i)
                group.keys.append({QKeySequence("Ctrl+K"), QString("Action %1").arg(i)});
            sheet.setGroups({group});
            const QString file = folder.filePath("sheet.pdf");
            if (!sheet.savePdf(file))
                return -1;
            QFile pdf(file);
            if (!pdf.open(QIODevice::ReadOnly))
                return -1;
            const QByteArray bytes = pdf.readAll();
            return bytes.startsWith("%PDF") ? int(bytes.count("/Type /Page\n")) : -1;
        };
        QCOMPARE(pagesOf(20), 1);
        QCOMPARE(pagesOf(300), 4); // 49 lines a column, two columns a page
        QVERIFY(!sheet.savePdf("/proc/none/sheet.pdf"));
    }
};

QTEST_MAIN(tst_KeysPage)
#include "tst_keys_page.moc"
