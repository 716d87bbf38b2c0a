// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <limits>

class QStandardItemModel;
class QTableView;

namespace views {

/// One measured number between 0 and 1 with its interval. NaN: not known.
struct FigureRow {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    QString method, metric;
    QString group; ///< of what it speaks alone: "negation"; empty: of all
    double value = none, low = none, high = none;
    double chance = none; ///< what guessing gives
    bool isWorse = false; ///< than guessing, beyond doubt
    qint64 count = 0;     ///< what it stands on
    QString tooltip;      ///< a sentence: what it answers
};

/// Figures with their intervals drawn in the cells, a rule where guessing lies. What is worse than
/// guessing is marked by a sign and, of a group, in words.
class FigureTable final : public QWidget {
    Q_OBJECT
public:
    explicit FigureTable(QWidget* parent = nullptr);

    void setRows(const QList<FigureRow>& rows);
    int rowCount() const;
    QTableView* table() const { return m_table; }

    enum Column { Method, Name, Interval, Value, Count, ColumnCount };

private:
    QTableView* m_table;
    QStandardItemModel* m_cells;
};

} // namespace views
