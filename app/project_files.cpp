// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_files.h"

#include "app/settings.h"
#include "models/places.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace app {
namespace {

constexpr qsizetype mostRecent = 12;
constexpr const char* recentKey = "projects/recent";

QString tr(const char* text)
{
    return QCoreApplication::translate("app::Project", text);
}

} // namespace

bool looksLikeProject(const QString& path)
{
    return QFileInfo(path).suffix().compare(projectSuffix, Qt::CaseInsensitive) == 0;
}

QString unnamedFolder()
{
    const QString state = models::stateFolder();
    const QString folder = state + "/projects";
    return !state.isEmpty() && QDir().mkpath(folder) ? folder : QString();
}

QString newProjectFile()
{
    const QString stem =
        unnamedFolder() + "/untitled " + QDateTime::currentDateTime().toString("yyyy-MM-dd HHmmss");
    QString file = stem + '.' + projectSuffix;
    for (int i = 2; QFileInfo::exists(file); ++i)
        file = QString("%1 %2.%3").arg(stem).arg(i).arg(projectSuffix);
    return file;
}

QString demoProjectFile()
{
    return unnamedFolder() + "/demo." + projectSuffix;
}

bool isUnnamed(const QString& file)
{
    return file.isEmpty() || QFileInfo(file).absolutePath() == unnamedFolder();
}

QString projectName(const QString& file)
{
    if (file == demoProjectFile())
        return tr("Demo cases");
    const QString stem = QFileInfo(file).completeBaseName();
    if (!isUnnamed(file))
        return stem;
    const QDateTime made = QDateTime::fromString(stem.section(' ', 1, 2), "yyyy-MM-dd HHmmss");
    return made.isValid() ? tr("Untitled, %1").arg(made.toString("d MMM HH:mm")) : tr("Untitled");
}

QStringList recentProjects()
{
    return settings().value(recentKey).toStringList();
}

void rememberProject(const QString& file)
{
    QStringList recent = recentProjects();
    recent.removeAll(file);
    recent.prepend(file);
    settings().setValue(recentKey, recent.mid(0, mostRecent));
}

project::Keeping keeping()
{
    constexpr int usual = 256, least = 16, most = 16384; // MB
    const int megabytes = settings().value("undo/megabytes", usual).toInt();
    const QString state = models::stateFolder();
    return {.backups = state.isEmpty() ? QString() : state + "/backups",
            .historyBytes = qint64(std::clamp(megabytes, least, most)) << 20};
}

} // namespace app
