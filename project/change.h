// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/row_store.h"

#include <QHash>

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
    bool operator==(const Change&) const = default;
};

/// The inverse of changes that were done in this order.
std::vector<Change> inverse(const std::vector<Change>& changes);

/// \p first and then \p later as one: a row changed by both changes once, or not at all.
std::vector<Change> composed(std::vector<Change> first, const std::vector<Change>& later);

/// About how many bytes the changes take in memory and in the journal.
qint64 bytesOf(const std::vector<Change>& changes);

class Document;

/// Collects the changes of one action; a row that is changed twice becomes one change. Dependent
/// rows go with their owner: a case takes its images and texts, these their claims, regions and
/// runs, a claim its readings; a region leaves the readings that list it.
class Edit {
public:
    explicit Edit(const Document& document);
    explicit Edit(const RowStore& rows) : m_rows(rows) { }

    void insert(Row row); ///< no row has its key, here or in the document
    void update(Row row); ///< the row with this key must exist, here or in the document
    template <class T> void remove(const QUuid& id)
    {
        remove(tableOf<T>, id.toString(QUuid::WithoutBraces));
    }
    void remove(std::size_t table, const QString& key); ///< no such row: nothing happens
    void set(const QString& key, nlohmann::json value); ///< a setting; null removes it

    /// Does \p changes once more on rows that may have moved on since they were made: what they
    /// left as it was stays as it is, and a row whose owner is gone does not come back.
    void again(const std::vector<Change>& changes);

    /// The row as it will be; null: none.
    template <class T> const T* find(const QUuid& id) const
    {
        const Row* row = find(tableOf<T>, id.toString(QUuid::WithoutBraces));
        return row ? std::get_if<T>(row) : nullptr;
    }
    const Row* find(std::size_t table, const QString& key) const;

    std::vector<Change> changes() const; ///< what will differ; each row at most once
    bool isEmpty() const;

    /// Null, or a row of this edit that would hang on one that is not there.
    std::optional<QString> missingOwner() const;

private:
    bool hasOwners(const Row& row) const;
    void again(const Change& change);
    void put(std::size_t table, const QString& key, std::optional<Row> after);
    std::vector<Row> dependents(std::size_t table, Link link, const QUuid& owner) const;
    void removeDependents(std::size_t table, const QUuid& owner);

    const RowStore& m_rows;
    RowStore m_after; ///< rows of m_changes as they will be, to find dependents among them
    std::vector<Change> m_changes;
    QHash<std::pair<std::size_t, QString>, std::size_t> m_index; ///< of m_changes
};

/// How an action is remembered.
struct Remember {
    QString name;          ///< of the step, as people read it: "Remove caption"
    QString mergeKey = {}; ///< steps of one key within a second become one; empty: never
    QString why = {};      ///< a reason that was asked for; goes into the audit
    bool undoable = true;  ///< false: results, readers; audited, but no step
};

} // namespace project
