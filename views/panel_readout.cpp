// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panel_readout.h"

#include "views/icon.h"
#include "views/number.h"
#include "views/theme.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>
#include <QToolButton>

namespace views {
namespace {

constexpr int edge = 10, betweenPairs = 14, betweenWords = 4;

QColor inkOf(Reading::Tone tone, const QColor& plain)
{
    switch (tone) {
    case Reading::Tone::Caution: return theme().caution;
    case Reading::Tone::Bad: return theme().contradicted;
    case Reading::Tone::Plain: break;
    }
    return plain;
}

} // namespace

PanelReadout::PanelReadout(QWidget* parent) : QWidget(parent), m_copy(new QToolButton(this))
{
    setFixedHeight(metric::panelReadout);
    setAccessibleName("Read-out");
    m_copy->setText("Copy details");
    m_copy->setIcon(icon("copy", &Theme::text2));
    m_copy->setIconSize({iconSize::inlined, iconSize::inlined});
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setAutoRaise(true);
    m_copy->setFont(studioFont(type::dense));
    m_copy->hide();
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_details); });
}

void PanelReadout::setReadings(Readings readings)
{
    m_readings = std::move(readings);
    QStringList spoken;
    for (const Reading& reading : m_readings)
        spoken << QString("%1 %2").arg(reading.name, spokenNumber(reading.value)).trimmed();
    setAccessibleDescription(spoken.join(", "));
    update();
}

void PanelReadout::setCopyable(const QString& details)
{
    m_details = details;
    m_copy->setVisible(!details.isEmpty());
    resizeEvent(nullptr);
}

void PanelReadout::resizeEvent(QResizeEvent*)
{
    const int wide = m_copy->sizeHint().width();
    m_copy->setGeometry(width() - wide - 2, 1, wide, height() - 2);
}

void PanelReadout::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().surface);
    const QFont plain = studioFont(type::dense), strong = studioFont(type::dense, 500);
    const int right = (m_copy->isHidden() ? width() : m_copy->x()) - edge;
    int x = edge;
    const auto write = [&](const QString& text, const QFont& font, const QColor& ink) {
        const QFontMetrics metrics(font);
        const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(0, right - x));
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRect(x, 0, right - x, height()), Qt::AlignVCenter, shown);
        x += metrics.horizontalAdvance(shown);
    };
    if (m_readings.isEmpty())
        write(QChar(0x2013), plain, theme().text2);
    for (const Reading& reading : m_readings) {
        if (right - x < 24) // too little for a name and a digit
            break;
        if (!reading.icon.isEmpty()) {
            paintIcon(
                painter,
                QRectF(x, (height() - iconSize::small) / 2.0, iconSize::small, iconSize::small),
                reading.icon, inkOf(reading.tone, theme().text2));
            x += iconSize::small + betweenWords;
        }
        if (!reading.name.isEmpty())
            write(reading.name, plain, inkOf(reading.tone, theme().text2));
        if (!reading.name.isEmpty() && !reading.value.isEmpty())
            x += betweenWords;
        if (!reading.value.isEmpty())
            write(reading.value, strong, inkOf(reading.tone, theme().text));
        x += betweenPairs;
    }
}

} // namespace views
