// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/files_stamp.h"
#include "models/plugin_list.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <list>

namespace models {

/// Which network to load, where and how.
struct NetworkRequest {
    QString id;     ///< of NetworkEntry: what the signals name
    QString family; ///< empty: recognised by the path
    QString path;   ///< empty: the family needs no files
    QString device = QStringLiteral("cpu");
    QString precision = QStringLiteral("f32");
};
using NetworkPointer = std::shared_ptr<const explain::Network>;
using LoadOutcome = explain::Expected<NetworkPointer>;

/// Loads here and now: what the command line calls. File hashes come from the user's cache.
/// Errors: those of PluginList::recognise() and NetworkFamily::load(). [main thread]
LoadOutcome loadNetwork(PluginList& plugins, const NetworkRequest& request,
                        const explain::Progress& progress = {});

/// Loads networks beside the GUI thread, one at a time, and keeps the last few by memory, so that
/// going back and forth between two costs nothing. A checkpoint whose files have changed is loaded
/// anew. [gui thread]
class NetworkLoader final : public QObject {
    Q_OBJECT
public:
    /// \param plugins   outlives the loader
    /// \param maxBytes  of the files of all networks kept; the newest is always kept
    NetworkLoader(PluginList& plugins, qint64 maxBytes, QObject* parent = nullptr);
    ~NetworkLoader() override; ///< cancels and waits

    /// Answers with loaded() or failed(), never before it returns. One that is being loaded already
    /// is not begun twice.
    void load(const NetworkRequest& request);

    void cancel(const QString& id); ///< answered at once by failed() with a Cancelled error

    /// The network where it is kept and its files are as they were; null: load it.
    NetworkPointer kept(const NetworkRequest& request);

    qint64 keptBytes() const; ///< of the files of those that are kept

Q_SIGNALS:
    void progress(const QString& id, int percent, const QString& step);
    void loaded(const QString& id, std::shared_ptr<const explain::Network> network);
    void failed(const QString& id, const explain::Error& error);

private:
    struct Kept {
        QString key;
        FilesStamp stamp; ///< before it was loaded
        NetworkPointer network;
    };
    struct Loading {
        QString id, key;
        QFuture<LoadOutcome> future;
    };
    void begin(const NetworkRequest& request, const explain::NetworkFamily& family);
    void finish(const QString& key, const FilesStamp& stamp);
    void keep(Kept network);
    void failLater(const QString& id, const explain::Error& error);

    PluginList& m_plugins;
    const qint64 m_maxBytes;
    QThreadPool m_pool; ///< of one thread
    QList<Loading> m_loading;
    std::list<Kept> m_kept; ///< last used first
};

} // namespace models
