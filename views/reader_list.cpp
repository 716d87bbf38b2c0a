// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reader_list.h"

#include "views/focus_forward.h"
#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QToolButton>

#include <algorithm>

namespace views {
namespace {

constexpr int rowHeight = 24, mostRows = 6;

QString spokenReader(const ReaderRow& reader)
{
    return reader.name + (reader.isCurrent ? ", you" : "")
        + (reader.isHidden ? QString(", hidden")
                           : QString(", %1 of %2 locked").arg(reader.locked).arg(reader.claims));
}

class ReaderDelegate final : public QStyledItemDelegate {
public:
    ReaderDelegate(const QList<ReaderRow>& readers, QObject* parent)
        : QStyledItemDelegate(parent), m_readers(readers)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {metric::caseDock / 2, rowHeight};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        if (index.row() >= m_readers.size())
            return;
        const ReaderRow& reader = m_readers[index.row()];
        const Theme& look = theme();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool focused = option.state & QStyle::State_HasFocus;
        if (option.state & QStyle::State_MouseOver || focused)
            painter->fillRect(option.rect, look.hover);
        const QRect inner = option.rect.adjusted(metric::space3, 0, -metric::space3, 0);
        const QColor ink = reader.isCurrent ? look.text : look.text2;
        paintIcon(*painter, QRectF(inner.left(), inner.center().y() - 7, 14, 14),
                  reader.isCurrent ? "user-check" : "user", ink);
        painter->setFont(studioFont(type::dense));
        painter->setPen(look.text3);
        const QString right = reader.isHidden
            ? QString("hidden")
            : QString("%1 / %2").arg(reader.locked).arg(reader.claims);
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, right);
        int room = painter->fontMetrics().horizontalAdvance(right) + 8;
        if (reader.isHidden) {
            paintIcon(*painter, QRectF(inner.right() - room - 9, inner.center().y() - 6, 13, 13),
                      "lock", look.text3);
            room += 18;
        }
        painter->setPen(ink);
        const QString name = reader.isCurrent ? reader.name + " (you)" : reader.name;
        painter->drawText(
            inner.adjusted(22, 0, 0, 0), Qt::AlignVCenter,
            painter->fontMetrics().elidedText(name, Qt::ElideRight, inner.width() - 22 - room));
        if (focused && option.state & QStyle::State_KeyboardFocusChange)
            paintFocusRing(*painter, QRectF(option.rect).adjusted(3, 3, -3, -3), look);
        painter->restore();
    }

private:
    const QList<ReaderRow>& m_readers;
};

QToolButton* smallButton(const char* name, const QString& text)
{
    auto* button = new QToolButton;
    button->setAutoRaise(true);
    button->setIcon(icon(name));
    button->setFixedSize(metric::target, metric::target);
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

} // namespace

ReaderList::ReaderList(QWidget* parent)
    : QWidget(parent), m_rows(new QListWidget), m_line(new QLineEdit)
{
    auto* title = new QLabel("Readers");
    title->setFont(studioFont(type::dense, 600));
    QToolButton* compare = smallButton("columns-2", "Compare readers");
    QToolButton* plus = smallButton("user-plus", "Add a reader");
    connect(compare, &QToolButton::clicked, this, &ReaderList::compareRequested);
    connect(plus, &QToolButton::clicked, this, &ReaderList::add);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(metric::space3, 0, metric::space1, 0);
    header->setSpacing(0);
    header->addWidget(title, 1);
    header->addWidget(compare);
    header->addWidget(plus);
    auto* headerBox = new QWidget;
    headerBox->setFixedHeight(metric::dockHeader);
    headerBox->setLayout(header);

    m_rows->setItemDelegate(new ReaderDelegate(m_readers, m_rows));
    m_rows->setFrameShape(QFrame::NoFrame);
    m_rows->setMouseTracking(true);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->viewport()->setAutoFillBackground(false);
    m_rows->setAccessibleName("Readers");
    m_rows->setToolTip("Return or a double click: this reader sits here now");
    connect(m_rows, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { Q_EMIT chosen(m_rows->row(item)); });

    m_line->setPlaceholderText("Name of the reader");
    m_line->setAccessibleName("Name of the reader");
    m_line->hide();
    connect(m_line, &QLineEdit::editingFinished, this, [this] {
        if (m_line->isHidden())
            return;
        const QString name = m_line->text().simplified();
        m_line->hide();
        m_line->clear();
        if (!name.isEmpty())
            Q_EMIT added(name);
    });

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, metric::space1);
    column->setSpacing(0);
    column->addWidget(headerBox);
    column->addWidget(m_rows);
    column->addWidget(m_line);
    forwardFocus(this, m_rows);
    setReaders({});
}

void ReaderList::setReaders(QList<ReaderRow> readers)
{
    m_readers = std::move(readers);
    const QSignalBlocker quiet(m_rows);
    while (m_rows->count() > m_readers.size())
        delete m_rows->takeItem(m_rows->count() - 1);
    while (m_rows->count() < m_readers.size())
        m_rows->addItem(QString());
    for (int row = 0; row < m_readers.size(); ++row)
        m_rows->item(row)->setData(Qt::AccessibleTextRole, spokenReader(m_readers[row]));
    m_rows->setFixedHeight(rowHeight * std::clamp(int(m_readers.size()), 1, mostRows) + 2);
    m_rows->viewport()->update();
}

void ReaderList::add()
{
    m_line->show();
    m_line->setFocus(Qt::OtherFocusReason);
}

} // namespace views
