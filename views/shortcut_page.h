// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/shortcut_sheet.h"
#include "views/spoken_parts.h"

namespace views {

/// The painted groups of the sheet, as many columns as the width takes.
class ShortcutPage final : public QWidget, public SpokenParts {
    Q_OBJECT
public:
    explicit ShortcutPage(QWidget* parent = nullptr);

    void setGroups(QList<ShortcutGroup> groups);
    void setFilter(const QString& typed);

    int partCount() const override;
    QString partText(int part) const override;
    QRect partRect(int part) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Line {
        QString key, text;
        QRect place;
        bool heading;
    };
    void arrange();
    QList<Line> lines() const; ///< of all groups that pass, unplaced

    QList<ShortcutGroup> m_groups;
    QString m_typed;
    QList<Line> m_lines;
};

} // namespace views
