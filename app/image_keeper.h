// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "models/relink.h"
#include "project/document.h"

#include <QFutureWatcher>

namespace app {

/// Long work on the images of a project, beside the window: finding those that were moved, and
/// taking all into the project's own file. Each ends in one step of the history. [gui thread]
class ImageKeeper final : public QObject {
    Q_OBJECT
public:
    explicit ImageKeeper(QObject* parent = nullptr);
    ~ImageKeeper() override;

    /// Images of \p document whose files are not there.
    static QList<models::LostImage> lostImages(const project::Document& document);

    /// Whether every image is in the project's own file.
    static bool isPortable(const project::Document& document);

    bool isRunning() const { return m_watcher != nullptr; }
    void relink(project::Document& document, const QString& folder);
    void embed(project::Document& document);   ///< portable: the file alone holds everything
    void release(project::Document& document); ///< images that have a file are read from it again
    void cancel();

Q_SIGNALS:
    void progress(const QString& title, double fraction); ///< no title: nothing is running
    void finished(const QString& sentence);
    void failed(const QString& sentence);

private:
    template <class Outcome, class Work, class End> void start(Work work, End end);
    void finishRelink(project::Document& document, qsizetype lost,
                      const explain::Expected<QHash<QUuid, QString>>& found);

    QFutureWatcherBase* m_watcher = nullptr;
};

} // namespace app
