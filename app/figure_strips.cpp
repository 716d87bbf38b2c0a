// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_strips.h"

#include "app/figure_text.h"
#include "views/hatch.h"
#include "views/number.h"
#include "views/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app::figure {
namespace {

constexpr double row = 15, headRow = 16, cellGap = 12, swatch = 10;
constexpr double matrixRow = 16, matrixHead = 18;
constexpr double barMin = 50;
constexpr qsizetype mostRows = 40;
constexpr int matrixColumns = 8;

double widthOf(const QString& text)
{
    return QFontMetricsF(font(type::label)).horizontalAdvance(text);
}

/// A column's decimals: none for whole numbers, three for shares and cosines, fewer for larger.
int decimalsOf(const views::ScoreCells& cells, qsizetype column)
{
    double largest = 0;
    bool whole = true;
    for (qsizetype i = column; i < cells.values.size(); i += cells.columns.size()) {
        if (!std::isfinite(cells.values[i]))
            continue;
        largest = std::max(largest, std::abs(cells.values[i]));
        whole = whole && cells.values[i] == std::round(cells.values[i]);
    }
    return whole ? 0 : largest <= 1 ? 3 : largest < 100 ? 2 : 1;
}

/// One painting of a table.
class Table {
public:
    Table(QPainter& painter, const views::ScoreCells& cells, const QRectF& area)
        : m_painter(painter), m_cells(cells), m_area(area)
    {
        for (const QString& name : cells.rows)
            m_names = std::max(m_names, widthOf(name));
        double right = area.right();
        m_rights.resize(cells.columns.size());
        for (qsizetype c = cells.columns.size() - 1; c >= 0; --c) {
            m_rights[c] = right;
            double widest = widthOf(cells.columns[c]);
            for (qsizetype r = 0; r < cells.rows.size(); ++r)
                widest = std::max(widest, widthOf(text(r, c)));
            m_widest = widest; // of the first column at last
            right -= widest + cellGap;
        }
        // Names come first: bars take what they leave.
        const double room = right - area.left();
        m_names = std::min(m_names, room < 3 * barMin ? room : room - barMin);
        for (qsizetype r = 0; r < cells.rows.size(); ++r)
            if (const double v = value(r, 0); std::isfinite(v)) {
                m_low = std::min(m_low, v);
                m_high = std::max(m_high, v);
            }
    }

    void paintHead() const
    {
        const views::Theme& page = views::Theme::page();
        m_painter.setPen(page.text);
        m_painter.setFont(font(type::tick));
        for (qsizetype c = 0; c < m_cells.columns.size(); ++c)
            m_painter.drawText(QRectF(m_rights[c] - 200, m_area.top(), 200, headRow),
                               Qt::AlignRight | Qt::AlignVCenter, m_cells.columns[c]);
        m_painter.setPen(QPen(page.text, 0.7));
        const double y = m_area.top() + headRow;
        m_painter.drawLine(QPointF(m_area.left(), y), QPointF(m_area.right(), y));
    }

    void paintRow(qsizetype r) const
    {
        const double y = m_area.top() + headRow + double(r) * row;
        m_painter.setFont(font(type::label));
        m_painter.setPen(views::Theme::page().text);
        m_painter.drawText(QRectF(m_area.left(), y, m_names + 1, row),
                           Qt::AlignLeft | Qt::AlignVCenter,
                           QFontMetricsF(font(type::label))
                               .elidedText(m_cells.rows[r], Qt::ElideRight, m_names + 1));
        for (qsizetype c = 0; c < m_cells.columns.size(); ++c)
            m_painter.drawText(QRectF(m_rights[c] - 200, y, 200, row),
                               Qt::AlignRight | Qt::AlignVCenter, text(r, c));
        paintBar(r, y);
    }

private:
    double value(qsizetype r, qsizetype c) const
    {
        return m_cells.values.value(r * m_cells.columns.size() + c,
                                    std::numeric_limits<double>::quiet_NaN());
    }

    QString text(qsizetype r, qsizetype c) const
    {
        return views::fixedNumber(value(r, c), decimalsOf(m_cells, c));
    }

    void paintBar(qsizetype r, double y) const
    {
        if (m_cells.columns.isEmpty() || !(m_high > m_low) || !std::isfinite(value(r, 0)))
            return;
        const QRectF room(QPointF(m_area.left() + m_names + cellGap, y + 3),
                          QPointF(m_rights[0] - m_widest - cellGap / 2, y + row - 3));
        if (room.width() < barMin / 2)
            return;
        const auto x = [&](double v) {
            return room.left() + (v - m_low) / (m_high - m_low) * room.width();
        };
        const double v = value(r, 0);
        m_painter.setPen(QPen(views::Theme::page().text, 0.5));
        m_painter.setBrush(m_cells.colourOf ? m_cells.colourOf(v) : QColor(Qt::lightGray));
        m_painter.drawRect(QRectF(QPointF(x(std::min(0.0, v)), room.top()),
                                  QPointF(x(std::max(0.0, v)), room.bottom())));
        m_painter.setPen(QPen(views::Theme::page().text, 1));
        m_painter.drawLine(QPointF(x(0), y), QPointF(x(0), y + row));
    }

    QPainter& m_painter;
    const views::ScoreCells& m_cells;
    const QRectF m_area;
    QList<double> m_rights; ///< right edge of each column of numbers
    double m_names = 0, m_widest = 0, m_low = 0, m_high = 0;
};

void paintAreas(QPainter& painter, const QList<views::LegendEntry>& entries, const QRectF& area)
{
    double y = area.top();
    for (const views::LegendEntry& entry : entries) {
        if (!entry.visible || y + row > area.bottom())
            continue;
        QPainterPath ground;
        ground.addRect(QRectF(area.left(), y + (row - swatch) / 2, swatch, swatch));
        views::paintMaskFill(painter, ground, entry.number);
        painter.setPen(QPen(views::maskColour(entry.number), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(ground);
        painter.setPen(views::Theme::page().text);
        painter.setFont(font(type::label));
        const QString share = views::percent(entry.area, 1);
        const QRectF line(area.left() + swatch + 6, y, area.width() - swatch - 6, row);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, share);
        painter.drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(painter.font())
                .elidedText(entry.label, Qt::ElideRight, line.width() - widthOf(share) - 6));
        y += row;
    }
}

} // namespace

bool hasSide(const PanelContent& content, double height)
{
    if (content.cells)
        return double(content.cells->words.size()) * matrixRow + matrixHead <= height;
    return !content.legend.isEmpty();
}

void paintSide(QPainter& painter, const PanelContent& content, const QRectF& area)
{
    painter.save();
    painter.setFont(font(type::tick));
    if (content.cells)
        views::paintAlignment(painter, area, views::Theme::page(), *content.cells,
                              views::topRegions(*content.cells, matrixColumns), content.word, -1);
    else
        paintAreas(painter, content.legend, area);
    painter.restore();
}

double tableHeight(const views::ScoreCells& cells)
{
    const auto rows = std::min(cells.rows.size(), mostRows);
    return headRow + row * double(rows + (rows < cells.rows.size())) + 2;
}

void paintTable(QPainter& painter, const views::ScoreCells& cells, const QRectF& area)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const Table table(painter, cells, area);
    table.paintHead();
    const auto room = qsizetype((area.height() - headRow) / row);
    const auto rows =
        room < cells.rows.size() ? std::max<qsizetype>(0, room - 1) : cells.rows.size();
    for (qsizetype r = 0; r < rows; ++r)
        table.paintRow(r);
    if (rows < cells.rows.size()) {
        painter.setPen(views::Theme::page().text);
        painter.setFont(font(type::tick));
        painter.drawText(
            QRectF(area.left(), area.top() + headRow + double(rows) * row, area.width(), row),
            Qt::AlignLeft | Qt::AlignVCenter,
            QObject::tr("%1 more rows, not shown").arg(cells.rows.size() - rows));
    }
    painter.restore();
}

} // namespace app::figure
