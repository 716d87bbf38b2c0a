// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibration_sheet.h"

#include "calibration/sheet.h"
#include "models/contours.h"
#include "views/colour_map.h"

#include <ATen/ATen.h>

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace app {
namespace {

using calibration::Example;

constexpr int side = 144, gap = 6, caption = 34, margin = 16, acrossCases = 6, bar = 44;
constexpr const char* colourMap = "vik"; // zero in its middle

/// The largest magnitude in all maps: zero stays in the middle of one scale.
double limitOf(const std::vector<Example>& examples)
{
    double limit = 0;
    for (const Example& example : examples)
        if (example.map.defined())
            limit = std::max(limit, example.map.nan_to_num(0).abs().max().item<double>());
    return std::max(limit, 1e-12);
}

QImage pictureOf(const at::Tensor& pixels) // [3, H, W] uint8
{
    const at::Tensor rows = pixels.permute({1, 2, 0}).contiguous();
    const auto width = int(rows.size(1)), height = int(rows.size(0));
    return QImage(rows.const_data_ptr<uint8_t>(), width, height, 3 * width, QImage::Format_RGB888)
        .copy();
}

QImage pictureOf(const at::Tensor& map, double limit) // [H, W] double
{
    const views::ColourMap& colours = views::ColourMap::named(colourMap);
    const at::Tensor rows = map.contiguous();
    const auto values = rows.accessor<double, 2>();
    QImage picture(int(map.size(1)), int(map.size(0)), QImage::Format_ARGB32);
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            picture.setPixel(x, y, colours.rgb(.5 + .5 * values[y][x] / limit));
    return picture;
}

void outline(QPainter& painter, const at::Tensor& truth, const QRect& target)
{
    QPainterPath path;
    for (const models::Contour& contour : models::contoursOf(truth)) {
        path.addPolygon(contour.outline);
        path.closeSubpath();
        for (const QPolygonF& hole : contour.holes) {
            path.addPolygon(hole);
            path.closeSubpath();
        }
    }
    painter.save();
    painter.translate(target.topLeft());
    painter.scale(double(target.width()) / double(truth.size(1)),
                  double(target.height()) / double(truth.size(0)));
    for (const auto& [colour, width] : {std::pair(Qt::black, 3.), std::pair(Qt::white, 1.2)}) {
        QPen pen(colour, width);
        pen.setCosmetic(true);
        painter.strokePath(path, pen);
    }
    painter.restore();
}

/// Where \p size stands in a square of `side`, whole and centred.
QRect placed(QSize size, QPoint corner)
{
    const QSize fitted = size.scaled(side, side, Qt::KeepAspectRatio);
    return {corner + QPoint((side - fitted.width()) / 2, (side - fitted.height()) / 2), fitted};
}

void paint(QPainter& painter, const Example& example, double limit, QPoint corner)
{
    const QImage picture = pictureOf(example.shown.picture.pixels);
    const QRect left = placed(picture.size(), corner);
    const QRect right = left.translated(side + 2, 0);
    painter.drawImage(left, picture);
    outline(painter, example.truth, left);
    if (example.map.defined())
        painter.drawImage(right, pictureOf(example.map, limit));
    outline(painter, example.truth, right);
    painter.setPen(QColor(0x20, 0x20, 0x20));
    const QRect words(corner.x(), corner.y() + side + 2, 2 * side + 2, caption - 4);
    painter.drawText(words, Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap,
                     QString::fromStdString(example.phrase));
}

void paintBar(QPainter& painter, double limit, QRect place)
{
    const views::ColourMap& colours = views::ColourMap::named(colourMap);
    const QRect stripe(place.left(), place.top(), 2 * side, 10);
    for (int x = 0; x < stripe.width(); ++x)
        painter.fillRect(stripe.left() + x, stripe.top(), 1, stripe.height(),
                         colours.at(double(x) / (stripe.width() - 1)));
    painter.setPen(QColor(0x20, 0x20, 0x20));
    const QRect words(stripe.left(), stripe.bottom() + 2, stripe.width(), 18);
    painter.drawText(words, Qt::AlignLeft, QString::number(-limit, 'f', 2));
    painter.drawText(words, Qt::AlignHCenter, QStringLiteral("0"));
    painter.drawText(words, Qt::AlignRight, QStringLiteral("+") + QString::number(limit, 'f', 2));
    painter.drawText(
        QRect(stripe.right() + 12, stripe.top() - 4, 4 * side, 18), Qt::AlignLeft,
        QStringLiteral("one scale for all maps, blended between patches; the line is the truth"));
}

} // namespace

std::optional<explain::Error> writeSheet(const std::shared_ptr<const explain::Network>& network,
                                         const calibration::Cases& cases,
                                         const calibration::Options& options, int64_t count,
                                         const std::string& file, const explain::Progress& progress)
{
    const auto examples = calibration::examples(network, cases, options, count, progress);
    if (!examples)
        return examples.error();
    constexpr int columns = acrossCases / 2;
    const auto rows = int((examples->size() + columns - 1) / columns);
    const int wide = 2 * side + 2 + 3 * gap, high = side + caption + gap;
    QImage sheet(2 * margin + columns * wide, 2 * margin + rows * high + bar, QImage::Format_RGB32);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QFont font = painter.font();
    font.setPixelSize(12);
    painter.setFont(font);
    const double limit = limitOf(*examples);
    for (std::size_t i = 0; i < examples->size(); ++i)
        paint(painter, examples->at(i), limit,
              {margin + int(i) % columns * wide, margin + int(i) / columns * high});
    paintBar(painter, limit, {margin, margin + rows * high + 4, sheet.width() - 2 * margin, bar});
    painter.end();
    if (!sheet.save(QString::fromStdString(file)))
        return explain::Error{explain::Error::Kind::Input,
                              file
                                  + ": expected a picture's name in a folder that can be "
                                    "written, found that it cannot be saved"};
    return {};
}

} // namespace app
