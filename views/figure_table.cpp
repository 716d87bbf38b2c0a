// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/figure_table.h"

#include "views/icon.h"
#include "views/number.h"
#include "views/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

enum { ValueRole = Qt::UserRole + 1, LowRole, HighRole, ChanceRole, WorseRole, GroupRole };

constexpr int intervalWidth = 150, cellMargin = 10;

class FigureDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Theme& look = theme();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect,
                              option.state & QStyle::State_Selected ? look.selection : look.hover);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                          look.line);
        QRect inner = option.rect.adjusted(cellMargin, 0, -cellMargin, 0);
        if (index.column() == FigureTable::Interval)
            drawInterval(*painter, inner, index);
        else
            drawText(*painter, inner, index);
        painter->restore();
    }

private:
    void drawText(QPainter& painter, QRect inner, const QModelIndex& index) const
    {
        const Theme& look = theme();
        const bool isNumber = index.column() >= FigureTable::Value;
        const bool isPart = index.data(GroupRole).toBool();
        if (index.column() == FigureTable::Name && index.data(WorseRole).toBool()) {
            paintIcon(painter, QRectF(inner.left(), inner.center().y() - 6, 13, 13),
                      "triangle-alert", look.caution);
            inner.setLeft(inner.left() + 19);
        }
        painter.setFont(studioFont(type::dense, index.column() == FigureTable::Method ? 600 : 400));
        painter.setPen(isPart && !isNumber ? look.text2 : look.text);
        painter.drawText(inner, (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                          inner.width()));
    }

    /// From 0 at the left to 1 at the right.
    void drawInterval(QPainter& painter, const QRectF& inner, const QModelIndex& index) const
    {
        const Theme& look = theme();
        const auto x = [&](double value) {
            return inner.left() + inner.width() * std::clamp(value, 0.0, 1.0);
        };
        const double y = inner.center().y(), value = index.data(ValueRole).toDouble();
        painter.fillRect(QRectF(inner.left(), y - .5, inner.width(), 1), look.line);
        if (const double chance = index.data(ChanceRole).toDouble(); !std::isnan(chance)) {
            painter.setPen(QPen(look.text3, 1, Qt::DotLine));
            painter.drawLine(QPointF(x(chance), y - 8), QPointF(x(chance), y + 8));
        }
        if (!(value >= 0 && value <= 1))
            return;
        const bool isWorse = index.data(WorseRole).toBool();
        const QColor ink = isWorse ? look.caution : look.text2;
        const double low = index.data(LowRole).toDouble(), high = index.data(HighRole).toDouble();
        painter.setPen(QPen(ink, 1.5));
        if (!std::isnan(low)) {
            painter.drawLine(QPointF(x(low), y), QPointF(x(high), y));
            for (const double end : {low, high})
                painter.drawLine(QPointF(x(end), y - 3.5), QPointF(x(end), y + 3.5));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(isWorse ? look.caution : look.text);
        painter.drawEllipse(QPointF(x(value), y), 3.5, 3.5);
    }
};

QString countText(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

QString valueText(const FigureRow& row)
{
    return std::isnan(row.low) ? fixedNumber(row.value, 2) : interval(row.value, row.low, row.high);
}

QString spoken(const FigureRow& row, const QString& name)
{
    QString text =
        QObject::tr("%1, %2: %3, n %4").arg(row.method, name, valueText(row), countText(row.count));
    if (!std::isnan(row.chance))
        text += QObject::tr(", guessing gives %1").arg(fixedNumber(row.chance, 2));
    return text;
}

} // namespace

FigureTable::FigureTable(QWidget* parent)
    : QWidget(parent), m_table(new QTableView), m_cells(new QStandardItemModel(this))
{
    m_table->setModel(m_cells);
    m_table->setItemDelegate(new FigureDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Figures"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(metric::tableRow);
    m_table->verticalHeader()->setDefaultSectionSize(metric::tableRow);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setFixedHeight(metric::tableHeader);
    m_table->horizontalHeader()->setFont(studioFont(type::dense, 500));
    m_table->horizontalHeader()->setHighlightSections(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    setFocusProxy(m_table);
    setRows({});
}

void FigureTable::setRows(const QList<FigureRow>& rows)
{
    m_cells->clear();
    m_cells->setHorizontalHeaderLabels(
        {tr("Method"), tr("Figure"), tr("0 to 1, guessing dotted"), tr("Value, 95 %"), tr("n")});
    for (const int column : {Value, Count})
        m_cells->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const int column : {Method, Name, Interval})
        m_cells->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    QString before;
    for (const FigureRow& row : rows) {
        const QString name = row.group.isEmpty() ? row.metric
            : row.isWorse                        ? tr("%1, worse than guessing").arg(row.group)
                                                 : row.group;
        QList<QStandardItem*> items;
        for (const QString& text : {row.method == before ? QString() : row.method,
                                    row.group.isEmpty() ? name : QString(3, QChar(0x2003)) + name,
                                    QString(), valueText(row), countText(row.count)})
            items << new QStandardItem(text);
        for (QStandardItem* item : items) {
            item->setData(row.value, ValueRole);
            item->setData(row.low, LowRole);
            item->setData(row.high, HighRole);
            item->setData(row.chance, ChanceRole);
            item->setData(row.isWorse, WorseRole);
            item->setData(!row.group.isEmpty(), GroupRole);
            item->setData(spoken(row, name), Qt::AccessibleTextRole);
            item->setToolTip(row.tooltip);
        }
        m_cells->appendRow(items);
        before = row.method;
    }
    QHeaderView* header = m_table->horizontalHeader();
    m_table->resizeColumnsToContents();
    header->resizeSection(Method, 110);
    header->setSectionResizeMode(Name, QHeaderView::Stretch);
    header->resizeSection(Interval, intervalWidth + 2 * cellMargin);
    header->resizeSection(Value, 120);
    header->resizeSection(Count, 70);
}

int FigureTable::rowCount() const
{
    return m_cells->rowCount();
}

} // namespace views
