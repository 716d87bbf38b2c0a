// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/words_at_patch.h"

#include "views/marks.h"
#include "views/number.h"
#include "views/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr int rowHeight = 20, titleHeight = 26, margin = 8;

} // namespace

WordsAtPatch::WordsAtPatch(QWidget* parent) : QWidget(parent)
{
    enableSpokenParts();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(m_title);
}

void WordsAtPatch::setTitle(const QString& title)
{
    m_title = title;
    setAccessibleName(title);
    update();
}

void WordsAtPatch::setValues(QList<NamedValue> values)
{
    m_values = std::move(values);
    // What was never seen comes last; equal values keep the order of the text.
    std::ranges::stable_sort(m_values, std::greater(), [](const NamedValue& named) {
        return std::isnan(named.value) ? -std::numeric_limits<double>::infinity() : named.value;
    });
    updateGeometry();
    update();
}

void WordsAtPatch::setCurrent(int index)
{
    m_current = index;
    update();
}

void WordsAtPatch::setDarkGround(bool dark)
{
    m_dark = dark;
    update();
}

QString WordsAtPatch::partText(int part) const
{
    const NamedValue& named = m_values[part];
    return QStringLiteral("%1, %2, rank %3 of %4")
        .arg(named.name,
             std::isnan(named.value) ? QStringLiteral("not seen")
                                     : spokenNumber(number(named.value)))
        .arg(part + 1)
        .arg(m_values.size());
}

QRect WordsAtPatch::partRect(int part) const
{
    return {0, titleHeight + part * rowHeight, width(), rowHeight};
}

int WordsAtPatch::currentPart() const
{
    const auto found = std::ranges::find(m_values, m_current, &NamedValue::index);
    return m_current < 0 || found == m_values.end() ? -1 : int(found - m_values.begin());
}

QSize WordsAtPatch::sizeHint() const
{
    return {metric::sideStripMin, titleHeight + int(m_values.size()) * rowHeight + margin};
}

void WordsAtPatch::paintEvent(QPaintEvent*)
{
    const Theme& look = m_dark ? Theme::dark() : theme();
    QPainter painter(this);
    painter.fillRect(rect(), look.canvas);
    painter.setFont(studioFont(type::small));
    painter.setPen(look.text2);
    painter.drawText(
        QRect(margin, 4, width() - 2 * margin, titleHeight - 4), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_title, Qt::ElideRight, width() - 2 * margin));
    const int current = currentPart();
    for (int row = 0; row < m_values.size(); ++row) {
        const QRect line = partRect(row);
        if (line.bottom() > height())
            break;
        if (row == current)
            painter.fillRect(line, look.selection);
        const QRect inner = line.adjusted(margin, 0, -margin, 0);
        painter.setFont(studioFont(type::small, row == 0 ? 500 : 400));
        painter.setPen(row == 0 || row == current ? look.text : look.text2);
        const QString printed = fixedNumber(m_values[row].value, 3);
        painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, printed);
        const int room = inner.width() - painter.fontMetrics().horizontalAdvance(printed) - margin;
        painter.drawText(
            inner, Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_values[row].name, Qt::ElideRight, room));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasKeyboardFocus(this))
        paintFocusRing(painter, QRectF(rect()).adjusted(3, 3, -3, -3), look);
}

int WordsAtPatch::rowAt(QPoint position) const
{
    const int row = position.y() < titleHeight ? -1 : (position.y() - titleHeight) / rowHeight;
    return row < m_values.size() ? row : -1;
}

void WordsAtPatch::hover(int row)
{
    const int index = row < 0 ? -1 : m_values[row].index;
    if (index == m_current)
        return;
    setCurrent(index);
    speakPart(this, row);
    if (index < 0)
        Q_EMIT left();
    else
        Q_EMIT nameHovered(index);
}

void WordsAtPatch::mouseMoveEvent(QMouseEvent* event)
{
    hover(rowAt(event->position().toPoint()));
}

void WordsAtPatch::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0)
        Q_EMIT nameActivated(m_values[row].index);
}

void WordsAtPatch::leaveEvent(QEvent*)
{
    hover(-1);
}

void WordsAtPatch::keyPressEvent(QKeyEvent* event)
{
    const int down = (event->key() == Qt::Key_Down) - (event->key() == Qt::Key_Up);
    if (down && !m_values.isEmpty())
        hover(std::clamp(currentPart() + down, 0, int(m_values.size()) - 1));
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 0)
        Q_EMIT nameActivated(m_current);
    else
        QWidget::keyPressEvent(event);
}

} // namespace views
