// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace views {

/// A push button that shows the key that does the same.
class KeyButton final : public QPushButton {
    Q_OBJECT
public:
    using QPushButton::QPushButton;

    void setKey(const QString& key); ///< "F5"; empty: none
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_key;
};

} // namespace views
