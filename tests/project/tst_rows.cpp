// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/rows.h"

#include <QTest>

class TestRows final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysAreIdsWithoutBraces()
    {
        const QUuid id("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}");
        QCOMPARE(project::keyOf(project::Case{.id = id}), "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        QCOMPARE(project::keyOf(project::Setting{.key = "network"}), "network");
    }

    void rowsComeBackFromTheirJson()
    {
        using namespace project;
        const QUuid id = QUuid::createUuid();
        const Row rows[] = {
            Case{.id = id,
                 .position = -3,
                 .title = QString::fromUtf8("\u00e4\"\n"),
                 .tags = {"a", ""},
                 .columns = {{"x", 1.5}}},
            Image{.id = id, .caseId = id, .file = "a/b.png", .width = 3, .embedded = true},
            Text{.id = id, .caseId = id, .text = "t"},
            Reader{.id = id, .name = "R"},
            Claim{.id = id, .caseId = id, .image = id, .text = id, .spans = {{1, 2}, {4, 9}}},
            Reading{.id = id,
                    .claim = id,
                    .severity = 0,
                    .confidence = 0.1,
                    .regions = {id, id},
                    .machine = {{"method", "m"}}},
            Reading{.id = id, .claim = id},
            Region{.id = id, .image = id, .shape = Box{0.1, 0.2, 1e9, 3}},
            Region{.id = id, .image = id, .shape = Polygon{{{0, 1}, {2, 3}, {4, 5}}}},
            Region{.id = id, .image = id, .shape = Point{1, 2}},
            Region{.id = id, .image = id, .shape = Mask{2, 3, {0, 4294967295U}}},
            Run{.id = id,
                .image = id,
                .recipe = "r",
                .details = {1, 2},
                .archive = "s",
                .made = "m"},
            Setting{.key = "k", .value = "text"},
        };
        for (const Row& row : rows)
            QCOMPARE(fromJson(row.index(), nlohmann::json::parse(toJson(row).dump())), row);
    }

    void foreignShapesAreRefused()
    {
        using nlohmann::json;
        for (const char* text :
             {R"({"kind": "box", "box": [1, 2, 3]})", R"({"kind": "ring", "ring": []})",
              R"({"kind": "box"})", R"({"kind": "polygon", "polygon": [[1]]})",
              R"({"kind": "mask", "mask": {"size": [2], "counts": []}})",
              R"({"kind": "mask", "mask": {"size": [2, 3], "counts": [-1]}})",
              R"({"kind": "mask", "mask": {"size": [99999999999, 3], "counts": [1]}})", "[]"})
            QVERIFY_EXCEPTION_THROWN(project::shapeFromJson(json::parse(text)), std::exception);
    }
};

QTEST_APPLESS_MAIN(TestRows)
#include "tst_rows.moc"
