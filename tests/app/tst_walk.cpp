// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "app/settings.h"
#include "project/document.h"
#include "project/history_list.h"
#include "tests/app/undo_exempt.h"

#include "views/command_palette.h"
#include "views/style.h"
#include "views/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QRadioButton>
#include <QScrollBar>
#include <QShortcut>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using app::Actions;
using Role = explain::Text::Role;

namespace {

/// A window in the midst of work: a case, texts, results, a step to take back and one to do again.
struct Shown {
    app::Studio studio;
    app::MainWindow window{studio};
    QTimer closer;

    Shown()
    {
        // What asks for more (a file, a name) is told no, as soon as it asks.
        QObject::connect(&closer, &QTimer::timeout, [] {
            if (QWidget* popup = QApplication::activePopupWidget())
                popup->close();
            else if (QWidget* modal = QApplication::activeModalWidget())
                modal->close();
        });
        window.resize(1600, 1000);
        window.show();
        window.activateWindow();
        studio.chooseNetwork("toy");
    }
    bool isReady()
    {
        if (!QTest::qWaitFor([&] { return bool(studio.network()); }))
            return false;
        QImage picture(24, 16, QImage::Format_RGB888);
        picture.fill(Qt::darkGreen);
        studio.openCase(studio.cases().addPicture(
            picture, "picture", {{"tiny green square", Role::Caption}, {"square", Role::Concept}}));
        actions()["text.add"]->trigger();
        actions()["text.add"]->trigger();
        actions()["edit.undo"]->trigger();
        const bool ready = QTest::qWaitFor([&] {
            for (const app::PanelRun* run : studio.panels())
                if (run->state() == app::PanelRun::State::Waiting)
                    return false;
            return true;
        });
        closer.start(20);
        return ready;
    }
    Actions& actions() { return window.actions(); }
    int stepsDone() { return studio.document().history().done(); }
    bool hasPaletteEntry(QAction* action)
    {
        const QString title = action->text().remove('&');
        for (const QString& shown : window.findChild<views::CommandPalette*>()->shownTitles())
            if (shown == title || shown.startsWith(title + ": "))
                return true;
        return false;
    }
};

QString describe(const QObject* object)
{
    QStringList path;
    for (const QObject* at = object; at; at = at->parent())
        path.prepend(QString("%1(%2)").arg(at->metaObject()->className(), at->objectName()));
    const auto* button = qobject_cast<const QAbstractButton*>(object);
    const auto* action = qobject_cast<const QAction*>(object);
    return path.join(" > ")
        + (button       ? " “" + button->text() + "” " + button->toolTip()
               : action ? " “" + action->text() + "”"
                        : QString());
}

/// Parts that Qt's own controls bring along: they do what the control does.
bool isPartOfControl(const QObject* object)
{
    for (const QObject* at = object->parent(); at; at = at->parent())
        if (qobject_cast<const QLineEdit*>(at) || qobject_cast<const QAbstractSpinBox*>(at)
            || qobject_cast<const QComboBox*>(at) || qobject_cast<const QTabBar*>(at)
            || at->inherits("QTextEdit") || at->inherits("QPlainTextEdit")
            || at->inherits("QCalendarWidget") || at->inherits("QDialogButtonBox")
            || at->inherits("QMenuBar") || at->inherits("QToolBar")
            || qobject_cast<const QAbstractItemView*>(at))
            return true;
    return object->inherits("QDockWidgetTitleButton"); // dock.* and edit.history do the same
}

bool isControl(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget)
        || qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget)
        || (qobject_cast<const QAbstractSlider*>(widget)
            && !qobject_cast<const QScrollBar*>(widget))
        || qobject_cast<const QAbstractItemView*>(widget) || (widget->focusPolicy() & Qt::TabFocus);
}

QString nameOf(QWidget* widget)
{
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
    return spoken ? spoken->text(QAccessible::Name) : QString();
}

/// A hidden button that gets its text, and so its name, when it is shown.
bool isBlank(const QWidget* widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return button && !button->isVisible() && button->text().isEmpty()
        && button->accessibleName().isEmpty() && button->icon().isNull();
}

/// Controls under \p root that no screen reader could name.
QStringList nameless(QWidget* root)
{
    QStringList found;
    for (QWidget* widget : root->findChildren<QWidget*>())
        if (isControl(widget) && !isPartOfControl(widget) && !widget->isWindow() && !isBlank(widget)
            && nameOf(widget).trimmed().isEmpty())
            found << describe(widget);
    return found;
}

} // namespace

class tst_Walk final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QApplication::setQuitOnLastWindowClosed(false);
        QApplication::setStyle(new views::StudioStyle);
        views::setScheme(views::Scheme::Dark);
    }
    void init() { app::settings().clear(); }

    void everyActionOfTheTreeHasAnIdAndAPaletteEntry()
    {
        Shown shown;
        QVERIFY(shown.isReady());
        shown.actions()["help.actions"]->trigger();
        QStringList bad;
        int walked = 0;
        for (QAction* action : shown.window.findChildren<QAction*>() + shown.actions().all()) {
            const QString id = Actions::idOf(action);
            const bool isMenuTitle = action->menu() && !shown.actions().contains(id);
            if (action->isSeparator() || isMenuTitle || isPartOfControl(action)
                || qobject_cast<QDockWidget*>(action->parent())) // dock.* do the same
                continue;
            ++walked;
            const bool isKnown =
                shown.actions().contains(id) || shown.actions().contains(id.section('/', 0, 0));
            if (id.isEmpty() || !isKnown || action->text().isEmpty()
                || (shown.actions().contains(id) && !shown.hasPaletteEntry(action)))
                bad << describe(action);
        }
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
        QVERIFY(walked >= shown.actions().all().size());
        QVERIFY(shown.window.findChildren<QShortcut*>().isEmpty()); // keys belong to actions
    }
    void everyChoiceHasAPaletteEntry()
    {
        Shown shown;
        QVERIFY(shown.isReady());
        QVERIFY(shown.actions().offering().contains("network.choose"));
        for (const QString& id : shown.actions().offering()) {
            QVERIFY2(shown.actions().menuOf(id), qPrintable(id));
            shown.actions()["help.actions"]->trigger();
            for (QAction* choice : shown.actions().choicesOf(id)) {
                QVERIFY2(shown.hasPaletteEntry(choice), qPrintable(describe(choice)));
                QVERIFY2(!Actions::tipOf(choice).isEmpty() || !choice->isEnabled(),
                         qPrintable(describe(choice)));
            }
        }
    }
    void whatCannotBeUsedSaysWhy()
    {
        app::Studio studio;
        app::MainWindow window(studio);
        window.show();
        int resting = 0;
        for (const QAction* action : window.actions().all()) {
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(Actions::idOf(action)));
            if (action->isEnabled())
                continue;
            ++resting;
            QVERIFY2(action->statusTip() != Actions::tipOf(action),
                     qPrintable(Actions::idOf(action)));
        }
        QVERIFY(resting > 5);
    }
    /// A button does what an action does, or is a control of a value that Tab reaches.
    void everyButtonHasAnActionOrAReason()
    {
        Shown shown;
        QVERIFY(shown.isReady());
        QStringList bad;
        for (QAbstractButton* button : shown.window.findChildren<QAbstractButton*>()) {
            if (isPartOfControl(button) || isBlank(button))
                continue;
            const auto* tool = qobject_cast<QToolButton*>(button);
            const QAction* action = tool ? tool->defaultAction() : nullptr;
            if (action && shown.actions().contains(Actions::idOf(action)))
                continue;
            if (shown.actions().contains(button->property("action").toString()))
                continue;
            if (button->focusPolicy() & Qt::TabFocus && !nameOf(button).isEmpty())
                continue;
            bad << describe(button);
        }
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
    }
    void everyControlHasAName()
    {
        Shown shown;
        QVERIFY(shown.isReady());
        const QStringList bad = nameless(&shown.window);
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
        for (const char* id :
             {"app.settings", "help.shortcuts", "network.calibrate", "help.start"}) {
            shown.closer.stop();
            shown.actions()[id]->trigger();
            for (QWidget* top : QApplication::topLevelWidgets())
                if (auto* dialog = qobject_cast<QDialog*>(top); dialog && dialog->isVisible()) {
                    QVERIFY(!dialog->windowTitle().isEmpty());
                    const QStringList there = nameless(dialog);
                    QVERIFY2(there.isEmpty(), qPrintable(there.join('\n')));
                    dialog->close();
                }
        }
    }
    void tabReachesEverything()
    {
        Shown shown;
        QVERIFY(shown.isReady());
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        QList<QWidget*> reached;
        shown.window.setFocus();
        while (reached.size() < 1000) {
            QWidget* at = QApplication::focusWidget();
            QTest::keyClick(at ? at : &shown.window, Qt::Key_Tab);
            at = QApplication::focusWidget();
            if (!at || (!reached.isEmpty() && at == reached.first()))
                break;
            reached.append(at);
        }
        QStringList missed;
        for (QWidget* widget : shown.window.findChildren<QWidget*>())
            if (widget->isVisible() && widget->isEnabled() && widget->window() == &shown.window
                && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()
                && !reached.contains(widget) && !isPartOfControl(widget)
                && !qobject_cast<QRadioButton*>(widget)) // arrows move within a group
                missed << describe(widget);
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join('\n')));
    }

    void everyActionCanBeTakenBackOrIsExempt_data()
    {
        QTest::addColumn<QString>("id");
        for (const app::ActionRow& row : app::actionTable())
            QTest::newRow(row.id) << QString(row.id);
    }
    void everyActionCanBeTakenBackOrIsExempt()
    {
        QFETCH(QString, id);
        Shown shown;
        QVERIFY(shown.isReady());
        const QString reason = undoExempt().value(id);
        QAction* action = shown.actions()[id];
        if (!action->isEnabled()) {
            QVERIFY2(!reason.isEmpty(), "cannot be used here, and nothing says why it is exempt");
            return;
        }
        const int before = shown.stepsDone();
        action->trigger();
        QTest::qWait(1);
        const int after = shown.stepsDone();
        if (!reason.isEmpty()) {
            QVERIFY2(after <= before || id == "edit.redo",
                     "it is exempt and yet makes a step: take it off the list");
            return;
        }
        QCOMPARE(after, before + 1);
        shown.actions()["edit.undo"]->trigger();
        QCOMPARE(shown.stepsDone(), before);
    }
    void theExemptAreActions()
    {
        const Actions actions;
        for (auto it = undoExempt().begin(); it != undoExempt().end(); ++it) {
            QVERIFY2(actions.contains(it.key()), qPrintable(it.key()));
            QVERIFY2(it.value().size() > 10, qPrintable(it.key()));
        }
    }
    void aChoiceOfNetworkOrMethodCanBeTakenBack()
    {
        for (const char* id : {"network.choose", "method.choose"}) {
            Shown shown;
            QVERIFY(shown.isReady());
            const int before = shown.stepsDone();
            for (QAction* choice : shown.actions().choicesOf(id))
                if (choice->isEnabled() && !choice->isChecked()) {
                    choice->trigger();
                    break;
                }
            QTRY_COMPARE(shown.stepsDone(), before + 1);
        }
    }
};

QTEST_MAIN(tst_Walk)
#include "tst_walk.moc"
