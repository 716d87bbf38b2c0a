// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/notice_bar.h"

#include "views/elided_label.h"
#include "views/icon.h"
#include "views/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace views {
namespace {

QColor colourOf(NoticeBar::Level level)
{
    const Theme& look = theme();
    return level == NoticeBar::Level::Error  ? look.contradicted
        : level == NoticeBar::Level::Caution ? look.caution
                                             : look.text2;
}

} // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent), m_sentence(new ElidedLabel), m_behind(new QLabel),
      m_copy(new QPushButton("Copy details")), m_close(new QToolButton)
{
    m_behind->setFont(studioFont(type::dense));
    m_behind->setForegroundRole(QPalette::PlaceholderText);
    m_copy->setFont(studioFont(type::dense));
    m_copy->setFixedHeight(metric::buttonSmall);
    m_close->setAutoRaise(true);
    m_close->setIcon(icon("x"));
    m_close->setFixedSize(metric::target, metric::target);
    m_close->setToolTip("Dismiss (Esc)");
    m_close->setAccessibleName("Dismiss");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(36, 0, metric::space2, 0);
    row->setSpacing(metric::space2);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_behind);
    row->addWidget(m_copy);
    row->addWidget(m_close);
    setFixedHeight(32);
    hide();
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_notices.first().details); });
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::dismiss);
}

void NoticeBar::post(Level level, const QString& sentence, const QString& details)
{
    if (std::ranges::any_of(m_notices,
                            [&](const Notice& each) { return each.sentence == sentence; }))
        return;
    m_notices.prepend({level, sentence, details}); // the newest is what the user waits for
    showFirst();
}

void NoticeBar::dismiss()
{
    if (m_notices.isEmpty())
        return;
    m_notices.removeFirst();
    showFirst();
    Q_EMIT dismissed();
}

void NoticeBar::clear()
{
    m_notices.clear();
    showFirst();
}

QString NoticeBar::shown() const
{
    return m_notices.isEmpty() ? QString() : m_notices.first().sentence;
}

void NoticeBar::showFirst()
{
    setVisible(!m_notices.isEmpty());
    if (m_notices.isEmpty())
        return;
    const bool isNew = m_sentence->text() != shown();
    m_sentence->setText(shown());
    m_sentence->setToolTip(shown());
    m_copy->setVisible(!m_notices.first().details.isEmpty());
    m_behind->setVisible(count() > 1);
    m_behind->setText(QStringLiteral("%1 more").arg(count() - 1));
    setAccessibleName(shown());
    if (isNew) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    update();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    if (m_notices.isEmpty())
        return;
    const Theme& look = theme();
    const Level level = m_notices.first().level;
    QPainter painter(this);
    painter.fillRect(rect(), look.raised);
    painter.fillRect(QRect(0, 0, width(), 1), look.line);
    painter.fillRect(QRect(0, 0, 3, height()), colourOf(level));
    paintIcon(painter, QRectF(12, (height() - 16) / 2.0, 16, 16),
              level == Level::Notice ? "info" : "triangle-alert", colourOf(level));
}

bool NoticeBar::event(QEvent* event)
{
    // From a focused button too: here Esc dismisses, and is no shortcut of the window.
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QWidget::event(event);
}

void NoticeBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

} // namespace views
