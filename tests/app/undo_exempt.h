// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

/// Actions that make no step of the history, and why that is right. Whatever changes cases, texts,
/// claims, regions, networks, methods, knobs or the shared scale is a step and stays off this list.
inline const QHash<QString, QString>& undoExempt()
{
    static const QString look = "changes how things are looked at, not what is known";
    static const QString place = "moves the focus or opens a page; nothing is changed";
    static const QString window = "arranges the window; kept with the layout, Ctrl+0 resets it";
    static const QString asks = "asks first; what is then chosen is the step";
    static const QString file = "writes a file beside the project, after asking where";
    static const QString run = "computes again from the same choices";
    static const QString program = "a choice for the program, not for the project";
    static const QHash<QString, QString> exempt{
        {"file.open", asks},
        {"file.recent", asks},
        {"file.paste", "the clipboard is empty here; a pasted image or text is a step"},
        {"file.figure", file},
        {"file.data", file},
        {"app.settings", place},
        {"window.close", window},
        {"file.quit", "every step is kept; nothing is lost"},
        {"edit.undo", "it takes back"},
        {"edit.redo", "it does again"},
        {"edit.history", place},
        {"text.focus", place},
        {"word.edit", "opens the editor; what is typed is the step"},
        {"concept.add", "opens the field; what is typed is the step"},
        {"view.zoom-in", look},
        {"view.zoom-out", look},
        {"view.fit", look},
        {"view.hide-overlays", look},
        {"view.outlines", look},
        {"view.opacity-up", look},
        {"view.opacity-down", look},
        {"view.grey", look},
        {"view.matrix", look},
        {"view.link", look},
        {"view.notes", look},
        {"word.colours", look},
        {"theme.system", program},
        {"theme.dark", program},
        {"theme.light", program},
        {"theme.contrast", program},
        {"view.reduce-motion", program},
        {"case.next", place},
        {"case.previous", place},
        {"case.filter", place},
        {"network.choose", asks},
        {"network.add", asks},
        {"network.calibrate", "opens its page; what is measured is kept with the network"},
        {"method.choose", asks},
        {"method.threshold", place},
        {"run.panel", run},
        {"run.all", run},
        {"run.cancel", run},
        {"panel.maximise", look},
        {"panel.next", place},
        {"panel.previous", place},
        {"panel.menu", asks},
        {"panel.copy", "writes the clipboard"},
        {"panel.1", place},
        {"panel.2", place},
        {"panel.3", place},
        {"panel.4", place},
        {"dock.cases", window},
        {"dock.inspector", window},
        {"dock.text", window},
        {"pane.next", place},
        {"pane.previous", place},
        {"layout.choose", window},
        {"layout.save", window},
        {"layout.remove", window},
        {"layout.reset", window},
        {"window.full", window},
        {"help.actions", place},
        {"help.shortcuts", place},
        {"help.start", place},
        {"help.tour", place},
        {"help.method", place},
        {"help.calibration", place},
        {"help.demo", place},
        {"help.about", place},
    };
    return exempt;
}
