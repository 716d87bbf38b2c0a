// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions.h"

#include "views/icon.h"

#include <QCoreApplication>

namespace app {
namespace {

struct Row {
    const char* group;
    const char* id;
    const char* text;
    const char* icon; ///< empty: none
    const char* keys; ///< portable text, several apart by "; "; empty: none
    bool checkable = false;
};

// Keys of one letter hold while no text is being written: editors take theirs before shortcuts do.
constexpr Row table[] = {
    {"File", "file.open", "Open image…", "folder-open", "Ctrl+O"},
    {"File", "file.demo", "Open demo cases", "layers", "Ctrl+Shift+O"},
    {"File", "file.paste", "Paste image or text", "clipboard", "Ctrl+V"},
    {"File", "file.figure", "Save figure…", "download", "Ctrl+E"},
    {"File", "file.data", "Save results…", "save", "Ctrl+Shift+E"},
    {"File", "case.remove", "Close case", "x", "Ctrl+W"},
    {"File", "file.quit", "Quit", "log-out", "Ctrl+Q"},

    {"Edit", "edit.undo", "Undo", "undo-2", "Ctrl+Z"},
    {"Edit", "edit.redo", "Redo", "redo-2", "Ctrl+Shift+Z; Ctrl+Y"},
    {"Edit", "edit.history", "History", "history", "Ctrl+H"},
    {"Edit", "text.focus", "Write text", "type", "Ctrl+L"},
    {"Edit", "word.edit", "Edit the caption", "pencil", "F2"},
    {"Edit", "text.add", "Add caption", "plus", "Ctrl+Shift+T"},
    {"Edit", "concept.add", "Add concept", "tag", "C"},

    {"View", "view.zoom-in", "Zoom in", "zoom-in", "+; ="},
    {"View", "view.zoom-out", "Zoom out", "zoom-out", "-"},
    {"View", "view.fit", "Fit", "scan", "0"},
    {"View", "view.hide-overlays", "Hide overlays", "eye-off", "", true},
    {"View", "view.outlines", "Outlines only", "square-dashed", "Shift+H", true},
    {"View", "view.opacity-up", "More opacity", "plus", "]"},
    {"View", "view.opacity-down", "Less opacity", "minus", "["},
    {"View", "view.grey", "Photo in grey under maps", "contrast", "G", true},
    {"View", "view.smooth", "Smooth maps for display", "blend", "", true},
    {"View", "view.matrix", "Matrix of words and regions", "grid-2x2", "Shift+M"},
    {"View", "scale.share", "Shared scale", "lock", "S", true},
    {"View", "view.link", "Linked panels", "link", "K", true},
    {"View", "view.notes", "Notes on cases", "lightbulb", "", true},
    {"View", "theme.system", "Theme of the system", "monitor", "", true},
    {"View", "theme.dark", "Dark theme", "moon", "", true},
    {"View", "theme.light", "Light theme", "sun", "", true},

    {"Case", "case.next", "Next case", "arrow-down", "Ctrl+PgDown"},
    {"Case", "case.previous", "Previous case", "arrow-up", "Ctrl+PgUp"},
    {"Case", "case.filter", "Filter cases", "search", "Ctrl+F"},

    {"Run", "network.choose", "Choose network", "cpu", "Ctrl+Shift+N"},
    {"Run", "network.add", "Add network…", "folder-plus", ""},
    {"Run", "network.calibrate", "Calibrate network…", "gauge", "Ctrl+Shift+C"},
    {"Run", "run.panel", "Run panel", "play", "F5"},
    {"Run", "run.all", "Run all panels", "list-restart", "Shift+F5"},
    {"Run", "run.cancel", "Cancel", "square", "Esc"},
    {"Run", "method.threshold", "Threshold of the method", "sliders-horizontal", "Alt+T"},

    {"Window", "panel.maximise", "Maximise panel", "maximize", "F"},
    {"Window", "panel.next", "Next panel", "panel-right", "Ctrl+]"},
    {"Window", "panel.previous", "Previous panel", "panel-left", "Ctrl+["},
    {"Window", "panel.1", "Panel 1", "", "1"},
    {"Window", "panel.2", "Panel 2", "", "2"},
    {"Window", "panel.3", "Panel 3", "", "3"},
    {"Window", "panel.4", "Panel 4", "", "4"},
    {"Window", "dock.cases", "Cases", "panel-left", "Ctrl+B", true},
    {"Window", "dock.inspector", "Inspector", "panel-right", "Ctrl+I", true},
    {"Window", "dock.text", "Text", "panel-bottom", "Ctrl+T", true},
    {"Window", "pane.next", "Next pane", "", "F6"},
    {"Window", "pane.previous", "Previous pane", "", "Shift+F6"},
    {"Window", "layout.reset", "Reset layout", "layout-grid", "Ctrl+0"},
    {"Window", "window.full", "Full screen", "expand", "F11", true},

    {"Help", "help.actions", "Search actions", "search", "Ctrl+K"},
    {"Help", "help.shortcuts", "Shortcuts", "keyboard", "F1"},
    {"Help", "help.tour", "Take the tour", "flag", ""},
    {"Help", "help.method", "About this method", "book-open", "Shift+F1"},
    {"Help", "help.calibration", "About calibration", "gauge", ""},
    {"Help", "help.demo", "About the demo cases", "layers", ""},
    {"Help", "help.about", "About Groundscope", "info", ""},
};

QList<QKeySequence> keysOf(const char* keys)
{
    QList<QKeySequence> sequences;
    for (const QString& one : QString::fromLatin1(keys).split("; ", Qt::SkipEmptyParts))
        sequences.append(QKeySequence(one, QKeySequence::PortableText));
    return sequences;
}

} // namespace

Actions::Actions(QObject* parent) : QObject(parent)
{
    for (const Row& row : table) {
        auto* action = new QAction(tr(row.text), this);
        action->setObjectName(row.id);
        action->setProperty("group", QString::fromLatin1(row.group));
        action->setCheckable(row.checkable);
        if (*row.icon)
            action->setIcon(views::icon(row.icon));
        action->setShortcuts(keysOf(row.keys));
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(key.isEmpty() ? action->text() : tr("%1 (%2)").arg(action->text(), key));
        m_all.append(action);
        m_byId.insert(row.id, action);
    }
}

QAction* Actions::operator[](const QString& id) const
{
    QAction* action = m_byId.value(id);
    Q_ASSERT_X(action, "Actions", qPrintable(id));
    return action;
}

QStringList Actions::groups() const
{
    QStringList names;
    for (const QAction* action : m_all)
        names.append(groupOf(action));
    names.removeDuplicates();
    return names;
}

QList<QAction*> Actions::inGroup(const QString& group) const
{
    QList<QAction*> found;
    for (QAction* action : m_all)
        if (groupOf(action) == group)
            found.append(action);
    return found;
}

QString Actions::groupOf(const QAction* action)
{
    return action->property("group").toString();
}

QString Actions::idOf(const QAction* action)
{
    return action->objectName();
}

} // namespace app
