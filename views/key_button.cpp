// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/key_button.h"

#include "views/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace views {
namespace {

constexpr int capHeight = 16, capPadding = 5, gap = 8, edge = 8;

int capWidth(const QString& key)
{
    return key.isEmpty()
        ? 0
        : std::max(capHeight,
                   QFontMetrics(studioFont(type::small)).horizontalAdvance(key) + 2 * capPadding);
}

} // namespace

void KeyButton::setKey(const QString& key)
{
    m_key = key;
    updateGeometry();
    update();
}

QSize KeyButton::sizeHint() const
{
    QSize size = QPushButton::sizeHint();
    if (!m_key.isEmpty())
        size.rwidth() += capWidth(m_key) + gap - 4;
    return size;
}

void KeyButton::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const int wide = capWidth(m_key);
    QStyleOptionButton label = option;
    if (wide > 0)
        label.rect.setRight(label.rect.right() - wide - edge + 4);
    painter.drawControl(QStyle::CE_PushButtonLabel, label);
    if (wide > 0) {
        const QRectF cap(width() - edge - wide, (height() - capHeight) / 2, wide, capHeight);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool onAccent = isDefault() && isEnabled();
        painter.setPen(onAccent ? theme().onAccent : theme().line);
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), metric::radiusMark + 1,
                                metric::radiusMark + 1);
        painter.setFont(studioFont(type::small));
        painter.setPen(onAccent ? theme().onAccent : theme().text2);
        painter.drawText(cap, Qt::AlignCenter, m_key);
    }
}

} // namespace views
