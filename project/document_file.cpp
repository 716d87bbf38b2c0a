// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/document_private.h"

#include "project/backups.h"
#include "project/image_place.h"
#include "project/schema.h"

#include <QFileInfo>
#include <QSysInfo>

namespace project {
namespace {

constexpr int viewAfterMs = 1000;

explain::Error inputError(const QString& message)
{
    return {explain::Error::Kind::Input, message.toStdString()};
}

std::unique_ptr<QLockFile> lockOf(const QString& file)
{
    auto lock = std::make_unique<QLockFile>(file + ".lock");
    lock->setStaleLockTime(0); // it is stale when its process is gone, however old it is
    return lock;
}

QString whyNotLocked(const QLockFile& lock)
{
    qint64 process = 0;
    QString host, program;
    if (lock.error() != QLockFile::LockFailedError)
        return Document::tr("Its folder cannot be written.");
    if (!lock.getLockInfo(&process, &host, &program))
        return Document::tr("Another window has it open.");
    return host == QSysInfo::machineHostName()
        ? Document::tr("Another window has it open (process %1).").arg(process)
        : Document::tr("Another window has it open (process %1 on %2).").arg(process).arg(host);
}

/// A link is opened where it leads, so that two names of one file are one project.
QString wholePath(const QString& file)
{
    const QFileInfo info(file);
    return info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
}

} // namespace

Document::Private::Private(Document& owner) : history(&owner), q(owner)
{
    viewTimer.setSingleShot(true);
    viewTimer.setInterval(viewAfterMs);
    QObject::connect(&viewTimer, &QTimer::timeout, &owner, [this] { sendViews(); });
}

Document::Document(QObject* parent) : QObject(parent), m(std::make_unique<Private>(*this))
{
}

Document::~Document()
{
    m->sendViews();
    m->writer.reset();
}

int Document::schema() const
{
    return schemaVersion;
}

explain::Expected<std::unique_ptr<Document>> Document::create(const QString& file,
                                                              const Keeping& keeping)
{
    const QString path = wholePath(file);
    if (QFileInfo::exists(path))
        return inputError(path + ": expected no file, found one");
    if (auto error = copyFile({}, path, QUuid::createUuid(), {}))
        return *error;
    return open(path, keeping);
}

explain::Expected<std::unique_ptr<Document>> Document::open(const QString& file,
                                                            const Keeping& keeping)
{
    const QString path = wholePath(file);
    if (const auto fault = formatFault(path))
        return *fault;
    auto document = std::make_unique<Document>();
    Private& m = *document->m;
    m.file = path;
    m.keeping = keeping;
    m.lock = lockOf(path);
    if (!m.lock->tryLock())
        m.readOnlyReason = whyNotLocked(*m.lock);
    else if (!QFileInfo(path).isWritable())
        m.readOnlyReason = tr("It is write-protected.");

    auto older = m.readOnlyReason.isEmpty() ? bringUpToDate(path) : std::nullopt;
    auto loaded = older ? explain::Expected<Loaded>(*older) : load(path, readingAccess(path));
    if (!loaded) {
        explain::Error error = loaded.error();
        if (const QString copy = newestBackup(path, keeping.backups); !copy.isEmpty())
            error.message += "; its last good state is kept in " + copy.toStdString();
        return error;
    }
    m.adopt(std::move(*loaded));
    if (m.readOnlyReason.isEmpty()) {
        m.startWriter({}, true);
        m.readOnlyAfter(m.writer->openingError());
    }
    if (!m.readOnlyReason.isEmpty())
        m.lock.reset();
    return document;
}

void Document::Private::adopt(Loaded loaded)
{
    id = loaded.id;
    rows = std::move(loaded.rows);
    marks = std::move(loaded.marks);
    views = std::move(loaded.views);
    lastStep = loaded.steps.empty() ? 0 : loaded.steps.back().id;
    lastMark = marks.empty() ? 0 : marks.back().id;
    history.reset(std::move(loaded.steps), loaded.done);
}

void Document::Private::startWriter(std::deque<Writer::Batch> queue, bool backUpFirst)
{
    std::function<void()> first;
    if (backUpFirst)
        first = [file = file, folder = keeping.backups] { backUp(file, folder); };
    const auto report = [this](const std::optional<explain::Error>& error, bool isLast) {
        QMetaObject::invokeMethod(
            &q, [this, error, isLast] { told(error, isLast); }, Qt::QueuedConnection);
    };
    writer = std::make_unique<Writer>(file, std::move(queue), std::move(first), report);
}

void Document::Private::readOnlyAfter(const std::optional<explain::Error>& openingError)
{
    if (!openingError)
        return;
    readOnlyReason = QString::fromStdString(openingError->message);
    writer.reset();
}

void Document::Private::told(const std::optional<explain::Error>& error, bool isLast)
{
    if (error) {
        Q_EMIT q.keepingFailed(*error);
    } else if (isLast && q.pending() == 0) {
        sentBlobs.clear();
        Q_EMIT q.kept();
    }
}

void Document::Private::send(std::vector<Action> actions)
{
    Action& last = actions.back();
    for (const QString& key : std::exchange(newViews, {}))
        last.views.emplace_back(key, views[key]);
    for (auto& [sha256, bytes] : std::exchange(blobs, {})) {
        last.blobs.emplace_back(sha256, bytes);
        sentBlobs.emplace(sha256, bytes);
    }
    if (writer)
        writer->push(std::move(actions));
    else
        unsaved.push_back(std::move(actions));
}

void Document::Private::sendViews()
{
    if (writer && !newViews.empty())
        send({action({})});
}

explain::Expected<QByteArray> Document::blob(const QString& sha256) const
{
    for (const auto& waiting : {std::cref(m->blobs), std::cref(m->sentBlobs)})
        if (const auto found = waiting.get().find(sha256); found != waiting.get().end())
            return found->second;
    if (m->file.isEmpty())
        return inputError("expected blob " + sha256 + ", found none");
    return blobInFile(m->file, sha256);
}

const std::vector<Change>* Document::Private::changesOf(int row)
{
    if (!history.step(row).changes) {
        auto changes = stepInFile(file, history.step(row).id);
        if (!changes)
            return nullptr;
        history.fill(row, std::move(*changes));
    }
    return &*history.step(row).changes;
}

std::optional<explain::Error> Document::flush()
{
    m->sendViews();
    return m->writer ? m->writer->flush() : std::nullopt;
}

qint64 Document::pending() const
{
    return m->writer ? m->writer->pending() : 0;
}

std::optional<explain::Error> Document::saveAs(const QString& file)
{
    const QString target = wholePath(file);
    if (target == m->file)
        return flush();
    auto lock = lockOf(target);
    if (!lock->tryLock())
        return inputError(target + ": " + whyNotLocked(*lock));

    m->sendViews();
    std::deque<Writer::Batch> waiting =
        m->writer ? m->writer->stop() : m->unsaved; // the file must not change meanwhile
    m->writer.reset();
    const auto failed = copyFile(m->file, target, m->id, waiting);
    if (failed) {
        if (!m->file.isEmpty() && !isReadOnly())
            m->startWriter(std::move(waiting), false);
        return failed;
    }
    const QString from = std::exchange(m->file, target);
    const bool wasReadOnly = isReadOnly();
    m->lock = std::move(lock);
    m->readOnlyReason.clear();
    m->unsaved.clear();
    std::vector<Change> differences;
    if (wasReadOnly) { // the copy is of the file as it is now, not as it was when it was read
        auto loaded = load(target, Database::Access::ReadOnly);
        if (!loaded)
            return loaded.error();
        differences = m->reload(std::move(*loaded));
    }
    m->startWriter({}, false);
    if (!differences.empty())
        Q_EMIT changed(differences);
    m->moveImages(from);
    return {};
}

std::vector<Change> Document::Private::reload(Loaded loaded)
{
    std::vector<Change> changes;
    for (std::size_t table = 0; table < tableNames.size(); ++table) {
        for (const Row* before : rows.of(table, Link::All, {}))
            if (const Row* after = loaded.rows.find(table, keyOf(*before)); !after)
                changes.push_back({*before, std::nullopt});
            else if (*after != *before)
                changes.push_back({*before, *after});
        for (const Row* after : loaded.rows.of(table, Link::All, {}))
            if (!rows.find(table, keyOf(*after)))
                changes.push_back({std::nullopt, *after});
    }
    adopt(std::move(loaded));
    return changes;
}

void Document::Private::moveImages(const QString& from)
{
    Edit edit(rows);
    for (const Image* image : rows.of<Image>(Link::All, {})) {
        if (image->embedded)
            continue;
        Image moved = *image;
        moved.file = storedPath(file, absolutePath(from, image->file));
        if (moved.file != image->file)
            edit.update(moved);
    }
    if (!edit.isEmpty())
        q.commit({.name = tr("Save as"), .undoable = false}, edit);
}

} // namespace project
