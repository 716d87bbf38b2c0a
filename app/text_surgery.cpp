// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text_dock.h"

#include "explain/ops/spans.h"
#include "views/variant_compare.h"
#include "views/word_diff.h"
#include "views/word_strip.h"

#include <cmath>
#include <limits>

namespace app {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

} // namespace

void TextDock::editWord()
{
    if (m_selection.word() >= 0 && !m_editor->isEditing())
        m_editor->strip()->editWord(m_selection.word());
    else
        write();
}

TextDock::Before TextDock::snapshot() const
{
    const std::string text = caption();
    return {text, wordsOf(text), m_studio.cosine(text).value_or(none)};
}

void TextDock::beginSurgery(int word)
{
    const std::string text = caption();
    const std::vector<explain::Word> words = explain::wordsOf(text);
    if (word < 0 || word >= int(words.size()))
        return;
    const QList<uint> letters = QString::fromStdString(text).toUcs4();
    const auto part = [&letters](qsizetype from, qsizetype count) {
        const QList<uint> cut = letters.mid(from, count);
        return QString::fromUcs4(reinterpret_cast<const char32_t*>(cut.constData()), cut.size());
    };
    m_surgery =
        Surgery{part(0, words[std::size_t(word)].begin), part(words[std::size_t(word)].end, -1)};
    m_before = snapshot();
}

/// Each pause in writing is a text of its own; those within a second are one step of the history.
void TextDock::operate(const QString& written)
{
    const int row = rowsOf(explain::Text::Role::Caption).value(m_selection.caption(), -1);
    if (!m_surgery || row < 0)
        return;
    QString head = m_surgery->head, word = written.simplified();
    if (word.isEmpty() && head.endsWith(' '))
        head.chop(1); // a word that goes takes its blank along
    m_studio.texts()->setText(row, head + word + m_surgery->tail);
}

/// The change of each word and of the score, once there is a text before.
void TextDock::showChange(const std::string& text, QList<views::Word>& words)
{
    if (!m_before || m_before->text == text) {
        m_editor->setScores(none, none, {});
        return;
    }
    views::markChanges(m_before->words, words);
    m_editor->setScores(m_before->score, m_studio.cosine(text).value_or(none), tr("cosine"));
}

void TextDock::compare(int one, int other)
{
    const PanelRun* panel = wordPanel();
    const auto* scores = panel && !panel->results().explanations.empty()
        ? &panel->results().explanations.front()
        : nullptr;
    auto* compare = new views::VariantCompare(m_tried.value(m_studio.currentCase()), one, other,
                                              m_editor->window());
    compare->setAttribute(Qt::WA_DeleteOnClose);
    compare->setUnits(tr("cosine"), scores ? QString::fromStdString(scores->unit) : QString());
    compare->show();
}

} // namespace app
