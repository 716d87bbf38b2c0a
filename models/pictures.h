// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/document.h"

#include <QHash>
#include <QImage>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace models {

struct Image; // models/image_file.h

/// The pictures of a project's images, known by the ids of their rows. They are read beside the GUI
/// thread when somebody asks: whole ones, of which those that were used last stay, and thumbnails
/// of what is on show, the latest wish first. The picture that was used last stays, whatever is
/// read for a thumbnail meanwhile. [gui thread]
class Pictures final : public QObject {
    Q_OBJECT
public:
    enum class State { Unread, Ready, Failed };
    static constexpr int thumbnailPx = 160; ///< longer side

    explicit Pictures(qint64 maxBytes = qint64(256) << 20, QObject* parent = nullptr);
    ~Pictures() override; ///< waits for what is being read, and reads no more

    /// Forgets all of the project before. \param document outlives this or the next call
    void setDocument(project::Document* document);

    std::shared_ptr<const Image> image(const QUuid& id); ///< null: not in memory, see fetch()

    /// Brings the whole picture into memory; answered by ready() or failed(), never before it
    /// returns. One that failed is tried again.
    void fetch(const QUuid& id);

    QImage thumbnail(const QUuid& id); ///< null: it is asked for now, and ready() follows
    State state(const QUuid& id) const;
    QString error(const QUuid& id) const; ///< empty unless failed
    QSize size(const QUuid& id) const;    ///< upright, px; empty: not known yet

Q_SIGNALS:
    void ready(QUuid id); ///< read; image() has it where fetch() asked, else where there is room
    void failed(QUuid id, const explain::Error& error);
    void forgotten(QUuid id); ///< another file stands for it now

private:
    struct Entry;
    struct Loaded;
    using ReadOutcome = explain::Expected<Loaded>;

    static ReadOutcome readNow(const QString& file, const QByteArray& bytes); ///< [worker thread]
    void want(const QUuid& id);
    void readNext();
    void read(const QUuid& id);
    void finish(const QUuid& id, qint64 ticket, const ReadOutcome& outcome);
    void learn(const QUuid& id, Image& image); ///< what its row does not say yet
    void writeLearned();
    void keep(const QUuid& id, qsizetype place); ///< 0: used last
    void keepThumbnail(const QUuid& id);
    void follow(const std::vector<project::Change>& changes);
    void forget(const QUuid& id);

    const qint64 m_maxBytes;
    project::Document* m_document = nullptr;
    QThreadPool m_files;
    QHash<QUuid, Entry> m_entries;
    QList<QUuid> m_wanted;     ///< the latest wish last
    QList<QUuid> m_inMemory;   ///< whole pictures, last used first
    QList<QUuid> m_thumbnails; ///< that are kept, oldest first
    QHash<QUuid, project::Image> m_learned;
    QTimer m_write;
    qint64 m_lastTicket = 0;
    int m_reading = 0;
};

} // namespace models
