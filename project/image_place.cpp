// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/image_place.h"

#include <QDir>
#include <QFileInfo>

namespace project {

QString storedPath(const QString& projectFile, const QString& file)
{
    if (file.isEmpty())
        return {};
    const QString absolute = QDir::cleanPath(QFileInfo(file).absoluteFilePath());
    if (projectFile.isEmpty())
        return absolute;
    const QString folder = QFileInfo(projectFile).absolutePath();
    const QString below = folder.endsWith('/') ? folder : folder + '/';
    return absolute.startsWith(below) ? absolute.mid(below.size()) : absolute;
}

QString absolutePath(const QString& projectFile, const QString& stored)
{
    if (stored.isEmpty() || QDir::isAbsolutePath(stored) || projectFile.isEmpty())
        return stored;
    return QDir::cleanPath(QFileInfo(projectFile).absolutePath() + '/' + stored);
}

} // namespace project
