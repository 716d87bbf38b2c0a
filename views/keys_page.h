// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QWidget>

#include <functional>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace views {

/// An action and its keys, as the page lists it.
struct KeyRow {
    QString id;
    QString group; ///< "View"
    QString text;
    QString where; ///< "in pictures": where the keys hold
    QList<QKeySequence> keys;
    bool isOwn = false; ///< others than it came with
};

/// Who has keys that are wanted for another action.
struct KeyConflict {
    QString sentence;        ///< empty: nobody
    bool canBeTaken = false; ///< false: they belong to a view
};

/// All actions and their keys: find one, press new keys, see who has them already. [gui thread]
class KeysPage final : public QWidget {
    Q_OBJECT
public:
    using Conflict = std::function<KeyConflict(const QString& id, const QKeySequence& keys)>;

    explicit KeysPage(QWidget* parent = nullptr);

    void setRows(QList<KeyRow> rows); ///< the current one stays current
    void setConflict(Conflict conflict) { m_conflict = std::move(conflict); }
    void choose(const QString& id);
    QString chosen() const;
    int shownCount() const;

    QLineEdit* search() const { return m_search; }
    QKeySequenceEdit* recorder() const { return m_recorder; }
    QPushButton* assignButton() const { return m_assign; }
    QString conflictShown() const;

Q_SIGNALS:
    void keysWanted(const QString& id, const QList<QKeySequence>& keys); ///< empty: none
    void resetWanted(const QString& id);
    void resetAllWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< one stroke is a shortcut here

private:
    void fill();
    void showChosen();
    void weigh(); ///< what was pressed
    const KeyRow* row() const;

    QList<KeyRow> m_rows;
    Conflict m_conflict;
    QLineEdit* m_search;
    QTreeWidget* m_list;
    QKeySequenceEdit* m_recorder;
    QLabel* m_note;
    QPushButton *m_assign, *m_clear, *m_reset, *m_resetAll;
};

} // namespace views
