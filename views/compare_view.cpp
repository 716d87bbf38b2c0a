// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare_view.h"

#include "views/canvas.h"
#include "views/canvas_accessible.h"
#include "views/marks.h"
#include "views/motion.h"
#include "views/number.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr int grip = 24, line = 9, inset = 8;
constexpr double keyStep = 0.02, largeKeyStep = 0.1;

} // namespace

/// The line between both pictures where it can be taken.
class CompareView::Handle final : public QWidget {
public:
    explicit Handle(CompareView* view) : QWidget(view->m_canvas), m_view(view)
    {
        setCursor(Qt::SplitHCursor);
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(CompareView::tr("Line between the pinned result and this one"));
        hide();
    }

    void place(double x, int height)
    {
        setGeometry(int(std::round(x)) - grip / 2, 0, grip, height);
        const QRect knob(0, (height - grip) / 2, grip, grip);
        setMask(QRegion((grip - line) / 2, 0, line, height) + QRegion(knob));
        setAccessibleDescription(percent(m_view->share()));
        raise();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(QRectF(grip / 2.0 - 2, 0, 4, height()), onImage::casing);
        painter.fillRect(QRectF(grip / 2.0 - 1, 0, 2, height()), onImage::line);
        const QRectF knob(1, (height() - grip) / 2.0 + 1, grip - 2, grip - 2);
        painter.setPen(QPen(hasKeyboardFocus(this) ? Theme::dark().accent : onImage::line, 2));
        painter.setBrush(onImage::plate);
        painter.drawEllipse(knob);
        painter.setPen(QPen(onImage::plateText, 1.75));
        for (const int side : {-1, 1}) {
            const QPointF tip = knob.center() + QPointF(side * 6, 0);
            painter.drawLine(tip, tip + QPointF(-side * 3, -3));
            painter.drawLine(tip, tip + QPointF(-side * 3, 3));
        }
    }

    void mousePressEvent(QMouseEvent* event) override { event->accept(); }

    void mouseMoveEvent(QMouseEvent* event) override
    {
        const Canvas* canvas = m_view->m_canvas;
        const double x = canvas->mapFromGlobal(event->globalPosition()).x();
        const double width = canvas->imageSize().width();
        if (width > 0)
            m_view->setShare(canvas->toImage({x, 0}).x() / width);
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        const int by = (event->key() == Qt::Key_Right) - (event->key() == Qt::Key_Left);
        const bool isLarge = event->modifiers() & Qt::ShiftModifier;
        if (by) {
            m_view->setShare(m_view->share() + by * (isLarge ? largeKeyStep : keyStep));
            announce(this, spokenNumber(percent(m_view->share())));
        } else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
            m_view->setShare(event->key() == Qt::Key_End);
        } else {
            QWidget::keyPressEvent(event);
        }
    }

    void focusInEvent(QFocusEvent* event) override
    {
        QWidget::focusInEvent(event);
        update();
    }

    void focusOutEvent(QFocusEvent* event) override
    {
        QWidget::focusOutEvent(event);
        update();
    }

private:
    CompareView* m_view;
};

CompareMode nextOf(CompareMode mode)
{
    switch (mode) {
    case CompareMode::Off: return CompareMode::Difference;
    case CompareMode::Difference: return CompareMode::Swipe;
    case CompareMode::Swipe: return CompareMode::Blink;
    case CompareMode::Blink: break;
    }
    return CompareMode::Off;
}

CompareView::CompareView(Canvas* canvas)
    : QWidget(canvas), m_canvas(canvas), m_handle(new Handle(this))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    m_clock.setInterval(blinkMs / 2);
    connect(&m_clock, &QTimer::timeout, this, &CompareView::flip);
    connect(canvas, &Canvas::viewMoved, this, &CompareView::follow);
    connect(canvas, &Canvas::imageChanged, this, &CompareView::follow);
    canvas->installEventFilter(this);
}

void CompareView::setReference(Reference reference)
{
    m_reference = std::move(reference);
    m_photo = Photo(m_reference.image);
    follow();
}

void CompareView::setName(const QString& name)
{
    m_name = name;
    setAccessibleName(label());
    update();
}

void CompareView::setMode(CompareMode mode)
{
    m_mode = mode;
    m_flipped = mode == CompareMode::Blink;
    if (mode == CompareMode::Blink && !reducesMotion())
        m_clock.start();
    else
        m_clock.stop();
    setVisible(mode != CompareMode::Off);
    m_handle->setVisible(mode == CompareMode::Swipe);
    setAccessibleName(label());
    follow();
}

void CompareView::setShare(double share)
{
    m_share = std::clamp(share, 0.0, 1.0);
    m_handle->place(lineX(), height());
    update();
}

void CompareView::flip()
{
    if (m_mode != CompareMode::Blink)
        return;
    m_flipped = !m_flipped;
    setAccessibleName(label());
    update();
}

QString CompareView::label() const
{
    switch (m_mode) {
    case CompareMode::Off: return {};
    case CompareMode::Difference: return QString(m_name).replace('\n', ", ");
    case CompareMode::Swipe: return tr("left: pinned %1; right: %2").arg(m_reference.name, m_name);
    case CompareMode::Blink: return m_flipped ? tr("pinned: %1").arg(m_reference.name) : m_name;
    }
    return {};
}

bool CompareView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        follow();
    return QWidget::eventFilter(watched, event);
}

void CompareView::follow()
{
    m_picture = {};
    if (m_mode == CompareMode::Off)
        return;
    setGeometry(m_canvas->rect());
    raise();
    m_handle->place(lineX(), height());
    update();
}

double CompareView::lineX() const
{
    const QRectF shown = m_canvas->shownImage();
    return std::clamp(shown.left() + m_share * shown.width(), 0.0, double(width()));
}

void CompareView::refreshPicture()
{
    const double ratio = devicePixelRatioF();
    const QSize deviceSize = (QSizeF(size()) * ratio).toSize();
    if (m_picture.size() == deviceSize)
        return;
    const Surface surface = m_canvas->surface();
    m_picture = QImage(deviceSize, QImage::Format_RGB32);
    m_picture.fill(surface.theme->canvas);
    const QTransform toDevice = m_canvas->imageToWidget() * QTransform::fromScale(ratio, ratio);
    const QRect source = surface.visible.toAlignedRect() & QRect(QPoint(), m_photo.size());
    {
        QPainter painter(&m_picture);
        m_photo.draw(painter, toDevice.mapRect(QRectF(source)).toRect(), source);
    }
    if (m_reference.grey && m_canvas->viewState()->grey())
        m_picture = m_picture.convertToFormat(QImage::Format_Grayscale8)
                        .convertToFormat(QImage::Format_RGB32);
    m_picture.setDevicePixelRatio(ratio);
    if (m_canvas->viewState()->overlaysHidden())
        return;
    QPainter painter(&m_picture);
    painter.setTransform(m_canvas->imageToWidget());
    for (const LayerPointer& layer : m_reference.layers)
        layer->paint(painter, surface);
}

void CompareView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF shown = m_canvas->shownImage() & QRectF(rect());
    const bool covers = m_mode == CompareMode::Blink && m_flipped;
    if (m_mode == CompareMode::Swipe || covers) {
        refreshPicture();
        QRectF part(rect());
        if (m_mode == CompareMode::Swipe)
            part.setRight(lineX());
        painter.setClipRect(part);
        painter.drawImage(QPointF(), m_picture);
        if (!m_canvas->viewState()->overlaysHidden()) {
            painter.save();
            painter.setTransform(m_canvas->imageToWidget(), true);
            const views::ViewState& state = *m_canvas->viewState();
            for (const LayerPointer& layer : m_reference.layers)
                layer->paintMarks(painter, m_canvas->surface(), {state.hovered(), state.pinned()});
            painter.restore();
        }
        painter.setClipping(false);
    }
    paintLabels(painter, shown.isEmpty() ? QRectF(rect()) : shown);
}

void CompareView::paintLabels(QPainter& painter, const QRectF& shown) const
{
    const QFont font = studioFont(type::small, 500);
    const QFontMetricsF metrics(font);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    const auto plate = [&](const QString& text, double left, double right, bool atRight) {
        if (right - left < 3 * inset || text.isEmpty())
            return;
        QStringList lines = text.split('\n');
        double wanted = 0;
        for (const QString& line : lines)
            wanted = std::max(wanted, metrics.horizontalAdvance(line) + 2 * inset);
        const double width = std::min(right - left - 2 * inset, wanted);
        for (QString& line : lines)
            line = metrics.elidedText(line, Qt::ElideRight, width - inset);
        const QRectF box(atRight ? right - inset - width : left + inset, shown.top() + inset, width,
                         4 + 16.0 * double(lines.size()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(onImage::plate);
        painter.drawRoundedRect(box, metric::radiusMark, metric::radiusMark);
        painter.setPen(onImage::plateText);
        painter.drawText(box, Qt::AlignCenter, lines.join('\n'));
    };
    if (m_mode == CompareMode::Swipe) {
        plate(tr("pinned:\n%1").arg(m_reference.name), shown.left(), lineX(), false);
        plate(m_name, lineX(), shown.right(), true);
    } else {
        plate(m_mode == CompareMode::Difference ? m_name : label(), shown.left(), shown.right(),
              false);
    }
}

} // namespace views
