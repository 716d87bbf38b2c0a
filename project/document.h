// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "project/change.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace project {

class HistoryList;

/// How a project is kept, beside its file.
struct Keeping {
    QString backups = {}; ///< folder for copies of the last good states; empty: none are made
    qint64 historyBytes = qint64(256) << 20; ///< the oldest steps go where there are more
};

/// The open project. It holds every row in memory and keeps the file in step: one action is one
/// transaction, written by a thread of its own, so nothing is ever unsaved. Without a file it lives
/// in memory alone. Whoever shows rows listens to changed(), which comes for actions, undo and redo
/// alike. [gui thread]
class Document final : public QObject {
    Q_OBJECT
public:
    explicit Document(QObject* parent = nullptr); ///< in memory, writable
    ~Document() override;                         ///< closes: waits until all is kept

    /// Creates \p file, which must not exist. Errors: Input.
    static explain::Expected<std::unique_ptr<Document>> create(const QString& file,
                                                               const Keeping& keeping = {});

    /// Opens \p file: read-only where another window has it or its place cannot be written, then
    /// readOnlyReason() says why. Errors: Input: no project, damaged, of a newer version (both
    /// numbers are named); the file stays as it was.
    static explain::Expected<std::unique_ptr<Document>> open(const QString& file,
                                                             const Keeping& keeping = {});

    const QString& file() const; ///< absolute; empty: in memory
    const QUuid& id() const;     ///< of the project
    bool isReadOnly() const;
    const QString& readOnlyReason() const;
    int schema() const;

    // Rows. Pointers hold until the next change.
    const RowStore& rows() const;
    template <class T> const T* find(const QUuid& id) const ///< null: no such row
    {
        return rows().find<T>(id);
    }
    template <class T> std::vector<const T*> all() const ///< by position
    {
        return rows().of<T>(Link::All, {});
    }
    const nlohmann::json* setting(const QString& key) const; ///< null: not set
    std::vector<const Image*> imagesOf(const QUuid& caseId) const;
    std::vector<const Text*> textsOf(const QUuid& caseId) const;
    std::vector<const Claim*> claimsOf(const QUuid& caseId) const;
    std::vector<const Reading*> readingsOf(const QUuid& claim) const; ///< every reader's
    std::vector<const Region*> regionsOf(const QUuid& image) const;
    std::vector<const Run*> runsOf(const QUuid& image) const; ///< oldest first
    template <class T> qint64 nextPosition() const            ///< after the last row of all
    {
        return rows().lastPosition(tableOf<T>) + 1;
    }

    /// Does \p edit now and remembers it; an empty one does nothing. A read-only document refuses:
    /// false, and refused() says why. Throws std::logic_error where a row would hang on nothing.
    bool commit(const Remember& remember, const Edit& edit);

    /// The inverse of the last step, or the step again; appended, and audited under their names.
    void undo();
    void redo();
    bool canUndo() const;
    bool canRedo() const;
    QString undoName() const;
    QString redoName() const;
    void goTo(int row); ///< of history(): until it is the last that was done; -1: before all
    HistoryList& history();

    /// Who acts from now on, in the audit and in new readings; null: nobody said.
    void setReader(const QUuid& reader);
    const QUuid& reader() const;

    /// Bytes that rows name by their sha256 (embedded pictures, archives). Kept with the next
    /// action at the latest; those that nothing names go when the project closes.
    QString addBlob(const QByteArray& bytes);
    explain::Expected<QByteArray> blob(const QString& sha256) const;

    /// View state: selection, zoom, layout. No action, not audited; written within a second.
    void setView(const QString& key, nlohmann::json value);
    nlohmann::json view(const QString& key) const; ///< null: not known

    /// A named mark to come back to; "" takes the time. Reverting is an action like others.
    void mark(const QString& name);
    struct Mark {
        QString name;
        QDateTime time;
        bool canRevert = true; ///< the steps since then are still in the journal
    };
    std::vector<Mark> marks() const; ///< newest first
    bool revert(int mark);           ///< of marks(); false: its steps are gone

    /// A whole copy beside and moved into place; the document is that file from now on.
    std::optional<explain::Error> saveAs(const QString& file);

    std::optional<explain::Error>
    flush(); ///< waits until all is durable; the last failure to write

    qint64 pending() const; ///< actions that are not durable yet

    /// Milliseconds since 1970 from anywhere; tests set their own.
    void setClock(std::function<qint64()> clock);

Q_SIGNALS:
    void changed(const std::vector<Change>& changes); ///< in memory; in the order of the action
    void kept();                                      ///< all is durable
    void keepingFailed(const explain::Error& error);  ///< it is tried again; kept() follows
    void refused(const QString& why);
    void readerChanged();
    void marksChanged();

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace project
