// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/menu_button.h"

#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QMenu>
#include <QPainter>

namespace views {
namespace {

constexpr int padding = 6, gap = 6;

} // namespace

MenuButton::MenuButton(const QString& iconName, QWidget* parent)
    : QToolButton(parent), m_iconName(iconName)
{
    setAutoRaise(true);
    setPopupMode(InstantPopup);
    setFont(studioFont(type::dense));
    setFocusPolicy(Qt::StrongFocus);
    setMenu(new QMenu(this));
}

QSize MenuButton::sizeHint() const
{
    const int text = QFontMetrics(studioFont(type::dense)).horizontalAdvance(this->text());
    return {2 * padding + iconSize::inlined + gap + text + gap + iconSize::small, metric::target};
}

void MenuButton::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isDown() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.hover);
        painter.drawRoundedRect(rect(), metric::radiusControl, metric::radiusControl);
    }
    const QColor ink = isEnabled() ? look.text2 : look.disabled;
    const double middle = height() / 2.0;
    paintIcon(
        painter,
        QRectF(padding, middle - iconSize::inlined / 2.0, iconSize::inlined, iconSize::inlined),
        m_iconName, ink);
    const int left = padding + iconSize::inlined + gap;
    const int right = width() - padding - iconSize::small;
    painter.setFont(studioFont(type::dense));
    painter.setPen(ink);
    painter.drawText(
        QRect(left, 0, right - gap - left, height()), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(text(), Qt::ElideRight, right - gap - left + 1));
    paintIcon(painter,
              QRectF(right, middle - iconSize::small / 2.0, iconSize::small, iconSize::small),
              "chevron-down", ink);
    if (hasKeyboardFocus(this))
        paintFocusRing(painter, QRectF(rect()).adjusted(3, 3, -3, -3), look);
}

} // namespace views
