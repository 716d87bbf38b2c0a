// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_view.h"

#include "app/word_values.h"
#include "explain/ops/spans.h"
#include "views/number.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>

namespace app {
namespace {

using Role = explain::Text::Role;

/// NaN gives way to the first number.
float largestOf(const QList<float>& values)
{
    float largest = std::numeric_limits<float>::quiet_NaN();
    for (const float value : values)
        if (!(value <= largest))
            largest = std::isnan(value) ? largest : value;
    return largest;
}

int patchIndex(const views::PatchGrid& grid, QPoint patch)
{
    return patch.y() * grid.columns + patch.x();
}

} // namespace

/// What the map of each word of the caption says at the patch in question, or at its peak where
/// there is none; a word that stands twice counts once.
QList<views::NamedValue> PanelView::wordsHere() const
{
    QList<views::NamedValue> values;
    if (!m_content.heat)
        return values;
    const QPoint patch = m_selection.patch();
    const int index = patchIndex(m_content.heat->grid(), patch);
    std::string caption;
    ofText(Role::Caption, std::max(0, m_selection.caption()), &caption);
    const std::vector<explain::Word> words = explain::wordsOf(caption);
    QSet<QString> seen;
    for (int w = 0; w < int(words.size()); ++w) {
        const QString word = QString::fromStdString(words[std::size_t(w)].text);
        const explain::Explanation* map = m_studio.wordMap(word);
        if (!map || !explain::hasNumbers(*map) || seen.contains(word))
            continue;
        seen.insert(word);
        const QList<float> floats = floatsOf(std::get<explain::PatchMap>(map->kind).map);
        if (patch.x() < 0)
            values.append({word, largestOf(floats), w});
        else if (index >= 0 && index < floats.size())
            values.append({word, floats[index], w});
    }
    return values;
}

void PanelView::showWordsAtPatch()
{
    if (!m_words)
        return;
    m_words->setTitle(m_selection.patch().x() < 0 ? tr("Largest anywhere") : tr("At this patch"));
    m_words->setValues(wordsHere());
    m_words->setCurrent(m_selection.word());
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
