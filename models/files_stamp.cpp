// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/files_stamp.h"

#include <QDateTime>
#include <QDir>

namespace models {

FilesStamp stampOf(const QString& path)
{
    const QFileInfo where(path);
    QFileInfoList files;
    if (where.isFile())
        files << where;
    else if (where.isDir())
        files = QDir(path).entryInfoList(QDir::Files);

    FilesStamp stamp;
    for (const QFileInfo& file : files) {
        ++stamp.files;
        stamp.bytes += file.size();
        stamp.newestMs = std::max(stamp.newestMs, file.lastModified().toMSecsSinceEpoch());
    }
    return stamp;
}

} // namespace models
