// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas.h"

#include "views/canvas_accessible.h"
#include "views/number.h"

#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {
namespace {

constexpr double zoomStep = 1.25, wheelNotch = 120, opacityStep = 0.08;
constexpr int clickSlackPx = 3;

void turnGrey(QImage& image, const QRect& part)
{
    const QRect inside = part & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = inside.left(); x <= inside.right(); ++x) {
            const int grey = qGray(line[x]);
            line[x] = qRgb(grey, grey, grey);
        }
    }
}

bool isCanvasKey(int key)
{
    return key == Qt::Key_H || key == Qt::Key_Space || key == Qt::Key_Left || key == Qt::Key_Right
        || key == Qt::Key_Up || key == Qt::Key_Down;
}

} // namespace

Canvas::Canvas(QWidget* parent) : QWidget(parent), m_ownState(new ViewState(this))
{
    installCanvasAccessible();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName("Image");
    m_ownState->setOpacity(theme().mapOpacity);
    setViewState(nullptr);
}

void Canvas::setImage(const QImage& image)
{
    m_photo = Photo(image);
    dropPhoto();
    Q_EMIT imageChanged();
}

void Canvas::setLayers(QList<LayerPointer> layers)
{
    m_layers = std::move(layers);
    dropPicture();
}

void Canvas::layersChanged()
{
    dropPicture();
}

void Canvas::setPatchGrid(PatchGrid grid)
{
    m_grid = std::move(grid);
    m_lastPatch.reset();
}

void Canvas::setViewState(ViewState* state)
{
    if (m_state)
        m_state->disconnect(this);
    m_state = state ? state : m_ownState;
    connect(m_state, &ViewState::viewChanged, this, &Canvas::dropPhoto);
    connect(m_state, &ViewState::looksChanged, this, &Canvas::dropPhoto);
    connect(m_state, &ViewState::marksChanged, this, qOverload<>(&QWidget::update));
    if (m_state != m_ownState) // which is alive as long as the canvas is
        connect(m_state, &QObject::destroyed, this, [this] {
            m_state = nullptr;
            setViewState(nullptr);
        });
    dropPhoto();
}

void Canvas::setDarkGround(bool dark)
{
    if (std::exchange(m_darkGround, dark) != dark)
        dropPhoto();
}

void Canvas::setGreyAllowed(bool allowed)
{
    if (std::exchange(m_greyAllowed, allowed) != allowed)
        dropPhoto();
}

void Canvas::setImageAlignment(Qt::Alignment side)
{
    if (std::exchange(m_imageAlignment, side) != side)
        dropPhoto();
}

void Canvas::setDimmed(double share)
{
    if (std::exchange(m_dimmed, share) != share)
        dropPhoto();
}

void Canvas::setPatchSpeech(std::function<QString(Patch)> speech)
{
    m_speech = std::move(speech);
}

std::optional<Patch> Canvas::currentPatch() const
{
    return m_state->hovered() ? m_grid.patchAt(*m_state->hovered()) : std::nullopt;
}

QString Canvas::currentSpeech() const
{
    const std::optional<Patch> patch = currentPatch();
    QStringList parts;
    if (patch)
        parts << QString("row %1, column %2").arg(patch->row).arg(patch->column);
    if (patch && m_speech) {
        parts << m_speech(*patch);
    } else if (m_state->hovered()) {
        for (const LayerPointer& layer : m_layers)
            for (const Reading& reading : layer->readout(*m_state->hovered()))
                if (reading.name != "patch")
                    parts << QString("%1 %2").arg(reading.name, reading.value).trimmed();
    }
    return spokenNumber(parts.join(", "));
}

const Theme& Canvas::ground() const
{
    return m_darkGround ? Theme::dark() : theme();
}

double Canvas::scale() const
{
    const QSizeF image = m_photo.size();
    if (image.isEmpty())
        return 1;
    const double fit = std::min(width() / image.width(), height() / image.height());
    return std::max(1e-6, fit * m_state->zoom());
}

QTransform Canvas::imageToWidget() const
{
    const double s = scale(), ratio = devicePixelRatioF();
    const QSizeF shown = QSizeF(m_photo.size()) * s;
    const auto offset = [ratio](double room, double length, double centre, double share) {
        const double free = room - length;
        const double at =
            free >= 0 ? free * share : std::clamp(room / 2 - centre * length, free, 0.0);
        return std::round(at * ratio) / ratio;
    };
    const double side = m_imageAlignment & Qt::AlignRight ? 1 : 0.5;
    return QTransform(s, 0, 0, s, offset(width(), shown.width(), m_state->centre().x(), side),
                      offset(height(), shown.height(), m_state->centre().y(), 0.5));
}

QPointF Canvas::toImage(QPointF widgetPx) const
{
    return imageToWidget().inverted().map(widgetPx);
}

QRectF Canvas::shownImage() const
{
    return imageToWidget().mapRect(QRectF(QPointF(), QSizeF(m_photo.size())));
}

Surface Canvas::surface() const
{
    Surface surface;
    surface.image = QRectF(QPointF(), QSizeF(m_photo.size()));
    surface.visible = imageToWidget().inverted().mapRect(QRectF(rect())) & surface.image;
    surface.scale = scale();
    surface.deviceRatio = devicePixelRatioF();
    surface.opacity = m_state->opacity();
    surface.outlineOnly = m_state->outlinesOnly();
    surface.font = studioFont(type::small, 500);
    surface.theme = &ground();
    return surface;
}

void Canvas::dropPhoto()
{
    m_scaledPhoto = {};
    dropPicture();
    Q_EMIT viewMoved();
}

void Canvas::dropPicture()
{
    m_picture = {};
    update();
}

void Canvas::refreshPhoto()
{
    const double ratio = devicePixelRatioF();
    const QSize deviceSize = (QSizeF(size()) * ratio).toSize();
    if (m_scaledPhoto.size() == deviceSize)
        return;
    m_picture = {};
    m_scaledPhoto = QImage(deviceSize, QImage::Format_RGB32);
    m_scaledPhoto.fill(ground().canvas);
    if (m_photo.isNull())
        return;
    const QTransform toDevice = imageToWidget() * QTransform::fromScale(ratio, ratio);
    const QRect source = surface().visible.toAlignedRect() & QRect(QPoint(), m_photo.size());
    const QRect target = toDevice.mapRect(QRectF(source)).toRect(); // edges to the nearest pixel
    QPainter painter(&m_scaledPhoto);
    m_photo.draw(painter, target, source);
    QColor veil = ground().canvas;
    veil.setAlphaF(float(m_dimmed));
    painter.fillRect(target, veil);
    painter.end();
    if (m_greyAllowed && m_state->grey())
        turnGrey(m_scaledPhoto, target);
}

void Canvas::refreshPicture()
{
    refreshPhoto();
    if (!m_picture.isNull())
        return;
    m_picture = m_scaledPhoto;
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    if (m_photo.isNull() || m_state->overlaysHidden() || m_picture.isNull())
        return;
    QPainter painter(&m_picture);
    painter.setTransform(imageToWidget());
    const Surface here = surface();
    for (const LayerPointer& layer : m_layers)
        layer->paint(painter, here);
}

void Canvas::paintEvent(QPaintEvent*)
{
    refreshPicture();
    QPainter painter(this);
    painter.drawImage(QPointF(), m_picture);
    if (!m_photo.isNull() && !m_state->overlaysHidden()) {
        painter.save();
        painter.setTransform(imageToWidget(), true);
        const Surface here = surface();
        for (const LayerPointer& layer : m_layers)
            layer->paintMarks(painter, here, {m_state->hovered(), m_state->pinned()});
        painter.restore();
    }
    if (m_keyboardFocus) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(ground().accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), metric::radiusMark,
                                metric::radiusMark);
    }
}

void Canvas::resizeEvent(QResizeEvent*)
{
    dropPhoto();
}

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

bool Canvas::pressKey(int key, Qt::KeyboardModifiers modifiers)
{
    const QPointF middle = QRectF(rect()).center();
    switch (key) {
    case Qt::Key_Left: movePatch(0, -1); return true;
    case Qt::Key_Right: movePatch(0, 1); return true;
    case Qt::Key_Up: movePatch(-1, 0); return true;
    case Qt::Key_Down: movePatch(1, 0); return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(zoomStep, middle); return true;
    case Qt::Key_Minus: zoomBy(1 / zoomStep, middle); return true;
    case Qt::Key_0: m_state->fit(); return true;
    case Qt::Key_G: m_state->setGrey(!m_state->grey()); return true;
    case Qt::Key_BracketLeft: m_state->setOpacity(m_state->opacity() - opacityStep); return true;
    case Qt::Key_BracketRight: m_state->setOpacity(m_state->opacity() + opacityStep); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const std::optional<Patch> patch = currentPatch())
            Q_EMIT patchActivated(patch->row, patch->column);
        return true;
    case Qt::Key_H:
        if (modifiers & Qt::ShiftModifier)
            m_state->setOutlinesOnly(!m_state->outlinesOnly());
        else
            m_state->setOverlaysHidden(true);
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
    const bool held = event->key() == Qt::Key_H || event->key() == Qt::Key_Space;
    const bool plain =
        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!plain || !((held && event->isAutoRepeat()) || pressKey(event->key(), event->modifiers())))
        QWidget::keyPressEvent(event);
}

void Canvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat())
        return;
    if (event->key() == Qt::Key_H)
        m_state->setOverlaysHidden(false);
    else if (event->key() == Qt::Key_Space)
        m_spaceHeld = false, setCursor(Qt::ArrowCursor);
    else
        QWidget::keyReleaseEvent(event);
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
    m_state->setOverlaysHidden(false); // the release of H goes elsewhere
    QWidget::focusOutEvent(event);
    update();
}

} // namespace views
