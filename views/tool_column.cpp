// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tool_column.h"

#include "views/icon.h"
#include "views/marks.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace views {
namespace {

constexpr int columnWidth = 44, buttonWidth = 36, buttonHeight = 40, gap = 3, lineWidth = 2;

struct Tool {
    ToolKind kind;
    const char* icon;
    const char* key;
};

constexpr Tool tools[] = {
    {ToolKind::Select, "hand", "Space"},  {ToolKind::Box, "square", "B"},
    {ToolKind::Polygon, "spline", "P"},   {ToolKind::Lasso, "lasso", "L"},
    {ToolKind::Brush, "brush", "D"},      {ToolKind::Eraser, "eraser", "E"},
    {ToolKind::Point, "circle-dot", "O"},
};

// An icon over its key; the one that is on has a line at its left, so colour is not the only sign.
class ToolButton final : public QAbstractButton {
public:
    ToolButton(const QString& iconName, const QString& name, QWidget* parent)
        : QAbstractButton(parent), m_icon(iconName)
    {
        setFixedSize(buttonWidth, buttonHeight);
        setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard to the canvas
        setAccessibleName(name);
        setAttribute(Qt::WA_Hover);
    }

    void setKey(const QString& key)
    {
        m_key = key;
        setReason({});
        update();
    }
    void setReason(const QString& reason)
    {
        const QString keyed =
            m_key.isEmpty() ? accessibleName() : accessibleName() + " (" + m_key + ')';
        setToolTip(reason.isEmpty() ? keyed : keyed + ": " + reason);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& look = theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool raised = isEnabled() && (isChecked() || isDown() || underMouse());
        if (raised) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(look.hover);
            painter.drawRoundedRect(rect(), metric::radiusControl, metric::radiusControl);
        }
        if (isChecked())
            painter.fillRect(0, metric::radiusControl, lineWidth,
                             height() - 2 * metric::radiusControl, look.accent);
        const QColor ink = isEnabled() ? look.text : look.disabled;
        const double side = iconSize::tool;
        paintIcon(painter, QRectF((width() - side) / 2, 4, side, side), m_icon, ink);
        painter.setFont(studioFont(type::small));
        painter.setPen(!isEnabled() ? look.disabled : raised ? look.text2 : look.text3);
        painter.drawText(QRect(0, 23, width(), 15), Qt::AlignCenter, m_key);
        if (hasKeyboardFocus(this))
            paintFocusRing(painter, QRectF(rect()).adjusted(3, 3, -3, -3), look);
    }

private:
    QString m_icon, m_key;
};

} // namespace

ToolColumn::ToolColumn(QWidget* parent) : QWidget(parent), m_tools(new QButtonGroup(this))
{
    setFixedWidth(columnWidth);
    setAccessibleName("Tools");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins((columnWidth - buttonWidth) / 2, metric::space1,
                               (columnWidth - buttonWidth) / 2, metric::space1);
    layout->setSpacing(gap);
    for (const Tool& tool : tools) {
        auto* button = new ToolButton(tool.icon, nameOf(tool.kind), this);
        button->setCheckable(true);
        button->setKey(tool.key);
        m_tools->addButton(button, int(tool.kind));
        layout->addWidget(button);
    }
    auto* mask = new ToolButton("wand-sparkles", "Mask of a panel", this);
    mask->setKey("M");
    m_panelMask = mask;
    layout->addWidget(mask);
    layout->addStretch();
    setTool(ToolKind::Select);
    connect(m_tools, &QButtonGroup::idClicked, this,
            [this](int kind) { Q_EMIT toolChosen(ToolKind(kind)); });
    connect(mask, &QAbstractButton::clicked, this, &ToolColumn::panelMaskAsked);
}

void ToolColumn::setTool(ToolKind kind)
{
    m_tools->button(int(kind))->setChecked(true);
}

ToolKind ToolColumn::tool() const
{
    return ToolKind(m_tools->checkedId());
}

void ToolColumn::setKey(ToolKind kind, const QString& key)
{
    static_cast<ToolButton*>(button(kind))->setKey(key);
}

void ToolColumn::setPanelMaskKey(const QString& key)
{
    static_cast<ToolButton*>(m_panelMask)->setKey(key);
}

void ToolColumn::setEditable(bool editable)
{
    for (QAbstractButton* button : m_tools->buttons())
        button->setEnabled(editable || m_tools->id(button) == int(ToolKind::Select));
    m_editable = editable;
    m_panelMask->setEnabled(m_editable && m_maskAvailable);
}

void ToolColumn::setPanelMaskAvailable(bool available, const QString& reason)
{
    m_maskAvailable = available;
    m_panelMask->setEnabled(m_editable && m_maskAvailable);
    static_cast<ToolButton*>(m_panelMask)->setReason(available ? QString() : reason);
}

QAbstractButton* ToolColumn::button(ToolKind kind) const
{
    return m_tools->button(int(kind));
}

} // namespace views
