// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

namespace views {

/// The tabs of the text editor: plain words, the current one over an accent line. Each but the last
/// one left can be closed.
class TextTabs final : public QTabBar {
    Q_OBJECT
public:
    explicit TextTabs(QWidget* parent = nullptr);

    void setTitles(const QStringList& titles);
    QSize minimumSizeHint() const override;

protected:
    QSize tabSizeHint(int index) const override;
    void tabInserted(int index) override;
    void tabRemoved(int index) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showCloseButtons();
};

} // namespace views
