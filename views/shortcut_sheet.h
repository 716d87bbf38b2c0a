// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QKeySequence>
#include <QList>

class QLineEdit;

namespace views {

/// A group of keys under one heading.
struct ShortcutGroup {
    QString title;
    QList<std::pair<QKeySequence, QString>> keys;
};

class ShortcutPage;

/// All shortcuts (F1), in columns, with a filter.
class ShortcutSheet final : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutSheet(QWidget* parent = nullptr);

    void setGroups(QList<ShortcutGroup> groups);
    int shownCount() const;
    QLineEdit* filter() const { return m_filter; }

private:
    QLineEdit* m_filter;
    ShortcutPage* m_page;
};

} // namespace views
