// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stored_results.h"

#include <ATen/ATen.h>

#include <QTest>

using explain::Archive;

namespace {

Archive archive()
{
    Archive made;
    made.image = {.file = "a.png", .sha256 = std::string(64, 'a'), .width = 40, .height = 20};
    made.network.name = "net";
    made.network.canvasHeight = made.network.canvasWidth = 32;
    made.geometry.rows = 2;
    made.geometry.cols = 3;
    made.texts.push_back({.text = {"two cats", explain::Text::Role::Caption}});
    explain::Explanation map{explain::PatchMap{at::arange(6, at::kFloat).reshape({2, 3}) / 7}};
    map.text = 0;
    map.unit = "cosine";
    map.method = "patch-sim";
    made.explanations.push_back(map);
    return made;
}

} // namespace

class TestStoredResults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsPackedComesBackToTheBit()
    {
        const Archive before = archive();
        const QByteArray bytes = models::packResults(before);
        QCOMPARE(models::packResults(before), bytes);
        const auto after = models::unpackResults(bytes);
        QVERIFY2(bool(after), after ? "" : after.error().message.c_str());
        QCOMPARE(explain::resultJson(*after), explain::resultJson(before));
        const auto& map = std::get<explain::PatchMap>(after->explanations.at(0).kind).map;
        QVERIFY(at::equal(map, std::get<explain::PatchMap>(before.explanations[0].kind).map));
    }

    void bytesFromAnywhereAreRefused()
    {
        const QByteArray whole = models::packResults(archive());
        for (const QByteArray& bytes :
             {QByteArray(), QByteArray("no tensors"), whole.left(whole.size() / 2),
              QByteArray(whole).replace("groundscope-result/1", "groundscope-result/9")})
            QVERIFY(!models::unpackResults(bytes));
    }

    void whatIsTooLargeIsNotKept()
    {
        Archive large = archive();
        large.explanations[0].kind = explain::PatchMap{at::zeros({2100, 2100})};
        QVERIFY(models::packResults(large).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStoredResults)
#include "tst_stored_results.moc"
