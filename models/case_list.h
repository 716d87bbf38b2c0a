// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/keyed_list.h"
#include "models/pictures.h"
#include "models/text_list.h"

#include <QImage>

namespace models {

/// What a case begins with.
struct CaseStart {
    QString file;
    QString title;                    ///< empty: the file's name
    QString note;                     ///< what there is to learn from it; usually empty
    std::vector<explain::Text> texts; ///< in the order in which they are shown
    QString domain;                   ///< of calibrations: "shapes", "chest"; empty: not known
};

/// The cases of a project: images, and the texts that speak of them. It shows the rows of the
/// document and follows them; every edit is an action of the document. Pictures are read for what
/// is on show alone. It never says which case is the current one. [gui thread]
class CaseList final : public KeyedList {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QUuid
        FileRole,                  ///< QString of the main image, absolute; empty: it was pasted
        TextCountRole,             ///< int
        ImageCountRole,            ///< int
        StateRole,                 ///< Pictures::State of the main image
        ErrorRole,                 ///< QString, empty unless failed
        SizeRole,                  ///< QSize of the main image, upright, px; empty until read
        NoteRole,                  ///< QString of CaseStart
        DomainRole,                ///< likewise
        TagsRole,                  ///< QStringList
        SearchRole,                ///< QString, lower case: all that a search looks into
        VerdictRole,               ///< Verdict: what readings say
        ScoreRole                  ///< double of the newest result; invalid: not known
    };
    enum class Verdict { None, Supported, Contradicted, Flagged };
    Q_ENUM(Verdict)

    /// \param pictures outlives the list; of the same document
    explicit CaseList(Pictures& pictures, QObject* parent = nullptr);
    ~CaseList() override;

    /// Shows another project. \param document outlives the list or the next call
    void setDocument(project::Document* document);

    QVariant data(const QModelIndex& index, int role) const override; ///< thumbnail: DecorationRole
    QHash<int, QByteArray> roleNames() const override;

    TextList* texts(const QUuid& id) const; ///< null: no such case; it lives as long as the project
    QList<QUuid> images(const QUuid& id) const; ///< in their order; empty: no such case
    QUuid mainImage(const QUuid& id) const;     ///< the first of role main, else the first
    QStringList tags() const;                   ///< of any case, sorted

    // What people do, each one step of the history. What names no row is ignored. The
    // texts are those of the first file.
    QUuid addFile(const QString& file);
    QList<QUuid> addFiles(const QStringList& files, const std::vector<explain::Text>& texts = {});
    QList<QUuid> addCases(const QList<CaseStart>& starts, const project::Remember& step);
    QUuid addPicture(const QImage& picture, const QString& title,
                     const std::vector<explain::Text>& texts = {});
    void remove(const QUuid& id);
    void setTitle(const QUuid& id, const QString& title);
    void setTags(const QUuid& id, const QStringList& tags); ///< trimmed, each once
    QList<QUuid> addImages(const QUuid& id, const QStringList& files, const QString& role);
    void setImageRole(const QUuid& image, const QString& role);
    void removeImage(const QUuid& image);

Q_SIGNALS:
    void textsChanged(QUuid id);
    void imagesChanged(QUuid id); ///< their number, order, roles or files

private:
    struct Entry;
    struct Rows;

    void follow(const std::vector<project::Change>& changes);
    Rows rowsOf(const QSet<QUuid>& cases) const; ///< that hang on these cases
    Rows allRows() const;
    void fill(const project::Case& row, const Rows& rows);
    void forget(const QUuid& id);
    void tell(const QSet<QUuid>& cases, const QList<int>& roles = {});

    Pictures& m_pictures;
    project::Document* m_document = nullptr;
    QHash<QUuid, Entry> m_entries;
    QHash<QUuid, QUuid> m_caseOf; ///< by image
    mutable QHash<QUuid, TextList*> m_texts;
};

} // namespace models
