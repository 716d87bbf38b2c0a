// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace views {

/// What goes on beside the window, in the status bar: its name, how far it is, and a way out once
/// it has taken a second.
class BusyRow final : public QWidget {
    Q_OBJECT
public:
    explicit BusyRow(QWidget* parent = nullptr);

    /// \p fraction 0 to 1. Shown until clear().
    void setBusy(const QString& text, double fraction);
    void clear();
    bool isBusy() const { return m_busy; }
    QString text() const; ///< "Save results, writing, 40 %"; empty: nothing goes on
    QToolButton* cancelButton() const { return m_cancel; }

Q_SIGNALS:
    void cancelRequested();

private:
    QLabel* m_text;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
    QTimer m_patience;
    bool m_busy = false;
};

} // namespace views
