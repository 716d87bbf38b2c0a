// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_plugin.h"

#include <QPluginLoader>

#include <torch/version.h>

namespace models {
namespace {

explain::Error refused(const QString& why)
{
    return {explain::Error::Kind::Network, why.toStdString()};
}

} // namespace

std::optional<explain::Error> mismatch(const QJsonObject& header)
{
    const QString interfaceId = header["IID"].toString();
    if (interfaceId != QLatin1String(NetworkPlugin_iid))
        return refused(
            QString("plugin: expected " NetworkPlugin_iid ", found %1").arg(interfaceId));
    const QString libTorch = header["MetaData"]["libtorch"].toString();
    if (libTorch != QLatin1String(TORCH_VERSION))
        return refused(
            QString("plugin: expected LibTorch " TORCH_VERSION ", found %1").arg(libTorch));
    return {};
}

explain::Expected<const NetworkPlugin*> openPlugin(const QString& file)
{
    QPluginLoader loader(file);
    loader.setLoadHints(QLibrary::PreventUnloadHint);
    const QJsonObject header = loader.metaData();
    if (header.isEmpty())
        return refused(file + ": " + loader.errorString());
    if (const auto why = mismatch(header))
        return explain::Error{why->kind, file.toStdString() + ": " + why->message};
    if (const auto* plugin = qobject_cast<NetworkPlugin*>(loader.instance()))
        return plugin;
    return refused(file + ": " + loader.errorString());
}

} // namespace models
