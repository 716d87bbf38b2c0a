// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/empty_state.h"

#include <QAbstractButton>

namespace views {

/// A button that shows its key: "Open… Ctrl+O". The primary one is filled.
class StartButton final : public QAbstractButton {
    Q_OBJECT
public:
    StartButton(const QString& iconName, const QString& text, const QString& key, bool primary,
              QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon, m_key;
    bool m_primary;
};

/// A way to begin: icon and title over a few lines.
class CardButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit CardButton(const StartCard& card, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    StartCard m_card;
};

} // namespace views
