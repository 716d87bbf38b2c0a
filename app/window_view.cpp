// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "views/panel_grid.h"

#include <algorithm>

namespace app {
namespace {

using nlohmann::json;

constexpr const char* key = "window"; ///< of the view state of a project
constexpr int keepAfterMs = 300;

/// A number that a project of others may lack.
double number(const json& view, const char* name, double otherwise)
{
    const auto found = view.find(name);
    return found != view.end() && found->is_number() ? found->get<double>() : otherwise;
}

int whole(const json& view, const char* name)
{
    return int(std::clamp(number(view, name, -1), -1.0, 1e6));
}

} // namespace

/// What was looked at is written down soon after it changes: a project that was not closed comes
/// back as well.
void MainWindow::connectView()
{
    m_keepView.setSingleShot(true);
    m_keepView.setInterval(keepAfterMs);
    connect(&m_keepView, &QTimer::timeout, this, &MainWindow::keepView);
    const auto later = [this] { m_keepView.start(); };
    connect(&m_viewState, &views::ViewState::viewChanged, this, later);
    connect(&m_viewState, &views::ViewState::marksChanged, this, later);
    connect(&m_selection, &Selection::subjectChanged, this, later);
    connect(m_grid, &views::PanelGrid::activeChanged, this, later);
}

void MainWindow::keepView()
{
    m_keepView.stop();
    json view{{"zoom", m_viewState.zoom()},
              {"centre", {m_viewState.centre().x(), m_viewState.centre().y()}},
              {"caption", m_selection.caption()},
              {"concept", m_selection.namedConcept()},
              {"word", m_selection.pinnedWord()}};
    if (const auto pinned = m_viewState.pinned())
        view["pinned"] = {pinned->x(), pinned->y()};
    for (int i = 0; i < m_panels.size(); ++i) {
        if (m_panels[i] == activePanel())
            view["active"] = i;
        if (m_grid->maximised() == m_panels[i]->panel())
            view["maximised"] = i;
    }
    if (view != m_studio.document().view(key)) // hovering changes marks, and nothing to keep
        m_studio.document().setView(key, view);
}

void MainWindow::restoreView()
{
    const json view = m_studio.document().view(key);
    if (!view.is_object())
        return;
    const auto point = [&](const char* name) -> std::optional<QPointF> {
        const auto found = view.find(name);
        if (found == view.end() || !found->is_array() || found->size() != 2
            || !found->at(0).is_number() || !found->at(1).is_number())
            return {};
        return QPointF(found->at(0).get<double>(), found->at(1).get<double>());
    };
    if (const auto centre = point("centre"))
        m_viewState.setView(number(view, "zoom", 1), *centre);
    m_viewState.setPinned(point("pinned"));
    m_selection.setCaption(whole(view, "caption"));
    if (const int named = whole(view, "concept"); named >= 0)
        m_selection.setConcept(named);
    if (const int word = whole(view, "word"); word >= 0 && word != m_selection.pinnedWord())
        m_selection.pinWord(word);
    m_textDock->showTexts();
    if (const int active = whole(view, "active"); active >= 0 && active < m_panels.size())
        m_grid->setActive(m_panels[active]->panel());
    const int large = whole(view, "maximised");
    m_grid->setMaximised(large >= 0 && large < m_panels.size() ? m_panels[large]->panel()
                                                               : nullptr);
}

} // namespace app
