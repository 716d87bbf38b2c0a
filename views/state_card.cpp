// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/state_card.h"

#include "views/icon.h"
#include "views/key_button.h"
#include "views/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QVBoxLayout>

namespace views {
namespace {

using Kind = PanelState::Kind;

struct CardLook {
    const char* icon = "";
    QColor Theme::*ink = &Theme::text; ///< of icon and heading
    const char* action = "";
    const char* actionIcon = "";
    const char* actionKey = "";
};

CardLook lookOf(Kind kind)
{
    switch (kind) {
    case Kind::Empty: return {.icon = "text-cursor-input"};
    case Kind::Waiting:
        return {.action = "Cancel", .actionIcon = "square-stop", .actionKey = "Esc"};
    case Kind::Cancelled:
        return {
            .icon = "square-stop", .action = "Run again", .actionIcon = "play", .actionKey = "F5"};
    case Kind::Failed: return {.icon = "triangle-alert", .ink = &Theme::contradicted};
    case Kind::NotApplicable: return {.icon = "ban", .ink = &Theme::text2};
    default: return {};
    }
}

QString orElse(const QString& text, const char* other)
{
    return text.isEmpty() ? QString(other) : text;
}

constexpr int plateWidth = 250, sentenceWidth = 250;

} // namespace

bool hasCard(Kind kind)
{
    return kind == Kind::Empty || kind == Kind::Waiting || kind == Kind::Cancelled
        || kind == Kind::Failed || kind == Kind::NotApplicable;
}

StateCard::StateCard(QWidget* parent)
    : QWidget(parent), m_column(new QWidget(this)), m_icon(new QLabel(m_column)),
      m_heading(new QLabel(m_column)), m_sentence(new QLabel(m_column)),
      m_progress(new QProgressBar(m_column)), m_button(new KeyButton(m_column))
{
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(metric::space4, metric::space3, metric::space4, metric::space3);
    column->setSpacing(metric::space2);
    column->addWidget(m_icon);
    column->addWidget(m_heading);
    column->addWidget(m_progress);
    column->addWidget(m_sentence);
    column->addSpacing(2);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    for (QLabel* label : {m_icon, m_heading, m_sentence}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label != m_icon);
        label->setTextFormat(label == m_sentence ? Qt::AutoText : Qt::PlainText);
    }
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setFixedHeight(metric::progress);
    m_heading->setFont(studioFont(type::base, 600));
    m_sentence->setFont(studioFont(type::dense));
    m_button->setFont(studioFont(type::dense));
    m_button->setFixedHeight(metric::buttonSmall);
    for (QTimer* timer : {&m_showWaiting, &m_showCancel})
        timer->setSingleShot(true);
    connect(&m_showWaiting, &QTimer::timeout, this, &QWidget::show);
    connect(&m_showCancel, &QTimer::timeout, m_button, &QWidget::show);
    connect(m_button, &QPushButton::clicked, this, &StateCard::buttonClicked);
    restyle();
}

void StateCard::setState(const PanelState& state)
{
    const bool waitsAlready = m_state.kind == Kind::Waiting && state.kind == Kind::Waiting;
    m_state = state;
    const CardLook look = lookOf(state.kind);
    m_heading->setText(state.heading);
    m_sentence->setText(state.sentence);
    m_sentence->setVisible(!state.sentence.isEmpty());
    m_icon->setVisible(state.kind != Kind::Waiting);
    m_progress->setVisible(state.kind == Kind::Waiting && state.progress >= 0);
    m_progress->setValue(int(1000 * std::max(0.0, state.progress)));

    const QString action = orElse(state.action, look.action);
    const QString actionIcon = orElse(state.actionIcon, look.actionIcon);
    m_button->setText(action);
    m_button->setIcon(actionIcon.isEmpty() ? QIcon() : icon(actionIcon));
    static_cast<KeyButton*>(m_button)->setKey(orElse(state.actionKey, look.actionKey));
    if (!waitsAlready) {
        m_button->setVisible(!action.isEmpty() && state.kind != Kind::Waiting);
        m_showWaiting.stop();
        m_showCancel.stop();
        setVisible(hasCard(state.kind) && state.kind != Kind::Waiting);
        if (state.kind == Kind::Waiting) {
            m_showWaiting.start(waitingAfterMs);
            m_showCancel.start(cancelAfterMs);
        }
    }
    setAccessibleName(QString("%1. %2").arg(state.heading, state.sentence));
    restyle();
    fitWidths();
}

void StateCard::setDarkGround(bool dark)
{
    m_darkGround = dark;
    restyle();
}

void StateCard::restyle()
{
    // The plate over an image is dark in every theme.
    const bool isDark = m_darkGround || m_overImage || m_state.kind == Kind::Waiting;
    const Theme& ground = isDark ? Theme::dark() : theme();
    const CardLook look = lookOf(m_state.kind);
    const auto ink = [](QLabel* label, const QColor& colour) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, colour);
        label->setPalette(palette);
    };
    ink(m_heading, ground.*look.ink);
    ink(m_sentence, ground.text2);
    m_icon->setPixmap(iconPixmap(orElse(m_state.icon, look.icon), iconSize::empty, ground.*look.ink,
                                 devicePixelRatioF()));
    update();
}

void StateCard::setOverImage(bool over)
{
    if (over == m_overImage)
        return;
    m_overImage = over;
    restyle();
}

void StateCard::fitWidths()
{
    const int room = std::max(0, width() - 2 * metric::space2);
    const int wide =
        std::min(room, m_state.kind == Kind::Waiting ? plateWidth : sentenceWidth + 32);
    m_column->setFixedWidth(wide);
    int tall = m_column->layout()->heightForWidth(wide);
    if (tall < 0)
        tall = m_column->sizeHint().height();
    // Where the body is low the icon goes first: the words say the same.
    const bool fits = tall <= height();
    m_icon->setVisible(m_state.kind != Kind::Waiting && !m_overImage && (fits || height() > 150));
    tall = std::max(m_column->layout()->heightForWidth(wide), m_column->minimumSizeHint().height());
    // Over an image that is being described the card stands at its foot.
    const bool atFoot = m_overImage && m_state.kind == Kind::Empty;
    const int top = atFoot ? height() - tall - metric::space2 : (height() - tall) / 2;
    m_column->setGeometry((width() - wide) / 2, std::max(0, top), wide, tall);
}

bool StateCard::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        restyle();
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        fitWidths();
    return QWidget::event(event);
}

void StateCard::resizeEvent(QResizeEvent*)
{
    fitWidths();
}

void StateCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_state.kind != Kind::Waiting && !m_overImage) {
        painter.fillRect(rect(), (m_darkGround ? Theme::dark() : theme()).canvas);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(onImage::plate);
    painter.drawRoundedRect(m_column->geometry(), metric::radiusCard, metric::radiusCard);
}

} // namespace views
