// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panel_grid.h"

#include "views/panel.h"
#include "views/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace views {
namespace {

constexpr int gap = metric::panelGap, head = 24;
constexpr int besideImage = metric::colourBar,
              aboveAndBelow = metric::panelTitle + metric::panelReadout;

constexpr double leastGain = 1.06; ///< in the image's scale, for places that stay empty

int rowsFor(int count, int columns)
{
    return (count + columns - 1) / columns;
}

QSize cellSize(QSize area, int columns, int rows)
{
    const QSize cell((area.width() - gap * (columns - 1)) / columns,
                     (area.height() - gap * (rows - 1)) / rows);
    return cell.expandedTo({metric::panelMinWidth, metric::panelMinHeight});
}

// The name of a row or column; a row's runs upwards.
class Head final : public QWidget {
public:
    Head(const QString& text, const QRect& place, QWidget* parent) : QWidget(parent), m_text(text)
    {
        setGeometry(place);
        setToolTip(text);
        setAccessibleName(text);
        show();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const bool isRow = height() > width();
        const QFont font = studioFont(type::dense, 600);
        const int length = std::max(width(), height());
        painter.setFont(font);
        painter.setPen(theme().text);
        painter.translate(width() / 2.0, height() / 2.0);
        painter.rotate(isRow ? -90 : 0);
        painter.drawText(QRectF(-length / 2.0, -head / 2.0, length, head), Qt::AlignCenter,
                         QFontMetrics(font).elidedText(m_text, Qt::ElideRight, length - 8));
    }

private:
    QString m_text;
};

} // namespace

int bestColumnCount(int count, QSize area, QSize image)
{
    int best = 1;
    double largest = -1;
    const int fitting = (area.width() + gap) / (metric::panelMinWidth + gap);
    for (int columns = 1; columns <= std::min(count, std::max(1, fitting)); ++columns) {
        const int rows = rowsFor(count, columns);
        const QSize cell = cellSize(area, columns, rows);
        const double width = cell.width() - besideImage, height = cell.height() - aboveAndBelow;
        const double scale =
            std::min(width / std::max(1, image.width()), height / std::max(1, image.height()));
        // On a tie the later one: fewer rows. Empty places must be worth it, or a line that comes
        // and goes beside the grid would turn two by two into three and one; not where the grid
        // scrolls, which fewer rows make shorter.
        const bool scrolls = rows > 1 && cell.height() == metric::panelMinHeight;
        if (scale >= largest * (columns * rows > count && !scrolls ? leastGain : 1)) {
            largest = scale;
            best = columns;
        }
    }
    return best;
}

PanelGrid::PanelGrid(QWidget* parent)
    : QWidget(parent), m_scroll(new QScrollArea(this)), m_inside(new QWidget)
{
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidget(m_inside);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    setMinimumSize(metric::panelMinWidth, metric::panelMinHeight);
}

void PanelGrid::setPanels(QList<Panel*> panels)
{
    const QList<Panel*> before = std::exchange(m_panels, std::move(panels));
    for (Panel* old : before)
        if (!m_panels.contains(old)) {
            old->hide();
            old->disconnect(this);
            old->deleteLater();
        }
    for (Panel* panel : m_panels) {
        if (before.contains(panel))
            continue;
        panel->setParent(m_inside);
        connect(panel, &Panel::activated, this, [this, panel] { setActive(panel); });
        connect(panel, &Panel::maximiseRequested, this,
                [this, panel] { setMaximised(m_maximised == panel ? nullptr : panel); });
    }
    if (m_maximised && !m_panels.contains(m_maximised))
        m_maximised = nullptr;
    if (!m_active || !m_panels.contains(m_active))
        setActive(m_panels.value(0));
    layOut();
}

void PanelGrid::setImageSize(QSize image)
{
    m_image = image;
    layOut();
}

void PanelGrid::setMatrix(QStringList rows, QStringList columns)
{
    m_rows = std::move(rows);
    m_columns = std::move(columns);
    layOut();
}

void PanelGrid::setColumns(int columns)
{
    m_fixedColumns = std::max(0, columns);
    layOut();
}

void PanelGrid::setActive(Panel* panel)
{
    if (m_active == panel)
        return;
    if (m_active)
        m_active->setActive(false);
    m_active = panel;
    if (panel) {
        panel->setActive(true);
        m_scroll->ensureWidgetVisible(panel, 0, 0);
    }
    Q_EMIT activeChanged(panel);
}

void PanelGrid::step(int by)
{
    const int count = int(m_panels.size());
    if (count == 0)
        return;
    const int now = int(m_panels.indexOf(m_active));
    Panel* next = m_panels[((now + by) % count + count) % count];
    setActive(next);
    next->takeFocus();
    if (m_maximised)
        setMaximised(next);
}

void PanelGrid::setMaximised(Panel* panel)
{
    if (m_maximised)
        m_maximised->setMaximised(false);
    m_maximised = panel;
    if (panel) {
        panel->setMaximised(true);
        setActive(panel);
    }
    layOut();
}

int PanelGrid::columnCount() const
{
    if (m_maximised)
        return 1;
    if (!m_columns.isEmpty())
        return int(m_columns.size());
    if (m_fixedColumns > 0)
        return std::min<int>(m_fixedColumns, std::max<int>(1, int(m_panels.size())));
    return bestColumnCount(int(m_panels.size()), size(), m_image);
}

void PanelGrid::layOut()
{
    m_scroll->setGeometry(rect());
    for (QWidget* old : std::exchange(m_heads, {}))
        delete old;
    const int count = m_maximised ? 1 : int(m_panels.size());
    const int columns = std::max(1, columnCount()), rows = std::max(1, rowsFor(count, columns));
    const bool isMatrix = !m_columns.isEmpty() && !m_maximised;
    const QSize heads = isMatrix ? QSize(head, head) : QSize(0, 0);
    const int bar = m_scroll->verticalScrollBar()->sizeHint().width();
    QSize cell = cellSize(size() - heads, columns, rows);
    const auto whole = [&] {
        return QSize(columns * (cell.width() + gap) - gap, rows * (cell.height() + gap) - gap)
            + heads;
    };
    // A scroll bar in one direction takes room from the other.
    if (whole().height() > height())
        cell = cellSize(size() - heads - QSize(bar, 0), columns, rows);
    if (whole().width() > width())
        cell = cellSize(size() - heads - QSize(whole().height() > height() ? bar : 0, bar), columns,
                        rows);
    m_inside->resize(whole());
    for (int i = 0; i < int(m_panels.size()); ++i) {
        Panel* panel = m_panels[i];
        const int place = m_maximised ? 0 : i;
        panel->setVisible(!m_maximised || m_maximised == panel);
        panel->setGeometry(heads.width() + place % columns * (cell.width() + gap),
                           heads.height() + place / columns * (cell.height() + gap), cell.width(),
                           cell.height());
    }
    if (isMatrix)
        placeMatrixHeads(cell);
}

void PanelGrid::placeMatrixHeads(QSize cell)
{
    for (int i = 0; i < int(m_columns.size()); ++i)
        m_heads << new Head(m_columns[i], {head + i * (cell.width() + gap), 0, cell.width(), head},
                            m_inside);
    for (int i = 0; i < int(m_rows.size()); ++i)
        m_heads << new Head(m_rows[i], {0, head + i * (cell.height() + gap), head, cell.height()},
                            m_inside);
}

void PanelGrid::resizeEvent(QResizeEvent*)
{
    layOut();
}

void PanelGrid::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().window);
}

} // namespace views
