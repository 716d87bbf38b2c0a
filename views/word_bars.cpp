// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word_bars.h"

#include "views/marks.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace views {

WordBars::WordBars(QWidget* parent) : QAbstractScrollArea(parent)
{
    enableSpokenParts();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName("Word scores");
    setFont(studioFont(type::dense));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(int(WordBarsGeometry::maxRow));
}

void WordBars::setContent(WordBarsContent content)
{
    const double dragged = m_content.threshold;
    m_content = std::move(content);
    if (m_dragging) // results of an earlier step must not pull the line from the pointer
        m_content.threshold = dragged;
    if (m_content.current >= m_content.words.size())
        m_content.current = -1;
    arrange();
}

void WordBars::setCurrent(int index)
{
    const int valid = index < m_content.words.size() ? std::max(index, -1) : -1;
    if (valid == m_content.current)
        return;
    m_content.current = valid;
    // A folded word shows itself while it is current; otherwise rows do not move under the pointer.
    if (valid >= 0 && !m_rows.contains(valid))
        arrange();
    viewport()->update();
}

void WordBars::setThreshold(double threshold)
{
    m_content.threshold = threshold;
    viewport()->update();
}

void WordBars::setStale(bool stale)
{
    m_stale = stale;
    viewport()->update();
}

WordBarsGeometry WordBars::places() const
{
    return {QRectF(viewport()->rect()), m_content, m_rows.size(), font()};
}

void WordBars::arrange()
{
    const WordBarsGeometry room(QRectF(viewport()->rect()), m_content, 1, font());
    m_rows = wordBarRows(m_content, room.rows.height());
    const WordBarsGeometry at = places();
    verticalScrollBar()->setPageStep(int(at.rows.height()));
    verticalScrollBar()->setRange(0, int(std::ceil(at.contentHeight - at.rows.height() - 0.01)));
    viewport()->update();
}

int WordBars::wordAt(QPoint viewportPos) const
{
    const WordBarsGeometry at = places();
    if (!at.rows.contains(viewportPos))
        return -1;
    const double y = viewportPos.y() - at.rows.top() + verticalScrollBar()->value();
    return m_rows.value(qsizetype(y / at.rowHeight), -1);
}

int WordBars::foldedCount() const
{
    const auto words =
        std::ranges::count_if(m_content.words, [](const Word& word) { return !word.punctuation; });
    return int(words - m_rows.size());
}

double WordBars::xOf(double value) const
{
    return places().x(value);
}

QString WordBars::partText(int part) const
{
    const int word = m_rows[part];
    return spoken(m_content.words[word], word, m_content.words.size());
}

QRect WordBars::partRect(int part) const
{
    return places().row(part, verticalScrollBar()->value()).toRect().translated(viewport()->pos());
}

void WordBars::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setFont(font());
    WordBarsContent shown = m_content;
    if (m_stale) // the bars keep their lengths and lose their colours
        shown.colourOf = [](double) { return theme().control; };
    paintWordBars(painter, viewport()->rect(), theme(), shown, m_rows,
                  verticalScrollBar()->value());
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasKeyboardFocus(this) && m_content.current < 0)
        paintFocusRing(painter, QRectF(viewport()->rect()).adjusted(3, 3, -3, -3), theme());
}

void WordBars::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
}

bool WordBars::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        setCurrent(-1);
        Q_EMIT left();
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int word = wordAt(help->pos());
        QString text;
        if (onThreshold(help->pos()))
            text =
                "Threshold: words left of it are unsupported.\nDrag it, or Shift+Left, Shift+Right";
        else if (word >= 0)
            text = QStringList{spoken(m_content.words[word], word, m_content.words.size()),
                               m_content.words[word].caution}
                       .join('\n')
                       .trimmed();
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

bool WordBars::onThreshold(QPoint viewportPos) const
{
    return std::isfinite(m_content.threshold)
        && std::abs(places().x(m_content.threshold) - viewportPos.x()) <= 5;
}

void WordBars::hover(int index)
{
    if (index == m_content.current)
        return;
    setCurrent(index);
    speakPart(this, currentPart());
    if (index < 0)
        Q_EMIT left();
    else
        Q_EMIT wordHovered(index);
}

void WordBars::moveThreshold(double to)
{
    if (to == m_content.threshold)
        return;
    setThreshold(to);
    Q_EMIT thresholdChanged(to);
}

void WordBars::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    if (m_dragging) {
        // Whole thousandths: what is shown is what holds.
        moveThreshold(std::round(places().valueAt(point.x()) * 1000) / 1000);
        return;
    }
    viewport()->setCursor(onThreshold(point) ? Qt::SplitHCursor : Qt::ArrowCursor);
    hover(wordAt(point));
}

void WordBars::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->position().toPoint();
    m_dragging = onThreshold(point);
    if (!m_dragging && wordAt(point) >= 0)
        Q_EMIT wordActivated(wordAt(point));
}

void WordBars::mouseReleaseEvent(QMouseEvent*)
{
    m_dragging = false;
}

void WordBars::step(int by)
{
    const auto row = m_rows.indexOf(m_content.current);
    const auto to = row < 0 ? (by > 0 ? 0 : m_rows.size() - 1) : row + by;
    if (to < 0 || to >= m_rows.size())
        return;
    hover(m_rows[to]);
    const QRectF place = places().row(to, verticalScrollBar()->value());
    const QRectF rows = places().rows;
    if (place.top() < rows.top())
        verticalScrollBar()->setValue(verticalScrollBar()->value() - int(rows.top() - place.top()));
    else if (place.bottom() > rows.bottom())
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      + int(std::ceil(place.bottom() - rows.bottom())));
}

void WordBars::keyPressEvent(QKeyEvent* event)
{
    const bool shift = event->modifiers() == Qt::ShiftModifier;
    const int key = event->key();
    if (shift && (key == Qt::Key_Left || key == Qt::Key_Right)
        && std::isfinite(m_content.threshold)) {
        const double by = places().range / 100 * (key == Qt::Key_Left ? -1 : 1);
        moveThreshold(std::clamp(m_content.threshold + by, -places().range, places().range));
    } else if (key == Qt::Key_Up || key == Qt::Key_Down) {
        step(key == Qt::Key_Up ? -1 : 1);
    } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_content.current >= 0) {
        Q_EMIT wordActivated(m_content.current);
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace views
