// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_view.h"

#include "app/word_values.h"
#include "explain/ops/spans.h"
#include "views/canvas.h"
#include "views/number.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace app {
namespace {

using Role = explain::Text::Role;

QString quoted(const QString& word)
{
    return u'“' + word + u'”';
}

/// How a word stands in the bars of a panel: among all words that have a value.
std::optional<WordStanding> standingIn(const QList<views::Word>& words, int word)
{
    if (word < 0 || word >= words.size() || std::isnan(words[word].value))
        return {};
    WordStanding standing{.value = words[word].value, .rank = 1};
    for (int i = 0; i < int(words.size()); ++i) {
        const double other = words[i].value;
        if (std::isnan(other) || words[i].punctuation)
            continue;
        ++standing.of;
        standing.rank += other > standing.value;
        if (i != word && (standing.rival < 0 || other > standing.rivalValue)) {
            standing.rival = i;
            standing.rivalValue = other;
        }
    }
    return standing;
}

views::Readings readingsOf(const WordStanding& standing, const QString& word, const QString& rival)
{
    views::Readings readings{
        {quoted(word), views::number(standing.value)},
        {PanelView::tr("rank"), QString("%1 / %2").arg(standing.rank).arg(standing.of)}};
    if (standing.rival >= 0)
        readings.append({PanelView::tr("vs"), rival + ' ' + views::number(standing.rivalValue)});
    return readings;
}

} // namespace

std::string PanelView::caption() const
{
    std::string caption;
    ofText(Role::Caption, std::max(0, m_selection.caption()), &caption);
    return caption;
}

/// The evidence lens: where the lit word pulls most here, its rank there and the best other word.
/// An alignment and word scores speak by their own values, all others by the maps of the words.
void PanelView::showLens()
{
    m_lens.reset();
    m_lensReadings.clear();
    const int lit = word();
    if (m_content.bars) {
        const QList<views::Word>& words = m_content.bars->words;
        if (const auto standing = standingIn(words, lit))
            m_lensReadings =
                readingsOf(*standing, words[lit].text, words.value(standing->rival).text);
    } else if (lit >= 0) {
        const EvidenceLens& lens =
            m_planLens.isEmpty() ? m_studio.lensOf(*m_run, caption()) : m_planLens;
        const auto peak = lens.peak(lit);
        const auto standing = peak ? lens.standing(lit, *peak) : std::nullopt;
        if (standing) {
            const QString rival = lens.word(standing->rival);
            m_lensReadings = readingsOf(*standing, lens.word(lit), rival);
            const views::LensPlate plate{.peak = *peak,
                                         .word = quoted(lens.word(lit)),
                                         .value = views::number(standing->value),
                                         .place =
                                             tr("%1 of %2").arg(standing->rank).arg(standing->of),
                                         .rival = standing->rival < 0 ? QString() : quoted(rival),
                                         .rivalValue = views::number(standing->rivalValue)};
            if (!m_content.links && !m_content.layers.empty()) // threads have plates of their own
                m_lens = std::make_shared<views::LensLayer>(lens.grid(), plate);
        }
        if (m_content.masks) {
            int named = -1;
            for (int i = 0; i < int(m_content.legend.size()); ++i)
                if (m_content.legend[i].label.split(' ').contains(lens.word(lit),
                                                                  Qt::CaseInsensitive))
                    named = i;
            m_content.masks->setCurrent(named);
        }
    } else if (m_content.masks) {
        m_content.masks->setCurrent(-1);
    }
    m_panel->canvas()->setLayers(layersOnShow());
}

QList<views::LayerPointer> PanelView::layersOnShow() const
{
    QList<views::LayerPointer> layers;
    for (const views::LayerPointer& layer : m_content.layers)
        layers.append(m_difference && layer == m_content.heat ? m_difference : layer);
    if (m_lens && !m_difference)
        layers.append(m_lens);
    return layers;
}

std::optional<views::Patch> PanelView::patchOf(const EvidenceLens& lens) const
{
    return m_state.hovered() ? lens.grid().patchAt(*m_state.hovered()) : std::nullopt;
}

/// What the map of each word of the caption says at the patch in question, or at its peak where
/// there is none; a word that stands twice counts once.
QList<views::NamedValue> PanelView::wordsHere() const
{
    if (!m_content.heat)
        return {};
    const EvidenceLens& lens = m_studio.lensOf(*m_run, caption());
    return lens.valuesAt(patchOf(lens));
}

void PanelView::showWordsAtPatch()
{
    if (!m_words || !m_words->isVisible())
        return;
    m_words->setTitle(m_state.hovered() ? tr("At this patch") : tr("Largest anywhere"));
    m_words->setValues(wordsHere());
    m_words->setCurrent(word());
}

/// The words that pull most at the hovered patch, for the read-out: the strip may have no room.
QString PanelView::strongestWords() const
{
    QList<views::NamedValue> words = wordsHere();
    std::ranges::sort(words, std::greater{}, &views::NamedValue::value);
    QStringList parts;
    for (const views::NamedValue& word : words.mid(0, 2))
        parts.append(word.name + ' ' + views::number(word.value, 2));
    return parts.join(u", ");
}

} // namespace app
