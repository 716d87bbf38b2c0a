// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/plugin_list.h"

#include <QAbstractListModel>

namespace models {

/// One network that the studio knows of.
struct NetworkEntry {
    enum class State { NotLoaded, Loading, Loaded, Failed };

    QString id;     ///< its path, or the family where it has none: "toy"
    QString name;   ///< shown to people; the folder's name
    QString family; ///< empty: no plugin knows it
    QString path;   ///< absolute; empty: no files
    bool builtIn = false;
    qint64 bytes = 0; ///< of its files
    QStringList skills;
    State state = State::NotLoaded;
    QString error;  ///< why it failed
    QString sha256; ///< hex; empty until it was loaded
};

/// The networks that can be chosen: those the program carries, those that need no files, and those
/// the user added, which are remembered in one JSON file. [gui thread]
class NetworkList final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        FamilyRole,
        PathRole,
        BytesRole,  ///< qint64
        SkillsRole, ///< QStringList
        StateRole,  ///< int of NetworkEntry::State
        ErrorRole,
        Sha256Role,
        BuiltInRole
    };

    /// \param plugins        outlives the list
    /// \param builtInFolder  each folder in it is a network; empty: none
    /// \param file           where added ones are remembered; empty: nowhere
    NetworkList(PluginList& plugins, const QString& builtInFolder, QString file,
                QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const QList<NetworkEntry>& entries() const { return m_entries; }

    /// Why the remembered ones could not be read, if so: they are left as they are.
    const std::optional<explain::Error>& unreadable() const { return m_unreadable; }

    /// By id, path or name, as a command line writes it; a path need not be absolute. Null: none.
    const NetworkEntry* find(const QString& idPathOrName) const;

    /// Adds a folder or file that some family recognises, and remembers it; one that is there
    /// already is only found. \returns its id. Errors: Input, Network (what was looked for).
    explain::Expected<QString> add(const QString& path);

    /// Forgets one that the user added; its files stay. Errors: Usage.
    std::optional<explain::Error> remove(const QString& id);

    /// What became of it, told by whoever loads.
    void setLoading(const QString& id);
    void setLoaded(const QString& id, const QString& sha256);
    void setFailed(const QString& id, const QString& error);
    void setNotLoaded(const QString& id);

Q_SIGNALS:
    void notice(const explain::Error& error); ///< the list could not be remembered

private:
    void append(const NetworkEntry& entry);
    void change(const QString& id, NetworkEntry::State state, const QString& error,
                const QString& sha256);
    int rowOf(const QString& id) const;
    void addBuiltIn(const QString& folder);
    void addRemembered();
    NetworkEntry entryFor(const QString& path, const QString& family) const;

    PluginList& m_plugins;
    QString m_file;
    QList<NetworkEntry> m_entries;
    std::optional<explain::Error> m_unreadable;
};

} // namespace models
