// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/writing_area.h"

#include "views/theme.h"

#include <QKeyEvent>
#include <QMimeData>

namespace views {
namespace {

constexpr int typingPauseMs = 150;

} // namespace

WritingArea::WritingArea(QWidget* parent) : QPlainTextEdit(parent)
{
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setFont(studioFont(type::reading));
    document()->setDocumentMargin(metric::space3);
    viewport()->setAutoFillBackground(false);
    setAccessibleName("Text");
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] { Q_EMIT written(toPlainText()); });
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_quiet)
            m_pause.start();
    });
}

void WritingArea::setWritten(const QString& text)
{
    const QString shown = toPlainText();
    if (shown == text || m_pause.isActive())
        return;
    const qsizetype shorter = std::min(shown.size(), text.size());
    qsizetype start = 0, end = 0;
    while (start < shorter && shown[start] == text[start])
        ++start;
    while (end < shorter - start && shown[shown.size() - 1 - end] == text[text.size() - 1 - end])
        ++end;
    m_quiet = true;
    QTextCursor cursor(document());
    cursor.setPosition(int(start));
    cursor.setPosition(int(shown.size() - end), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(start, text.size() - end - start));
    m_quiet = false;
}

void WritingArea::flush()
{
    if (!m_pause.isActive())
        return;
    m_pause.stop();
    Q_EMIT written(toPlainText());
}

bool WritingArea::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            flush(); // what was typed last is the step to undo
            event->ignore();
            return false;
        }
        if (key->matches(QKeySequence::Paste) && !canPaste()) {
            event->ignore();
            return false;
        }
        if (key->key() == Qt::Key_Escape)
            event->accept(); // leaves the editor, cancels no run
    }
    return QPlainTextEdit::event(event);
}

void WritingArea::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Undo))
        Q_EMIT undoRequested();
    else if (event->matches(QKeySequence::Redo))
        Q_EMIT redoRequested();
    else if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F2)
        Q_EMIT finished();
    else
        QPlainTextEdit::keyPressEvent(event);
}

bool WritingArea::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasText() && !source->hasUrls();
}

void WritingArea::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason
        && event->reason() != Qt::MenuBarFocusReason)
        Q_EMIT finished();
}

} // namespace views
