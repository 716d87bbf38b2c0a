// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

#include <QFont>
#include <QList>
#include <QRectF>
#include <QString>
#include <QStringList>

class QPainter;

namespace app::figure {

// Type on a figure's page. Lengths are the page's units, half a point each.

/// Sizes of type: 8 pt letters, 6.5 pt titles and captions, 6 pt labels, 5.5 pt ticks, 5 pt notes.
namespace type {
constexpr int letter = 16, title = 13, label = 12, tick = 11, note = 10;
}

/// Liberation Sans, whose widths are Arial's, without hints: it is painted at any scale.
QFont font(int size, bool bold = false);

double lineHeight(const QFont& font);

/// \p text in at most \p lines lines of \p width; what does not fit ends in an ellipsis.
QStringList elidedLines(const QString& text, const QFont& font, double width, int lines);

/// A paragraph that wraps. Returns its height.
double paragraphHeight(const QString& text, const QFont& font, double width);
void paintParagraph(QPainter& painter, const QRectF& area, const QString& text, const QFont& font);

/// A caption that wraps: unsupported words bold behind a cross and over a zigzag; words that the
/// network did not read in grey, and how many they are; a triangle after words whose values may
/// mislead. After 24 lines it says what is left out.
class Caption {
public:
    /// \param number before it, where there are several; 0: none
    Caption(const QList<views::Word>& words, int number, double width);

    double height() const;
    void paint(QPainter& painter, QPointF topLeft) const;

private:
    enum class Style { Plain, Unsupported, Unread, Remark, Caution };
    struct Run {
        QString text;
        Style style = Style::Plain;
        int line = 0;
        double left = 0, width = 0;
    };

    void add(const QString& text, Style style, bool attached);

    QList<Run> m_runs;
    double m_width, m_indent = 0, m_right = 0;
    int m_line = 0;
};

} // namespace app::figure
