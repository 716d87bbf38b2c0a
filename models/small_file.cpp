// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/small_file.h"

#include <QFile>
#include <QSaveFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>

namespace models {
namespace {

explain::Error input(const QString& file, const QString& why)
{
    return {explain::Error::Kind::Input, (file + ": " + why).toStdString()};
}

} // namespace

explain::Expected<QByteArray> readSmallFile(const QString& file, qint64 maxBytes)
{
    // O_NONBLOCK: a pipe without a writer would hold the caller for ever.
    const int descriptor =
        ::open(QFile::encodeName(file).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return input(file, QString("expected a readable file, found: %1").arg(strerror(errno)));
    QFile opened;
    struct stat status = {};
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (!opened.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle) || !regular)
        return input(file, "expected a regular file, found a folder, pipe or device");
    // One byte more than allowed tells a file that grew, or lies about its size.
    const QByteArray bytes = opened.read(maxBytes + 1);
    if (bytes.size() > maxBytes)
        return input(file, QString("expected at most %1 bytes, found more").arg(maxBytes));
    return bytes;
}

std::optional<explain::Error> writeWhole(const QString& file, const QByteArray& bytes)
{
    QSaveFile replacement(file);
    if (replacement.open(QIODevice::WriteOnly) && replacement.write(bytes) == bytes.size()
        && replacement.commit())
        return {};
    return input(file, "expected to write it, found: " + replacement.errorString());
}

} // namespace models
