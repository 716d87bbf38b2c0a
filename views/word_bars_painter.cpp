// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word_bars_painter.h"

#include "views/marks.h"
#include "views/number.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

QFont sized(QFont font, int px, int weight = 400)
{
    font.setPixelSize(px);
    font.setWeight(QFont::Weight(weight));
    return font;
}

/// The largest of 1, 2, 5 times a power of ten that is at most \p limit.
double niceStep(double limit)
{
    const double decade = std::pow(10, std::floor(std::log10(limit)));
    for (const double factor : {5.0, 2.0})
        if (factor * decade <= limit)
            return factor * decade;
    return decade;
}

/// One painting: the pieces that its functions share.
class BarsPainting {
public:
    BarsPainting(QPainter& painter, const Theme& look, const WordBarsContent& content,
                 const WordBarsGeometry& at)
        : m_painter(painter), m_look(look), m_content(content), m_at(at), m_font(painter.font())
    {
    }

    void band() const;
    void row(const Word& word, const QRectF& row, bool current) const;
    void axis() const;

private:
    void bar(const Word& word, const QRectF& row) const;
    double label(double value, const QString& text, const QColor& colour, double freeFrom) const;

    QPainter& m_painter;
    const Theme& m_look;
    const WordBarsContent& m_content;
    const WordBarsGeometry& m_at;
    QFont m_font;
};

void BarsPainting::band() const
{
    if (!m_content.nullBand.known())
        return;
    const QRectF band(QPointF(m_at.x(m_content.nullBand.low), m_at.rows.top()),
                      QPointF(m_at.x(m_content.nullBand.high), m_at.rows.bottom()));
    QColor ground = m_look.line, lines = m_look.control;
    ground.setAlphaF(0.35f);
    lines.setAlphaF(0.45f);
    m_painter.fillRect(band, ground);
    paintBand(m_painter, band, lines);
}

void BarsPainting::row(const Word& word, const QRectF& row, bool current) const
{
    if (current)
        m_painter.fillRect(row, m_look.selection);
    const int px = row.height() < 14 ? type::small : type::dense;
    const bool strong = current || word.unsupported;
    m_painter.setFont(sized(m_font, px, strong ? 600 : 400));
    const QFontMetricsF metrics(m_painter.font());
    const auto place = [&](const QRectF& column) {
        return QRectF(column.left(), row.top(), column.width(), row.height());
    };
    const auto right = Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip;
    m_painter.setPen(word.inNull || word.overLimit ? (current ? m_look.text2 : m_look.text3)
                                                   : m_look.text);
    m_painter.drawText(place(m_at.word), right,
                       metrics.elidedText(word.text, Qt::ElideRight, m_at.word.width() + 1));
    m_painter.setFont(sized(m_font, px));
    m_painter.drawText(place(m_at.value), right, signedFixedNumber(word.value, m_at.decimals));
    if (word.unsupported) {
        paintCross(m_painter, QPointF(m_at.word.left() - 12, row.center().y()), 7,
                   m_look.contradicted);
        m_painter.setPen(m_look.contradicted);
        if (!m_at.remark.isEmpty())
            m_painter.drawText(place(m_at.remark), Qt::AlignVCenter | Qt::TextDontClip,
                               QStringLiteral("unsupported"));
    }
    if (!word.caution.isEmpty())
        paintCaution(m_painter, QPointF(m_at.mark, row.center().y()), 10, m_look.caution);
    if (std::isfinite(word.value))
        bar(word, row);
}

void BarsPainting::bar(const Word& word, const QRectF& row) const
{
    const double zero = m_at.x(0), end = m_at.x(word.value);
    const double inset = std::max(1.5, row.height() * 0.14);
    const QRectF shape = QRectF(QPointF(std::min(zero, end), row.top() + inset),
                                QPointF(std::max(zero, end), row.bottom() - inset));
    if (word.inNull || !m_content.colourOf) {
        m_painter.setBrush(Qt::NoBrush);
        QPen dots(m_look.text3, 1);
        dots.setDashPattern({2, 2});
        m_painter.setPen(dots);
    } else {
        const QColor colour = m_content.colourOf(word.value);
        m_painter.setBrush(colour);
        m_painter.setPen(QPen(m_look.control, 1));
    }
    if (shape.width() > 1)
        m_painter.drawRect(shape);
}

double BarsPainting::label(double value, const QString& text, const QColor& colour,
                           double freeFrom) const
{
    const double width = QFontMetricsF(m_painter.font()).horizontalAdvance(text);
    const QRectF place(m_at.x(value) - width / 2, m_at.rows.bottom() + 2, width,
                       WordBarsGeometry::axisHeight - 2);
    if (place.left() < freeFrom)
        return freeFrom;
    m_painter.setPen(colour);
    m_painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, text);
    return place.right() + 6;
}

void BarsPainting::axis() const
{
    const double foot = m_at.rows.bottom() + 2;
    m_painter.setPen(QPen(m_look.text, 1));
    m_painter.drawLine(QPointF(m_at.x(0), m_at.rows.top()), QPointF(m_at.x(0), foot));
    m_painter.setFont(sized(m_font, type::small, 600));
    const double zeroWidth = QFontMetricsF(m_painter.font()).horizontalAdvance("0");
    label(0, "0", m_look.text, -1e9);
    m_painter.setFont(sized(m_font, type::small));
    const double zeroLeft = m_at.x(0) - zeroWidth / 2, zeroRight = m_at.x(0) + zeroWidth / 2;

    const double threshold = m_content.threshold;
    double thresholdLeft = 1e9, thresholdRight = -1e9;
    if (std::isfinite(threshold)) {
        QPen dashes(m_look.contradicted, 1.25);
        dashes.setDashPattern({3, 2.5});
        m_painter.setPen(dashes);
        m_painter.drawLine(QPointF(m_at.x(threshold), m_at.rows.top()),
                           QPointF(m_at.x(threshold), foot));
        // Two digits of its own where the bars' decimals would round it away.
        const double unit = std::pow(10, -m_at.decimals);
        const double printed = std::round(threshold / unit) * unit;
        const QString text = std::abs(printed - threshold) > 0.1 * std::abs(threshold)
            ? signedNumber(threshold)
            : signedFixedNumber(threshold, m_at.decimals);
        const double width = QFontMetricsF(m_painter.font()).horizontalAdvance(text);
        // The number gives way to zero's, never the other way round.
        double left = m_at.x(threshold) - width / 2;
        if (left < zeroRight + 6 && left + width > zeroLeft - 6)
            left = threshold <= 0 ? zeroLeft - 6 - width : zeroRight + 6;
        m_painter.setPen(m_look.contradicted);
        m_painter.drawText(QRectF(left, foot, width, WordBarsGeometry::axisHeight - 2),
                           Qt::AlignCenter | Qt::TextDontClip, text);
        thresholdLeft = left - 6;
        thresholdRight = left + width + 6;
    }
    const double step = niceStep(m_at.range * 0.9);
    for (const double tick : {-step, step}) {
        const QString text = number(tick, 2);
        const double half = QFontMetricsF(m_painter.font()).horizontalAdvance(text) / 2;
        const double x = m_at.x(tick);
        if (x + half > thresholdLeft && x - half < thresholdRight)
            continue;
        label(tick, text, m_look.text3, tick > 0 ? zeroRight + 4 : -1e9);
    }
    m_painter.setPen(m_look.text3);
    m_painter.drawText(QRectF(m_at.value.left() - 60, foot, m_at.value.width() + 60, 16),
                       Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, m_content.unit);
}

} // namespace

QList<int> wordBarRows(const WordBarsContent& content, double roomPx)
{
    QList<int> all, evidence;
    for (int i = 0; i < content.words.size(); ++i) {
        const Word& word = content.words[i];
        if (word.punctuation)
            continue;
        all.append(i);
        if ((!word.inNull && !word.overLimit) || i == content.current)
            evidence.append(i);
    }
    return all.size() * WordBarsGeometry::minRow > roomPx && !evidence.isEmpty() ? evidence : all;
}

WordBarsGeometry::WordBarsGeometry(const QRectF& area, const WordBarsContent& content,
                                   qsizetype count, const QFont& font)
    : range(content.range > 0 ? content.range : 1), decimals(columnDecimals(range))
{
    const QFontMetricsF strong(sized(font, type::dense, 600));
    double wordWidth = 40;
    bool anyUnsupported = false, anyCaution = false;
    for (const Word& shown : content.words) {
        if (!shown.punctuation && shown.text.size() < 24)
            wordWidth = std::max(wordWidth, strong.horizontalAdvance(shown.text));
        anyUnsupported = anyUnsupported || shown.unsupported;
        anyCaution = anyCaution || !shown.caution.isEmpty();
    }
    const QRectF inner = area.adjusted(8, 6, -8, -2);
    rows = QRectF(inner.left(), inner.top(), inner.width(), inner.height() - axisHeight);
    wordWidth = std::min(wordWidth, inner.width() * 0.28);
    const double valueWidth = strong.horizontalAdvance(signedFixedNumber(-0.88, decimals)) + 2;
    const double remarkWidth =
        anyUnsupported && inner.width() > 380 ? strong.horizontalAdvance("unsupported") + 4 : 0;
    mark = inner.left() + 6;
    const double left = inner.left() + (anyUnsupported ? 24 : 8) + (anyCaution ? 14 : 0);
    word = QRectF(left, inner.top(), wordWidth, inner.height());
    const double right = inner.right() - 6 - (remarkWidth > 0 ? remarkWidth + 10 : 0);
    value = QRectF(right - valueWidth, inner.top(), valueWidth, inner.height());
    if (remarkWidth > 0)
        remark = QRectF(right + 10, inner.top(), remarkWidth, inner.height());
    bars =
        QRectF(QPointF(word.right() + 10, inner.top()), QPointF(value.left() - 10, inner.bottom()));
    rowHeight = std::clamp(count > 0 ? rows.height() / double(count) : maxRow, minRow, maxRow);
    contentHeight = rowHeight * double(count);
}

double WordBarsGeometry::x(double at) const
{
    return bars.center().x() + std::clamp(at / range, -1.0, 1.0) * bars.width() / 2;
}

double WordBarsGeometry::valueAt(double at) const
{
    return std::clamp((at - bars.center().x()) / (bars.width() / 2), -1.0, 1.0) * range;
}

QRectF WordBarsGeometry::row(qsizetype index, double scrollPx) const
{
    return {rows.left(), rows.top() + double(index) * rowHeight - scrollPx, rows.width(),
            rowHeight};
}

void paintWordBars(QPainter& painter, const QRectF& area, const Theme& look,
                   const WordBarsContent& content, const QList<int>& rows, double scrollPx)
{
    const WordBarsGeometry at(area, content, rows.size(), painter.font());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(area, look.isDark() ? look.canvas : look.surface);
    const BarsPainting painting(painter, look, content, at);
    painting.band();
    painter.save();
    painter.setClipRect(at.rows, Qt::IntersectClip);
    const auto first = std::max<qsizetype>(0, qsizetype(scrollPx / at.rowHeight));
    const auto end = std::min<qsizetype>(
        rows.size(), qsizetype((scrollPx + at.rows.height()) / at.rowHeight) + 1);
    for (qsizetype i = first; i < end; ++i)
        painting.row(content.words[rows[i]], at.row(i, scrollPx), rows[i] == content.current);
    painter.restore();
    painting.axis();
    painter.restore();
}

} // namespace views
