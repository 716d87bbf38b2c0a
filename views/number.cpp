// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/number.h"

#include <QChar>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr QChar minus(0x2212), noBreakSpace(0x00A0), enDash(0x2013), infinity(0x221E);

// From what QString::number() prints to the studio's form: no zero before the point, true minus.
QString dressed(QString printed)
{
    const bool negative = printed.startsWith('-');
    if (negative)
        printed.remove(0, 1);
    if (printed.startsWith("0."))
        printed.remove(0, 1);
    const bool isZero = std::ranges::all_of(printed, [](QChar c) { return c == '0' || c == '.'; });
    printed.replace('-', minus); // of an exponent
    return negative && !isZero ? minus + printed : printed;
}

QString special(double value)
{
    if (std::isnan(value))
        return enDash;
    return value < 0 ? QString(minus) + infinity : QString(infinity);
}

QString scientific(double value, int significant)
{
    const QString printed = QString::number(value, 'e', significant - 1);
    const qsizetype e = printed.indexOf('e');
    QString mantissa = printed.left(e);
    if (mantissa.contains('.'))
        while (mantissa.endsWith('0') || mantissa.endsWith('.')) {
            const bool atPoint = mantissa.endsWith('.');
            mantissa.chop(1);
            if (atPoint)
                break;
        }
    return dressed(mantissa) + 'e'
        + QString::number(printed.mid(e + 1).toInt()).replace('-', minus);
}

} // namespace

QString number(double value, int significant)
{
    if (!std::isfinite(value))
        return special(value);
    if (value == 0)
        return "0";
    const double size = std::abs(value);
    if (size < 1e-3 || size >= 1e6)
        return scientific(value, std::min(significant, 2));
    if (size >= 1e3 || value == std::round(value))
        return dressed(QString::number(value, 'f', 0));
    const int before = int(std::floor(std::log10(size))) + 1; // digits before the point; <= 0: none
    return dressed(QString::number(value, 'f', std::max(0, significant - before)));
}

QString signedNumber(double value, int significant)
{
    const QString printed = number(value, significant);
    return value > 0 ? '+' + printed : printed;
}

QString fixedNumber(double value, int decimals)
{
    return std::isfinite(value) ? dressed(QString::number(value, 'f', decimals)) : special(value);
}

QString signedFixedNumber(double value, int decimals)
{
    const QString printed = fixedNumber(value, decimals);
    const bool isZero = std::abs(value) < 0.5 * std::pow(10, -decimals);
    return value > 0 && !isZero ? '+' + printed : printed;
}

int columnDecimals(double largest)
{
    if (!(largest > 0) || !std::isfinite(largest))
        return 2;
    return std::clamp(1 - int(std::floor(std::log10(largest))), 2, 6);
}

QString percent(double share, int decimals)
{
    if (!std::isfinite(share))
        return enDash;
    QString printed = QString::number(100 * share, 'f', decimals).replace('-', minus);
    return withUnit(printed, "%");
}

QString interval(double value, double low, double high, int decimals)
{
    return QString("%1 [%2, %3]")
        .arg(fixedNumber(value, decimals), fixedNumber(low, decimals), fixedNumber(high, decimals));
}

QString withUnit(const QString& value, const QString& unit)
{
    return unit.isEmpty() ? value : value + noBreakSpace + unit;
}

QString spokenNumber(const QString& printed)
{
    const QString exponent = QStringLiteral("e") + minus;
    return QString(printed)
        .replace(exponent, " times ten to the minus ")
        .replace(minus, "minus ")
        .replace(enDash, "no value");
}

} // namespace views
