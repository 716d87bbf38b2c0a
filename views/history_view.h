// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QListWidget;

namespace views {

/// A step that can be gone back to.
struct HistoryStep {
    QString text;      ///< "Edit caption"
    QString when;      ///< "10:42"
    bool mark = false; ///< a named mark
};

/// What was done, newest last; a click or Return goes back or forward to it.
class HistoryView final : public QWidget {
    Q_OBJECT
public:
    explicit HistoryView(QWidget* parent = nullptr);

    void setSteps(QList<HistoryStep> steps, int current); ///< current 0: before the first step
    QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void stepChosen(int index); ///< 0: before the first

private:
    QListWidget* m_list;
};

} // namespace views
