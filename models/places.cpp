// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace models {
namespace {

QString besideProgram(const QString& relativePath)
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + '/' + relativePath);
}

QString made(const QString& base)
{
    const QString folder = base + "/groundscope";
    return !base.isEmpty() && QDir().mkpath(folder) ? folder : QString();
}

/// QStandardPaths learns of the state folder in Qt 6.7.
QString stateBase()
{
    const QString chosen = qEnvironmentVariable("XDG_STATE_HOME");
    return QDir::isAbsolutePath(chosen) ? chosen : QDir::homePath() + "/.local/state";
}

} // namespace

QString resource(const QString& relativePath)
{
    for (const char* folder : {"../resources/", "../share/groundscope/"}) {
        const QString path = besideProgram(folder + relativePath);
        if (QFileInfo::exists(path))
            return path;
    }
    return {};
}

QStringList pluginFolders()
{
    QStringList folders = qEnvironmentVariable("GROUNDSCOPE_PLUGIN_PATH")
                              .split(QDir::listSeparator(), Qt::SkipEmptyParts);
    folders << besideProgram("../plugins") << besideProgram("../lib/groundscope/plugins");
    return folders;
}

QString configFolder()
{
    return made(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation));
}

QString dataFolder()
{
    return made(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
}

QString cacheFolder()
{
    return made(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation));
}

QString stateFolder()
{
    return made(stateBase());
}

QString calibrationFolder()
{
    const QString folder = dataFolder();
    return folder.isEmpty() ? QString() : folder + "/calibrations";
}

} // namespace models
