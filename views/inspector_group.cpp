// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/inspector_group.h"

#include "views/elided_label.h"
#include "views/icon.h"
#include "views/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace views {
namespace {

constexpr int widestKey = 140;

QColor inkOf(InspectorRow::Tone tone)
{
    const Theme& look = theme();
    switch (tone) {
    case InspectorRow::Tone::Good: return look.supported;
    case InspectorRow::Tone::Caution: return look.caution;
    case InspectorRow::Tone::Bad: return look.contradicted;
    case InspectorRow::Tone::Plain: break;
    }
    return look.text;
}

} // namespace

InspectorGroup::InspectorGroup(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel), m_title(new ElidedLabel), m_lines(new QVBoxLayout),
      m_bodyRoom(new QVBoxLayout), m_note(new QLabel)
{
    m_title->setFont(studioFont(type::dense, 600));
    m_icon->setFixedSize(iconSize::inlined, iconSize::inlined);
    m_note->setFont(studioFont(type::dense));
    m_note->setWordWrap(true);
    m_note->setMinimumWidth(48); // a long path is cut; it must not widen the inspector
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);

    auto* heading = new QHBoxLayout;
    heading->setSpacing(metric::space2);
    heading->addWidget(m_icon);
    heading->addWidget(m_title, 1);
    m_lines->setSpacing(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metric::space3, metric::space3, metric::space3, metric::space3);
    column->setSpacing(metric::space2);
    column->addLayout(heading);
    column->addLayout(m_lines);
    column->addLayout(m_bodyRoom);
    column->addWidget(m_note);
}

void InspectorGroup::setSection(const InspectorSection& section)
{
    if (section == m_section)
        return;
    m_section = section;
    m_title->setText(section.title);
    m_icon->setVisible(!section.icon.isEmpty());
    m_icon->setPixmap(
        iconPixmap(section.icon, iconSize::inlined, theme().text, devicePixelRatioF()));
    m_note->setText(section.note);
    m_note->setVisible(!section.note.isEmpty());
    while (m_made.size() < section.rows.size())
        addLine();
    for (qsizetype i = 0; i < m_made.size(); ++i) {
        m_made[i].row->setVisible(i < section.rows.size());
        if (i < section.rows.size())
            fill(m_made[i], section.rows[i]);
    }
}

void InspectorGroup::addLine()
{
    Line line{new QWidget, new ElidedLabel, new ElidedLabel, new QToolButton};
    line.key->setForegroundRole(QPalette::PlaceholderText);
    line.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line.copy->setAutoRaise(true);
    line.copy->setIcon(icon("copy"));
    line.copy->setIconSize({iconSize::small, iconSize::small});
    line.copy->setFixedSize(metric::target, metric::target);
    auto* layout = new QHBoxLayout(line.row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::space1);
    layout->addWidget(line.key);
    layout->addWidget(line.value, 1);
    layout->addWidget(line.copy);
    const auto number = m_made.size();
    connect(line.copy, &QToolButton::clicked, this, [this, number] {
        const InspectorRow row = m_section.rows.value(number);
        QGuiApplication::clipboard()->setText(row.tooltip.isEmpty() ? row.value : row.tooltip);
    });
    m_lines->addWidget(line.row);
    m_made.append(line);
}

void InspectorGroup::fill(Line& line, const InspectorRow& row)
{
    line.row->setFixedHeight(row.copyable ? metric::target : 20);
    line.key->setText(row.key);
    line.key->setFixedWidth(
        std::clamp(line.key->fontMetrics().horizontalAdvance(row.key) + 2, keyWidth, widestKey));
    line.value->setText(row.value);
    line.value->setToolTip(row.tooltip);
    line.value->setAccessibleName(row.key + ", " + row.value);
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, inkOf(row.tone));
    line.value->setPalette(ink);
    line.copy->setVisible(row.copyable);
    line.copy->setToolTip("Copy " + row.key.toLower());
    line.copy->setAccessibleName("Copy " + row.key.toLower());
}

void InspectorGroup::setBody(QWidget* body)
{
    if (body && m_bodyRoom->indexOf(body) >= 0)
        return;
    while (QLayoutItem* item = m_bodyRoom->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (body)
        m_bodyRoom->addWidget(body);
}

void InspectorGroup::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_section.id.isEmpty()) {
        InspectorSection same;
        std::swap(same, m_section);
        setSection(same);
    }
}

void InspectorGroup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().line);
}

} // namespace views
