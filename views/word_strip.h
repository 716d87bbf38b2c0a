// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

#include <QAbstractScrollArea>

namespace views {

/// A text as a flow of chips, each word on a ground coloured by its value. Lays out once a width
/// and paints what is visible, so that ten thousand words scroll as lightly as ten.
class WordStrip final : public QAbstractScrollArea {
    Q_OBJECT
public:
    using QAbstractScrollArea::QAbstractScrollArea;

    void setWords(QList<Word> words);
    void setColours(ColourOf colourOf);
    void setTokenLimit(int tokens); ///< for the rule before the words over the limit
    void setCurrent(int index);     ///< the word that is lit in all views; -1: none
    void setPinned(int index);      ///< the word that stays when the pointer leaves; -1: none
    void setStale(bool stale);      ///< the values are of the text before: without colour

    const QList<Word>& words() const;
    int current() const;
    int wordAt(QPoint viewportPos) const; ///< -1 between words
    QRect wordRect(int index) const;      ///< in the viewport
    int heightFor(int widthPx) const;     ///< of all words

Q_SIGNALS:
    void wordHovered(int index);
    void wordActivated(int index); ///< a click or Return: pins it
    void left();
    void editRequested(const QString& typed); ///< F2, a double click, or a typed letter
};

} // namespace views
