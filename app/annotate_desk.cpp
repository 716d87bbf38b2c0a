// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotate_desk.h"

#include "app/panel_mask.h"
#include "app/panel_view.h"
#include "explain/ops/spans.h"
#include "models/image_file.h"
#include "views/annotate_page.h"
#include "views/canvas.h"
#include "views/claim_list.h"
#include "views/machine_column.h"

#include <algorithm>

namespace app {

AnnotateDesk::AnnotateDesk(Studio& studio, Selection& selection, const QList<PanelView*>& panels,
                           views::AnnotatePage* page)
    : QObject(page), m_studio(studio), m_selection(selection), m_panels(panels), m_page(page),
      m_view(page)
{
    page->machine()->setCount(int(panels.size()));
    connect(&studio, &Studio::documentOpened, this, &AnnotateDesk::followDocument);
    connect(&studio, &Studio::documentClosing, this, [this] {
        m_view.finishEdit();
        m_view.setAnnotation(nullptr);
        m_annotation.reset();
    });
    connect(&studio, &Studio::caseClosing, this, [this] { m_view.finishEdit(); });
    connect(&studio, &Studio::caseOpened, this, &AnnotateDesk::followCase);
    connect(&studio, &Studio::imageChanged, this, &AnnotateDesk::followCase);
    connect(&studio, &Studio::imageReady, this, &AnnotateDesk::showPicture);
    for (const PanelView* panel : panels) {
        connect(panel, &PanelView::contentChanged, this, &AnnotateDesk::showMachine);
        connect(panel->run(), &PanelRun::changed, this, &AnnotateDesk::showMachine);
    }
    connect(page->machine(), &views::MachineColumn::activeChanged, this,
            &AnnotateDesk::showMachine);
    connect(&m_view, &AnnotateView::machineVisibilityChanged, this, &AnnotateDesk::showMachine);
    connect(&m_view, &AnnotateView::claimShown, this, &AnnotateDesk::lightWords);
    connect(&m_view, &AnnotateView::maskWanted, this, &AnnotateDesk::takeMask);
    connect(&m_view, &AnnotateView::refused, this, &AnnotateDesk::refused);
    followDocument();
}

AnnotateDesk::~AnnotateDesk()
{
    m_view.setAnnotation(nullptr);
}

void AnnotateDesk::followDocument()
{
    m_view.setAnnotation(nullptr);
    m_annotation = std::make_unique<Annotation>(m_studio.document());
    m_view.setAnnotation(m_annotation.get());
    followCase();
}

void AnnotateDesk::followCase()
{
    if (!m_annotation)
        return;
    m_annotation->open(m_studio.currentCase(), m_studio.currentImage());
    const auto cases = m_studio.document().all<project::Case>();
    const auto found = std::ranges::find(cases, m_studio.currentCase(), &project::Case::id);
    m_view.setPlace(found == cases.end()
                        ? QString()
                        : tr("Case %L1 of %L2").arg(found - cases.begin() + 1).arg(cases.size()));
    showPicture();
}

void AnnotateDesk::showPicture()
{
    const auto image = m_studio.image();
    m_view.setPicture(image ? image->picture : QImage());
    showMachine();
}

void AnnotateDesk::setShown(bool shown)
{
    if (m_shown && !shown && m_annotation) {
        m_view.finishEdit();
        m_annotation->notePeeked();
    }
    m_shown = shown;
    if (shown)
        showMachine();
}

void AnnotateDesk::showMachine()
{
    if (!m_annotation || !m_shown)
        return;
    const bool hidden = m_annotation->isMachineHidden();
    const auto image = m_studio.image();
    for (int i = 0; i < m_panels.size(); ++i) {
        const PanelView* panel = m_panels[i];
        views::MachineCard* card = m_page->machine()->card(i);
        const bool ready = panel->run()->state() == PanelRun::State::Ready;
        card->setTitle(panel->run()->method(), panel->subject());
        card->setHiddenEvidence(hidden, ready);
        // Nothing of the result is held by a card that must not show it.
        const bool shows = !hidden && !panel->content().layers.empty();
        card->canvas()->setImage(shows && image ? image->picture : QImage());
        card->canvas()->setLayers(shows
                                      ? QList<views::LayerPointer>(panel->content().layers.begin(),
                                                                   panel->content().layers.end())
                                      : QList<views::LayerPointer>());
        card->setSentence(shows || hidden             ? QString()
                              : !ready                ? tr("No result yet")
                              : panel->content().bars ? tr("Scores of words: see them in Explore")
                                                      : tr("Nothing to show in the picture"));
    }
    const PanelView* active = m_panels.value(m_page->machine()->active());
    m_view.setMaskReason(active && active->explanation() ? QString()
                                                         : tr("the active panel has no result"));
}

/// The panels speak of the claim's last word: what a noun phrase is about.
void AnnotateDesk::lightWords()
{
    const project::Claim* claim = m_annotation ? m_annotation->current() : nullptr;
    const project::Text* text = claim ? m_annotation->text() : nullptr;
    if (!m_shown || !text || claim->spans.empty())
        return;
    const auto texts = m_annotation->texts();
    m_selection.setCaption(int(std::ranges::find(texts, text) - texts.begin()));
    const std::vector<explain::Word> words = explain::wordsOf(text->text.toStdString());
    int last = -1;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!words[i].isPunctuation && words[i].begin < claim->spans.back().end
            && claim->spans.back().begin < words[i].end)
            last = int(i);
    if (last >= 0 && m_selection.pinnedWord() != last)
        m_selection.pinWord(last);
}

void AnnotateDesk::takeMask()
{
    if (m_annotation->isMachineHidden())
        return Q_EMIT refused(tr("The machine’s evidence is hidden until you lock this claim."));
    const PanelView* panel = m_panels.value(m_page->machine()->active());
    if (!panel || !panel->explanation())
        return Q_EMIT refused(tr("The active panel has no result to take a mask of."));
    const project::Claim* claim = m_annotation->current();
    const QList<views::ClaimRow>& rows = m_page->claims()->claims();
    const QString words =
        claim ? rows.value(m_annotation->numberOf(claim->id) - 1).words : QString();
    const auto mask =
        panelMask(*panel->explanation(), m_selection.word(), words, m_studio.networkId());
    if (!mask)
        return Q_EMIT refused(QString::fromStdString(mask.error().message));
    m_annotation->addMask(mask->mask, mask->machine);
}

} // namespace app
