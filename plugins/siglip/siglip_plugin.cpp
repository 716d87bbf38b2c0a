// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_plugin.h"
#include "plugins/siglip/siglip_network.h"

#include <QObject>

/// The studio's door to the SigLIP family.
class SiglipPlugin final : public QObject, public models::NetworkPlugin {
    Q_OBJECT
    Q_INTERFACES(models::NetworkPlugin)
    Q_PLUGIN_METADATA(IID NetworkPlugin_iid FILE "siglip.json") // CMake writes it
public:
    const explain::NetworkFamily& family() const override { return siglip::family(); }
};

#include "siglip_plugin.moc"
