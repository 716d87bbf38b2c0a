// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_view.h"

#include "models/image_file.h"
#include "views/canvas.h"
#include "views/colour_bar.h"

namespace app {

ResultName PanelView::resultName() const
{
    const models::CaseList& cases = m_studio.cases();
    const QString image = cases.index(cases.rowOf(m_studio.currentCase())).data().toString();
    return {m_run->method(), m_subject, m_studio.networkName(*m_run), image};
}

std::shared_ptr<const PinnedResult> PanelView::pin() const
{
    const auto image = m_studio.image();
    if (!image || m_content.layers.empty())
        return nullptr;
    return std::make_shared<PinnedResult>(resultName(), image->picture, m_content);
}

void PanelView::compare(std::shared_ptr<const PinnedResult> pinned, views::CompareMode mode)
{
    if (m_pinned == pinned && m_compareMode == mode)
        return;
    m_pinned = std::move(pinned);
    m_compareMode = m_pinned ? mode : views::CompareMode::Off;
    showComparison();
    showReadout();
}

void PanelView::flip()
{
    if (m_compare)
        m_compare->flip();
}

/// What is on show, or its difference from the pinned result; the labels say which.
void PanelView::showComparison()
{
    using Mode = views::CompareMode;
    const auto image = m_studio.image();
    const QString why =
        m_pinned && image ? whyNot(m_compareMode, *m_pinned, m_content, image->picture) : QString();
    const Mode mode = m_pinned && image && why.isEmpty() ? m_compareMode : Mode::Off;
    m_panel->setNote(why);
    m_difference.reset();
    if (mode == Mode::Difference) {
        const QString unit = m_content.heat->scale().unit;
        const double limit = m_content.scale->own
            ? std::max(std::abs(m_content.scale->min), m_content.scale->max)
            : m_scales.limit(unit);
        m_difference = differenceOf(*m_content.heat, *m_pinned->content.heat, limit,
                                    m_scales.map(/*isSigned=*/true));
    }
    m_panel->canvas()->setLayers(layersOnShow());
    m_panel->setColourBarVisible(m_content.scale.has_value());
    if (m_content.scale) {
        m_panel->colourBar()->setScale(m_difference ? m_difference->scale() : *m_content.scale);
        m_panel->colourBar()->setStale(m_run->isStale());
    }
    if (mode == Mode::Off && !m_compare)
        return;
    if (!m_compare)
        m_compare = new views::CompareView(m_panel->canvas());
    if (mode != Mode::Off)
        m_compare->setReference({.image = m_pinned->picture,
                                 .layers = layersOf(*m_pinned, m_content.scale),
                                 .name = toldApart(m_pinned->name, resultName()),
                                 .grey = m_pinned->content.heat != nullptr});
    const QString own = m_pinned ? toldApart(resultName(), m_pinned->name) : QString();
    m_compare->setName(mode == Mode::Difference
                           ? tr("difference: %1\nless pinned: %2")
                                 .arg(own, toldApart(m_pinned->name, resultName()))
                           : own);
    if (m_compare->mode() != mode)
        m_compare->setMode(mode);
}

} // namespace app
