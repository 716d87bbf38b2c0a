// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/region_tool.h"

#include <QList>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;

namespace views {

/// The tools of a RegionCanvas, one above the other: an icon each with its key below. The last one
/// takes the mask of a panel and is no tool that stays.
class ToolColumn final : public QWidget {
    Q_OBJECT
public:
    explicit ToolColumn(QWidget* parent = nullptr);

    void setTool(ToolKind kind); ///< the one that is on
    ToolKind tool() const;
    void setKey(ToolKind kind, const QString& key); ///< as it is bound: "B"
    void setPanelMaskKey(const QString& key);
    void setEditable(bool editable); ///< false: all but the hand are greyed
    void setPanelMaskAvailable(bool available, const QString& reason = {}); ///< why not, as tooltip

    QAbstractButton* button(ToolKind kind) const;
    QAbstractButton* panelMaskButton() const { return m_panelMask; }

Q_SIGNALS:
    void toolChosen(views::ToolKind kind); ///< by the user
    void panelMaskAsked();

private:
    QButtonGroup* m_tools;
    QAbstractButton* m_panelMask;
    bool m_editable = true, m_maskAvailable = true;
};

} // namespace views
