// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/view_link.h"

#include <QScopedValueRollback>

namespace views {

QString nameOf(LinkedProperty property)
{
    switch (property) {
    case LinkedProperty::View: return ViewLink::tr("Zoom and pan");
    case LinkedProperty::Cursor: return ViewLink::tr("Pointer and pinned patch");
    case LinkedProperty::Word: return ViewLink::tr("Word");
    case LinkedProperty::Scale: return ViewLink::tr("Scale of colours");
    case LinkedProperty::Opacity: return ViewLink::tr("Opacity");
    case LinkedProperty::Threshold: return ViewLink::tr("Threshold");
    }
    return {};
}

void ViewLink::add(ViewState* state)
{
    if (m_members.contains(state))
        return;
    ViewState* const before = m_leader ? m_leader : m_members.value(0);
    m_members.append(state);
    connect(state, &ViewState::viewChanged, this,
            [this, state] { spread(state, LinkedProperty::View); });
    connect(state, &ViewState::marksChanged, this,
            [this, state] { spread(state, LinkedProperty::Cursor); });
    connect(state, &ViewState::looksChanged, this,
            [this, state] { spread(state, LinkedProperty::Opacity); });
    connect(state, &QObject::destroyed, this, &ViewLink::forget);
    if (before)
        spread(before, allLinked);
    else
        m_leader = state;
}

void ViewLink::forget(QObject* state)
{
    // Only its address is left of it.
    m_members.removeIf([state](ViewState* member) { return member == state; });
    m_apart.removeIf([state](const ViewState* member) { return member == state; });
    if (m_leader == state)
        m_leader = m_members.value(0);
}

void ViewLink::setProperties(LinkedProperties properties)
{
    const LinkedProperties added = properties & ~m_properties;
    if (properties == m_properties)
        return;
    m_properties = properties;
    followLeader(added);
    Q_EMIT changed();
}

void ViewLink::setOn(bool on)
{
    if (m_on == on)
        return;
    m_on = on;
    followLeader(m_properties);
    Q_EMIT changed();
}

void ViewLink::setFollowing(ViewState* state, bool follows)
{
    if (follows == isFollowing(state))
        return;
    if (follows)
        m_apart.removeOne(state);
    else
        m_apart.append(state);
    for (ViewState* member : m_members)
        if (follows && member != state && isFollowing(member)) {
            spread(member, m_properties);
            break;
        }
    Q_EMIT changed();
}

bool ViewLink::isLinked(LinkedProperty property, const ViewState* state) const
{
    const bool isOfHand =
        property != LinkedProperty::Scale && property != LinkedProperty::Threshold;
    return (m_on || !isOfHand) && m_properties.testFlag(property) && isFollowing(state);
}

void ViewLink::setLeader(ViewState* state)
{
    m_leader = state;
}

void ViewLink::followLeader(LinkedProperties properties)
{
    if (m_leader && m_on)
        spread(m_leader, properties);
}

void ViewLink::spread(ViewState* from, LinkedProperties properties)
{
    if (m_spreading)
        return;
    const QScopedValueRollback<bool> once(m_spreading, true);
    const auto shares = [&](LinkedProperty property, ViewState* to) {
        return properties.testFlag(property) && isLinked(property, from) && isLinked(property, to);
    };
    const QList<ViewState*> members = m_members; // a listener may add one
    for (ViewState* to : members) {
        if (to == from || !m_members.contains(to))
            continue;
        if (shares(LinkedProperty::View, to))
            to->setView(from->zoom(), from->centre());
        if (shares(LinkedProperty::Cursor, to)) {
            to->setHovered(from->hovered());
            to->setPinned(from->pinned());
        }
        if (shares(LinkedProperty::Opacity, to))
            to->setOpacity(from->opacity());
        if (properties.testFlag(LinkedProperty::Opacity)) {
            to->setGrey(from->grey());
            to->setOutlinesOnly(from->outlinesOnly());
            to->setOverlaysHidden(from->overlaysHidden());
        }
    }
}

} // namespace views
