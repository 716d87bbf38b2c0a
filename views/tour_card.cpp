// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tour_card.h"

#include "views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace views {

TourCard::TourCard(QWidget* parent)
    : QWidget(parent), m_title(new QLabel), m_text(new QLabel), m_count(new QLabel),
      m_skip(new QPushButton(tr("Skip"))), m_back(new QPushButton(tr("Back"))),
      m_next(new QPushButton), m_buttons{m_next, m_back, m_skip}
{
    m_title->setFont(studioFont(type::reading, 600));
    m_title->setWordWrap(true);
    m_text->setFont(studioFont(type::base));
    m_text->setWordWrap(true);
    m_count->setFont(studioFont(type::dense));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_skip->setFlat(true);
    m_skip->setToolTip(tr("Skip (Esc)"));
    m_back->setToolTip(tr("Back (←)"));
    m_next->setToolTip(tr("Next (Return)"));
    m_next->setDefault(true);
    for (QPushButton* button : m_buttons)
        button->setFixedHeight(metric::button);
    connect(m_skip, &QPushButton::clicked, this, &TourCard::skipChosen);
    connect(m_back, &QPushButton::clicked, this, &TourCard::backChosen);
    connect(m_next, &QPushButton::clicked, this, &TourCard::nextChosen);

    auto* row = new QHBoxLayout;
    row->setSpacing(metric::space2);
    row->addWidget(m_count);
    row->addStretch(1);
    for (QPushButton* button : {m_skip, m_back, m_next})
        row->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metric::space4, metric::space3, metric::space4, metric::space3);
    column->setSpacing(metric::space2);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(metric::space1);
    column->addLayout(row);
    setFixedWidth(cardWidth);
}

void TourCard::setStep(const QString& title, const QString& text, int step, int count)
{
    m_title->setText(title);
    m_text->setText(text);
    m_count->setText(tr("%1 of %2").arg(step + 1).arg(count));
    m_back->setVisible(step > 0);
    m_skip->setVisible(step + 1 < count);
    m_next->setText(step + 1 < count ? tr("Next") : tr("Done"));
    // The focus is on this button: a screen reader reads the step with it.
    m_next->setAccessibleDescription(
        tr("Tour, %1 of %2. %3. %4").arg(step + 1).arg(count).arg(title, text));
    layout()->invalidate(); // what is shown and hidden changes its size
    layout()->activate();
    setFixedHeight(layout()->totalHeightForWidth(cardWidth));
}

void TourCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().control, 1));
    painter.setBrush(theme().raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), metric::radiusOverlay,
                            metric::radiusOverlay);
}

} // namespace views
