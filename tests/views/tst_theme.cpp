// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QLabel>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using views::Theme;

namespace {

struct Pair {
    const char *ink, *ground;
    double dark, light; ///< as the look was drawn
    double least;       ///< WCAG 2.1: 4.5 for text (1.4.3), 3 for controls (1.4.11)
};

constexpr Pair pairs[] = {
    {"text", "window", 13.86, 15.1, 4.5},
    {"text", "surface", 12.44, 17.04, 4.5},
    {"text", "field", 14.61, 17.04, 4.5},
    {"text", "raised", 10.98, 17.04, 4.5},
    {"text2", "window", 8.27, 7.09, 4.5},
    {"text2", "surface", 7.42, 8, 4.5},
    {"text2", "field", 8.72, 8, 4.5},
    {"text2", "raised", 6.55, 8, 4.5},
    {"text3", "window", 6.26, 5.05, 4.5},
    {"text3", "surface", 5.62, 5.69, 4.5},
    {"text3", "field", 6.6, 5.69, 4.5},
    {"text3", "raised", 4.96, 5.69, 4.5},
    {"accent", "window", 7.51, 6.19, 4.5},
    {"accent", "surface", 6.75, 6.98, 4.5},
    {"accent", "field", 7.92, 6.98, 4.5},
    {"accent", "raised", 5.95, 6.98, 4.5},
    {"supported", "window", 8.15, 4.97, 4.5},
    {"supported", "surface", 7.32, 5.61, 4.5},
    {"supported", "field", 8.6, 5.61, 4.5},
    {"supported", "raised", 6.46, 5.61, 4.5},
    {"contradicted", "window", 7.5, 5.49, 4.5},
    {"contradicted", "surface", 6.73, 6.19, 4.5},
    {"contradicted", "field", 7.91, 6.19, 4.5},
    {"contradicted", "raised", 5.94, 6.19, 4.5},
    {"caution", "window", 9.56, 5.54, 4.5},
    {"caution", "surface", 8.58, 6.25, 4.5},
    {"caution", "field", 10.08, 6.25, 4.5},
    {"caution", "raised", 7.57, 6.25, 4.5},
    {"text", "hover", 9.94, 13.82, 4.5},
    {"text", "selection", 10.01, 12.31, 4.5},
    {"text2", "hover", 5.93, 6.49, 4.5},
    {"text2", "selection", 5.97, 5.78, 4.5},
    {"onAccent", "accentFill", 4.81, 6.98, 4.5},
    {"control", "window", 4.25, 3.43, 3},
    {"control", "surface", 3.81, 3.87, 3},
    {"control", "field", 4.48, 3.87, 3},
    {"accentFill", "window", 3.47, 6.19, 3},
    {"accentFill", "surface", 3.11, 6.98, 3},
    {"accentFill", "field", 3.66, 6.98, 3},
    {"accent", "canvas", 8.64, 4.99, 3},
};

QColor colour(const Theme& theme, const QString& name)
{
    static const QHash<QString, QColor Theme::*> roles{
        {"window", &Theme::window},       {"surface", &Theme::surface},
        {"field", &Theme::field},         {"canvas", &Theme::canvas},
        {"raised", &Theme::raised},       {"hover", &Theme::hover},
        {"text", &Theme::text},           {"text2", &Theme::text2},
        {"text3", &Theme::text3},         {"control", &Theme::control},
        {"accent", &Theme::accent},       {"accentFill", &Theme::accentFill},
        {"onAccent", &Theme::onAccent},   {"selection", &Theme::selection},
        {"supported", &Theme::supported}, {"contradicted", &Theme::contradicted},
        {"caution", &Theme::caution}};
    return theme.*roles.value(name);
}

using Linear = std::array<double, 3>;

/// What a full deuteranope or protanope sees, in linear RGB.
/// Source: Machado, Oliveira, Fernandes 2009, table of severity 1.
QColor seen(const QColor& colour, const std::array<Linear, 3>& matrix)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const auto coded = [](double c) {
        c = std::clamp(c, 0., 1.);
        return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
    };
    const Linear in{linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
    Linear out{};
    for (int i = 0; i < 3; ++i)
        out[i] = coded(std::inner_product(in.begin(), in.end(), matrix[i].begin(), 0.));
    return QColor::fromRgbF(float(out[0]), float(out[1]), float(out[2]));
}

/// CIE 1976: about 2.3 is just seen.
double difference(const QColor& one, const QColor& other)
{
    const auto lab = [](const QColor& colour) {
        const auto linear = [](double c) {
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        const double r = linear(colour.redF()), g = linear(colour.greenF()),
                     b = linear(colour.blueF());
        const auto f = [](double t) {
            return t > 216. / 24389 ? std::cbrt(t) : (24389. / 27 * t + 16) / 116;
        };
        const double x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047),
                     y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b),
                     z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
        return Linear{116 * y - 16, 500 * (x - y), 200 * (y - z)};
    };
    const Linear a = lab(one), b = lab(other);
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

constexpr std::array<Linear, 3> deuteranopia{{{0.367322, 0.860646, -0.227968},
                                              {0.280085, 0.672501, 0.047413},
                                              {-0.011820, 0.042940, 0.968881}}};
constexpr std::array<Linear, 3> protanopia{{{0.152286, 1.052583, -0.204868},
                                            {0.114503, 0.786281, 0.099216},
                                            {-0.003882, -0.048116, 1.051998}}};

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
        for (const Pair& pair : pairs)
            for (const auto& [theme, drawn] :
                 {std::pair{&Theme::dark(), pair.dark}, {&Theme::light(), pair.light}}) {
                const double ratio =
                    views::contrastRatio(colour(*theme, pair.ink), colour(*theme, pair.ground));
                const QString what = QString("%1 on %2: %3").arg(pair.ink, pair.ground).arg(ratio);
                QVERIFY2(ratio >= pair.least, qPrintable(what));
                QVERIFY2(std::abs(ratio - drawn) < 0.006, qPrintable(what));
            }
    }
    void highContrastIsHigher()
    {
        const Theme& theme = Theme::contrast();
        QVERIFY(theme.isDark() && Theme::dark().isDark() && !Theme::light().isDark());
        for (const Pair& pair : pairs) { // WCAG 2.1, 1.4.6: 7 for text
            const double ratio =
                views::contrastRatio(colour(theme, pair.ink), colour(theme, pair.ground));
            QVERIFY2(ratio >= 7,
                     qPrintable(QString("%1 on %2: %3").arg(pair.ink, pair.ground).arg(ratio)));
        }
        QVERIFY(views::contrastRatio(theme.line, theme.window) >= 3);
    }
    void verdictsDifferForColourBlindEyes()
    {
        const Theme* themes[] = {&Theme::dark(), &Theme::light(), &Theme::contrast()};
        for (const Theme* theme : themes)
            for (const auto& matrix : {deuteranopia, protanopia}) {
                const QColor good = seen(theme->supported, matrix);
                const QColor bad = seen(theme->contradicted, matrix);
                const QColor other = seen(theme->text2, matrix);
                QVERIFY2(difference(good, bad) > 15, qPrintable(good.name() + bad.name()));
                QVERIFY(difference(good, other) > 9 && difference(bad, other) > 9);
                for (QColor Theme::*ground :
                     {&Theme::window, &Theme::surface, &Theme::field, &Theme::raised})
                    for (const QColor& ink : {good, bad, other})
                        QVERIFY(views::contrastRatio(ink, seen(theme->*ground, matrix)) >= 4.5);
            }
        // The simulation is one: grey stays, and red and green draw nearer.
        QVERIFY(difference(seen("#808080", deuteranopia), "#808080") < 1);
        QVERIFY(difference(seen("#FF0000", deuteranopia), seen("#00A000", deuteranopia))
                < difference("#FF0000", "#00A000") / 2);
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
