// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QString>

#include <functional>
#include <limits>

namespace views {

/// The colour of a value under the map and the scale in force.
using ColourOf = std::function<QColor(double)>;

/// One word of a text with its number.
struct Word {
    QString text;
    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN: the network never saw it
    bool unsupported = false;                                ///< below the threshold
    bool inNull = false;                                     ///< inside the null band: no evidence
    bool overLimit = false;                                  ///< beyond what the network reads
    bool punctuation = false;                                ///< carries no number
    bool attached = false; ///< nothing stands between it and the word before
    QString caution;       ///< why its value may mislead; empty: nothing is known to be wrong
    int rank = 0;          ///< among the words at a patch, 1: pulls most; 0: no patch is meant
    double before =
        std::numeric_limits<double>::quiet_NaN(); ///< value in the text before; NaN: none

    double change() const { return value - before; } ///< NaN: there is nothing to compare with
};

/// An open interval that unrelated texts fill as well; NaN: not known.
struct NullBand {
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    bool known() const { return low <= high; }
};

/// Decimals that all values of \p words are printed with: columnDecimals() of the largest.
int wordDecimals(const QList<Word>& words);

/// Black or white, whichever stands out more from \p ground.
QColor inkOn(const QColor& ground);

/// One decimal, zero before the point written: z is no share of 1. "0.6", "−1.2"
QString zScore(double z);

/// Its change against the text before: "▲.05", "▼.12", "=" where it rounds to nothing: a sign that
/// is not a colour alone. Empty: there is nothing to compare with.
QString changeText(const Word& word, int decimals);

/// What a screen reader says: "red, minus .24, unsupported, word 11 of 18".
QString spoken(const Word& word, qsizetype index, qsizetype count);

} // namespace views
