// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/elided_label.h"

#include "views/theme.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace views {

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setFont(studioFont(type::dense));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {24, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, foregroundRole()));
    const QRect room = contentsRect();
    painter.drawText(room, int(alignment()) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const bool cut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), cut ? text() : QString(),
                           this);
        return true;
    }
    return QLabel::event(event);
}

QWidget* keyRow(const QString& key, QWidget* value, QWidget* parent)
{
    auto* row = new QWidget(parent);
    auto* label = new ElidedLabel(key);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setFixedWidth(keyWidth);
    label->setBuddy(value);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::space2);
    layout->addWidget(label);
    layout->addWidget(value, 1);
    return row;
}

} // namespace views
