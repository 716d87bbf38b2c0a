// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/spoken_parts.h"
#include "views/word_bars_painter.h"

#include <QAbstractScrollArea>

namespace views {

/// A panel's body for WordScores: a signed bar for each word, the null band, and a threshold that
/// can be dragged, or moved by Shift+Left and Shift+Right.
class WordBars final : public QAbstractScrollArea, public SpokenParts {
    Q_OBJECT
public:
    explicit WordBars(QWidget* parent = nullptr);

    void setContent(WordBarsContent content);
    void setCurrent(int index); ///< into content().words; -1: none
    void setThreshold(double threshold);
    void setStale(bool stale);

    const WordBarsContent& content() const { return m_content; }
    int wordAt(QPoint viewportPos) const; ///< -1: none
    int foldedCount() const;              ///< words in the null band that found no room
    double xOf(double value) const;       ///< in the viewport

    int partCount() const override { return int(m_rows.size()); }
    QString partText(int part) const override;
    QRect partRect(int part) const override;
    int currentPart() const override { return int(m_rows.indexOf(m_content.current)); }

Q_SIGNALS:
    void wordHovered(int index);
    void wordActivated(int index);
    void left();
    void thresholdChanged(double threshold);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    WordBarsGeometry places() const;
    void arrange();
    void hover(int index);
    void step(int by);
    void moveThreshold(double to);
    bool onThreshold(QPoint viewportPos) const;

    WordBarsContent m_content;
    QList<int> m_rows; ///< words on show
    bool m_dragging = false;
    bool m_stale = false;
};

} // namespace views
