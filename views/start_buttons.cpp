// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/start_buttons.h"

#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QPainter>

namespace views {
namespace {

void keepLook(QAbstractButton* button)
{
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAttribute(Qt::WA_Hover);
    button->setCursor(Qt::ArrowCursor);
}

} // namespace

StartButton::StartButton(const QString& iconName, const QString& text, const QString& key, bool primary,
                     QWidget* parent)
    : QAbstractButton(parent), m_icon(iconName), m_key(key), m_primary(primary)
{
    setText(text);
    setAccessibleName(text);
    setToolTip(QStringLiteral("%1 (%2)").arg(text, key));
    keepLook(this);
}

QSize StartButton::sizeHint() const
{
    const int text = QFontMetrics(studioFont(type::base, 500)).horizontalAdvance(this->text());
    const int key = QFontMetrics(studioFont(type::small)).horizontalAdvance(m_key);
    return {12 + 16 + 6 + text + 8 + key + 10 + 10 + 4, metric::button + 4};
}

void StartButton::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
    QColor fill = m_primary ? look.accentFill : look.surface;
    if (isDown() || underMouse())
        fill = m_primary ? look.accentFill.lighter(108) : look.hover;
    const QColor ink = m_primary ? look.onAccent : look.text;
    painter.setBrush(fill);
    painter.setPen(m_primary ? QPen(Qt::NoPen) : QPen(look.control, 1));
    painter.drawRoundedRect(body, metric::radiusControl, metric::radiusControl);
    paintIcon(painter, QRectF(body.left() + 10, body.center().y() - 8, 16, 16), m_icon, ink);
    painter.setFont(studioFont(type::base, 500));
    painter.setPen(ink);
    painter.drawText(body.adjusted(32, 0, 0, 0), Qt::AlignVCenter, text());
    QColor outline = m_primary ? Qt::transparent : look.line;
    paintKey(painter, body.right() - 8, body.center().y(), m_key, m_primary ? ink : look.text3,
             outline);
    if (hasKeyboardFocus(this))
        paintFocusRing(painter, QRectF(rect()).adjusted(3, 3, -3, -3), look);
}

CardButton::CardButton(const StartCard& card, QWidget* parent)
    : QAbstractButton(parent), m_card(card)
{
    setText(card.title);
    setAccessibleName(card.title);
    setAccessibleDescription(card.text);
    keepLook(this);
}

QSize CardButton::sizeHint() const
{
    return {192, 96};
}

void CardButton::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(isDown() || underMouse() ? look.hover : look.window);
    painter.setPen(QPen(look.line, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), metric::radiusCard,
                            metric::radiusCard);
    paintIcon(painter, QRectF(12, 13, 16, 16), m_card.icon, look.text);
    painter.setFont(studioFont(type::base, 500));
    painter.setPen(look.text);
    painter.drawText(QRect(36, 11, width() - 44, 20), Qt::AlignVCenter, m_card.title);
    painter.setFont(studioFont(type::dense));
    painter.setPen(look.text2);
    painter.drawText(QRect(12, 34, width() - 24, height() - 40), Qt::TextWordWrap, m_card.text);
    if (hasKeyboardFocus(this))
        paintFocusRing(painter, QRectF(rect()).adjusted(3, 3, -3, -3), look);
}

} // namespace views
