// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

namespace views {

/// One row of two texts side by side: places among their words; -1: the other text has it alone.
struct WordPair {
    int before = -1, after = -1;
    bool operator==(const WordPair&) const = default;
};

/// Lines up two texts word by word. Words that stand in both are paired; of a part that was
/// replaced the words are paired in order, what is left over stands alone. O(n m) of the parts that
/// differ; very long ones are paired in order alone.
QList<WordPair> alignWords(const QList<Word>& before, const QList<Word>& after);

/// Gives the words of \p after their Word::before from the words that they are paired with.
void markChanges(const QList<Word>& before, QList<Word>& after);

} // namespace views
