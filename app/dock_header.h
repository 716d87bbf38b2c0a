// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

namespace app {

/// The title of a dock: its name, and buttons for what is done there. [gui thread]
class DockHeader final : public QWidget {
    Q_OBJECT
public:
    explicit DockHeader(const QString& title, QWidget* parent = nullptr);

    void addAction(QAction* action); ///< an icon with a tooltip, at the right
    void setRail(bool rail);         ///< without the name, which has no room above a rail
    QSize sizeHint() const override; ///< a dock goes by it, not by the fixed height
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_row;
    QLabel* m_name;
};

} // namespace app
