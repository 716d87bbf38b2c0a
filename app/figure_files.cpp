// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_files.h"

#include "app/figure_metadata.h"
#include "app/figure_panel.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <functional>

namespace app {
namespace {

using figure::PageLayout;

constexpr int pdfDotsPerInch = 1200;
const char* const title = "Groundscope";

QByteArray png(const FigurePage& page, const QString& recipe)
{
    const QSize dots = (figure::layOut(page).size / figure::unitsPerDot).toSize();
    QImage picture(dots, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.scale(1 / figure::unitsPerDot, 1 / figure::unitsPerDot);
    paintPage(painter, page, /*vector=*/false);
    painter.end();
    picture.setDotsPerMeterX(qRound(figure::dotsPerInch / 0.0254));
    picture.setDotsPerMeterY(qRound(figure::dotsPerInch / 0.0254));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    picture.save(&buffer, "PNG");
    return withPngRecipe(bytes, recipe);
}

/// What \p paint paints into \p area of the page, as an <svg> element that shows nothing outside
/// it: QSvgGenerator itself knows no clipping.
QByteArray svgPart(const QRectF& area, const QString& name,
                   const std::function<void(QPainter&)>& paint)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setViewBox(area);
    QPainter painter(&generator);
    paint(painter);
    painter.end();
    const qsizetype content = bytes.indexOf("<defs>"); // before it: Qt's own title, unescaped
    const auto number = [](double value) { return QByteArray::number(value, 'f', 3); };
    const QByteArray place = "x=\"" + number(area.x()) + "\" y=\"" + number(area.y())
        + "\" width=\"" + number(area.width()) + "\" height=\"" + number(area.height())
        + "\" viewBox=\"" + number(area.x()) + ' ' + number(area.y()) + ' ' + number(area.width())
        + ' ' + number(area.height()) + '"';
    return "<svg " + place + " overflow=\"hidden\">\n<title>" + name.toHtmlEscaped().toUtf8()
        + "</title>\n" + bytes.mid(content);
}

QByteArray svg(const FigurePage& page, const QString& recipe)
{
    const PageLayout layout = figure::layOut(page);
    const QSizeF mm = layout.size / figure::unitsPerMm;
    QByteArray body;
    for (qsizetype i = 0; i < page.panels.size(); ++i)
        if (const figure::PlacedPanel& place = layout.panels[i]; !place.picture.isNull())
            body += svgPart(place.picture, place.title.join(' '), [&](QPainter& painter) {
                figure::paintPicture(painter, page, page.panels[i], place, /*vector=*/true);
            });
    // Blended edges of neighbouring patches would show the photo between them as seams.
    body.replace("<rect ", "<rect shape-rendering=\"crispEdges\" ");
    body += svgPart(QRectF(QPointF(), layout.size), title,
                    [&](QPainter& painter) { figure::paintText(painter, page, layout); });
    // Arial has the same widths where Liberation Sans is not installed.
    body.replace("font-family=\"Liberation Sans\"",
                 "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\"");
    const QByteArray head =
        QString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%1mm\" height=\"%2mm\" "
                "viewBox=\"0 0 %3 %4\">\n<title>%5</title>\n"
                "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n")
            .arg(mm.width(), 0, 'f', 2)
            .arg(mm.height(), 0, 'f', 2)
            .arg(layout.size.width(), 0, 'f', 3)
            .arg(layout.size.height(), 0, 'f', 3)
            .arg(title)
            .toUtf8();
    QByteArray whole = withSvgRecipe(head + body + "</svg>\n", recipe);
    whole.removeIf([](char c) { return c >= 0 && c < ' ' && c != '\n' && c != '\t'; }); // not XML
    return whole;
}

QByteArray pdf(const FigurePage& page, const QString& recipe)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(QString("Groundscope %1").arg(GROUNDSCOPE_VERSION));
    writer.setDocumentXmpMetadata(xmpWithRecipe(title, recipe));
    writer.setResolution(pdfDotsPerInch);
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(figure::layOut(page).size * figure::unitPt, QPageSize::Point,
                                 title, QPageSize::ExactMatch));
    QPainter painter(&writer);
    const double dots = pdfDotsPerInch / 72.0 * figure::unitPt;
    painter.scale(dots, dots);
    paintPage(painter, page, /*vector=*/true);
    painter.end();
    return bytes;
}

} // namespace

QStringList figureFormats()
{
    return {"png", "svg", "pdf"};
}

QByteArray figureBytes(const FigurePage& page, const QString& format, const QString& recipeJson)
{
    return format == "png" ? png(page, recipeJson)
        : format == "svg"  ? svg(page, recipeJson)
                           : pdf(page, recipeJson);
}

std::optional<explain::Error> writePage(const FigurePage& page, const QString& file,
                                        const QString& format, const QString& recipeJson)
{
    const std::string name = QFileInfo(file).fileName().toStdString();
    if (!figureFormats().contains(format))
        return explain::Error{explain::Error::Kind::Usage,
                              name + ": expected one of the formats "
                                  + figureFormats().join(", ").toStdString() + ", found '"
                                  + format.toStdString() + "'"};
    const QByteArray bytes = figureBytes(page, format, recipeJson);
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
        return explain::Error{explain::Error::Kind::Input,
                              name + ": expected to write it, found '"
                                  + out.errorString().toStdString() + "'"};
    return {};
}

} // namespace app
