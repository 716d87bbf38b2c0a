// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QTimer>

namespace views {

/// A plain editor without an undo of its own: what was typed is told in steps that the application
/// can undo. Files and pictures are not its business: they are left to the window, dropped or
/// pasted.
class WritingArea final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit WritingArea(QWidget* parent = nullptr);

    /// Shows \p text; only what differs is exchanged, so that the cursor stays. A text that is
    /// still being typed is left as it is.
    void setWritten(const QString& text);
    void flush(); ///< tells at once what waits to be told

Q_SIGNALS:
    void written(const QString& text); ///< 150 ms after the last key
    void finished();                   ///< Esc, F2, or the focus went elsewhere
    void undoRequested();
    void redoRequested();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* source) const override; ///< words, no files

private:
    QTimer m_pause;
    bool m_quiet = false;
};

} // namespace views
