// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/document.h"

#include <QTest>

#include <map>

namespace support {

using namespace project;

/// Every row of a document, by table and key.
inline std::map<std::pair<std::size_t, QString>, nlohmann::json> contents(const Document& document)
{
    std::map<std::pair<std::size_t, QString>, nlohmann::json> rows;
    for (std::size_t table = 0; table < tableNames.size(); ++table)
        for (const Row* row : document.rows().of(table, Link::All, {}))
            rows[{table, keyOf(*row)}] = toJson(*row);
    return rows;
}

inline QUuid anId()
{
    return QUuid::createUuid();
}

/// A case with an image, a text, two claims that share one region, and two readings.
struct Small {
    Case one{.id = anId(), .title = "one"};
    Image image{.id = anId(), .caseId = one.id, .file = "a.png"};
    Text text{.id = anId(), .caseId = one.id, .text = "a red ball on a box"};
    Claim ball{.id = anId(),
               .caseId = one.id,
               .image = image.id,
               .text = text.id,
               .position = 0,
               .spans = {{2, 10}}};
    Claim box{.id = anId(),
              .caseId = one.id,
              .image = image.id,
              .text = text.id,
              .position = 1,
              .spans = {{16, 19}}};
    Region region{.id = anId(), .image = image.id, .shape = Box{1, 2, 3, 4}};
    Reading first{.id = anId(), .claim = ball.id, .regions = {region.id}};
    Reading second{.id = anId(), .claim = box.id, .regions = {region.id}};
    Run run{.id = anId(), .image = image.id, .recipe = "r", .made = "2026-01-01T00:00:00.000Z"};

    void addTo(Document& document) const
    {
        Edit edit(document);
        for (const Row& row : {Row(second), Row(first), Row(region), Row(ball), Row(box), Row(text),
                               Row(image), Row(run), Row(one)})
            edit.insert(row);
        QVERIFY(document.commit({"Add a case"}, edit));
    }
};

inline void title(Document& document, const QUuid& id, const QString& title,
                  const QString& key = {})
{
    Case row = *document.find<Case>(id);
    row.title = title;
    Edit edit(document);
    edit.update(row);
    QVERIFY(document.commit({.name = "Title " + title, .mergeKey = key}, edit));
}

} // namespace support
