// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panel_title.h"

#include "views/icon.h"
#include "views/theme.h"

#include <QAbstractButton>
#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

namespace views {
namespace {

constexpr int edge = 10, gap = 8;

class BadgeButton final : public QAbstractButton {
public:
    BadgeButton(Badge badge, QWidget* parent) : QAbstractButton(parent), m_badge(std::move(badge))
    {
        setFont(studioFont(type::small));
        setToolTip(m_badge.tooltip.isEmpty() ? m_badge.text : m_badge.tooltip);
        setAccessibleName(m_badge.text);
        setAccessibleDescription(m_badge.tooltip);
        setFocusPolicy(Qt::TabFocus);
    }

    int widthOf(bool folded) const
    {
        return folded ? badgeHeight + 6 : badgeWidth(m_badge, font());
    }
    void setFolded(bool folded) { m_folded = folded; }
    QSize sizeHint() const override { return {widthOf(m_folded), metric::target}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        Badge shown = m_badge;
        if (m_folded)
            shown.text.clear();
        painter.setFont(font());
        const QRectF pill(0, (height() - badgeHeight) / 2, width(), badgeHeight);
        paintBadge(painter, pill, theme(), shown);
        if (hasFocus()) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(theme().accent, 2));
            painter.drawRoundedRect(pill.adjusted(1, 1, -1, -1), 8, 8);
        }
    }

private:
    Badge m_badge;
    bool m_folded = false;
};

QToolButton* makeButton(const QString& iconName, const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({iconSize::inlined, iconSize::inlined});
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);
    button->resize(metric::target, metric::target);
    return button;
}

} // namespace

PanelTitle::PanelTitle(QWidget* parent)
    : QWidget(parent), m_maximise(makeButton("maximize", "Maximise (F)", this)),
      m_more(makeButton("ellipsis", "More", this))
{
    setFixedHeight(metric::panelTitle);
    connect(m_maximise, &QToolButton::clicked, this, &PanelTitle::maximiseClicked);
    connect(m_more, &QToolButton::clicked, this,
            [this] { Q_EMIT menuClicked(m_more->mapToGlobal(m_more->rect().bottomLeft())); });
}

void PanelTitle::setTitle(const QString& method, const QString& subject)
{
    m_method = method;
    m_subject = subject;
    layOut();
    update();
}

void PanelTitle::setBadges(QList<Badge> badges)
{
    for (QWidget* old : std::exchange(m_badges, {}))
        old->deleteLater(), old->hide();
    for (int i = 0; i < int(badges.size()); ++i) {
        auto* button = new BadgeButton(std::move(badges[i]), this);
        connect(button, &QAbstractButton::clicked, this, [this, i] { Q_EMIT badgeClicked(i); });
        button->show();
        m_badges << button;
    }
    layOut();
    update();
}

void PanelTitle::setMaximised(bool maximised)
{
    m_maximise->setIcon(icon(maximised ? "minimize" : "maximize"));
    m_maximise->setToolTip(maximised ? "Show all panels (F)" : "Maximise (F)");
}

void PanelTitle::layOut()
{
    const int top = (height() - metric::target) / 2;
    int x = width() - 4 - metric::target;
    m_more->move(x, top);
    x -= metric::target;
    m_maximise->move(x, top);

    const int needed = edge + QFontMetrics(studioFont(type::dense, 600)).horizontalAdvance(m_method)
        + gap + 24; // a beginning of the subject
    int wide = 0;
    for (QWidget* badge : m_badges)
        wide += static_cast<BadgeButton*>(badge)->widthOf(false) + 4;
    const bool folded = needed + wide > x;
    for (auto badge = m_badges.rbegin(); badge != m_badges.rend(); ++badge) {
        auto* button = static_cast<BadgeButton*>(*badge);
        button->setFolded(folded);
        x -= button->widthOf(folded) + 4;
        button->setGeometry(x, top, button->widthOf(folded), metric::target);
    }
    m_textRight = x - gap;
}

void PanelTitle::resizeEvent(QResizeEvent*)
{
    layOut();
}

void PanelTitle::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT maximiseClicked();
}

void PanelTitle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().line);
    int x = edge;
    const auto write = [&](const QString& text, const QFont& font, const QColor& colour) {
        const QFontMetrics metrics(font);
        const QString shown = metrics.elidedText(text, Qt::ElideRight, m_textRight - x);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRect(x, 0, m_textRight - x, height() - 1), Qt::AlignVCenter, shown);
        x += metrics.horizontalAdvance(shown) + gap;
    };
    write(m_method, studioFont(type::dense, 600), theme().text);
    if (m_textRight - x > 12)
        write(m_subject, studioFont(type::dense), theme().text2);
}

} // namespace views
