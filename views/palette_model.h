// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/command_palette.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace views {

/// The actions that fit what was typed, best first.
class PaletteModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { GroupRole = Qt::UserRole + 1, KeyRole, IconRole, MatchRole, EnabledRole };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(QList<PaletteEntry> entries);
    void search(const QString& pattern);
    void ran(int row); ///< it comes first from now on

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    int entryCount() const { return int(m_entries.size()); }
    QAction* action(int row) const;

private:
    struct Found {
        int entry, score;
        QList<int> matched;
    };
    QList<PaletteEntry> m_entries;
    QList<Found> m_found;
    QStringList m_recent; ///< titles, last first
};

class PaletteDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace views
