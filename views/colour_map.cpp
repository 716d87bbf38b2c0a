// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/colour_map.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

struct Known {
    const char* name;
    const char* colours;
    bool isSigned;
};

constexpr Known known[] = {
    {"vik", "blue, white, red", true},      {"berlin", "blue, black, red", true},
    {"roma", "red, yellow, blue", true},    {"bamako", "green to yellow", false},
    {"batlow", "blue to pink", false},      {"cividis", "blue to yellow", false},
    {"viridis", "violet to yellow", false}, {"grey", "black to white", false},
};

std::array<QRgb, ColourMap::count> readRows(const QString& name)
{
    std::array<QRgb, ColourMap::count> rows;
    for (int i = 0; i < ColourMap::count; ++i)
        rows[i] = qRgb(i, i, i);
    QFile file(":/studio/colour_maps/" + name + ".csv");
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    for (QRgb& row : rows) {
        const QList<QByteArray> cells = file.readLine().trimmed().split(',');
        if (cells.size() == 3)
            row = qRgb(cells[0].toInt(), cells[1].toInt(), cells[2].toInt());
    }
    return rows;
}

} // namespace

const ColourMap& ColourMap::named(const QString& name)
{
    static const QHash<QString, ColourMap> all = [] {
        QHash<QString, ColourMap> maps;
        for (const Known& one : known) {
            ColourMap map;
            map.m_name = one.name;
            map.m_title = QString("%1 (%2)").arg(one.name, one.colours);
            map.m_isSigned = one.isSigned;
            map.m_rows = readRows(map.m_name);
            maps.insert(map.m_name, map);
        }
        return maps;
    }();
    const auto found = all.find(name);
    return found != all.end() ? *found : *all.find("grey");
}

QStringList ColourMap::names()
{
    QStringList names;
    for (const Known& one : known)
        names << one.name;
    return names;
}

QRgb ColourMap::rgb(double t) const
{
    if (std::isnan(t))
        return qRgba(0, 0, 0, 0);
    return m_rows[std::size_t(std::lround(std::clamp(t, 0.0, 1.0) * (count - 1)))];
}

QList<QColor> ColourMap::stripe(int steps) const
{
    QList<QColor> colours;
    for (int i = 0; i < steps; ++i)
        colours << at(double(i) / (steps - 1));
    return colours;
}

} // namespace views
