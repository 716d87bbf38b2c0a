// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/rows.h"

#include <vector>

namespace project {

/// One row before and after; without before it is new, without after it is gone. Its inverse is the
/// same with both exchanged, which is all that undo needs.
struct Change {
    std::optional<Row> before;
    std::optional<Row> after;

    const Row& row() const { return after ? *after : *before; }
    std::size_t table() const { return row().index(); }
    QString key() const { return keyOf(row()); }

    Change inverse() const { return {after, before}; }
};

class Document;

/// Collects the changes of one action; a row that is changed twice becomes one change. Dependent
/// rows go with their owner: a case takes its images and texts, these their claims and regions.
class Edit {
public:
    explicit Edit(const Document& document) : m_document(document) { }

    void insert(Row row);
    void update(Row row); ///< the row with this key must exist, here or in the document
    template <class T> void remove(const QUuid& id);
    void set(const QString& key, nlohmann::json value); ///< a setting; null removes it

    const std::vector<Change>& changes() const { return m_changes; }
    bool isEmpty() const { return m_changes.empty(); }

private:
    void put(std::size_t table, const QString& key, std::optional<Row> after);

    const Document& m_document;
    std::vector<Change> m_changes;
};

/// How an action is remembered.
struct Remember {
    QString name;          ///< of the step, as people read it: "Remove caption"
    QString mergeKey = {}; ///< steps of one key within a second become one; empty: never
    QString why = {};      ///< a reason that was asked for; goes into the audit
    bool undoable = true;  ///< false: results, readers; audited, but no step
};

} // namespace project
