// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QDir>
#include <QFileInfo>

namespace app {

QSettings& settings()
{
    static QSettings stored(QSettings::IniFormat, QSettings::UserScope, "groundscope",
                            "groundscope");
    return stored;
}

QString lastFolder(const char* kind)
{
    return settings().value(QString("folders/") + kind, QDir::homePath()).toString();
}

void rememberFolder(const char* kind, const QString& file)
{
    settings().setValue(QString("folders/") + kind, QFileInfo(file).absolutePath());
}

} // namespace app
