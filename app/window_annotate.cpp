// SPDX-License-Identifier: GPL-3.0-or-later
// Explore and Annotate: the two ways in which the window stands.
#include "app/main_window.h"

#include "app/annotate_desk.h"
#include "views/annotate_page.h"
#include "views/blind_bar.h"
#include "views/claim_form.h"
#include "views/claim_list.h"
#include "views/claim_text.h"
#include "views/empty_state.h"
#include "views/machine_column.h"
#include "views/notice_bar.h"
#include "views/panel_grid.h"
#include "views/reader_list.h"
#include "views/region_canvas.h"
#include "views/tool_column.h"
#include "views/verdict_bar.h"

#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QStatusBar>

namespace app {
namespace {

constexpr const char* modeView = "window.mode";

/// What speaks of the machine, or needs the docks that Annotate does without.
const QStringList exploreOnly{"text.focus",    "word.edit",      "text.add",    "concept.add",
                              "dock.text",     "dock.inspector", "view.matrix", "method.threshold",
                              "method.choose", "panel.maximise", "panel.next",  "panel.previous",
                              "panel.menu",    "panel.copy",     "file.figure"};

template <class Words> QStringList listOf(const Words& words)
{
    QStringList list;
    for (const std::string_view word : words)
        list.append(QString::fromUtf8(word.data(), qsizetype(word.size())));
    return list;
}

const QList<std::pair<const char*, views::ToolKind>> tools{
    {"tool.select", views::ToolKind::Select},   {"tool.box", views::ToolKind::Box},
    {"tool.polygon", views::ToolKind::Polygon}, {"tool.lasso", views::ToolKind::Lasso},
    {"tool.brush", views::ToolKind::Brush},     {"tool.eraser", views::ToolKind::Eraser},
    {"tool.point", views::ToolKind::Point}};

} // namespace

void MainWindow::buildAnnotate()
{
    m_annotatePage =
        new views::AnnotatePage(listOf(project::claimTypes), listOf(project::assertions));
    m_annotate = new AnnotateDesk(m_studio, m_selection, m_panels, m_annotatePage);
    m_centre->addWidget(m_annotatePage);
    views::RegionCanvas* canvas = m_annotatePage->canvas();
    canvas->setViewState(&m_viewState); // zoom is that of the panels
    canvas->setGreyAllowed(false);
    for (int i = 0; i < m_annotatePage->machine()->count(); ++i)
        m_annotatePage->machine()->card(i)->canvas()->setViewState(&m_viewState);
    m_annotateStatus = new QLabel;
    m_annotateStatus->setFont(views::studioFont(views::type::small));
    m_annotateStatus->setContentsMargins(views::metric::space3, 0, 0, 0);
    statusBar()->insertWidget(0, m_annotateStatus);
    m_annotateStatus->hide();
    connect(canvas, &views::RegionCanvas::statusChanged, this, [this, canvas] {
        QStringList parts{canvas->positionText(), canvas->zoomText(), canvas->hintText()};
        parts.removeAll(QString());
        m_annotateStatus->setText(parts.join("      "));
    });
    connect(m_annotate, &AnnotateDesk::refused, this, [this](const QString& sentence) {
        m_notice->post(views::NoticeBar::Level::Notice, sentence);
    });
    connect(&m_annotate->view(), &AnnotateView::historyWanted, m_actions["edit.history"],
            &QAction::trigger);
    connect(&m_studio, &Studio::documentOpened, this, [this] {
        setMode(m_studio.document().view(modeView) == "annotate" ? Mode::Annotate : Mode::Explore);
    });
    for (QDockWidget* dock : {m_caseDock, m_textDockWidget, m_inspectorDock, m_historyDock})
        dock->hide();
    m_layouts.setDefault(Mode::Annotate); // claims, readers and form are in the page itself
    m_layouts.reset();
    connectAnnotateActions();
    nameAnnotateKeys();
    connect(&m_actions, &Actions::keysChanged, this, &MainWindow::nameAnnotateKeys);
    showMode();
}

void MainWindow::connectAnnotateActions()
{
    AnnotateView& view = m_annotate->view();
    const auto on = [this](const QString& id, auto act) {
        connect(m_actions[id], &QAction::triggered, this, act);
    };
    on("mode.switch",
       [this] { setMode(m_actions.mode() == Mode::Explore ? Mode::Annotate : Mode::Explore); });
    on("mode.explore", [this] { setMode(Mode::Explore); });
    on("mode.annotate", [this] { setMode(Mode::Annotate); });
    for (int i = 1; i <= views::verdictCount; ++i)
        on(QString("verdict.%1").arg(i), [&view, i] { view.giveVerdict(i); });
    for (int i = 1; i <= views::severityCount; ++i)
        on(QString("severity.%1").arg(i), [&view, i] { view.giveSeverity(i); });
    for (const auto& [id, kind] : tools)
        on(id, [&view, kind = kind] { view.useTool(kind); });
    on("brush.smaller", [this] { m_annotatePage->canvas()->stepBrush(-1); });
    on("brush.larger", [this] { m_annotatePage->canvas()->stepBrush(1); });
    on("claim.flag", [this] { m_annotate->annotation().toggleFlag(); });
    on("claim.make", [&view] { view.makeClaim(); });
    on("claim.split", [this] { m_annotate->annotation().split(); });
    on("claim.remove", [this] {
        if (const project::Claim* claim = m_annotate->annotation().current())
            m_annotate->annotation().removeClaim(claim->id);
    });
    on("claim.lock", [&view] { view.lock(); });
    on("claim.reopen", [this] { m_annotate->annotation().reopen(); });
    on("claim.next-open", [&view] { view.step(1, true); });
    on("claim.previous-open", [&view] { view.step(-1, true); });
    on("claim.next", [&view] { view.step(1, false); });
    on("claim.previous", [&view] { view.step(-1, false); });
    on("claim.text-next", [&view] { view.stepText(1); });
    on("region.mask", [this] { m_annotate->takeMask(); });
    on("region.link", [&view] { view.linkRegion(); });
    on("region.remove", [&view] { view.removeRegion(); });
    on("reader.add", [this] { m_annotatePage->readers()->add(); });
    on("reader.next", [this] {
        Annotation& annotation = m_annotate->annotation();
        m_annotate->view().finishEdit();
        if (const QList<QUuid> ids = readerIds(annotation); !ids.isEmpty())
            annotation.setReader(ids[(ids.indexOf(annotation.reader()) + 1) % ids.size()]);
    });
    on("reader.compare", [this, &view] { view.compare(!m_annotatePage->isComparing()); });
    on("claim.blind-first", [this](bool blind) { m_annotate->annotation().setBlindFirst(blind); });
    on("help.annotate", [this] { showHelp("annotate"); });
    for (const char* id : {"claim.split", "claim.make", "claim.remove", "claim.reopen"})
        m_annotatePage->claims()->menu()->addAction(m_actions[id]);
}

/// The keys beside buttons are those that hold now.
void MainWindow::nameAnnotateKeys()
{
    const auto key = [this](const QString& id) { return Actions::keyText(m_actions[id]); };
    QStringList verdicts, severities;
    for (int i = 1; i <= views::verdictCount; ++i)
        verdicts << key(QString("verdict.%1").arg(i));
    for (int i = 1; i <= views::severityCount; ++i)
        severities << key(QString("severity.%1").arg(i));
    m_annotatePage->verdicts()->setKeys(verdicts, severities, key("claim.flag"));
    m_annotatePage->blindBar()->setKey(key("claim.lock"));
    m_annotatePage->form()->setMaskKey(key("region.mask"));
    m_annotatePage->tools()->setPanelMaskKey(key("region.mask"));
    for (const auto& [id, kind] : tools)
        if (kind != views::ToolKind::Select)
            m_annotatePage->tools()->setKey(kind, key(id));
}

bool MainWindow::isAnnotating() const
{
    return m_actions.mode() == Mode::Annotate;
}

void MainWindow::setMode(Mode mode)
{
    if (mode != m_actions.mode()) {
        m_textDock->finishEdit();
        m_actions.setMode(mode);    // the layouts follow it
        if (mode == Mode::Annotate) // whatever layout was kept: these two speak of the machine
            for (QDockWidget* dock : {m_textDockWidget, m_inspectorDock})
                dock->hide();
        m_studio.document().setView(modeView, mode == Mode::Annotate ? "annotate" : "explore");
    }
    showMode();
}

void MainWindow::showMode()
{
    const bool annotating = isAnnotating();
    m_actions["mode.explore"]->setChecked(!annotating);
    m_actions["mode.annotate"]->setChecked(annotating);
    m_actions["claim.blind-first"]->setChecked(m_annotate->annotation().isBlindFirst());
    m_annotate->setShown(annotating);
    m_annotateStatus->setVisible(annotating);
    for (QLabel* label : {m_device, m_timing, m_memory})
        label->setVisible(!annotating);
    statusBar()->clearMessage(); // it would stand over what has just come back
    showCase();
    if (annotating)
        (m_annotate->annotation().claims().empty() ? static_cast<QWidget*>(m_annotatePage->text())
                                                   : m_annotatePage->claims())
            ->setFocus(Qt::OtherFocusReason);
}

/// Which actions rest in this mode. Those that need a case have their own reason without one.
void MainWindow::allowMode()
{
    if (!m_annotate)
        return;
    const bool open = !m_studio.currentCase().isNull();
    if (isAnnotating() && open)
        m_actions.allow(exploreOnly, false, tr("it belongs to Explore"));
    else if (open)
        m_actions.allow(exploreOnly, true, {});
    else
        m_actions.allow({"dock.text", "dock.inspector"}, true, {});
    QStringList annotateOnly;
    for (const QAction* action : m_actions.all())
        if (Actions::scopeOf(action) == Scope::Annotate)
            annotateOnly << Actions::idOf(action);
    m_actions.allow(annotateOnly, isAnnotating() && open,
                    isAnnotating() ? tr("no case is open") : tr("it belongs to Annotate"));
}

/// What the middle of the window shows.
QWidget* MainWindow::front() const
{
    if (m_studio.currentCase().isNull())
        return m_empty;
    return m_annotatePage && isAnnotating() ? static_cast<QWidget*>(m_annotatePage) : m_grid;
}

} // namespace app
