// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QLabel;
class QListWidget;
class QPushButton;

namespace views {

/// Something that can stand at a row or column.
struct MatrixEntry {
    QString id, name;
    bool taken = false;
    QString reason; ///< why it cannot be taken; empty: it can
};

/// Asks for the methods (rows) and networks (columns) of a matrix of panels, sixteen at most.
class MatrixChooser final : public QDialog {
    Q_OBJECT
public:
    MatrixChooser(const QList<MatrixEntry>& methods, const QList<MatrixEntry>& networks,
                  int mostPanels, QWidget* parent = nullptr);

    QStringList methods() const;  ///< ids of the chosen ones, as listed
    QStringList networks() const; ///< ids of the chosen ones, as listed

private:
    QListWidget* listOf(const QList<MatrixEntry>& entries, const QString& name);
    void count();

    const int m_most;
    QListWidget *m_methods, *m_networks;
    QLabel* m_count;
    QPushButton* m_show;
};

} // namespace views
