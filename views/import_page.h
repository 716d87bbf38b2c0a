// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace views {

/// A column of a table that is to be imported.
struct ImportColumn {
    QString name;
    QString role; ///< id of an ImportRole; empty: kept as it is

    bool operator==(const ImportColumn&) const = default;
};

/// What a column can be taken for.
struct ImportRole {
    QString id, title;
};

/// Brings cases in: the first rows of a table, under each name what the column is taken for, below
/// what is wrong with which line.
class ImportPage final : public QDialog {
    Q_OBJECT
public:
    explicit ImportPage(QWidget* parent = nullptr);

    void setRoles(const QList<ImportRole>& roles); ///< "kept as it is" is always the first

    /// \p heading says what file it is; without \p mayMap the columns are what they are
    void setTable(const QString& heading, const QList<ImportColumn>& columns,
                  const QList<QStringList>& rows, bool mayMap);

    QList<ImportColumn> columns() const;
    void setFaults(const QStringList& lines); ///< one each; not empty: there is no import
    void setMessage(const QString& sentence);

    void setRunning(bool running);
    void setProgress(double fraction, const QString& step); ///< \p fraction 0 to 1

Q_SIGNALS:
    void rolesChanged(); ///< by the user
    void importRequested();
    void cancelRequested(); ///< of what runs

protected:
    void reject() override; ///< Escape cancels what runs first

private:
    QWidget* makeFoot();
    QWidget* roleBox(const ImportColumn& column, int index);
    void enable();

    QList<ImportRole> m_roles;
    QList<ImportColumn> m_columns;
    QLabel *m_heading, *m_advice, *m_faultHeading, *m_message;
    QTableWidget* m_table;
    QListWidget* m_faults;
    QProgressBar* m_progress;
    QPushButton *m_import, *m_cancel;
    bool m_running = false;
};

} // namespace views
