// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/score_table.h"

#include "views/marks.h"
#include "views/number.h"
#include "views/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr int nameColumn = 0, barColumn = 1, valueRole = Qt::UserRole + 1;

/// A column's decimals: none for counts, three for shares and cosines, fewer for larger numbers.
int decimalsOf(const ScoreCells& cells, qsizetype column)
{
    double largest = 0;
    bool whole = true;
    for (auto i = column; i < cells.values.size(); i += cells.columns.size()) {
        if (!std::isfinite(cells.values[i]))
            continue;
        largest = std::max(largest, std::abs(cells.values[i]));
        whole = whole && cells.values[i] == std::round(cells.values[i]);
    }
    return whole ? 0 : largest <= 1 ? 3 : largest < 100 ? 2 : 1;
}

} // namespace

/// Paints names and numbers; in the first column of numbers a bar from zero as well.
class ScoreDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    ColourOf colourOf;
    NullBand nullBand;
    double low = 0, high = 1; ///< ends of the bars

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int text =
            QFontMetrics(studioFont(type::dense)).horizontalAdvance(index.data().toString());
        const int bar = index.column() == barColumn ? 96 : 0;
        return QStyledItemDelegate::sizeHint(option, index)
            .expandedTo({text + bar + 24, metric::tableRow});
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Theme& look = theme();
        const QRect cell = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(cell,
                              option.state & QStyle::State_Selected ? look.selection : look.hover);
        painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), look.line);
        const QRect inner = cell.adjusted(12, 0, -12, 0);
        painter->setFont(studioFont(type::dense));
        painter->setPen(look.text);
        const QString text = index.data().toString();
        if (index.column() == nameColumn)
            painter->drawText(
                inner, Qt::AlignVCenter,
                painter->fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
        else
            painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, text);
        if (index.column() == barColumn)
            bar(*painter, inner.adjusted(0, 0, -56, 0), index.data(valueRole).toDouble());
        painter->restore();
    }

private:
    void bar(QPainter& painter, const QRectF& area, double value) const
    {
        const Theme& look = theme();
        const auto x = [&](double at) {
            return area.left() + area.width() * std::clamp((at - low) / (high - low), 0.0, 1.0);
        };
        const double y = area.center().y();
        if (nullBand.known()) {
            const QRectF band(QPointF(x(nullBand.low), y - 6), QPointF(x(nullBand.high), y + 6));
            painter.fillRect(band, look.hover);
            paintBand(painter, band, look.control, 4);
        }
        if (std::isfinite(value)) {
            const bool evidence =
                !nullBand.known() || value > nullBand.high || (low < 0 && value < nullBand.low);
            painter.fillRect(QRectF(QPointF(std::min(x(0), x(value)), y - 2.5),
                                    QPointF(std::max(x(0), x(value)), y + 2.5)),
                             evidence && colourOf ? colourOf(value) : look.control);
        }
        painter.fillRect(QRectF(x(0) - .5, y - 7, 1, 14), look.text);
    }
};

ScoreTable::ScoreTable(QWidget* parent)
    : QWidget(parent), m_table(new QTableView), m_cells(new QStandardItemModel(this)),
      m_sorted(new QSortFilterProxyModel(this)), m_delegate(new ScoreDelegate(this))
{
    m_sorted->setSourceModel(m_cells);
    m_sorted->setSortRole(valueRole);
    m_table->setModel(m_sorted);
    m_table->setItemDelegate(m_delegate);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // the method's own order until asked
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName("Scores");
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metric::tableRow);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = m_table->horizontalHeader();
    header->setFixedHeight(metric::tableHeader);
    header->setFont(studioFont(type::dense, 500));
    header->setHighlightSections(false);
    header->setToolTip("Click sorts");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    setFocusProxy(m_table);
    const auto sourceRow = [this](const QModelIndex& shown) {
        return m_sorted->mapToSource(shown).row();
    };
    connect(m_table, &QTableView::activated, this,
            [=, this](const QModelIndex& shown) { Q_EMIT rowActivated(sourceRow(shown)); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [=, this](const QModelIndex& shown) {
                if (!m_quiet && shown.isValid())
                    Q_EMIT currentChanged(sourceRow(shown));
            });
}

void ScoreTable::setScores(ScoreCells cells)
{
    m_quiet = true;
    const auto columns = cells.columns.size();
    cells.values.resize(cells.rows.size() * columns, std::numeric_limits<double>::quiet_NaN());
    m_delegate->colourOf = cells.colourOf;
    m_delegate->nullBand = cells.nullBand;
    m_delegate->low = 0;
    m_delegate->high = cells.nullBand.known() ? std::max(cells.nullBand.high, 1e-9) : 1e-9;
    QList<int> decimals;
    for (qsizetype column = 0; column < columns; ++column)
        decimals << decimalsOf(cells, column);
    m_cells->clear();
    m_cells->setColumnCount(int(columns) + 1);
    for (qsizetype row = 0; row < cells.rows.size(); ++row) {
        auto* name = new QStandardItem(cells.rows[row]);
        name->setData(cells.rows[row], valueRole);
        QList<QStandardItem*> items{name};
        for (qsizetype column = 0; column < columns; ++column) {
            const double value = cells.values[row * columns + column];
            auto* item = new QStandardItem(fixedNumber(value, decimals[column]));
            // A missing number sorts before all others.
            item->setData(std::isnan(value) ? -std::numeric_limits<double>::infinity() : value,
                          valueRole);
            items << item;
            if (column == 0 && std::isfinite(value)) {
                m_delegate->low = std::min(m_delegate->low, value);
                m_delegate->high = std::max(m_delegate->high, value);
            }
        }
        m_cells->appendRow(items);
    }
    QStringList heads = cells.columns;
    if (!heads.isEmpty() && !cells.unit.isEmpty() && heads.first() != cells.unit)
        heads.first() += " (" + cells.unit + ")";
    m_cells->setHorizontalHeaderLabels(QStringList{QString()} + heads);
    for (int column = 0; column <= columns; ++column)
        m_cells->horizontalHeaderItem(column)->setTextAlignment(
            (column == nameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    m_table->resizeColumnsToContents();
    m_table->horizontalHeader()->setSectionResizeMode(nameColumn, QHeaderView::Stretch);
    m_quiet = false;
}

void ScoreTable::setCurrent(int row)
{
    m_quiet = true;
    const QModelIndex shown = m_sorted->mapFromSource(m_cells->index(row, 0));
    if (shown.isValid())
        m_table->setCurrentIndex(shown);
    else
        m_table->clearSelection();
    m_quiet = false;
}

} // namespace views
