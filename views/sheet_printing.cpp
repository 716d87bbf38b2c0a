// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/sheet_printing.h"

#include "views/theme.h"

#include <QPagedPaintDevice>
#include <QPainter>

namespace views {
namespace {

constexpr double pixelsPerInch = 96;
constexpr double margin = 48, columnGap = 32, titleHeight = 40, lineHeight = 20, groupGap = 10;
constexpr int columns = 2;

/// Where the next line goes.
struct Cursor {
    QSizeF page;
    int column = 0;
    double y = margin + titleHeight;

    double width() const { return (page.width() - 2 * margin - columnGap) / columns; }
    double x() const { return margin + column * (width() + columnGap); }
    bool isFull(double needed) const { return y + needed > page.height() - margin; }
};

class Sheet {
public:
    Sheet(QPagedPaintDevice& paper, const QString& title)
        : m_paper(paper), m_title(title), m_painter(&paper)
    {
        if (!m_painter.isActive())
            return;
        m_painter.setRenderHint(QPainter::Antialiasing);
        const double scale = m_painter.device()->logicalDpiX() / pixelsPerInch;
        m_painter.scale(scale, scale);
        m_at.page = QSizeF(m_painter.device()->width(), m_painter.device()->height()) / scale;
        beginPage();
    }
    bool isActive() const { return m_painter.isActive(); }
    int pages() const { return m_pages; }

    void heading(const QString& text)
    {
        const bool isFirst = m_at.y <= margin + titleHeight;
        if (!isFirst)
            m_at.y += groupGap;
        room(2 * lineHeight);
        m_painter.setFont(studioFont(type::base, 600));
        m_painter.drawText(line(), Qt::AlignVCenter, text);
        m_at.y += lineHeight;
    }

    void key(const QString& key, const QString& text)
    {
        room(lineHeight);
        m_painter.setFont(studioFont(type::dense));
        const QFontMetricsF metrics(m_painter.font());
        const double keyWidth = metrics.horizontalAdvance(key);
        m_painter.drawText(line(), Qt::AlignVCenter | Qt::AlignRight, key);
        const double left = m_at.width() - keyWidth - 8;
        m_painter.drawText(line(), Qt::AlignVCenter,
                           metrics.elidedText(text, Qt::ElideRight, left));
        m_painter.setPen(QPen(Theme::page().line, 0.5));
        m_painter.drawLine(line().bottomLeft(), line().bottomRight());
        m_painter.setPen(Theme::page().text);
        m_at.y += lineHeight;
    }

private:
    void beginPage()
    {
        ++m_pages;
        m_at.column = 0;
        m_at.y = margin + titleHeight;
        m_painter.setPen(Theme::page().text);
        m_painter.setFont(studioFont(type::heading, 600));
        m_painter.drawText(QRectF(margin, margin - 8, m_at.page.width() - 2 * margin, titleHeight),
                           Qt::AlignTop, m_title);
    }
    void room(double needed)
    {
        if (!m_at.isFull(needed))
            return;
        m_at.y = margin + titleHeight;
        if (++m_at.column < columns)
            return;
        m_paper.newPage();
        beginPage();
    }
    QRectF line() const { return {m_at.x(), m_at.y, m_at.width(), lineHeight}; }

    QPagedPaintDevice& m_paper;
    QString m_title;
    QPainter m_painter;
    Cursor m_at;
    int m_pages = 0;
};

} // namespace

int printSheet(QPagedPaintDevice& paper, const QString& title, const QList<ShortcutGroup>& groups)
{
    Sheet sheet(paper, title);
    if (!sheet.isActive())
        return 0;
    for (const ShortcutGroup& group : groups) {
        if (group.keys.isEmpty())
            continue;
        sheet.heading(group.title);
        for (const auto& [sequence, text] : group.keys)
            sheet.key(sequence.toString(QKeySequence::NativeText), text);
    }
    return sheet.pages();
}

} // namespace views
