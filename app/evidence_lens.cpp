// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence_lens.h"

#include "app/present.h"
#include "app/word_values.h"
#include "explain/ops/spans.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>

namespace app {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

int largestIn(const QList<float>& values)
{
    int best = -1;
    for (int i = 0; i < int(values.size()); ++i)
        if (!std::isnan(values[i]) && (best < 0 || values[i] > values[best]))
            best = i;
    return best;
}

} // namespace

EvidenceLens::EvidenceLens(const std::string& text, const MapOf& mapOf)
{
    QHash<QString, int> rows; // by word; -1: it has no map
    for (const explain::Word& word : explain::wordsOf(text)) {
        const QString name = QString::fromStdString(word.text);
        const int index = int(m_words.size());
        m_words.append(name);
        if (const auto known = rows.constFind(name); known != rows.cend()) {
            m_rowOf.push_back(*known);
            continue;
        }
        m_rowOf.push_back(*rows.insert(name, -1));
        const explain::Explanation* map = word.isPunctuation ? nullptr : mapOf(name);
        const auto* patches = map ? std::get_if<explain::PatchMap>(&map->kind) : nullptr;
        if (!patches || !explain::hasNumbers(*map))
            continue;
        const auto grid = patchGridOf(*map);
        const QList<float> values = floatsOf(patches->map);
        if (!grid || values.size() != grid->count() || (!m_rows.empty() && *grid != m_grid))
            continue;
        m_grid = *grid;
        m_unit = QString::fromStdString(map->unit);
        m_values.insert(m_values.end(), values.begin(), values.end());
        rows[name] = m_rowOf.back() = int(m_rows.size());
        m_rows.push_back({index, largestIn(values)});
    }
}

EvidenceLens::EvidenceLens(const QStringList& words, const views::PatchGrid& grid,
                           const QList<float>& values, const QString& unit)
    : m_words(words), m_grid(grid), m_unit(unit)
{
    Q_ASSERT(values.size() == words.size() * grid.count());
    for (int word = 0; word < int(words.size()); ++word) {
        const QList<float> own = values.mid(word * grid.count(), grid.count());
        const bool isWord = std::ranges::any_of(
            words[word], [](const QChar& letter) { return letter.isLetterOrNumber(); });
        m_rowOf.push_back(isWord ? int(m_rows.size()) : -1);
        if (!isWord)
            continue; // a full stop competes with nobody
        m_rows.push_back({word, largestIn(own)});
        m_values.insert(m_values.end(), own.begin(), own.end());
    }
}

const EvidenceLens::Row* EvidenceLens::rowOf(int word) const
{
    const bool known = word >= 0 && word < int(m_rowOf.size()) && m_rowOf[std::size_t(word)] >= 0;
    return known ? &m_rows[std::size_t(m_rowOf[std::size_t(word)])] : nullptr;
}

double EvidenceLens::at(const Row& row, int patch) const
{
    return patch < 0
        ? none
        : double(m_values[std::size_t(&row - m_rows.data()) * std::size_t(m_grid.count())
                          + std::size_t(patch)]);
}

double EvidenceLens::value(int word, views::Patch patch) const
{
    const Row* row = rowOf(word);
    return row && m_grid.contains(patch) ? at(*row, patch.row * m_grid.columns + patch.column)
                                         : none;
}

std::optional<views::Patch> EvidenceLens::peak(int word) const
{
    const Row* row = rowOf(word);
    if (!row || row->peak < 0)
        return {};
    return views::Patch{row->peak / m_grid.columns, row->peak % m_grid.columns};
}

std::optional<WordStanding> EvidenceLens::standing(int word, views::Patch patch) const
{
    const Row* own = rowOf(word);
    WordStanding standing{.value = value(word, patch), .rank = 1, .rivalValue = none};
    if (!own || std::isnan(standing.value))
        return {};
    const int index = patch.row * m_grid.columns + patch.column;
    for (const Row& row : m_rows) {
        const double other = at(row, index);
        standing.of += !std::isnan(other);
        standing.rank += other > standing.value;
        if (&row != own && !std::isnan(other) && !(other <= standing.rivalValue)) {
            standing.rival = row.word;
            standing.rivalValue = other;
        }
    }
    return standing;
}

QList<views::NamedValue> EvidenceLens::valuesAt(std::optional<views::Patch> patch) const
{
    QList<views::NamedValue> values;
    if (patch && !m_grid.contains(*patch))
        return values;
    values.reserve(qsizetype(m_rows.size()));
    for (const Row& row : m_rows)
        values.append({m_words[row.word],
                       at(row, patch ? patch->row * m_grid.columns + patch->column : row.peak),
                       row.word});
    return values;
}

} // namespace app
