// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/canvas.h"
#include "views/region_layer.h"
#include "views/region_tool.h"

#include <functional>
#include <memory>

namespace views {

/// A canvas on which regions are made and changed. It keeps no change by itself: it says what the
/// user wants, and shows it once the application has set it.
///
/// The arrow keys move a cursor (Ctrl: by one image pixel), Return and Space press and release
/// there; Space with a drag pans; Escape drops what is in the making; Delete removes the current
/// region. Letters that choose tools are the application's actions.
class RegionCanvas final : public Canvas, private ToolHost {
    Q_OBJECT
public:
    explicit RegionCanvas(QWidget* parent = nullptr);
    ~RegionCanvas() override;

    void setRegions(const QList<Region>& regions); ///< the last one is on top
    void setRegion(const Region& region);          ///< in its place, or on top where it is new
    void removeRegion(QUuid id);
    const RegionLayer& regionLayer() const { return *m_regions; }

    void setLayersBelow(QList<LayerPointer> layers); ///< under the regions: maps, masks

    void setCurrentRegion(QUuid id); ///< null: none. Does not tell selected()
    QUuid currentRegion() const { return m_regions->current(); }

    void setTool(ToolKind kind); ///< drops what is in the making
    ToolKind tool() const { return m_toolKind; }
    void setEditable(bool editable); ///< false: regions can be selected alone
    bool isEditable() const { return m_editable; }

    double brushDiameter() const override; ///< image pixels
    void setBrushDiameter(double imagePx);
    void stepBrush(int steps); ///< larger or smaller, as . and , do

    bool isMaking() const; ///< a shape is begun
    bool undoInside();     ///< takes back its last point or dab; false: nothing is in the making
    void cancelShape();    ///< drops it
    bool removeCurrent();  ///< asks for removed(); false: none, or it is fixed

    QString positionText() const; ///< "x 436  y 203"; empty: the pointer is elsewhere
    QString zoomText() const;     ///< "Zoom 102 %": view pixels an image pixel
    QString hintText() const;     ///< what the tool does next, or what was said last

Q_SIGNALS:
    void proposed(const views::Shape& shape, views::ToolKind tool); ///< a new region
    void changed(QUuid id, const views::Shape& before, const views::Shape& after);
    void removed(QUuid id);
    void selected(QUuid id); ///< by the user; null: none
    void toolChanged(views::ToolKind tool);
    void brushChanged(double diameter); ///< image pixels
    void makingChanged(bool making);
    void statusChanged(); ///< position, zoom or hint

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void marksMoved() override;
    QString speech() const override;

private:
    QSize imageSize() const override { return Canvas::imageSize(); }
    double imagePx(double viewPixels) const override;
    const RegionLayer& regions() const override { return *m_regions; }
    void propose(const Shape& shape) override;
    void change(QUuid id, const Shape& after) override;
    void remove(QUuid id) override;
    void select(QUuid id) override;
    void preview(const Shape& shape) override;
    void previewMoved(QPointF by) override;
    void dropPreview() override;
    void refresh(const QRectF& imagePx) override;
    void say(const QString& speech) override;

    ToolPoint toolPoint(QPointF widgetPx, Qt::KeyboardModifiers modifiers) const;
    ToolPoint cursorPoint(Qt::KeyboardModifiers modifiers) const;
    void useTool(const std::function<void(RegionTool&)>& act);
    void press(const ToolPoint& point, QPointF widgetPx, bool twice);
    bool pressKey(const QKeyEvent& event);
    bool moveCursor(int key, Qt::KeyboardModifiers modifiers);
    void setAtCursor(Qt::KeyboardModifiers modifiers);
    void dropCursor();
    bool escape();
    void chooseTool(ToolKind kind); ///< by the user
    void regionsChanged();
    void paintPointer(QPainter& painter, const Surface& surface) const;
    void updatePointer();
    void updateShape(); ///< of the pointer

    std::shared_ptr<RegionLayer> m_regions;
    ToolKind m_toolKind = ToolKind::Select;
    std::shared_ptr<RegionTool> m_tool; ///< shared: a tool lives on while it is at work
    bool m_editable = true, m_wasMaking = false;
    double m_brushDiameter = 0; ///< 0: not chosen, an image's own size decides
    QString m_said;

    std::optional<QPointF> m_pointer; ///< over the image, image pixels
    std::optional<QPointF> m_cursor;  ///< of the keyboard, image pixels
    bool m_toolPressed = false, m_cursorPressed = false;
    bool m_spaceUsed = false; ///< the held space has panned
    QUuid m_hovered;
    QRect m_pointerPainted; ///< widget pixels
};

} // namespace views
