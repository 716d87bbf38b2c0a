// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QKeySequence>
#include <QList>

namespace views {

/// A group of keys under one heading.
struct ShortcutGroup {
    QString title;
    QList<std::pair<QKeySequence, QString>> keys;
};

/// All shortcuts (F1), in columns, with a filter.
class ShortcutSheet final : public QDialog {
    Q_OBJECT
public:
    using QDialog::QDialog;

    void setGroups(QList<ShortcutGroup> groups);
    int shownCount() const;
};

} // namespace views
