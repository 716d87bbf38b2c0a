// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/fuzzy.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QListView;

namespace views {

/// An action that the palette finds.
struct PaletteEntry {
    QPointer<QAction> action; ///< not owned; disabled: greyed, and its status tip is the reason
    QString group;            ///< "View"
    QString icon;             ///< of the icon set; empty: the action's own
};

class PaletteModel;

/// Every action by its name (Ctrl+K), over the window: type, arrow keys, Return. What ran last
/// comes first.
class CommandPalette final : public QWidget {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* parent);

    void open(QList<PaletteEntry> entries); ///< over the parent's top, with the focus
    QStringList shownTitles() const;
    QLineEdit* line() const { return m_line; }

Q_SIGNALS:
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void search(const QString& pattern);
    void place();
    void run(bool keepOpen);
    void step(int by);
    void leave();

    QLineEdit* m_line;
    QLabel* m_count;
    QListView* m_list;
    QLabel* m_hints;
    PaletteModel* m_model;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace views
