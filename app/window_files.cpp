// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/case_importer.h"
#include "app/figure_export.h"
#include "app/project_files.h"
#include "app/settings.h"
#include "explain/nets/checkpoint.h"
#include "models/image_file.h"

#include <QClipboard>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>

namespace app {
namespace {

constexpr qsizetype mostRecent = 12;

QStringList imagesIn(const QString& folder)
{
    QStringList patterns;
    for (const QString& suffix : models::imageSuffixes())
        patterns.append("*." + suffix);
    QStringList files;
    const QDir dir(folder);
    for (const QString& name : dir.entryList(patterns, QDir::Files | QDir::Readable, QDir::Name))
        files.append(dir.filePath(name));
    return files;
}

bool looksLikeCheckpoint(const QString& path)
{
    const QDir dir(path);
    return explain::isWeightsName(path.toStdString()) || dir.exists("config.json")
        || dir.exists("open_clip_config.json");
}

} // namespace

void MainWindow::connectFileActions()
{
    connectImport();
    connect(m_actions["file.open"], &QAction::triggered, this, &MainWindow::openDialog);
    connect(m_actions["file.paste"], &QAction::triggered, this, &MainWindow::paste);
    connect(m_actions["file.figure"], &QAction::triggered, this, &MainWindow::figureDialog);
    connect(m_actions["file.data"], &QAction::triggered, this, &MainWindow::dataDialog);
    connect(m_actions["case.remove"], &QAction::triggered, this, [this] {
        m_textDock->finishEdit();
        m_studio.cases().remove(m_studio.currentCase());
    });
}

void MainWindow::openFiles(const QStringList& paths, const std::vector<explain::Text>& texts)
{
    QStringList images;
    for (const QString& path : paths) {
        const QFileInfo info(path);
        if (looksLikeProject(path)) {
            openProject(path);
        } else if (looksLikeCheckpoint(path)) {
            m_studio.addNetwork(info.absoluteFilePath());
        } else if (CaseImporter::takes(path)) {
            m_importer->begin(info.absoluteFilePath());
        } else if (info.isDir()) {
            const QStringList found = imagesIn(path);
            if (found.isEmpty())
                notify(tr("%1: expected images or a checkpoint, found none").arg(path));
            images.append(found);
        } else {
            images.append(info.absoluteFilePath());
        }
    }
    if (images.isEmpty())
        return;
    const QList<QUuid> added = m_studio.cases().addFiles(images, texts);
    remember(images);
    if (!added.isEmpty())
        m_studio.openCase(added.first());
}

void MainWindow::openDialog()
{
    QStringList patterns;
    for (const QString& suffix : models::imageSuffixes())
        patterns.append("*." + suffix);
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Open images"), lastFolder("images"),
                                      tr("Images (%1);;All files (*)").arg(patterns.join(' ')));
    if (files.isEmpty())
        return;
    rememberFolder("images", files.first());
    openFiles(files);
}

void MainWindow::addNetworkDialog()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a checkpoint folder"),
                                                             lastFolder("networks"));
    if (folder.isEmpty())
        return;
    rememberFolder("networks", folder);
    m_studio.addNetwork(folder);
}

void MainWindow::paste()
{
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData();
    if (mime)
        take(*mime);
}

void MainWindow::take(const QMimeData& mime)
{
    QStringList paths;
    for (const QUrl& url : mime.urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    if (!paths.isEmpty()) {
        openFiles(paths);
    } else if (mime.hasImage()) {
        const QUuid id = m_studio.cases().addPicture(qvariant_cast<QImage>(mime.imageData()),
                                                     tr("Pasted image"));
        m_studio.openCase(id);
    } else if (mime.hasText() && m_studio.texts()) {
        m_textDock->take(mime.text());
    } else if (mime.hasText()) {
        notify(tr("text: expected an open image to write it to, found none"));
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QMimeData* mime = event->mimeData();
    if (mime->hasUrls() || mime->hasImage() || mime->hasText())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    take(*event->mimeData());
    event->acceptProposedAction();
}

void MainWindow::remember(const QStringList& files)
{
    QStringList recent = settings().value("recent").toStringList();
    for (auto file = files.crbegin(); file != files.crend(); ++file) {
        recent.removeAll(*file);
        recent.prepend(*file);
    }
    settings().setValue("recent", recent.mid(0, mostRecent));
}

void MainWindow::figureDialog()
{
    QString filter;
    QString file =
        QFileDialog::getSaveFileName(this, tr("Save figure"), lastFolder("figures") + "/figure.pdf",
                                     tr("PDF (*.pdf);;SVG (*.svg);;PNG (*.png)"), &filter);
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += '.' + filter.left(3).toLower();
    rememberFolder("figures", file);
    if (const auto error = saveFigure(file))
        notify(QString::fromStdString(error->message));
}

} // namespace app
