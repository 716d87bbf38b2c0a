// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_panel.h"

#include "app/figure_strips.h"
#include "app/figure_text.h"
#include "views/colour_bar.h"
#include "views/photo.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace app::figure {
namespace {

constexpr double viewPx = 0.8;   // page units a pixel of the screen's marks
constexpr double truePixels = 2; // dots an image pixel from which they are kept as squares
constexpr double barsRow = 13, widestRow = 20, barsFrame = 28, mostBars = 60;
constexpr double stripe = 9, sentenceHeight = 80;

/// The part of the photo that is on show at 300 dpi of its place, so that files stay small.
QImage photoFor(const FigurePage& page, bool grey, const QRectF& place)
{
    const QSize dots = (place.size() / unitsPerDot).toSize().expandedTo({1, 1});
    QImage picture(dots, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    views::Photo(page.image).draw(painter, QRectF(QPointF(), QSizeF(dots)), page.shown());
    painter.end();
    if (!grey)
        return picture;
    QImage values(dots, QImage::Format_Grayscale8);
    for (int y = 0; y < dots.height(); ++y) {
        const auto* from = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        std::transform(from, from + dots.width(), values.scanLine(y),
                       [](QRgb colour) { return uchar(qGray(colour)); });
    }
    return values;
}

views::Surface surfaceFor(const FigurePage& page, const QRectF& place, bool vector)
{
    views::Surface surface;
    surface.image = QRectF(QPointF(), QSizeF(page.image.size()));
    surface.visible = page.shown();
    surface.scale = place.width() / page.shown().width() / viewPx;
    surface.deviceRatio = viewPx / unitsPerDot;
    surface.vector = vector;
    surface.opacity = page.opacity;
    surface.outlineOnly = page.outlinesOnly;
    surface.font = font(int(std::lround(type::label / viewPx)));
    surface.theme = &views::Theme::page();
    return surface;
}

/// A result, not an error: what the largest value is, in the middle of the picture.
void paintNoEvidence(QPainter& painter, const views::Surface& surface, const QString& numbers)
{
    const QString heading = QObject::tr("No evidence");
    const QString whole = heading + ": " + numbers;
    const auto width = [&](const QString& text) {
        return views::mark::plateRect(surface, {}, text).width();
    };
    const bool oneLine = width(whole) <= surface.visible.width();
    QPointF at = surface.visible.center();
    for (const QString& line : oneLine ? QStringList{whole} : QStringList{heading, numbers}) {
        const QRectF plate =
            views::mark::plate(painter, surface, at - QPointF(width(line) / 2, 0), line);
        at.setY(plate.bottom() + surface.px(2));
    }
}

QList<int> barRows(const FigurePanel& panel, double height)
{
    QList<int> rows = views::wordBarRows(*panel.content.bars, height - barsFrame);
    rows.resize(std::min<qsizetype>(rows.size(), qsizetype(mostBars)));
    return rows;
}

void paintBars(QPainter& painter, const FigurePanel& panel, const QRectF& body)
{
    const QList<int> rows = barRows(panel, body.height());
    const auto all = std::ranges::count_if(
        panel.content.bars->words, [](const views::Word& word) { return !word.punctuation; });
    QRectF area = body;
    area.setHeight(std::min(body.height(), barsFrame + widestRow * double(rows.size())));
    if (rows.size() < all) {
        area.setHeight(std::min(area.height(), body.height() - lineHeight(font(type::tick))));
        painter.setFont(font(type::tick));
        painter.setPen(views::Theme::page().text);
        painter.drawText(QRectF(body.left(), area.bottom(), body.width(), body.bottom()),
                         Qt::AlignLeft | Qt::AlignTop,
                         QObject::tr("%1 more words, not shown").arg(all - rows.size()));
    }
    views::WordBarsContent content = *panel.content.bars;
    content.current = -1;
    painter.save();
    painter.setFont(font(type::label));
    views::paintWordBars(painter, area, views::Theme::page(), content, rows);
    painter.restore();
}

void paintSentence(QPainter& painter, const FigurePanel& panel, const QRectF& body)
{
    const QRectF box(body.topLeft(), QSizeF(body.width(), std::min(body.height(), sentenceHeight)));
    painter.setPen(QPen(views::Theme::page().control, 0.7));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
    painter.setPen(views::Theme::page().text);
    painter.setFont(font(type::label));
    painter.drawText(box.adjusted(10, 6, -10, -6), Qt::AlignCenter | Qt::TextWordWrap,
                     panel.sentence.isEmpty() ? QObject::tr("There is nothing to show.")
                                              : panel.sentence);
}

void paintTitle(QPainter& painter, const PlacedPanel& place)
{
    const double ascent = QFontMetricsF(font(type::letter, true)).ascent();
    QPointF base = place.titleAt + QPointF(0, ascent);
    painter.setPen(views::Theme::page().text);
    painter.setFont(font(type::letter, true));
    painter.drawText(base, place.letter);
    painter.setFont(font(type::title));
    base.rx() += letterRoom;
    for (const QString& line : place.title) {
        painter.drawText(base, line);
        base.ry() += lineHeight(font(type::title));
    }
}

} // namespace

bool hasPicture(const FigurePanel& panel)
{
    return panel.sentence.isEmpty() && !panel.content.bars && !panel.content.scores
        && !panel.content.layers.empty();
}

double heightFor(const FigurePanel& panel, double pictureHeight)
{
    if (hasPicture(panel))
        return pictureHeight;
    if (panel.content.bars)
        return barsFrame + barsRow * double(barRows(panel, pictureHeight).size());
    return panel.content.scores ? tableHeight(*panel.content.scores) : sentenceHeight;
}

void paintPicture(QPainter& painter, const FigurePage& page, const FigurePanel& panel,
                  const PlacedPanel& place, bool vector)
{
    const views::Surface surface = surfaceFor(page, place.picture, vector);
    const double dotsPerPixel = surface.scale * viewPx / unitsPerDot;
    painter.save();
    painter.setClipRect(place.picture, Qt::IntersectClip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setRenderHint(QPainter::LosslessImageRendering, dotsPerPixel >= truePixels);
    painter.drawImage(place.picture,
                      photoFor(page, page.grey && !panel.content.masks, place.picture));
    painter.translate(place.picture.topLeft());
    painter.scale(surface.scale * viewPx, surface.scale * viewPx);
    painter.translate(-page.shown().topLeft());
    for (const views::LayerPointer& layer : panel.content.layers)
        layer->paint(painter, surface);
    if (!panel.content.noEvidence.isEmpty())
        paintNoEvidence(painter, surface, panel.content.noEvidence);
    painter.restore();
}

void paintAround(QPainter& painter, const FigurePanel& panel, const PlacedPanel& place)
{
    painter.save();
    paintTitle(painter, place);
    if (place.picture.isNull()) {
        if (panel.content.bars && panel.sentence.isEmpty())
            paintBars(painter, panel, place.body);
        else if (panel.content.scores && panel.sentence.isEmpty())
            paintTable(painter, *panel.content.scores, place.body);
        else
            paintSentence(painter, panel, place.body);
    }
    if (!place.bar.isNull())
        views::paintColourBar(
            painter, place.bar, views::Theme::page(), *panel.content.scale,
            {.stripe = stripe, .font = font(type::tick), .unitAlong = true, .lock = false});
    if (!place.side.isNull())
        paintSide(painter, panel.content, place.side);
    painter.restore();
}

} // namespace app::figure
