// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_view.h"

#include "app/figure_page.h"
#include "app/panel_states.h"
#include "app/trust.h"

namespace app {
namespace {

QString tr(const char* text)
{
    return QObject::tr(text);
}

/// "the caption" or "caption 2", as they are numbered at the head of the page; empty: \p e speaks
/// of no caption.
QString captionName(const PanelRun::Results& results, const explain::Explanation& e)
{
    int number = 0, captions = 0;
    for (std::size_t i = 0; i < results.texts.size(); ++i) {
        if (results.texts[i].role != explain::Text::Role::Caption || results.texts[i].text.empty())
            continue;
        ++captions;
        if (e.text == i)
            number = captions;
    }
    if (number == 0)
        return {};
    return captions > 1 ? tr("caption %1").arg(number) : tr("the caption");
}

/// What a title says beside the method: shorter than on the screen, since captions stand above.
QString subjectOf(const PanelRun::Results& results, const explain::Explanation& e,
                  const PanelContent& content, const QString& onScreen)
{
    const explain::Explanation* const first = results.explanations.data();
    const bool isOwn = &e >= first && &e < first + results.explanations.size();
    if (!isOwn) // the map of a word
        return onScreen;
    if (!e.text)
        return content.legend.isEmpty() ? tr("%1 texts").arg(e.labels.size())
                                        : tr("%1 concepts").arg(e.labels.size());
    const QString caption = captionName(results, e);
    if (content.cells && content.word >= 0 && content.word < content.cells->words.size()) {
        const QString word = u'“' + content.cells->words[content.word] + u'”';
        return caption == tr("the caption") ? word : tr("%1 of %2").arg(word, caption);
    }
    return caption.isEmpty() ? onScreen : caption;
}

} // namespace

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
    figure.trust =
        trustInFigures(m_studio.networkOf(*m_run)->info(), m_studio.calibrationsOf(*m_run),
                       m_studio.domain(), m_run->method().toStdString());
    figure.sentence = sentenceFor(subject.explanation->status);
    PresentRequest request = requestFor(subject);
    request.scale =
        m_scales.scaleOf(*subject.explanation, request.band, views::Theme::page(), m_ownScale);
    request.stale = false; // the title says so
    figure.content = present(*subject.explanation, request);
    figure.subject = subjectOf(m_run->results(), *subject.explanation, figure.content, m_subject);
    if (!m_run->network().isEmpty())
        figure.subject += ", " + m_studio.networkName(*m_run);
    if (m_run->isStale())
        figure.subject += ", " + tr("of the text before");
    figure.nullTexts = request.band ? request.band->texts : 0;
    if (figure.content.masks)
        for (int i = 0; i < int(m_content.legend.size()); ++i) {
            figure.content.masks->setVisible(i, m_content.legend[i].visible);
            figure.content.legend[i].visible = m_content.legend[i].visible;
        }
    return figure;
}

} // namespace app
