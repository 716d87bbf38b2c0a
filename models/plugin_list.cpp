// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/plugin_list.h"

#include "models/logging.h"
#include "models/places.h"
#include "models/recognise.h"

#include <QDir>
#include <QPluginLoader>
#include <QSet>

#include <algorithm>

namespace models {
namespace {

using explain::Error;

Error networkError(const QString& message)
{
    return {Error::Kind::Network, message.toStdString()};
}

QStringList strings(const QJsonValue& value)
{
    QStringList all;
    for (const QJsonValue& one : value.toArray())
        if (one.isString())
            all << one.toString();
    return all;
}

/// The family where it is linked in or its plugin is open.
std::optional<explain::NetworkFamily> knownFamily(const QString& id)
{
    for (const explain::NetworkFamily& family : explain::families())
        if (family.id == id.toStdString())
            return family;
    return {};
}

} // namespace

PluginInfo pluginInfo(const QString& file, const QJsonObject& header)
{
    const QJsonObject json = header["MetaData"].toObject();
    PluginInfo plugin{.file = file,
                      .id = json["id"].toString(),
                      .title = json["title"].toString(),
                      .version = json["version"].toString(),
                      .licence = json["licence"].toString(),
                      .source = json["source"].toString(),
                      .families = {},
                      .methods = strings(json["methods"]),
                      .refused = {}};
    if (plugin.id.isEmpty())
        plugin.id = QFileInfo(file).completeBaseName();
    if (plugin.title.isEmpty())
        plugin.title = plugin.id;
    for (const QJsonValue& value : json["families"].toArray()) {
        const QJsonObject family = value.toObject();
        if (family["id"].isString())
            plugin.families << FamilyInfo{family["id"].toString(),
                                          family["title"].toString(plugin.title),
                                          family["recognise"].toArray(), strings(family["skills"])};
    }
    if (const auto why = mismatch(header))
        plugin.refused = Error{why->kind, file.toStdString() + ": " + why->message};
    return plugin;
}

std::vector<PluginInfo> findPlugins(const QStringList& folders)
{
    std::vector<PluginInfo> found;
    QSet<QString> ids;
    for (const QString& folder : folders) {
        const QDir place(folder);
        for (const QString& name : place.entryList({"*.so"}, QDir::Files, QDir::Name)) {
            const QString file = place.absoluteFilePath(name);
            PluginInfo plugin = pluginInfo(file, QPluginLoader(file).metaData());
            if (ids.contains(plugin.id))
                continue;
            ids << plugin.id;
            found.push_back(std::move(plugin));
        }
    }
    return found;
}

PluginList::PluginList(std::vector<PluginInfo> plugins, QString stateFolder)
    : m_plugins(std::move(plugins)), m_marks(std::move(stateFolder))
{
    for (PluginInfo& plugin : m_plugins)
        if (m_marks.crashed(plugin.file))
            plugin.refused =
                networkError(plugin.file
                             + ": expected a plugin that can be opened, found that the program "
                               "ended while opening it; it is skipped until its file changes");
}

PluginList PluginList::ofProgram()
{
    return PluginList(findPlugins(pluginFolders()), stateFolder());
}

std::vector<FamilyInfo> PluginList::families() const
{
    std::vector<FamilyInfo> all;
    for (const PluginInfo& plugin : m_plugins)
        if (!plugin.refused)
            all.insert(all.end(), plugin.families.begin(), plugin.families.end());
    std::ranges::stable_sort(all, {}, &FamilyInfo::id);
    return all;
}

std::vector<Error> PluginList::notices() const
{
    std::vector<Error> all;
    for (const PluginInfo& plugin : m_plugins)
        if (plugin.refused)
            all.push_back(*plugin.refused);
    return all;
}

QString PluginList::recogniseByRules(const QString& path) const
{
    for (const FamilyInfo& family : families())
        if (recognises(family.rules, path))
            return family.id;
    return {};
}

explain::Expected<QString> PluginList::recognise(const QString& path)
{
    if (!QFileInfo::exists(path))
        return Error{Error::Kind::Input,
                     (path + ": expected a network's folder or file, found nothing").toStdString()};
    if (const QString family = recogniseByRules(path); !family.isEmpty())
        return family;
    // What no JSON file gives away (a lone file of weights) the families may know by its content.
    QStringList wanted;
    for (const FamilyInfo& known : families()) {
        if (known.rules.isEmpty())
            continue;
        wanted << known.id + " (" + inWords(known.rules).join("; ") + ')';
        const auto opened = family(known.id);
        if (opened && opened->recognise && !opened->recognise(path.toStdString()).empty())
            return known.id;
    }
    const QString known =
        wanted.isEmpty() ? QString("no plugin that knows files is installed") : wanted.join(", ");
    return networkError(
        QString("%1: expected a network of a known family, %2; found none").arg(path, known));
}

explain::Expected<explain::NetworkFamily> PluginList::family(const QString& id)
{
    if (const auto known = knownFamily(id))
        return *known;
    PluginInfo* const plugin = pluginOf(id);
    if (!plugin)
        return networkError(
            QString("family %1: expected a plugin that brings it, found none").arg(id));
    const auto opened = open(*plugin);
    if (!opened)
        return opened.error();
    return (*opened)->family();
}

explain::Expected<const NetworkPlugin*> PluginList::pluginFor(const QString& path)
{
    const auto id = recognise(path);
    if (!id)
        return id.error();
    PluginInfo* const plugin = pluginOf(*id);
    if (!plugin || plugin->file.isEmpty())
        return networkError(
            QString("family %1: expected a plugin library, found it linked in").arg(*id));
    return open(*plugin);
}

void PluginList::openThoseWithMethods()
{
    for (PluginInfo& plugin : m_plugins)
        if (!plugin.methods.isEmpty())
            (void)open(plugin); // what fails is told by notices()
}

void PluginList::retry(const QString& file)
{
    const bool wasSkipped = m_marks.crashed(file);
    m_marks.forget(file);
    for (PluginInfo& plugin : m_plugins)
        if (wasSkipped && plugin.file == file)
            plugin = pluginInfo(file, QPluginLoader(file).metaData());
}

explain::Expected<const NetworkPlugin*> PluginList::open(PluginInfo& plugin)
{
    if (plugin.refused)
        return *plugin.refused;
    const CrashMarks::Opening mark(m_marks, plugin.file);
    const auto opened = openPlugin(plugin.file);
    if (opened) {
        qCInfo(log).noquote() << "opened" << plugin.file;
    } else {
        plugin.refused = opened.error();
    }
    return opened;
}

PluginInfo* PluginList::pluginOf(const QString& family)
{
    const auto it = std::ranges::find_if(m_plugins, [&family](const PluginInfo& plugin) {
        return std::ranges::any_of(plugin.families,
                                   [&](const FamilyInfo& one) { return one.id == family; });
    });
    return it == m_plugins.end() ? nullptr : &*it;
}

} // namespace models
