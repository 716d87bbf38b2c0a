// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/spoken_parts.h"
#include "views/word.h"
#include "views/word_layout.h"

#include <QAbstractScrollArea>

namespace views {

class WordEdit;

/// A text as a flow of chips, each word on a ground coloured by its value. Lays out once a width
/// and paints what is visible, so that ten thousand words scroll as lightly as ten.
class WordStrip final : public QAbstractScrollArea, public SpokenParts {
    Q_OBJECT
public:
    explicit WordStrip(QWidget* parent = nullptr);

    void setWords(QList<Word> words);
    void setColours(ColourOf colourOf);
    void setTokenLimit(int tokens); ///< for the rule before the words over the limit
    void setCurrent(int index);     ///< the word that is lit in all views; -1: none
    void setPinned(int index);      ///< the word that stays when the pointer leaves; -1: none
    void setStale(bool stale);      ///< the values are of the text before: without colour

    const QList<Word>& words() const { return m_words; }
    int current() const { return m_current; }
    int wordAt(QPoint viewportPos) const; ///< -1 between words
    QRect wordRect(int index) const;      ///< in the viewport
    int heightFor(int widthPx) const;     ///< of all words

    /// Opens a word for writing in its place. What is written comes as wordEdited(); the words that
    /// it makes are set as all others are, and the field stays open over the first of them.
    void editWord(int index);
    bool isEditingWord() const;
    void finishWord(); ///< what was written counts

    int partCount() const override { return int(m_words.size()); }
    QString partText(int part) const override;
    QRect partRect(int part) const override;
    int currentPart() const override { return m_current; }

Q_SIGNALS:
    void wordHovered(int index);
    void wordActivated(int index); ///< a click or Return: pins it
    void left();
    void editRequested(const QString& typed); ///< a click beside the words, a typed letter

    void wordEditBegun(int index);        ///< F2 or a double click on a word
    void wordEdited(const QString& text); ///< what stands instead of the word now
    void wordEditEnded();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void measure();
    void flow();
    QString tooltipOf(int index) const;
    void hover(int index);
    void step(int by);
    void stepRow(int by);
    void scrollTo(int index);
    QPoint offset() const; ///< of the viewport in the text

    void paintChip(QPainter& painter, int index) const;
    void paintValue(QPainter& painter, int index, const QRect& below) const;
    void paintRule(QPainter& painter) const;
    void placeEdit();

    QList<Word> m_words;
    ColourOf m_colourOf;
    WordLayout m_layout;
    int m_tokenLimit = 0;
    int m_decimals = 2; ///< of all values
    int m_current = -1;
    int m_pinned = -1;
    bool m_stale = false;
    WordEdit* m_edit;
};

} // namespace views
