// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions.h"

#include <QSettings>

namespace app {
namespace {

/// Whether keys of both can hold at the same time.
bool holdTogether(Scope one, Scope other)
{
    if (one == other || one == Scope::All || other == Scope::All)
        return true;
    return one != Scope::Words && other != Scope::Words
        && (one == Scope::Canvas || other == Scope::Canvas);
}

/// Whether one of them is the other, or the start of it: the longer could never be typed.
bool clash(const QKeySequence& one, const QKeySequence& other)
{
    return one.matches(other) != QKeySequence::NoMatch
        || other.matches(one) != QKeySequence::NoMatch;
}

QString textOf(const QList<QKeySequence>& keys)
{
    return QKeySequence::listToString(keys, QKeySequence::PortableText);
}

} // namespace

QList<QKeySequence> Actions::keysFrom(const QString& text)
{
    QList<QKeySequence> keys;
    for (const QString& one : text.split("; ", Qt::SkipEmptyParts)) {
        const QKeySequence sequence(one.trimmed(), QKeySequence::PortableText);
        bool known = !sequence.isEmpty();
        for (int i = 0; i < sequence.count(); ++i)
            known = known && sequence[i].key() != Qt::Key_unknown;
        if (known)
            keys.append(sequence);
    }
    return keys;
}

void Actions::keep(QAction* action, const QList<QKeySequence>& keys)
{
    const Scope scope = scopeOf(action);
    const bool holds = (scope != Scope::Explore || m_mode == Mode::Explore)
        && (scope != Scope::Annotate || m_mode == Mode::Annotate);
    action->setProperty("keys", QVariant::fromValue(keys));
    action->setShortcuts(holds ? keys : QList<QKeySequence>());
    const QString key = keyText(action);
    action->setToolTip(key.isEmpty() ? action->text() : tr("%1 (%2)").arg(action->text(), key));
}

QList<QKeySequence> Actions::keysOf(const QAction* action)
{
    return action->property("keys").value<QList<QKeySequence>>();
}

QString Actions::keyText(const QAction* action)
{
    return keysOf(action).value(0).toString(QKeySequence::NativeText);
}

bool Actions::hasOwnKeys(const QString& id) const
{
    return keysOf((*this)[id]) != m_defaults.value(id);
}

KeyHolder Actions::holder(const QKeySequence& keys, const QString& id) const
{
    const Scope scope = scopeOf((*this)[id]);
    for (QAction* other : m_all)
        if (idOf(other) != id && holdTogether(scope, scopeOf(other)))
            for (const QKeySequence& taken : keysOf(other))
                if (clash(keys, taken))
                    return {other, other->text()};
    for (const FixedKey& key : fixedKeys())
        if (holdTogether(scope, key.scope))
            for (const QKeySequence& taken : keysFrom(key.keys))
                if (clash(keys, taken))
                    return {nullptr, tr(key.text)};
    return {};
}

void Actions::setKeys(const QString& id, const QList<QKeySequence>& keys)
{
    for (const QKeySequence& wanted : keys)
        while (QAction* other = holder(wanted, id).action) {
            QList<QKeySequence> left = keysOf(other);
            left.removeIf([&](const QKeySequence& taken) { return clash(wanted, taken); });
            keep(other, left);
        }
    keep((*this)[id], keys);
    Q_EMIT keysChanged();
}

void Actions::resetKeys(const QString& id)
{
    setKeys(id, m_defaults.value(id));
}

void Actions::resetAllKeys()
{
    for (QAction* action : m_all)
        keep(action, m_defaults.value(idOf(action)));
    Q_EMIT keysChanged();
}

void Actions::restoreKeys(QSettings& stored)
{
    stored.beginGroup("keys");
    for (const QString& id : stored.childKeys())
        if (contains(id))
            setKeys(id, keysFrom(stored.value(id).toString()));
    stored.endGroup();
}

void Actions::storeKeys(QSettings& stored) const
{
    stored.remove("keys");
    for (const QAction* action : m_all)
        if (hasOwnKeys(idOf(action)))
            stored.setValue("keys/" + idOf(action), textOf(keysOf(action)));
}

} // namespace app
