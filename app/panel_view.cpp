// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_view.h"

#include "app/panel_states.h"
#include "app/word_values.h"
#include "explain/ops/spans.h"
#include "views/canvas.h"
#include "views/colour_bar.h"
#include "views/number.h"
#include "views/word_bars.h"

#include <QClipboard>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QtConcurrent>

namespace app {
namespace {

using Role = explain::Text::Role;

QString quoted(const QString& text)
{
    const QString line = text.simplified();
    return u'“' + (line.size() > 40 ? line.left(39) + u'…' : line) + u'”';
}

} // namespace

PanelView::PanelView(Studio& studio, PanelRun* run, Selection& selection, Scales& scales,
                     views::Panel* panel)
    : QObject(panel), m_studio(studio), m_run(run), m_selection(selection), m_scales(scales),
      m_panel(panel)
{
    connectCanvas();
    connect(run, &PanelRun::changed, this, &PanelView::refresh);
    connect(run, &PanelRun::progressChanged, this, &PanelView::showState);
    connect(&scales, &Scales::changed, this, &PanelView::refresh);
    connect(&studio, &Studio::wordMapsChanged, this, &PanelView::refresh);
    connect(&studio, &Studio::textsChanged, this, &PanelView::refresh);
    connect(&studio, &Studio::calibrationsChanged, this, &PanelView::refresh);
    connect(&selection, &Selection::subjectChanged, this, &PanelView::refresh);
    connect(&m_state, &views::ViewState::marksChanged, this, &PanelView::showReadout);
    connect(panel, &views::Panel::cancelRequested, this, [this] { m_studio.cancel(m_run); });
    connect(panel, &views::Panel::runAgainRequested, this, [this] { m_studio.run(m_run); });
    connect(panel, &views::Panel::emptyActionRequested, this, &PanelView::actOnEmpty);
    connect(panel, &views::Panel::remedyRequested, this, [this] {
        if (m_run->state() == PanelRun::State::NotApplicable)
            Q_EMIT networkWanted();
        else
            m_studio.run(m_run);
    });
    refresh();
}

void PanelView::connectCanvas()
{
    views::Canvas* canvas = m_panel->canvas();
    canvas->setViewState(&m_state);
    canvas->setPatchSpeech([this](views::Patch patch) { return valueText(patch); });
    connect(canvas, &views::Canvas::patchHovered, this, [this](int row, int column) {
        const views::PatchGrid grid = m_content.heat ? m_content.heat->grid() : views::PatchGrid();
        m_selection.hoverPoint(grid.bounds({row, column}).center());
    });
    connect(canvas, &views::Canvas::pointHovered, this, [this](QPointF imagePx) {
        if (m_content.links)
            if (const int word = m_content.links->wordAt(imagePx); word >= 0)
                m_selection.hoverWord(word);
    });
    connect(canvas, &views::Canvas::left, this, [this] {
        m_selection.hoverPoint({});
        m_selection.hoverWord(-1);
    });
    connect(canvas, &views::Canvas::patchActivated, this, [this](int row, int column) {
        if (!m_content.heat)
            return;
        const QPointF centre = m_content.heat->grid().bounds({row, column}).center();
        m_state.setPinned(m_state.pinned() == centre ? std::nullopt : std::optional(centre));
    });
    connect(canvas, &views::Canvas::pointClicked, this, [this](QPointF imagePx) {
        const int word = m_content.links ? m_content.links->wordAt(imagePx) : -1;
        if (word >= 0)
            m_selection.pinWord(word);
    });
}

void PanelView::setFollowsWord(bool follows)
{
    m_keptWord = word();
    m_followsWord = follows;
    refresh();
}

void PanelView::setOwnScale(bool own)
{
    m_ownScale = own;
    refresh();
}

int PanelView::word() const
{
    return m_followsWord ? m_selection.word() : m_keptWord;
}

void PanelView::setImage(const QImage& image)
{
    m_panel->canvas()->setImage(image);
    refresh();
}

std::string_view PanelView::kind() const
{
    const explain::Method* method = explain::findMethod(m_run->method().toStdString());
    return method ? method->info().kind : std::string_view();
}

/// The explanation of the \p ordinal-th text of a role, in the texts that the results speak of:
/// while a newer text is being computed they are those of the text before.
const explain::Explanation* PanelView::ofText(Role role, int ordinal, std::string* text) const
{
    const PanelRun::Results& results = m_run->results();
    int place = -1;
    for (std::size_t i = 0; i < results.texts.size(); ++i) {
        if (results.texts[i].role != role || ++place != ordinal)
            continue;
        *text = results.texts[i].text;
        for (const explain::Explanation& e : results.explanations)
            if (e.text == i)
                return &e;
    }
    return nullptr;
}

PanelView::Subject PanelView::findSubject() const
{
    Subject subject;
    const PanelRun::Results& results = m_run->results();
    if (results.explanations.empty())
        return subject;
    const std::string_view shown = kind();
    if (shown == explain::MaskSet::name || shown == explain::ScoreTable::name) {
        subject.explanation = &results.explanations.front();
        const qsizetype count = qsizetype(subject.explanation->labels.size());
        subject.name = shown == explain::MaskSet::name
            ? (count == 1 ? tr("1 concept") : tr("%1 concepts").arg(count))
            : (count == 1 ? tr("1 text") : tr("%1 texts").arg(count));
        return subject;
    }
    const int caption = std::max(0, m_selection.caption());
    subject.word = word();
    subject.explanation = ofText(Role::Caption, caption, &subject.text);
    subject.name = quoted(QString::fromStdString(subject.text));
    if (shown != explain::PatchMap::name)
        return subject;

    const std::vector<explain::Word> words = explain::wordsOf(subject.text);
    const bool ofPatchSim = m_run->method() == "patch-sim"; // as the maps of words are
    if (ofPatchSim && subject.word >= 0 && subject.word < int(words.size())) {
        const QString word = QString::fromStdString(words[std::size_t(subject.word)].text);
        if (const explain::Explanation* map = m_studio.wordMap(*m_run, word)) {
            subject.explanation = map;
            subject.name = quoted(word);
            return subject;
        }
    }
    std::string name;
    const bool named = m_selection.namedConcept() >= 0 || !subject.explanation;
    const int index = std::max(0, m_selection.namedConcept());
    if (const explain::Explanation* map = named ? ofText(Role::Concept, index, &name) : nullptr) {
        subject.explanation = map;
        subject.text = name;
        subject.name = quoted(QString::fromStdString(name));
    }
    return subject;
}

PresentRequest PanelView::requestFor(const Subject& subject) const
{
    PresentRequest request{.text = subject.text,
                           .word = subject.word,
                           .band = m_run->nullBand(),
                           .scale = m_scales.scaleOf(*subject.explanation, m_run->nullBand(),
                                                     views::theme(), m_ownScale),
                           .smooth = m_scales.isSmooth(),
                           .stale = m_run->isStale()};
    if (const auto read = m_studio.readText(*m_run, subject.text))
        request.truncatedAt = read->truncatedAt;
    return request;
}

void PanelView::refresh()
{
    const Subject subject = findSubject();
    m_explanation = subject.explanation;
    m_subject = subject.name;
    m_panel->setBadges(badgesFor(m_studio, *m_run, m_ownScale || !m_scales.isShared()));
    if (!subject.explanation) {
        m_content = {};
        m_shown.clear();
        m_pending.clear();
    } else {
        const PresentRequest request = requestFor(subject);
        // Masks know neither word nor scale: nothing of these must make their outlines anew. Bars
        // only move their mark.
        const bool areMasks = kind() == explain::MaskSet::name;
        const bool areBars = kind() == explain::WordScores::name;
        QString key = QString("%1|%2|%3")
                          .arg(quintptr(subject.explanation))
                          .arg(m_run->runs())
                          .arg(request.stale);
        if (!areMasks)
            key += QString("|%1|%2|%3|%4|%5|%6|%7")
                       .arg(areBars ? -1 : subject.word)
                       .arg(request.scale.min)
                       .arg(request.scale.max)
                       .arg(request.scale.map)
                       .arg(request.smooth)
                       .arg(request.band ? request.band->high : NAN)
                       .arg(request.scale.own);
        if (key != m_shown && key != m_pending) {
            m_pending = key;
            if (areMasks)
                presentLater(*subject.explanation, request, key);
            else
                take(present(*subject.explanation, request), key);
        }
        if (areBars && m_bars)
            m_bars->setCurrent(subject.word);
    }
    if (!subject.explanation)
        showContent();
    if (m_content.links)
        m_subject = tr("%1 → regions").arg(quoted(m_content.links->word(m_content.word)));
    m_panel->setTitle(m_run->method(),
                      m_run->network().isEmpty()
                          ? m_subject
                          : m_subject + "  ·  " + m_studio.networkName(*m_run));
    showLens();
    showState();
    showReadout();
}

void PanelView::take(const PanelContent& content, const QString& key)
{
    const QList<views::LegendEntry> before = m_content.legend;
    m_content = content;
    m_shown = key;
    for (int i = 0; m_content.masks && i < m_content.legend.size(); ++i)
        if (i < before.size() && before[i].label == m_content.legend[i].label) {
            m_content.legend[i].visible = before[i].visible;
            m_content.masks->setVisible(i, before[i].visible);
        }
    showContent();
    Q_EMIT contentChanged();
}

/// Outlines of masks take a while on large images: they are made beside the GUI thread, and what is
/// on show stays until they are there.
void PanelView::presentLater(const explain::Explanation& explanation, const PresentRequest& request,
                             const QString& key)
{
    auto* watcher = new QFutureWatcher<PanelContent>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, key] {
        watcher->deleteLater();
        if (key != m_pending)
            return; // a newer one is on its way
        take(watcher->result(), key);
        showState();
        showReadout();
    });
    watcher->setFuture(
        QtConcurrent::run([explanation, request] { return present(explanation, request); }));
}

void PanelView::showState()
{
    m_panel->setState(stateFor(*m_run, m_explanation, m_content));
}

void PanelView::showContent()
{
    views::Canvas* canvas = m_panel->canvas();
    canvas->setGreyAllowed(m_content.heat != nullptr);
    canvas->setPatchGrid(m_content.heat ? m_content.heat->grid() : views::PatchGrid{});
    m_planLens = m_content.cells && m_content.heat
        ? EvidenceLens(m_content.cells->words, m_content.heat->grid(), m_content.cells->mass,
                       m_content.cells->unit)
        : EvidenceLens();
    showBody();
    showComparison();
}

void PanelView::showReadout()
{
    const std::optional<QPointF> point = m_state.hovered();
    views::Readings readings;
    if (point && !m_content.layers.empty())
        readings = pointReadings(*point);
    else if (!m_lensReadings.isEmpty())
        readings = m_lensReadings;
    else if (m_content.heat)
        readings = largestReadings();
    readings.append(m_content.readings);
    if (m_run->isStale())
        readings.prepend({tr("values of"), m_subject, views::Reading::Tone::Caution});
    m_panel->setReadout(readings);
    const views::HeatLayer* shown = m_difference ? m_difference.get() : m_content.heat.get();
    m_panel->colourBar()->setHovered(point && shown ? shown->valueAt(*point)
                                                    : std::numeric_limits<double>::quiet_NaN());
    showWordsAtPatch();
}

views::Readings PanelView::pointReadings(QPointF imagePx) const
{
    views::Readings readings{{"x", QString::number(int(imagePx.x()))},
                             {"y", QString::number(int(imagePx.y()))}};
    for (const views::LayerPointer& layer : m_content.layers)
        readings.append(layer->readout(imagePx));
    if (m_difference)
        readings.append({"Δ", views::signedNumber(m_difference->valueAt(imagePx))});
    if (!m_content.heat)
        return readings;
    const double value = m_content.heat->valueAt(imagePx);
    if (m_run->nullBand() && !std::isnan(value))
        readings.append({"z", views::number(m_run->nullBand()->z(value), 2)});
    if (const QString words = strongestWords(); !words.isEmpty() && !m_content.links)
        readings.append({tr("words"), words});
    return readings;
}

views::Readings PanelView::largestReadings() const
{
    const auto largest = m_content.heat->largest();
    if (!largest)
        return {};
    const double value = m_content.heat->value(*largest);
    views::Readings readings{
        {tr("largest"), views::number(value)},
        {tr("patch"), QString("%1, %2").arg(largest->row).arg(largest->column)}};
    if (m_run->nullBand())
        readings.append({"z", views::number(m_run->nullBand()->z(value), 2)});
    return readings;
}

QString PanelView::valueText(views::Patch patch) const
{
    if (!m_content.heat)
        return {};
    return tr("%1 %2, rank %3")
        .arg(m_content.heat->scale().unit,
             views::spokenNumber(views::number(m_content.heat->value(patch))))
        .arg(m_content.heat->rank(patch));
}

void PanelView::copyDetails() const
{
    QStringList lines{m_run->method() + ' ' + m_subject};
    for (const views::Reading& reading : m_panel->readout())
        lines.append(reading.name + ' ' + reading.value);
    if (!m_run->reason().isEmpty())
        lines.append(m_run->reason());
    QGuiApplication::clipboard()->setText(lines.join('\n'));
}

void PanelView::actOnEmpty()
{
    switch (m_run->missing()) {
    case PanelRun::Missing::Case: Q_EMIT imageWanted(); break;
    case PanelRun::Missing::Image: Q_EMIT relinkWanted(); break;
    case PanelRun::Missing::Network:
    case PanelRun::Missing::LoadedNetwork: Q_EMIT networkWanted(); break;
    case PanelRun::Missing::AnyText: Q_EMIT conceptWanted(); break;
    case PanelRun::Missing::Caption:
    case PanelRun::Missing::Nothing: Q_EMIT textWanted(); break;
    }
}

} // namespace app
