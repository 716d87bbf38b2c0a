// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_layout.h"

#include "app/figure_panel.h"
#include "app/figure_strips.h"
#include "app/figure_text.h"

#include <algorithm>
#include <cmath>

namespace app::figure {
namespace {

constexpr double margin = 10, columnGap = 20, rowGap = 14, titleGap = 4, noteGap = 12;
constexpr double captionGap = 8, barRoom = 66, barHeightMin = 90, sideGap = 12;
constexpr double pictureHeightMin = 110; // 20 mm: below it patches and labels cannot be read

/// To the dots of a 300 dpi file, so that photos are neither stretched nor blurred.
double onDot(double units)
{
    return std::round(units / unitsPerDot) * unitsPerDot;
}

QString titleOf(const FigurePanel& panel)
{
    QString title = panel.method;
    if (!panel.subject.isEmpty())
        title += ", " + panel.subject;
    if (panel.content.scale && panel.content.scale->own)
        title += ", " + QObject::tr("own scale");
    return title;
}

/// The steps of one layout; each goes on where the one before ended.
class Composer {
public:
    explicit Composer(const FigurePage& page)
        : m_page(page), m_columns(columnsFor(page.panels.size())),
          m_rows((page.panels.size() + m_columns - 1) / m_columns)
    {
        const double widthMm = page.widthMm > 0 ? page.widthMm
            : page.panels.size() <= 1           ? oneColumnMm
                                                : twoColumnsMm;
        m_layout.size.setWidth(widthMm * unitsPerMm);
        m_inner = m_layout.size.width() - 2 * margin;
        m_cell = (m_inner - (m_columns - 1) * columnGap) / m_columns;
    }

    PageLayout compose()
    {
        addCaptions();
        addTitles();
        const double noteHeight = paragraphHeight(m_page.note, font(type::note), m_inner);
        choosePicture(noteHeight);
        for (qsizetype row = 0; row < m_rows; ++row)
            addRow(row);
        if (noteHeight > 0) {
            m_layout.note = {margin, m_y + noteGap - rowGap, m_inner, noteHeight};
            m_y = m_layout.note.bottom() + rowGap;
        }
        m_layout.size.setHeight(m_y - rowGap + margin);
        return m_layout;
    }

private:
    void addCaptions()
    {
        m_layout.captionsAt = {margin, margin};
        m_layout.captionWidth = m_inner;
        const bool numbered = m_page.captions.size() > 1;
        for (qsizetype i = 0; i < m_page.captions.size(); ++i)
            m_y += Caption(m_page.captions[i], numbered ? int(i) + 1 : 0, m_inner).height();
        if (!m_page.captions.isEmpty())
            m_y += captionGap;
    }

    void addTitles()
    {
        m_titleHeights.fill(0, m_rows);
        for (qsizetype i = 0; i < m_page.panels.size(); ++i) {
            PlacedPanel placed;
            placed.letter = letterOf(i);
            placed.title =
                elidedLines(titleOf(m_page.panels[i]), font(type::title), m_cell - letterRoom, 2);
            const double height = lineHeight(font(type::letter, true))
                + double(placed.title.size() - 1) * lineHeight(font(type::title));
            m_titleHeights[i / m_columns] = std::max(m_titleHeights[i / m_columns], height);
            m_layout.panels.append(placed);
        }
    }

    /// As wide as its column; lower where the page would be too high for a journal.
    void choosePicture(double noteHeight)
    {
        const bool anyBar = std::ranges::any_of(m_page.panels, [](const FigurePanel& panel) {
            return hasPicture(panel) && panel.content.scale;
        });
        const QRectF shown = m_page.shown();
        const double ratio = shown.width() > 0 ? shown.height() / shown.width() : 1;
        double room = heightMm * unitsPerMm - m_y - noteHeight - noteGap - margin;
        for (const double title : m_titleHeights)
            room -= title + titleGap + rowGap;
        const double highest =
            std::max(pictureHeightMin, room / double(std::max<qsizetype>(1, m_rows)));
        const double widest = m_cell - (anyBar ? barRoom : 0);
        const double width = std::min(widest, highest / ratio);
        m_picture = {onDot(width), std::max(unitsPerDot, onDot(width * ratio))};
    }

    void addRow(qsizetype row)
    {
        const qsizetype first = row * m_columns;
        const qsizetype end = std::min(first + m_columns, m_page.panels.size());
        double height = 0;
        for (qsizetype i = first; i < end; ++i) {
            const FigurePanel& panel = m_page.panels[i];
            height = std::max(height, heightFor(panel, m_picture.height()));
            if (hasPicture(panel) && panel.content.scale)
                height = std::max(height, barHeightMin);
        }
        for (qsizetype i = first; i < end; ++i)
            place(i, margin + double(i - first) * (m_cell + columnGap), m_titleHeights[row],
                  height);
        m_y += m_titleHeights[row] + titleGap + height + rowGap;
    }

    void place(qsizetype index, double left, double titleHeight, double height)
    {
        const FigurePanel& panel = m_page.panels[index];
        PlacedPanel& placed = m_layout.panels[index];
        const double x = onDot(left), y = onDot(m_y + titleHeight + titleGap);
        placed.titleAt = {x, m_y};
        placed.body = {x, y, m_cell, height};
        if (!hasPicture(panel))
            return;
        placed.picture = {QPointF(x, y), m_picture};
        double right = placed.picture.right();
        const double stripHeight = std::max(barHeightMin, m_picture.height());
        if (panel.content.scale) {
            placed.bar = {right, y, barRoom, stripHeight};
            right = placed.bar.right();
        }
        const double room = placed.body.right() - right - sideGap;
        if (room >= sideMin && hasSide(panel.content, m_picture.height()))
            placed.side = {right + sideGap, y, std::min(room, sideMax), stripHeight};
    }

    const FigurePage& m_page;
    const qsizetype m_columns, m_rows;
    PageLayout m_layout;
    QList<double> m_titleHeights;
    QSizeF m_picture;
    double m_inner = 0, m_cell = 0, m_y = margin;
};

} // namespace

int columnsFor(qsizetype panels)
{
    return panels <= 1 ? 1 : panels <= 4 ? 2 : panels <= 9 ? 3 : 4;
}

QString letterOf(qsizetype panel)
{
    const QString last(QChar(u'a' + char16_t(panel % 26)));
    return panel < 26 ? last : letterOf(panel / 26 - 1) + last;
}

PageLayout layOut(const FigurePage& page)
{
    return Composer(page).compose();
}

} // namespace app::figure
