// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/style.h"

#include "views/icon.h"
#include "views/style_paint.h"
#include "views/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QSlider>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

#include <optional>

namespace views {
namespace {

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
    case QStyle::PM_ToolBarIconSize: return iconSize::tool;
    case QStyle::PM_ScrollBarExtent: return 10;
    case QStyle::PM_ScrollBarSliderMin: return 28;
    case QStyle::PM_SliderThickness:
    case QStyle::PM_SliderControlThickness: return 18;
    case QStyle::PM_SliderLength: return 14;
    case QStyle::PM_TabBarTabHSpace: return 24;
    case QStyle::PM_TabBarTabVSpace: return 12;
    case QStyle::PM_HeaderMargin: return 8;
    default: return {};
    }
}

bool isFlatButton(const QStyleOption* option)
{
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
        return button->features & QStyleOptionButton::Flat;
    return option->state & QStyle::State_AutoRaise;
}

bool isDefaultButton(const QStyleOption* option)
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    return button && button->features & QStyleOptionButton::DefaultButton;
}

// The option with another ink for its words.
template <class Option> Option inked(const Option& option, const QColor& ink)
{
    Option copy(option);
    for (const auto role : {QPalette::WindowText, QPalette::ButtonText, QPalette::Text})
        copy.palette.setColor(role, ink);
    return copy;
}

} // namespace

StudioStyle::StudioStyle() : QProxyStyle(QStyleFactory::create("Fusion"))
{
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
    case CT_ToolButton: size = size.expandedTo({metric::target, metric::target}); break;
    case CT_MenuBarItem: size = {contents.width() + 20, metric::menuBar}; break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            atLeast(26);
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
    if (control == CC_ScrollBar) { // no arrows: the groove takes all
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine)
            return {};
        if (bar && part == SC_ScrollBarGroove)
            return bar->rect;
        if (bar && part == SC_ScrollBarSlider) {
            const bool lies = bar->orientation == Qt::Horizontal;
            const int length = lies ? bar->rect.width() : bar->rect.height();
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            const int thumb = range <= 0
                ? length
                : std::clamp(int(qint64(length) * bar->pageStep / (range + bar->pageStep)),
                             std::min(28, length), length);
            const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                   length - thumb, bar->upsideDown);
            return visualRect(bar->direction, bar->rect,
                              lies ? QRect(at, 0, thumb, bar->rect.height())
                                   : QRect(0, at, bar->rect.width(), thumb));
        }
    }
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

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                QPainter* painter, const QWidget* widget) const
{
    const QRect& rect = option->rect;
    switch (element) {
    case PE_FrameFocusRect:
        if (stylePaint::hasKeyboardFocus(*option))
            stylePaint::focusRing(*painter, rect);
        return;
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        stylePaint::buttonGround(*painter, *option, isFlatButton(option), isDefaultButton(option));
        return;
    case PE_FrameDefaultButton: return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0)
            stylePaint::fieldGround(*painter, *option);
        return;
    case PE_FrameLineEdit: return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: stylePaint::checkBox(*painter, *option); return;
    case PE_IndicatorRadioButton: stylePaint::radioButton(*painter, *option); return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown: stylePaint::chevron(*painter, *option, "chevron-down"); return;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp: stylePaint::chevron(*painter, *option, "chevron-up"); return;
    case PE_IndicatorArrowLeft: stylePaint::chevron(*painter, *option, "chevron-left"); return;
    case PE_IndicatorArrowRight: stylePaint::chevron(*painter, *option, "chevron-right"); return;
    case PE_IndicatorTabClose: stylePaint::chevron(*painter, *option, "x"); return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow: stylePaint::rowGround(*painter, *option); return;
    case PE_PanelMenu:
    case PE_PanelTipLabel: painter->fillRect(rect, theme().raised); [[fallthrough]];
    case PE_FrameMenu:
    case PE_Frame:
    case PE_FrameGroupBox:
        painter->setPen(theme().line);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
        return;
    case PE_IndicatorToolBarSeparator:
        painter->fillRect(QRect(rect.center().x(), rect.top() + 6, 1, rect.height() - 12),
                          theme().line);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().line);
        return;
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_FrameDockWidget: return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void StudioStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const
{
    const Theme& now = theme();
    const QRect& rect = option->rect;
    switch (element) {
    case CE_PushButtonLabel:
        if (isDefaultButton(option) && option->state & State_Enabled) {
            const auto* button = static_cast<const QStyleOptionButton*>(option);
            const QStyleOptionButton copy = inked(*button, now.onAccent);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            stylePaint::tabGround(*painter, *tab);
        return;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
            tab && !(tab->state & State_Selected) && tab->state & State_Enabled) {
            const QStyleOptionTab copy = inked(*tab, now.text2);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            painter->fillRect(rect, now.window);
            if (item->state & State_Selected) {
                QStyleOption ground(*option);
                ground.rect = rect.adjusted(1, 2, -1, -2);
                ground.state = State_Enabled | State_MouseOver;
                stylePaint::buttonGround(*painter, ground, true, false);
            }
            drawItemText(painter, rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                         item->palette, item->state & State_Enabled, item->text,
                         QPalette::WindowText);
        }
        return;
    case CE_MenuBarEmptyArea:
    case CE_ToolBar: painter->fillRect(rect, now.window); return;
    case CE_ProgressBarGroove: return;
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option)) {
            const double range = double(bar->maximum) - bar->minimum;
            stylePaint::progress(*painter, rect,
                                 range > 0 ? (double(bar->progress) - bar->minimum) / range : 0);
        }
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(rect, now.surface);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.line);
        return;
    case CE_Splitter: painter->fillRect(rect, now.window); return;
    case CE_ShapedFrame:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            const bool lies = frame->frameShape == QFrame::HLine;
            painter->fillRect(lies ? QRect(rect.left(), rect.center().y(), rect.width(), 1)
                                   : QRect(rect.center().x(), rect.top(), 1, rect.height()),
                              now.line);
            return;
        }
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void StudioStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                     QPainter* painter, const QWidget* widget) const
{
    const auto part = [&](SubControl which) {
        return proxy()->subControlRect(control, option, which, widget);
    };
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
        if (control == CC_ScrollBar)
            return stylePaint::scrollBar(*painter, *bar, part(SC_ScrollBarSlider));
        if (control == CC_Slider)
            return stylePaint::slider(*painter, *bar, part(SC_SliderGroove), part(SC_SliderHandle));
    }
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        combo && control == CC_ComboBox) {
        if (combo->editable)
            stylePaint::fieldGround(*painter, *option);
        else
            stylePaint::buttonGround(*painter, *option, !combo->frame, false);
        QStyleOption arrow(*option);
        arrow.rect = part(SC_ComboBoxArrow);
        stylePaint::chevron(*painter, arrow, "chevron-down");
        if (!combo->editable && stylePaint::hasKeyboardFocus(*option))
            stylePaint::focusRing(*painter, option->rect);
        return;
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        spin && control == CC_SpinBox) {
        if (spin->frame)
            stylePaint::fieldGround(*painter, *option);
        if (spin->buttonSymbols != QAbstractSpinBox::NoButtons)
            for (const auto& [which, icon, step] :
                 {std::tuple(SC_SpinBoxUp, "chevron-up", QAbstractSpinBox::StepUpEnabled),
                  std::tuple(SC_SpinBoxDown, "chevron-down", QAbstractSpinBox::StepDownEnabled)}) {
                QStyleOption arrow(*option);
                arrow.rect = part(which).adjusted(2, 1, -2, -1);
                arrow.state.setFlag(State_Enabled,
                                    option->state & State_Enabled && spin->stepEnabled & step);
                stylePaint::chevron(*painter, arrow, icon);
            }
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace views
