// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pictures.h"

#include "models/image_file.h"
#include "project/image_place.h"

#include <QFutureWatcher>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace models {
namespace {

constexpr int mostReaders = 2; // a decoder each; more would only hold more pictures at once
constexpr qsizetype mostWanted = 64;
constexpr qsizetype mostThumbnails = 1500;
constexpr int writeAfterMs = 300; // rows learn their size and hash together, not one by one

qint64 bytesOf(const Image& image)
{
    return image.picture.sizeInBytes() + qint64(image.pixels.nbytes());
}

} // namespace

struct Pictures::Entry {
    State state = State::Unread;
    QString error;
    qint64 ticket = 0;  ///< of the reading that goes on; 0: none
    bool asked = false; ///< by fetch(), since it was read last
    QImage thumbnail;
    QSize size;
    QString sha256;                     ///< of what was read
    std::shared_ptr<const Image> image; ///< null: not in memory
};

struct Pictures::Loaded {
    std::shared_ptr<Image> image;
    QImage thumbnail;
};

Pictures::Pictures(qint64 maxBytes, QObject* parent) : QObject(parent), m_maxBytes(maxBytes)
{
    m_files.setMaxThreadCount(mostReaders);
    m_write.setSingleShot(true);
    m_write.setInterval(writeAfterMs);
    connect(&m_write, &QTimer::timeout, this, &Pictures::writeLearned);
}

Pictures::~Pictures()
{
    m_files.clear();
    m_files.waitForDone();
}

void Pictures::setDocument(project::Document* document)
{
    writeLearned();
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_entries.clear();
    m_wanted.clear();
    m_inMemory.clear();
    m_thumbnails.clear();
    if (document)
        connect(document, &project::Document::changed, this, &Pictures::follow);
}

std::shared_ptr<const Image> Pictures::image(const QUuid& id)
{
    const auto entry = m_entries.constFind(id);
    if (entry == m_entries.cend() || !entry->image)
        return nullptr;
    const auto image = entry->image;
    keep(id, 0);
    return image;
}

void Pictures::fetch(const QUuid& id)
{
    if (!m_document || !m_document->find<project::Image>(id))
        return;
    Entry& entry = m_entries[id];
    if (entry.image) {
        keep(id, 0);
        QMetaObject::invokeMethod(
            this, [this, id] { Q_EMIT ready(id); }, Qt::QueuedConnection);
        return;
    }
    entry.asked = true;
    if (!entry.ticket) // else its answer is on the way
        want(id);
}

QImage Pictures::thumbnail(const QUuid& id)
{
    Entry& entry = m_entries[id];
    if (entry.thumbnail.isNull() && entry.state != State::Failed && !entry.ticket)
        want(id);
    return entry.thumbnail;
}

Pictures::State Pictures::state(const QUuid& id) const
{
    const auto entry = m_entries.constFind(id);
    return entry == m_entries.cend() ? State::Unread : entry->state;
}

QString Pictures::error(const QUuid& id) const
{
    const auto entry = m_entries.constFind(id);
    return entry == m_entries.cend() ? QString() : entry->error;
}

QSize Pictures::size(const QUuid& id) const
{
    const auto entry = m_entries.constFind(id);
    if (entry != m_entries.cend() && !entry->size.isEmpty())
        return entry->size;
    const project::Image* row = m_document ? m_document->find<project::Image>(id) : nullptr;
    return row ? QSize(row->width, row->height) : QSize();
}

void Pictures::want(const QUuid& id)
{
    m_wanted.removeOne(id);
    m_wanted.append(id);
    if (m_wanted.size() > mostWanted) // scrolled past: whoever shows it again asks again
        for (qsizetype i = 0; i < m_wanted.size(); ++i)
            if (!m_entries[m_wanted[i]].asked) {
                m_wanted.removeAt(i);
                break;
            }
    // Not within the call: a delegate that paints must not start anything that it would hear of.
    QMetaObject::invokeMethod(this, &Pictures::readNext, Qt::QueuedConnection);
}

void Pictures::readNext()
{
    while (m_reading < mostReaders && !m_wanted.isEmpty()) {
        qsizetype next = m_wanted.size() - 1;
        for (qsizetype i = next; i >= 0; --i)
            if (m_entries[m_wanted[i]].asked) {
                next = i;
                break;
            }
        read(m_wanted.takeAt(next));
    }
}

void Pictures::read(const QUuid& id)
{
    const project::Image* row = m_document ? m_document->find<project::Image>(id) : nullptr;
    if (!row)
        return; // gone meanwhile
    const qint64 ticket = m_entries[id].ticket = ++m_lastTicket;
    const QString file = project::absolutePath(m_document->file(), row->file);
    QByteArray bytes;
    if (row->embedded) {
        auto blob = m_document->blob(row->sha256);
        if (!blob) {
            finish(id, ticket, blob.error());
            return;
        }
        bytes = *std::move(blob);
    }
    ++m_reading;
    auto* watcher = new QFutureWatcher<ReadOutcome>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, id, ticket, watcher] {
        --m_reading;
        finish(id, ticket, watcher->result());
        watcher->deleteLater();
        readNext();
    });
    watcher->setFuture(QtConcurrent::run(&m_files, readNow, file, bytes));
}

Pictures::ReadOutcome Pictures::readNow(const QString& file, const QByteArray& bytes)
{
    auto image = bytes.isNull() ? readImage(file)
                                : readImageBytes(bytes, file.isEmpty() ? tr("picture") : file);
    if (!image)
        return image.error();
    const QImage small = models::thumbnail(image->picture, {thumbnailPx, thumbnailPx});
    return Loaded{std::make_shared<Image>(*std::move(image)), small};
}

void Pictures::finish(const QUuid& id, qint64 ticket, const ReadOutcome& outcome)
{
    const auto entry = m_entries.find(id);
    if (entry == m_entries.end() || entry->ticket != ticket)
        return; // removed or relinked meanwhile
    entry->ticket = 0;
    const bool asked = std::exchange(entry->asked, false);
    entry->state = outcome ? State::Ready : State::Failed;
    entry->error = outcome ? QString() : QString::fromStdString(outcome.error().message);
    if (!outcome) {
        Q_EMIT failed(id, outcome.error());
        return;
    }
    learn(id, *outcome->image);
    entry->thumbnail = outcome->thumbnail;
    entry->size = outcome->image->size;
    entry->sha256 = QString::fromStdString(outcome->image->fileSha256);
    entry->image = outcome->image;
    keepThumbnail(id);
    keep(id, asked ? 0 : std::min<qsizetype>(1, m_inMemory.size()));
    Q_EMIT ready(id);
}

void Pictures::learn(const QUuid& id, Image& image)
{
    project::Image row = *m_document->find<project::Image>(id);
    const QString found = QString::fromStdString(image.fileSha256);
    if (!row.sha256.isEmpty() && row.sha256 != found) {
        image.notice = tr("%1 is not the file that this project knows: it was changed or replaced")
                           .arg(image.file);
        return;
    }
    if (row.sha256 == found && row.width == image.size.width() && row.height == image.size.height())
        return;
    row.sha256 = found;
    row.width = image.size.width();
    row.height = image.size.height();
    m_learned.insert(id, row);
    m_write.start();
}

void Pictures::writeLearned()
{
    m_write.stop();
    const auto learned = std::exchange(m_learned, {});
    if (!m_document || m_document->isReadOnly() || learned.isEmpty())
        return;
    project::Edit edit(*m_document);
    for (const project::Image& known : learned) {
        const project::Image* now = m_document->find<project::Image>(known.id);
        if (!now || now->file != known.file || now->embedded != known.embedded)
            continue;
        project::Image row = *now;
        row.sha256 = known.sha256;
        row.width = known.width;
        row.height = known.height;
        edit.update(row);
    }
    m_document->commit({.name = tr("read images"), .undoable = false}, edit);
}

void Pictures::keep(const QUuid& id, qsizetype place)
{
    m_inMemory.removeOne(id);
    m_inMemory.insert(std::min(place, m_inMemory.size()), id);
    qint64 bytes = 0;
    for (const QUuid& kept : QList<QUuid>(m_inMemory)) {
        const qint64 more = bytesOf(*m_entries[kept].image);
        bytes += more;
        if (bytes <= m_maxBytes || kept == m_inMemory.first())
            continue;
        bytes -= more;
        m_entries[kept].image.reset();
        m_inMemory.removeOne(kept);
    }
}

void Pictures::keepThumbnail(const QUuid& id)
{
    m_thumbnails.removeOne(id);
    m_thumbnails.append(id);
    if (m_thumbnails.size() > mostThumbnails)
        m_entries[m_thumbnails.takeFirst()].thumbnail = {};
}

void Pictures::follow(const std::vector<project::Change>& changes)
{
    for (const project::Change& change : changes) {
        const auto* before = change.before ? std::get_if<project::Image>(&*change.before) : nullptr;
        const auto* after = change.after ? std::get_if<project::Image>(&*change.after) : nullptr;
        if (!before)
            continue;
        const Entry known = m_entries.value(before->id);
        const bool same = after
            && ((before->file == after->file && before->embedded == after->embedded)
                || (known.state == State::Ready && known.sha256 == after->sha256));
        if (same)
            continue;
        forget(before->id);
        if (after)
            Q_EMIT forgotten(after->id);
    }
}

void Pictures::forget(const QUuid& id)
{
    m_entries.remove(id);
    m_wanted.removeOne(id);
    m_inMemory.removeOne(id);
    m_thumbnails.removeOne(id);
    m_learned.remove(id);
}

} // namespace models
