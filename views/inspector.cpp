// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/inspector.h"

#include "views/inspector_group.h"
#include "views/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace views {

Inspector::Inspector(QWidget* parent) : QWidget(parent), m_scroll(new QScrollArea)
{
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
    setAccessibleName("Inspector");
}

InspectorGroup* Inspector::group(const QString& id) const
{
    const auto found = std::ranges::find(m_groups, id, &InspectorGroup::id);
    return found == m_groups.end() ? nullptr : *found;
}

void Inspector::setSection(const InspectorSection& section)
{
    InspectorGroup* found = group(section.id);
    if (!found) {
        found = new InspectorGroup;
        m_column->insertWidget(int(m_groups.size()), found); // above the stretch
        m_groups.append(found);
    }
    found->setSection(section);
}

void Inspector::removeSection(const QString& id)
{
    InspectorGroup* gone = group(id);
    m_groups.removeOne(gone);
    delete gone;
}

void Inspector::setBody(const QString& id, QWidget* body)
{
    if (!group(id))
        setSection({.id = id});
    group(id)->setBody(body);
}

QStringList Inspector::sectionIds() const
{
    QStringList ids;
    for (const InspectorGroup* each : m_groups)
        ids << each->id();
    return ids;
}

void Inspector::showSection(const QString& id)
{
    if (InspectorGroup* found = group(id))
        m_scroll->ensureWidgetVisible(found, 0, 0);
}

} // namespace views
