// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QUndoStack>
#include <QVariant>

#include <functional>

namespace models {

/// What the user did, oldest first, each with its inverse. Rows past the current one were undone.
/// [gui thread]
class History final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        UndoneRole = Qt::UserRole + 1, ///< bool
        CurrentRole                    ///< bool: the last that was done
    };
    static constexpr int mergeWithinMs = 1000;

    explicit History(QObject* parent = nullptr);
    ~History() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Does \p redo now and remembers it under \p name ("remove caption"). Both are called with
    /// nothing else in between, in turn, any number of times.
    void act(const QString& name, std::function<void()> redo, std::function<void()> undo);

    /// Sets a value from \p before to \p after by \p apply. Changes of the same \p key within
    /// mergeWithinMs of each other become one; one that ends where it began is forgotten.
    void change(const QString& name, const QString& key, const QVariant& before,
                const QVariant& after, std::function<void(const QVariant&)> apply);

    void goTo(int row); ///< undoes or redoes until \p row is the last that was done; -1: the start
    void clear();

    QUndoStack* stack() { return &m_stack; } ///< for its actions: undo, redo

    /// Milliseconds from anywhere; tests set their own.
    void setClock(std::function<qint64()> clock) { m_clock = std::move(clock); }

private:
    void sync(); ///< brings the rows in line with the stack

    QUndoStack m_stack;
    QStringList m_rows;
    int m_done = 0; ///< how many rows are done
    std::function<qint64()> m_clock;
};

} // namespace models
