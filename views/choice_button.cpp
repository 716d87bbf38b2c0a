// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/choice_button.h"

#include "views/icon.h"
#include "views/marks.h"

#include <QEvent>
#include <QPainter>

namespace views {
namespace {

constexpr int edge = 10, gap = 8, capSize = 18, iconSide = 15;

} // namespace

ChoiceButton::ChoiceButton(Look look, const QString& text, const QString& iconName,
                           QColor Theme::*colour, QWidget* parent)
    : QAbstractButton(parent), m_look(look), m_icon(iconName), m_colour(colour)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setFixedHeight(look == Look::Framed ? metric::verdict : metric::buttonSmall);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ChoiceButton::setKey(const QString& key)
{
    m_key = key;
    setToolTip(key.isEmpty() ? text() : text() + " (" + key + ")");
    updateGeometry();
    update();
}

QSize ChoiceButton::sizeHint() const
{
    int width = 2 * edge + QFontMetrics(studioFont(type::base, 600)).horizontalAdvance(text());
    if (!m_key.isEmpty())
        width += capSize + gap;
    if (!m_icon.isEmpty())
        width += iconSide + gap;
    return {width, height()};
}

bool ChoiceButton::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    return QAbstractButton::event(event);
}

void ChoiceButton::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    const bool on = isChecked(), framed = m_look == Look::Framed;
    const QColor own = isEnabled() ? look.*m_colour : look.disabled;
    const QColor ink = isEnabled() ? look.text : look.disabled;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setBrush(underMouse() && isEnabled() && !on ? look.hover
                         : on && !framed                ? look.hover
                                                        : look.window);
    if (framed) {
        painter.setPen(on ? QPen(own, 2) : QPen(isEnabled() ? look.control : look.line, 1));
        painter.drawRoundedRect(frame, metric::radiusControl, metric::radiusControl);
    } else {
        painter.setPen(Qt::NoPen);
        painter.drawRect(rect());
        if (on)
            painter.fillRect(QRect(0, height() - 2, width(), 2), look.accent);
    }
    int x = edge;
    if (!m_key.isEmpty()) {
        paintKey(painter, x + capSize, height() / 2.0, m_key, look.text2, look.line);
        x += capSize + gap;
    }
    if (!m_icon.isEmpty()) {
        paintIcon(painter, QRectF(x, (height() - iconSide) / 2.0, iconSide, iconSide), m_icon, own);
        x += iconSide + gap;
    }
    painter.setFont(studioFont(type::base, on ? 600 : 400));
    painter.setPen(ink);
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, text());
    if (hasKeyboardFocus(this))
        paintFocusRing(painter, frame.adjusted(3, 3, -3, -3), look);
}

} // namespace views
