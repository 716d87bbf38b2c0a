// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/case_note.h"

#include "views/icon.h"
#include "views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace views {

CaseNote::CaseNote(QWidget* parent) : QWidget(parent), m_text(new QLabel), m_close(new QToolButton)
{
    m_text->setFont(studioFont(type::base));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_close->setAutoRaise(true);
    m_close->setIcon(icon("x"));
    m_close->setFixedSize(metric::target, metric::target);
    m_close->setToolTip(tr("Hide the notes on cases"));
    m_close->setAccessibleName(m_close->toolTip());
    connect(m_close, &QToolButton::clicked, this, &CaseNote::closed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(36, metric::space2 - 1, metric::space2, metric::space2);
    row->setSpacing(metric::space3);
    row->addWidget(m_text, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    setAccessibleName(tr("Note on this case"));
    hide();
}

void CaseNote::setText(const QString& text)
{
    m_text->setText(text);
    setAccessibleDescription(text);
    setVisible(!text.isEmpty());
}

QString CaseNote::text() const
{
    return m_text->text();
}

void CaseNote::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.fillRect(rect(), look.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), look.line);
    painter.fillRect(QRect(0, 0, 3, height()), look.accent);
    paintIcon(painter, QRectF(12, 11, iconSize::button, iconSize::button), "lightbulb",
              look.accent);
}

} // namespace views
