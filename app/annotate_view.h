// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/annotate_rows.h"

#include <QPointer>

namespace views {
class AnnotatePage;
enum class ToolKind;
} // namespace views

namespace app {

/// Ties the Annotate page to what is done to claims: shows the rows, and turns what the user does
/// there into acts. [gui thread]
class AnnotateView final : public QObject {
    Q_OBJECT
public:
    explicit AnnotateView(views::AnnotatePage* page);

    void setAnnotation(Annotation* annotation); ///< of another document; null: none
    Annotation* annotation() const { return m_annotation; }
    void setPicture(const QImage& picture);
    void setMaskReason(const QString& reason); ///< why no mask of a panel can be had; empty: it can
    void setPlace(const QString& place);       ///< "Case 1 of 1,204"

    // The actions of the mode.
    void makeClaim(); ///< of the selected words
    void giveVerdict(int number);
    void giveSeverity(int severity);
    void step(int by, bool openOnly);
    void stepText(int by);
    void lock();
    void useTool(views::ToolKind kind);
    void removeRegion();
    void linkRegion(); ///< the current region with the current claim, or no longer
    void compare(bool comparing);
    bool undoInside(); ///< the last point of a shape in the making; false: there is none
    void finishEdit(); ///< what is being typed counts

Q_SIGNALS:
    void maskWanted();
    void historyWanted();
    void refused(const QString& sentence);
    void machineVisibilityChanged(bool hidden);
    void claimShown(); ///< another claim is current

private:
    void connectLists();
    void connectForm();
    void connectCanvas();
    void refresh();
    void showRegions();
    void showText();
    void showBar();
    void fillLinkMenu();

    views::AnnotatePage* m_page;
    QPointer<Annotation> m_annotation;
    AnnotatedText m_text;
    QHash<QUuid, views::Region> m_regions; ///< as the canvas has them
    QString m_maskReason, m_place;
    QUuid m_shownClaim;
    bool m_machineHidden = true;
};

} // namespace app
