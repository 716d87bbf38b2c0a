// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/case_rows.h"
#include "app/dock_header.h"
#include "views/busy_row.h"
#include "views/case_list_view.h"
#include "views/case_note.h"
#include "views/command_palette.h"
#include "views/empty_state.h"
#include "views/history_view.h"
#include "views/icon.h"
#include "views/image_strip.h"
#include "views/key_button.h"
#include "views/notice_bar.h"
#include "views/panel_grid.h"
#include "views/tour.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

void MainWindow::buildPanels()
{
    m_empty = new views::EmptyState;
    m_empty->setHeading(tr("Drop an image here"),
                        tr("Then type what it should show. Photos and radiographs as PNG, JPEG, "
                           "TIFF, BMP or WebP; a folder works too."));
    m_empty->setCards({{"demo", "layers", tr("Open the demo cases"),
                        tr("Drawn cases whose truth is known: see what each panel means.")},
                       {"network", "cpu", tr("Add a network"),
                        tr("Drop a checkpoint folder on the window, or choose one.")},
                       {"tour", "flag", tr("Take the tour"),
                        tr("Five steps over the demo cases. Esc ends it.")}});
    m_grid = new views::PanelGrid;
    m_link.add(&m_viewState);
    connect(&m_studio, &Studio::wordMapsChanged, this, [this] { m_scales.measure(m_studio); });
    showPanels();

    m_centre = new QStackedWidget;
    m_centre->addWidget(m_empty);
    m_centre->addWidget(m_grid);
    m_notice = new views::NoticeBar;
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_note = new views::CaseNote;
    layout->addWidget(m_note);
    m_strip = new views::ImageStrip;
    layout->addWidget(m_strip);
    layout->addWidget(m_centre, 1);
    layout->addWidget(m_notice);
    setCentralWidget(column);
    m_palette = new views::CommandPalette(this);
    m_tour = new views::Tour(this);
}

QDockWidget* MainWindow::addDock(const QString& id, const QString& title, Qt::DockWidgetArea area,
                                 QWidget* content)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(id);
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    addDockWidget(area, dock);
    QAction* toggle = m_actions["dock." + id];
    connect(toggle, &QAction::triggered, dock, &QDockWidget::setVisible);
    connect(dock, &QDockWidget::visibilityChanged, toggle, &QAction::setChecked);
    return dock;
}

void MainWindow::buildDocks()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

    m_cases = new views::CaseListView;
    auto* rows = new CaseRows(m_cases);
    rows->setSourceModel(&m_studio.cases());
    m_cases->setModel(rows, CaseRows::roles());
    m_cases->setEmptyText(tr("No cases yet. Each image you open becomes one."));
    m_caseDock = addDock("cases", tr("Cases"), Qt::LeftDockWidgetArea, m_cases);
    auto* casesHeader = new DockHeader(tr("Cases"));
    casesHeader->addAction(m_actions["file.open"]);
    m_caseDock->setTitleBarWidget(casesHeader);

    auto* editor = new views::TextEditor;
    m_textDockWidget = addDock("text", tr("Text"), Qt::BottomDockWidgetArea, editor);
    m_textDockWidget->setTitleBarWidget(new QWidget); // its tabs are heading enough
    m_textDock = new TextDock(m_studio, m_selection, m_scales, editor);

    auto* inspector = new views::Inspector;
    m_inspectorDock = addDock("inspector", tr("Inspector"), Qt::RightDockWidgetArea, inspector);
    auto* inspectorHeader = new DockHeader(tr("Inspector"));
    m_inspectorDock->setTitleBarWidget(inspectorHeader);
    m_inspectorRail = new InspectorRail(this, m_inspectorDock, inspector, inspectorHeader);
    QAction* toggle = m_actions["dock.inspector"]; // in a narrow window it opens what the rail does
    toggle->disconnect(m_inspectorDock);
    m_inspectorDock->disconnect(toggle);
    connect(toggle, &QAction::triggered, m_inspectorRail,
            [this](bool open) { open ? m_inspectorRail->open() : m_inspectorRail->close(); });
    connect(m_inspectorRail, &InspectorRail::openChanged, toggle, &QAction::setChecked);
    m_inspector = new InspectorDock(m_studio, m_selection, m_scales, &m_viewState, inspector);
    m_inspector->setActive(activePanel());

    m_history = new views::HistoryView;
    m_historyDock = new QDockWidget(tr("History"), this);
    m_historyDock->setObjectName("history");
    m_historyDock->setWidget(m_history);
    addDockWidget(Qt::LeftDockWidgetArea, m_historyDock);
    m_historyDock->hide();
}

void MainWindow::buildMenus()
{
    for (const QString& group : m_actions.groups()) {
        QMenu* menu = menuBar()->addMenu('&' + tr(qPrintable(group)));
        for (QAction* action : m_actions.inGroup(group))
            menu->addAction(action);
    }
    m_actions.addTo(this, m_textDockWidget);
    auto* themes = new QActionGroup(this);
    for (const char* id : {"theme.system", "theme.dark", "theme.light", "theme.contrast"})
        themes->addAction(m_actions[id]);
}

void MainWindow::buildToolBar()
{
    QToolBar* bar = addToolBar(tr("Tools"));
    bar->setObjectName("tools");
    bar->setMovable(false);
    bar->setFixedHeight(views::metric::toolBar);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({views::iconSize::button, views::iconSize::button});
    auto* margin = new QWidget;
    margin->setFixedWidth(views::metric::space2);
    bar->addWidget(margin);
    m_networkButton = new QPushButton(views::icon("cpu"), {});
    m_networkButton->setFont(views::studioFont(views::type::base, 600));
    m_networkButton->setToolTip(m_actions["network.choose"]->toolTip());
    m_networkButton->setAccessibleName(tr("Network"));
    bar->addWidget(m_networkButton);
    bar->addSeparator();
    for (const char* id : {"edit.undo", "edit.redo"}) {
        bar->addAction(m_actions[id]);
        static_cast<QToolButton*>(bar->widgetForAction(m_actions[id]))
            ->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    bar->addSeparator();
    for (const char* id :
         {"layout.panels", "mode.explore", "mode.annotate", "view.link", "scale.share"})
        bar->addAction(m_actions[id]);
    m_layoutButton = static_cast<QToolButton*>(bar->widgetForAction(m_actions["layout.panels"]));
    m_linkButton = static_cast<QToolButton*>(bar->widgetForAction(m_actions["view.link"]));
    auto* gap = new QWidget;
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    for (const char* id : {"help.actions", "file.figure"})
        bar->addWidget(buttonFor(m_actions[id]));
    auto* end = new QWidget;
    end->setFixedWidth(views::metric::space2);
    bar->addWidget(end);
}

/// A push button that does what \p action does, in the room between its neighbours.
QWidget* MainWindow::buttonFor(QAction* action)
{
    auto* button = new views::KeyButton;
    button->setIcon(action->icon());
    button->setText(action->text());
    const auto name = [button, action] {
        button->setKey(Actions::keyText(action));
        button->setToolTip(action->toolTip());
    };
    name();
    connect(&m_actions, &Actions::keysChanged, button, name);
    button->setEnabled(action->isEnabled());
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &views::KeyButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
    auto* room = new QWidget;
    auto* layout = new QHBoxLayout(room);
    layout->setContentsMargins(views::metric::space2, 0, 0, 0);
    layout->addWidget(button);
    return room;
}

void MainWindow::buildStatusBar()
{
    QStatusBar* bar = statusBar();
    bar->setFixedHeight(views::metric::statusBar);
    bar->setSizeGripEnabled(false);
    for (QLabel** label : {&m_device, &m_timing, &m_memory}) {
        *label = new QLabel;
        (*label)->setFont(views::studioFont(views::type::small));
        (*label)->setContentsMargins(views::metric::space3, 0, views::metric::space1, 0);
        bar->addWidget(*label);
    }
    for (views::BusyRow** row : {&m_loading, &m_calibrating, &m_saving, &m_keeping})
        bar->addWidget(*row = new views::BusyRow);
    connect(m_loading, &views::BusyRow::cancelRequested, &m_studio, &Studio::cancelLoading);
    m_task = new BackgroundTask(this);
    connect(m_task, &BackgroundTask::progress, m_saving, &views::BusyRow::setBusy);
    connect(m_task, &BackgroundTask::finished, m_saving, &views::BusyRow::clear);
    connect(m_saving, &views::BusyRow::cancelRequested, m_task, &BackgroundTask::cancel);
    auto* privacy = new QLabel(tr("Nothing leaves this machine"));
    privacy->setFont(views::studioFont(views::type::small));
    privacy->setContentsMargins(0, 0, views::metric::space3, 0);
    bar->addPermanentWidget(privacy);
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, &MainWindow::showStatus);
    clock->start(2000);
}

} // namespace app
