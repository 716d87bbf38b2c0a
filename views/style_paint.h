// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>

class QPainter;
class QRect;
class QString;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionSlider;
class QStyleOptionTab;

namespace views::stylePaint {

/// Whether the focus came by a key; the pointer needs no ring.
bool hasKeyboardFocus(const QStyleOption& option);

void focusRing(QPainter& painter, const QRect& rect);
void buttonGround(QPainter& painter, const QStyleOption& option, bool isFlat, bool isDefault);
void fieldGround(QPainter& painter, const QStyleOption& option);
void checkBox(QPainter& painter, const QStyleOption& option);
void radioButton(QPainter& painter, const QStyleOption& option);
void chevron(QPainter& painter, const QStyleOption& option, const QString& icon);
void rowGround(QPainter& painter, const QStyleOption& option);
void tabGround(QPainter& painter, const QStyleOptionTab& option);
void slider(QPainter& painter, const QStyleOptionSlider& option, const QRect& groove,
            const QRect& handle);
void scrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle);
void progress(QPainter& painter, const QRect& rect, double share);

} // namespace views::stylePaint
