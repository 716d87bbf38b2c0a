// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotate_view.h"

#include "views/annotate_page.h"
#include "views/blind_bar.h"
#include "views/choice_button.h"
#include "views/region_canvas.h"
#include "views/tool_column.h"
#include "views/verdict_bar.h"

#include <QListWidget>
#include <QMenu>

#include <utility>

namespace app {

AnnotateView::AnnotateView(views::AnnotatePage* page) : QObject(page), m_page(page)
{
    connectLists();
    connectForm();
    connectCanvas();
}

void AnnotateView::connectLists()
{
    connect(m_page->claims(), &views::ClaimList::currentChanged, this, [this](int row) {
        finishEdit();
        if (const auto claims = m_annotation->claims(); row < int(claims.size()))
            m_annotation->setCurrent(claims[std::size_t(row)]->id);
    });
    connect(m_page->claims(), &views::ClaimList::removeRequested, this, [this](int row) {
        if (const auto claims = m_annotation->claims(); row < int(claims.size()))
            m_annotation->removeClaim(claims[std::size_t(row)]->id);
    });
    connect(m_page->readers(), &views::ReaderList::chosen, this, [this](int row) {
        finishEdit();
        m_annotation->setReader(readerIds(*m_annotation).value(row));
    });
    connect(m_page->readers(), &views::ReaderList::added, this,
            [this](const QString& name) { m_annotation->addReader(name); });
    connect(m_page->readers(), &views::ReaderList::compareRequested, this,
            [this] { compare(!m_page->isComparing()); });
    connect(m_page->comparison(), &views::ReadingTable::closed, this, [this] { compare(false); });
    connect(m_page->comparison(), &views::ReadingTable::claimChosen, this, [this](int row) {
        const auto claims = m_annotation->claims();
        compare(false);
        if (row >= 0 && row < int(claims.size()))
            m_annotation->setCurrent(claims[std::size_t(row)]->id);
    });
    connect(m_page->text(), &views::ClaimText::claimChosen, this, [this](int mark) {
        finishEdit();
        if (const QUuid claim = m_text.claims.value(mark); !claim.isNull())
            m_annotation->setCurrent(claim);
    });
    connect(m_page->text(), &views::ClaimText::claimWanted, this, &AnnotateView::makeClaim);
    connect(m_page->blindBar(), &views::BlindBar::lockRequested, this, &AnnotateView::lock);
    connect(m_page->verdicts(), &views::VerdictBar::verdictPressed, this,
            [this](views::Verdict verdict) { m_annotation->setVerdict(wordOf(verdict)); });
    connect(m_page->verdicts(), &views::VerdictBar::severityPressed, this,
            [this](int severity) { m_annotation->setSeverity(severity); });
    connect(m_page->verdicts(), &views::VerdictBar::flagPressed, this,
            [this] { m_annotation->toggleFlag(); });
}

void AnnotateView::connectForm()
{
    views::ClaimForm* form = m_page->form();
    connect(form, &views::ClaimForm::typeChosen, this,
            [this](const QString& type) { m_annotation->setType(type); });
    connect(form, &views::ClaimForm::assertionChosen, this,
            [this](const QString& assertion) { m_annotation->setAssertion(assertion); });
    connect(form, &views::ClaimForm::confidenceChosen, this,
            [this](std::optional<double> confidence) { m_annotation->setConfidence(confidence); });
    connect(form, &views::ClaimForm::correctionWritten, this,
            [this](const QString& text) { m_annotation->setCorrection(text); });
    connect(form, &views::ClaimForm::commentWritten, this,
            [this](const QString& text) { m_annotation->setComment(text); });
    connect(form, &views::ClaimForm::maskRequested, this, &AnnotateView::maskWanted);
    connect(form, &views::ClaimForm::historyRequested, this, &AnnotateView::historyWanted);
    connect(form->evidence(), &views::EvidenceList::chosen, m_page->canvas(),
            &views::RegionCanvas::setCurrentRegion);
    connect(form->evidence(), &views::EvidenceList::removeRequested, this,
            [this](const QUuid& id) { m_annotation->unlink(id); });
    connect(form, &views::ClaimForm::linkMenuWanted, this, &AnnotateView::fillLinkMenu);
}

void AnnotateView::connectCanvas()
{
    views::RegionCanvas* canvas = m_page->canvas();
    connect(canvas, &views::RegionCanvas::proposed, this,
            [this, canvas](const views::Shape& shape) {
                if (const QUuid id = m_annotation->addRegion(shape); !id.isNull())
                    canvas->setCurrentRegion(id);
            });
    connect(canvas, &views::RegionCanvas::changed, this,
            [this](QUuid id, const views::Shape&, const views::Shape& after) {
                m_annotation->changeRegion(id, after);
            });
    connect(canvas, &views::RegionCanvas::removed, this,
            [this](QUuid id) { m_annotation->removeRegion(id); });
    connect(canvas, &views::RegionCanvas::selected, this,
            [this](QUuid id) { m_page->form()->evidence()->setCurrent(id); });
    connect(canvas, &views::RegionCanvas::toolChanged, m_page->tools(),
            &views::ToolColumn::setTool);
    connect(m_page->tools(), &views::ToolColumn::toolChosen, this, &AnnotateView::useTool);
    connect(m_page->tools(), &views::ToolColumn::panelMaskAsked, this, &AnnotateView::maskWanted);
}

void AnnotateView::setAnnotation(Annotation* annotation)
{
    if (m_annotation)
        m_annotation->disconnect(this);
    m_annotation = annotation;
    m_page->setEnabled(annotation);
    if (annotation) {
        connect(annotation, &Annotation::changed, this, &AnnotateView::refresh);
        connect(annotation, &Annotation::refused, this, &AnnotateView::refused);
    }
    refresh();
}

void AnnotateView::setPicture(const QImage& picture)
{
    m_page->canvas()->setImage(picture);
}

void AnnotateView::setMaskReason(const QString& reason)
{
    if (std::exchange(m_maskReason, reason) != reason)
        refresh();
}

void AnnotateView::setPlace(const QString& place)
{
    m_place = place;
    m_page->setPlace(place, tr("N next open claim"));
}

void AnnotateView::refresh()
{
    if (!m_annotation)
        return;
    const auto claims = m_annotation->claims();
    const project::Claim* current = m_annotation->current();
    m_page->claims()->setClaims(claimRows(*m_annotation));
    m_page->claims()->setCurrent(current ? m_annotation->numberOf(current->id) - 1 : -1);
    m_page->readers()->setReaders(readerRows(*m_annotation));
    const bool hidden = m_annotation->isMachineHidden();
    const QString reason =
        hidden ? tr("after the lock: the machine’s evidence is hidden until then") : m_maskReason;
    m_page->form()->setValues(formValues(*m_annotation, reason));
    m_page->tools()->setPanelMaskAvailable(reason.isEmpty(), reason);
    showText();
    showBar();
    showRegions();
    if (m_page->isComparing())
        compare(true);
    const QUuid claim = current ? current->id : QUuid();
    if (std::exchange(m_machineHidden, hidden) != hidden)
        Q_EMIT machineVisibilityChanged(hidden);
    if (std::exchange(m_shownClaim, claim) != claim)
        Q_EMIT claimShown();
}

void AnnotateView::showText()
{
    m_text = annotatedText(*m_annotation);
    m_page->text()->setText(m_text.words, m_text.marks);
    const project::Claim* current = m_annotation->current();
    m_page->text()->setCurrentClaim(current ? int(m_text.claims.indexOf(current->id)) : -1);
}

void AnnotateView::showBar()
{
    const project::Claim* claim = m_annotation->current();
    const auto count = m_annotation->claims().size();
    const auto texts = m_annotation->texts();
    QString place =
        claim ? tr("Claim %1 of %2").arg(m_annotation->numberOf(claim->id)).arg(count) : QString();
    if (const project::Text* text = m_annotation->text(); text && texts.size() > 1)
        place += (place.isEmpty() ? QString() : QString(" · "))
            + tr("text %1 of %2")
                  .arg(std::ranges::find(texts, text) - texts.begin() + 1)
                  .arg(texts.size());
    const bool locked = claim && m_annotation->isLocked(claim->id);
    const project::Reading* reading = claim ? m_annotation->readingOf(claim->id) : nullptr;
    using State = views::BlindBar::State;
    const State state = !claim ? State::NoClaim
        : locked               ? State::Locked
        : m_annotation->isMachineHidden() && !(reading && reading->mode == "assisted")
        ? State::Blind
        : State::Assisted;
    m_page->blindBar()->setState(state, place, locked ? QString() : m_annotation->lockObstacle());
    m_page->verdicts()->setVerdict(reading ? verdictOf(reading->verdict) : views::Verdict::None,
                                   reading ? reading->severity.value_or(0) : 0,
                                   reading && reading->flagged);
    m_page->verdicts()->setEditable(claim && !locked,
                                    !claim       ? tr("Choose a claim first")
                                        : locked ? tr("This claim is locked")
                                                 : QString());
    m_page->verdicts()->flagButton()->setEnabled(claim); // a locked one can be flagged as well
    m_page->canvas()->setEditable(!m_annotation->image().isNull()
                                  && !m_annotation->document().isReadOnly());
}

/// Only what differs is told to the canvas: of a thousand regions one act changes one.
void AnnotateView::showRegions()
{
    views::RegionCanvas* canvas = m_page->canvas();
    const QList<views::Region> regions = regionRows(*m_annotation);
    QHash<QUuid, views::Region> there;
    for (const views::Region& region : regions)
        there.insert(region.id, region);
    qsizetype common = 0;
    for (const views::Region& region : regions)
        common += m_regions.contains(region.id);
    if (common * 2 < m_regions.size()) { // another picture
        canvas->setRegions(regions);
    } else {
        for (auto old = m_regions.cbegin(); old != m_regions.cend(); ++old)
            if (!there.contains(old.key()))
                canvas->removeRegion(old.key());
        for (const views::Region& region : regions)
            if (const auto old = m_regions.constFind(region.id);
                old == m_regions.cend() || *old != region)
                canvas->setRegion(region);
    }
    m_regions = there;
}

void AnnotateView::fillLinkMenu()
{
    QMenu* menu = m_page->form()->menu();
    menu->clear();
    const project::Claim* current = m_annotation->current();
    const project::Reading* reading = current ? m_annotation->readingOf(current->id) : nullptr;
    for (const views::Region& region : regionRows(*m_annotation)) {
        const bool linked = reading && std::ranges::count(reading->regions, region.id) > 0;
        QString text = views::describe(region.shape);
        if (!region.numbers.isEmpty())
            text = tr("%1 (claim %2)").arg(text, region.numbers.join(", "));
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(linked);
        connect(action, &QAction::triggered, this, [this, id = region.id, linked] {
            linked ? m_annotation->unlink(id) : m_annotation->link(id);
        });
    }
    if (menu->isEmpty())
        menu->addAction(tr("Draw a region first: B, P, L, D or O"))->setEnabled(false);
}

void AnnotateView::makeClaim()
{
    const views::WordRange words = m_page->text()->selection();
    std::vector<project::Span> spans;
    if (!words.isEmpty() && words.end <= m_text.spans.size())
        spans.push_back({m_text.spans[words.first].begin, m_text.spans[words.end - 1].end});
    m_page->text()->clearSelection();
    m_annotation->makeClaim(spans);
}

void AnnotateView::giveVerdict(int number)
{
    m_annotation->setVerdict(wordOf(views::Verdict(number)));
}

void AnnotateView::giveSeverity(int severity)
{
    m_annotation->setSeverity(severity);
}

void AnnotateView::step(int by, bool openOnly)
{
    finishEdit();
    m_annotation->step(by, openOnly);
}

void AnnotateView::stepText(int by)
{
    const auto texts = m_annotation->texts();
    const auto found = std::ranges::find(texts, m_annotation->text());
    if (texts.size() < 2)
        return Q_EMIT refused(tr("There is no other text in this case."));
    const auto count = std::ptrdiff_t(texts.size());
    m_annotation->showText(texts[std::size_t((found - texts.begin() + by + count) % count)]->id);
}

void AnnotateView::lock()
{
    finishEdit();
    m_annotation->lock();
}

void AnnotateView::useTool(views::ToolKind kind)
{
    m_page->canvas()->setTool(kind);
    m_page->canvas()->setFocus(Qt::OtherFocusReason);
}

void AnnotateView::removeRegion()
{
    m_page->canvas()->removeCurrent();
}

void AnnotateView::linkRegion()
{
    const QUuid region = m_page->canvas()->currentRegion();
    const project::Claim* current = m_annotation->current();
    const project::Reading* reading = current ? m_annotation->readingOf(current->id) : nullptr;
    if (reading && std::ranges::count(reading->regions, region) > 0)
        m_annotation->unlink(region);
    else
        m_annotation->link(region);
}

void AnnotateView::compare(bool comparing)
{
    if (comparing) {
        const Comparison shown = comparison(*m_annotation);
        m_page->comparison()->setReadings(shown.readers, shown.rows);
    }
    if (m_page->isComparing() != comparing)
        m_page->setComparing(comparing);
}

bool AnnotateView::undoInside()
{
    return m_page->canvas()->undoInside();
}

void AnnotateView::finishEdit()
{
    m_page->form()->finishEdit();
}

} // namespace app
