// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panel_body.h"

#include "views/canvas.h"
#include "views/colour_bar.h"
#include "views/icon.h"
#include "views/state_card.h"

#include <QFontMetrics>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace views {
namespace {

using Kind = PanelState::Kind;

constexpr double waitingDim = 0.62;
constexpr int staleProgress = 3, plateInset = 10;

QString orElse(const QString& text, const char* other)
{
    return text.isEmpty() ? QString(other) : text;
}

// A line of text with an icon on a plate.
struct Plate {
    QString icon, text;
    QColor ink = onImage::plateText;
    bool isDashed = false;

    QSize size() const
    {
        const int words = QFontMetrics(studioFont(fontSize())).horizontalAdvance(text);
        return {words + 2 * metric::space2 + (icon.isEmpty() ? 0 : iconSize::inlined + 5),
                isDashed ? 20 : 26};
    }
    int fontSize() const { return isDashed ? type::small : type::dense; }

    void paint(QPainter& painter, const QRectF& box) const
    {
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(ink, 1);
        pen.setDashPattern({3, 2});
        painter.setPen(isDashed ? pen : QPen(Qt::NoPen));
        painter.setBrush(onImage::plate);
        const double radius = isDashed ? box.height() / 2 : metric::radiusControl;
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        QRectF inside = box.adjusted(metric::space2, 0, -metric::space2, 0);
        if (!icon.isEmpty()) {
            const double side = isDashed ? iconSize::small : iconSize::inlined;
            paintIcon(painter, {inside.left(), box.center().y() - side / 2, side, side}, icon, ink);
            inside.setLeft(inside.left() + side + 5);
        }
        painter.setFont(studioFont(fontSize()));
        painter.setPen(ink);
        painter.drawText(
            inside, Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, int(inside.width() + 1)));
    }
};

// Over the canvas: progress of a stale result, and plates for as long as they hold.
class Plates final : public QWidget {
public:
    explicit Plates(PanelBody* body) : QWidget(body), m_body(body)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const PanelState& state = m_body->state();
        if (state.kind == Kind::Stale) {
            painter.fillRect(QRectF(0, 0, width(), staleProgress), Theme::dark().line);
            painter.fillRect(
                QRectF(0, 0, width() * std::clamp(state.progress, 0.0, 1.0), staleProgress),
                Theme::dark().accentFill);
            const Plate plate{orElse(state.icon, "refresh-cw"),
                              orElse(state.heading, "of the text before"), Theme::dark().caution,
                              true};
            plate.paint(painter, place(plate, Qt::AlignTop));
        }
        if (state.kind == Kind::NoEvidence) {
            const Plate plate{orElse(state.icon, "ban"), orElse(state.heading, "No evidence")};
            plate.paint(painter, place(plate, Qt::AlignBottom));
        }
        if (!m_body->note().isEmpty()) {
            const Plate plate{{}, m_body->note()};
            plate.paint(painter, place(plate, Qt::AlignTop | Qt::AlignHCenter));
        }
    }

private:
    QRectF place(const Plate& plate, Qt::Alignment side) const
    {
        const QRectF image = m_body->canvas()->isVisible()
            ? m_body->canvas()->shownImage().intersected(QRectF(m_body->canvas()->rect()))
            : QRectF(rect());
        const QSize size = plate.size().boundedTo({width() - 2 * metric::space1, height()});
        double x = image.left() + plateInset;
        if (side & Qt::AlignHCenter)
            x = image.center().x() - size.width() / 2.0;
        x = std::clamp(x, double(metric::space1),
                       std::max(double(metric::space1), double(width() - size.width() - 4)));
        const double y = side & Qt::AlignTop ? staleProgress + 6.0
                                             : height() - size.height() - double(plateInset);
        return {std::round(x), y, double(size.width()), double(size.height())};
    }

    PanelBody* m_body;
};

} // namespace

PanelBody::PanelBody(QWidget* parent)
    : QWidget(parent), m_canvas(new Canvas(this)), m_colourBar(new ColourBar(this)),
      m_plates(new Plates(this)), m_card(new StateCard(this))
{
    m_card->hide();
    connect(m_canvas, &Canvas::imageChanged, this, &PanelBody::layOut);
    connect(m_canvas, &Canvas::viewMoved, m_plates, qOverload<>(&QWidget::update));
}

void PanelBody::setColourBarVisible(bool visible)
{
    m_barWanted = visible;
    layOut();
}

void PanelBody::setSideStrip(QWidget* strip)
{
    if (m_strip && m_strip != strip)
        m_strip->deleteLater();
    m_strip = strip;
    if (m_strip)
        m_strip->setParent(this);
    layOut();
}

void PanelBody::setContent(QWidget* content)
{
    if (m_content && m_content != content)
        m_content->deleteLater();
    m_content = content;
    if (m_content)
        m_content->setParent(this);
    layOut();
}

void PanelBody::setDarkGround(bool dark)
{
    m_darkGround = dark;
    m_canvas->setDarkGround(dark);
    m_colourBar->setDarkGround(dark);
    m_card->setDarkGround(dark);
    update();
}

void PanelBody::setState(const PanelState& state)
{
    m_state = state;
    m_colourBar->setStale(state.kind == Kind::Stale);
    m_card->setState(state);
    layOut();
}

void PanelBody::setNote(const QString& note)
{
    m_note = note;
    m_plates->update();
}

QWidget* PanelBody::focusTarget() const
{
    return m_content ? m_content.data() : m_canvas;
}

void PanelBody::layOut()
{
    const bool isCanvas = !m_content;
    // While something is awaited or missing the image stays in sight: a person may be describing
    // it.
    const bool overImage = m_state.kind == Kind::Waiting
        || (m_state.kind == Kind::Empty && isCanvas && !m_canvas->imageSize().isEmpty());
    const bool covered = hasCard(m_state.kind) && !overImage;
    m_card->setOverImage(overImage);
    m_canvas->setDimmed(m_state.kind == Kind::Waiting ? waitingDim : 0);
    const bool hasBar = isCanvas && m_barWanted && !overImage && !covered;
    const int bar = hasBar ? metric::colourBar : 0;

    // The image's width where it is as high as the body; what is left may hold the side strip.
    const QSize image = m_canvas->imageSize();
    const int fitted = image.isEmpty()
        ? width() - bar
        : int(std::ceil(
            std::min(double(width() - bar), height() * double(image.width()) / image.height())));
    int rest = width() - bar - fitted;
    const bool hasStrip = isCanvas && m_strip && rest >= metric::sideStripMin && !covered;
    const int strip = hasStrip ? std::min(rest, metric::sideStripMax) : 0;
    rest -= strip;

    // Image, bar and strip stand together in the middle; the canvas takes the room at its left too.
    const int right = hasBar ? rest / 2 : 0;
    const int canvasWidth = width() - bar - strip - right;
    m_canvas->setImageAlignment(hasBar ? Qt::AlignRight : Qt::AlignHCenter);
    m_canvas->setGeometry(0, 0, canvasWidth, height());
    m_colourBar->setGeometry(canvasWidth, 0, bar, height());
    m_canvas->setVisible(isCanvas && !covered);
    m_colourBar->setVisible(hasBar);
    if (m_strip) {
        m_strip->setGeometry(width() - strip, 0, strip, height());
        m_strip->setVisible(hasStrip);
    }
    if (m_content) {
        m_content->setGeometry(rect());
        m_content->setVisible(!covered);
    }
    m_plates->setGeometry(rect());
    m_plates->raise();
    m_card->setGeometry(rect());
    m_card->raise();
    m_plates->update();
    update();
}

void PanelBody::resizeEvent(QResizeEvent*)
{
    layOut();
}

void PanelBody::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), (m_darkGround ? Theme::dark() : theme()).canvas);
}

} // namespace views
