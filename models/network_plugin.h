// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/family.h"

#include <QJsonObject>
#include <QtPlugin>

#include <optional>

namespace models {

/// What a plugin library gives the studio: one family of networks. Methods that it brings register
/// themselves as it is opened. Never unloaded: the studio keeps pointers into it.
class NetworkPlugin {
public:
    virtual ~NetworkPlugin() = default;
    virtual const explain::NetworkFamily& family() const = 0;
};

/// Why a plugin must not be opened: it was built for another interface or another LibTorch. Names
/// both numbers.
/// \param header as QPluginLoader::metaData() gives it, without opening the library
std::optional<explain::Error> mismatch(const QJsonObject& header);

/// Reads the JSON of \p file first and opens it only where interface and LibTorch are the studio's.
/// Errors: Network, with both numbers. [main thread]
explain::Expected<const NetworkPlugin*> openPlugin(const QString& file);

} // namespace models

// The number grows when a header of explain/ that plugins see changes, as tst_network_plugin holds
// by their hash; CMake reads it from here.
#define NetworkPlugin_iid "groundscope.NetworkPlugin/2"
Q_DECLARE_INTERFACE(models::NetworkPlugin, NetworkPlugin_iid)
