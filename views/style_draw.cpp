// SPDX-License-Identifier: GPL-3.0-or-later
// The painting half of StudioStyle; sizes and hints are in style.cpp.
#include "views/icon.h"
#include "views/style.h"
#include "views/style_paint.h"
#include "views/theme.h"

#include <QAbstractSpinBox>
#include <QFrame>
#include <QPainter>
#include <QPixmap>
#include <QStyleOption>
#include <QToolButton>

#include <tuple>

namespace views {
namespace {

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

QIcon::Mode modeOf(const QStyleOption& option)
{
    return option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled;
}

QPixmap pixmapOf(const QIcon& icon, const QSize& size, const QStyleOption& option,
                 const QPainter& painter)
{
    return icon.isNull() ? QPixmap()
                         : icon.pixmap(size, painter.device()->devicePixelRatioF(), modeOf(option));
}

void drawButtonLabel(const QStyleOptionButton& button, QPainter* painter)
{
    QRect rect = button.rect;
    if (button.features & QStyleOptionButton::HasMenu)
        rect.setRight(rect.right() - iconSize::button);
    const bool onAccent = isDefaultButton(&button) && button.state & QStyle::State_Enabled;
    const QColor ink = onAccent ? theme().onAccent : button.palette.color(QPalette::ButtonText);
    stylePaint::iconAndText(*painter, rect,
                            pixmapOf(button.icon, button.iconSize, button, *painter), button.text,
                            Qt::AlignCenter, ink);
}

void drawToolButtonLabel(const QStyleOptionToolButton& button, QPainter* painter)
{
    painter->setFont(button.font);
    stylePaint::iconAndText(*painter, button.rect.adjusted(metric::space2 - 2, 0, -2, 0),
                            pixmapOf(button.icon, button.iconSize, button, *painter), button.text,
                            Qt::AlignLeft, button.palette.color(QPalette::ButtonText));
}

} // namespace

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                QPainter* painter, const QWidget* widget) const
{
    const QRect& rect = option->rect;
    switch (element) {
    case PE_FrameFocusRect:
        if (stylePaint::hasKeyboardFocus(*option)) // Qt draws a tool button's three pixels in
            stylePaint::focusRing(
                *painter,
                qobject_cast<const QToolButton*>(widget) ? rect.adjusted(-3, -3, 3, 3) : rect);
        return;
    case PE_PanelButtonCommand:
        stylePaint::buttonGround(*painter, *option, isFlatButton(option), isDefaultButton(option));
        if (stylePaint::hasKeyboardFocus(*option)) // Fusion draws none for push buttons
            stylePaint::focusRing(*painter, rect);
        return;
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        stylePaint::buttonGround(*painter, *option, isFlatButton(option), false);
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
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            drawButtonLabel(*button, painter);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option); button
            && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull()) {
            drawToolButtonLabel(*button, painter);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty()) {
                painter->fillRect(QRect(rect.left() + 8, rect.center().y(), rect.width() - 16, 1),
                                  now.line);
                return;
            }
            QStyleOptionMenuItem copy = *item;
            if (copy.state & State_Selected && copy.state & State_Enabled)
                stylePaint::menuRow(*painter, rect);
            copy.state.setFlag(State_Selected, false);
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
