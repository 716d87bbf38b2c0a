// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/change.h"

#include "project/document.h"

#include <algorithm>
#include <stdexcept>

namespace project {
namespace {

using Key = std::pair<std::size_t, QString>;

constexpr auto region = tableOf<Region>;

/// Who hangs on what, dependents before the rows that they share with others.
struct Dependence {
    std::size_t owner;
    Link link;
    std::size_t table;
};
constexpr Dependence dependences[] = {
    {tableOf<Claim>, Link::Claim, tableOf<Reading>},
    {tableOf<Reader>, Link::Reader, tableOf<Reading>},
    {tableOf<Image>, Link::Image, tableOf<Claim>},
    {tableOf<Image>, Link::Image, tableOf<Region>},
    {tableOf<Image>, Link::Image, tableOf<Run>},
    {tableOf<Text>, Link::Text, tableOf<Claim>},
    {tableOf<Case>, Link::Case, tableOf<Claim>},
    {tableOf<Case>, Link::Case, tableOf<Image>},
    {tableOf<Case>, Link::Case, tableOf<Text>},
};

constexpr std::size_t ownersFirst[] = {
    tableOf<Case>,  tableOf<Reader>, tableOf<Image>,   tableOf<Text>,    tableOf<Region>,
    tableOf<Claim>, tableOf<Run>,    tableOf<Reading>, tableOf<Setting>,
};

[[noreturn]] void broken(const char* what, std::size_t table, const QString& key)
{
    throw std::logic_error(std::string(what) + ": " + std::string(tableNames[table]) + ' '
                           + key.toStdString());
}

/// \p now with what differs between \p before and \p after.
Row merged(const Row& before, const Row& after, const Row& now)
{
    const nlohmann::json from = toJson(before);
    const nlohmann::json to = toJson(after);
    nlohmann::json row = toJson(now);
    for (const auto& [name, value] : to.items())
        if (value != from.at(name))
            row[name] = value;
    return fromJson(now.index(), row);
}

qint64 bytesOf(const Row& row)
{
    qint64 bytes = qint64(sizeof(Row));
    const auto text = [&bytes](const QString& one) { bytes += 2 * one.size(); };
    const auto json = [&bytes](const nlohmann::json& one) {
        if (!one.is_null() && !one.empty())
            bytes +=
                qint64(one.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).size());
    };
    if (const auto* one = std::get_if<Case>(&row)) {
        text(one->title + one->note);
        json(one->columns);
    } else if (const auto* image = std::get_if<Image>(&row)) {
        text(image->file);
    } else if (const auto* words = std::get_if<Text>(&row)) {
        text(words->text);
    } else if (const auto* claim = std::get_if<Claim>(&row)) {
        json(claim->other);
    } else if (const auto* reading = std::get_if<Reading>(&row)) {
        text(reading->correction + reading->comment);
        json(reading->machine);
    } else if (const auto* place = std::get_if<Region>(&row)) {
        if (const auto* mask = std::get_if<Mask>(&place->shape))
            bytes += qint64(8 * mask->counts.size());
        else if (const auto* polygon = std::get_if<Polygon>(&place->shape))
            bytes += qint64(32 * polygon->points.size());
    } else if (const auto* run = std::get_if<Run>(&row)) {
        json(run->details);
    } else if (const auto* setting = std::get_if<Setting>(&row)) {
        json(setting->value);
    }
    return bytes;
}

} // namespace

std::vector<Change> inverse(const std::vector<Change>& changes)
{
    std::vector<Change> back;
    back.reserve(changes.size());
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
        back.push_back(change->inverse());
    return back;
}

std::vector<Change> composed(std::vector<Change> first, const std::vector<Change>& later)
{
    QHash<Key, std::size_t> index;
    for (std::size_t i = 0; i < first.size(); ++i)
        index[{first[i].table(), first[i].key()}] = i;
    for (const Change& change : later) {
        const auto found = index.constFind({change.table(), change.key()});
        if (found == index.cend()) {
            index[{change.table(), change.key()}] = first.size();
            first.push_back(change);
        } else {
            first[*found].after = change.after;
        }
    }
    std::erase_if(first, [](const Change& change) { return change.before == change.after; });
    return first;
}

qint64 bytesOf(const std::vector<Change>& changes)
{
    qint64 bytes = 0;
    for (const Change& change : changes)
        for (const auto& row : {std::cref(change.before), std::cref(change.after)})
            if (row.get())
                bytes += bytesOf(*row.get());
    return bytes;
}

Edit::Edit(const Document& document) : m_rows(document.rows())
{
}

void Edit::insert(Row row)
{
    const QString key = keyOf(row);
    if (find(row.index(), key))
        broken("insert: is there already", row.index(), key);
    put(row.index(), key, std::move(row));
}

void Edit::update(Row row)
{
    const QString key = keyOf(row);
    if (!find(row.index(), key))
        broken("update: is not there", row.index(), key);
    put(row.index(), key, std::move(row));
}

void Edit::set(const QString& key, nlohmann::json value)
{
    if (value.is_null())
        put(tableOf<Setting>, key, std::nullopt);
    else
        put(tableOf<Setting>, key, Setting{key, std::move(value)});
}

void Edit::remove(std::size_t table, const QString& key)
{
    if (!find(table, key))
        return;
    if (table != tableOf<Setting>)
        removeDependents(table, QUuid::fromString(key));
    put(table, key, std::nullopt);
}

void Edit::removeDependents(std::size_t table, const QUuid& owner)
{
    for (const Dependence& one : dependences)
        if (one.owner == table)
            for (const Row& row : dependents(one.table, one.link, owner))
                remove(one.table, keyOf(row));
    if (table != region)
        return;
    for (const Row& row : dependents(tableOf<Reading>, Link::Region, owner)) {
        Reading reading = std::get<Reading>(row);
        std::erase(reading.regions, owner);
        update(std::move(reading));
    }
}

std::vector<Row> Edit::dependents(std::size_t table, Link link, const QUuid& owner) const
{
    std::vector<Row> rows;
    for (const Row* row : m_rows.of(table, link, owner))
        if (!m_index.contains({table, keyOf(*row)}))
            rows.push_back(*row);
    for (const Row* row : m_after.of(table, link, owner))
        rows.push_back(*row);
    return rows;
}

std::vector<Change> Edit::changes() const
{
    std::vector<Change> changes;
    changes.reserve(m_changes.size());
    std::ranges::copy_if(m_changes, std::back_inserter(changes),
                         [](const Change& one) { return one.before != one.after; });
    return changes;
}

bool Edit::isEmpty() const
{
    return std::ranges::all_of(m_changes,
                               [](const Change& one) { return one.before == one.after; });
}

void Edit::again(const std::vector<Change>& changes)
{
    for (const std::size_t table : ownersFirst)
        for (const Change& change : changes)
            if (change.after && change.table() == table)
                again(change);
    for (const Change& change : changes)
        if (!change.after)
            remove(change.table(), change.key());
}

void Edit::again(const Change& change)
{
    const std::size_t table = change.table();
    const QString key = change.key();
    const Row* now = find(table, key);
    if (change.before && !now)
        return; // somebody removed it meanwhile
    Row row = now && change.before && *now != *change.before
        ? merged(*change.before, *change.after, *now)
        : *change.after;
    if (auto* reading = std::get_if<Reading>(&row))
        std::erase_if(reading->regions, [this](const QUuid& id) { return !find<Region>(id); });
    if (hasOwners(row))
        put(table, key, std::move(row));
}

const Row* Edit::find(std::size_t table, const QString& key) const
{
    const auto changed = m_index.constFind({table, key});
    if (changed == m_index.cend())
        return m_rows.find(table, key);
    const auto& after = m_changes[*changed].after;
    return after ? &*after : nullptr;
}

bool Edit::hasOwners(const Row& row) const
{
    return std::ranges::all_of(ownersOf(row), [this](const auto& owner) {
        return find(*ownerTable(owner.first), owner.second.toString(QUuid::WithoutBraces));
    });
}

std::optional<QString> Edit::missingOwner() const
{
    for (const Change& change : m_changes)
        if (change.after && !hasOwners(*change.after))
            return QLatin1String(tableNames[change.table()].data()) + ' ' + change.key();
    return {};
}

void Edit::put(std::size_t table, const QString& key, std::optional<Row> after)
{
    if (after)
        m_after.put(*after);
    else
        m_after.take(table, key);

    const auto found = m_index.constFind({table, key});
    if (found != m_index.cend()) {
        m_changes[*found].after = std::move(after);
        return;
    }
    const Row* before = m_rows.find(table, key);
    if (!before && !after)
        return;
    m_index[{table, key}] = m_changes.size();
    m_changes.push_back({before ? std::optional(*before) : std::nullopt, std::move(after)});
}

} // namespace project
