// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas.h"

#include "views/canvas_accessible.h"
#include "views/number.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {
namespace {

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
    connect(m_state, &ViewState::marksChanged, this, [this] { marksMoved(); });
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

QString Canvas::speech() const
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

} // namespace views
