// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/blind_bar.h"

#include "views/elided_label.h"
#include "views/icon.h"
#include "views/key_button.h"
#include "views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <array>

namespace views {
namespace {

constexpr int barHeight = 36, iconLeft = 12, textLeft = 38;

struct Words {
    const char* icon;
    const char* heading;
    const char* sentence;
    const char* button;
};

constexpr std::array<Words, 4> words{{
    {"eye-off", "Annotate", "Split the text into claims, or select words and press J.", ""},
    {"eye-off", "Blind first",
     "Your verdict comes before the machine’s evidence. Order and times are recorded.",
     "Lock and reveal"},
    {"eye", "Assisted", "The machine’s evidence is in sight: the verdict is recorded as assisted.",
     "Lock"},
    {"eye", "Locked", "The verdict stands. Evidence that is added now is recorded as assisted.",
     ""},
}};

const Words& wordsOf(BlindBar::State state)
{
    return words.at(std::size_t(state));
}

} // namespace

BlindBar::BlindBar(QWidget* parent)
    : QWidget(parent), m_heading(new QLabel), m_sentence(new ElidedLabel), m_place(new QLabel),
      m_button(new KeyButton)
{
    m_heading->setFont(studioFont(type::base, 600));
    m_sentence->setFont(studioFont(type::dense));
    m_place->setFont(studioFont(type::dense));
    for (QWidget* label : {static_cast<QWidget*>(m_sentence), static_cast<QWidget*>(m_place)})
        label->setForegroundRole(QPalette::PlaceholderText);
    m_button->setIcon(icon("lock", &Theme::onAccent));
    m_button->setDefault(true);
    m_button->setFixedHeight(metric::buttonSmall);
    m_button->setKey("Ctrl+Return");
    connect(m_button, &KeyButton::clicked, this, &BlindBar::lockRequested);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(textLeft, 0, metric::space3, 0);
    row->setSpacing(metric::space3);
    row->addWidget(m_heading);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_place);
    row->addWidget(m_button);
    setFixedHeight(barHeight);
    setState(State::NoClaim, {});
}

void BlindBar::setState(State state, const QString& place, const QString& obstacle)
{
    m_state = state;
    const Words& said = wordsOf(state);
    m_heading->setText(said.heading);
    m_sentence->setText(said.sentence);
    m_place->setText(place);
    m_button->setText(said.button);
    m_button->setAccessibleName(*said.button ? said.button : "Lock");
    m_button->setVisible(*said.button);
    m_button->setEnabled(obstacle.isEmpty());
    m_button->setToolTip(obstacle.isEmpty() ? QString(said.button) : obstacle);
    m_button->setAccessibleDescription(obstacle);
    update();
}

void BlindBar::setKey(const QString& key)
{
    m_button->setKey(key);
}

QSize BlindBar::sizeHint() const
{
    return {320, barHeight};
}

void BlindBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().surface);
    painter.fillRect(QRect(0, barHeight - 1, width(), 1), theme().line);
    paintIcon(painter, QRectF(iconLeft, (barHeight - 16) / 2.0, 16, 16), wordsOf(m_state).icon,
              theme().text);
}

} // namespace views
