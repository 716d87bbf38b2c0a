// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/alignment_painter.h"
#include "views/spoken_parts.h"

#include <QAbstractScrollArea>

namespace views {

/// Words by regions as a heat matrix, for the side strip or a panel of its own.
class AlignmentMatrix final : public QAbstractScrollArea, public SpokenParts {
    Q_OBJECT
public:
    explicit AlignmentMatrix(QWidget* parent = nullptr);

    void setCells(AlignmentCells cells);
    void setColumnLimit(int count); ///< the regions with the most mass; 0: all, with a scroll bar
    void setTitle(const QString& title);
    void setCurrent(int word, int region); ///< -1: none
    void setStale(bool stale);
    void setDarkGround(bool dark); ///< beside a canvas that is dark in both themes

    QPoint cellAt(QPoint viewportPos) const;    ///< x region, y word; (-1, -1) outside
    QRect cellRect(int word, int region) const; ///< in the viewport; null: its column is not shown

    int partCount() const override;
    QString partText(int part) const override;
    QRect partRect(int part) const override;
    int currentPart() const override;

Q_SIGNALS:
    void cellHovered(int word, int region);
    void cellActivated(int word, int region);
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    AlignmentGeometry places() const;
    QRectF matrixArea() const;
    QPointF scroll() const;
    void arrange();
    void hover(int word, int region);
    void reveal(int word, int region);

    AlignmentCells m_cells;
    QList<int> m_columns;
    QString m_title = "Words × regions";
    int m_limit = 0;
    int m_word = -1, m_region = -1;
    bool m_stale = false, m_dark = false;
};

} // namespace views
