// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word_edit.h"

#include "views/theme.h"

#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace views {
namespace {

constexpr int room = 28, least = 56; // beside the letters; px

} // namespace

WordEdit::WordEdit(QWidget* parent) : QLineEdit(parent)
{
    setFont(studioFont(type::reading));
    setAccessibleName(tr("Word"));
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_quiet, &QTimer::timeout, this, &WordEdit::tell);
    connect(this, &QLineEdit::textEdited, this, [this] {
        fit();
        m_quiet.start();
    });
    hide();
}

void WordEdit::begin(int index, const QString& word, const QRect& chip)
{
    m_index = index;
    m_original = m_told = word;
    setText(word);
    coverChip(chip);
    show();
    setFocus(Qt::OtherFocusReason);
    selectAll();
}

void WordEdit::fit()
{
    const int wanted =
        std::max({least, m_chipWidth, fontMetrics().horizontalAdvance(text()) + room});
    const int right = parentWidget()->width();
    const int width = std::min(wanted, right);
    setGeometry(std::clamp(x(), 0, right - width), y(), width, height());
}

void WordEdit::coverChip(const QRect& chip)
{
    m_chipWidth = chip.width() + 4;
    setGeometry(chip.x() - 2, chip.y() - 3, least, metric::field);
    fit();
}

void WordEdit::finish()
{
    end(0);
}

void WordEdit::tell()
{
    m_quiet.stop();
    if (std::exchange(m_told, text()) != text())
        Q_EMIT written(m_told);
}

void WordEdit::end(int step)
{
    if (m_index < 0)
        return;
    const bool hadFocus = hasFocus();
    tell();
    m_index = -1;
    hide();
    Q_EMIT finished(step, hadFocus);
}

bool WordEdit::event(QEvent* event)
{
    // Tab would leave the field before it came to keyPressEvent(); letters are no shortcuts here.
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab) {
            end(key->key() == Qt::Key_Tab ? 1 : -1);
            return true;
        }
    }
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QLineEdit::event(event);
}

void WordEdit::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: return end(0);
    case Qt::Key_Escape: setText(m_original); return end(0);
    default: QLineEdit::keyPressEvent(event);
    }
}

void WordEdit::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        end(0);
}

} // namespace views
