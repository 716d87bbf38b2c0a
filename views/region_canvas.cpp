// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_canvas.h"

#include "views/canvas_accessible.h"
#include "views/number.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {
namespace {

constexpr double brushOfImage = 1.0 / 24, brushStep = 1.15; // of the longer side; a key's step
constexpr double crossReach = 9;                            // of the keyboard's cursor, view pixels

} // namespace

RegionCanvas::RegionCanvas(QWidget* parent)
    : Canvas(parent), m_regions(std::make_shared<RegionLayer>()),
      m_tool(makeTool(ToolKind::Select, *this))
{
    setAccessibleName("Image with regions");
    setGreyAllowed(false); // there is no map to be seen against
    setLayersBelow({});
    connect(this, &Canvas::imageChanged, this, [this] {
        cancelShape();
        dropCursor();
        m_pointer.reset();
    });
    connect(this, &Canvas::viewMoved, this, &RegionCanvas::statusChanged);
}

RegionCanvas::~RegionCanvas() = default;

void RegionCanvas::setRegions(const QList<Region>& regions)
{
    m_regions->setRegions(regions);
    regionsChanged();
}

void RegionCanvas::setRegion(const Region& region)
{
    m_regions->setRegion(region);
    regionsChanged();
}

void RegionCanvas::removeRegion(QUuid id)
{
    m_regions->removeRegion(id);
    regionsChanged();
}

void RegionCanvas::regionsChanged()
{
    layersChanged();
    Q_EMIT statusChanged();
}

void RegionCanvas::setLayersBelow(QList<LayerPointer> layers)
{
    setLayers(layers << m_regions);
}

void RegionCanvas::setCurrentRegion(QUuid id)
{
    if (id == m_regions->current())
        return;
    cancelShape();
    m_regions->setCurrent(id);
    regionsChanged();
}

void RegionCanvas::setTool(ToolKind kind)
{
    if (kind == m_toolKind)
        return;
    cancelShape();
    m_toolPressed = m_cursorPressed = false;
    m_toolKind = kind;
    m_tool = makeTool(kind, *this);
    m_said.clear();
    m_regions->setHandlesShown(kind == ToolKind::Select && m_editable);
    updateShape();
    update();
    Q_EMIT toolChanged(kind);
    Q_EMIT statusChanged();
}

void RegionCanvas::chooseTool(ToolKind kind)
{
    setTool(kind);
    say(m_tool->hint());
}

void RegionCanvas::setEditable(bool editable)
{
    if (std::exchange(m_editable, editable) == editable)
        return;
    if (!editable)
        cancelShape();
    m_regions->setHandlesShown(m_toolKind == ToolKind::Select && editable);
    update();
}

double RegionCanvas::brushDiameter() const
{
    const QSize image = Canvas::imageSize();
    const double own =
        std::max(1.0, std::round(brushOfImage * std::max(image.width(), image.height())));
    return m_brushDiameter > 0 ? m_brushDiameter : own;
}

void RegionCanvas::setBrushDiameter(double imagePx)
{
    const QSize image = Canvas::imageSize();
    const double most = std::max({64, image.width(), image.height()});
    m_brushDiameter = std::clamp(imagePx, 1.0, most);
    updatePointer();
    Q_EMIT brushChanged(m_brushDiameter);
    Q_EMIT statusChanged();
}

void RegionCanvas::stepBrush(int steps)
{
    const double now = brushDiameter();
    double next = std::round(now * std::pow(brushStep, steps));
    if (next == now)
        next += steps > 0 ? 1 : -1;
    setBrushDiameter(next);
    say(QString("Brush of %1 pixels").arg(number(brushDiameter())));
}

bool RegionCanvas::isMaking() const
{
    return m_tool->making();
}

bool RegionCanvas::undoInside()
{
    bool undone = false;
    useTool([&](RegionTool& tool) { undone = tool.undoPoint(); });
    if (!m_tool->making())
        m_toolPressed = m_cursorPressed = false;
    return undone;
}

void RegionCanvas::cancelShape()
{
    m_toolPressed = m_cursorPressed = false;
    if (isMaking())
        useTool([](RegionTool& tool) { tool.cancel(); });
}

bool RegionCanvas::removeCurrent()
{
    const Region* region = m_regions->region(m_regions->current());
    if (!region || region->fixed || !m_editable)
        return false;
    cancelShape();
    Q_EMIT removed(m_regions->current());
    return true;
}

QString RegionCanvas::positionText() const
{
    const std::optional<QPointF> at = m_cursor ? m_cursor : m_pointer;
    return at ? QString("x %1  y %2").arg(int(at->x())).arg(int(at->y())) : QString();
}

QString RegionCanvas::zoomText() const
{
    return Canvas::imageSize().isEmpty() ? QString() : "Zoom " + percent(surface().scale);
}

QString RegionCanvas::hintText() const
{
    return m_said.isEmpty() ? m_tool->hint() : m_said;
}

QString RegionCanvas::speech() const
{
    QStringList parts;
    if (!m_said.isEmpty())
        parts << m_said;
    if (const std::optional<QPointF> at = m_cursor ? m_cursor : m_pointer) {
        parts << QString("x %1, y %2").arg(int(at->x())).arg(int(at->y()));
        for (const Reading& reading : m_regions->readout(*at))
            parts << reading.name + ' ' + reading.value;
    }
    return spokenNumber(parts.join(", "));
}

void RegionCanvas::useTool(const std::function<void(RegionTool&)>& act)
{
    const std::shared_ptr<RegionTool> tool = m_tool; // what it asks for can choose another one
    act(*tool);
    if (std::exchange(m_wasMaking, m_tool->making()) != m_tool->making())
        Q_EMIT makingChanged(m_wasMaking);
    updatePointer();
    Q_EMIT statusChanged();
}

double RegionCanvas::imagePx(double viewPixels) const
{
    return surface().px(viewPixels);
}

void RegionCanvas::propose(const Shape& shape)
{
    const std::optional<Shape> made = fitted(shape, Canvas::imageSize());
    if (!made || !m_editable) {
        say(m_editable ? "Nothing was made: the shape is empty" : "Locked: nothing was made");
        return;
    }
    say(describe(*made) + " made");
    Q_EMIT proposed(*made, m_toolKind);
}

void RegionCanvas::change(QUuid id, const Shape& after)
{
    const Region* region = m_regions->region(id);
    if (!region || region->fixed || !m_editable)
        return;
    const Shape before = region->shape;
    const std::optional<Shape> made = fitted(after, Canvas::imageSize());
    if (made && *made != before) {
        say(describe(*made));
        Q_EMIT changed(id, before, *made);
    } else if (!made && std::holds_alternative<MaskRuns>(before)) { // all of it is erased
        say("The mask is empty and goes");
        Q_EMIT removed(id);
    } else if (!made) {
        say("Nothing was changed: the shape would be empty");
    }
}

void RegionCanvas::remove(QUuid id)
{
    if (m_editable && m_regions->region(id))
        Q_EMIT removed(id);
}

void RegionCanvas::select(QUuid id)
{
    if (id == m_regions->current())
        return;
    m_regions->setCurrent(id);
    regionsChanged();
    Q_EMIT selected(id);
}

void RegionCanvas::preview(const Shape& shape)
{
    m_regions->setPreview(shape);
    update();
}

void RegionCanvas::previewMoved(QPointF by)
{
    m_regions->setPreviewMoved(by);
    update();
}

void RegionCanvas::dropPreview()
{
    if (m_regions->hasPreview())
        update();
    m_regions->setPreview({});
}

void RegionCanvas::refresh(const QRectF& imagePx)
{
    if (imagePx.isNull())
        update();
    else
        update(imageToWidget().mapRect(imagePx).toAlignedRect().adjusted(-6, -6, 6, 6));
}

void RegionCanvas::say(const QString& text)
{
    m_said = text;
    announce(this, currentSpeech());
    Q_EMIT statusChanged();
}

void RegionCanvas::paintEvent(QPaintEvent* event)
{
    Canvas::paintEvent(event);
    if (Canvas::imageSize().isEmpty() || viewState()->overlaysHidden())
        return;
    QPainter painter(this);
    painter.setTransform(imageToWidget(), true);
    const Surface here = surface();
    m_tool->paint(painter, here);
    paintPointer(painter, here);
}

void RegionCanvas::paintPointer(QPainter& painter, const Surface& surface) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const std::optional<QPointF> at = m_cursor ? m_cursor : m_pointer;
    if (!at)
        return;
    const double radius = brushDiameter() / 2, reach = surface.px(crossReach);
    for (const auto& [ink, width] : {std::pair(onImage::casing, 3.5), {onImage::line, 1.5}}) {
        painter.setPen(QPen(ink, surface.px(width)));
        if (m_tool->hasRing() && m_editable)
            painter.drawEllipse(*at, radius, radius);
        if (!m_cursor)
            continue;
        painter.drawLine(*m_cursor - QPointF(reach, 0), *m_cursor + QPointF(reach, 0));
        painter.drawLine(*m_cursor - QPointF(0, reach), *m_cursor + QPointF(0, reach));
    }
}

void RegionCanvas::updatePointer()
{
    const std::optional<QPointF> at = m_cursor ? m_cursor : m_pointer;
    QRect place;
    if (at) {
        const double reach =
            std::max(m_tool->hasRing() ? brushDiameter() / 2 : 0, imagePx(crossReach));
        place = imageToWidget()
                    .mapRect(QRectF(*at, QSizeF(0, 0)).adjusted(-reach, -reach, reach, reach))
                    .toAlignedRect()
                    .adjusted(-4, -4, 4, 4);
    }
    if (m_tool->hasRing() || m_cursor || !m_pointerPainted.isNull()) {
        update(m_pointerPainted);
        update(place);
    }
    m_pointerPainted = m_tool->hasRing() || m_cursor ? place : QRect();
}

void RegionCanvas::marksMoved()
{
    // A plate shows where the pointer meets a region; elsewhere there is nothing new to paint.
    const std::optional<QPointF> hovered = viewState()->hovered();
    const QUuid region = hovered ? m_regions->hitTest(*hovered, imagePx(4)).id : QUuid();
    if (std::exchange(m_hovered, region) != region)
        update();
}

} // namespace views
