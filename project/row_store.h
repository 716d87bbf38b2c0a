// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/rows.h"

#include <limits>
#include <map>
#include <memory>
#include <tuple>
#include <unordered_map>

namespace project {

/// What a row hangs on. The rows that hang on one owner are found without looking at the others.
enum class Link { All, Case, Image, Text, Claim, Reader, Region };

/// The table of a link's owners; All: none.
std::optional<std::size_t> ownerTable(Link link);

/// All owners of a row, the links by which it hangs on them beside; null ids are no owners.
std::vector<std::pair<Link, QUuid>> ownersOf(const Row& row);

/// Rows in memory, each table by key and by owner and position. Pointers hold until their row is
/// put again or taken.
class RowStore {
public:
    RowStore() = default;
    RowStore(RowStore&&) = default;
    RowStore& operator=(RowStore&&) = default;

    const Row* find(std::size_t table, const QString& key) const; ///< null: no such row
    template <class T> const T* find(const QUuid& id) const
    {
        return get<T>(m_tables[tableOf<T>].find(id));
    }
    const Setting* setting(const QString& key) const;

    /// The rows of T that hang on \p owner, by position; of Link::All with a null owner: all.
    template <class T> std::vector<const T*> of(Link link, const QUuid& owner) const
    {
        std::vector<const T*> rows;
        if constexpr (std::is_same_v<T, Setting>)
            for (const auto& [key, row] : m_settings)
                rows.push_back(std::get_if<T>(row.get()));
        const auto& order = m_tables[tableOf<T>].order;
        for (auto at = order.lower_bound({link, owner, least, {}});
             at != order.end() && std::get<0>(at->first) == link && std::get<1>(at->first) == owner;
             ++at)
            rows.push_back(std::get_if<T>(at->second));
        return rows;
    }
    std::vector<const Row*> of(std::size_t table, Link link, const QUuid& owner) const;

    std::size_t count(std::size_t table) const;
    qint64 lastPosition(std::size_t table) const; ///< -1: no rows

    void put(Row row); ///< new, or instead of the one with its key
    void take(std::size_t table, const QString& key);

private:
    using Place = std::tuple<Link, QUuid, qint64, QUuid>; ///< link, owner, position, id
    static constexpr qint64 least = std::numeric_limits<qint64>::min();
    struct Hash {
        std::size_t operator()(const QUuid& id) const { return qHash(id); }
    };
    struct Table {
        std::unordered_map<QUuid, std::unique_ptr<Row>, Hash> rows;
        std::map<Place, const Row*> order;

        const Row* find(const QUuid& id) const
        {
            const auto found = rows.find(id);
            return found == rows.end() ? nullptr : found->second.get();
        }
    };
    template <class T> static const T* get(const Row* row)
    {
        return row ? std::get_if<T>(row) : nullptr;
    }

    std::array<Table, std::variant_size_v<Row>> m_tables; ///< the last, of settings, stays empty
    std::map<QString, std::unique_ptr<Row>> m_settings;
};

} // namespace project
