// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/region_shape.h"

#include <QPointF>
#include <QString>

#include <memory>
#include <optional>

class QPainter;

namespace views {

class RegionLayer;
struct Surface;

enum class ToolKind { Select, Box, Polygon, Lasso, Brush, Eraser, Point };

/// Where the pointer or the keyboard's cursor is.
struct ToolPoint {
    QPointF at;               ///< image pixels, inside the image
    bool constrained = false; ///< Shift: squares, steps of 45 degrees, one axis
    bool inside = true;       ///< false: the pointer is beside the image, \p at on its edge
};

/// What a tool works on: the canvas, or a test.
class ToolHost {
public:
    virtual QSize imageSize() const = 0;
    virtual double imagePx(double viewPixels) const = 0; ///< as image pixels
    virtual const RegionLayer& regions() const = 0;
    virtual double brushDiameter() const = 0; ///< image pixels

    // What a tool asks for. Empty shapes are dropped on the way; what is shown of the current
    // region goes back to what the application keeps.
    virtual void propose(const Shape& shape) = 0;
    virtual void change(QUuid id, const Shape& after) = 0;
    virtual void remove(QUuid id) = 0;
    virtual void select(QUuid id) = 0; ///< null: none

    virtual void preview(const Shape& shape) = 0;         ///< the current region meanwhile
    virtual void previewMoved(QPointF by) = 0;            ///< the same, moved
    virtual void dropPreview() = 0;                       ///< as it was
    virtual void refresh(const QRectF& imagePx = {}) = 0; ///< null: all
    virtual void say(const QString& speech) = 0;          ///< to a screen reader and the status bar

protected:
    ~ToolHost() = default;
};

/// One way to make or change a region. The keyboard's cursor presses, moves and releases as the
/// pointer does.
class RegionTool {
public:
    explicit RegionTool(ToolHost& host) : m_host(host) { }
    virtual ~RegionTool() = default;
    RegionTool(const RegionTool&) = delete;
    RegionTool& operator=(const RegionTool&) = delete;

    virtual bool press(const ToolPoint& point) = 0; ///< false: nothing here to take
    virtual void move(const ToolPoint& point) = 0;  ///< with the button held or not
    virtual void release(const ToolPoint& point) = 0;
    virtual bool doubleClick(const ToolPoint& point) { return press(point); } ///< the second press
    virtual bool key(int) { return false; }     ///< Return, Backspace; true: taken
    virtual bool drags() const { return true; } ///< a press and its release are two places

    virtual bool making() const = 0; ///< something is begun that is not proposed yet
    virtual bool undoPoint() = 0;    ///< takes back the last point or dab; false: none
    virtual void cancel() = 0;       ///< drops what is begun

    /// What is in the making, over everything. The painter is in image pixels.
    virtual void paint(QPainter& painter, const Surface& surface) const = 0;

    virtual QString hint() const = 0; ///< one line for the status bar
    virtual Qt::CursorShape cursor() const { return Qt::CrossCursor; }
    virtual bool hasRing() const { return false; } ///< a circle of the brush's size is the cursor

protected:
    ToolHost& host() const { return m_host; }

private:
    ToolHost& m_host;
};

std::unique_ptr<RegionTool> makeTool(ToolKind kind, ToolHost& host);

QString nameOf(ToolKind kind); ///< "Box"

} // namespace views
