// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/icon.h"

#include <QFile>
#include <QTest>

using namespace views;

namespace {

/// The one colour of all opaque pixels; invalid: none or several.
QColor inkOf(const QPixmap& pixmap)
{
    const QImage picture = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QColor ink;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
            const QColor pixel = picture.pixelColor(x, y);
            if (pixel.alpha() < 255)
                continue;
            if (ink.isValid() && ink != pixel)
                return {};
            ink = pixel;
        }
    return ink;
}

} // namespace

class TestIcon : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        setScheme(Scheme::Dark);
        if (!hasIcon("shield-check"))
            QSKIP("the icons were not built in");
    }
    void allNamesAreBuiltIn()
    {
        QFile list(SOURCE_FOLDER "/resources/icons.txt");
        QVERIFY(list.open(QIODevice::ReadOnly));
        int count = 0;
        while (!list.atEnd()) {
            const QString name = list.readLine().trimmed();
            QVERIFY2(hasIcon(name), qPrintable(name));
            ++count;
        }
        QVERIFY(count > 60);
    }
    void inkFollowsTheTheme()
    {
        const QIcon shield = icon("shield-check");
        QCOMPARE(inkOf(shield.pixmap(48, 48)), Theme::dark().text);
        QCOMPARE(inkOf(shield.pixmap({48, 48}, QIcon::Disabled)), Theme::dark().disabled);
        setScheme(Scheme::Light);
        QCOMPARE(inkOf(shield.pixmap(48, 48)), Theme::light().text);
        QCOMPARE(inkOf(icon("x", &Theme::contradicted).pixmap(48, 48)),
                 Theme::light().contradicted);
    }
    void drawnAtTheRatioOfTheDevice()
    {
        const QPixmap sharp = icon("search").pixmap({16, 16}, 2.0);
        QCOMPARE(sharp.size(), QSize(32, 32));
        QCOMPARE(sharp.devicePixelRatio(), 2.0);
    }
    void anUnknownNamePaintsNothing()
    {
        QVERIFY(!hasIcon("no-such-icon"));
        QVERIFY(!inkOf(icon("no-such-icon").pixmap(16, 16)).isValid());
        QVERIFY(!hasIcon("../colour_maps/vik"));
    }
};
QTEST_MAIN(TestIcon)
#include "tst_icon.moc"
