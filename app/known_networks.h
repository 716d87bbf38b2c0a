// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/network_list.h"

#include <memory>

namespace app {

/// The networks that this user can choose, the same in the window and on the command line: those
/// the program carries, those that need no files, and those that were added.
std::unique_ptr<models::NetworkList> knownNetworks(models::PluginList& plugins);

/// The entry that \p nameOrPath means: a known network, or any checkpoint folder or file. Errors:
/// Usage where it is the built-in network and this program carries none; Input (nothing there);
/// Network (nobody knows it).
explain::Expected<models::NetworkEntry> findNetwork(models::PluginList& plugins,
                                                    const models::NetworkList& networks,
                                                    const std::string& nameOrPath);

} // namespace app
