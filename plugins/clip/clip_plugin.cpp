// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_plugin.h"
#include "plugins/clip/clip_network.h"

#include <QObject>

/// The studio's door to the CLIP family.
class ClipPlugin final : public QObject, public models::NetworkPlugin {
    Q_OBJECT
    Q_INTERFACES(models::NetworkPlugin)
    Q_PLUGIN_METADATA(IID NetworkPlugin_iid FILE "clip.json") // CMake writes it from clip.json.in
public:
    const explain::NetworkFamily& family() const override { return clip::family(); }
};

#include "clip_plugin.moc"
