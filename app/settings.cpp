// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

namespace app {

QSettings& settings()
{
    static QSettings stored(QSettings::IniFormat, QSettings::UserScope, "groundscope",
                            "groundscope");
    return stored;
}

} // namespace app
