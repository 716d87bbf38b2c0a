// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_view.h"

#include "app/colours.h"
#include "views/alignment_matrix.h"
#include "views/canvas.h"
#include "views/legend.h"
#include "views/number.h"
#include "views/score_table.h"
#include "views/word_bars.h"
#include "views/words_at_patch.h"

namespace app {
namespace {

constexpr int matrixColumns = 12; ///< regions with the most mass; the canvas shows all of them

} // namespace

/// Chooses what stands in the panel by what the content holds: the canvas with a strip of its kind,
/// or a body instead of it. Widgets are made once and stay until the kind changes.
void PanelView::showBody()
{
    if (m_content.bars) {
        bars()->setContent(*m_content.bars);
        bars()->setStale(m_run->isStale());
        return;
    }
    if (m_content.scores) {
        if (!m_table) {
            m_table = new views::ScoreTable;
            m_panel->setBody(m_table);
        }
        m_table->setScores(*m_content.scores);
        return;
    }
    if (m_bars || m_table) {
        m_panel->setBody(nullptr);
        m_bars.clear(); // they live on until the event is over: a result may come before that
        m_table.clear();
    }

    if (m_content.cells) {
        if (!m_matrix) {
            m_matrix = new views::AlignmentMatrix;
            m_matrix->setColumnLimit(matrixColumns);
            m_matrix->setTitle(tr("Words × regions"));
            m_panel->setSideStrip(m_matrix);
            connect(m_matrix, &views::AlignmentMatrix::cellHovered, this,
                    [this](int word, int) { m_selection.hoverWord(word); });
            connect(m_matrix, &views::AlignmentMatrix::cellActivated, this,
                    [this](int word, int) { m_selection.pinWord(word); });
            connect(m_matrix, &views::AlignmentMatrix::left, this,
                    [this] { m_selection.hoverWord(-1); });
        }
        m_matrix->setCells(*m_content.cells);
        m_matrix->setCurrent(m_content.word, -1);
        m_matrix->setStale(m_run->isStale());
    } else if (m_content.masks) {
        if (!m_legend) {
            m_legend = new views::Legend;
            m_panel->setSideStrip(m_legend);
            connect(m_legend, &views::Legend::entryHovered, this, [this](int entry) {
                if (m_content.masks)
                    m_content.masks->setCurrent(entry);
                m_panel->canvas()->layersChanged();
            });
            connect(m_legend, &views::Legend::left, this, [this] {
                if (m_content.masks)
                    m_content.masks->setCurrent(-1);
                m_panel->canvas()->layersChanged();
            });
            connect(m_legend, &views::Legend::entryToggled, this, [this](int entry) {
                if (!m_content.masks || entry >= m_content.legend.size())
                    return;
                m_content.legend[entry].visible = !m_content.legend[entry].visible;
                m_content.masks->setVisible(entry, m_content.legend[entry].visible);
                m_legend->setEntries(m_content.legend);
                m_panel->canvas()->layersChanged();
            });
            connect(m_legend, &views::Legend::thresholdChanged, this,
                    [this](double value) { setThreshold(value); });
        }
        m_legend->setEntries(m_content.legend);
        m_legend->setNote(m_content.legendNote);
        const auto threshold = m_explanation->values.find("threshold");
        const bool has = threshold != m_explanation->values.end();
        m_legend->setThreshold(has ? threshold->second : 0, has ? -1 : 0, has ? 1 : 0);
    } else if (m_content.heat) {
        if (!m_words) {
            m_words = new views::WordsAtPatch;
            m_panel->setSideStrip(m_words);
            connect(m_words, &views::WordsAtPatch::nameHovered, this,
                    [this](int index) { m_selection.hoverWord(index); });
            connect(m_words, &views::WordsAtPatch::nameActivated, this,
                    [this](int index) { m_selection.pinWord(index); });
            connect(m_words, &views::WordsAtPatch::left, this,
                    [this] { m_selection.hoverWord(-1); });
        }
    }
}

views::WordBars* PanelView::bars()
{
    if (m_bars)
        return m_bars;
    m_bars = new views::WordBars;
    m_panel->setBody(m_bars);
    connect(m_bars, &views::WordBars::wordHovered, &m_selection, &Selection::hoverWord);
    connect(m_bars, &views::WordBars::left, &m_selection, [this] { m_selection.hoverWord(-1); });
    connect(m_bars, &views::WordBars::wordActivated, &m_selection, &Selection::pinWord);
    connect(m_bars, &views::WordBars::thresholdChanged, this, &PanelView::setThreshold);
    return m_bars;
}

/// Of the method wherever it is shown, or of this panel alone.
void PanelView::setThreshold(double value)
{
    const QString text = QString::number(value, 'g', 6);
    const auto error = m_run->hasOwnThreshold()
        ? m_studio.setPanelParameter(*m_run, "threshold", text)
        : m_studio.setParameter(m_run->method(), "threshold", text);
    if (error)
        m_studio.notice(QString::fromStdString(error->message));
}

} // namespace app
