// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/comparison.h"
#include "app/present.h"
#include "app/selection.h"
#include "app/studio.h"
#include "views/lens_layer.h"
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
              views::Panel* panel);

    PanelRun* run() const { return m_run; }
    views::Panel* panel() const { return m_panel; }

    views::ViewState* state() { return &m_state; }
    void setImage(const QImage& image);

    void setFollowsWord(bool follows); ///< false: it keeps the word that it shows
    void setOwnScale(bool own);        ///< whatever holds for the window
    bool hasOwnScale() const { return m_ownScale; }

    /// What it shows now, to be compared with; null: nothing over an image.
    std::shared_ptr<const PinnedResult> pin() const;

    /// Holds \p pinned against what it shows; null: nothing.
    void compare(std::shared_ptr<const PinnedResult> pinned, views::CompareMode mode);
    void flip(); ///< while results blink: the other one
    const views::CompareView* comparison() const { return m_compare; } ///< null: never compared

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
    void showLens();
    void showComparison();
    ResultName resultName() const;
    int word() const; ///< that it shows; -1: none
    std::string caption() const;
    QList<views::LayerPointer> layersOnShow() const;
    void setThreshold(double value);
    void showReadout();
    views::Readings pointReadings(QPointF imagePx) const;
    views::Readings lensReadings() const;
    views::Readings largestReadings() const;
    void showWordsAtPatch();
    std::optional<views::Patch> patchOf(const EvidenceLens& lens) const;
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
    views::ViewState m_state;
    views::Panel* m_panel;
    bool m_followsWord = true, m_ownScale = false;
    int m_keptWord = -1; ///< while it follows none
    QPointer<views::AlignmentMatrix> m_matrix;
    QPointer<views::Legend> m_legend;
    QPointer<views::ScoreTable> m_table;
    QPointer<views::WordBars> m_bars;
    QPointer<views::WordsAtPatch> m_words;

    PanelContent m_content;
    QString m_subject;
    const explain::Explanation* m_explanation = nullptr; ///< into the run's results or word maps
    std::shared_ptr<views::LensLayer> m_lens; ///< of the lit word; null: no word, or no map of it
    views::Readings m_lensReadings;
    EvidenceLens m_planLens; ///< of an alignment: its own plan says how words stand

    std::shared_ptr<const PinnedResult> m_pinned;
    views::CompareMode m_compareMode = views::CompareMode::Off;
    std::shared_ptr<views::HeatLayer> m_difference;
    QPointer<views::CompareView> m_compare;

    QString m_pending; ///< what the newest content is made of, shown or still being made
    QString m_shown;   ///< what the content was made of: nothing is made twice
};

} // namespace app
