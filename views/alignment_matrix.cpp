// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alignment_matrix.h"

#include "views/marks.h"
#include "views/number.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace views {
namespace {

constexpr int titleHeight = 22, margin = 8;

} // namespace

AlignmentMatrix::AlignmentMatrix(QWidget* parent) : QAbstractScrollArea(parent)
{
    enableSpokenParts();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName("Words by regions");
    setFont(studioFont(type::small));
    viewport()->setMouseTracking(true);
}

void AlignmentMatrix::setCells(AlignmentCells cells)
{
    m_cells = std::move(cells);
    m_cells.mass.resize(m_cells.words.size() * m_cells.regions.size());
    m_columns = topRegions(m_cells, m_limit);
    setCurrent(m_word, m_region);
    arrange();
}

void AlignmentMatrix::setColumnLimit(int count)
{
    m_limit = count;
    m_columns = topRegions(m_cells, m_limit);
    arrange();
}

void AlignmentMatrix::setTitle(const QString& title)
{
    m_title = title;
    viewport()->update();
}

void AlignmentMatrix::setCurrent(int word, int region)
{
    m_word = word < m_cells.words.size() ? word : -1;
    m_region = region < m_cells.regions.size() ? region : -1;
    viewport()->update();
}

void AlignmentMatrix::setStale(bool stale)
{
    m_stale = stale;
    viewport()->update();
}

void AlignmentMatrix::setDarkGround(bool dark)
{
    m_dark = dark;
    viewport()->update();
}

QRectF AlignmentMatrix::matrixArea() const
{
    const int top = m_title.isEmpty() ? margin : titleHeight;
    return QRectF(viewport()->rect()).adjusted(margin, top, -margin, -margin);
}

AlignmentGeometry AlignmentMatrix::places() const
{
    return {matrixArea(), m_cells, m_columns.size(), font()};
}

QPointF AlignmentMatrix::scroll() const
{
    return {double(horizontalScrollBar()->value()), double(verticalScrollBar()->value())};
}

void AlignmentMatrix::arrange()
{
    const AlignmentGeometry at = places();
    const auto fit = [](QScrollBar* bar, double content, double room, double step) {
        bar->setPageStep(int(room));
        bar->setSingleStep(int(step));
        bar->setRange(0, int(std::ceil(content - room - 0.01)));
    };
    fit(horizontalScrollBar(), at.contentSize.width(), at.cells.width(), at.cellWidth);
    fit(verticalScrollBar(), at.contentSize.height(), at.cells.height(), at.cellHeight);
    viewport()->update();
}

QPoint AlignmentMatrix::cellAt(QPoint viewportPos) const
{
    const AlignmentGeometry at = places();
    if (!at.cells.contains(viewportPos))
        return {-1, -1};
    const QPointF inside = viewportPos - at.cells.topLeft() + scroll();
    const auto column = qsizetype(inside.x() / at.cellWidth);
    const auto word = qsizetype(inside.y() / at.cellHeight);
    if (column >= m_columns.size() || word >= m_cells.words.size())
        return {-1, -1};
    return {m_columns[column], int(word)};
}

QRect AlignmentMatrix::cellRect(int word, int region) const
{
    const auto column = m_columns.indexOf(region);
    return column < 0 || word < 0 ? QRect() : places().cell(word, column, scroll()).toRect();
}

int AlignmentMatrix::partCount() const
{
    return int(m_cells.words.size() * m_columns.size());
}

QString AlignmentMatrix::partText(int part) const
{
    const auto word = part / m_columns.size();
    const int region = m_columns[part % m_columns.size()];
    const float mass = m_cells.at(word, region);
    QString text =
        QStringLiteral("%1, %2, %3")
            .arg(m_cells.words[word], m_cells.regions[region],
                 std::isnan(mass) ? QStringLiteral("not seen") : spokenNumber(number(mass)));
    if (mass <= m_cells.nullHigh)
        text += ", no evidence";
    return text;
}

QRect AlignmentMatrix::partRect(int part) const
{
    return cellRect(int(part / m_columns.size()), m_columns[part % m_columns.size()])
        .translated(viewport()->pos());
}

int AlignmentMatrix::currentPart() const
{
    const auto column = m_columns.indexOf(m_region);
    return m_word < 0 || column < 0 ? -1 : int(m_word * m_columns.size() + column);
}

void AlignmentMatrix::paintEvent(QPaintEvent*)
{
    const Theme& look = m_dark ? Theme::dark() : theme();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), look.canvas);
    painter.setFont(font());
    painter.setPen(look.text2);
    painter.drawText(QRect(margin, 2, viewport()->width() - 2 * margin, titleHeight),
                     Qt::AlignVCenter, m_title);
    AlignmentCells shown = m_cells;
    if (m_stale)
        shown.colourOf = [&](double) { return look.control; };
    paintAlignment(painter, matrixArea(), look, shown, m_columns, m_word, m_region, scroll());
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasKeyboardFocus(this))
        paintFocusRing(painter, QRectF(viewport()->rect()).adjusted(3, 3, -3, -3), look);
}

void AlignmentMatrix::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
}

bool AlignmentMatrix::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        setCurrent(-1, -1);
        Q_EMIT left();
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint cell = cellAt(help->pos());
        const auto column = m_columns.indexOf(cell.x());
        QToolTip::showText(
            help->globalPos(),
            column < 0 ? QString() : partText(int(cell.y() * m_columns.size() + column)), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void AlignmentMatrix::hover(int word, int region)
{
    if (word == m_word && region == m_region)
        return;
    setCurrent(word, region);
    speakPart(this, currentPart());
    if (word < 0)
        Q_EMIT left();
    else
        Q_EMIT cellHovered(word, region);
}

void AlignmentMatrix::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint cell = cellAt(event->position().toPoint());
    hover(cell.y(), cell.x());
}

void AlignmentMatrix::mousePressEvent(QMouseEvent* event)
{
    const QPoint cell = cellAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && cell.y() >= 0)
        Q_EMIT cellActivated(cell.y(), cell.x());
}

void AlignmentMatrix::reveal(int word, int region)
{
    const QRectF cell = cellRect(word, region);
    const QRectF seen = places().cells;
    const auto move = [](QScrollBar* bar, double low, double high, double from, double to) {
        if (low < from)
            bar->setValue(bar->value() - int(std::ceil(from - low)));
        else if (high > to)
            bar->setValue(bar->value() + int(std::ceil(high - to)));
    };
    move(horizontalScrollBar(), cell.left(), cell.right(), seen.left(), seen.right());
    move(verticalScrollBar(), cell.top(), cell.bottom(), seen.top(), seen.bottom());
}

void AlignmentMatrix::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const int across = (key == Qt::Key_Right) - (key == Qt::Key_Left);
    const int down = (key == Qt::Key_Down) - (key == Qt::Key_Up);
    if (m_columns.isEmpty() || m_cells.words.isEmpty())
        return QAbstractScrollArea::keyPressEvent(event);
    if (across || down) {
        const auto column = std::max<qsizetype>(m_columns.indexOf(m_region), 0);
        const bool fresh = currentPart() < 0;
        const auto toColumn =
            std::clamp<qsizetype>(column + (fresh ? 0 : across), 0, m_columns.size() - 1);
        const auto toWord = std::clamp<qsizetype>(std::max(m_word, 0) + (fresh ? 0 : down), 0,
                                                  m_cells.words.size() - 1);
        hover(int(toWord), m_columns[toColumn]);
        reveal(m_word, m_region);
    } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && currentPart() >= 0) {
        Q_EMIT cellActivated(m_word, m_region);
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace views
