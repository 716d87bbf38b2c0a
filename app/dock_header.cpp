// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dock_header.h"

#include "views/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace app {

DockHeader::DockHeader(const QString& title, QWidget* parent)
    : QWidget(parent), m_row(new QHBoxLayout(this)), m_name(new QLabel(title))
{
    setFixedHeight(views::metric::dockHeader);
    m_name->setFont(views::studioFont(views::type::dense, 600));
    m_row->setContentsMargins(views::metric::space3, 0, views::metric::space1, 0);
    m_row->setSpacing(0);
    m_row->addWidget(m_name);
    m_row->addStretch(1);
}

void DockHeader::addAction(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setFixedSize(views::metric::target, views::metric::target);
    button->setIconSize({16, 16});
    m_row->addWidget(button);
}

void DockHeader::setRail(bool rail)
{
    m_name->setVisible(!rail);
}

QSize DockHeader::sizeHint() const
{
    return {m_row->sizeHint().width(), views::metric::dockHeader};
}

void DockHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), views::theme().window);
}

} // namespace app
