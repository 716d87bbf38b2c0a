// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/project_file.h"
#include "project/recorder.h"
#include "project/values.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace project {
namespace {

/// Waits until a file or folder is on the disk.
void sync(const QString& path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const int result = descriptor < 0 ? -1 : ::fsync(descriptor);
    const int reason = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (result != 0)
        throw std::runtime_error(path.toStdString() + ": cannot be kept: " + std::strerror(reason));
}

void removeBeside(const QString& file)
{
    for (const char* suffix : {"-wal", "-shm", "-journal"})
        QFile::remove(file + suffix); // of a file that is gone: SQLite would replay them
}

void build(const QString& source, const QString& part, const QUuid& id,
           const std::deque<std::vector<Action>>& more)
{
    if (source.isEmpty()) {
        if (const auto error = makeFile(
                part, id, more.empty() ? QDateTime::currentMSecsSinceEpoch() : more[0][0].time))
            throw std::runtime_error(error->message);
    } else {
        Database database(source, readingAccess(source));
        Statement(database, "VACUUM INTO ?").run({part.toStdString()});
    }
    if (!more.empty()) {
        Recorder recorder(part);
        for (const std::vector<Action>& batch : more)
            recorder.write(batch);
        recorder.close();
    }
    sync(part);
}

} // namespace

std::optional<explain::Error> copyFile(const QString& source, const QString& target,
                                       const QUuid& id, const std::deque<std::vector<Action>>& more)
{
    const QString part = target + ".part";
    std::optional<explain::Error> error;
    try {
        QFile::remove(part); // of an attempt that died
        build(source, part, id, more);
        removeBeside(target);
        std::filesystem::rename(part.toStdString(), target.toStdString());
        sync(QFileInfo(target).path());
        return {};
    } catch (const DatabaseError& fault) {
        error = fileError(target, fault);
    } catch (const std::exception& fault) {
        error = explain::Error{explain::Error::Kind::Input, fault.what()};
    }
    QFile::remove(part);
    removeBeside(part);
    return error;
}

} // namespace project
