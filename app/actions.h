// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/action_table.h"

#include <QAction>
#include <QHash>
#include <QObject>
#include <QSharedPointer>

#include <functional>

class QMenu;
class QSettings;

namespace app {

enum class Mode { Explore, Annotate };

/// One of several things that an action offers, such as a network or a recent file.
struct Choice {
    QString key; ///< with its action's id it is the id: "network.choose/toy"
    QString text;
    QString tip;    ///< for the status bar
    QString reason; ///< why it cannot be chosen; empty: it can
    bool isChosen = false;
    bool isCheckable = false;
    std::function<void()> choose;
};

/// Who has certain keys already.
struct KeyHolder {
    QAction* action = nullptr; ///< null: nobody, or a view, whose keys cannot be taken
    QString text;              ///< empty: nobody
};

/// Every action of the window by a stable id ("file.open"): made from one table, so that menus, the
/// palette, the shortcut sheet and the tests see the same ones. Keys can be given to other actions
/// than those that they come with. [gui thread]
class Actions final : public QObject {
    Q_OBJECT
public:
    explicit Actions(QObject* parent = nullptr);
    ~Actions() override;

    /// \throws nothing; an unknown id ends the program in a debug build
    QAction* operator[](const QString& id) const;
    bool contains(const QString& id) const { return m_byId.contains(id); }

    const QList<QAction*>& all() const { return m_all; } ///< in the order of the table
    QStringList groups() const;                          ///< "File", "Edit", ...
    QList<QAction*> inGroup(const QString& group) const; ///< in the order of the table
    static QString groupOf(const QAction* action);
    static QString idOf(const QAction* action);
    static Scope scopeOf(const QAction* action);
    static QString tipOf(const QAction* action); ///< what it does, also while it cannot be used

    /// Lets \p ids be used, or not and then says why: the palette and the status bar show it.
    void allow(const QStringList& ids, bool allowed, const QString& reason);

    /// Adds the actions to \p window, so that their keys hold where the menu bar is hidden; those
    /// of Scope::Words to \p words alone. Follows a held key until it is let go.
    void addTo(QWidget* window, QWidget* words);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode); ///< the keys of the other mode rest

    // Keys. What differs from the table is kept in the settings.
    static QList<QKeySequence> keysOf(const QAction* action); ///< also while its mode is not on
    static QString keyText(const QAction* action);            ///< of the first, as the system says
    bool hasOwnKeys(const QString& id) const;                 ///< others than those of the table
    KeyHolder holder(const QKeySequence& keys, const QString& id) const; ///< where \p id's hold
    void setKeys(const QString& id, const QList<QKeySequence>& keys);    ///< takes them from others
    void resetKeys(const QString& id);                                   ///< as it comes
    void resetAllKeys();
    void restoreKeys(QSettings& stored); ///< unknown ids and what is no key are passed over
    void storeKeys(QSettings& stored) const;
    static QList<QKeySequence> keysFrom(const QString& text); ///< portable, several apart by "; "

    /// \p id offers what \p choices gives at the time, in a menu below \p anchor; null: amid the
    /// window. The palette lists them as well.
    void offer(const QString& id, std::function<QList<Choice>()> choices,
               QWidget* anchor = nullptr);
    QMenu* menuOf(const QString& id) const;       ///< null: \p id offers nothing
    QList<QAction*> choicesOf(const QString& id); ///< made anew; they live until the next call
    QStringList offering() const;                 ///< ids that offer choices

Q_SIGNALS:
    void keysChanged();
    void modeChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Offer {
        QSharedPointer<QMenu> menu;
        std::function<QList<Choice>()> choices;
    };
    void keep(QAction* action, const QList<QKeySequence>& keys);
    void letGo(int key);

    QList<QAction*> m_all;
    QHash<QString, QAction*> m_byId;
    QHash<QString, QList<QKeySequence>> m_defaults;
    QHash<QString, Offer> m_offers;
    Mode m_mode = Mode::Explore;
    QAction* m_held = nullptr; ///< by its key
};

} // namespace app
