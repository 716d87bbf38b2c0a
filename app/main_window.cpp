// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/settings.h"
#include "app/themes.h"
#include "models/image_file.h"
#include "views/busy_row.h"
#include "views/case_list_view.h"
#include "views/empty_state.h"
#include "views/history_view.h"
#include "views/icon.h"
#include "views/notice_bar.h"
#include "views/panel_grid.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>

namespace app {
namespace {

/// Resident memory of this process in bytes; 0 where the system does not tell.
qint64 residentBytes()
{
    QFile file("/proc/self/statm");
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

MainWindow::MainWindow(Studio& studio, QWidget* parent)
    : QMainWindow(parent), m_studio(studio), m_layouts(this, settings()),
      m_scales(&studio.choices())
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
    connectDemo();
    buildCalibration();
    offerChoices();
    connectWays();
    buildAnnotate();
    connectPanels();
    buildProjectCorner();
    connectProject();
    connectImages();
    connectView();
    restore();
    showCase();
    showNetwork();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectStudio()
{
    connect(&m_studio, &Studio::caseOpened, this, &MainWindow::showCase);
    connect(&m_studio, &Studio::imageChanged, this, &MainWindow::showImage);
    connect(&m_studio, &Studio::imageReady, this, &MainWindow::showImage);
    connect(&m_studio, &Studio::networkChanged, this, &MainWindow::showNetwork);
    connect(&m_studio, &Studio::networkLoading, this, [this](int percent, const QString& step) {
        m_loading->setBusy(tr("Network: %1").arg(step), percent / 100.0);
        showNetwork();
    });
    connect(&m_studio, &Studio::notice, this, &MainWindow::notify);
    connect(&m_studio, &Studio::hint, this, [this](const QString& sentence) {
        m_notice->post(views::NoticeBar::Level::Notice, sentence);
    });
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
        const QString action = card == "demo" ? "file.demo"
            : card == "network"               ? "network.add"
                                              : "help.tour";
        m_actions[action]->trigger();
    });
}

void MainWindow::showCase()
{
    const bool open = !m_studio.currentCase().isNull();
    m_centre->setCurrentWidget(front());
    m_cases->setCurrent(m_studio.cases().rowOf(m_studio.currentCase()));
    m_actions.allow({"file.figure", "file.data", "case.remove", "text.focus", "word.edit",
                     "text.add", "concept.add", "run.all", "run.panel", "panel.copy",
                     "view.matrix"},
                    open, tr("no case is open"));
    nameWindow();
    m_viewState.fit();
    m_viewState.setPinned({});
    showImage();
    showNote();
    allowMode();
}

void MainWindow::showImage()
{
    const auto image = m_studio.image();
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
    const QString fault = entry ? m_studio.selfTestFault(entry->id) : QString();
    m_networkButton->setIcon(fault.isEmpty()
                                 ? views::icon("cpu")
                                 : views::icon("triangle-alert", &views::Theme::contradicted));
    m_networkButton->setToolTip(fault.isEmpty() ? m_actions["network.choose"]->toolTip() : fault);
    m_networkButton->setAccessibleDescription(fault);
    if (!entry || entry->state != models::NetworkEntry::State::Loading)
        m_loading->clear();
    if (entry && entry->state == models::NetworkEntry::State::Loaded && !entry->path.isEmpty())
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

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_inspector)
        Q_EMIT m_scales.changed();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_textDock->finishEdit();
    keepView();
    QSettings& stored = settings();
    stored.setValue("window/geometry", saveGeometry());
    m_layouts.store();
    stored.setValue("view/notes", m_actions["view.notes"]->isChecked());
    stored.setValue("view/linked", m_actions["view.link"]->isChecked());
    stored.setValue("view/grey", m_viewState.grey());
    if (m_viewState.opacity() == views::theme().mapOpacity)
        stored.remove("view/opacity"); // the theme's own, whichever that is then
    else
        stored.setValue("view/opacity", m_viewState.opacity());
    stored.setValue("view/smooth", m_scales.isSmooth());
    stored.setValue("view/signedMap", m_scales.chosenMap(true));
    stored.setValue("view/sequentialMap", m_scales.chosenMap(false));
    stored.setValue("view/shared", m_scales.isShared());
    storePanels();
    event->accept();
}

void MainWindow::restore()
{
    QSettings& stored = settings();
    resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
    restoreGeometry(stored.value("window/geometry").toByteArray());
    if (!m_layouts.restore())
        fitDocks(Fit::RailsAndSizes);
    const QString theme = stored.value("theme").toString();
    m_actions["theme." + (Themes::isName(theme) ? theme : QString("system"))]->setChecked(true);
    m_actions["view.reduce-motion"]->setChecked(stored.value("view/reduceMotion", false).toBool());
    m_actions.restoreKeys(stored);
    m_viewState.setGrey(stored.value("view/grey", true).toBool());
    m_actions["view.grey"]->setChecked(m_viewState.grey());
    m_viewState.setOpacity(stored.value("view/opacity", views::theme().mapOpacity).toDouble());
    m_scales.setShared(stored.value("view/shared", true).toBool());
    m_scales.setSmooth(stored.value("view/smooth", false).toBool());
    m_scales.setMap(true, stored.value("view/signedMap").toString());
    m_scales.setMap(false, stored.value("view/sequentialMap").toString());
    m_actions["scale.share"]->setChecked(m_scales.isShared());
    m_actions["view.notes"]->setChecked(stored.value("view/notes", true).toBool());
    const bool linked = stored.value("view/linked", true).toBool();
    m_actions["view.link"]->setChecked(linked);
    m_link.setOn(linked);
    restorePanels();
}

} // namespace app
