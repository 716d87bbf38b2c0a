// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/annotate_view.h"
#include "app/selection.h"
#include "app/studio.h"

#include <memory>

namespace views {
class AnnotatePage;
}

namespace app {

class PanelView;

/// Keeps the Annotate page with the studio: the open project, case and image, what the panels show
/// of it, and the mask of the active one. [gui thread]
class AnnotateDesk final : public QObject {
    Q_OBJECT
public:
    AnnotateDesk(Studio& studio, Selection& selection, const QList<PanelView*>& panels,
                 views::AnnotatePage* page);
    ~AnnotateDesk() override;

    AnnotateView& view() { return m_view; }
    Annotation& annotation() { return *m_annotation; }
    void takeMask();           ///< of the active panel, as evidence of the current claim
    void setShown(bool shown); ///< false: Explore is, where nothing is hidden

Q_SIGNALS:
    void refused(const QString& sentence);

private:
    void followDocument();
    void followCase();
    void showPicture();
    void showMachine();
    void lightWords();

    Studio& m_studio;
    Selection& m_selection;
    const QList<PanelView*> m_panels;
    views::AnnotatePage* m_page;
    AnnotateView m_view;
    std::unique_ptr<Annotation> m_annotation;
    bool m_shown = false;
};

} // namespace app
