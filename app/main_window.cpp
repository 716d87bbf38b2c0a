// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/case_rows.h"
#include "app/dock_header.h"
#include "app/settings.h"
#include "models/image_file.h"
#include "views/canvas.h"
#include "views/case_list_view.h"
#include "views/command_palette.h"
#include "views/empty_state.h"
#include "views/history_view.h"
#include "views/icon.h"
#include "views/notice_bar.h"
#include "views/panel_grid.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr int layoutVersion = 1;
constexpr int railBelow = 1440; ///< window width from which docks have their full width

/// Resident memory of this process in bytes; 0 where the system does not tell.
qint64 residentBytes()
{
    QFile file("/proc/self/statm");
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

MainWindow::MainWindow(Studio& studio, QWidget* parent) : QMainWindow(parent), m_studio(studio)
{
    setWindowTitle(tr("Groundscope"));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowNestedDocks);
    m_viewState.setOpacity(views::theme().mapOpacity);
    buildPanels();
    buildDocks();
    buildMenus();
    buildToolBar();
    buildStatusBar();
    connectStudio();
    connectFileActions();
    connectViewActions();
    connectRunActions();
    connectWindowActions();
    restore();
    showCase();
    showNetwork();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPanels()
{
    m_empty = new views::EmptyState;
    m_empty->setHeading(tr("Drop an image here"),
                        tr("Then type what it should show. Photos and radiographs as PNG, JPEG, "
                           "TIFF, BMP or WebP; a folder works too."));
    m_empty->setCards({{"sample", "shapes", tr("Open the sample"),
                        tr("A drawn picture with a caption: see what each panel shows.")},
                       {"network", "cpu", tr("Add a network"),
                        tr("Drop a checkpoint folder on the window, or choose one.")},
                       {"shortcuts", "keyboard", tr("Learn the keys"),
                        tr("Every action has a name, most have a key. F1 shows them.")}});
    m_grid = new views::PanelGrid;
    QList<views::Panel*> panels;
    for (PanelRun* run : m_studio.panels()) {
        auto* panel = new views::Panel;
        auto* view = new PanelView(m_studio, run, m_selection, m_scales, &m_viewState, panel);
        connect(panel, &views::Panel::menuRequested, this,
                [this, view](QPoint pos) { panelMenu(view, pos); });
        connect(panel, &views::Panel::maximiseRequested, this, [this, panel] {
            m_grid->setMaximised(m_grid->maximised() == panel ? nullptr : panel);
        });
        connect(view, &PanelView::imageWanted, m_actions["file.open"], &QAction::trigger);
        connect(view, &PanelView::networkWanted, m_actions["network.choose"], &QAction::trigger);
        connect(view, &PanelView::textWanted, m_actions["text.focus"], &QAction::trigger);
        connect(view, &PanelView::conceptWanted, m_actions["concept.add"], &QAction::trigger);
        connect(run, &PanelRun::changed, this, [this] {
            m_scales.measure(m_studio);
            showStatus();
        });
        panels.append(panel);
        m_panels.append(view);
    }
    m_grid->setPanels(panels);
    m_grid->setActive(panels.value(0));

    m_centre = new QStackedWidget;
    m_centre->addWidget(m_empty);
    m_centre->addWidget(m_grid);
    m_notice = new views::NoticeBar;
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_centre, 1);
    layout->addWidget(m_notice);
    setCentralWidget(column);
    m_palette = new views::CommandPalette(this);
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
    m_cases->setSortedBy(tr("in order of opening"));
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
    m_inspectorDock->setTitleBarWidget(new DockHeader(tr("Inspector")));
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
        QMenu* menu = menuBar()->addMenu(tr(qPrintable(group)));
        for (QAction* action : m_actions.inGroup(group))
            menu->addAction(action);
        if (group == "File") {
            m_recentMenu = new QMenu(tr("Recent images"), this);
            menu->insertMenu(m_actions["file.paste"], m_recentMenu);
            connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
        }
    }
    for (QAction* action : m_actions.all())
        addAction(action); // keys hold where the menu bar is hidden
    auto* themes = new QActionGroup(this);
    for (const char* id : {"theme.system", "theme.dark", "theme.light"})
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
    m_networkMenu = new QMenu(this);
    connect(m_networkMenu, &QMenu::aboutToShow, this, &MainWindow::fillNetworkMenu);
    m_networkButton = new QPushButton(views::icon("cpu"), {});
    m_networkButton->setFont(views::studioFont(views::type::base, 600));
    m_networkButton->setMenu(m_networkMenu);
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
    for (const char* id : {"view.link", "scale.share"})
        bar->addAction(m_actions[id]);
    auto* gap = new QWidget;
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    for (const char* id : {"help.actions", "file.figure"})
        bar->addWidget(buttonFor(m_actions[id]));
}

/// A push button that does what \p action does, in the room between its neighbours.
QWidget* MainWindow::buttonFor(QAction* action)
{
    auto* button = new QPushButton(action->icon(), action->text());
    button->setToolTip(action->toolTip());
    button->setEnabled(action->isEnabled());
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, button, &QPushButton::setEnabled);
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
    for (QLabel** label : {&m_device, &m_timing, &m_memory, &m_loading}) {
        *label = new QLabel;
        (*label)->setFont(views::studioFont(views::type::small));
        (*label)->setContentsMargins(views::metric::space3, 0, views::metric::space1, 0);
        bar->addWidget(*label);
    }
    auto* privacy = new QLabel(tr("Nothing leaves this machine"));
    privacy->setFont(views::studioFont(views::type::small));
    privacy->setContentsMargins(0, 0, views::metric::space3, 0);
    bar->addPermanentWidget(privacy);
    auto* clock = new QTimer(this);
    connect(clock, &QTimer::timeout, this, &MainWindow::showStatus);
    clock->start(2000);
}

void MainWindow::connectStudio()
{
    connect(&m_studio, &Studio::caseOpened, this, &MainWindow::showCase);
    connect(&m_studio, &Studio::imageReady, this, &MainWindow::showImage);
    connect(&m_studio, &Studio::networkChanged, this, &MainWindow::showNetwork);
    connect(&m_studio, &Studio::networkLoading, this, [this](int percent, const QString& step) {
        m_loading->setText(tr("Network: %1 %2 %").arg(step).arg(percent));
        showNetwork();
    });
    connect(&m_studio, &Studio::notice, this, &MainWindow::notify);
    connect(&m_studio.history(), &QAbstractItemModel::modelReset, this, &MainWindow::showHistory);
    connect(&m_studio.history(), &QAbstractItemModel::rowsInserted, this, &MainWindow::showHistory);
    connect(&m_studio.history(), &QAbstractItemModel::rowsRemoved, this, &MainWindow::showHistory);
    connect(&m_studio.history(), &QAbstractItemModel::dataChanged, this, &MainWindow::showHistory);
    connect(m_history, &views::HistoryView::stepChosen, this,
            [this](int step) { m_studio.history().goTo(step - 1); });
    connect(m_cases, &views::CaseListView::opened, this,
            [this](int row) { m_studio.openCase(m_studio.cases().idAt(row)); });
    connect(m_cases, &views::CaseListView::addRequested, m_actions["file.open"], &QAction::trigger);
    connect(m_cases, &views::CaseListView::removeRequested, this,
            [this](int row) { m_studio.cases().remove(m_studio.cases().idAt(row)); });
    connect(m_grid, &views::PanelGrid::activeChanged, this,
            [this] { m_inspector->setActive(activePanel()); });
    connect(m_empty, &views::EmptyState::openRequested, this, &MainWindow::openDialog);
    connect(m_empty, &views::EmptyState::pasteRequested, this, &MainWindow::paste);
    connect(m_empty, &views::EmptyState::dropped, this,
            [this](const QMimeData* mime) { take(*mime); });
    connect(m_empty, &views::EmptyState::cardChosen, this, [this](const QString& card) {
        if (card == "sample")
            openSample();
        else if (card == "network")
            addNetworkDialog();
        else
            showShortcuts();
    });
}

void MainWindow::showCase()
{
    const bool open = !m_studio.currentCase().isNull();
    m_centre->setCurrentWidget(open ? static_cast<QWidget*>(m_grid) : m_empty);
    m_cases->setCurrent(m_studio.cases().rowOf(m_studio.currentCase()));
    for (const char* id : {"file.figure", "file.data", "case.remove", "run.all", "run.panel"})
        m_actions[id]->setEnabled(open);
    const QModelIndex row = m_studio.cases().index(m_studio.cases().rowOf(m_studio.currentCase()));
    setWindowTitle(open ? tr("%1 – Groundscope").arg(row.data().toString()) : tr("Groundscope"));
    m_viewState.fit();
    m_viewState.setPinned({});
    showImage();
}

void MainWindow::showImage()
{
    const auto image = m_studio.cases().image(m_studio.currentCase());
    const QImage picture = image ? image->picture : QImage();
    m_grid->setImageSize(picture.size());
    for (PanelView* panel : m_panels)
        panel->setImage(picture);
    if (image && !image->notice.isEmpty())
        m_notice->post(views::NoticeBar::Level::Notice, image->notice);
}

void MainWindow::showNetwork()
{
    const models::NetworkEntry* entry = m_studio.networks().find(m_studio.networkId());
    m_networkButton->setText(entry ? entry->name : tr("No network"));
    if (m_studio.network())
        m_loading->clear();
    if (entry && entry->state == models::NetworkEntry::State::Loaded)
        settings().setValue("network", entry->id);
    showStatus();
}

void MainWindow::showStatus()
{
    const auto& network = m_studio.network();
    m_device->setText(
        network ? tr("%1 · %2").arg(QString::fromStdString(network->info().device).toUpper(),
                                    QString::fromStdString(network->info().precision))
                : tr("No network"));
    qint64 slowest = 0;
    for (const PanelRun* run : m_studio.panels())
        if (run->state() == PanelRun::State::Ready)
            slowest = std::max(slowest, run->ms());
    m_timing->setText(slowest > 0 ? tr("Text to map %1 ms").arg(slowest) : QString());
    m_memory->setText(tr("Memory %1 MB").arg(residentBytes() / 1'000'000));
}

void MainWindow::showHistory()
{
    QList<views::HistoryStep> steps;
    int current = 0;
    const models::History& history = m_studio.history();
    for (int row = 0; row < history.rowCount(); ++row) {
        const QModelIndex step = history.index(row);
        steps.append({.text = step.data().toString()});
        if (!step.data(models::History::UndoneRole).toBool())
            current = row + 1;
    }
    m_history->setSteps(steps, current);
}

void MainWindow::notify(const QString& sentence)
{
    m_notice->post(views::NoticeBar::Level::Error, sentence);
}

PanelView* MainWindow::activePanel() const
{
    for (PanelView* panel : m_panels)
        if (panel->panel() == m_grid->active())
            return panel;
    return m_panels.value(0);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitDocks();
}

void MainWindow::fitDocks()
{
    const bool narrow = width() < railBelow;
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    m_cases->setRail(narrow);
    m_inspectorDock->setVisible(!narrow);
    const int cases = narrow ? views::metric::caseRail : views::metric::caseDock;
    resizeDocks({m_caseDock}, {cases}, Qt::Horizontal);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_inspector)
        Q_EMIT m_scales.changed();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_textDock->finishEdit();
    QSettings& stored = settings();
    stored.setValue("window/geometry", saveGeometry());
    stored.setValue("window/state", saveState(layoutVersion));
    stored.setValue("view/linked", m_actions["view.link"]->isChecked());
    stored.setValue("view/grey", m_viewState.grey());
    stored.setValue("view/shared", m_scales.isShared());
    QStringList methods;
    for (const PanelRun* run : m_studio.panels())
        methods.append(run->method());
    stored.setValue("panels/methods", methods);
    event->accept();
}

void MainWindow::restore()
{
    QSettings& stored = settings();
    resize(1440, 900);
    restoreGeometry(stored.value("window/geometry").toByteArray());
    if (!restoreState(stored.value("window/state").toByteArray(), layoutVersion)) {
        resizeDocks({m_caseDock, m_inspectorDock},
                    {views::metric::caseDock, views::metric::inspector}, Qt::Horizontal);
        resizeDocks({m_textDockWidget}, {views::metric::textEditor}, Qt::Vertical);
    }
    m_narrow = width() >= railBelow; // so that fitDocks() acts once
    fitDocks();
    const QString scheme = stored.value("theme", "system").toString();
    m_actions["theme." + scheme]->setChecked(true);
    m_viewState.setGrey(stored.value("view/grey", true).toBool());
    m_actions["view.grey"]->setChecked(m_viewState.grey());
    m_scales.setShared(stored.value("view/shared", true).toBool());
    m_actions["scale.share"]->setChecked(m_scales.isShared());
    const bool linked = stored.value("view/linked", true).toBool();
    m_actions["view.link"]->setChecked(linked);
    setLinked(linked);
    const QStringList methods = stored.value("panels/methods").toStringList();
    for (int i = 0; i < methods.size() && i < m_studio.panels().size(); ++i)
        if (explain::findMethod(methods[i].toStdString()))
            m_studio.panels()[i]->setMethod(methods[i]);
}

} // namespace app
