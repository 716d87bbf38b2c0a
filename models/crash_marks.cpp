// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/crash_marks.h"

#include "models/small_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>

#include <signal.h>

namespace models {
namespace {

constexpr qint64 largestMark = 1 << 14; // bytes

QJsonObject stampOf(const QString& file)
{
    const QFileInfo library(file);
    return {{"library", file},
            {"bytes", library.size()},
            {"modified", library.lastModified().toMSecsSinceEpoch()}};
}

/// Marks are named after the process that wrote them: "opening-4711.json".
bool writerLives(const QString& markName)
{
    const qint64 process = markName.mid(8).chopped(5).toLongLong();
    return process == QCoreApplication::applicationPid()
        || (process > 0 && (::kill(pid_t(process), 0) == 0 || errno == EPERM));
}

QJsonObject readMark(const QString& mark)
{
    const auto bytes = readSmallFile(mark, largestMark);
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

QStringList marksIn(const QString& folder)
{
    QStringList marks;
    if (!folder.isEmpty())
        for (const QString& name : QDir(folder).entryList({"opening-*.json"}, QDir::Files))
            if (!writerLives(name))
                marks << folder + '/' + name;
    return marks;
}

} // namespace

CrashMarks::CrashMarks(QString folder) : m_folder(std::move(folder))
{
    for (const QString& mark : marksIn(m_folder)) {
        const QJsonObject stamp = readMark(mark);
        const QString library = stamp["library"].toString();
        if (!library.isEmpty() && stamp == stampOf(library))
            m_crashed.insert(library);
        else
            QFile::remove(mark); // another library by now, or not a mark at all
    }
}

void CrashMarks::forget(const QString& file)
{
    m_crashed.remove(file);
    for (const QString& mark : marksIn(m_folder))
        if (readMark(mark)["library"].toString() == file)
            QFile::remove(mark);
}

CrashMarks::Opening::Opening(const CrashMarks& marks, const QString& file)
{
    if (marks.m_folder.isEmpty())
        return;
    m_mark =
        QString("%1/opening-%2.json").arg(marks.m_folder).arg(QCoreApplication::applicationPid());
    // Where the mark cannot be written only the protection is lost, not the plugin.
    writeWhole(m_mark, QJsonDocument(stampOf(file)).toJson(QJsonDocument::Compact));
}

CrashMarks::Opening::~Opening()
{
    if (!m_mark.isEmpty())
        QFile::remove(m_mark);
}

} // namespace models
