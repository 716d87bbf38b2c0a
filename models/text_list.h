// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/sample.h"
#include "models/keyed_list.h"
#include "project/document.h"

namespace models {

/// The captions and concepts of one case of a project, in the user's order. It shows the rows of
/// the document and follows them; every edit is an action of the document. [gui thread]
class TextList final : public KeyedList {
    Q_OBJECT
public:
    enum Role { TextRoleRole = Qt::UserRole + 1 }; ///< int of explain::Text::Role

    /// \param document outlives the list
    TextList(project::Document& document, const QUuid& caseId, QObject* parent = nullptr);

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

Q_SIGNALS:
    void textChanged(int row); ///< its words or its role
    void textsChanged();       ///< any of them, or their number or order; once an action

private:
    bool has(int row) const { return row >= 0 && row < rowCount(); }
    const project::Text* rowAt(int row) const; ///< of the document
    void follow(const std::vector<project::Change>& changes);
    void readTexts();
    void put(project::Edit& edit, const QList<QUuid>& order) const; ///< their positions

    project::Document& m_document;
    const QUuid m_case;
    std::vector<explain::Text> m_texts;
};

/// The name of a role in a project ("caption"), and back; what is neither is a caption.
QString nameOf(explain::Text::Role role);
explain::Text::Role textRole(const QString& name);

} // namespace models
