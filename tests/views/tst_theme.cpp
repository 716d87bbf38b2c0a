// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QLabel>
#include <QTest>
#include <QTimer>

using views::Theme;

namespace {

using Role = QColor Theme::*;

struct Pair {
    const char* name;
    Role ink;
    QList<Role> grounds;
    double least; ///< WCAG 2.1: 4.5 for text (1.4.3), 3 for controls (1.4.11)
};

const QList<Pair> pairs{
    {"text",
     &Theme::text,
     {&Theme::window, &Theme::surface, &Theme::field, &Theme::raised, &Theme::hover,
      &Theme::selection},
     4.5},
    {"text2",
     &Theme::text2,
     {&Theme::window, &Theme::surface, &Theme::field, &Theme::raised, &Theme::hover,
      &Theme::selection},
     4.5},
    {"text3", &Theme::text3, {&Theme::window, &Theme::surface, &Theme::field, &Theme::raised}, 4.5},
    {"accent",
     &Theme::accent,
     {&Theme::window, &Theme::surface, &Theme::field, &Theme::raised, &Theme::canvas},
     4.5},
    {"supported",
     &Theme::supported,
     {&Theme::window, &Theme::surface, &Theme::field, &Theme::raised},
     4.5},
    {"contradicted",
     &Theme::contradicted,
     {&Theme::window, &Theme::surface, &Theme::field, &Theme::raised},
     4.5},
    {"caution",
     &Theme::caution,
     {&Theme::window, &Theme::surface, &Theme::field, &Theme::raised},
     4.5},
    {"onAccent", &Theme::onAccent, {&Theme::accentFill}, 4.5},
    {"control", &Theme::control, {&Theme::window, &Theme::surface, &Theme::field}, 3},
    {"accentFill", &Theme::accentFill, {&Theme::window, &Theme::surface, &Theme::field}, 3},
};

} // namespace

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrastIsThatOfWcag()
    {
        // The examples of the W3C's own technique pages.
        QCOMPARE(views::contrastRatio(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(views::contrastRatio("#767676", "#FFFFFF") - 4.54) < 0.005);
        QVERIFY(std::abs(views::contrastRatio("#FFFFFF", "#949494") - 3.03) < 0.005);
    }
    void everyPairIsReadable()
    {
        int measured = 0;
        for (const Theme* theme : {&Theme::dark(), &Theme::light()})
            for (const Pair& pair : pairs)
                for (const Role ground : pair.grounds) {
                    const double ratio = views::contrastRatio(theme->*pair.ink, theme->*ground);
                    QVERIFY2(ratio >= pair.least,
                             qPrintable(QString("%1 on %2: %3")
                                            .arg(pair.name, (theme->*ground).name())
                                            .arg(ratio)));
                    ++measured;
                }
        QCOMPARE(measured, 80);
    }
    void widgetsHearOfAnotherScheme()
    {
        views::setScheme(views::Scheme::Dark);
        QLabel label;
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::dark().text);
        // Qt passes a palette on in a running application alone.
        QTimer::singleShot(0, qApp, [] {
            views::setScheme(views::Scheme::Light);
            QTimer::singleShot(0, qApp, &QCoreApplication::quit);
        });
        qApp->exec();
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::light().text);
    }
    void digitsAreTabular()
    {
        for (const int weight : {400, 500, 600}) {
            const QFont font = views::studioFont(views::type::dense, weight);
            if (QFontInfo(font).family() != "Groundscope Sans")
                QSKIP("the font was not built in");
            const QFontMetricsF metrics(font);
            for (const char* digits : {"1111111111", "4444444444", "7777777777"})
                QCOMPARE(metrics.horizontalAdvance(digits),
                         metrics.horizontalAdvance("0000000000"));
        }
    }
};
QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
