// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/number.h"

#include <QTest>

#include <cmath>

// What stands on the right was written down by hand from the studio's rules for numbers.
class TestNumber : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void threeDigitsAndNoZeroBeforeThePoint_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("printed");
        QTest::newRow("cosine") << 0.3124 << ".312";
        QTest::newRow("below zero") << -0.24 << "−.240";
        QTest::newRow("small mass") << 0.01861 << ".0186";
        QTest::newRow("one") << 1.0 << "1";
        QTest::newRow("minus one") << -1.0 << "−1";
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("minus zero") << -0.0 << "0";
        QTest::newRow("above one") << 12.4444 << "12.4";
        QTest::newRow("whole") << 196.0 << "196";
        QTest::newRow("thousands") << 1204.4 << "1204";
        QTest::newRow("tiny gradient") << -4.4e-5 << "−4.4e−5";
        QTest::newRow("tiny and round") << 3e-5 << "3e−5";
        QTest::newRow("huge") << 2.5e7 << "2.5e7";
        QTest::newRow("not a number") << std::nan("") << "–";
        QTest::newRow("infinite") << -double(INFINITY) << "−∞";
    }
    void threeDigitsAndNoZeroBeforeThePoint()
    {
        QFETCH(double, value);
        QTEST(views::number(value), "printed");
    }
    void aPlusStandsBeforeWhatIsAboveZeroAlone()
    {
        QCOMPARE(views::signedNumber(0.19), "+.19");
        QCOMPARE(views::signedNumber(-0.19), "−.19");
        QCOMPARE(views::signedNumber(0), "0");
        QCOMPARE(views::signedFixedNumber(0.004, 2), ".00");
        QCOMPARE(views::signedFixedNumber(0.19, 2), "+.19");
    }
    void whatRoundsToZeroHasNoMinus()
    {
        QCOMPARE(views::fixedNumber(-0.004, 2), ".00");
        QCOMPARE(views::fixedNumber(-0.006, 2), "−.01");
    }
    void sharesAndIntervals()
    {
        QCOMPARE(views::percent(0.684), QString("68") + QChar(0xA0) + "%");
        QCOMPARE(views::interval(0.71, 0.68, 0.74), ".71 [.68, .74]");
        QCOMPARE(views::withUnit(".312", ""), ".312");
        QCOMPARE(views::spokenNumber("−.24"), "minus .24");
    }
};
QTEST_APPLESS_MAIN(TestNumber)
#include "tst_number.moc"
