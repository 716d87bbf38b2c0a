// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/dock_header.h"
#include "app/settings.h"
#include "app/themes.h"
#include "views/case_list_view.h"
#include "views/keys_page.h"
#include "views/motion.h"
#include "views/panel_grid.h"
#include "views/settings_dialog.h"
#include "views/shortcut_sheet.h"

#include <QDockWidget>
#include <QInputDialog>
#include <QTimer>

namespace app {
namespace {

constexpr int longestLayoutName = 80;

/// Widths of the docks in a window of at least \p from.
struct Breakpoint {
    int from, cases, inspector, text;
    bool isNarrow;
};
constexpr Breakpoint breakpoints[] = {
    {2560, 280, 360, views::metric::textEditor, false},
    {1920, 256, 320, views::metric::textEditor, false},
    {1440, views::metric::caseDock, views::metric::inspector, views::metric::textEditor, false},
    {0, views::metric::caseRail, views::metric::inspectorRail, views::metric::textEditorSmall,
     true},
};

const Breakpoint& breakpointOf(int width)
{
    for (const Breakpoint& point : breakpoints)
        if (width >= point.from)
            return point;
    return breakpoints[std::size(breakpoints) - 1];
}

QString whereOf(Scope scope)
{
    switch (scope) {
    case Scope::All: return MainWindow::tr("everywhere");
    case Scope::Canvas: return MainWindow::tr("outside writing");
    case Scope::Explore: return MainWindow::tr("in Explore");
    case Scope::Annotate: return MainWindow::tr("in Annotate");
    case Scope::Words: return MainWindow::tr("in the words");
    }
    return {};
}

} // namespace

/// Layouts, settings and keys: how a person arranges the window for their work.
void MainWindow::connectWays()
{
    m_layouts.setDefault(Mode::Explore);
    connect(&m_layouts, &Layouts::arranged, this, [this] { fitDocks(Fit::Rails); });
    connect(&m_actions, &Actions::modeChanged, this, [this] { m_layouts.enter(m_actions.mode()); });
    connect(m_actions["layout.reset"], &QAction::triggered, this, [this] {
        m_layouts.reset();
        m_grid->setMaximised(nullptr);
        fitDocks(Fit::RailsAndSizes);
    });
    connect(m_actions["layout.save"], &QAction::triggered, this, &MainWindow::saveLayoutDialog);
    m_actions.offer("layout.choose", [this] {
        return layoutChoices(tr("Arrange the window as it was saved"), [this](const QString& name) {
            if (!m_layouts.show(name))
                notify(tr("layout %1: expected an arrangement, found a damaged one").arg(name));
        });
    });
    m_actions.offer("layout.remove", [this] {
        return layoutChoices(tr("Forget this layout"),
                             [this](const QString& name) { m_layouts.remove(name); });
    });
    connect(m_actions["app.settings"], &QAction::triggered, this,
            [this] { showSettings(views::SettingsDialog::Page::General); });
    connect(m_actions["help.start"], &QAction::triggered, this, [this] { showHelp("start"); });
    connect(&m_actions, &Actions::keysChanged, this, [this] { m_actions.storeKeys(settings()); });
}

QList<Choice> MainWindow::layoutChoices(const QString& tip,
                                        const std::function<void(const QString&)>& choose)
{
    QList<Choice> choices;
    for (const QString& name : m_layouts.names())
        choices.append(
            {.key = name, .text = name, .tip = tip, .choose = [choose, name] { choose(name); }});
    return choices;
}

void MainWindow::saveLayoutDialog()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save layout"));
    dialog->setLabelText(tr("Name of the layout"));
    dialog->open();
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& typed) {
        const QString name = typed.simplified().left(longestLayoutName);
        if (!name.isEmpty())
            m_layouts.save(name);
    });
}

void MainWindow::fitDocks(Fit fit)
{
    const Breakpoint& point = breakpointOf(width());
    m_cases->setRail(point.isNarrow);
    if (auto* header = qobject_cast<DockHeader*>(m_caseDock->titleBarWidget()))
        header->setRail(point.isNarrow);
    m_inspectorRail->setRail(point.isNarrow);
    m_breakpoint = point.from;
    if (fit == Fit::Rails && !point.isNarrow)
        return;
    QTimer::singleShot(0, this, [this, point] { // once the docks know their new least sizes
        resizeDocks({m_caseDock, m_inspectorDock}, {point.cases, point.inspector}, Qt::Horizontal);
        resizeDocks({m_textDockWidget}, {point.text}, Qt::Vertical);
    });
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    if (m_inspectorRail && breakpointOf(width()).from != m_breakpoint)
        fitDocks(Fit::RailsAndSizes);
}

QList<views::KeyRow> MainWindow::keyRows() const
{
    QList<views::KeyRow> rows;
    for (const QAction* action : m_actions.all())
        rows.append({.id = Actions::idOf(action),
                     .group = Actions::groupOf(action),
                     .text = action->text(),
                     .where = whereOf(Actions::scopeOf(action)),
                     .keys = Actions::keysOf(action),
                     .isOwn = m_actions.hasOwnKeys(Actions::idOf(action))});
    return rows;
}

void MainWindow::showSettings(views::SettingsDialog::Page page)
{
    auto* dialog = new views::SettingsDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QSettings& stored = settings();
    dialog->setGeneral(
        {.theme = themes().name(),
         .isMotionReduced = views::reducesMotion(),
         .reader = stored.value("reader/name").toString(),
         .undoMegabytes = stored.value("undo/megabytes", 256).toInt(),
         .keeping =
             tr("Every step is kept as it is done; there is nothing to save. “%1” (%2) names "
                "a state to come back to. Settings are in %3.")
                 .arg(m_actions["project.mark"]->text(),
                      Actions::keyText(m_actions["project.mark"]), stored.fileName())});
    connect(dialog, &views::SettingsDialog::generalChanged, this, [this, dialog] {
        const views::GeneralSettings general = dialog->general();
        m_actions["theme." + general.theme]->trigger();
        m_actions["view.reduce-motion"]->setChecked(general.isMotionReduced);
        settings().setValue("reader/name", general.reader);
        settings().setValue("undo/megabytes", general.undoMegabytes);
    });
    fillKeys(dialog->keys());
    dialog->showPage(page);
    dialog->show();
}

void MainWindow::fillKeys(views::KeysPage* page)
{
    page->setConflict([this](const QString& id, const QKeySequence& keys) -> views::KeyConflict {
        const KeyHolder holder = m_actions.holder(keys, id);
        if (holder.text.isEmpty())
            return {};
        const QString taken =
            tr("%1 belongs to “%2”").arg(keys.toString(QKeySequence::NativeText), holder.text);
        return holder.action ? views::KeyConflict{taken + tr(", which would lose it."), true}
                             : views::KeyConflict{taken + tr(" and cannot be taken."), false};
    });
    connect(page, &views::KeysPage::keysWanted, &m_actions, &Actions::setKeys);
    connect(page, &views::KeysPage::resetWanted, &m_actions, &Actions::resetKeys);
    connect(page, &views::KeysPage::resetAllWanted, &m_actions, &Actions::resetAllKeys);
    const auto show = [this, page] { page->setRows(keyRows()); };
    connect(&m_actions, &Actions::keysChanged, page, show);
    show();
}

QList<views::ShortcutGroup> MainWindow::shortcutGroups() const
{
    QList<views::ShortcutGroup> groups;
    for (const QString& group : m_actions.groups()) {
        views::ShortcutGroup shown{.title = group};
        for (const QAction* action : m_actions.inGroup(group))
            if (!Actions::keysOf(action).isEmpty())
                shown.keys.append({Actions::keysOf(action).first(), action->text()});
        groups.append(shown);
    }
    for (const auto& [scope, title] : {std::pair{Scope::Canvas, tr("Within a picture")},
                                       {Scope::Words, tr("Within the words")}}) {
        views::ShortcutGroup shown{.title = title};
        for (const FixedKey& key : fixedKeys())
            if (key.scope == scope)
                for (const QKeySequence& keys : Actions::keysFrom(key.keys))
                    shown.keys.append({keys, tr(key.text)});
        groups.append(shown);
    }
    return groups;
}

void MainWindow::showShortcuts()
{
    auto* sheet = new views::ShortcutSheet(this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->setGroups(shortcutGroups());
    connect(sheet, &views::ShortcutSheet::failed, this, &MainWindow::notify);
    connect(sheet, &views::ShortcutSheet::changeWanted, this, [this, sheet] {
        sheet->close();
        showSettings(views::SettingsDialog::Page::Keys);
    });
    sheet->show();
}

} // namespace app
