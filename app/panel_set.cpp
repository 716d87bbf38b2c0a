// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_set.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app {
namespace {

using nlohmann::json;

QString newId(const QList<PanelChoice>& panels)
{
    for (int i = 1;; ++i) {
        const QString id = QString("panel%1").arg(i);
        if (std::ranges::find(panels, id, &PanelChoice::id) == panels.end())
            return id;
    }
}

qsizetype placeOf(const PanelSet& set, const QString& id) // -1: no such panel
{
    const auto found = std::ranges::find(set.panels, id, &PanelChoice::id);
    return found == set.panels.end() ? -1 : found - set.panels.begin();
}

void leaveMatrix(PanelSet& set)
{
    set.rows.clear();
    set.networks.clear();
}

json toJson(const QStringList& list)
{
    json array = json::array();
    for (const QString& text : list)
        array.push_back(text.toStdString());
    return array;
}

QStringList listFrom(const json& array)
{
    QStringList list;
    for (const json& text : array)
        list.append(QString::fromStdString(text.get<std::string>()));
    return list;
}

} // namespace

const PanelChoice* PanelSet::find(const QString& id) const
{
    const auto found = std::ranges::find(panels, id, &PanelChoice::id);
    return found == panels.end() ? nullptr : &*found;
}

PanelSet firstPanels()
{
    return withCount({}, 4, {"patch-sim", "ot-ipot", "denseclip", "clip4dm"});
}

PanelSet withCount(PanelSet set, int count, const QStringList& methods)
{
    count = std::clamp(count, 1, mostPanels);
    leaveMatrix(set);
    set.panels = set.panels.mid(0, count);
    while (set.panels.size() < count) {
        const auto fresh = std::ranges::find_if(methods, [&set](const QString& method) {
            return std::ranges::find(set.panels, method, &PanelChoice::method) == set.panels.end();
        });
        const qsizetype turn = methods.isEmpty() ? 0 : set.panels.size() % methods.size();
        set.panels.append(
            {newId(set.panels), fresh != methods.end() ? *fresh : methods.value(turn), {}});
    }
    return set;
}

PanelSet without(PanelSet set, const QString& id)
{
    if (set.panels.size() < 2)
        return set;
    const auto gone =
        set.panels.removeIf([&id](const PanelChoice& panel) { return panel.id == id; });
    if (gone)
        leaveMatrix(set);
    return set;
}

PanelSet matrixOf(const PanelSet& before, const QStringList& methods, const QStringList& networks)
{
    PanelSet set;
    set.networks = networks.mid(0, mostPanels);
    if (set.networks.isEmpty())
        return before;
    set.rows = methods.mid(0, mostPanels / set.networks.size());
    if (set.rows.isEmpty())
        return before;
    QList<PanelChoice> free = before.panels; // whose ids can be kept
    for (const QString& method : set.rows)
        for (const QString& network : set.networks) {
            PanelChoice panel{{}, method, network};
            const auto same = std::ranges::find_if(free, [&](const PanelChoice& known) {
                return known.method == method && known.network == network;
            });
            if (same != free.end()) {
                panel.id = same->id;
                free.erase(same);
            }
            set.panels.append(panel);
        }
    for (PanelChoice& panel : set.panels)
        if (panel.id.isEmpty())
            panel.id = newId(before.panels + set.panels);
    return set;
}

PanelSet withMethod(PanelSet set, const QString& id, const QString& method)
{
    const qsizetype at = placeOf(set, id);
    if (at < 0)
        return set;
    const qsizetype row = set.isMatrix() ? at / set.networks.size() : -1;
    for (qsizetype i = 0; i < set.panels.size(); ++i)
        if (set.isMatrix() ? i / set.networks.size() == row : set.panels[i].id == id)
            set.panels[i].method = method;
    if (set.isMatrix())
        set.rows[row] = method;
    return set;
}

PanelSet withNetwork(PanelSet set, const QString& id, const QString& network)
{
    const qsizetype at = placeOf(set, id);
    if (at < 0)
        return set;
    const qsizetype columns = set.networks.size();
    const qsizetype column = set.isMatrix() ? at % columns : -1;
    for (qsizetype i = 0; i < set.panels.size(); ++i)
        if (set.isMatrix() ? i % columns == column : set.panels[i].id == id)
            set.panels[i].network = network;
    if (set.isMatrix())
        set.networks[column] = network;
    return set;
}

nlohmann::json toJson(const PanelSet& set)
{
    json panels = json::array();
    for (const PanelChoice& panel : set.panels)
        panels.push_back({{"id", panel.id.toStdString()},
                          {"method", panel.method.toStdString()},
                          {"network", panel.network.toStdString()}});
    json whole{{"panels", panels}, {"columns", set.columns}};
    if (set.isMatrix()) {
        whole["rows"] = toJson(set.rows);
        whole["networks"] = toJson(set.networks);
    }
    return whole;
}

std::optional<PanelSet> panelSetFrom(const nlohmann::json& whole)
{
    try {
        PanelSet set;
        for (const json& panel : whole.at("panels")) {
            const auto text = [&panel](const char* key) {
                return QString::fromStdString(panel.at(key).get<std::string>());
            };
            if (set.panels.size() == mostPanels || text("id").isEmpty() || set.find(text("id")))
                return {};
            set.panels.append({text("id"), text("method"), text("network")});
        }
        set.columns = std::clamp(whole.value("columns", 0), 0, mostPanels);
        set.rows = listFrom(whole.value("rows", json::array()));
        set.networks = listFrom(whole.value("networks", json::array()));
        const bool fits = set.rows.isEmpty() == set.networks.isEmpty()
            && (set.rows.isEmpty() || set.rows.size() * set.networks.size() == set.panels.size());
        return set.panels.isEmpty() || !fits ? std::nullopt : std::optional(set);
    } catch (const json::exception&) {
        return {};
    }
}

} // namespace app
