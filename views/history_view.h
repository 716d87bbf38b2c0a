// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace views {

/// A step that can be gone back to.
struct HistoryStep {
    QString text;      ///< "Edit caption"
    QString when;      ///< "10:42"
    bool mark = false; ///< a named mark
};

/// What was done, newest last; a click goes back or forward to it.
class HistoryView final : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    void setSteps(QList<HistoryStep> steps, int current); ///< current 0: before the first step

Q_SIGNALS:
    void stepChosen(int index); ///< 0: before the first
};

} // namespace views
