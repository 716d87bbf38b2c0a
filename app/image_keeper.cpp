// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/image_keeper.h"

#include "models/image_file.h"
#include "models/small_file.h"
#include "project/image_place.h"

#include <QFileInfo>
#include <QPointer>
#include <QtConcurrent>

namespace app {
namespace {

using explain::Error;
using Bytes = QHash<QUuid, QByteArray>;

constexpr qint64 mostEmbedded = qint64(1) << 30; ///< bytes of images that one step takes in

struct Source {
    QUuid id;
    QString file;
};

/// The bytes of all files, or why not all could be read. [worker thread]
explain::Expected<Bytes> readAll(const QList<Source>& sources, const explain::Progress& progress)
{
    Bytes all;
    qint64 sum = 0;
    for (qsizetype i = 0; i < sources.size(); ++i) {
        if (progress.cancelled())
            return explain::cancelledError;
        progress.report(double(i) / double(sources.size()), "reading images");
        auto bytes = models::readSmallFile(sources[i].file, QFileInfo(sources[i].file).size());
        if (!bytes)
            return bytes.error();
        sum += bytes->size();
        if (sum > mostEmbedded)
            return Error{Error::Kind::Input,
                         "portable project: expected at most 1 GiB of images, found more"};
        all.insert(sources[i].id, *std::move(bytes));
    }
    return all;
}

} // namespace

ImageKeeper::ImageKeeper(QObject* parent) : QObject(parent)
{
}

ImageKeeper::~ImageKeeper()
{
    if (m_watcher) {
        m_watcher->disconnect(this);
        m_watcher->cancel();
        m_watcher->waitForFinished();
    }
}

template <class Outcome, class Work, class End> void ImageKeeper::start(Work work, End end)
{
    auto* watcher = new QFutureWatcher<Outcome>(this);
    m_watcher = watcher;
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this](int percent) { Q_EMIT progress(tr("Images"), percent / 100.0); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, end] {
        m_watcher = nullptr;
        watcher->deleteLater();
        Q_EMIT progress({}, 1);
        if (watcher->future().resultCount() > 0)
            end(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run([work](QPromise<Outcome>& promise) {
        promise.setProgressRange(0, 100);
        explain::Progress progress;
        progress.report = [&](double fraction, std::string_view) {
            promise.setProgressValue(int(100 * fraction));
        };
        progress.cancelled = [&] { return promise.isCanceled(); };
        promise.addResult(work(progress));
    }));
    Q_EMIT progress(tr("Images"), 0);
}

void ImageKeeper::cancel()
{
    if (m_watcher)
        m_watcher->cancel();
}

QList<models::LostImage> ImageKeeper::lostImages(const project::Document& document)
{
    QList<models::LostImage> lost;
    for (const project::Image* image : document.all<project::Image>()) {
        const QString file = project::absolutePath(document.file(), image->file);
        if (!image->embedded && !QFileInfo(file).isFile())
            lost << models::LostImage{image->id, QFileInfo(file).fileName(), image->sha256};
    }
    return lost;
}

bool ImageKeeper::isPortable(const project::Document& document)
{
    const auto images = document.all<project::Image>();
    return !images.empty() && std::ranges::all_of(images, &project::Image::embedded);
}

void ImageKeeper::relink(project::Document& document, const QString& folder)
{
    const QList<models::LostImage> lost = lostImages(document);
    if (isRunning() || lost.isEmpty())
        return;
    using Found = explain::Expected<QHash<QUuid, QString>>;
    start<Found>(
        [lost, folder](const explain::Progress& progress) {
            return models::findLost(lost, folder, progress);
        },
        [this, open = QPointer(&document), count = lost.size()](const Found& found) {
            if (open)
                finishRelink(*open, count, found);
        });
}

void ImageKeeper::finishRelink(project::Document& document, qsizetype lost,
                               const explain::Expected<QHash<QUuid, QString>>& found)
{
    if (!found) {
        if (found.error().kind != Error::Kind::Cancelled)
            Q_EMIT failed(QString::fromStdString(found.error().message));
        return;
    }
    project::Edit edit(document);
    for (auto each = found->cbegin(); each != found->cend(); ++each)
        if (const auto* before = document.find<project::Image>(each.key())) {
            project::Image after = *before;
            after.file = project::storedPath(document.file(), each.value());
            edit.update(after);
        }
    document.commit({.name = tr("relink %1 images").arg(found->size())}, edit);
    Q_EMIT finished(tr("%1 of %2 lost images found").arg(found->size()).arg(lost));
}

void ImageKeeper::embed(project::Document& document)
{
    QList<Source> sources;
    for (const project::Image* image : document.all<project::Image>())
        if (!image->embedded)
            sources << Source{image->id, project::absolutePath(document.file(), image->file)};
    if (isRunning() || sources.isEmpty())
        return;
    start<explain::Expected<Bytes>>(
        [sources](const explain::Progress& progress) { return readAll(sources, progress); },
        [this, open = QPointer(&document)](const explain::Expected<Bytes>& read) {
            if (!open)
                return;
            if (!read) {
                if (read.error().kind != Error::Kind::Cancelled)
                    Q_EMIT failed(QString::fromStdString(read.error().message));
                return;
            }
            project::Edit edit(*open);
            for (auto each = read->cbegin(); each != read->cend(); ++each)
                if (const auto* before = open->find<project::Image>(each.key())) {
                    project::Image after = *before;
                    after.sha256 = open->addBlob(each.value());
                    after.embedded = true;
                    edit.update(after);
                }
            open->commit({.name = tr("take %1 images into the project").arg(read->size())}, edit);
            Q_EMIT finished(tr("The project's file holds all its images"));
        });
}

void ImageKeeper::release(project::Document& document)
{
    project::Edit edit(document);
    for (const project::Image* image : document.all<project::Image>()) {
        const QString file = project::absolutePath(document.file(), image->file);
        if (!image->embedded || !QFileInfo(file).isFile())
            continue; // the project holds the only copy
        project::Image after = *image;
        after.embedded = false;
        edit.update(after);
    }
    document.commit({.name = tr("read images from their files")}, edit);
}

} // namespace app
