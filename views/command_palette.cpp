// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/command_palette.h"

#include "views/icon.h"
#include "views/palette_model.h"
#include "views/theme.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>

#include <algorithm>

namespace views {
namespace {

constexpr int paletteWidth = 600, rowHeight = 32, shownRows = 10, lineHeight = 44, hintHeight = 28;

} // namespace

CommandPalette::CommandPalette(QWidget* parent)
    : QWidget(parent), m_line(new QLineEdit), m_count(new QLabel), m_list(new QListView),
      m_hints(new QLabel("↑ ↓ choose     Return runs     Ctrl+Return keeps open     Esc closes")),
      m_model(new PaletteModel(this))
{
    hide();
    setAccessibleName("Search actions");
    m_line->setFrame(false);
    m_line->setFont(studioFont(type::reading));
    m_line->setPlaceholderText("Search actions");
    m_line->setAccessibleName("Search actions");
    m_line->setFixedHeight(lineHeight - 4);
    QPalette clear = m_line->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    m_line->setPalette(clear);
    m_line->installEventFilter(this);
    m_count->setFont(studioFont(type::dense));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_hints->setFont(studioFont(type::small));
    m_hints->setForegroundRole(QPalette::PlaceholderText);
    m_hints->setFixedHeight(hintHeight);
    m_hints->setIndent(14);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setAccessibleName("Actions");
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, [this] { run(false); });

    auto* top = new QHBoxLayout;
    top->setContentsMargins(38, 0, 14, 0);
    top->addWidget(m_line, 1);
    top->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 2, 1, 1);
    column->setSpacing(1);
    column->addLayout(top);
    column->addWidget(m_list);
    column->addWidget(m_hints);
}

void CommandPalette::open(QList<PaletteEntry> entries)
{
    m_before = QApplication::focusWidget();
    m_model->setEntries(std::move(entries));
    m_line->clear();
    search({});
    show();
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
}

QStringList CommandPalette::shownTitles() const
{
    QStringList titles;
    for (int row = 0; row < m_model->rowCount(); ++row)
        titles << m_model->index(row).data().toString();
    return titles;
}

void CommandPalette::search(const QString& pattern)
{
    m_model->search(pattern);
    m_list->setCurrentIndex(m_model->index(0));
    m_count->setText(
        QStringLiteral("%L1 of %L2 actions").arg(m_model->rowCount()).arg(m_model->entryCount()));
    place();
}

void CommandPalette::place()
{
    const QWidget* over = parentWidget();
    const int rows = std::clamp(m_model->rowCount(), 1, shownRows);
    const int width = std::min(paletteWidth, over->width() - 32);
    m_list->setFixedHeight(rows * rowHeight);
    const QSize size(width, lineHeight + rows * rowHeight + hintHeight + 2);
    setGeometry(QRect(QPoint((over->width() - width) / 2, std::min(92, over->height() / 8)), size));
    update();
}

void CommandPalette::step(int by)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = (m_list->currentIndex().row() + by + count) % count;
    m_list->setCurrentIndex(m_model->index(row));
}

void CommandPalette::run(bool keepOpen)
{
    const int row = m_list->currentIndex().row();
    const QPointer<QAction> action = m_model->action(row);
    if (!action || !action->isEnabled())
        return;
    m_model->ran(row);
    if (!keepOpen)
        leave(); // first: the action may want the focus
    action->trigger();
}

void CommandPalette::leave()
{
    if (isHidden())
        return;
    const bool hadFocus = m_line->hasFocus();
    hide();
    if (hadFocus && m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason) {
        leave();
    } else if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // no shortcut of the window while the palette is open
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Escape: leave(); return true;
        case Qt::Key_Up: step(-1); return true;
        case Qt::Key_Down: step(1); return true;
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            m_list->setCurrentIndex(m_model->index(
                std::clamp(m_list->currentIndex().row()
                               + (key->key() == Qt::Key_PageUp ? -shownRows : shownRows),
                           0, std::max(m_model->rowCount() - 1, 0))));
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: run(key->modifiers() & Qt::ControlModifier); return true;
        default: break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.control, 1));
    painter.setBrush(look.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), metric::radiusOverlay,
                            metric::radiusOverlay);
    painter.fillRect(QRect(1, lineHeight - 1, width() - 2, 1), look.line);
    painter.fillRect(QRect(1, m_hints->y() - 1, width() - 2, 1), look.line);
    paintIcon(painter, QRectF(14, (lineHeight - 16) / 2.0, 16, 16), "search", look.text2);
}

} // namespace views
