// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/settings.h"
#include "views/panel_grid.h"

#include <QFileInfo>
#include <QMenu>
#include <QPushButton>

namespace app {

/// What the actions that end in a menu offer; the palette lists the same.
void MainWindow::offerChoices()
{
    m_actions.offer("file.recent", [this] { return recentChoices(); });
    m_actions.offer(
        "network.choose", [this] { return networkChoices(); }, m_networkButton);
    m_actions.offer("method.choose", [this] { return methodChoices(); });
    m_actions.offer("word.colours", [this] { return m_textDock->colouringChoices(); });
    m_networkButton->setMenu(m_actions.menuOf("network.choose"));
    offerPanelChoices();
}

QList<Choice> MainWindow::recentChoices()
{
    QList<Choice> choices;
    for (const QString& file : settings().value("recent").toStringList())
        choices.append({.key = file,
                        .text = QFileInfo(file).fileName(),
                        .tip = file,
                        .reason = QFileInfo::exists(file)
                            ? QString()
                            : tr("%1: expected a file, found none").arg(file),
                        .choose = [this, file] { openFiles({file}); }});
    return choices;
}

QList<Choice> MainWindow::networkChoices()
{
    using State = models::NetworkEntry::State;
    QList<Choice> choices;
    for (const models::NetworkEntry& entry : m_studio.networks().entries()) {
        const QString fault = m_studio.selfTestFault(entry.id);
        choices.append({.key = entry.id,
                        .text = !fault.isEmpty() ? tr("%1 (self-test failed)").arg(entry.name)
                            : entry.state == State::Failed
                            ? tr("%1 (failed)").arg(entry.name)
                            : tr("%1  ·  %2").arg(entry.name, entry.family),
                        .tip = !entry.error.isEmpty() ? entry.error
                            : !fault.isEmpty()        ? fault
                            : entry.path.isEmpty() ? tr("Ask the network that the program carries")
                                                   : entry.path,
                        .isChosen = entry.id == m_studio.networkId(),
                        .isCheckable = true,
                        .choose = [this, id = entry.id] { m_studio.changeNetwork(id); }});
    }
    return choices;
}

QList<Choice> MainWindow::methodChoices()
{
    QList<Choice> choices;
    PanelRun* run = activePanel()->run();
    const models::MethodList& methods = m_studio.methods();
    for (int row = 0; row < methods.rowCount(); ++row) {
        const QModelIndex method = methods.index(row);
        const QString id = method.data(models::MethodList::IdRole).toString();
        choices.append({.key = id,
                        .text = tr("%1  ·  %2").arg(id, method.data().toString()),
                        .tip = tr("Explain the active panel by this method"),
                        .reason = method.data(models::MethodList::ReasonRole).toString(),
                        .isChosen = id == run->method(),
                        .isCheckable = true,
                        .choose = [this, run, id] { m_studio.setPanelMethod(run, id); }});
    }
    return choices;
}

void MainWindow::panelMenu(PanelView* panel, QPoint globalPos)
{
    m_grid->setActive(panel->panel()); // what the menu offers is for the active one
    QMenu menu(this);
    for (const char* id : {"method.choose", "panel.network"})
        menu.addAction(m_actions[id]);
    menu.addSeparator();
    for (const char* id : {"compare.pin", "compare.next", "panel.apart", "panel.remove"})
        menu.addAction(m_actions[id]);
    menu.addSeparator();
    for (const char* id : {"run.panel", "panel.maximise", "panel.copy"})
        menu.addAction(m_actions[id]);
    menu.addSeparator();
    menu.addAction(m_actions["help.method"]);
    menu.exec(globalPos);
}

} // namespace app
