// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/text_tabs.h"

#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

namespace views {
namespace {

constexpr int padding = 12, closeRoom = 22;

} // namespace

TextTabs::TextTabs(QWidget* parent) : QTabBar(parent)
{
    setExpanding(false);
    setDrawBase(false);
    setElideMode(Qt::ElideRight);
    setUsesScrollButtons(true);
    setFont(studioFont(type::dense));
    setAccessibleName("Texts of the case");
    setFixedHeight(metric::dockHeader);
}

void TextTabs::setTitles(const QStringList& titles)
{
    const QSignalBlocker quiet(this);
    while (count() > titles.size())
        removeTab(count() - 1);
    while (count() < titles.size())
        addTab(QString());
    for (int i = 0; i < count(); ++i)
        setTabText(i, titles[i]);
    updateGeometry();
    update();
}

QSize TextTabs::minimumSizeHint() const
{
    return {metric::target, metric::dockHeader}; // a single tab needs no room for scroll buttons
}

QSize TextTabs::tabSizeHint(int index) const
{
    const QFontMetrics metrics(studioFont(type::dense, 600)); // so that a tab keeps its width
    const int text = std::min(metrics.horizontalAdvance(tabText(index)), 180);
    return {text + 2 * padding + (count() > 1 ? closeRoom : 0), metric::dockHeader};
}

void TextTabs::tabInserted(int)
{
    showCloseButtons();
}

void TextTabs::tabRemoved(int)
{
    showCloseButtons();
}

void TextTabs::showCloseButtons()
{
    for (int i = 0; i < count(); ++i) {
        if (count() == 1) {
            setTabButton(i, RightSide, nullptr);
        } else if (!tabButton(i, RightSide)) {
            auto* button = new QToolButton(this);
            button->setAutoRaise(true);
            button->setIcon(icon("x"));
            button->setIconSize({12, 12});
            button->setFixedSize(metric::target, metric::target);
            button->setFocusPolicy(Qt::NoFocus);
            button->setToolTip("Close this text (Del)");
            button->setAccessibleName("Close this text");
            connect(button, &QToolButton::clicked, this, [this, button] {
                for (int tab = 0; tab < count(); ++tab) {
                    if (tabButton(tab, RightSide) == button)
                        return Q_EMIT tabCloseRequested(tab);
                }
            });
            setTabButton(i, RightSide, button);
        }
    }
}

void TextTabs::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        const bool isCurrent = i == currentIndex();
        painter.setFont(studioFont(type::dense, isCurrent ? 600 : 400));
        painter.setPen(isCurrent ? look.text : look.text2);
        const QRect room = tab.adjusted(padding, 0, count() > 1 ? -closeRoom : -padding, 0);
        painter.drawText(
            room, Qt::AlignVCenter,
            painter.fontMetrics().elidedText(tabText(i), Qt::ElideRight, room.width() + 2));
        if (isCurrent)
            painter.fillRect(QRect(tab.left() + 2, tab.bottom() - 1, tab.width() - 4, 2),
                             look.accent);
        if (isCurrent && hasKeyboardFocus(this))
            paintFocusRing(painter, QRectF(tab).adjusted(4, 5, -4, -6), look);
    }
}

void TextTabs::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete && count() > 1)
        Q_EMIT tabCloseRequested(currentIndex());
    else
        QTabBar::keyPressEvent(event);
}

} // namespace views
