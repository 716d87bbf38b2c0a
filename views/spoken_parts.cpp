// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/spoken_parts.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QWidget>

namespace views {
namespace {

/// One part: it lives as long as its list does, and asks the view each time.
class PartInterface final : public QAccessibleInterface {
public:
    PartInterface(QWidget* widget, int part) : m_widget(widget), m_part(part) { }

    bool isValid() const override { return m_part < parts()->partCount(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_widget);
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text text) const override
    {
        return text == QAccessible::Name && isValid() ? parts()->partText(m_part) : QString();
    }
    void setText(QAccessible::Text, const QString&) override { }
    QRect rect() const override
    {
        const QRect inside = parts()->partRect(m_part);
        return {m_widget->mapToGlobal(inside.topLeft()), inside.size()};
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = true;
        state.focused = state.selected = parts()->currentPart() == m_part;
        state.focused = state.focused && m_widget->hasFocus();
        return state;
    }

private:
    const SpokenParts* parts() const { return dynamic_cast<const SpokenParts*>(m_widget); }

    QWidget* m_widget;
    int m_part;
};

class PartsInterface final : public QAccessibleWidget {
public:
    explicit PartsInterface(QWidget* widget) : QAccessibleWidget(widget, QAccessible::List) { }
    ~PartsInterface() override
    {
        for (const QAccessible::Id id : std::as_const(m_made))
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return parts()->partCount(); }
    QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        auto& id = m_made[index];
        if (!id)
            id = QAccessible::registerAccessibleInterface(new PartInterface(widget(), index));
        return QAccessible::accessibleInterface(id);
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        return m_made.key(QAccessible::uniqueId(const_cast<QAccessibleInterface*>(child)), -1);
    }
    QAccessibleInterface* focusChild() const override { return child(parts()->currentPart()); }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        const QPoint inside = widget()->mapFromGlobal(QPoint(x, y));
        for (int i = 0; i < childCount(); ++i) {
            if (parts()->partRect(i).contains(inside))
                return child(i);
        }
        return nullptr;
    }

private:
    const SpokenParts* parts() const { return dynamic_cast<const SpokenParts*>(widget()); }

    mutable QHash<int, QAccessible::Id> m_made;
};

QAccessibleInterface* makeParts(const QString&, QObject* object)
{
    auto* widget = qobject_cast<QWidget*>(object);
    return dynamic_cast<SpokenParts*>(object) ? new PartsInterface(widget) : nullptr;
}

} // namespace

void enableSpokenParts()
{
    static const bool once = (QAccessible::installFactory(makeParts), true);
    Q_UNUSED(once)
}

void speakPart(QWidget* widget, int part)
{
    if (!QAccessible::isActive() || part < 0)
        return;
    QAccessibleEvent event(widget, QAccessible::Focus);
    event.setChild(part);
    QAccessible::updateAccessibility(&event);
}

} // namespace views
