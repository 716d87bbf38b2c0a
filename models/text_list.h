// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/sample.h"
#include "models/history.h"

#include <QUuid>

namespace models {

/// The captions and concepts of one case, in the user's order. Every edit goes through the history.
/// [gui thread]
class TextList final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { TextRoleRole = Qt::UserRole + 1 }; ///< int of explain::Text::Role

    /// \param history outlives the list; null: edits cannot be undone
    explicit TextList(History* history, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QHash<int, QByteArray> roleNames() const override;

    const std::vector<explain::Text>& texts() const { return m_texts; }

    /// Rows outside the list are ignored. Typing merges into one step of the history.
    void setText(int row, const QString& text);
    void setRole(int row, explain::Text::Role role);
    void insert(int row, const QString& text, explain::Text::Role role);
    void append(const QString& text, explain::Text::Role role);
    void remove(int row);
    void move(int from, int to); ///< \p to: where it stands afterwards

    /// Replaces all, without history: what a file or a command line brought. For lists that nobody
    /// has edited yet, since steps of the history name rows.
    void reset(std::vector<explain::Text> texts);

Q_SIGNALS:
    void textChanged(int row); ///< its words or its role
    void textsChanged();       ///< any of them, or their number or order

private:
    bool has(int row) const { return row >= 0 && row < int(m_texts.size()); }
    void act(const QString& name, std::function<void(TextList&)> redo,
             std::function<void(TextList&)> undo);
    void doChange(int row, const explain::Text& text);
    void doInsert(int row, const explain::Text& text);
    void doRemove(int row);
    void doMove(int from, int to);

    History* m_history;
    const QString m_key = QUuid::createUuid().toString(); ///< of its texts in the history
    std::vector<explain::Text> m_texts;
};

} // namespace models
