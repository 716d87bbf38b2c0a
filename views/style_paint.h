// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>

class QColor;
class QFontMetrics;
class QPainter;
class QPixmap;
class QRect;
class QSize;
class QString;
class QStyleOption;
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
void menuRow(QPainter& painter, const QRect& rect); ///< under the pointer

/// An icon and words beside it, with more room between them than Qt leaves.
void iconAndText(QPainter& painter, const QRect& rect, const QPixmap& icon, const QString& text,
                 Qt::Alignment alignment, const QColor& ink);
int iconAndTextWidth(const QFontMetrics& metrics, const QSize& iconSize, const QString& text);

void rowGround(QPainter& painter, const QStyleOption& option);
void tabGround(QPainter& painter, const QStyleOptionTab& option);
void slider(QPainter& painter, const QStyleOptionSlider& option, const QRect& groove,
            const QRect& handle);
void scrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle);
void progress(QPainter& painter, const QRect& rect, double share);

} // namespace views::stylePaint
