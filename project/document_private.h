// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/action.h"
#include "project/document.h"
#include "project/history_list.h"
#include "project/project_file.h"
#include "project/writer.h"

#include <QLockFile>
#include <QTimer>

#include <map>

namespace project {

struct Document::Private {
    explicit Private(Document& owner);

    QString file;
    QUuid id = QUuid::createUuid();
    QString readOnlyReason; ///< empty: writable
    Keeping keeping;

    RowStore rows;
    HistoryList history;
    qint64 lastStep = 0; ///< id; never used twice
    std::vector<MarkRow> marks;
    qint64 lastMark = 0;

    QUuid reader;
    std::function<qint64()> clock = &QDateTime::currentMSecsSinceEpoch;
    std::map<QString, QByteArray> blobs;     ///< waiting for the next action
    std::map<QString, QByteArray> sentBlobs; ///< not known to be durable
    std::map<QString, nlohmann::json> views;
    std::vector<QString> newViews; ///< keys that are not on their way yet
    QTimer viewTimer;

    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<Writer> writer;    ///< null: in memory or read-only
    std::deque<Writer::Batch> unsaved; ///< all that was done, of a document without a file

    bool refuses(); ///< read-only, and says so
    Action action(const QString& name, const QString& why = {}) const;
    void apply(const std::vector<Change>& changes);
    void send(std::vector<Action> actions); ///< one transaction
    void sendViews();
    void adopt(Loaded loaded);
    void startWriter(std::deque<Writer::Batch> queue, bool backUpFirst);
    void readOnlyAfter(const std::optional<explain::Error>& openingError);
    void told(const std::optional<explain::Error>& error, bool isLast);
    std::vector<Change> reload(Loaded loaded); ///< returns what differs
    void moveImages(const QString& from);      ///< their paths, from another project file

    // Steps. Their indices are rows of the history.
    void remember(const Remember& remember, const std::vector<Change>& changes, Action& action);
    bool mergeIntoLast(const Remember& remember, const std::vector<Change>& changes,
                       Action& action);
    void dropUndone(Action& action);
    void dropOldest(Action& action);
    const std::vector<Change>* changesOf(int step); ///< null: they cannot be read any more
    bool step(int row, bool back, std::vector<Action>& actions, std::vector<Change>& changes);
    int rowOf(qint64 stepId) const; ///< -1: before all

    Document& q;
};

} // namespace project
