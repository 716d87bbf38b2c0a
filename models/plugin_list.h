// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/crash_marks.h"
#include "models/network_plugin.h"

#include <QJsonArray>
#include <QStringList>

#include <vector>

namespace models {

/// What a plugin's JSON says of one family of networks.
struct FamilyInfo {
    QString id;
    QString title;      ///< shown to people
    QJsonArray rules;   ///< see recognises(); empty: the family needs no files
    QStringList skills; ///< names of explain::Skill
};

/// What a plugin's JSON says, read without opening its code.
struct PluginInfo {
    QString file; ///< the library; empty: its families are linked into the program
    QString id, title, version, licence, source;
    QList<FamilyInfo> families;
    QStringList methods;                   ///< ids that it brings
    std::optional<explain::Error> refused; ///< why it must not be opened
};

/// Reads the JSON of one plugin library. What is missing or of a wrong type is left empty; a
/// library of another interface or LibTorch is refused with both numbers.
/// \param header as QPluginLoader::metaData() gives it
PluginInfo pluginInfo(const QString& file, const QJsonObject& header);

/// Every plugin library in \p folders, by file name; the first of each id holds. [any thread]
std::vector<PluginInfo> findPlugins(const QStringList& folders);

/// The plugins there are. Lists and recognises from their JSON alone, and opens a library only when
/// a network of its is asked for. A library that ended the program while it was being opened is
/// left alone from then on, until its file changes or retry() is called. [main thread]
class PluginList final {
public:
    /// \param stateFolder where the marks of crashed plugins lie; empty: none are kept
    PluginList(std::vector<PluginInfo> plugins, QString stateFolder);

    /// Those of the program and the user: findPlugins(pluginFolders()), marks in stateFolder().
    static PluginList ofProgram();

    const std::vector<PluginInfo>& plugins() const { return m_plugins; }
    std::vector<FamilyInfo> families() const; ///< those that may be opened, by id

    /// One for each plugin that was refused or skipped, for the user to read.
    std::vector<explain::Error> notices() const;

    /// The id of the family that \p path belongs to: by the rules of the JSON, then by asking the
    /// families themselves, which opens their plugins. Errors: Input (nothing there), Network
    /// (nobody knows it; says what was looked for).
    explain::Expected<QString> recognise(const QString& path);

    /// The same by the rules alone, opening nothing. Empty: no rule fits.
    QString recogniseByRules(const QString& path) const;

    /// The family, its plugin opened where it is not yet. Errors: Network.
    explain::Expected<explain::NetworkFamily> family(const QString& id);

    /// The plugin that knows \p path. Errors: those of recognise() and of opening; Network where
    /// the family is linked into the program.
    explain::Expected<const NetworkPlugin*> pluginFor(const QString& path);

    /// Opens those that bring methods, so that the methods are listed. Failures join notices().
    void openThoseWithMethods();

    void retry(const QString& file); ///< forgets that it crashed

private:
    explain::Expected<const NetworkPlugin*> open(PluginInfo& plugin);
    PluginInfo* pluginOf(const QString& family);

    std::vector<PluginInfo> m_plugins;
    CrashMarks m_marks;
};

} // namespace models
