// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/file_hashes.h"

#include "explain/sha256.h"
#include "models/places.h"
#include "models/small_file.h"

#include <QDir>

#include <chrono>

#include <sys/stat.h>

namespace models {
namespace {

constexpr int64_t worthKeepingBytes = 1 << 20; ///< smaller files are hashed as fast as looked up
constexpr int64_t settledSeconds = 2;          ///< a younger file may change within one clock tick

/// What tells one state of a file from the next, in one line.
QByteArray stateOf(const struct stat& status)
{
    return QString("%1 bytes, changed %2.%3, inode %4 on %5")
        .arg(status.st_size)
        .arg(status.st_mtim.tv_sec)
        .arg(status.st_mtim.tv_nsec, 9, 10, QChar('0'))
        .arg(status.st_ino)
        .arg(status.st_dev)
        .toLatin1();
}

bool isSettled(const struct stat& status)
{
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return now - status.st_mtim.tv_sec > settledSeconds;
}

/// Where the hash of \p file is kept; one small file each, so that no two writers can meet in one.
QString noteFor(const std::filesystem::path& file)
{
    const QString folder = cacheFolder();
    std::error_code failed;
    const std::filesystem::path path = std::filesystem::canonical(file, failed);
    if (folder.isEmpty() || failed || !QDir(folder).mkpath("hashes"))
        return {};
    return folder + "/hashes/" + QString::fromStdString(explain::sha256(path.string())).left(32);
}

/// The hash in a note, if it is one of this state.
std::optional<std::string> hashIn(const QString& note, const QByteArray& state)
{
    constexpr qsizetype hexDigits = 64, maxNoteBytes = 1024;
    const auto text = readSmallFile(note, maxNoteBytes);
    if (!text || !text->endsWith('\n' + state + '\n') || text->indexOf('\n') != hexDigits)
        return {};
    return text->left(hexDigits).toStdString();
}

} // namespace

explain::Expected<std::string> fileHash(const std::filesystem::path& file)
{
    struct stat before = {}, after = {};
    if (::stat(file.c_str(), &before) != 0 || !S_ISREG(before.st_mode)
        || before.st_size < worthKeepingBytes)
        return explain::sha256OfFile(file);
    const QString note = noteFor(file);
    const QByteArray state = stateOf(before);
    if (const auto known = hashIn(note, state))
        return *known;
    const auto hash = explain::sha256OfFile(file);
    const bool unchanged = ::stat(file.c_str(), &after) == 0 && stateOf(after) == state;
    if (hash && !note.isEmpty() && unchanged && isSettled(after))
        // What cannot be kept is computed again.
        static_cast<void>(writeWhole(note, QByteArray::fromStdString(*hash) + '\n' + state + '\n'));
    return hash;
}

} // namespace models
