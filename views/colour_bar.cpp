// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/colour_bar.h"

#include "views/colour_map.h"
#include "views/hatch.h"
#include "views/icon.h"
#include "views/number.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr double tickLength = 3, textGap = 4, arrow = 5;

double roundStep(double range, double most)
{
    const double rough = range / std::max(1.0, most);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * (1 - 1e-9))
            return factor * power;
    return 10 * power;
}

int decimalsOf(const QList<double>& ticks)
{
    double step = 0;
    for (qsizetype i = 1; i < ticks.size(); ++i)
        step = step == 0 ? std::abs(ticks[i] - ticks[i - 1])
                         : std::min(step, std::abs(ticks[i] - ticks[i - 1]));
    if (step <= 0 || step >= 1)
        return 0;
    return std::max(2, int(std::ceil(-std::log10(step) - 1e-9)));
}

QString tickText(double tick, int decimals)
{
    if (tick == 0)
        return "0";
    return decimals > 4 ? number(tick, 1) : fixedNumber(tick, decimals);
}

// Places on the bar, in the painter's units.
struct Geometry {
    QRectF stripe;
    const ValueScale& scale;

    double y(double value) const { return stripe.bottom() - scale.share(value) * stripe.height(); }
};

void paintStripe(QPainter& painter, const Geometry& bar, bool stale)
{
    QImage colours(1, 256, QImage::Format_RGB32);
    for (int i = 0; i < colours.height(); ++i) {
        const double share = 1 - (i + 0.5) / colours.height();
        QColor colour = bar.scale.colour(bar.scale.min + share * (bar.scale.max - bar.scale.min));
        if (stale)
            colour.setHslF(colour.hslHueF(), colour.hslSaturationF() * 0.25f, colour.lightnessF());
        colours.setPixel(0, i, colour.rgb());
    }
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(bar.stripe, colours);
    painter.restore();
}

void paintNullBand(QPainter& painter, const Geometry& bar, const Theme& theme, double unit)
{
    if (std::isnan(bar.scale.nullHigh))
        return;
    const double low = std::isnan(bar.scale.nullLow) ? bar.scale.min : bar.scale.nullLow;
    const QRectF band(QPointF(bar.stripe.left(), bar.y(bar.scale.nullHigh)),
                      QPointF(bar.stripe.right(), bar.y(low)));
    if (band.height() <= 0)
        return;
    QPainterPath path;
    path.addRect(band);
    painter.fillPath(path, theme.canvas);
    paintHatch(painter, path, {Hatch::Pattern::Lines135, 5, 1.1, theme.text3}, {unit, {}, {}});
}

} // namespace

QList<double> colourBarTicks(const ValueScale& scale, double lengthPx, double gapPx)
{
    const double range = scale.max - scale.min;
    if (!(range > 0) || !std::isfinite(range) || lengthPx <= 0)
        return {0};
    const double step = roundStep(range, std::min(4.0, lengthPx / gapPx));
    QList<double> ticks;
    for (double k = std::ceil(scale.min / step - 1e-6); k * step <= scale.max + step * 1e-6; ++k)
        ticks << (k == 0 ? 0.0 : k * step);
    return ticks;
}

void paintColourBar(QPainter& painter, const QRectF& area, const Theme& theme,
                    const ValueScale& scale, const ColourBarLook& look, double hovered)
{
    const double unit = look.stripe / metric::colourBarStripe; // the painter's units a view pixel
    const QFontMetricsF metrics(look.font, painter.device());
    const double line = metrics.height(), half = line / 2;
    const double foot = look.unitAlong || scale.unit.isEmpty() ? half : line + half;
    const double left = area.left() + (arrow + 1) * unit;
    const Geometry bar{{left, area.top() + half, look.stripe, area.height() - half - foot}, scale};
    painter.save();
    paintStripe(painter, bar, look.stale);
    paintNullBand(painter, bar, theme, unit);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.control, unit));
    painter.drawRect(bar.stripe.adjusted(-unit / 2, -unit / 2, unit / 2, unit / 2));

    const double textLeft = bar.stripe.right() + (tickLength + textGap) * unit;
    const QList<double> ticks = colourBarTicks(scale, bar.stripe.height(), 2.2 * line);
    const int decimals = decimalsOf(ticks);
    double widest = 0;
    for (const double tick : ticks) {
        const double y = bar.y(tick);
        painter.setPen(QPen(theme.text3, unit));
        painter.drawLine(QPointF(bar.stripe.right() + unit, y),
                         QPointF(bar.stripe.right() + (1 + tickLength) * unit, y));
        QFont font = look.font;
        if (tick == 0)
            font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(tick == 0 ? theme.text : theme.text3);
        const QString text = tickText(tick, decimals);
        const double width = QFontMetricsF(font, painter.device()).horizontalAdvance(text);
        widest = std::max(widest, width);
        painter.drawText(QRectF(textLeft, y - half, width + unit, line),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        if (tick == 0 && look.lock)
            paintIcon(painter,
                      QRectF(textLeft + width + 2 * unit, y - 6 * unit, 12 * unit, 12 * unit),
                      scale.own ? "lock-open" : "lock", theme.text2);
    }
    painter.setFont(look.font);
    painter.setPen(theme.text3);
    if (!std::isnan(scale.nullHigh)) {
        const double low = std::isnan(scale.nullLow) ? scale.min : scale.nullLow;
        const double y = (bar.y(scale.nullHigh) + bar.y(low)) / 2;
        const bool isFree = std::ranges::none_of(
            ticks, [&](double tick) { return std::abs(bar.y(tick) - y) < 0.85 * line; });
        if (isFree)
            painter.drawText(QRectF(textLeft, y - half, area.right() - textLeft, line),
                             Qt::AlignLeft | Qt::AlignVCenter, "null");
        // The edge that evidence has to pass.
        painter.setPen(QPen(theme.text, unit));
        const double edge = bar.y(scale.nullHigh);
        painter.drawLine(QPointF(bar.stripe.left() - 2 * unit, edge),
                         QPointF(bar.stripe.right() + 2 * unit, edge));
        painter.setPen(theme.text3);
    }
    if (look.unitAlong) {
        painter.translate(textLeft + widest + line * 0.9, bar.stripe.center().y());
        painter.rotate(90);
        painter.drawText(QRectF(-bar.stripe.height() / 2, -half, bar.stripe.height(), line),
                         Qt::AlignCenter, scale.unit);
    } else {
        const double room = area.right() - bar.stripe.left();
        painter.drawText(QRectF(bar.stripe.left(), bar.stripe.bottom() + half, room, line),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(scale.unit, Qt::ElideRight, room));
    }
    painter.restore();
    if (!std::isnan(hovered)) {
        const double y = bar.y(hovered), tip = bar.stripe.left() - unit;
        QPainterPath mark(QPointF(tip, y));
        mark.lineTo(tip - arrow * unit, y - arrow * 0.8 * unit);
        mark.lineTo(tip - arrow * unit, y + arrow * 0.8 * unit);
        mark.closeSubpath();
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(mark, theme.text);
        painter.restore();
    }
}

ColourBar::ColourBar(QWidget* parent) : QWidget(parent)
{
    setFixedWidth(metric::colourBar);
    setAccessibleName("Scale");
}

void ColourBar::setScale(const ValueScale& scale)
{
    if (m_scale == scale)
        return;
    m_scale = scale;
    setAccessibleDescription(spokenNumber(
        QString("%1 from %2 to %3").arg(scale.unit, number(scale.min), number(scale.max))));
    update();
}

void ColourBar::setHovered(double value)
{
    m_hovered = value;
    update();
}

void ColourBar::setStale(bool stale)
{
    m_stale = stale;
    update();
}

void ColourBar::setDarkGround(bool dark)
{
    m_darkGround = dark;
    update();
}

void ColourBar::paintEvent(QPaintEvent*)
{
    const Theme& ground = m_darkGround ? Theme::dark() : theme();
    QPainter painter(this);
    painter.fillRect(rect(), ground.canvas);
    paintColourBar(painter, QRectF(rect()).adjusted(0, 2, -2, -2), ground, m_scale,
                   {.font = studioFont(type::small), .stale = m_stale}, m_hovered);
}

} // namespace views
