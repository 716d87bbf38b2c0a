// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panel.h"

#include "views/panel_body.h"
#include "views/panel_readout.h"
#include "views/panel_title.h"
#include "views/state_card.h"
#include "views/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <utility>

namespace views {
namespace {

using Kind = PanelState::Kind;

constexpr int frameWidth = 2;

} // namespace

Panel::Panel(QWidget* parent)
    : QWidget(parent), m_title(new PanelTitle(this)), m_body(new PanelBody(this)),
      m_readout(new PanelReadout(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(frameWidth, frameWidth, frameWidth, frameWidth);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_body, 1);
    column->addWidget(m_readout);
    setMinimumSize(metric::panelMinWidth, metric::panelMinHeight);

    connect(m_title, &PanelTitle::maximiseClicked, this, &Panel::maximiseRequested);
    connect(m_title, &PanelTitle::menuClicked, this, &Panel::menuRequested);
    connect(m_title, &PanelTitle::badgeClicked, this, &Panel::badgeActivated);
    connect(m_body->card(), &StateCard::buttonClicked, this, &Panel::pressAction);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && isAncestorOf(now))
            Q_EMIT activated();
    });
}

void Panel::setTitle(const QString& method, const QString& subject)
{
    m_title->setTitle(method, subject);
    setAccessibleName(QString("%1, %2").arg(method, subject));
}

void Panel::setBadges(QList<Badge> badges)
{
    m_title->setBadges(std::move(badges));
}

void Panel::setReadout(Readings readings)
{
    m_readout->setReadings(std::move(readings));
}

void Panel::setState(const PanelState& state)
{
    if (m_state == state)
        return;
    m_state = state;
    m_body->setState(state);
    const QString said = QString("%1\n%2").arg(state.heading, state.sentence).trimmed();
    m_readout->setCopyable(state.kind != Kind::Failed    ? QString()
                               : state.details.isEmpty() ? said
                                                         : state.details);
    setAccessibleDescription(said);
}

void Panel::setActive(bool active)
{
    if (std::exchange(m_active, active) != active)
        update();
}

void Panel::setMaximised(bool maximised)
{
    m_maximised = maximised;
    m_title->setMaximised(maximised);
}

void Panel::setNote(const QString& note)
{
    m_body->setNote(note);
}

void Panel::setColourBarVisible(bool visible)
{
    m_body->setColourBarVisible(visible);
}

void Panel::setSideStrip(QWidget* strip)
{
    m_body->setSideStrip(strip);
}

void Panel::setBody(QWidget* body)
{
    m_body->setContent(body);
}

void Panel::setDarkGround(bool dark)
{
    m_body->setDarkGround(dark);
}

void Panel::takeFocus()
{
    m_body->focusTarget()->setFocus(Qt::ShortcutFocusReason);
}

Canvas* Panel::canvas() const
{
    return m_body->canvas();
}

ColourBar* Panel::colourBar() const
{
    return m_body->colourBar();
}

QString Panel::method() const
{
    return m_title->method();
}

const Readings& Panel::readout() const
{
    return m_readout->readings();
}

void Panel::pressAction()
{
    switch (m_state.kind) {
    case Kind::Waiting: Q_EMIT cancelRequested(); break;
    case Kind::Cancelled: Q_EMIT runAgainRequested(); break;
    case Kind::Empty: Q_EMIT emptyActionRequested(); break;
    case Kind::Failed:
    case Kind::NotApplicable: Q_EMIT remedyRequested(); break;
    case Kind::Ready:
    case Kind::NoEvidence:
    case Kind::Stale: break;
    }
}

void Panel::mousePressEvent(QMouseEvent*)
{
    Q_EMIT activated();
}

void Panel::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT menuRequested(event->globalPos());
}

void Panel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().window);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_active) {
        painter.setPen(QPen(theme().accent, frameWidth));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    } else {
        painter.setPen(QPen(theme().line, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 2, 2);
    }
}

} // namespace views
