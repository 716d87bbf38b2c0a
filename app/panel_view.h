// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/present.h"
#include "app/selection.h"
#include "app/studio.h"
#include "views/panel.h"
#include "views/view_state.h"
#include "views/words_at_patch.h"

#include <QPointer>

namespace views {
class AlignmentMatrix;
class Legend;
class ScoreTable;
class WordBars;
} // namespace views

namespace app {

struct FigurePanel;

/// Ties one panel of the window to its run: what it shows follows the results, the selection and
/// the scales; what the pointer finds in it goes to the selection. [gui thread]
class PanelView final : public QObject {
    Q_OBJECT
public:
    PanelView(Studio& studio, PanelRun* run, Selection& selection, Scales& scales,
              views::ViewState* state, views::Panel* panel);

    PanelRun* run() const { return m_run; }
    views::Panel* panel() const { return m_panel; }

    void setViewState(views::ViewState* state); ///< shared while linked, its own while not
    views::ViewState* ownState() { return &m_own; }
    void setImage(const QImage& image);

    /// What is on show, and the words beside the method's name: for figures and read-outs.
    const PanelContent& content() const { return m_content; }
    const QString& subject() const { return m_subject; }
    const explain::Explanation* explanation() const { return m_explanation; }

    FigurePanel figurePanel() const; ///< the same for a figure's page

    void copyDetails() const; ///< read-out and provenance to the clipboard

Q_SIGNALS:
    void networkWanted(); ///< the panel's button asks for another network
    void textWanted();    ///< ... for a caption
    void conceptWanted(); ///< ... for a concept
    void imageWanted();   ///< ... for an image
    void relinkWanted();  ///< ... for the file of an image, which is not where it was
    void contentChanged();

private:
    struct Subject {
        const explain::Explanation* explanation = nullptr;
        QString name;     ///< of the word, concept or caption, quoted; empty: all concepts
        std::string text; ///< that the explanation speaks of
        int word = -1;
    };

    std::string_view kind() const; ///< of the method; empty: there is no such method
    Subject findSubject() const;
    const explain::Explanation* ofText(explain::Text::Role role, int ordinal,
                                       std::string* text) const;
    PresentRequest requestFor(const Subject& subject) const;
    void refresh();
    void take(const PanelContent& content, const QString& key);
    void presentLater(const explain::Explanation& explanation, const PresentRequest& request,
                      const QString& key);
    void showState();
    void showContent();
    void showBody();
    void showReadout();
    void showWordsAtPatch();
    QList<views::NamedValue> wordsHere() const;
    QString strongestWords() const;
    void connectCanvas();
    QString valueText(views::Patch patch) const;
    views::WordBars* bars();
    void actOnEmpty();

    Studio& m_studio;
    PanelRun* m_run;
    Selection& m_selection;
    Scales& m_scales;
    views::ViewState m_own; ///< of the panel while it is not linked
    views::ViewState* m_state;
    views::Panel* m_panel;
    QPointer<views::AlignmentMatrix> m_matrix;
    QPointer<views::Legend> m_legend;
    QPointer<views::ScoreTable> m_table;
    QPointer<views::WordBars> m_bars;
    QPointer<views::WordsAtPatch> m_words;

    PanelContent m_content;
    QString m_subject;
    const explain::Explanation* m_explanation = nullptr; ///< into the run's results or word maps
    QString m_pending; ///< what the newest content is made of, shown or still being made
    QString m_shown;   ///< what the content was made of: nothing is made twice
};

} // namespace app
