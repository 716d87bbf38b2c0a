// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/busy_row.h"

#include "views/icon.h"
#include "views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr int cancelAfterMs = 1000, barWidth = 96, whole = 1000;

} // namespace

BusyRow::BusyRow(QWidget* parent)
    : QWidget(parent), m_text(new QLabel), m_bar(new QProgressBar), m_cancel(new QToolButton)
{
    m_text->setFont(studioFont(type::small));
    m_bar->setRange(0, whole);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(barWidth, metric::progress);
    m_cancel->setText("Cancel");
    m_cancel->setToolTip("Stop it");
    m_cancel->setIcon(icon("square-stop"));
    m_cancel->setIconSize({iconSize::small, iconSize::small});
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setAutoRaise(true);
    m_cancel->setFont(studioFont(type::small));
    m_cancel->setFixedHeight(metric::statusBar);
    m_cancel->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metric::space3, 0, metric::space1, 0);
    row->setSpacing(metric::space2);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, m_cancel, &QWidget::show);
    connect(m_cancel, &QToolButton::clicked, this, &BusyRow::cancelRequested);
    m_cancel->hide();
    hide();
}

void BusyRow::setBusy(const QString& text, double fraction)
{
    if (!m_busy)
        m_patience.start(cancelAfterMs);
    m_busy = true;
    const int done = int(std::lround(whole * std::clamp(fraction, 0.0, 1.0)));
    m_text->setText(QStringLiteral("%1, %2 %").arg(text).arg(100 * done / whole));
    m_bar->setValue(done);
    m_bar->setAccessibleName(text);
    m_cancel->setAccessibleName("Cancel: " + text);
    show();
}

void BusyRow::clear()
{
    m_patience.stop();
    m_busy = false;
    m_text->clear();
    m_cancel->hide();
    hide();
}

QString BusyRow::text() const
{
    return m_text->text();
}

} // namespace views
