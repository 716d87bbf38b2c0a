// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_loader.h"

#include "explain/apply.h"
#include "models/file_hashes.h"
#include "models/logging.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QtConcurrent>

#include <algorithm>

namespace models {
namespace {

explain::Expected<explain::NetworkFamily> familyFor(PluginList& plugins,
                                                    const NetworkRequest& request)
{
    if (!request.family.isEmpty())
        return plugins.family(request.family);
    const auto id = plugins.recognise(request.path);
    if (!id)
        return id.error();
    return plugins.family(*id);
}

/// [worker thread]
LoadOutcome loadAs(const explain::NetworkFamily& family, const NetworkRequest& request,
                   const explain::Progress& progress)
{
    QElapsedTimer timer;
    timer.start();
    try {
        const auto loaded = family.load({.path = request.path.toStdString(),
                                         .device = request.device.toStdString(),
                                         .precision = request.precision.toStdString(),
                                         .hash = fileHash},
                                        progress);
        if (loaded)
            qCInfo(log).noquote() << "loaded" << request.id << "in" << timer.elapsed() << "ms";
        return loaded;
    } catch (...) {
        return explain::errorFromException(request.path.toStdString());
    }
}

void work(QPromise<LoadOutcome>& promise, const explain::NetworkFamily& family,
          const NetworkRequest& request)
{
    promise.setProgressRange(0, 100);
    const explain::Progress progress{
        .report =
            [&promise](double fraction, std::string_view step) {
                promise.setProgressValueAndText(
                    int(100 * std::clamp(fraction, 0.01, 1.0)),
                    QString::fromUtf8(step.data(), qsizetype(step.size())));
            },
        .cancelled = [&promise] { return promise.isCanceled(); }};
    promise.addResult(loadAs(family, request, progress));
}

QString keyOf(const NetworkRequest& request)
{
    return QStringList{request.family, request.path, request.device, request.precision}.join('\n');
}

} // namespace

LoadOutcome loadNetwork(PluginList& plugins, const NetworkRequest& request,
                        const explain::Progress& progress)
{
    const auto family = familyFor(plugins, request);
    if (!family)
        return family.error();
    return loadAs(*family, request, progress);
}

NetworkLoader::NetworkLoader(PluginList& plugins, qint64 maxBytes, QObject* parent)
    : QObject(parent), m_plugins(plugins), m_maxBytes(maxBytes)
{
    m_pool.setMaxThreadCount(1);
}

NetworkLoader::~NetworkLoader()
{
    for (Loading& loading : m_loading)
        loading.future.cancel();
    m_pool.waitForDone();
}

void NetworkLoader::load(const NetworkRequest& request)
{
    const QString key = keyOf(request);
    if (std::ranges::find(m_loading, key, &Loading::key) != m_loading.end())
        return;
    if (const NetworkPointer network = kept(request)) {
        const auto tell = [this, id = request.id, network] { Q_EMIT loaded(id, network); };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        return;
    }
    const auto family = familyFor(m_plugins, request);
    if (family)
        begin(request, *family);
    else
        failLater(request.id, family.error());
}

void NetworkLoader::cancel(const QString& id)
{
    for (Loading& loading : m_loading)
        if (loading.id == id)
            loading.future.cancel();
    if (m_loading.removeIf([&id](const Loading& loading) { return loading.id == id; }))
        Q_EMIT failed(id, explain::cancelledError);
}

NetworkPointer NetworkLoader::kept(const NetworkRequest& request)
{
    const auto it = std::ranges::find(m_kept, keyOf(request), &Kept::key);
    if (it == m_kept.end())
        return nullptr;
    if (it->stamp != stampOf(request.path)) {
        m_kept.erase(it);
        return nullptr;
    }
    m_kept.splice(m_kept.begin(), m_kept, it);
    return it->network;
}

qint64 NetworkLoader::keptBytes() const
{
    qint64 bytes = 0;
    for (const Kept& kept : m_kept)
        bytes += kept.stamp.bytes;
    return bytes;
}

void NetworkLoader::begin(const NetworkRequest& request, const explain::NetworkFamily& family)
{
    const QString key = keyOf(request);
    const FilesStamp stamp = stampOf(request.path);
    const QFuture<LoadOutcome> future = QtConcurrent::run(&m_pool, work, family, request);
    m_loading.append({request.id, key, future});

    auto* watcher = new QFutureWatcher<LoadOutcome>(this);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this, id = request.id, watcher](int percent) {
                if (!watcher->isCanceled())
                    Q_EMIT progress(id, percent, watcher->progressText());
            });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, key, stamp, watcher] {
        if (!watcher->isCanceled()) // else it was told, and may be loading anew
            finish(key, stamp);
        watcher->deleteLater();
    });
    watcher->setFuture(future);
}

void NetworkLoader::finish(const QString& key, const FilesStamp& stamp)
{
    const auto it = std::ranges::find(m_loading, key, &Loading::key);
    if (it == m_loading.end())
        return;
    const QString id = it->id;
    const LoadOutcome outcome = it->future.result();
    m_loading.erase(it);
    if (!outcome) {
        Q_EMIT failed(id, outcome.error());
        return;
    }
    keep({key, stamp, *outcome});
    Q_EMIT loaded(id, *outcome);
}

void NetworkLoader::keep(Kept network)
{
    m_kept.remove_if([&network](const Kept& kept) { return kept.key == network.key; });
    m_kept.push_front(std::move(network));
    while (m_kept.size() > 1 && keptBytes() > m_maxBytes)
        m_kept.pop_back(); // runs that still use it hold it themselves
}

void NetworkLoader::failLater(const QString& id, const explain::Error& error)
{
    const auto tell = [this, id, error] { Q_EMIT failed(id, error); };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

} // namespace models
