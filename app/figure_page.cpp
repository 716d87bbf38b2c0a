// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_page.h"

#include "app/figure_layout.h"
#include "app/figure_panel.h"
#include "app/figure_text.h"

#include <QPainter>

namespace app {

QRectF FigurePage::shown() const
{
    const QRectF whole(QPointF(), QSizeF(image.size()));
    const QRectF part = visible & whole;
    return part.isEmpty() ? whole : part;
}

QSizeF pageSize(const FigurePage& page)
{
    return figure::layOut(page).size / figure::unitsPerMm;
}

void figure::paintText(QPainter& painter, const FigurePage& page, const PageLayout& layout)
{
    QPointF at = layout.captionsAt;
    const bool numbered = page.captions.size() > 1;
    for (qsizetype i = 0; i < page.captions.size(); ++i) {
        const Caption caption(page.captions[i], numbered ? int(i) + 1 : 0, layout.captionWidth);
        caption.paint(painter, at);
        at.ry() += caption.height();
    }
    for (qsizetype i = 0; i < page.panels.size(); ++i)
        paintAround(painter, page.panels[i], layout.panels[i]);
    painter.setPen(views::Theme::page().text);
    paintParagraph(painter, layout.note, page.note, font(type::note));
}

void paintPage(QPainter& painter, const FigurePage& page, bool vector)
{
    const figure::PageLayout layout = figure::layOut(page);
    painter.save();
    painter.fillRect(QRectF(QPointF(), layout.size), Qt::white);
    for (qsizetype i = 0; i < page.panels.size(); ++i)
        if (!layout.panels[i].picture.isNull())
            figure::paintPicture(painter, page, page.panels[i], layout.panels[i], vector);
    figure::paintText(painter, page, layout);
    painter.restore();
}

} // namespace app
