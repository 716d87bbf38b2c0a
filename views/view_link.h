// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/view_state.h"

#include <QFlags>
#include <QList>
#include <QObject>

namespace views {

/// What panels can share, each by itself.
enum class LinkedProperty {
    View = 1,       ///< zoom and pan
    Cursor = 2,     ///< hovered and pinned point
    Word = 4,       ///< the word that is lit
    Scale = 8,      ///< one range a unit
    Opacity = 16,   ///< of maps
    Threshold = 32, ///< of a method, where several panels show it
};
Q_DECLARE_FLAGS(LinkedProperties, LinkedProperty)
Q_DECLARE_OPERATORS_FOR_FLAGS(LinkedProperties)

inline constexpr LinkedProperty linkedProperties[] = {
    LinkedProperty::View,  LinkedProperty::Cursor,  LinkedProperty::Word,
    LinkedProperty::Scale, LinkedProperty::Opacity, LinkedProperty::Threshold};
inline constexpr LinkedProperties allLinked{0x3f};

/// "Zoom and pan": as a menu names it.
QString nameOf(LinkedProperty property);

/// Keeps the view states of panels in step, property by property. Those who are out of the link
/// keep their own; whether the photo is grey, overlays are hidden or only outlined is the window's
/// and follows in all of them. [gui thread]
class ViewLink final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Not owned; leaves by itself when it dies. It takes over what the first member shows.
    void add(ViewState* state);

    void setProperties(LinkedProperties properties); ///< what becomes linked follows the leader
    LinkedProperties properties() const { return m_properties; }

    /// False: nothing that follows the hand is linked, the properties stay chosen. Scale and
    /// threshold say what values mean: they are linked or not whatever the hand does.
    void setOn(bool on);
    bool isOn() const { return m_on; }

    /// Takes a member out of the link, or back in.
    void setFollowing(ViewState* state, bool follows);
    bool isFollowing(const ViewState* state) const { return !m_apart.contains(state); }

    /// Whether \p property of \p state is that of the others now.
    bool isLinked(LinkedProperty property, const ViewState* state) const;

    void setLeader(ViewState* state); ///< whom the others follow when something becomes linked

Q_SIGNALS:
    void changed(); ///< what is linked

private:
    void spread(ViewState* from, LinkedProperties properties);
    void followLeader(LinkedProperties properties);
    void forget(QObject* state);

    QList<ViewState*> m_members;
    QList<const ViewState*> m_apart;
    ViewState* m_leader = nullptr;
    LinkedProperties m_properties = allLinked;
    bool m_on = true, m_spreading = false;
};

} // namespace views
