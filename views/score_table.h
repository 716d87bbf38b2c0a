// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

#include <QStringList>
#include <QWidget>

namespace views {

/// Plain numbers with names for rows and columns.
struct ScoreCells {
    QStringList rows;
    QStringList columns;
    QList<double> values; ///< rows * columns, row by row; NaN: none
    NullBand nullBand;    ///< of the first column
    QString unit;         ///< of the first column
    ColourOf colourOf;
};

/// A panel's body for ScoreTable: sortable columns, bars inside the cells of the first one.
class ScoreTable final : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    void setScores(ScoreCells cells);
    void setCurrent(int row); ///< of ScoreCells; -1: none

Q_SIGNALS:
    void rowActivated(int row);
    void currentChanged(int row);
};

} // namespace views
