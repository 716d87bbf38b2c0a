// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alignment_painter.h"

#include "views/marks.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace views {
namespace {

constexpr double minCell = 12, maxCellWidth = 40, minRow = 16, maxRow = 24, headHeight = 18,
                 nameHeight = 16;

QFont sized(QFont font, int px, int weight = 400)
{
    font.setPixelSize(px);
    font.setWeight(QFont::Weight(weight));
    return font;
}

/// Regions are named below the matrix where their names are more than a number.
bool haveNames(const AlignmentCells& cells)
{
    return std::ranges::any_of(cells.regions, [](const QString& name) { return name.size() > 3; });
}

void paintCell(QPainter& painter, const QRectF& cell, float mass, const AlignmentCells& cells,
               const Theme& look)
{
    const QRectF inner = cell.adjusted(0, 0, -1, -1);
    QColor lines = look.control;
    lines.setAlphaF(0.6f);
    if (std::isnan(mass)) {
        painter.fillRect(inner, onImage::nanGround);
        painter.setPen(QPen(onImage::nanHatch, 1));
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.bottomLeft(), inner.topRight());
    } else if (!cells.colourOf || mass <= cells.nullHigh) {
        painter.fillRect(inner, look.hover);
        paintBand(painter, inner, lines, 5);
    } else {
        painter.fillRect(inner, cells.colourOf(mass));
    }
}

void paintHeads(QPainter& painter, const AlignmentGeometry& at, const Theme& look,
                const AlignmentCells& cells, const QList<int>& columns, int region, double scrollX)
{
    const QFont base = painter.font();
    const bool numbered = haveNames(cells);
    const int every = at.cellWidth >= 18 || columns.size() <= 9 ? 1 : at.cellWidth >= 14 ? 2 : 5;
    painter.save();
    painter.setClipRect(at.heads.adjusted(-6, 0, 6, 0), Qt::IntersectClip);
    for (qsizetype column = 0; column < columns.size(); ++column) {
        const bool isCurrent = columns[column] == region;
        if (!isCurrent && column % every != 0)
            continue;
        const double x = at.cell(0, column, {scrollX, 0}).center().x();
        painter.setFont(sized(base, type::small, isCurrent ? 600 : 400));
        painter.setPen(isCurrent ? look.text : look.text3);
        painter.drawText(QRectF(x - 20, at.heads.top(), 40, at.heads.height()), Qt::AlignCenter,
                         numbered ? QString::number(column + 1) : cells.regions[columns[column]]);
    }
    painter.restore();
}

void paintWords(QPainter& painter, const AlignmentGeometry& at, const Theme& look,
                const AlignmentCells& cells, int word, double scrollY)
{
    const QFont base = painter.font();
    painter.save();
    painter.setClipRect(at.words, Qt::IntersectClip);
    for (qsizetype row = 0; row < cells.words.size(); ++row) {
        const QRectF line = at.cell(row, 0, {0, scrollY});
        const QRectF place(at.words.left(), line.top(), at.words.width(), line.height() - 1);
        if (!place.intersects(at.words))
            continue;
        painter.setFont(sized(base, type::small, row == word ? 600 : 400));
        painter.setPen(row == word ? look.text : look.text2);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter,
                         QFontMetricsF(painter.font())
                             .elidedText(cells.words[row], Qt::ElideRight, place.width()));
    }
    painter.restore();
}

void paintNames(QPainter& painter, const AlignmentGeometry& at, const Theme& look,
                const AlignmentCells& cells, const QList<int>& columns, int region)
{
    const QFont base = painter.font();
    const auto fit = qsizetype(at.names.height() / nameHeight);
    for (qsizetype i = 0; i < std::min(fit, columns.size()); ++i) {
        const bool isCurrent = columns[i] == region;
        const QRectF line(at.names.left(), at.names.top() + double(i) * nameHeight,
                          at.names.width(), nameHeight);
        painter.setFont(sized(base, type::small, isCurrent ? 600 : 400));
        painter.setPen(isCurrent ? look.text : look.text2);
        const QString text = QStringLiteral("%1 %2").arg(i + 1).arg(cells.regions[columns[i]]);
        painter.drawText(
            line, Qt::AlignVCenter,
            QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, line.width()));
    }
}

} // namespace

QList<int> topRegions(const AlignmentCells& cells, int count)
{
    QList<int> columns(cells.regions.size());
    std::iota(columns.begin(), columns.end(), 0);
    if (count <= 0 || count >= columns.size())
        return columns;
    QList<double> total(columns.size(), 0.0);
    for (qsizetype word = 0; word < cells.words.size(); ++word)
        for (qsizetype region = 0; region < columns.size(); ++region)
            if (const float mass = cells.at(word, region); std::isfinite(mass))
                total[region] += mass;
    std::ranges::stable_sort(columns, std::greater(), [&](int region) { return total[region]; });
    columns.resize(count);
    return columns;
}

AlignmentGeometry::AlignmentGeometry(const QRectF& area, const AlignmentCells& content,
                                     qsizetype columns, const QFont& font)
{
    const QFontMetricsF strong(sized(font, type::small, 600));
    double wordWidth = 24;
    for (const QString& word : content.words)
        wordWidth = std::max(wordWidth, strong.horizontalAdvance(word.left(24)));
    wordWidth = std::min(wordWidth + 2, area.width() * 0.45);

    const double rowCount = std::max<double>(1, content.words.size());
    const double columnCount = std::max<double>(1, columns);
    const double roomX = area.width() - wordWidth - 6, roomY = area.height() - headHeight;
    cellWidth = std::clamp(roomX / columnCount, minCell, maxCellWidth);
    cellHeight = std::clamp(roomY / rowCount, minRow, maxRow);
    contentSize = {cellWidth * columnCount, cellHeight * rowCount};
    words = QRectF(area.left(), area.top() + headHeight, wordWidth,
                   std::min(roomY, contentSize.height()));
    cells = QRectF(words.right() + 6, words.top(), std::min(roomX, contentSize.width()),
                   words.height());
    heads = QRectF(cells.left(), area.top(), cells.width(), headHeight);
    const double below = area.bottom() - cells.bottom() - 6;
    if (below >= nameHeight && haveNames(content))
        names = QRectF(area.left(), cells.bottom() + 6, area.width(), below);
}

QRectF AlignmentGeometry::cell(qsizetype word, qsizetype column, QPointF scroll) const
{
    // Edges on whole pixels keep the cells evenly wide and without seams.
    const auto edge = [](double at) { return std::round(at); };
    const double x = cells.left() - scroll.x(), y = cells.top() - scroll.y();
    return {
        QPointF(edge(x + double(column) * cellWidth), edge(y + double(word) * cellHeight)),
        QPointF(edge(x + double(column + 1) * cellWidth), edge(y + double(word + 1) * cellHeight))};
}

void paintAlignment(QPainter& painter, const QRectF& area, const Theme& look,
                    const AlignmentCells& cells, const QList<int>& columns, int word, int region,
                    QPointF scroll)
{
    if (cells.words.isEmpty() || columns.isEmpty())
        return;
    const AlignmentGeometry at(area, cells, columns.size(), painter.font());
    painter.save();
    paintHeads(painter, at, look, cells, columns, region, scroll.x());
    paintWords(painter, at, look, cells, word, scroll.y());
    paintNames(painter, at, look, cells, columns, region);
    painter.setClipRect(at.cells.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    for (qsizetype row = 0; row < cells.words.size(); ++row) {
        for (qsizetype column = 0; column < columns.size(); ++column) {
            const QRectF cell = at.cell(row, column, scroll);
            if (cell.intersects(at.cells))
                paintCell(painter, cell & at.cells, cells.at(row, columns[column]), cells, look);
        }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.text, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    if (word >= 0 && word < cells.words.size())
        painter.drawRect((at.cell(word, 0, scroll) | at.cell(word, columns.size() - 1, scroll))
                             .adjusted(-1, -1, 0, 0));
    if (const auto column = columns.indexOf(region); column >= 0 && word >= 0)
        painter.drawRect(at.cell(word, column, scroll).adjusted(-1, -1, 0, 0));
    painter.restore();
}

} // namespace views
