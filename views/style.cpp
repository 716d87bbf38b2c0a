// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/style.h"

#include "views/icon.h"
#include "views/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSlider>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

#include <optional>

namespace views {
namespace {

constexpr int thumbMin = 28; ///< of a scroll bar

std::optional<int> metricOf(QStyle::PixelMetric which)
{
    switch (which) {
    case QStyle::PM_ButtonShiftHorizontal:
    case QStyle::PM_ButtonShiftVertical:
    case QStyle::PM_TabBarTabShiftVertical:
    case QStyle::PM_TabBarTabShiftHorizontal:
    case QStyle::PM_TabBarTabOverlap:
    case QStyle::PM_DockWidgetFrameWidth:
    case QStyle::PM_MenuBarPanelWidth:
    case QStyle::PM_ToolBarFrameWidth: return 0;
    case QStyle::PM_DefaultFrameWidth:
    case QStyle::PM_MenuPanelWidth: return 1;
    case QStyle::PM_MenuHMargin:
    case QStyle::PM_MenuVMargin:
    case QStyle::PM_SplitterWidth:
    case QStyle::PM_DockWidgetSeparatorExtent:
    case QStyle::PM_ToolBarItemSpacing: return 4;
    case QStyle::PM_MenuBarHMargin: return 6;
    case QStyle::PM_IndicatorWidth:
    case QStyle::PM_IndicatorHeight:
    case QStyle::PM_ExclusiveIndicatorWidth:
    case QStyle::PM_ExclusiveIndicatorHeight:
    case QStyle::PM_SmallIconSize:
    case QStyle::PM_ButtonIconSize:
    case QStyle::PM_TabBarIconSize: return iconSize::button;
    case QStyle::PM_MenuButtonIndicator: return 18;
    case QStyle::PM_ToolBarIconSize: return iconSize::tool;
    case QStyle::PM_ScrollBarExtent: return 10;
    case QStyle::PM_ScrollBarSliderMin: return thumbMin;
    case QStyle::PM_SliderThickness:
    case QStyle::PM_SliderControlThickness: return 18;
    case QStyle::PM_SliderLength: return 14;
    case QStyle::PM_TabBarTabHSpace: return 24;
    case QStyle::PM_TabBarTabVSpace: return 12;
    case QStyle::PM_HeaderMargin: return 8;
    default: return {};
    }
}

// No arrows: the groove takes all.
QRect scrollBarPart(const QStyleOptionSlider& bar, QStyle::SubControl part)
{
    const bool lies = bar.orientation == Qt::Horizontal;
    const int length = lies ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    const int shown =
        range > 0 ? int(qint64(length) * bar.pageStep / (range + bar.pageStep)) : length;
    const int thumb = std::clamp(shown, std::min(thumbMin, length), length);
    const int at = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                   length - thumb, bar.upsideDown);
    const auto span = [&](int from, int to) {
        const QRect rect = lies ? QRect(from, 0, to - from, bar.rect.height())
                                : QRect(0, from, bar.rect.width(), to - from);
        return QStyle::visualRect(bar.direction, bar.rect, rect);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove: return bar.rect;
    case QStyle::SC_ScrollBarSlider: return span(at, at + thumb);
    case QStyle::SC_ScrollBarSubPage: return span(0, at);
    case QStyle::SC_ScrollBarAddPage: return span(at + thumb, length);
    default: return {};
    }
}

} // namespace

StudioStyle::StudioStyle() : QProxyStyle(QStyleFactory::create("Fusion"))
{
}

void StudioStyle::polish(QApplication* application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

bool StudioStyle::eventFilter(QObject* watched, QEvent* event)
{
    // Qt keeps this attribute until the window closes once a key has moved the focus.
    if (event->type() == QEvent::MouseButtonPress)
        if (const auto* widget = qobject_cast<QWidget*>(watched))
            widget->window()->setAttribute(Qt::WA_KeyboardFocusChange, false);
    return QProxyStyle::eventFilter(watched, event);
}

void StudioStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    const bool hovers = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget)
        || qobject_cast<QSlider*>(widget) || qobject_cast<QScrollBar*>(widget)
        || qobject_cast<QTabBar*>(widget) || qobject_cast<QLineEdit*>(widget)
        || qobject_cast<QHeaderView*>(widget);
    if (hovers)
        widget->setAttribute(Qt::WA_Hover);
    if (auto* view = qobject_cast<QAbstractItemView*>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
}

int StudioStyle::pixelMetric(PixelMetric which, const QStyleOption* option,
                             const QWidget* widget) const
{
    return metricOf(which).value_or(QProxyStyle::pixelMetric(which, option, widget));
}

int StudioStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* result) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animation_Duration:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_ToolTip_WakeUpDelay: return 500;
    case SH_Slider_AbsoluteSetButtons: return Qt::LeftButton;
    case SH_MenuBar_MouseTracking:
    case SH_Menu_MouseTracking: return 1;
    default: return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QSize StudioStyle::sizeFromContents(ContentsType type, const QStyleOption* option,
                                    const QSize& contents, const QWidget* widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const auto atLeast = [&size](int height) { size.setHeight(std::max(size.height(), height)); };
    switch (type) {
    case CT_PushButton:
        size = {contents.width() + 2 * metric::space3, metric::button};
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            if (button->features & QStyleOptionButton::HasMenu)
                size.rwidth() += iconSize::button;
            if (!button->text.isEmpty())
                size.setWidth(std::max(size.width(), 56));
        }
        break;
    case CT_LineEdit: size.setHeight(std::max(metric::field, contents.height() + 8)); break;
    case CT_ComboBox:
        size.setHeight(metric::field);
        size.rwidth() += 8;
        break;
    case CT_SpinBox: size.setHeight(metric::field); break;
    case CT_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
            button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon)
            size.rwidth() += metric::space2;
        size = size.expandedTo({metric::target, metric::target});
        break;
    case CT_MenuBarItem: size = {contents.width() + 20, metric::menuBar}; break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            atLeast(item->menuItemType == QStyleOptionMenuItem::Separator ? 9 : 26);
        break;
    case CT_TabBarTab: atLeast(metric::dockHeader); break;
    case CT_HeaderSection: atLeast(metric::tableHeader); break;
    default: break;
    }
    return size;
}

QRect StudioStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                  SubControl part, const QWidget* widget) const
{
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        bar && control == CC_ScrollBar)
        return scrollBarPart(*bar, part);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QIcon StudioStyle::standardIcon(StandardPixmap which, const QStyleOption* option,
                                const QWidget* widget) const
{
    switch (which) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DialogCloseButton: return icon("x", &Theme::text2);
    case SP_ToolBarHorizontalExtensionButton: return icon("chevron-right");
    case SP_ToolBarVerticalExtensionButton: return icon("chevron-down");
    case SP_MessageBoxWarning: return icon("triangle-alert", &Theme::caution);
    case SP_MessageBoxCritical: return icon("circle-x", &Theme::contradicted);
    case SP_MessageBoxInformation: return icon("info");
    case SP_MessageBoxQuestion: return icon("circle-question-mark");
    default: return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace views
