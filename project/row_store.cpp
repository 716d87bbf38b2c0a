// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/row_store.h"

namespace project {
namespace {

constexpr std::size_t settings = tableOf<Setting>;

/// By what a row stands among its like: its position; runs have none and stand by their time.
qint64 positionOf(const Row& row)
{
    return std::visit(
        [](const auto& one) -> qint64 {
            if constexpr (requires { one.position; })
                return one.position;
            else if constexpr (requires { one.made; })
                return QDateTime::fromString(one.made, Qt::ISODateWithMs).toMSecsSinceEpoch();
            else
                return 0;
        },
        row);
}

QUuid idOf(const Row& row)
{
    return std::visit(
        [](const auto& one) {
            if constexpr (requires { one.id; })
                return one.id;
            else
                return QUuid();
        },
        row);
}

template <class F> void eachPlace(const Row& row, F&& f)
{
    const qint64 position = positionOf(row);
    const QUuid id = idOf(row);
    f(std::tuple(Link::All, QUuid(), position, id));
    for (const auto& [link, owner] : ownersOf(row))
        f(std::tuple(link, owner, position, id));
}

} // namespace

std::optional<std::size_t> ownerTable(Link link)
{
    switch (link) {
    case Link::All: return {};
    case Link::Case: return tableOf<Case>;
    case Link::Image: return tableOf<Image>;
    case Link::Text: return tableOf<Text>;
    case Link::Claim: return tableOf<Claim>;
    case Link::Reader: return tableOf<Reader>;
    case Link::Region: return tableOf<Region>;
    }
    return {};
}

std::vector<std::pair<Link, QUuid>> ownersOf(const Row& row)
{
    std::vector<std::pair<Link, QUuid>> owners;
    const auto add = [&owners](Link link, const QUuid& owner) {
        if (!owner.isNull())
            owners.emplace_back(link, owner);
    };
    if (const auto* image = std::get_if<Image>(&row)) {
        add(Link::Case, image->caseId);
    } else if (const auto* text = std::get_if<Text>(&row)) {
        add(Link::Case, text->caseId);
    } else if (const auto* claim = std::get_if<Claim>(&row)) {
        add(Link::Case, claim->caseId);
        add(Link::Image, claim->image);
        add(Link::Text, claim->text);
    } else if (const auto* reading = std::get_if<Reading>(&row)) {
        add(Link::Claim, reading->claim);
        add(Link::Reader, reading->reader);
        for (const QUuid& region : reading->regions)
            add(Link::Region, region);
    } else if (const auto* region = std::get_if<Region>(&row)) {
        add(Link::Image, region->image);
    } else if (const auto* run = std::get_if<Run>(&row)) {
        add(Link::Image, run->image);
    }
    return owners;
}

const Row* RowStore::find(std::size_t table, const QString& key) const
{
    if (table != settings)
        return m_tables[table].find(QUuid::fromString(key));
    const auto found = m_settings.find(key);
    return found == m_settings.end() ? nullptr : found->second.get();
}

const Setting* RowStore::setting(const QString& key) const
{
    return get<Setting>(find(settings, key));
}

std::vector<const Row*> RowStore::of(std::size_t table, Link link, const QUuid& owner) const
{
    std::vector<const Row*> rows;
    if (table == settings) {
        for (const auto& [key, row] : m_settings)
            rows.push_back(row.get());
        return rows;
    }
    const auto& order = m_tables[table].order;
    for (auto at = order.lower_bound({link, owner, least, {}});
         at != order.end() && std::get<0>(at->first) == link && std::get<1>(at->first) == owner;
         ++at)
        rows.push_back(at->second);
    return rows;
}

std::size_t RowStore::count(std::size_t table) const
{
    return table == settings ? m_settings.size() : m_tables[table].rows.size();
}

qint64 RowStore::lastPosition(std::size_t table) const
{
    const auto& order = m_tables[table].order;
    const auto end = order.lower_bound({Link::Case, QUuid(), least, {}}); // Link::All comes first
    return end == order.begin() ? -1 : std::get<2>(std::prev(end)->first);
}

void RowStore::put(Row row)
{
    const std::size_t table = row.index();
    take(table, keyOf(row));
    if (table == settings) {
        const QString key = std::get<Setting>(row).key;
        m_settings[key] = std::make_unique<Row>(std::move(row));
        return;
    }
    const QUuid id = idOf(row);
    auto& [rows, order] = m_tables[table];
    const Row* kept = (rows[id] = std::make_unique<Row>(std::move(row))).get();
    eachPlace(*kept, [&order = order, kept](const Place& place) { order[place] = kept; });
}

void RowStore::take(std::size_t table, const QString& key)
{
    if (table == settings) {
        m_settings.erase(key);
        return;
    }
    auto& [rows, order] = m_tables[table];
    const auto found = rows.find(QUuid::fromString(key));
    if (found == rows.end())
        return;
    eachPlace(*found->second, [&order = order](const Place& place) { order.erase(place); });
    rows.erase(found);
}

} // namespace project
