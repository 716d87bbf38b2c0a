// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/known_networks.h"

#include "models/places.h"

#include <QFileInfo>

namespace app {
namespace {

using Kind = explain::Error::Kind;

explain::Error unknown(const std::string& name, const models::NetworkList& networks)
{
    std::string names;
    for (const models::NetworkEntry& entry : networks.entries())
        names += (names.empty() ? "" : ", ")
            + (entry.path.isEmpty() ? entry.id : entry.name).toStdString();
    if (name == "phantom")
        return {Kind::Usage,
                "--network: expected the built-in network 'phantom', found that this program "
                "carries none; choose --network DIR or one of "
                    + names};
    return {Kind::Input,
            name + ": expected a checkpoint folder or one of the networks " + names
                + ", found neither"};
}

} // namespace

std::unique_ptr<models::NetworkList> knownNetworks(models::PluginList& plugins)
{
    const QString config = models::configFolder();
    return std::make_unique<models::NetworkList>(plugins, models::resource("networks"),
                                                 config.isEmpty() ? QString()
                                                                  : config + "/networks.json");
}

explain::Expected<models::NetworkEntry> findNetwork(models::PluginList& plugins,
                                                    const models::NetworkList& networks,
                                                    const std::string& nameOrPath)
{
    const QString wanted = QString::fromStdString(nameOrPath);
    if (const models::NetworkEntry* entry = networks.find(wanted))
        return *entry;
    const QFileInfo file(wanted);
    if (!file.exists())
        return unknown(nameOrPath, networks);
    const auto family = plugins.recognise(wanted);
    if (!family)
        return family.error();
    models::NetworkEntry entry;
    entry.id = entry.path = file.absoluteFilePath();
    entry.name = file.fileName();
    entry.family = *family;
    return entry;
}

} // namespace app
