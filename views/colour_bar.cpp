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

QColor stripeColour(const ValueScale& scale, double value, bool stale)
{
    const QColor colour = scale.colour(value);
    return stale
        ? QColor::fromHslF(colour.hslHueF(), colour.hslSaturationF() * 0.25f, colour.lightnessF())
        : colour;
}

// Paints one bar, part by part.
class Bar {
public:
    Bar(QPainter& painter, const QRectF& area, const Theme& theme, const ValueScale& scale,
        const ColourBarLook& look)
        : m_painter(painter), m_area(area), m_theme(theme), m_scale(scale), m_look(look),
          m_unit(look.stripe / metric::colourBarStripe), m_metrics(look.font, painter.device()),
          m_line(m_metrics.height())
    {
        const double half = m_line / 2;
        const double foot = look.unitAlong || scale.unit.isEmpty() ? half : m_line + half;
        m_stripe = {area.left() + (arrow + 1) * m_unit, area.top() + half, look.stripe,
                    area.height() - half - foot};
        m_textLeft = m_stripe.right() + (tickLength + textGap) * m_unit;
        m_ticks = colourBarTicks(scale, m_stripe.height(), 2.2 * m_line);
    }

    // A gradient and no picture: it stays a vector in figures.
    void paintColours()
    {
        constexpr int steps = 128;
        QGradientStops stops;
        for (int i = 0; i <= steps; ++i) {
            const double share = double(i) / steps;
            const double value = m_scale.max - share * (m_scale.max - m_scale.min);
            stops.append({share, stripeColour(m_scale, value, m_look.stale)});
        }
        QLinearGradient colours(m_stripe.topLeft(), m_stripe.bottomLeft());
        colours.setStops(stops);
        m_painter.fillRect(m_stripe, colours);
    }

    void paintFrame()
    {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(m_theme.control, m_unit));
        const double out = m_unit / 2;
        m_painter.drawRect(m_stripe.adjusted(-out, -out, out, out));
    }

    void paintNullBand()
    {
        if (std::isnan(m_scale.nullHigh))
            return;
        QPainterPath band;
        band.addRect(QRectF(QPointF(m_stripe.left(), y(m_scale.nullHigh)),
                            QPointF(m_stripe.right(), y(nullLow()))));
        m_painter.fillPath(band, m_theme.canvas);
        paintHatch(m_painter, band, {Hatch::Pattern::Lines135, 5, 1.1, m_theme.text3},
                   {m_unit, {}, {}});
    }

    // Its name, and the edges that evidence has to pass.
    void paintNullMarks()
    {
        if (std::isnan(m_scale.nullHigh))
            return;
        const double middle = (y(m_scale.nullHigh) + y(nullLow())) / 2;
        const bool isFree = std::ranges::none_of(
            m_ticks, [&](double tick) { return std::abs(y(tick) - middle) < 0.85 * m_line; });
        m_painter.setFont(m_look.font);
        m_painter.setPen(m_theme.text3);
        if (isFree) {
            m_widest = std::max(m_widest, m_metrics.horizontalAdvance("null"));
            m_painter.drawText(textPlace(middle, m_area.right() - m_textLeft), textFlags, "null");
        }
        m_painter.setPen(QPen(m_theme.text, m_unit));
        for (const double edge :
             {m_scale.nullHigh, m_scale.nullInside ? nullLow() : m_scale.nullHigh})
            m_painter.drawLine(QPointF(m_stripe.left() - 2 * m_unit, y(edge)),
                               QPointF(m_stripe.right() + 2 * m_unit, y(edge)));
    }

    void paintTicks()
    {
        const int decimals = decimalsOf(m_ticks);
        for (const double tick : m_ticks)
            paintTick(tick, tickText(tick, decimals));
    }

    void paintUnit()
    {
        m_painter.save();
        m_painter.setFont(m_look.font);
        m_painter.setPen(m_theme.text3);
        if (m_look.unitAlong) {
            m_painter.translate(m_textLeft + m_widest + m_line * 0.9, m_stripe.center().y());
            m_painter.rotate(90);
            m_painter.drawText(
                QRectF(-m_stripe.height() / 2, -m_line / 2, m_stripe.height(), m_line),
                Qt::AlignCenter, m_scale.unit);
        } else {
            const double room = m_area.right() - m_stripe.left();
            m_painter.drawText(
                QRectF(m_stripe.left(), m_stripe.bottom() + m_line / 2, room, m_line), textFlags,
                m_metrics.elidedText(m_scale.unit, Qt::ElideRight, room));
        }
        m_painter.restore();
    }

    void paintPointer(double value)
    {
        if (std::isnan(value))
            return;
        const double tip = m_stripe.left() - m_unit, reach = arrow * m_unit;
        QPainterPath mark(QPointF(tip, y(value)));
        mark.lineTo(tip - reach, y(value) - 0.8 * reach);
        mark.lineTo(tip - reach, y(value) + 0.8 * reach);
        mark.closeSubpath();
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.fillPath(mark, m_theme.text);
    }

private:
    static constexpr int textFlags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine;

    double y(double value) const
    {
        return m_stripe.bottom() - m_scale.share(value) * m_stripe.height();
    }
    double nullLow() const { return std::isnan(m_scale.nullLow) ? m_scale.min : m_scale.nullLow; }
    QRectF textPlace(double middle, double width) const
    {
        return {m_textLeft, middle - m_line / 2, width, m_line};
    }

    void paintTick(double tick, const QString& text)
    {
        m_painter.setPen(QPen(m_theme.text3, m_unit));
        m_painter.drawLine(QPointF(m_stripe.right() + m_unit, y(tick)),
                           QPointF(m_stripe.right() + (1 + tickLength) * m_unit, y(tick)));
        QFont font = m_look.font;
        if (tick == 0)
            font.setWeight(QFont::DemiBold);
        m_painter.setFont(font);
        m_painter.setPen(tick == 0 ? m_theme.text : m_theme.text3);
        const double width = QFontMetricsF(font, m_painter.device()).horizontalAdvance(text);
        m_widest = std::max(m_widest, width);
        m_painter.drawText(textPlace(y(tick), width + m_unit), textFlags, text);
        if (tick == 0 && m_look.lock)
            paintIcon(
                m_painter,
                {m_textLeft + width + 2 * m_unit, y(tick) - 6 * m_unit, 12 * m_unit, 12 * m_unit},
                m_scale.own ? "lock-open" : "lock", m_theme.text2);
    }

    QPainter& m_painter;
    QRectF m_area;
    const Theme& m_theme;
    const ValueScale& m_scale;
    const ColourBarLook& m_look;
    double m_unit; ///< the painter's units a view pixel
    QFontMetricsF m_metrics;
    double m_line;
    QRectF m_stripe;
    double m_textLeft = 0, m_widest = 0;
    QList<double> m_ticks;
};

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
    // A short bar still has to say how far it reaches.
    if (ticks.size() < 2)
        ticks =
            scale.min < 0 ? QList<double>{scale.min, 0, scale.max} : QList<double>{0, scale.max};
    return ticks;
}

void paintColourBar(QPainter& painter, const QRectF& area, const Theme& theme,
                    const ValueScale& scale, const ColourBarLook& look, double hovered)
{
    painter.save();
    Bar bar(painter, area, theme, scale, look);
    bar.paintColours();
    bar.paintNullBand();
    bar.paintFrame();
    bar.paintTicks();
    bar.paintNullMarks();
    bar.paintUnit();
    bar.paintPointer(hovered);
    painter.restore();
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
