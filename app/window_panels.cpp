// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/settings.h"
#include "models/image_file.h"
#include "views/layout_picker.h"
#include "views/matrix_chooser.h"
#include "views/notice_bar.h"
#include "views/panel_grid.h"

#include <nlohmann/json.hpp>

#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

namespace app {
namespace {

using views::LinkedProperty;

constexpr int counts[] = {1, 2, 4, 6, 9, 16};

QString keyOf(LinkedProperty property)
{
    return QString::number(int(property));
}

} // namespace

void MainWindow::connectPanels()
{
    connect(&m_studio, &Studio::panelsChanged, this, &MainWindow::showPanels);
    connect(&m_link, &views::ViewLink::changed, this, &MainWindow::followLink);
    connect(m_grid, &views::PanelGrid::activeChanged, this, [this] {
        m_link.setLeader(&activeState());
        followLink();
        showComparison();
    });
    connect(m_actions["panel.add"], &QAction::triggered, this, [this] {
        const PanelSet& set = m_studio.panelSet();
        m_studio.changePanels(tr("Add panel"),
                              withCount(set, int(set.panels.size()) + 1, m_studio.methodsToShow()));
    });
    connect(m_actions["panel.remove"], &QAction::triggered, this, [this] {
        m_studio.changePanels(tr("Close panel"),
                              without(m_studio.panelSet(), activePanel()->run()->id()));
    });
    connect(m_actions["panel.apart"], &QAction::triggered, this,
            [this](bool follows) { m_link.setFollowing(&activeState(), follows); });
    connect(m_actions["compare.pin"], &QAction::triggered, this, &MainWindow::pinResult);
    connect(m_actions["compare.unpin"], &QAction::triggered, this, [this] {
        m_pinned.reset();
        m_compareMode = views::CompareMode::Off;
        showComparison();
    });
    connect(m_actions["compare.next"], &QAction::triggered, this, [this] {
        m_compareMode = views::nextOf(m_compareMode);
        showComparison();
    });
    connect(m_actions["compare.flip"], &QAction::triggered, this,
            [this] { activePanel()->flip(); });
    m_link.setLeader(&activeState());
    followLink();
    showComparison();
}

PanelView* MainWindow::viewOf(PanelRun* run)
{
    for (PanelView* view : m_panels)
        if (view->run() == run)
            return view;
    auto* panel = new views::Panel;
    auto* view = new PanelView(m_studio, run, m_selection, m_scales, panel);
    m_link.add(view->state());
    connect(panel, &views::Panel::menuRequested, this,
            [this, view](QPoint pos) { panelMenu(view, pos); });
    connect(panel, &views::Panel::badgeActivated, this, [this, view] { showTrust(view); });
    connect(view, &PanelView::imageWanted, m_actions["file.open"], &QAction::trigger);
    connect(view, &PanelView::relinkWanted, m_actions["project.relink"], &QAction::trigger);
    connect(view, &PanelView::networkWanted, m_actions["network.choose"], &QAction::trigger);
    connect(view, &PanelView::textWanted, m_actions["text.focus"], &QAction::trigger);
    connect(view, &PanelView::conceptWanted, m_actions["concept.add"], &QAction::trigger);
    connect(run, &PanelRun::changed, this, [this] {
        m_scales.measure(m_studio);
        showStatus();
    });
    if (const auto image = m_studio.image())
        view->setImage(image->picture);
    return view;
}

/// Panels that stay keep their views; the grid deletes those that go.
void MainWindow::showPanels()
{
    QList<PanelView*> views;
    QList<views::Panel*> panels;
    for (PanelRun* run : m_studio.panels()) {
        views.append(viewOf(run));
        panels.append(views.last()->panel());
    }
    m_panels = views;
    m_grid->setPanels(panels);
    showGrid();
    m_scales.measure(m_studio);
    followLink();
}

void MainWindow::showGrid()
{
    const PanelSet& set = m_studio.panelSet();
    QStringList networks;
    for (const QString& id : set.networks) {
        const models::NetworkEntry* entry = m_studio.networks().find(id);
        networks.append(entry ? entry->name : id);
    }
    m_grid->setMatrix(set.rows, networks);
    m_grid->setColumns(set.columns);
    m_actions.allow({"panel.remove"}, set.panels.size() > 1, tr("it is the only panel"));
    m_actions.allow({"panel.add"}, set.panels.size() < mostPanels,
                    tr("there are %1 panels already").arg(mostPanels));
}

/// What is no matter of where panels look: the word, the scale and the threshold.
void MainWindow::followLink()
{
    for (PanelView* view : m_panels) {
        const views::ViewState* state = view->state();
        const bool isActive = view == activePanel();
        view->setFollowsWord(isActive || m_link.isLinked(LinkedProperty::Word, state));
        view->setOwnScale(!m_link.isLinked(LinkedProperty::Scale, state));
        const bool own = !m_link.isLinked(LinkedProperty::Threshold, state);
        if (own == view->run()->hasOwnThreshold())
            continue;
        view->run()->setOwnThreshold(own);
        if (!m_studio.choices().keysBelow("panel/" + view->run()->id() + '/').isEmpty())
            m_studio.run(view->run());
    }
    m_actions["view.link"]->setChecked(m_link.isOn());
    m_actions["panel.apart"]->setChecked(m_link.isFollowing(&activeState()));
}

void MainWindow::pinResult()
{
    auto pinned = activePanel()->pin();
    if (!pinned) {
        notify(tr("pin: expected a panel with a result over its image, found none"));
        return;
    }
    m_pinned = std::move(pinned);
    showComparison();
    m_notice->post(
        views::NoticeBar::Level::Notice,
        tr("Pinned: %1. X compares the active panel with it.").arg(m_pinned->name.whole()));
}

void MainWindow::showComparison()
{
    for (PanelView* view : m_panels)
        view->compare(view == activePanel() ? m_pinned : nullptr, m_compareMode);
    m_actions.allow({"compare.next", "compare.unpin"}, m_pinned != nullptr,
                    tr("no result is pinned"));
    m_actions.allow({"compare.flip"}, m_pinned && m_compareMode == views::CompareMode::Blink,
                    tr("no results blink"));
}

void MainWindow::offerPanelChoices()
{
    m_actions.offer(
        "layout.panels", [this] { return panelCountChoices(); }, m_layoutButton);
    m_layoutButton->setMenu(m_actions.menuOf("layout.panels"));
    m_layoutButton->setPopupMode(QToolButton::InstantPopup);
    m_actions.offer(
        "link.choose", [this] { return linkChoices(); }, m_linkButton);
    m_linkButton->setMenu(m_actions.menuOf("link.choose"));
    m_linkButton->setPopupMode(QToolButton::MenuButtonPopup);
    m_actions.offer("panel.network", [this] { return panelNetworkChoices(); });
}

QList<Choice> MainWindow::panelCountChoices()
{
    const PanelSet& set = m_studio.panelSet();
    QList<Choice> choices;
    for (const int count : counts)
        choices.append(
            {.key = QString::number(count),
             .text = count == 1 ? tr("1 panel") : tr("%1 panels").arg(count),
             .tip = tr("In as many columns as show the image largest"),
             .isChosen = set.panels.size() == count && set.columns == 0 && !set.isMatrix(),
             .isCheckable = true,
             .choose = [this, count] {
                 PanelSet chosen = withCount(m_studio.panelSet(), count, m_studio.methodsToShow());
                 chosen.columns = 0;
                 m_studio.changePanels(tr("%1 panels").arg(count), chosen);
             }});
    choices.append({.key = "custom",
                    .text = tr("Rows and columns…"),
                    .tip = tr("Choose rows and columns by hand"),
                    .isChosen = set.columns > 0,
                    .isCheckable = true,
                    .choose = [this] { pickLayout(); }});
    choices.append({.key = "matrix",
                    .text = tr("Methods and networks…"),
                    .tip = tr("A row of panels for each method, a column for each network"),
                    .isChosen = set.isMatrix(),
                    .isCheckable = true,
                    .choose = [this] { chooseMatrix(); }});
    return choices;
}

void MainWindow::pickLayout()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Rows and columns of panels"));
    auto* picker = new views::LayoutPicker;
    picker->setTaken({m_grid->columnCount(),
                      int(m_panels.size() + m_grid->columnCount() - 1) / m_grid->columnCount()});
    auto* action = new QWidgetAction(menu);
    action->setDefaultWidget(picker);
    menu->addAction(action);
    connect(picker, &views::LayoutPicker::picked, this, [this, menu](QSize size) {
        menu->close();
        PanelSet set =
            withCount(m_studio.panelSet(), size.width() * size.height(), m_studio.methodsToShow());
        set.columns = size.width();
        m_studio.changePanels(tr("%1 × %2 panels").arg(size.height()).arg(size.width()), set);
    });
    menu->popup(m_layoutButton->mapToGlobal(QPoint(0, m_layoutButton->height())));
    picker->setFocus(Qt::PopupFocusReason);
}

void MainWindow::chooseMatrix()
{
    const PanelSet& set = m_studio.panelSet();
    QStringList shown;
    for (const PanelChoice& panel : set.panels)
        shown.append(panel.method);
    QList<views::MatrixEntry> methods, networks;
    const models::MethodList& all = m_studio.methods();
    for (int row = 0; row < all.rowCount(); ++row) {
        const QModelIndex method = all.index(row);
        const QString id = method.data(models::MethodList::IdRole).toString();
        methods.append({id, tr("%1  ·  %2").arg(id, method.data().toString()), shown.contains(id),
                        method.data(models::MethodList::ReasonRole).toString()});
    }
    for (const models::NetworkEntry& entry : m_studio.networks().entries())
        networks.append(
            {entry.id, entry.name,
             set.isMatrix() ? set.networks.contains(entry.id) : entry.id == m_studio.networkId(),
             entry.error});
    views::MatrixChooser chooser(methods, networks, mostPanels, this);
    if (chooser.exec() == QDialog::Accepted)
        m_studio.changePanels(tr("Methods and networks"),
                              matrixOf(set, chooser.methods(), chooser.networks()));
}

QList<Choice> MainWindow::linkChoices()
{
    QList<Choice> choices;
    for (const LinkedProperty property : views::linkedProperties) {
        const bool isScale = property == LinkedProperty::Scale; // undoable, as its own action is
        choices.append(
            {.key = keyOf(property),
             .text = nameOf(property),
             .tip = tr("Share it between all panels in the link"),
             .isChosen = isScale ? m_scales.isShared() : m_link.properties().testFlag(property),
             .isCheckable = true,
             .choose = [this, property, isScale] {
                 if (isScale)
                     m_actions["scale.share"]->trigger();
                 else
                     m_link.setProperties(m_link.properties() ^ property);
             }});
    }
    choices.append({.key = "apart",
                    .text = tr("The active panel follows the link"),
                    .tip = Actions::tipOf(m_actions["panel.apart"]),
                    .isChosen = m_link.isFollowing(&activeState()),
                    .isCheckable = true,
                    .choose = [this] { m_actions["panel.apart"]->trigger(); }});
    return choices;
}

QList<Choice> MainWindow::panelNetworkChoices()
{
    PanelRun* run = activePanel()->run();
    QList<Choice> choices{{.key = "window",
                           .text = tr("As in the tool bar"),
                           .tip = tr("Ask the network that is chosen for the window"),
                           .isChosen = run->network().isEmpty(),
                           .isCheckable = true,
                           .choose = [this, run] { m_studio.setPanelNetwork(run, {}); }}};
    for (const models::NetworkEntry& entry : m_studio.networks().entries())
        choices.append(
            {.key = entry.id,
             .text = tr("%1  ·  %2").arg(entry.name, entry.family),
             .tip = !entry.error.isEmpty() ? entry.error
                 : entry.path.isEmpty()    ? tr("Ask the network that the program carries")
                                           : entry.path,
             .isChosen = entry.id == run->network(),
             .isCheckable = true,
             .choose = [this, run, id = entry.id] { m_studio.setPanelNetwork(run, id); }});
    return choices;
}

void MainWindow::storePanels()
{
    settings().setValue("panels/set", QString::fromStdString(toJson(m_studio.panelSet()).dump()));
    settings().setValue("view/linkedProperties", int(m_link.properties()));
}

void MainWindow::restorePanels()
{
    const QString kept = settings().value("panels/set").toString();
    const auto json = nlohmann::json::parse(kept.toStdString(), nullptr, false);
    if (const auto set = panelSetFrom(json))
        m_studio.beginWithPanels(*set);
    m_link.setProperties(
        views::LinkedProperties::fromInt(
            settings().value("view/linkedProperties", int(views::allLinked)).toInt())
        & views::allLinked);
}

} // namespace app
