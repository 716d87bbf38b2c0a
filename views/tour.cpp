// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tour.h"

#include "views/theme.h"
#include "views/tour_card.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

#include <algorithm>

namespace views {
namespace {

constexpr int ring = 3, gap = 14, edge = 12;
constexpr double arrowLength = 8, arrowHalf = 8;
constexpr int scrimAlpha = 112;

/// Beside \p place where there is room, right first; else over its upper right corner.
QRect besides(const QRect& place, QSize card, const QRect& window)
{
    const QRect room = window.adjusted(edge, edge, -edge, -edge);
    const int middleX = place.center().x() - card.width() / 2;
    const int middleY = place.center().y() - card.height() / 2;
    const QPoint tries[] = {{place.right() + 1 + gap, middleY},
                            {place.left() - gap - card.width(), middleY},
                            {middleX, place.bottom() + 1 + gap},
                            {middleX, place.top() - gap - card.height()}};
    for (const QPoint& corner : tries) {
        QRect at(corner, card);
        at.moveLeft(std::clamp(at.left(), room.left(),
                               std::max(room.left(), room.right() + 1 - card.width())));
        at.moveTop(std::clamp(at.top(), room.top(),
                              std::max(room.top(), room.bottom() + 1 - card.height())));
        if (!at.intersects(place))
            return at;
    }
    return QRect(QPoint(place.right() + 1 - card.width() - gap, place.top() + gap), card);
}

/// From the card to what it speaks of; empty where it stands over it.
QPolygonF arrow(const QRectF& card, const QRectF& place)
{
    const auto between = [](double low, double high, double at) {
        return std::clamp(at, low + arrowHalf + metric::radiusOverlay,
                          high - arrowHalf - metric::radiusOverlay);
    };
    const double y = between(card.top(), card.bottom(), place.center().y());
    const double x = between(card.left(), card.right(), place.center().x());
    if (card.left() >= place.right())
        return {{{card.left() + 1, y - arrowHalf},
                 {card.left() - arrowLength, y},
                 {card.left() + 1, y + arrowHalf}}};
    if (card.right() <= place.left())
        return {{{card.right() - 1, y - arrowHalf},
                 {card.right() + arrowLength, y},
                 {card.right() - 1, y + arrowHalf}}};
    if (card.top() >= place.bottom())
        return {{{x - arrowHalf, card.top() + 1},
                 {x, card.top() - arrowLength},
                 {x + arrowHalf, card.top() + 1}}};
    if (card.bottom() <= place.top())
        return {{{x - arrowHalf, card.bottom() - 1},
                 {x, card.bottom() + arrowLength},
                 {x + arrowHalf, card.bottom() - 1}}};
    return {};
}

} // namespace

Tour::Tour(QWidget* over) : QWidget(over), m_card(new TourCard(this))
{
    hide();
    setAccessibleName(tr("Tour"));
    over->installEventFilter(this);
    for (QPushButton* button : m_card->buttons())
        button->installEventFilter(this);
    connect(m_card, &TourCard::nextChosen, this, [this] { go(m_step + 1); });
    connect(m_card, &TourCard::backChosen, this, [this] { go(m_step - 1); });
    connect(m_card, &TourCard::skipChosen, this, [this] { end(false); });
}

void Tour::start(QList<TourStep> steps)
{
    if (steps.isEmpty())
        return;
    m_before = QApplication::focusWidget();
    m_steps = std::move(steps);
    show();
    raise();
    go(0);
}

void Tour::go(int step)
{
    if (step >= count())
        return end(true);
    m_step = std::max(step, 0);
    const TourStep& shown = m_steps[m_step];
    m_card->setStep(shown.title, shown.text, m_step, count());
    settle();
    m_card->buttons().first()->setFocus(Qt::TabFocusReason);
}

void Tour::end(bool whole)
{
    if (m_step < 0)
        return;
    m_step = -1;
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    Q_EMIT finished(whole);
}

QRect Tour::place() const
{
    const QPointer<QWidget> at = m_steps.value(m_step).at;
    if (!at || !at->isVisible())
        return {};
    return QRect(at->mapTo(parentWidget(), QPoint()), at->size()) & parentWidget()->rect();
}

QRect Tour::cardPlace() const
{
    return m_card->geometry();
}

void Tour::settle()
{
    setGeometry(parentWidget()->rect());
    const QRect spoken = place();
    QRect at(QPoint(), m_card->size());
    if (spoken.isNull())
        at.moveCenter(rect().center());
    else
        at = besides(spoken.adjusted(-ring, -ring, ring, ring), at.size(), rect());
    m_card->setGeometry(at);
    update();
}

void Tour::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect spoken = place();
    const QRectF bright =
        QRectF(spoken).adjusted(-ring, -ring, ring, ring) & QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath dim;
    dim.addRect(rect());
    if (!spoken.isNull())
        dim.addRoundedRect(bright, metric::radiusCard, metric::radiusCard);
    painter.fillPath(dim, QColor(0, 0, 0, scrimAlpha));
    if (spoken.isNull())
        return;
    painter.setPen(QPen(look.accent, 2));
    painter.drawRoundedRect(bright, metric::radiusCard, metric::radiusCard);
    painter.setPen(QPen(look.control, 1));
    painter.setBrush(look.raised);
    painter.drawPolygon(arrow(m_card->geometry(), bright));
}

bool Tour::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // no shortcut of the window under the call-outs
        return true;
    }
    return QWidget::event(event);
}

bool Tour::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && watched != parentWidget()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) { // a button would pass on the focus
            go(m_step + (key == Qt::Key_Left ? -1 : 1));
            return true;
        }
    }
    const bool moves = event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest
        || event->type() == QEvent::PaletteChange;
    if (watched == parentWidget() && moves && m_step >= 0)
        QMetaObject::invokeMethod( // after the window's own layout
            this,
            [this] {
                if (m_step >= 0)
                    settle();
            },
            Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

bool Tour::focusNextPrevChild(bool next)
{
    if (m_step < 0) // it is being hidden
        return QWidget::focusNextPrevChild(next);
    QList<QPushButton*> shown;
    for (QPushButton* button : m_card->buttons())
        if (button->isVisible())
            shown << button;
    const qsizetype now = shown.indexOf(qobject_cast<QPushButton*>(QApplication::focusWidget()));
    shown[(now + (next ? 1 : shown.size() - 1)) % shown.size()]->setFocus(
        next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void Tour::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        end(false); // the rest stays here
}

} // namespace views
