// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions.h"
#include "app/scales.h"
#include "app/selection.h"
#include "app/studio.h"
#include "views/text_editor.h"

#include <QSet>

namespace app {

/// Ties the text editor and the concept list to the texts of the open case: what is typed goes to
/// the model, what was found comes back as chips and bars. [gui thread]
class TextDock final : public QObject {
    Q_OBJECT
public:
    TextDock(Studio& studio, Selection& selection, Scales& scales, views::TextEditor* editor);

    /// Where the captions or concepts of the open case stand among its texts.
    QList<int> rowsOf(explain::Text::Role role) const;

    /// The current caption; empty: there is none.
    std::string caption() const;

    void write();    ///< opens the caption for writing, a new one where none is
    void editWord(); ///< the lit one in its place; the caption where none is
    void addCaption();
    void addConcept();
    void take(const QString& text);         ///< what was pasted: the caption, or one more
    void finishEdit();                      ///< what was typed last counts
    void showTexts();                       ///< and what is selected of them
    QList<Choice> colouringChoices() const; ///< whose values colour the words

private:
    /// What was there before a word was edited, or another text was tried.
    struct Before {
        std::string text;
        QList<views::Word> words;
        double score; ///< NaN: not known
    };
    /// A word that is being edited: what stands before and after it.
    struct Surgery {
        QString head, tail;
    };

    void connectPanels();
    void connectEditor();
    void connectConcepts();
    void showWords();
    void showChange(const std::string& text, QList<views::Word>& words);
    Before snapshot() const;
    void beginSurgery(int word);
    void operate(const QString& written);
    void compare(int one, int other); ///< two of the tried texts
    QList<views::Word> wordsOf(const std::string& text) const;
    const explain::Method* asksWindowsNetwork(const PanelRun* panel) const;
    bool showWordsAtPatch(); ///< false: no patch is hovered, or no word has a map
    void showConcepts();
    void showTried();
    void showCaution(const PanelRun* panel, const explain::Explanation* scores,
                     const QString& notice);
    void takeRemedy(); ///< another method for the panel that may mislead
    void remember();   ///< the current caption joins the tried ones once it has a score
    const PanelRun* wordPanel() const; ///< that colours the words; null: none does
    const PanelRun* mapPanel() const;  ///< that the concepts' values come from

    Studio& m_studio;
    Selection& m_selection;
    Scales& m_scales;
    views::TextEditor* m_editor;
    QHash<QUuid, QList<views::TriedText>> m_tried;
    QSet<PanelRun*> m_connected;
    std::optional<Before> m_before;
    std::optional<Surgery> m_surgery;
    bool m_coloured = true;
    QString m_remedy; ///< id of a method that does better than the one that colours the words
};

} // namespace app
