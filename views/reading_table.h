// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/verdict.h"

#include <QList>
#include <QStringList>
#include <QWidget>

class QCheckBox;
class QLabel;
class QTableWidget;

namespace views {

/// What one reader says of a claim.
struct ReadingCell {
    Verdict verdict = Verdict::None;
    int severity = 0; ///< 0: none
    int regions = 0;
    bool hidden = false; ///< until the one who looks has locked the claim
    bool locked = false;
    bool assisted = false;
    QString correction;

    bool operator==(const ReadingCell&) const = default;
};

/// What all readers say of one claim.
struct ReadingRow {
    int number = 1;
    QString words;
    QList<ReadingCell> cells; ///< as the readers
};

/// Where readers differ: in the verdict, the severity, or in whether there is a region. Hidden and
/// open readings differ from nothing.
bool differs(const ReadingRow& row);

/// The readers side by side, one claim a row.
class ReadingTable final : public QWidget {
    Q_OBJECT
public:
    explicit ReadingTable(QWidget* parent = nullptr);

    void setReadings(const QStringList& readers, QList<ReadingRow> rows);
    QTableWidget* table() const { return m_table; }
    QCheckBox* filter() const { return m_filter; } ///< "Only where they differ"

Q_SIGNALS:
    void claimChosen(int row); ///< of those that were set
    void closed();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill();

    QStringList m_readers;
    QList<ReadingRow> m_rows;
    QList<int> m_shown; ///< rows of the table as rows that were set
    QLabel* m_count;
    QCheckBox* m_filter;
    QTableWidget* m_table;
};

} // namespace views
