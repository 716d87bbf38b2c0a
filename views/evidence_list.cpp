// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/evidence_list.h"

#include "views/focus_forward.h"
#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace views {
namespace {

constexpr int rowHeight = 24, mostRows = 7;

class EvidenceDelegate final : public QStyledItemDelegate {
public:
    EvidenceDelegate(const QList<EvidenceRow>& rows, QObject* parent)
        : QStyledItemDelegate(parent), m_rows(rows)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {metric::inspector / 2, rowHeight};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        if (index.row() >= m_rows.size())
            return;
        const EvidenceRow& row = m_rows[index.row()];
        const Theme& look = theme();
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (selected || option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, selected ? look.selection : look.hover);
        const QRect inner = option.rect.adjusted(metric::space3, 0, -metric::space3, 0);
        paintIcon(*painter, QRectF(inner.left(), inner.center().y() - 7, 14, 14), row.icon,
                  look.text);
        painter->setFont(studioFont(type::dense));
        painter->setPen(look.text2);
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, row.area);
        int room = inner.width() - 22 - painter->fontMetrics().horizontalAdvance(row.area) - 8;
        painter->setPen(look.text);
        const QString text = painter->fontMetrics().elidedText(row.text, Qt::ElideRight, room);
        painter->drawText(inner.adjusted(22, 0, 0, 0), Qt::AlignVCenter, text);
        const int used = painter->fontMetrics().horizontalAdvance(text) + 8;
        painter->setFont(studioFont(type::small));
        painter->setPen(selected ? look.text2 : look.text3);
        painter->drawText(inner.adjusted(22 + used, 0, 0, 0), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(row.tag, Qt::ElideRight, room - used));
        if (option.state & QStyle::State_HasFocus
            && option.state & QStyle::State_KeyboardFocusChange)
            paintFocusRing(*painter, QRectF(option.rect).adjusted(3, 3, -3, -3), look);
        painter->restore();
    }

private:
    const QList<EvidenceRow>& m_rows;
};

} // namespace

EvidenceList::EvidenceList(QWidget* parent) : QWidget(parent), m_rows(new QListWidget)
{
    m_rows->setItemDelegate(new EvidenceDelegate(m_evidence, m_rows));
    m_rows->setFrameShape(QFrame::NoFrame);
    m_rows->setMouseTracking(true);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->viewport()->setAutoFillBackground(false);
    m_rows->setAccessibleName("Evidence");
    m_rows->setToolTip("Del takes a region from this claim");
    m_rows->installEventFilter(this);
    connect(m_rows, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < m_evidence.size())
            Q_EMIT chosen(m_evidence[row].id);
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_rows);
    forwardFocus(this, m_rows);
    setRows({});
}

void EvidenceList::setRows(QList<EvidenceRow> rows)
{
    const QUuid kept = m_evidence.value(m_rows->currentRow()).id;
    m_evidence = std::move(rows);
    const QSignalBlocker quiet(m_rows);
    while (m_rows->count() > m_evidence.size())
        delete m_rows->takeItem(m_rows->count() - 1);
    while (m_rows->count() < m_evidence.size())
        m_rows->addItem(QString());
    for (int row = 0; row < m_evidence.size(); ++row) {
        const EvidenceRow& one = m_evidence[row];
        m_rows->item(row)->setData(
            Qt::AccessibleTextRole,
            QStringList{one.text, one.area, one.tag}.join(", ").remove(QRegularExpression(", $")));
    }
    m_rows->setFixedHeight(rowHeight * std::min(int(m_evidence.size()), mostRows));
    setVisible(!m_evidence.isEmpty());
    setCurrent(kept);
}

void EvidenceList::setCurrent(const QUuid& id)
{
    const QSignalBlocker quiet(m_rows);
    const auto found = std::ranges::find(m_evidence, id, &EvidenceRow::id);
    m_rows->setCurrentRow(found == m_evidence.end() ? -1 : int(found - m_evidence.begin()));
    m_rows->viewport()->update();
}

bool EvidenceList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_rows && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = m_rows->currentRow();
        if (key->key() == Qt::Key_Delete && row >= 0 && row < m_evidence.size()) {
            Q_EMIT removeRequested(m_evidence[row].id);
            return true;
        }
        if (!key->text().isEmpty() && key->text().front().isPrint()) {
            event->ignore(); // digits and letters are the keys of the window
            return true;
        }
    }
    if (watched == m_rows && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete)
        event->accept();
    return QWidget::eventFilter(watched, event);
}

} // namespace views
