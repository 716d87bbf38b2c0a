// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_view.h"

#include "app/figure_page.h"
#include "app/panel_states.h"

namespace app {

/// What is on show, made once more for white paper: the values, range and view of the screen, the
/// page's colour maps where the user chose none.
FigurePanel PanelView::figurePanel() const
{
    FigurePanel figure{.method = m_run->method(), .subject = m_subject};
    const Subject subject = findSubject();
    if (!subject.explanation) {
        const views::PanelState state = stateFor(*m_run, nullptr, {});
        figure.sentence =
            state.sentence.isEmpty() ? state.heading : state.heading + ". " + state.sentence;
        return figure;
    }
    figure.sentence = sentenceFor(subject.explanation->status);
    if (m_run->state() == PanelRun::State::Stale)
        figure.subject += ", " + tr("of the text before");
    PresentRequest request = requestFor(subject);
    request.scale = m_scales.scaleOf(*subject.explanation, request.band, views::Theme::page());
    request.stale = false; // the title says so; paper does not change
    figure.content = present(*subject.explanation, request);
    figure.nullTexts = request.band ? request.band->texts : 0;
    if (figure.content.masks)
        for (int i = 0; i < int(m_content.legend.size()); ++i) {
            figure.content.masks->setVisible(i, m_content.legend[i].visible);
            figure.content.legend[i].visible = m_content.legend[i].visible;
        }
    return figure;
}

} // namespace app
