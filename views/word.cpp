// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word.h"

#include "views/number.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

/// Relative luminance, 0 to 1. Source: WCAG 2.2.
double luminance(const QColor& colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

} // namespace

QColor inkOn(const QColor& ground)
{
    // Contrast with black is (L + .05) / .05, with white 1.05 / (L + .05).
    const double offset = luminance(ground) + 0.05;
    return offset * offset > 1.05 * 0.05 ? Qt::black : Qt::white;
}

QString zScore(double z)
{
    QString text = QString::number(z, 'f', 1);
    return text.replace('-', QChar(0x2212));
}

int wordDecimals(const QList<Word>& words)
{
    double largest = 0;
    for (const Word& word : words)
        if (std::isfinite(word.value))
            largest = std::max(largest, std::abs(word.value));
    return columnDecimals(largest);
}

QString changeText(const Word& word, int decimals)
{
    const double change = word.change();
    if (!std::isfinite(change))
        return {};
    if (std::abs(change) < 0.5 * std::pow(10.0, -decimals))
        return QStringLiteral("=");
    return (change > 0 ? QStringLiteral("▲") : QStringLiteral("▼"))
        + fixedNumber(std::abs(change), decimals);
}

QString spoken(const Word& word, qsizetype index, qsizetype count)
{
    QStringList parts{word.text};
    if (word.overLimit)
        parts << "beyond what the network reads";
    else if (std::isnan(word.value))
        parts << "not seen";
    else
        parts << spokenNumber(number(word.value, 2));
    if (word.rank > 0)
        parts << QStringLiteral("rank %1").arg(word.rank);
    if (std::isfinite(word.change()))
        parts << QStringLiteral("changed by ") + spokenNumber(signedNumber(word.change()));
    if (word.unsupported)
        parts << "unsupported";
    if (word.inNull)
        parts << "no evidence";
    if (!word.caution.isEmpty())
        parts << "caution";
    parts << QStringLiteral("word %1 of %2").arg(index + 1).arg(count);
    return parts.join(", ");
}

} // namespace views
