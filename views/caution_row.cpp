// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/caution_row.h"

#include "views/elided_label.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace views {

CautionRow::CautionRow(QWidget* parent)
    : QWidget(parent), m_sentence(new ElidedLabel), m_remedy(new QPushButton)
{
    m_remedy->setFont(studioFont(type::dense));
    m_remedy->setFixedHeight(metric::buttonSmall);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(32, 2, metric::space3, 2);
    row->setSpacing(metric::space3);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_remedy);
    connect(m_remedy, &QPushButton::clicked, this, &CautionRow::remedyRequested);
    hide();
}

void CautionRow::setCaution(const QString& sentence, const QString& remedy, const QString& details)
{
    m_sentence->setText(sentence);
    m_remedy->setText(remedy);
    m_remedy->setVisible(!remedy.isEmpty());
    setAccessibleName(details.isEmpty() ? sentence : details);
    setToolTip(details);
    setVisible(!sentence.isEmpty());
}

void CautionRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCaution(painter, QPointF(19, height() / 2.0), 12, theme().caution);
}

} // namespace views
