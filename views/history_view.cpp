// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/history_view.h"

#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace views {
namespace {

enum Role { WhenRole = Qt::UserRole + 1, MarkRole, PlaceRole };
enum Place { Before, Here, Undone };

/// A dot on a line for each step: filled is done, a ring in accent is where we are.
class StepDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {160, metric::tableRow};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Theme& look = theme();
        const QRect row = option.rect;
        const auto place = Place(index.data(PlaceRole).toInt());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (place == Here || option.state & QStyle::State_MouseOver)
            painter->fillRect(row, place == Here ? look.selection : look.hover);
        const QPointF dot(row.left() + 18.5, row.center().y() + 0.5);
        painter->setPen(QPen(look.line, 1));
        painter->drawLine(QPointF(dot.x(), index.row() == 0 ? dot.y() : row.top()),
                          QPointF(dot.x(), row.bottom() + 1));
        if (index.data(MarkRole).toBool()) {
            paintIcon(*painter, QRectF(dot.x() - 6, dot.y() - 6, 12, 12), "bookmark", look.caution);
        } else {
            painter->setBrush(place == Here         ? look.accent
                                  : place == Before ? look.text3
                                                    : look.field);
            painter->setPen(QPen(place == Undone ? look.text3 : look.field, 1));
            painter->drawEllipse(dot, 4, 4);
        }
        painter->setFont(studioFont(type::small));
        painter->setPen(place == Here ? look.text2 : look.text3);
        const QRect inner = row.adjusted(34, 0, -metric::space3, 0);
        const QString when = index.data(WhenRole).toString();
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, when);
        const int room = inner.width() - painter->fontMetrics().horizontalAdvance(when) - 8;
        painter->setFont(studioFont(type::dense, place == Here ? 600 : 400));
        painter->setPen(place == Undone ? look.text3 : look.text);
        painter->drawText(
            inner, Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room));
        if (option.state & QStyle::State_HasFocus
            && option.state & QStyle::State_KeyboardFocusChange)
            paintFocusRing(*painter, QRectF(row).adjusted(3, 3, -3, -3), look);
        painter->restore();
    }
};

} // namespace

HistoryView::HistoryView(QWidget* parent) : QWidget(parent), m_list(new QListWidget)
{
    m_list->setItemDelegate(new StepDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setAccessibleName("History");
    connect(m_list, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { Q_EMIT stepChosen(m_list->row(item)); });
    connect(m_list, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { Q_EMIT stepChosen(m_list->row(item)); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_list);
    setFocusProxy(m_list);
    setSteps({}, 0);
}

void HistoryView::setSteps(QList<HistoryStep> steps, int current)
{
    steps.prepend({.text = "As opened"});
    const QSignalBlocker quiet(m_list);
    while (m_list->count() > steps.size())
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < steps.size())
        m_list->addItem(QString());
    for (int i = 0; i < steps.size(); ++i) {
        QListWidgetItem* item = m_list->item(i);
        item->setText(steps[i].text);
        item->setData(WhenRole, steps[i].when);
        item->setData(MarkRole, steps[i].mark);
        item->setData(PlaceRole, i < current ? Before : i == current ? Here : Undone);
        item->setData(Qt::AccessibleTextRole,
                      steps[i].text
                          + (i == current      ? ", current"
                                 : i > current ? ", undone"
                                               : ""));
    }
    m_list->setCurrentRow(current);
    if (QListWidgetItem* item = m_list->item(current))
        m_list->scrollToItem(item);
}

} // namespace views
