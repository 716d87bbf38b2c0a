// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QKeySequence>
#include <QList>

class QLineEdit;
class QPushButton;

namespace views {

/// A group of keys under one heading.
struct ShortcutGroup {
    QString title;
    QList<std::pair<QKeySequence, QString>> keys;
};

class ShortcutPage;

/// All shortcuts (F1), in columns, with a filter; printed, or saved as PDF.
class ShortcutSheet final : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutSheet(QWidget* parent = nullptr);

    void setGroups(QList<ShortcutGroup> groups);
    int shownCount() const;
    QLineEdit* filter() const { return m_filter; }
    bool savePdf(const QString& file); ///< of all groups; false: the file cannot be written

Q_SIGNALS:
    void changeWanted(); ///< of the keys
    void failed(const QString& sentence);

private:
    void print();
    void savePdfDialog();

    QList<ShortcutGroup> m_groups;
    QLineEdit* m_filter;
    ShortcutPage* m_page;
};

} // namespace views
