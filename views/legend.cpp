// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/legend.h"

#include "views/hatch.h"
#include "views/marks.h"
#include "views/number.h"
#include "views/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr int rowHeight = 24, titleHeight = 26, margin = 8, swatch = 12, sliderSteps = 200;

void paintSwatch(QPainter& painter, const QRectF& area, int number)
{
    QPainterPath path;
    path.addRect(area);
    paintMaskFill(painter, path, number, {.origin = area.topLeft()});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(maskColour(number), 1.5));
    painter.drawRect(area.adjusted(.75, .75, -.75, -.75));
}

} // namespace

Legend::Legend(QWidget* parent) : QWidget(parent), m_slider(new QSlider(Qt::Horizontal, this))
{
    enableSpokenParts();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName("Masks");
    m_slider->setRange(0, sliderSteps);
    m_slider->setAccessibleName("Mask threshold");
    m_slider->setToolTip("Scores above it belong to the mask (Alt+T)");
    m_slider->hide();
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        m_value = m_min + (m_max - m_min) * step / sliderSteps;
        update();
        Q_EMIT thresholdChanged(m_value);
    });
}

void Legend::setEntries(QList<LegendEntry> entries)
{
    m_entries = std::move(entries);
    if (m_current >= m_entries.size())
        m_current = -1;
    arrange();
}

void Legend::setThreshold(double value, double min, double max)
{
    m_value = value;
    m_min = min;
    m_max = max;
    const QSignalBlocker quiet(m_slider);
    m_slider->setVisible(min < max);
    if (min < max)
        m_slider->setValue(int(std::lround((value - min) / (max - min) * sliderSteps)));
    arrange();
}

void Legend::setNote(const QString& note)
{
    m_note = note;
    arrange();
}

void Legend::setCurrent(int entry)
{
    m_current = entry < m_entries.size() ? entry : -1;
    update();
}

void Legend::setDarkGround(bool dark)
{
    m_dark = dark;
    m_slider->setPalette(paletteOf(dark ? Theme::dark() : theme()));
    update();
}

QString Legend::partText(int part) const
{
    const LegendEntry& entry = m_entries[part];
    return QStringLiteral("%1, %2%3")
        .arg(entry.label, percent(entry.area, 1),
             entry.visible ? QString() : QStringLiteral(", hidden"));
}

QRect Legend::partRect(int part) const
{
    return {0, titleHeight + part * rowHeight, width(), rowHeight};
}

int Legend::foot() const
{
    return titleHeight + int(m_entries.size()) * rowHeight + 4;
}

QSize Legend::sizeHint() const
{
    return {metric::sideStripMin,
            foot() + (m_slider->isHidden() ? 0 : 48) + (m_note.isEmpty() ? 0 : 36)};
}

void Legend::arrange()
{
    m_slider->setGeometry(margin, foot() + 20, width() - 2 * margin, metric::target);
    updateGeometry();
    update();
}

void Legend::paintEvent(QPaintEvent*)
{
    const Theme& look = m_dark ? Theme::dark() : theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), look.canvas);
    painter.setFont(studioFont(type::small));
    const QRect inner = rect().adjusted(margin, 0, -margin, 0);
    painter.setPen(look.text2);
    painter.drawText(QRect(margin, 4, inner.width(), titleHeight - 4), Qt::AlignVCenter,
                     "Area of seen pixels");
    for (int i = 0; i < m_entries.size(); ++i) {
        const LegendEntry& entry = m_entries[i];
        const QRect row = partRect(i);
        if (i == m_current)
            painter.fillRect(row, look.selection);
        const QRect line = row.adjusted(margin, 0, -margin, 0);
        painter.setOpacity(entry.visible ? 1 : 0.35);
        paintSwatch(painter, QRectF(line.left(), row.center().y() - swatch / 2, swatch, swatch),
                    entry.number);
        painter.setOpacity(1);
        painter.setPen(entry.visible ? look.text : look.text3);
        const QString area = percent(entry.area, 1);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, area);
        const int room =
            line.width() - swatch - 8 - painter.fontMetrics().horizontalAdvance(area) - 8;
        QFont font = studioFont(type::small);
        font.setStrikeOut(!entry.visible);
        painter.setFont(font);
        painter.drawText(line.adjusted(swatch + 8, 0, 0, 0), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(entry.label, Qt::ElideRight, room));
        painter.setFont(studioFont(type::small));
    }
    int below = foot();
    if (!m_slider->isHidden()) {
        const QRect line(margin, below, inner.width(), 18);
        painter.setPen(look.text2);
        painter.drawText(line, Qt::AlignVCenter, "Threshold");
        painter.setPen(look.text);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, fixedNumber(m_value, 2));
        below += 48;
    }
    painter.setPen(look.text2);
    painter.drawText(QRect(margin, below, inner.width(), height() - below), Qt::TextWordWrap,
                     m_note);
    if (hasKeyboardFocus(this))
        paintFocusRing(painter, QRectF(rect()).adjusted(3, 3, -3, -3), look);
}

void Legend::resizeEvent(QResizeEvent*)
{
    arrange();
}

int Legend::entryAt(QPoint position) const
{
    const int entry = position.y() < titleHeight ? -1 : (position.y() - titleHeight) / rowHeight;
    return entry < m_entries.size() ? entry : -1;
}

void Legend::hover(int entry)
{
    if (entry == m_current)
        return;
    setCurrent(entry);
    speakPart(this, entry);
    if (entry < 0)
        Q_EMIT left();
    else
        Q_EMIT entryHovered(entry);
}

void Legend::mouseMoveEvent(QMouseEvent* event)
{
    hover(entryAt(event->position().toPoint()));
}

void Legend::mousePressEvent(QMouseEvent* event)
{
    const int entry = entryAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && entry >= 0)
        Q_EMIT entryToggled(entry);
}

void Legend::leaveEvent(QEvent*)
{
    hover(-1);
}

void Legend::keyPressEvent(QKeyEvent* event)
{
    const int down = (event->key() == Qt::Key_Down) - (event->key() == Qt::Key_Up);
    if (down && !m_entries.isEmpty())
        hover(std::clamp(m_current + down, 0, int(m_entries.size()) - 1));
    else if ((event->key() == Qt::Key_Space || event->key() == Qt::Key_Return) && m_current >= 0)
        Q_EMIT entryToggled(m_current);
    else
        QWidget::keyPressEvent(event);
}

} // namespace views
