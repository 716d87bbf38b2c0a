// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QWidget>

namespace views {

/// Four by four cells of which a person takes the first few rows and columns: by the pointer, or by
/// the arrow keys and Return.
class LayoutPicker final : public QWidget {
    Q_OBJECT
public:
    static constexpr int most = 4; ///< rows, and columns

    explicit LayoutPicker(QWidget* parent = nullptr);

    void setTaken(QSize columnsByRows); ///< what is marked to begin with
    QSize taken() const { return m_taken; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void picked(QSize columnsByRows);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void take(QSize columnsByRows);

    QSize m_taken{2, 2};
};

} // namespace views
