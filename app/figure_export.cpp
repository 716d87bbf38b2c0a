// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_export.h"

#include "app/figure_metadata.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <ATen/ATen.h>

#include <cmath>

namespace app {
namespace {

constexpr int columns = 4, panelWidthPx = 320, titlePx = 44, gapPx = 16;
constexpr QColor ink(0x22, 0x26, 0x2b);

/// Blue above zero, red below; the strength says how far towards \p limit.
QColor signedColour(float value, float limit)
{
    if (std::isnan(value) || limit <= 0)
        return Qt::transparent;
    QColor colour = value >= 0 ? QColor(0x1f, 0x6f, 0xb4) : QColor(0xc4, 0x3c, 0x39);
    colour.setAlphaF(0.75f * std::min(1.0f, std::abs(value) / limit));
    return colour;
}

/// Cells of the grid at their place in the image.
void paintMap(QPainter& painter, const at::Tensor& map, const explain::Geometry& geometry,
              double scale)
{
    const at::Tensor cells = (map.dim() == 3 ? map[0] : map).to(at::kCPU, at::kFloat).contiguous();
    const float limit = cells.abs().nan_to_num(0).max().item<float>();
    const auto& [a, b, c, d, e, f] = geometry.toImage;
    painter.save();
    painter.scale(scale, scale);
    painter.setTransform(QTransform(a, d, b, e, c, f), true);
    const double side = double(geometry.patch);
    for (int64_t row = 0; row < cells.size(0); ++row)
        for (int64_t col = 0; col < cells.size(1); ++col)
            painter.fillRect(
                QRectF(col * side, row * side, side, side),
                signedColour(cells.data_ptr<float>()[row * cells.size(1) + col], limit));
    painter.restore();
}

void paintMasks(QPainter& painter, const at::Tensor& masks, const QRectF& target)
{
    const at::Tensor pixels = masks.to(at::kCPU, at::kByte).contiguous();
    for (int64_t k = 0; k < pixels.size(0); ++k) {
        const QImage mask(pixels[k].data_ptr<uint8_t>(), int(pixels.size(2)), int(pixels.size(1)),
                          qsizetype(pixels.size(2)), QImage::Format_Grayscale8);
        QImage tint(mask.size(), QImage::Format_ARGB32);
        const QRgb colour = QColor::fromHsv(int(k * 137 % 360), 200, 220, 130).rgba();
        for (int y = 0; y < mask.height(); ++y)
            for (int x = 0; x < mask.width(); ++x)
                tint.setPixel(x, y, mask.constScanLine(y)[x] == 1 ? colour : 0u);
        painter.drawImage(target, tint);
    }
}

/// One line of what cannot be painted over the picture.
QString numbers(const explain::Explanation& explanation, const at::Tensor& values)
{
    QStringList parts;
    const at::Tensor flat = values.to(at::kCPU, at::kDouble).flatten();
    const auto count = std::min<int64_t>(flat.size(0), 12);
    for (int64_t i = 0; i < count; ++i) {
        const auto label = std::size_t(i * int64_t(explanation.labels.size()) / flat.size(0));
        parts << (label < explanation.labels.size()
                      ? QString::fromStdString(explanation.labels[label]) + ' '
                      : QString())
                + QString::number(flat[i].item<double>(), 'g', 3);
    }
    return parts.join("  ");
}

QString titleOf(const FigureRequest& request, const explain::Explanation& explanation)
{
    QString title = QString::fromStdString(explanation.method);
    if (explanation.text && *explanation.text < request.texts.size())
        title += ": " + QString::fromStdString(request.texts[*explanation.text].text);
    return title;
}

void paintPanel(QPainter& painter, const FigureRequest& request,
                const explain::Explanation& explanation, const QRectF& picture)
{
    const double scale = picture.width() / request.image.width();
    painter.drawImage(picture, request.image);
    QString below = QString::fromLatin1(nameOf(explanation.status).data());
    if (explain::hasNumbers(explanation)) {
        below = QString::fromStdString(explanation.unit) + ", " + request.network.name.c_str();
        painter.save();
        painter.setClipRect(picture);
        painter.translate(picture.topLeft());
        if (const auto* map = std::get_if<explain::PatchMap>(&explanation.kind))
            paintMap(painter, map->map, explanation.geometry, scale);
        else if (const auto* masks = std::get_if<explain::MaskSet>(&explanation.kind))
            paintMasks(painter, masks->masks, QRectF(QPointF(), picture.size()));
        else if (const auto* words = std::get_if<explain::WordScores>(&explanation.kind))
            below = numbers(explanation, words->values);
        else if (const auto* table = std::get_if<explain::ScoreTable>(&explanation.kind))
            below = numbers(explanation, table->values);
        painter.restore();
    }
    const QRectF lines(picture.left(), picture.bottom(), picture.width(), titlePx);
    painter.drawText(lines, int(Qt::AlignLeft) | Qt::TextWordWrap,
                     titleOf(request, explanation) + '\n' + below);
}

QSize panelSize(const FigureRequest& request)
{
    const double ratio = double(request.image.height()) / std::max(1, request.image.width());
    return {panelWidthPx, int(std::ceil(panelWidthPx * std::clamp(ratio, 0.1, 4.0)))};
}

QSize figureSize(const FigureRequest& request)
{
    const int count = std::max(1, int(request.explanations.size()));
    const int across = std::min(columns, count), down = (count + columns - 1) / columns;
    const QSize panel = panelSize(request);
    return {gapPx + across * (panel.width() + gapPx),
            gapPx + down * (panel.height() + titlePx + gapPx)};
}

void paintFigure(QPainter& painter, const FigureRequest& request)
{
    const QSize panel = panelSize(request);
    painter.fillRect(QRect(QPoint(), figureSize(request)), Qt::white);
    painter.setPen(ink);
    for (std::size_t i = 0; i < request.explanations.size(); ++i) {
        const QPoint corner(gapPx + int(i % columns) * (panel.width() + gapPx),
                            gapPx + int(i / columns) * (panel.height() + titlePx + gapPx));
        paintPanel(painter, request, request.explanations[i], QRect(corner, panel));
    }
}

QByteArray png(const FigureRequest& request)
{
    QImage page(figureSize(request), QImage::Format_RGB32);
    QPainter painter(&page);
    paintFigure(painter, request);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    page.save(&buffer, "PNG");
    return withPngRecipe(bytes, request.recipeJson);
}

QByteArray svg(const FigureRequest& request)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setViewBox(QRect(QPoint(), figureSize(request)));
    QPainter painter(&generator);
    paintFigure(painter, request);
    painter.end();
    return withSvgRecipe(bytes, request.recipeJson);
}

QByteArray pdf(const FigureRequest& request)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setDocumentXmpMetadata(xmpWithRecipe("Groundscope", request.recipeJson));
    writer.setResolution(96);
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(QSizeF(figureSize(request)) * 0.75, QPageSize::Point));
    QPainter painter(&writer);
    paintFigure(painter, request);
    painter.end();
    return bytes;
}

} // namespace

QStringList figureFormats()
{
    return {"png", "svg", "pdf"};
}

std::optional<explain::Error> writeFigures(const FigureRequest& request)
{
    for (const QString& format : request.formats) {
        const QByteArray bytes = format == "png" ? png(request)
            : format == "svg"                    ? svg(request)
                                                 : pdf(request);
        QSaveFile file(request.folder + "/figure." + format);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return explain::Error{explain::Error::Kind::Input,
                                  "figure." + format.toStdString()
                                      + ": expected to write it, found '"
                                      + file.errorString().toStdString() + "'"};
    }
    return {};
}

} // namespace app
