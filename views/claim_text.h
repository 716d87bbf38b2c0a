// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/spoken_parts.h"

#include <QAbstractScrollArea>
#include <QList>

namespace views {

/// A word of the text that is judged.
struct TextWord {
    QString text;
    bool attached = false; ///< nothing stands between it and the word before
};

/// Words [first, end) of a text.
struct WordRange {
    int first = 0, end = 0;

    bool isEmpty() const { return first >= end; }
    bool operator==(const WordRange&) const = default;
};

/// Where a claim stands in the text.
struct ClaimMark {
    int number = 1;
    QList<WordRange> ranges; ///< none: its words are gone
};

/// A text with its claims underlined and numbered, the current one filled; of claims within each
/// other, the outer line lies lower. Words are selected with the mouse or with Shift and the arrow
/// keys, to make a claim of them.
class ClaimText final : public QAbstractScrollArea, public SpokenParts {
    Q_OBJECT
public:
    explicit ClaimText(QWidget* parent = nullptr);

    void setText(QList<TextWord> words, QList<ClaimMark> claims); ///< drops the selection
    void setCurrentClaim(int claim);                              ///< of claims; -1: none
    void clearSelection();

    WordRange selection() const; ///< or the word at the cursor; empty: there is neither
    bool hasSelection() const { return m_anchor >= 0; }
    int wordAt(QPoint viewportPos) const; ///< -1: between
    QRect wordRect(int word) const;       ///< in the viewport
    int heightFor(int widthPx) const;     ///< of the whole text
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    int partCount() const override { return int(m_words.size()); }
    QString partText(int part) const override;
    QRect partRect(int part) const override { return wordRect(part); }
    int currentPart() const override { return m_cursor; }

Q_SIGNALS:
    void claimChosen(int claim);
    void claimWanted(views::WordRange words); ///< Return over a selection

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Flow {
        QList<QRect> words; ///< without the numbers behind them
        QList<int> numbersWidth;
        int height = 0;
    };
    Flow flow(int widthPx) const;
    void layOut();
    void setLevels();
    QString numbersAfter(int word) const;
    QList<int> claimsAt(int word) const; ///< the innermost first
    void chooseClaimAt(int word);
    void moveCursor(int by, bool grow);
    void stepRow(int by);
    void scrollTo(int word);
    QPoint offset() const;
    QList<QRect> runsOf(const WordRange& range) const; ///< one a row

    QList<TextWord> m_words;
    QList<ClaimMark> m_claims;
    QList<int> m_levels; ///< of the claims: how far below the words their line lies
    Flow m_flow;
    int m_current = -1, m_cursor = -1, m_anchor = -1;
    bool m_pressed = false, m_dragged = false;
};

} // namespace views
