// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QLineEdit;
class QListWidget;

namespace views {

/// Somebody who judges, and how far.
struct ReaderRow {
    QString name;
    bool isCurrent = false; ///< the one who sits here now
    bool isHidden = false;  ///< until the current claim is locked
    int locked = 0;         ///< claims of this case
    int claims = 0;
};

/// Who reads: a double click or Return changes the seat, the plus takes a new name.
class ReaderList final : public QWidget {
    Q_OBJECT
public:
    explicit ReaderList(QWidget* parent = nullptr);

    void setReaders(QList<ReaderRow> readers);
    const QList<ReaderRow>& readers() const { return m_readers; }
    void add(); ///< opens a line for a name
    QListWidget* rows() const { return m_rows; }
    QLineEdit* line() const { return m_line; }

Q_SIGNALS:
    void chosen(int row);
    void added(const QString& name);
    void compareRequested();

private:
    QList<ReaderRow> m_readers;
    QListWidget* m_rows;
    QLineEdit* m_line;
};

} // namespace views
