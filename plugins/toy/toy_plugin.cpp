// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_plugin.h"
#include "plugins/toy/toy_network.h"

#include <QObject>

/// The studio's door to the toy network.
class ToyPlugin final : public QObject, public models::NetworkPlugin {
    Q_OBJECT
    Q_INTERFACES(models::NetworkPlugin)
    Q_PLUGIN_METADATA(IID NetworkPlugin_iid FILE "toy.json") // CMake writes it from toy.json.in
public:
    const explain::NetworkFamily& family() const override { return toy::family(); }
};

#include "toy_plugin.moc"
