// SPDX-License-Identifier: GPL-3.0-or-later
// The pointer and the keys of a RegionCanvas; what it paints and tells is in region_canvas.cpp.
#include "views/region_canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {
namespace {

constexpr double cursorStep = 10; // view pixels

bool isEnter(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

QPoint arrowOf(int key)
{
    switch (key) {
    case Qt::Key_Left: return {-1, 0};
    case Qt::Key_Right: return {1, 0};
    case Qt::Key_Up: return {0, -1};
    case Qt::Key_Down: return {0, 1};
    default: return {};
    }
}

} // namespace

bool RegionCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // What is in the making comes before the window's shortcuts.
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto extra = key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
        const bool arrow = !arrowOf(key->key()).isNull()
            && (!extra || extra == Qt::KeyboardModifiers(Qt::ControlModifier));
        const bool making =
            isMaking() && (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Backspace);
        if (arrow || (!extra && (making || isEnter(key->key()))))
            event->accept();
    }
    return Canvas::event(event);
}

ToolPoint RegionCanvas::toolPoint(QPointF widgetPx, Qt::KeyboardModifiers modifiers) const
{
    const QSize image = Canvas::imageSize();
    const QPointF place = toImage(widgetPx);
    const QPointF kept(std::clamp(place.x(), 0.0, double(image.width())),
                       std::clamp(place.y(), 0.0, double(image.height())));
    return {kept, modifiers.testFlag(Qt::ShiftModifier), kept == place};
}

ToolPoint RegionCanvas::cursorPoint(Qt::KeyboardModifiers modifiers) const
{
    return {*m_cursor, modifiers.testFlag(Qt::ShiftModifier), true};
}

void RegionCanvas::updateShape()
{
    setCursor(isSpaceHeld()                 ? Qt::OpenHandCursor
                  : m_editable && m_pointer ? m_tool->cursor()
                                            : Qt::ArrowCursor);
}

void RegionCanvas::press(const ToolPoint& point, QPointF widgetPx, bool twice)
{
    if (!m_editable && m_toolKind != ToolKind::Select) {
        say("Locked: regions cannot be changed");
        return;
    }
    m_said.clear();
    bool taken = false;
    useTool([&](RegionTool& tool) { taken = twice ? tool.doubleClick(point) : tool.press(point); });
    m_toolPressed = taken;
    if (!taken)
        startPanning(widgetPx);
}

void RegionCanvas::mousePressEvent(QMouseEvent* event)
{
    if (isSpaceHeld())
        m_spaceUsed = true;
    if (event->button() != Qt::LeftButton || isSpaceHeld() || Canvas::imageSize().isEmpty()) {
        Canvas::mousePressEvent(event);
        return;
    }
    dropCursor();
    press(toolPoint(event->position(), event->modifiers()), event->position(), false);
}

void RegionCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || isSpaceHeld() || Canvas::imageSize().isEmpty())
        Canvas::mousePressEvent(event);
    else
        press(toolPoint(event->position(), event->modifiers()), event->position(), true);
}

void RegionCanvas::mouseMoveEvent(QMouseEvent* event)
{
    Canvas::mouseMoveEvent(event);
    if (isPanning() || Canvas::imageSize().isEmpty())
        return;
    const ToolPoint point = toolPoint(event->position(), event->modifiers());
    if (point.inside || m_toolPressed)
        m_pointer = point.at;
    else
        m_pointer.reset();
    updateShape();
    if (!m_cursor) // a pointer that is nudged must not drag what the keyboard is making
        useTool([&](RegionTool& tool) { tool.move(point); });
    else
        Q_EMIT statusChanged();
}

void RegionCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (isPanning() || event->button() != Qt::LeftButton) {
        Canvas::mouseReleaseEvent(event);
        updateShape();
        return;
    }
    if (std::exchange(m_toolPressed, false))
        useTool([&](RegionTool& tool) {
            tool.release(toolPoint(event->position(), event->modifiers()));
        });
}

void RegionCanvas::leaveEvent(QEvent* event)
{
    Canvas::leaveEvent(event);
    m_pointer.reset();
    updatePointer();
    Q_EMIT statusChanged();
}

bool RegionCanvas::moveCursor(int key, Qt::KeyboardModifiers modifiers)
{
    const QPoint way = arrowOf(key);
    const QSize image = Canvas::imageSize();
    if (way.isNull() || image.isEmpty())
        return false;
    if (!m_cursor)
        m_cursor = m_pointer.value_or(surface().visible.center());
    else
        *m_cursor += QPointF(way)
            * (modifiers.testFlag(Qt::ControlModifier)
                   ? 1
                   : std::max(1.0, std::round(imagePx(cursorStep))));
    m_cursor = QPointF(std::clamp(std::round(m_cursor->x()), 0.0, double(image.width())),
                       std::clamp(std::round(m_cursor->y()), 0.0, double(image.height())));
    if (!surface().visible.contains(*m_cursor))
        viewState()->setView(viewState()->zoom(),
                             {m_cursor->x() / image.width(), m_cursor->y() / image.height()});
    m_said.clear();
    useTool([&](RegionTool& tool) { tool.move(cursorPoint(modifiers)); });
    say(m_said); // where it is now
    return true;
}

void RegionCanvas::setAtCursor(Qt::KeyboardModifiers modifiers)
{
    if (!m_editable && m_toolKind != ToolKind::Select) {
        say("Locked: regions cannot be changed");
        return;
    }
    const ToolPoint point = cursorPoint(modifiers);
    if (std::exchange(m_cursorPressed, false)) {
        useTool([&](RegionTool& tool) { tool.release(point); });
        return;
    }
    bool taken = false, drags = false;
    useTool([&](RegionTool& tool) {
        taken = tool.press(point);
        drags = tool.drags();
        if (taken && !drags)
            tool.release(point);
    });
    m_cursorPressed = taken && drags;
}

void RegionCanvas::dropCursor()
{
    if (!m_cursor)
        return;
    if (m_cursorPressed)
        cancelShape();
    m_cursorPressed = false;
    m_cursor.reset();
    updatePointer();
}

bool RegionCanvas::escape()
{
    if (isMaking() || m_cursorPressed) {
        cancelShape();
        say("Dropped");
    } else if (m_cursor) {
        dropCursor();
    } else if (m_toolKind != ToolKind::Select) {
        chooseTool(ToolKind::Select);
    } else if (!currentRegion().isNull()) {
        select({});
    } else {
        return false;
    }
    return true;
}

bool RegionCanvas::pressKey(const QKeyEvent& event)
{
    const int key = event.key();
    const Qt::KeyboardModifiers modifiers = event.modifiers();
    if (!arrowOf(key).isNull() && !modifiers.testFlag(Qt::AltModifier))
        return moveCursor(key, modifiers);
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    bool taken = false;
    if (isEnter(key) || key == Qt::Key_Backspace)
        useTool([&](RegionTool& tool) { taken = tool.key(key); });
    if (taken)
        return true;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor)
            setAtCursor(modifiers);
        return m_cursor.has_value();
    case Qt::Key_Backspace: return isMaking() ? undoInside() : removeCurrent();
    case Qt::Key_Delete: return removeCurrent();
    case Qt::Key_Escape: return escape();
    case Qt::Key_Comma: stepBrush(-1); return true;
    case Qt::Key_Period: stepBrush(1); return true;
    default: return false;
    }
}

void RegionCanvas::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        m_spaceUsed = false;
    if (!pressKey(*event))
        Canvas::keyPressEvent(event);
}

void RegionCanvas::keyReleaseEvent(QKeyEvent* event)
{
    const bool tapped = event->key() == Qt::Key_Space && !event->isAutoRepeat() && isSpaceHeld()
        && !m_spaceUsed && !isPanning();
    Canvas::keyReleaseEvent(event);
    if (tapped && m_cursor)
        setAtCursor(event->modifiers());
    else if (tapped && !isMaking() && m_toolKind != ToolKind::Select)
        chooseTool(ToolKind::Select);
    if (event->key() == Qt::Key_Space)
        updateShape();
}

void RegionCanvas::focusOutEvent(QFocusEvent* event)
{
    Canvas::focusOutEvent(event);
    updateShape();
}

} // namespace views
