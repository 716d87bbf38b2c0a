// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"

#include <QAbstractButton>

namespace views {

/// One of several choices with its key, icon and name. The one that was made has a frame in its
/// colour and heavier letters, or, in a row without gaps, a line at its foot.
class ChoiceButton final : public QAbstractButton {
    Q_OBJECT
public:
    enum class Look { Framed, Segment };

    ChoiceButton(Look look, const QString& text, const QString& iconName, QColor Theme::*colour,
                 QWidget* parent = nullptr);

    void setKey(const QString& key); ///< "1"; empty: none
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Look m_look;
    QString m_icon, m_key;
    QColor Theme::*m_colour;
};

} // namespace views
