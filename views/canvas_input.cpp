// SPDX-License-Identifier: GPL-3.0-or-later
// The pointer and the keys of a Canvas; what it paints is in canvas.cpp.
#include "views/canvas.h"
#include "views/canvas_accessible.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {
namespace {

constexpr double zoomStep = 1.25, wheelNotch = 120;
constexpr int clickSlackPx = 3;

bool isCanvasKey(int key)
{
    return key == Qt::Key_Space || key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up
        || key == Qt::Key_Down;
}

} // namespace

bool Canvas::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dropPhoto();
    if (event->type() == QEvent::ShortcutOverride) {
        // Held and repeated keys are the canvas's own, whatever the window's shortcuts are.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (isCanvasKey(key->key()) && key->modifiers() == Qt::NoModifier)
            event->accept();
    }
    return QWidget::event(event);
}

void Canvas::zoomBy(double factor, QPointF widgetPx)
{
    if (m_photo.isNull())
        return;
    const QPointF fixed = toImage(widgetPx);
    const double zoom =
        std::clamp(m_state->zoom() * factor, ViewState::zoomMin, ViewState::zoomMax);
    const double newScale = scale() * zoom / m_state->zoom();
    const QPointF centre = fixed + (QRectF(rect()).center() - widgetPx) / newScale;
    m_state->setView(zoom,
                     {centre.x() / m_photo.size().width(), centre.y() / m_photo.size().height()});
}

void Canvas::panBy(QPointF widgetPx)
{
    if (m_photo.isNull())
        return;
    const QPointF centre = toImage(QRectF(rect()).center() - widgetPx);
    m_state->setView(m_state->zoom(),
                     {centre.x() / m_photo.size().width(), centre.y() / m_photo.size().height()});
}

void Canvas::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / wheelNotch;
    if (notches != 0)
        zoomBy(std::pow(zoomStep, notches), event->position());
    event->accept();
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    m_pressedAt = m_panFrom = event->position();
    m_panning =
        event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld);
    if (m_panning)
        setCursor(Qt::ClosedHandCursor);
    else
        QWidget::mousePressEvent(event); // the panel becomes active
}

void Canvas::startPanning(QPointF widgetPx)
{
    m_pressedAt = m_panFrom = widgetPx;
    m_panning = true;
    setCursor(Qt::ClosedHandCursor);
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    if (m_panning)
        panBy(event->position() - std::exchange(m_panFrom, event->position()));
    else
        hoverAt(event->position());
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (std::exchange(m_panning, false)) {
        setCursor(m_spaceHeld ? Qt::OpenHandCursor : Qt::ArrowCursor);
        return;
    }
    const bool moved = (event->position() - m_pressedAt).manhattanLength() > clickSlackPx;
    const QPointF place = toImage(event->position());
    if (event->button() != Qt::LeftButton || moved || !surface().image.contains(place))
        return;
    Q_EMIT pointClicked(place);
    if (const std::optional<Patch> patch = m_grid.patchAt(place))
        Q_EMIT patchActivated(patch->row, patch->column);
}

void Canvas::hoverAt(QPointF widgetPx)
{
    const QPointF place = toImage(widgetPx);
    if (m_photo.isNull() || !surface().image.contains(place)) {
        leaveEvent(nullptr);
        return;
    }
    m_state->setHovered(place);
    Q_EMIT pointHovered(place);
    noteHovered();
}

void Canvas::noteHovered()
{
    const std::optional<Patch> patch = currentPatch();
    if (std::exchange(m_lastPatch, patch) != patch && patch)
        Q_EMIT patchHovered(patch->row, patch->column);
}

void Canvas::leaveEvent(QEvent*)
{
    m_lastPatch.reset();
    if (!m_state->hovered())
        return;
    m_state->setHovered({});
    Q_EMIT left();
}

void Canvas::movePatch(int rows, int columns)
{
    if (m_grid.count() == 0)
        return;
    Patch patch = currentPatch().value_or(Patch{m_grid.rows / 2, m_grid.columns / 2});
    if (currentPatch())
        patch = {std::clamp(patch.row + rows, 0, m_grid.rows - 1),
                 std::clamp(patch.column + columns, 0, m_grid.columns - 1)};
    const QPointF place = m_grid.bounds(patch).center();
    m_state->setHovered(place);
    Q_EMIT pointHovered(place);
    noteHovered();
    announce(this, currentSpeech());
}

bool Canvas::pressKey(int key)
{
    switch (key) {
    case Qt::Key_Left: movePatch(0, -1); return true;
    case Qt::Key_Right: movePatch(0, 1); return true;
    case Qt::Key_Up: movePatch(-1, 0); return true;
    case Qt::Key_Down: movePatch(1, 0); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const std::optional<Patch> patch = currentPatch())
            Q_EMIT patchActivated(patch->row, patch->column);
        return true;
    case Qt::Key_Space:
        m_spaceHeld = true;
        setCursor(Qt::OpenHandCursor);
        return true;
    default: return false;
    }
}

void Canvas::keyPressEvent(QKeyEvent* event)
{
    const bool held = event->key() == Qt::Key_Space;
    const bool plain =
        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!plain || !((held && event->isAutoRepeat()) || pressKey(event->key())))
        QWidget::keyPressEvent(event);
}

void Canvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat())
        return;
    if (event->key() != Qt::Key_Space) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    m_spaceHeld = false;
    setCursor(Qt::ArrowCursor);
}

void Canvas::focusInEvent(QFocusEvent* event)
{
    m_keyboardFocus = event->reason() == Qt::TabFocusReason
        || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    QWidget::focusInEvent(event);
    update();
}

void Canvas::focusOutEvent(QFocusEvent* event)
{
    m_keyboardFocus = m_spaceHeld = false;
    QWidget::focusOutEvent(event);
    update();
}

} // namespace views
