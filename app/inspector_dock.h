// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panel_view.h"
#include "views/inspector.h"

#include <QPointer>

namespace views {
class ParameterForm;
class ScaleControls;
} // namespace views

namespace app {

/// Fills the inspector for the active panel: the word or concept in question, the method's knobs,
/// the scale, how far the numbers can be believed, and where they come from. [gui thread]
class InspectorDock final : public QObject {
    Q_OBJECT
public:
    InspectorDock(Studio& studio, Selection& selection, Scales& scales, views::ViewState* state,
                  views::Inspector* inspector);

    void setActive(PanelView* panel); ///< null: none
    void focusThreshold();            ///< Alt+T
    void focusTrust();                ///< what a badge stands for

private:
    void refresh();
    views::ParameterForm* form();
    views::ScaleControls* controls();
    void showNetwork();
    void showBeginning(bool shown);
    void showSubject();
    void showMethod();
    void showScale();
    void showTrust();
    void showProvenance();

    Studio& m_studio;
    Selection& m_selection;
    Scales& m_scales;
    views::ViewState* m_state;
    views::Inspector* m_inspector;
    QPointer<views::ParameterForm> m_form;     ///< a section that is removed takes it along
    QPointer<views::ScaleControls> m_controls; ///< likewise
    QPointer<PanelView> m_panel;
};

} // namespace app
