// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

#include <QStringList>
#include <QWidget>

class QSortFilterProxyModel;
class QStandardItemModel;
class QTableView;

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

class ScoreDelegate;

/// A panel's body for ScoreTable: sortable columns, bars inside the cells of the first one.
class ScoreTable final : public QWidget {
    Q_OBJECT
public:
    explicit ScoreTable(QWidget* parent = nullptr);

    void setScores(ScoreCells cells);
    void setCurrent(int row); ///< of ScoreCells; -1: none
    QTableView* table() const { return m_table; }

Q_SIGNALS:
    void rowActivated(int row); ///< Return or a double click
    void currentChanged(int row);

private:
    QTableView* m_table;
    QStandardItemModel* m_cells;
    QSortFilterProxyModel* m_sorted;
    ScoreDelegate* m_delegate;
    bool m_quiet = false;
};

} // namespace views
