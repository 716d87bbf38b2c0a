// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions.h"

#include "views/icon.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>

#include <utility>

namespace app {

Actions::Actions(QObject* parent) : QObject(parent)
{
    for (const ActionRow& row : actionTable()) {
        auto* action = new QAction(tr(row.text), this);
        action->setObjectName(row.id);
        action->setProperty("group", QString::fromLatin1(row.group));
        action->setProperty("scope", int(row.scope));
        action->setProperty("tip", tr(row.tip));
        action->setStatusTip(tr(row.tip));
        action->setCheckable(row.kind != Kind::Once);
        action->setAutoRepeat(row.kind != Kind::Held);
        action->setProperty("held", row.kind == Kind::Held);
        if (row.scope == Scope::Words)
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        if (*row.icon)
            action->setIcon(views::icon(row.icon));
        m_all.append(action);
        m_byId.insert(row.id, action);
        m_defaults.insert(row.id, keysFrom(QString::fromLatin1(row.keys)));
        keep(action, m_defaults[row.id]);
    }
}

Actions::~Actions() = default;

QAction* Actions::operator[](const QString& id) const
{
    QAction* action = m_byId.value(id);
    Q_ASSERT_X(action, "Actions", qPrintable(id));
    return action;
}

QStringList Actions::groups() const
{
    QStringList names;
    for (const QAction* action : m_all)
        names.append(groupOf(action));
    names.removeDuplicates();
    return names;
}

QList<QAction*> Actions::inGroup(const QString& group) const
{
    QList<QAction*> found;
    for (QAction* action : m_all)
        if (groupOf(action) == group)
            found.append(action);
    return found;
}

QString Actions::groupOf(const QAction* action)
{
    return action->property("group").toString();
}

QString Actions::idOf(const QAction* action)
{
    return action->objectName();
}

Scope Actions::scopeOf(const QAction* action)
{
    return Scope(action->property("scope").toInt());
}

QString Actions::tipOf(const QAction* action)
{
    return action->property("tip").toString();
}

void Actions::allow(const QStringList& ids, bool allowed, const QString& reason)
{
    for (const QString& id : ids) {
        QAction* action = (*this)[id];
        action->setStatusTip(allowed ? tipOf(action) : reason);
        action->setEnabled(allowed);
    }
}

void Actions::addTo(QWidget* window, QWidget* words)
{
    for (QAction* action : m_all)
        (scopeOf(action) == Scope::Words ? words : window)->addAction(action);
    qApp->installEventFilter(this);
}

void Actions::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    for (QAction* action : m_all)
        keep(action, keysOf(action));
    Q_EMIT modeChanged();
}

bool Actions::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Shortcut:
        if (auto* action = qobject_cast<QAction*>(watched); action && m_all.contains(action))
            m_held = action->property("held").toBool() ? action : nullptr;
        break;
    case QEvent::KeyRelease:
        if (!static_cast<QKeyEvent*>(event)->isAutoRepeat())
            letGo(static_cast<QKeyEvent*>(event)->key());
        break;
    case QEvent::ApplicationDeactivate: letGo(Qt::Key_unknown); break; // it is let go elsewhere
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

/// Ends what is held by \p key, or by any.
void Actions::letGo(int key)
{
    if (!m_held)
        return;
    for (const QKeySequence& keys : m_held->shortcuts())
        if (key == Qt::Key_unknown || keys[0].key() == key) {
            std::exchange(m_held, nullptr)->setChecked(false);
            return;
        }
}

void Actions::offer(const QString& id, std::function<QList<Choice>()> choices, QWidget* anchor)
{
    auto menu = QSharedPointer<QMenu>::create();
    menu->setObjectName(id);
    menu->setToolTipsVisible(true);
    QAction* action = (*this)[id];
    menu->setTitle(action->text());
    menu->setAccessibleName(action->text());
    action->setMenu(menu.data());
    connect(menu.data(), &QMenu::aboutToShow, this, [this, id, shown = menu.data()] {
        shown->clear();
        const QList<QAction*> choices = choicesOf(id);
        shown->addActions(choices);
        if (choices.isEmpty()) {
            QAction* none = shown->addAction(tr("None yet"));
            none->setObjectName(id + '/');
            none->setEnabled(false);
        }
    });
    connect(action, &QAction::triggered, menu.data(), [shown = menu.data(), anchor] {
        const QWidget* over = anchor && anchor->isVisible() ? anchor : QApplication::activeWindow();
        shown->popup(
            over ? over->mapToGlobal(anchor ? over->rect().bottomLeft() : over->rect().center())
                 : QPoint());
        shown->setActiveAction(shown->actions().value(0));
    });
    m_offers.insert(id, {menu, std::move(choices)});
}

QMenu* Actions::menuOf(const QString& id) const
{
    return m_offers.value(id).menu.data();
}

QList<QAction*> Actions::choicesOf(const QString& id)
{
    const auto offer = m_offers.constFind(id);
    if (offer == m_offers.constEnd())
        return {};
    QMenu* menu = offer->menu.data();
    for (QAction* old : menu->findChildren<QAction*>(QString(), Qt::FindDirectChildrenOnly))
        if (old->objectName().startsWith(id + '/'))
            old->deleteLater(); // one of them may be running
    QList<QAction*> made;
    for (const Choice& choice : offer->choices()) {
        auto* action = new QAction(choice.text, menu);
        action->setObjectName(id + '/' + choice.key);
        action->setProperty("group", groupOf((*this)[id]));
        action->setProperty("tip", choice.tip);
        action->setStatusTip(choice.reason.isEmpty() ? choice.tip : choice.reason);
        action->setToolTip(action->statusTip());
        action->setEnabled(choice.reason.isEmpty());
        action->setCheckable(choice.isCheckable);
        action->setChecked(choice.isChosen);
        connect(action, &QAction::triggered, this, choice.choose);
        made.append(action);
    }
    return made;
}

QStringList Actions::offering() const
{
    QStringList ids = m_offers.keys();
    ids.sort();
    return ids;
}

} // namespace app
