// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/style_paint.h"

#include "views/icon.h"
#include "views/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QStyleOption>

#include <algorithm>

namespace views::stylePaint {
namespace {

constexpr int footLine = 2, grooveThickness = 4, iconGap = 6;

QRectF pixelFrame(const QRect& rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

bool isOn(const QStyleOption& option, QStyle::StateFlag flag)
{
    return option.state & flag;
}

QColor outlineOf(const QStyleOption& option)
{
    return isOn(option, QStyle::State_Enabled) ? theme().control : theme().line;
}

void roundedBox(QPainter& painter, const QRectF& box, double radius, const QColor& ground,
                const QColor& outline)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(ground.isValid() ? QBrush(ground) : QBrush(Qt::NoBrush));
    painter.setPen(outline.isValid() ? QPen(outline, 1) : QPen(Qt::NoPen));
    painter.drawRoundedRect(box, radius, radius);
}

} // namespace

bool hasKeyboardFocus(const QStyleOption& option)
{
    return isOn(option, QStyle::State_HasFocus) && isOn(option, QStyle::State_KeyboardFocusChange);
}

void focusRing(QPainter& painter, const QRect& rect)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().accent, 2));
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), metric::radiusControl,
                            metric::radiusControl);
    painter.restore();
}

void buttonGround(QPainter& painter, const QStyleOption& option, bool isFlat, bool isDefault)
{
    const Theme& now = theme();
    const bool enabled = isOn(option, QStyle::State_Enabled);
    const bool on = isOn(option, QStyle::State_On), down = isOn(option, QStyle::State_Sunken);
    const bool hovered = enabled && isOn(option, QStyle::State_MouseOver);
    QColor ground = isFlat ? QColor() : now.surface,
           outline = isFlat ? QColor() : outlineOf(option);
    if (on || hovered)
        ground = now.hover;
    if (down)
        ground = now.line;
    if (isDefault && enabled) {
        ground = down || hovered ? now.accentFill.lighter(108) : now.accentFill;
        outline = ground;
    }
    painter.save();
    if (ground.isValid() || outline.isValid())
        roundedBox(painter, pixelFrame(option.rect), metric::radiusControl, ground, outline);
    if (on) {
        const QRectF foot(option.rect.left(), option.rect.bottom() + 1 - footLine,
                          option.rect.width(), footLine);
        QPainterPath shape;
        shape.addRoundedRect(QRectF(option.rect), metric::radiusControl, metric::radiusControl);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipRect(foot, Qt::IntersectClip);
        painter.fillPath(shape, enabled ? now.accent : now.disabled);
    }
    painter.restore();
}

void fieldGround(QPainter& painter, const QStyleOption& option)
{
    const bool focused =
        isOn(option, QStyle::State_HasFocus) && isOn(option, QStyle::State_Enabled);
    painter.save();
    roundedBox(painter, pixelFrame(option.rect), metric::radiusControl, theme().field,
               outlineOf(option));
    if (focused) // a field with the caret shows it however it got there
        focusRing(painter, option.rect);
    painter.restore();
}

void checkBox(QPainter& painter, const QStyleOption& option)
{
    const Theme& now = theme();
    const bool enabled = isOn(option, QStyle::State_Enabled);
    const bool filled = isOn(option, QStyle::State_On) || isOn(option, QStyle::State_NoChange);
    QRect box(0, 0, 16, 16);
    box.moveCenter(option.rect.center());
    painter.save();
    const QColor fill = enabled ? now.accentFill : now.disabled;
    roundedBox(painter, pixelFrame(box), 3, filled ? fill : now.field,
               filled ? fill : outlineOf(option));
    if (filled)
        paintIcon(painter, QRectF(box).adjusted(2, 2, -2, -2),
                  isOn(option, QStyle::State_On) ? "check" : "minus", now.onAccent);
    painter.restore();
}

void radioButton(QPainter& painter, const QStyleOption& option)
{
    const Theme& now = theme();
    const bool enabled = isOn(option, QStyle::State_Enabled), on = isOn(option, QStyle::State_On);
    QRect box(0, 0, 16, 16);
    box.moveCenter(option.rect.center());
    painter.save();
    const QColor fill = enabled ? now.accentFill : now.disabled;
    roundedBox(painter, pixelFrame(box), 8, on ? fill : now.field, on ? fill : outlineOf(option));
    if (on)
        roundedBox(painter, QRectF(box).adjusted(5, 5, -5, -5), 3, now.onAccent, {});
    painter.restore();
}

void chevron(QPainter& painter, const QStyleOption& option, const QString& icon)
{
    const double side = std::clamp(std::min(option.rect.width(), option.rect.height()), 10, 14);
    QRectF place(0, 0, side, side);
    place.moveCenter(QRectF(option.rect).center());
    paintIcon(painter, place, icon,
              isOn(option, QStyle::State_Enabled) ? theme().text2 : theme().disabled);
}

int iconAndTextWidth(const QFontMetrics& metrics, const QSize& iconSize, const QString& text)
{
    const int words = metrics.size(Qt::TextShowMnemonic, text).width();
    return words + (iconSize.isEmpty() ? 0 : iconSize.width() + (text.isEmpty() ? 0 : iconGap));
}

void iconAndText(QPainter& painter, const QRect& rect, const QPixmap& icon, const QString& text,
                 Qt::Alignment alignment, const QColor& ink)
{
    const QSize size = (QSizeF(icon.size()) / icon.devicePixelRatio()).toSize();
    const int wide = iconAndTextWidth(painter.fontMetrics(), size, text);
    QRect place = rect;
    if (alignment & Qt::AlignHCenter)
        place.setLeft(rect.left() + std::max(0, (rect.width() - wide) / 2));
    if (!icon.isNull()) {
        painter.drawPixmap(place.left(), place.top() + (place.height() - size.height()) / 2, icon);
        place.setLeft(place.left() + size.width() + iconGap);
    }
    painter.setPen(ink);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, text);
}

void menuRow(QPainter& painter, const QRect& rect)
{
    painter.save();
    roundedBox(painter, QRectF(rect).adjusted(3, 0, -3, 0), metric::radiusControl, theme().hover,
               {});
    painter.restore();
}

void rowGround(QPainter& painter, const QStyleOption& option)
{
    if (isOn(option, QStyle::State_Selected))
        painter.fillRect(option.rect, theme().selection);
    else if (isOn(option, QStyle::State_MouseOver) && isOn(option, QStyle::State_Enabled))
        painter.fillRect(option.rect, theme().hover);
}

void tabGround(QPainter& painter, const QStyleOptionTab& option)
{
    const QRect& rect = option.rect;
    if (isOn(option, QStyle::State_Selected))
        painter.fillRect(QRect(rect.left(), rect.bottom() + 1 - footLine, rect.width(), footLine),
                         theme().accent);
    else if (isOn(option, QStyle::State_MouseOver))
        painter.fillRect(rect, theme().hover);
}

void slider(QPainter& painter, const QStyleOptionSlider& option, const QRect& groove,
            const QRect& handle)
{
    const Theme& now = theme();
    const bool enabled = isOn(option, QStyle::State_Enabled);
    const bool horizontal = option.orientation == Qt::Horizontal;
    QRectF track(groove);
    if (horizontal)
        track = {track.left(), track.center().y() - grooveThickness / 2.0, track.width(),
                 grooveThickness};
    else
        track = {track.center().x() - grooveThickness / 2.0, track.top(), grooveThickness,
                 track.height()};
    QRectF filled = track;
    const QPointF middle = QRectF(handle).center();
    if (horizontal && option.upsideDown)
        filled.setLeft(middle.x());
    else if (horizontal)
        filled.setRight(middle.x());
    else
        filled.setTop(middle.y());
    painter.save();
    roundedBox(painter, track, 2, enabled ? now.control : now.line, {});
    roundedBox(painter, filled, 2, enabled ? now.accentFill : now.disabled, {});
    QRectF knob(0, 0, 14, 14);
    knob.moveCenter(middle);
    roundedBox(painter, knob.adjusted(1, 1, -1, -1), 6, enabled ? now.text : now.disabled,
               now.window);
    if (hasKeyboardFocus(option)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(now.accent, 2));
        painter.drawEllipse(knob.adjusted(-1, -1, 1, 1));
    }
    painter.restore();
}

void scrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle)
{
    if (option.minimum >= option.maximum)
        return;
    QColor colour = theme().control;
    const bool held = option.activeSubControls & QStyle::SC_ScrollBarSlider;
    colour.setAlphaF(held ? 1.0f : 0.6f);
    painter.save();
    const QRectF thumb = QRectF(handle).adjusted(2, 2, -2, -2);
    roundedBox(painter, thumb, std::min(thumb.width(), thumb.height()) / 2, colour, {});
    painter.restore();
}

void progress(QPainter& painter, const QRect& rect, double share)
{
    QRectF groove(rect);
    if (groove.height() > metric::progress) {
        const double middle = groove.center().y();
        groove.setTop(middle - metric::progress / 2.0);
        groove.setHeight(metric::progress);
    }
    painter.save();
    roundedBox(painter, groove, 2, theme().line, {});
    groove.setWidth(groove.width() * std::clamp(share, 0.0, 1.0));
    if (groove.width() > 0)
        roundedBox(painter, groove, 2, theme().accentFill, {});
    painter.restore();
}

} // namespace views::stylePaint
