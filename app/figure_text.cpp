// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_text.h"

#include "views/marks.h"
#include "views/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace app::figure {
namespace {

constexpr int maxLines = 24;
constexpr double leading = 4;                   // room for zigzags
constexpr double crossSize = 6, crossRoom = 12; // before an unsupported word
constexpr double cautionSize = 8, cautionRoom = 12;
constexpr QColor unreadInk(0x76, 0x76, 0x76);

QString countOf(qsizetype words)
{
    return words == 1 ? QObject::tr("1 word") : QObject::tr("%1 words").arg(words);
}

} // namespace

QFont font(int size, bool bold)
{
    QFont font("Liberation Sans");
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(size);
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

double lineHeight(const QFont& font)
{
    return QFontMetricsF(font).height();
}

QStringList elidedLines(const QString& text, const QFont& font, double width, int lines)
{
    QTextLayout layout(text.simplified(), font);
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    layout.beginLayout();
    QStringList result;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const bool last = result.size() + 1 == lines;
        const QString rest = layout.text().mid(line.textStart());
        if (last) {
            result << QFontMetricsF(font).elidedText(rest, Qt::ElideRight, width);
            break;
        }
        result << rest.left(line.textLength()).trimmed();
    }
    layout.endLayout();
    return result;
}

double paragraphHeight(const QString& text, const QFont& font, double width)
{
    if (text.isEmpty())
        return 0;
    return QFontMetricsF(font)
        .boundingRect(QRectF(0, 0, width, 1e6), Qt::AlignLeft | Qt::TextWordWrap, text)
        .height();
}

void paintParagraph(QPainter& painter, const QRectF& area, const QString& text, const QFont& font)
{
    painter.setFont(font);
    painter.drawText(area, Qt::AlignLeft | Qt::TextWordWrap, text);
}

Caption::Caption(const QList<views::Word>& words, int number, double width) : m_width(width)
{
    if (number > 0) {
        add(QString::number(number), Style::Remark, true);
        m_indent = m_right = QFontMetricsF(font(type::title)).horizontalAdvance("00 ");
    }
    if (words.isEmpty())
        add(QObject::tr("(empty)"), Style::Remark, true);
    qsizetype unread = 0, shown = 0;
    for (const views::Word& word : words) {
        if (m_line >= maxLines)
            break;
        const Style style = word.unsupported ? Style::Unsupported
            : word.overLimit                 ? Style::Unread
                                             : Style::Plain;
        add(word.text, style, word.attached || shown == 0);
        if (!word.caution.isEmpty())
            add({}, Style::Caution, true);
        ++shown;
    }
    for (const views::Word& word : words)
        unread += word.overLimit && !word.punctuation;
    if (shown < words.size())
        add(QObject::tr("… and %1 more").arg(countOf(words.size() - shown)), Style::Remark, false);
    if (unread > 0)
        add(QObject::tr("(%1 beyond the network's limit: not read)").arg(countOf(unread)),
            Style::Remark, false);
}

void Caption::add(const QString& text, Style style, bool attached)
{
    const QFont face = font(type::title, style == Style::Unsupported);
    const QFontMetricsF metrics(face);
    const double room = style == Style::Unsupported ? crossRoom
        : style == Style::Caution                   ? cautionRoom
                                                    : 0;
    const double space = attached ? 0 : QFontMetricsF(font(type::title)).horizontalAdvance(' ');
    const double wide = metrics.horizontalAdvance(text);
    double left = m_right + space;
    if (left + room + wide > m_width && m_right > m_indent) {
        ++m_line;
        left = m_indent;
    }
    // Words of one style become one piece of text, so that they can be searched for and copied.
    Run* const before = m_runs.isEmpty() ? nullptr : &m_runs.last();
    if (before && before->line == m_line && before->style == style && style != Style::Unsupported
        && style != Style::Remark && style != Style::Caution) {
        before->text += (attached ? "" : " ") + text;
        before->width = metrics.horizontalAdvance(before->text);
        m_right = before->left + before->width;
        return;
    }
    m_runs.append({text, style, m_line, left + room, wide});
    m_right = left + room + wide;
}

double Caption::height() const
{
    return (m_line + 1) * (lineHeight(font(type::title)) + leading);
}

void Caption::paint(QPainter& painter, QPointF topLeft) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF metrics(font(type::title));
    for (const Run& run : m_runs) {
        const QPointF base =
            topLeft + QPointF(run.left, run.line * (metrics.height() + leading) + metrics.ascent());
        const bool isGrey = run.style == Style::Unread || run.style == Style::Remark;
        painter.setPen(isGrey ? unreadInk : views::Theme::page().text);
        painter.setFont(font(type::title, run.style == Style::Unsupported));
        painter.drawText(base, run.text);
        if (run.style == Style::Caution)
            views::paintCaution(painter, base - QPointF(cautionRoom / 2, metrics.xHeight() / 2),
                                cautionSize, views::Theme::page().text);
        if (run.style != Style::Unsupported)
            continue;
        const QColor ink = views::Theme::page().text;
        views::paintCross(painter, base - QPointF(crossRoom / 2 + 1, metrics.xHeight() / 2),
                          crossSize, ink);
        views::paintWave(painter, base.x() - crossRoom, base.x() + run.width, base.y() + 3, ink);
    }
    painter.restore();
}

} // namespace app::figure
