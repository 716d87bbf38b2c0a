// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/layout_picker.h"

#include "views/canvas_accessible.h"
#include "views/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace views {
namespace {

constexpr int cell = 30, gap = 3, margin = 10, label = 22;

QString printed(QSize taken)
{
    return LayoutPicker::tr("%1 × %2 panels").arg(taken.height()).arg(taken.width());
}

} // namespace

LayoutPicker::LayoutPicker(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedSize(sizeHint());
    setAccessibleName(tr("Rows and columns of panels"));
    setAccessibleDescription(printed(m_taken));
}

QSize LayoutPicker::sizeHint() const
{
    const int side = 2 * margin + most * cell + (most - 1) * gap;
    return {side, side + label};
}

void LayoutPicker::setTaken(QSize columnsByRows)
{
    m_taken = columnsByRows.expandedTo({1, 1}).boundedTo({most, most});
    setAccessibleDescription(printed(m_taken));
    update();
}

void LayoutPicker::take(QSize columnsByRows)
{
    const QSize before = m_taken;
    setTaken(columnsByRows);
    if (m_taken != before)
        announce(this, printed(m_taken));
}

void LayoutPicker::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int row = 0; row < most; ++row)
        for (int column = 0; column < most; ++column) {
            const bool isTaken = row < m_taken.height() && column < m_taken.width();
            painter.setPen(isTaken ? look.accent : look.control);
            painter.setBrush(isTaken ? look.selection : look.field);
            painter.drawRoundedRect(
                QRectF(margin + column * (cell + gap), margin + row * (cell + gap), cell, cell)
                    .adjusted(.5, .5, -.5, -.5),
                metric::radiusMark, metric::radiusMark);
        }
    painter.setPen(look.text);
    painter.setFont(studioFont(type::dense));
    painter.drawText(QRect(0, height() - label - 4, width(), label), Qt::AlignCenter,
                     printed(m_taken));
}

void LayoutPicker::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint() - QPoint(margin, margin);
    take({at.x() / (cell + gap) + 1, at.y() / (cell + gap) + 1});
}

void LayoutPicker::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT picked(m_taken);
}

void LayoutPicker::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: return take(m_taken - QSize(1, 0));
    case Qt::Key_Right: return take(m_taken + QSize(1, 0));
    case Qt::Key_Up: return take(m_taken - QSize(0, 1));
    case Qt::Key_Down: return take(m_taken + QSize(0, 1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: Q_EMIT picked(m_taken); return;
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace views
