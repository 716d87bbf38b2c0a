// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explanation.h"
#include "views/patch_grid.h"
#include "views/words_at_patch.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <string>

namespace app {

/// How a word stands among the others of its text at one patch.
struct WordStanding {
    double value = 0;
    int rank = 0, of = 0; ///< 1: pulls most; among the words that have a value there
    int rival = -1;       ///< the best other word; -1: there is none
    double rivalValue = 0;
};

/// The maps of all words of a text as plain numbers, resident: every question of the evidence lens
/// is a look-up, words x patches at the most. A word that stands twice counts once.
class EvidenceLens {
public:
    using MapOf = std::function<const explain::Explanation*(const QString& word)>;

    EvidenceLens() = default;

    /// \param mapOf  the patch map of a word, null: it is not there (yet). Words whose map has
    ///               another grid than the first are left out.
    EvidenceLens(const std::string& text, const MapOf& mapOf);

    /// The same of a table that is there already, e.g. the plan of an alignment.
    /// \param values  [words, patches], row by row
    EvidenceLens(const QStringList& words, const views::PatchGrid& grid, const QList<float>& values,
                 const QString& unit);

    bool isEmpty() const { return m_rows.empty(); }
    const views::PatchGrid& grid() const { return m_grid; }
    const QString& unit() const { return m_unit; }
    QString word(int index) const { return m_words.value(index); }

    double value(int word, views::Patch patch) const; ///< NaN: no map, no such patch, never seen
    std::optional<views::Patch> peak(int word) const; ///< where it pulls most
    std::optional<WordStanding> standing(int word, views::Patch patch) const;

    /// Each word once with its value at \p patch, or at its own peak where none is meant; in the
    /// order of the text.
    QList<views::NamedValue> valuesAt(std::optional<views::Patch> patch) const;

private:
    struct Row {
        int word; ///< the first that reads so
        int peak; ///< patch; -1: never seen
    };
    const Row* rowOf(int word) const;
    double at(const Row& row, int patch) const;

    QStringList m_words;
    std::vector<int> m_rowOf; ///< by word; -1: it has no map
    std::vector<Row> m_rows;
    std::vector<float> m_values; ///< [rows, patches]
    views::PatchGrid m_grid;
    QString m_unit;
};

} // namespace app
