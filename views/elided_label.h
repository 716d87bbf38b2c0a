// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace views {

/// A line of text that ends in an ellipsis where it does not fit; the tooltip then has all of it.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
};

/// A key at the left, 104 wide, and \p value at the right: a line of the inspector and of forms.
QWidget* keyRow(const QString& key, QWidget* value, QWidget* parent = nullptr);

constexpr int keyWidth = 104;

} // namespace views
