// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "models/text_list.h"

#include <QFuture>
#include <QImage>
#include <QSortFilterProxyModel>
#include <QThreadPool>
#include <QUuid>

#include <memory>

namespace models {

struct Image; // models/image_file.h

/// What a case begins with.
struct CaseStart {
    QString file;
    QString title;                    ///< empty: the file's name
    QString note;                     ///< what there is to learn from it; usually empty
    std::vector<explain::Text> texts; ///< in the order in which they are shown
    QString domain;                   ///< of calibrations: "shapes", "chest"; empty: not known
};

/// The cases of the session: an image each, and the texts that speak of it. A case is known by its
/// id: rows move. Pictures are read beside the GUI thread; thumbnails stay, whole pictures of files
/// are given up for those that were used later, and read again when asked for. The picture that was
/// used last stays, whatever is read for a thumbnail meanwhile. Adding and removing can be undone.
/// It never says which case is the current one. [gui thread]
class CaseList final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class State { Loading, Ready, Failed };
    Q_ENUM(State)
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QUuid
        FileRole,                  ///< QString, absolute; empty: it was pasted
        TextCountRole,             ///< int
        StateRole,                 ///< State
        ErrorRole,                 ///< QString, empty unless failed
        SizeRole,                  ///< QSize of the upright image, px; empty until read
        NoteRole,                  ///< QString of CaseStart
        DomainRole                 ///< likewise
    };
    static constexpr int thumbnailPx = 160; ///< longer side

    /// \param history   outlives the list; null: nothing can be undone
    /// \param maxBytes  of whole pictures that are kept
    explicit CaseList(History* history, qint64 maxBytes = qint64(256) << 20,
                      QObject* parent = nullptr);
    ~CaseList() override; ///< waits for what is being read, and reads no more

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override; ///< thumbnail: DecorationRole
    QHash<int, QByteArray> roleNames() const override;

    QUuid addFile(const QString& file);
    QList<QUuid> addFiles(const QStringList& files); ///< one step of the history
    QList<QUuid> addCases(const QList<CaseStart>& starts,
                          const QString& step); ///< likewise, of that name
    QUuid addPicture(const QImage& picture, const QString& title);
    void remove(QUuid id);

    int rowOf(QUuid id) const;                    ///< -1: no such case
    QUuid idAt(int row) const;                    ///< null: no such row
    TextList* texts(QUuid id) const;              ///< null: no such case
    std::shared_ptr<const Image> image(QUuid id); ///< null: not in memory, see fetch()

    /// Brings the whole picture into memory; answered by ready() or failed(), never before it
    /// returns.
    void fetch(QUuid id);

Q_SIGNALS:
    void ready(QUuid id); ///< read; image() has it where fetch() asked, else where there is room
    void failed(QUuid id, const explain::Error& error);
    void textsChanged(QUuid id);

private:
    struct Case;
    struct Loaded;
    using CasePointer = std::shared_ptr<Case>;
    using ReadOutcome = explain::Expected<Loaded>;

    CasePointer find(QUuid id) const;
    CasePointer make(const QString& file, const QString& title);
    static ReadOutcome readNow(const QString& file, const QImage& pasted); ///< [worker thread]
    void add(const QList<CasePointer>& cases, const QString& name);
    void doInsert(int row, const CasePointer& added);
    void doRemove(QUuid id);
    void read(const CasePointer& which);
    void finish(const CasePointer& which, const ReadOutcome& outcome);
    void touch(const CasePointer& which);                 ///< used last; others may have to go
    void keep(const CasePointer& which, qsizetype place); ///< 0: used last
    void changed(QUuid id, const QList<int>& roles);

    History* m_history;
    const qint64 m_maxBytes;
    QThreadPool m_files;
    QList<CasePointer> m_cases;
    QList<CasePointer> m_inMemory; ///< whole pictures, last used first
};

/// The cases whose title or file holds every word of a search, whatever its case.
class CaseFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setSearch(const QString& words);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace models
