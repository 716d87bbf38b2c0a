// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "app/settings.h"
#include "app/themes.h"

#include "views/inspector.h"
#include "views/motion.h"
#include "views/style.h"

#include <QDockWidget>
#include <QInputDialog>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

namespace {

struct Shown {
    app::Studio studio;
    app::MainWindow window{studio};

    explicit Shown(int width = 1600)
    {
        window.resize(width, 900);
        window.show();
        window.activateWindow();
    }
    QAction* action(const char* id) { return window.actions()[id]; }
    QDockWidget* dock(const char* name) { return window.findChild<QDockWidget*>(name); }
    views::Inspector* inspector() { return window.findChild<views::Inspector*>(); }
    template <class Dialog> Dialog* dialog()
    {
        for (Dialog* one : window.findChildren<Dialog*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
};

} // namespace

class tst_WindowWays final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QApplication::setStyle(new views::StudioStyle);
    }
    void init()
    {
        app::settings().clear();
        app::themes().choose("dark");
    }

    void docksFollowTheWidth_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("cases");
        QTest::addColumn<int>("inspector");
        for (const auto& [width, cases, inspector] : {std::tuple{1280, 72, 40},
                                                      {1439, 72, 40},
                                                      {1440, 236, 284},
                                                      {1919, 236, 284},
                                                      {1920, 256, 320},
                                                      {2560, 280, 360}})
            QTest::addRow("%d", width) << width << cases << inspector;
    }
    void docksFollowTheWidth()
    {
        QFETCH(int, width);
        QFETCH(int, cases);
        QFETCH(int, inspector);
        Shown shown(width == 1440 ? 1600 : 1440);
        shown.window.resize(width, 900);
        QTRY_VERIFY(std::abs(shown.dock("cases")->width() - cases) <= 2);
        QTRY_VERIFY(std::abs(shown.dock("inspector")->width() - inspector) <= 2);
        QCOMPARE(shown.window.width(), width); // nothing in it asks for more
    }
    void theRailOpensTheInspectorOverThePanels()
    {
        Shown shown(1300);
        QTRY_VERIFY(shown.dock("inspector")->width() <= 42);
        QVERIFY(!shown.inspector()->isVisible());
        QTRY_VERIFY(shown.dock("cases")->width() <= 90);
        const int before = shown.window.centralWidget()->width();
        shown.action("dock.inspector")->trigger();
        QVERIFY(shown.inspector()->isVisible());
        QCOMPARE(shown.inspector()->window(), &shown.window);
        QCOMPARE(shown.window.centralWidget()->width(), before);
        shown.action("dock.inspector")->trigger();
        QVERIFY(!shown.inspector()->isVisible());
        auto* button = shown.dock("inspector")->findChild<QToolButton*>();
        QVERIFY(button && !button->accessibleName().isEmpty());
        button->click();
        QVERIFY(shown.inspector()->isVisible() && shown.action("dock.inspector")->isChecked());
        shown.window.resize(1600, 900);
        QTRY_COMPARE(shown.dock("inspector")->widget(), shown.inspector());
        QVERIFY(shown.inspector()->isVisible());
    }
    void oneKeyPutsAllBack()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        for (const char* id : {"dock.cases", "dock.inspector", "dock.text"})
            shown.action(id)->trigger();
        shown.window.addDockWidget(Qt::RightDockWidgetArea, shown.dock("cases"));
        QVERIFY(!shown.dock("text")->isVisible());
        QTest::keyClick(&shown.window, Qt::Key_0, Qt::ControlModifier);
        for (const char* name : {"cases", "inspector", "text"})
            QVERIFY2(shown.dock(name)->isVisible(), name);
        QCOMPARE(shown.window.dockWidgetArea(shown.dock("cases")), Qt::LeftDockWidgetArea);
        QTRY_VERIFY(std::abs(shown.dock("cases")->width() - 236) <= 2);
    }
    void aLayoutIsSavedChosenAndForgotten()
    {
        Shown shown;
        shown.action("dock.cases")->trigger();
        shown.action("layout.save")->trigger();
        auto* dialog = shown.dialog<QInputDialog>();
        QVERIFY(dialog);
        dialog->setTextValue("  without cases ");
        dialog->accept();
        shown.action("layout.reset")->trigger();
        QVERIFY(shown.dock("cases")->isVisible());
        const QList<QAction*> choices = shown.window.actions().choicesOf("layout.choose");
        QCOMPARE(choices.size(), 1);
        QCOMPARE(choices[0]->text(), QString("without cases"));
        choices[0]->trigger();
        QVERIFY(!shown.dock("cases")->isVisible());
        shown.window.actions().choicesOf("layout.remove")[0]->trigger();
        QVERIFY(shown.window.actions().choicesOf("layout.choose").isEmpty());
    }
    void theLayoutIsRememberedAndADamagedOneFallsBack()
    {
        {
            Shown shown;
            shown.action("dock.text")->trigger();
            shown.window.close();
        }
        {
            Shown again;
            QVERIFY(!again.dock("text")->isVisible());
            again.window.close();
        }
        QByteArray state = app::settings().value("layout/explore/left").toByteArray();
        state[state.size() / 2] = char(~state[state.size() / 2]);
        app::settings().setValue("layout/explore/left", state);
        Shown fallen;
        QVERIFY(fallen.dock("text")->isVisible());
    }
    void keysAreGivenInTheSettingsAndKept()
    {
        {
            Shown shown;
            shown.action("app.settings")->trigger();
            auto* dialog = shown.dialog<views::SettingsDialog>();
            QVERIFY(dialog);
            dialog->keys()->choose("view.grey");
            dialog->keys()->recorder()->setFocus();
            QTest::keyClick(dialog->keys()->recorder(), Qt::Key_L, Qt::ControlModifier);
            QVERIFY(dialog->keys()->conflictShown().contains("Write text"));
            dialog->keys()->assignButton()->click();
            QCOMPARE(shown.action("view.grey")->shortcut(), QKeySequence("Ctrl+L"));
            QVERIFY(shown.action("text.focus")->shortcuts().isEmpty());
            dialog->close();
        }
        Shown again;
        QCOMPARE(again.action("view.grey")->shortcut(), QKeySequence("Ctrl+L"));
    }
    void settingsHoldAtOnce()
    {
        Shown shown;
        shown.action("app.settings")->trigger();
        auto* dialog = shown.dialog<views::SettingsDialog>();
        views::GeneralSettings general = dialog->general();
        QCOMPARE(general.theme, QString("dark"));
        QVERIFY(general.keeping.contains(".ini") || general.keeping.contains("/"));
        general.theme = "contrast";
        general.isMotionReduced = true;
        general.reader = "R. Reader";
        general.undoMegabytes = 512;
        dialog->setGeneral(general);
        Q_EMIT dialog->generalChanged();
        QCOMPARE(views::theme().scheme, views::Scheme::Contrast);
        QVERIFY(shown.action("theme.contrast")->isChecked());
        QVERIFY(views::reducesMotion());
        QVERIFY(!shown.window.isAnimated());
        QCOMPARE(app::settings().value("reader/name").toString(), QString("R. Reader"));
        QCOMPARE(app::settings().value("undo/megabytes").toInt(), 512);
        shown.action("view.reduce-motion")->setChecked(false);
        QVERIFY(shown.window.isAnimated());
    }
    void theDesktopIsFollowedWhileTheProgramRuns()
    {
        // The offscreen platform has a light palette and no settings portal of its own.
        app::DesktopLook desktop;
        app::themes().choose("system");
        QVERIFY(views::theme().scheme != views::Scheme::Page);
        const auto portalSays = [&](const char* key, uint value) {
            QMetaObject::invokeMethod(
                &desktop, "portalSaid", Q_ARG(QString, "org.freedesktop.appearance"),
                Q_ARG(QString, key), Q_ARG(QDBusVariant, QDBusVariant(value)));
        };
        portalSays("color-scheme", 1);
        QVERIFY(desktop.isDark());
        portalSays("color-scheme", 0); // no preference: as before
        QVERIFY(desktop.isDark());
        portalSays("color-scheme", 2);
        QVERIFY(!desktop.isDark() && !desktop.wantsContrast());
        portalSays("contrast", 1);
        QVERIFY(desktop.wantsContrast());
        portalSays("nonsense", 1);
    }
};

QTEST_MAIN(tst_WindowWays)
#include "tst_window_ways.moc"
