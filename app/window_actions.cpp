// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/settings.h"
#include "app/themes.h"
#include "models/places.h"
#include "views/canvas.h"
#include "views/case_list_view.h"
#include "views/command_palette.h"
#include "views/icon.h"
#include "views/motion.h"
#include "views/panel_grid.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFile>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <torch/version.h>

namespace app {

void MainWindow::connectViewActions()
{
    const auto zoomBy = [this](double factor) {
        views::ViewState* state = activePanel()->panel()->canvas()->viewState();
        state->setView(state->zoom() * factor, state->centre());
    };
    connect(m_actions["view.zoom-in"], &QAction::triggered, this, [zoomBy] { zoomBy(1.25); });
    connect(m_actions["view.zoom-out"], &QAction::triggered, this, [zoomBy] { zoomBy(0.8); });
    connect(m_actions["view.fit"], &QAction::triggered, this,
            [this] { activePanel()->panel()->canvas()->viewState()->fit(); });
    connect(m_actions["view.hide-overlays"], &QAction::toggled, &m_viewState,
            &views::ViewState::setOverlaysHidden);
    connect(m_actions["view.outlines"], &QAction::toggled, &m_viewState,
            &views::ViewState::setOutlinesOnly);
    connect(m_actions["view.grey"], &QAction::toggled, &m_viewState, &views::ViewState::setGrey);
    connect(m_actions["view.smooth"], &QAction::triggered, &m_scales, &Scales::changeSmooth);
    connect(m_actions["scale.share"], &QAction::triggered, &m_scales, &Scales::changeShared);
    connect(m_actions["view.opacity-up"], &QAction::triggered, this,
            [this] { activeState().setOpacity(activeState().opacity() + 0.1); });
    connect(m_actions["view.opacity-down"], &QAction::triggered, this,
            [this] { activeState().setOpacity(activeState().opacity() - 0.1); });
    connect(m_actions["view.matrix"], &QAction::triggered, this, [this] {
        for (PanelView* panel : m_panels)
            if (panel->content().cells) { // a whole window has room for the strip with the matrix
                m_grid->setActive(panel->panel());
                m_grid->setMaximised(m_grid->maximised() ? nullptr : panel->panel());
                return;
            }
        notify(tr("matrix: expected a panel with an alignment, found none"));
    });
    connect(m_actions["view.link"], &QAction::toggled, &m_link, &views::ViewLink::setOn);
    connect(&m_viewState, &views::ViewState::looksChanged, this, [this] {
        m_actions["view.grey"]->setChecked(m_viewState.grey());
        m_actions["view.outlines"]->setChecked(m_viewState.outlinesOnly());
    });
    connect(&m_scales, &Scales::changed, this, [this] {
        m_actions["scale.share"]->setChecked(m_scales.isShared());
        m_actions["view.smooth"]->setChecked(m_scales.isSmooth());
    });
    for (const char* name : {"system", "dark", "light", "contrast"})
        connect(m_actions[QString("theme.") + name], &QAction::triggered, this,
                [this, name] { setTheme(name); });
    connect(&themes(), &Themes::changed, this, [this](double opacityBefore) {
        if (m_viewState.opacity() == opacityBefore) // the theme's own, not the user's
            m_viewState.setOpacity(views::theme().mapOpacity);
    });
    connect(m_actions["view.reduce-motion"], &QAction::toggled, this,
            &MainWindow::setMotionReduced);
}

void MainWindow::connectRunActions()
{
    connect(m_actions["edit.history"], &QAction::triggered, this,
            [this] { m_historyDock->setVisible(!m_historyDock->isVisible()); });
    connect(m_actions["text.focus"], &QAction::triggered, this, [this] {
        m_textDockWidget->show();
        m_textDock->write();
    });
    connect(m_actions["word.edit"], &QAction::triggered, this, [this] {
        m_textDockWidget->show();
        m_textDock->editWord();
    });
    connect(m_actions["text.add"], &QAction::triggered, this, [this] { m_textDock->addCaption(); });
    connect(m_actions["concept.add"], &QAction::triggered, this, [this] {
        m_textDockWidget->show();
        m_textDock->addConcept();
    });
    connect(m_actions["run.panel"], &QAction::triggered, this,
            [this] { m_studio.run(activePanel()->run()); });
    connect(m_actions["run.all"], &QAction::triggered, &m_studio, &Studio::runAll);
    connect(m_actions["run.cancel"], &QAction::triggered, this, [this] {
        for (PanelRun* run : m_studio.panels())
            m_studio.cancel(run);
        m_studio.cancelLoading();
        m_task->cancel();
    });
    connect(m_actions["method.threshold"], &QAction::triggered, this, [this] {
        m_inspectorRail->open("method");
        m_inspector->focusThreshold();
    });
    connect(m_actions["network.add"], &QAction::triggered, this, &MainWindow::addNetworkDialog);
}

void MainWindow::connectWindowActions()
{
    connect(m_actions["case.next"], &QAction::triggered, m_cases, [this] { m_cases->step(1); });
    connect(m_actions["case.previous"], &QAction::triggered, m_cases,
            [this] { m_cases->step(-1); });
    connect(m_actions["case.filter"], &QAction::triggered, this, [this] {
        m_caseDock->show();
        m_cases->focusFilter();
    });
    connect(m_actions["panel.maximise"], &QAction::triggered, this, [this] {
        m_grid->setMaximised(m_grid->maximised() ? nullptr : activePanel()->panel());
    });
    connect(m_actions["panel.next"], &QAction::triggered, m_grid, [this] { m_grid->step(1); });
    connect(m_actions["panel.previous"], &QAction::triggered, m_grid, [this] { m_grid->step(-1); });
    for (int i = 0; i < 9; ++i)
        connect(m_actions[QString("panel.%1").arg(i + 1)], &QAction::triggered, this, [this, i] {
            if (PanelView* view = m_panels.value(i)) {
                m_grid->setActive(view->panel());
                view->panel()->canvas()->setFocus(Qt::ShortcutFocusReason);
            }
        });
    const auto pane = [this](int by) {
        const QList<QWidget*> panes{m_cases, m_grid, m_textDockWidget->widget(),
                                    m_inspectorDock->widget()};
        int at = 0;
        for (int i = 0; i < panes.size(); ++i)
            if (panes[i]->isAncestorOf(focusWidget()))
                at = i;
        for (int step = 1; step <= panes.size(); ++step) {
            QWidget* next = panes[(at + by * step + 2 * panes.size()) % panes.size()];
            if (!next->isVisible())
                continue;
            next->setFocus(Qt::TabFocusReason);
            if (!next->isAncestorOf(focusWidget()) && next->focusWidget())
                next->focusWidget()->setFocus(Qt::TabFocusReason);
            else if (next == m_grid)
                activePanel()->panel()->canvas()->setFocus(Qt::TabFocusReason);
            return;
        }
    };
    connect(m_actions["pane.next"], &QAction::triggered, this, [pane] { pane(1); });
    connect(m_actions["pane.previous"], &QAction::triggered, this, [pane] { pane(-1); });
    connect(m_actions["window.full"], &QAction::triggered, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
    connect(m_actions["help.actions"], &QAction::triggered, this, &MainWindow::showPalette);
    connect(m_actions["help.shortcuts"], &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(m_actions["help.method"], &QAction::triggered, this,
            [this] { showHelp(activePanel()->run()->method()); });
    for (const char* page : {"panels", "calibration", "demo"})
        connect(m_actions[QString("help.") + page], &QAction::triggered, this,
                [this, page] { showHelp(page); });
    connect(m_actions["help.about"], &QAction::triggered, this, &MainWindow::showAbout);
    connect(m_actions["panel.menu"], &QAction::triggered, this, [this] {
        const QWidget* panel = activePanel()->panel();
        panelMenu(activePanel(), panel->mapToGlobal(panel->rect().center()));
    });
    connect(m_actions["panel.copy"], &QAction::triggered, this,
            [this] { activePanel()->copyDetails(); });
    connect(m_actions["window.close"], &QAction::triggered, this, &QWidget::close);
    connect(m_actions["file.quit"], &QAction::triggered, qApp, &QApplication::closeAllWindows);
}

void MainWindow::setTheme(const QString& name)
{
    settings().setValue("theme", name);
    themes().choose(name);
}

void MainWindow::setMotionReduced(bool reduced)
{
    settings().setValue("view/reduceMotion", reduced);
    views::setReducesMotion(reduced);
    setDockOptions(reduced ? dockOptions() & ~AnimatedDocks : dockOptions() | AnimatedDocks);
}

void MainWindow::showTrust(PanelView* panel)
{
    m_grid->setActive(panel->panel());
    m_inspectorRail->open("trust");
    m_inspector->focusTrust();
}

void MainWindow::showPalette()
{
    QList<views::PaletteEntry> entries;
    for (QAction* action : m_actions.all()) {
        entries.append({action, Actions::groupOf(action)});
        for (QAction* choice : m_actions.choicesOf(Actions::idOf(action)))
            entries.append({choice, action->text()});
    }
    m_palette->open(entries);
}

void MainWindow::showHelp(const QString& id)
{
    QFile page(models::resource("help/" + id + ".md"));
    if (!page.open(QIODevice::ReadOnly)) {
        notify(tr("%1: expected a help page, found none").arg(id));
        return;
    }
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(id);
    dialog->resize(560, 520);
    auto* text = new QTextBrowser;
    text->setMarkdown(QString::fromUtf8(page.readAll()));
    text->setFrameShape(QFrame::NoFrame);
    text->setAccessibleName(id);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->show();
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About Groundscope"),
        tr("<b>Groundscope %1</b><br>Why did the model say that?<br><br>For research use, not for "
           "diagnosis. Nothing leaves this machine: the program opens no connection and sends no "
           "telemetry.<br><br>GPL-3.0-or-later. LibTorch %2, Qt %3; THIRD_PARTY.md names "
           "everything it stands on.")
            .arg(GROUNDSCOPE_VERSION, TORCH_VERSION, qVersion()));
}

} // namespace app
