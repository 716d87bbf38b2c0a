// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QAction;

namespace views {

/// An action that the palette finds.
struct PaletteEntry {
    QAction* action = nullptr; ///< not owned; disabled: greyed, and its status tip is the reason
    QString group;             ///< "View"
};

/// How well \p pattern fits \p text: its letters in order, best at word starts and in a row; 0:
/// not. \p matched takes the positions of the letters.
int fuzzyScore(const QString& pattern, const QString& text, QList<int>* matched = nullptr);

/// Every action by its name (Ctrl+K), over the window: type, arrow keys, Return.
class CommandPalette final : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    void open(QList<PaletteEntry> entries); ///< over the parent's top, with the focus
    QStringList shownTitles() const;

Q_SIGNALS:
    void closed();
};

} // namespace views
