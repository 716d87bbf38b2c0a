// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/empty_state.h"

#include "views/icon.h"
#include "views/start_buttons.h"
#include "views/theme.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QVBoxLayout>

namespace views {
namespace {

constexpr int iconSide = 36, gap = 24;

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), m_heading(new QLabel), m_sentence(new QLabel), m_rule(new QWidget),
      m_cards(new QHBoxLayout)
{
    setAcceptDrops(true);
    setAccessibleName("Begin");
    m_heading->setFont(studioFont(type::heading, 600));
    m_heading->setAlignment(Qt::AlignCenter);
    m_sentence->setFont(studioFont(type::base));
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    auto* open = new StartButton("folder-open", "Open…", "Ctrl+O", true);
    auto* paste = new StartButton("clipboard-paste", "Paste", "Ctrl+V", false);
    connect(open, &QAbstractButton::clicked, this, &EmptyState::openRequested);
    connect(paste, &QAbstractButton::clicked, this, &EmptyState::pasteRequested);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metric::space1);
    buttons->addStretch(1);
    buttons->addWidget(open);
    buttons->addWidget(paste);
    buttons->addStretch(1);
    m_cards->setSpacing(metric::space3);
    m_rule->setFixedSize(560, 1);
    auto* cards = new QHBoxLayout;
    cards->addStretch(1);
    cards->addLayout(m_cards);
    cards->addStretch(1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gap + 8, gap, gap + 8, gap);
    column->setSpacing(0);
    column->addStretch(3);
    column->addSpacing(iconSide + 12); // the icon is painted
    column->addWidget(m_heading);
    column->addSpacing(metric::space2);
    column->addWidget(m_sentence);
    column->addSpacing(metric::space4);
    column->addLayout(buttons);
    column->addSpacing(metric::space5 + 6);
    column->addWidget(m_rule, 0, Qt::AlignHCenter);
    column->addSpacing(metric::space5);
    column->addLayout(cards);
    column->addStretch(4);
    setHeading(
        "Drop an image here",
        "Then type what it should show. Photos and radiographs; a folder of them works too.");
    setCards({});
}

void EmptyState::setHeading(const QString& heading, const QString& sentence)
{
    m_heading->setText(heading);
    m_sentence->setText(sentence);
}

void EmptyState::setCards(QList<StartCard> cards)
{
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const StartCard& card : std::as_const(cards)) {
        auto* button = new CardButton(card);
        connect(button, &QAbstractButton::clicked, this,
                [this, id = card.id] { Q_EMIT cardChosen(id); });
        m_cards->addWidget(button);
    }
    m_rule->setVisible(!cards.isEmpty());
}

void EmptyState::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF zone = QRectF(rect()).adjusted(16, 16, -16, -16);
    QPen outline(m_dragging ? look.accent : look.control, m_dragging ? 2 : 1);
    if (!m_dragging)
        outline.setDashPattern({4, 3});
    painter.setPen(outline);
    painter.setBrush(look.surface);
    painter.drawRoundedRect(zone, metric::radiusOverlay, metric::radiusOverlay);
    paintIcon(
        painter,
        QRectF(width() / 2.0 - iconSide / 2.0, m_heading->y() - iconSide - 12, iconSide, iconSide),
        m_dragging ? "image-plus" : "image", m_dragging ? look.accent : look.text3);
    if (!m_rule->isHidden())
        painter.fillRect(m_rule->geometry(), look.line);
}

void EmptyState::setDragging(bool dragging)
{
    m_dragging = dragging;
    update();
}

void EmptyState::dragEnterEvent(QDragEnterEvent* event)
{
    const QMimeData* mime = event->mimeData();
    if (!mime->hasUrls() && !mime->hasImage())
        return;
    event->acceptProposedAction();
    setDragging(true);
}

void EmptyState::dragLeaveEvent(QDragLeaveEvent*)
{
    setDragging(false);
}

void EmptyState::dropEvent(QDropEvent* event)
{
    setDragging(false);
    event->acceptProposedAction();
    Q_EMIT dropped(event->mimeData());
}

} // namespace views
