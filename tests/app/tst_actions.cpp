// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions.h"

#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using app::Actions;
using app::Mode;
using app::Scope;

namespace {

QKeySequence keys(const char* text)
{
    return QKeySequence(text, QKeySequence::PortableText);
}

/// Keys that two actions hold in the same place, as "id: keys, id".
QStringList doubled(const Actions& actions)
{
    QStringList found;
    for (const QAction* action : actions.all())
        for (const QKeySequence& sequence : Actions::keysOf(action)) {
            const app::KeyHolder holder = actions.holder(sequence, Actions::idOf(action));
            if (!holder.text.isEmpty())
                found << Actions::idOf(action) + ": " + sequence.toString() + ", " + holder.text;
        }
    return found;
}

} // namespace

class tst_Actions final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTableIsWhole()
    {
        QSet<QString> ids;
        for (const app::ActionRow& row : app::actionTable()) {
            QVERIFY2(!ids.contains(row.id), row.id);
            ids.insert(row.id);
            QVERIFY2(QString(row.id).count('.') == 1 && *row.text && *row.group, row.id);
            QVERIFY2(QString(row.tip).size() >= 10 && !QString(row.tip).endsWith('.'), row.id);
            const qsizetype wanted = *row.keys ? QString(row.keys).split("; ").size() : 0;
            QCOMPARE(Actions::keysFrom(row.keys).size(), wanted);
        }
    }
    void noKeysAreTakenTwice() { QCOMPARE(doubled(Actions()), QStringList()); }
    /// The keys of the look's sheet; arrows, Space and the like belong to views.
    void keysAreThoseOfTheSheet_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("key");
        for (const auto& [id, key] : {std::pair{"help.actions", "Ctrl+K"},
                                      {"help.shortcuts", "F1"},
                                      {"file.open", "Ctrl+O"},
                                      {"file.figure", "Ctrl+E"},
                                      {"file.data", "Ctrl+Shift+E"},
                                      {"window.close", "Ctrl+W"},
                                      {"file.quit", "Ctrl+Q"},
                                      {"app.settings", "Ctrl+,"},
                                      {"edit.undo", "Ctrl+Z"},
                                      {"edit.redo", "Ctrl+Shift+Z"},
                                      {"file.paste", "Ctrl+V"},
                                      {"case.filter", "Ctrl+F"},
                                      {"text.focus", "Ctrl+L"},
                                      {"network.choose", "Ctrl+Shift+N"},
                                      {"run.panel", "F5"},
                                      {"run.all", "Shift+F5"},
                                      {"run.cancel", "Esc"},
                                      {"pane.next", "F6"},
                                      {"pane.previous", "Shift+F6"},
                                      {"dock.cases", "Ctrl+B"},
                                      {"dock.inspector", "Ctrl+I"},
                                      {"dock.text", "Ctrl+T"},
                                      {"layout.reset", "Ctrl+0"},
                                      {"window.full", "F11"},
                                      {"case.next", "Ctrl+PgDown"},
                                      {"case.previous", "Ctrl+PgUp"},
                                      {"view.zoom-in", "+"},
                                      {"view.zoom-out", "-"},
                                      {"view.fit", "0"},
                                      {"view.hide-overlays", "H"},
                                      {"view.outlines", "Shift+H"},
                                      {"panel.maximise", "F"},
                                      {"panel.next", "Ctrl+]"},
                                      {"panel.previous", "Ctrl+["},
                                      {"view.opacity-down", "["},
                                      {"view.opacity-up", "]"},
                                      {"view.grey", "G"},
                                      {"scale.share", "S"},
                                      {"view.link", "K"},
                                      {"concept.add", "C"},
                                      {"method.threshold", "Alt+T"},
                                      {"panel.1", "1"},
                                      {"word.edit", "F2"},
                                      {"project.new", "Ctrl+N"},
                                      {"project.mark", "Ctrl+S"},
                                      {"project.save-as", "Ctrl+Shift+S"},
                                      {"mode.switch", "Ctrl+Tab"},
                                      {"claim.lock", "Ctrl+Return"},
                                      {"compare.pin", "R"},
                                      {"compare.next", "X"},
                                      {"panel.9", "9"},
                                      {"verdict.1", "1"},
                                      {"verdict.5", "5"},
                                      {"severity.1", "6"},
                                      {"severity.3", "8"},
                                      {"claim.flag", "9"},
                                      {"tool.box", "B"},
                                      {"tool.polygon", "P"},
                                      {"tool.lasso", "L"},
                                      {"tool.brush", "D"},
                                      {"tool.eraser", "E"},
                                      {"tool.point", "O"},
                                      {"region.mask", "M"},
                                      {"brush.smaller", ","},
                                      {"brush.larger", "."},
                                      {"claim.next-open", "N"},
                                      {"claim.previous-open", "Shift+N"},
                                      {"region.remove", "Del"},
                                      {"claim.make", "J"}})
            QTest::newRow(id) << id << key;
    }
    void keysAreThoseOfTheSheet()
    {
        QFETCH(QString, id);
        QFETCH(QString, key);
        const Actions actions;
        QVERIFY(actions.contains(id));
        QVERIFY(Actions::keysOf(actions[id]).contains(QKeySequence(key)));
    }
    void conflictsNameWhoHasTheKeys()
    {
        const Actions actions;
        QCOMPARE(actions.holder(keys("Ctrl+O"), "view.grey").action, actions["file.open"]);
        QVERIFY(actions.holder(keys("Ctrl+O"), "file.open").text.isEmpty());
        QVERIFY(actions.holder(keys("Ctrl+Alt+J"), "view.grey").text.isEmpty());
        // A chord whose start is taken could never be typed.
        QCOMPARE(actions.holder(keys("Ctrl+O, Ctrl+P"), "view.grey").action, actions["file.open"]);
        const app::KeyHolder view = actions.holder(keys("Left"), "view.grey");
        QVERIFY(!view.action && !view.text.isEmpty());
    }
    void keysAreTakenGivenBackAndKept()
    {
        QTemporaryDir folder;
        QSettings stored(folder.filePath("s.ini"), QSettings::IniFormat);
        Actions actions;
        QSignalSpy said(&actions, &Actions::keysChanged);
        actions.setKeys("view.grey", {keys("Ctrl+O")});
        QCOMPARE(said.count(), 1);
        QCOMPARE(actions["view.grey"]->shortcut(), keys("Ctrl+O"));
        QVERIFY(actions["file.open"]->shortcuts().isEmpty());
        QVERIFY(actions.hasOwnKeys("view.grey") && actions.hasOwnKeys("file.open"));
        QVERIFY(actions["view.grey"]->toolTip().contains("Ctrl+O"));
        QCOMPARE(doubled(actions), QStringList());
        actions.storeKeys(stored);

        Actions again;
        again.restoreKeys(stored);
        QCOMPARE(again["view.grey"]->shortcut(), keys("Ctrl+O"));
        QVERIFY(again["file.open"]->shortcuts().isEmpty());
        again.resetKeys("file.open");
        QCOMPARE(again["file.open"]->shortcut(), keys("Ctrl+O"));
        QVERIFY(again["view.grey"]->shortcuts().isEmpty());
        again.resetAllKeys();
        for (const QAction* action : again.all())
            QVERIFY(!again.hasOwnKeys(Actions::idOf(action)));
        again.storeKeys(stored);
        stored.beginGroup("keys");
        QVERIFY(stored.childKeys().isEmpty());
    }
    void whatIsNoKeyIsPassedOver()
    {
        QTemporaryDir folder;
        QSettings stored(folder.filePath("s.ini"), QSettings::IniFormat);
        stored.setValue("keys/no.such-action", "Ctrl+J");
        stored.setValue("keys/view.grey", "Ctrl+Nonsense; ; Ctrl+J");
        stored.setValue("keys/file.open", QVariant());
        stored.setValue("keys/edit.undo", QByteArray(100000, 'x'));
        Actions actions;
        actions.restoreKeys(stored);
        QCOMPARE(Actions::keysOf(actions["view.grey"]), QList<QKeySequence>{keys("Ctrl+J")});
        QVERIFY(Actions::keysOf(actions["file.open"]).isEmpty());
        QCOMPARE(doubled(actions), QStringList());
    }
    void keysHoldInTheirMode()
    {
        Actions actions;
        QCOMPARE(actions["panel.1"]->shortcut(), keys("1"));
        actions.setMode(Mode::Annotate);
        QVERIFY(actions["panel.1"]->shortcuts().isEmpty());
        QCOMPARE(Actions::keysOf(actions["panel.1"]), QList<QKeySequence>{keys("1")});
        QCOMPARE(actions["view.grey"]->shortcut(), keys("G"));
        actions.setMode(Mode::Explore);
        QCOMPARE(actions["panel.1"]->shortcut(), keys("1"));
    }
    void whatRestsSaysWhy()
    {
        Actions actions;
        const QString tip = actions["file.figure"]->statusTip();
        actions.allow({"file.figure"}, false, "no case is open");
        QVERIFY(!actions["file.figure"]->isEnabled());
        QCOMPARE(actions["file.figure"]->statusTip(), QString("no case is open"));
        QCOMPARE(Actions::tipOf(actions["file.figure"]), tip);
        actions.allow({"file.figure"}, true, {});
        QCOMPARE(actions["file.figure"]->statusTip(), tip);
    }
    void aHeldKeyLetsGo()
    {
        Actions actions;
        QWidget window;
        actions.addTo(&window, &window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyPress(&window, Qt::Key_H);
        QVERIFY(actions["view.hide-overlays"]->isChecked());
        QTest::keyRelease(&window, Qt::Key_H);
        QVERIFY(!actions["view.hide-overlays"]->isChecked());
        actions.setKeys("view.hide-overlays", {keys("Y")});
        QTest::keyPress(&window, Qt::Key_Y);
        QVERIFY(actions["view.hide-overlays"]->isChecked());
        QTest::keyRelease(&window, Qt::Key_Y);
        QVERIFY(!actions["view.hide-overlays"]->isChecked());
    }
    void choicesAreMadeWhenTheyAreAskedFor()
    {
        Actions actions;
        QString chosen;
        QList<app::Choice> offered{
            {.key = "a/b", .text = "First", .tip = "t", .choose = [&] { chosen = "first"; }}};
        actions.offer("file.recent", [&] { return offered; });
        QCOMPARE(actions.offering(), QStringList{"file.recent"});
        QList<QAction*> made = actions.choicesOf("file.recent");
        QCOMPARE(made.size(), 1);
        QCOMPARE(Actions::idOf(made[0]), QString("file.recent/a/b"));
        made[0]->trigger();
        QCOMPARE(chosen, QString("first"));
        offered.append({.key = "c", .text = "Second", .reason = "it is gone", .choose = [] {}});
        made = actions.choicesOf("file.recent");
        QCOMPARE(made.size(), 2);
        QVERIFY(!made[1]->isEnabled());
        QCOMPARE(made[1]->statusTip(), QString("it is gone"));
        QVERIFY(actions.choicesOf("file.open").isEmpty());
        offered.clear();
        Q_EMIT actions.menuOf("file.recent")->aboutToShow(); // an empty menu would not open
        QCOMPARE(actions.menuOf("file.recent")->actions().size(), 1);
        QVERIFY(!actions.menuOf("file.recent")->actions().first()->isEnabled());
    }
};

QTEST_MAIN(tst_Actions)
#include "tst_actions.moc"
