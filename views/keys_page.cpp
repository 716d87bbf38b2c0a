// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/keys_page.h"

#include "views/icon.h"
#include "views/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace views {
namespace {

enum Column { Text, Keys, Where, Group, ColumnCount };
constexpr int idRole = Qt::UserRole;

QString textOf(const QList<QKeySequence>& keys)
{
    QStringList texts;
    for (const QKeySequence& one : keys)
        texts.append(one.toString(QKeySequence::NativeText));
    return texts.join(QStringLiteral(", "));
}

} // namespace

KeysPage::KeysPage(QWidget* parent)
    : QWidget(parent), m_search(new QLineEdit), m_list(new QTreeWidget),
      m_recorder(new QKeySequenceEdit), m_note(new QLabel), m_assign(new QPushButton("Assign")),
      m_clear(new QPushButton("No keys")), m_reset(new QPushButton("As it came")),
      m_resetAll(new QPushButton("All as they came"))
{
    m_search->setPlaceholderText("Find by name, menu or keys");
    m_search->setAccessibleName("Find an action");
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon("search", &Theme::text2), QLineEdit::LeadingPosition);
    m_list->setAccessibleName("Actions and their keys");
    m_list->setHeaderLabels({"Action", "Keys", "Hold", "Menu"});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(Text, QHeaderView::Stretch);
    m_recorder->setAccessibleName("New keys");
    if (auto* line = m_recorder->findChild<QLineEdit*>()) {
        line->setPlaceholderText("Press new keys");
        line->setAccessibleName("New keys");
    }
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto* keys = new QHBoxLayout;
    keys->setSpacing(metric::space2);
    keys->addWidget(m_recorder, 1);
    for (QPushButton* button : {m_assign, m_clear, m_reset})
        keys->addWidget(button);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_note, 1);
    foot->addWidget(m_resetAll, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(metric::space3);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addLayout(keys);
    column->addLayout(foot);

    connect(m_search, &QLineEdit::textChanged, this, &KeysPage::fill);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &KeysPage::showChosen);
    connect(m_list, &QTreeWidget::itemActivated, this, [this] { m_recorder->setFocus(); });
    m_recorder->installEventFilter(this);
    connect(m_assign, &QPushButton::clicked, this,
            [this] { Q_EMIT keysWanted(chosen(), {m_recorder->keySequence()}); });
    connect(m_clear, &QPushButton::clicked, this, [this] { Q_EMIT keysWanted(chosen(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { Q_EMIT resetWanted(chosen()); });
    connect(m_resetAll, &QPushButton::clicked, this, &KeysPage::resetAllWanted);
}

void KeysPage::setRows(QList<KeyRow> rows)
{
    m_rows = std::move(rows);
    m_resetAll->setEnabled(std::ranges::any_of(m_rows, &KeyRow::isOwn));
    fill();
}

void KeysPage::fill()
{
    const QString before = chosen();
    const QString typed = m_search->text().simplified();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const KeyRow& row : m_rows) {
        const QString keys = textOf(row.keys);
        if (!QString(row.text + ' ' + row.group + ' ' + keys).contains(typed, Qt::CaseInsensitive))
            continue;
        auto* item = new QTreeWidgetItem(
            m_list, {row.text, keys.isEmpty() ? QStringLiteral("–") : keys, row.where, row.group});
        item->setData(Text, idRole, row.id);
        if (row.isOwn) {
            item->setFont(Keys, studioFont(type::base, 600));
            item->setToolTip(Keys, "Changed by you");
        }
        if (row.id == before)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem())
        m_list->setCurrentItem(m_list->topLevelItem(0));
    for (const int column : {Keys, Where, Group})
        m_list->resizeColumnToContents(column);
    showChosen();
}

void KeysPage::choose(const QString& id)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        if (m_list->topLevelItem(i)->data(Text, idRole).toString() == id)
            m_list->setCurrentItem(m_list->topLevelItem(i));
}

QString KeysPage::chosen() const
{
    const QTreeWidgetItem* item = m_list->currentItem();
    return item ? item->data(Text, idRole).toString() : QString();
}

const KeyRow* KeysPage::row() const
{
    const auto found = std::ranges::find(m_rows, chosen(), &KeyRow::id);
    return found == m_rows.end() ? nullptr : &*found;
}

void KeysPage::showChosen()
{
    const KeyRow* shown = row();
    m_recorder->setEnabled(shown);
    m_clear->setEnabled(shown && !shown->keys.isEmpty());
    m_reset->setEnabled(shown && shown->isOwn);
    m_recorder->clear();
    weigh();
}

bool KeysPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_recorder || event->type() != QEvent::KeyRelease)
        return QWidget::eventFilter(watched, event);
    const QKeySequence pressed = m_recorder->keySequence();
    if (pressed.isEmpty()) // a modifier was let go
        return true;
    m_recorder->clear(); // it would wait for more
    m_recorder->setKeySequence(QKeySequence(pressed[pressed.count() - 1]));
    weigh();
    return true;
}

void KeysPage::weigh()
{
    const QKeySequence pressed = m_recorder->keySequence();
    m_assign->setText("Assign");
    m_assign->setEnabled(row() && !pressed.isEmpty());
    m_note->clear();
    if (!row() || pressed.isEmpty() || !m_conflict)
        return;
    const KeyConflict conflict = m_conflict(chosen(), pressed);
    m_note->setText(conflict.sentence);
    if (conflict.sentence.isEmpty())
        return;
    m_assign->setText("Take over");
    m_assign->setEnabled(conflict.canBeTaken);
}

int KeysPage::shownCount() const
{
    return m_list->topLevelItemCount();
}

QString KeysPage::conflictShown() const
{
    return m_note->text();
}

} // namespace views
