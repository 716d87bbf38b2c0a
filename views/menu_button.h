// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace views {

/// A flat button that opens its menu: icon, text, chevron, in a line.
class MenuButton final : public QToolButton {
    Q_OBJECT
public:
    explicit MenuButton(const QString& iconName, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_iconName;
};

} // namespace views
