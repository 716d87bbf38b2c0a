// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/project_files.h"
#include "app/settings.h"

#include <QFileInfo>

#include <algorithm>

namespace app {
namespace {

/// The network that was chosen last time; without one the built-in network, or, in a program that
/// carries none, the one without weights. That one means nothing: it is never kept for next time.
QString firstNetwork(models::NetworkList& networks)
{
    for (const QString& id :
         {settings().value("network").toString(), QString("phantom"), QString("toy")})
        if (const models::NetworkEntry* entry = id.isEmpty() ? nullptr : networks.find(id))
            return entry->id;
    return {};
}

} // namespace

void MainWindow::begin(const WindowArguments& arguments)
{
    for (const explain::Error& error : m_studio.startNotices())
        notify(QString::fromStdString(error.message));
    openAtStart(arguments);
    const QString named = QString::fromStdString(arguments.network);
    if (!named.isEmpty() && !m_studio.networks().find(named))
        m_studio.addNetwork(QFileInfo(named).absoluteFilePath());
    else if (!named.isEmpty())
        m_studio.changeNetwork(m_studio.networks().find(named)->id);
    else if (m_studio.networkId().isEmpty()) // the project knows none, or none that is here
        if (const QString first = firstNetwork(m_studio.networks()); !first.isEmpty())
            m_studio.chooseNetwork(first);
}

/// Without anything to open: the project of the last time, at the very first the demo.
void MainWindow::openAtStart(const WindowArguments& arguments)
{
    QStringList files;
    for (const std::string& file : arguments.files)
        files.append(QString::fromStdString(file));
    if (!files.isEmpty()) {
        if (std::ranges::none_of(files, looksLikeProject))
            newProject();
        openFiles(files, arguments.texts);
        return;
    }
    const QString last = recentProjects().value(0);
    if (QFileInfo::exists(last) && openProject(last))
        return;
    openDemo();
    if (!settings().value("tour/seen").toBool())
        startTour();
}

} // namespace app
