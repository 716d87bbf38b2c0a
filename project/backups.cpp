// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/backups.h"

#include "explain/sha256.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace project {
namespace {

constexpr int kept = 3;
constexpr qint64 largest = qint64(256) << 20;
constexpr auto suffix = ".groundscope";

/// Told from where the project lies: a damaged file may not know its own id.
QString folderOf(const QString& file, const QString& folder)
{
    const QFileInfo info(file);
    const std::string place = explain::sha256(info.absoluteFilePath().toStdString());
    return folder + '/' + info.completeBaseName() + '-'
        + QString::fromStdString(place.substr(0, 8));
}

/// Newest first.
QStringList copiesIn(const QString& folder)
{
    return QDir(folder).entryList({QString("*") + suffix}, QDir::Files,
                                  QDir::Name | QDir::Reversed);
}

bool same(const QString& one, const QString& other)
{
    if (QFileInfo(one).size() != QFileInfo(other).size())
        return false;
    const auto first = explain::sha256OfFile(one.toStdString());
    const auto second = explain::sha256OfFile(other.toStdString());
    return first && second && *first == *second;
}

} // namespace

void backUp(const QString& file, const QString& folder)
{
    if (folder.isEmpty() || QFileInfo(file).size() > largest)
        return;
    const QDir mine(folderOf(file, folder));
    if (!mine.mkpath("."))
        return;
    const QStringList before = copiesIn(mine.path());
    if (!before.isEmpty() && same(mine.filePath(before[0]), file))
        return;
    const QString name = QDateTime::currentDateTimeUtc().toString("yyyyMMdd-HHmmss-zzz");
    const QString part = mine.filePath(name + ".part");
    if (!QFile::copy(file, part) || !QFile::rename(part, mine.filePath(name + suffix))) {
        QFile::remove(part);
        return;
    }
    for (const QString& old : copiesIn(mine.path()).mid(kept))
        QFile::remove(mine.filePath(old));
}

QString newestBackup(const QString& file, const QString& folder)
{
    if (folder.isEmpty())
        return {};
    const QString mine = folderOf(file, folder);
    const QStringList copies = copiesIn(mine);
    return copies.isEmpty() ? QString() : mine + '/' + copies[0];
}

} // namespace project
