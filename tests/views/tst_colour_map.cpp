// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/colour_map.h"
#include "views/value_scale.h"

#include <QTest>

#include <cmath>

using views::ColourMap;
using views::ValueScale;

class TestColourMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mapsHoldTheirAuthorsColours()
    {
        // First and last rows as published: viridis (#440154, #FDE725), cividis, and vik's ends.
        QCOMPARE(ColourMap::named("viridis").at(0).name(), "#440154");
        QCOMPARE(ColourMap::named("viridis").at(1).name(), "#fde725");
        QCOMPARE(ColourMap::named("vik").at(0).name(), "#001261");
        QCOMPARE(ColourMap::named("vik").at(1).name(), "#590008");
        QCOMPARE(ColourMap::named("grey").at(0.5).name(), "#808080");
    }
    void namesAreAllThere()
    {
        for (const QString& name : ColourMap::names())
            QCOMPARE(ColourMap::named(name).name(), name);
        QCOMPARE(ColourMap::named("jet").name(), "grey");
    }
    void zeroIsTheMiddleOfASignedMap()
    {
        // vik is white in the middle, berlin black: zero recedes into the page or the window.
        QVERIFY(ColourMap::named("vik").at(0.5).lightness() > 210);
        QVERIFY(ColourMap::named("berlin").at(0.5).lightness() < 30);
        const ValueScale scale{-0.2, 0.35, "vik", true, "cosine"};
        QCOMPARE(scale.mapPosition(0), 0.5);
        QCOMPARE(scale.mapPosition(0.35), 1.0);
        QCOMPARE(scale.mapPosition(-0.35), 0.0);
        QCOMPARE(scale.mapPosition(0.1) - 0.5, 0.5 - scale.mapPosition(-0.1));
    }
    void massGrowsLighter()
    {
        const ColourMap& map = ColourMap::named("bamako");
        double before = -1;
        for (int i = 0; i < 256; i += 16) {
            const double grey = qGray(map.rgb(i / 255.0));
            QVERIFY(grey >= before - 1);
            before = grey;
        }
    }
    void theNullBandIsNoEvidence()
    {
        ValueScale scale{0, 0.35, "vik", true, "cosine"};
        QVERIFY(scale.isEvidence(0.01));
        scale.nullLow = 0.13, scale.nullHigh = 0.2;
        QVERIFY(!scale.isEvidence(0.05)); // similarity: all up to the upper edge
        QVERIFY(!scale.isEvidence(0.2));
        QVERIFY(scale.isEvidence(0.21));
        scale.nullInside = true; // attribution: what lies inside
        QVERIFY(scale.isEvidence(0.05));
        QVERIFY(!scale.isEvidence(0.15));
        QVERIFY(!scale.isEvidence(std::nan("")));
    }
    void valuesBeyondTheEndsTakeTheEnds()
    {
        const ValueScale scale{0, 2, "viridis", false, "mass"};
        QCOMPARE(scale.colour(9), scale.colour(2));
        QCOMPARE(scale.share(-1), 0.0);
        QCOMPARE(scale.colour(std::nan("")).alpha(), 0);
    }
};
QTEST_APPLESS_MAIN(TestColourMap)
#include "tst_colour_map.moc"
