// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tried_row.h"
#include "views/word.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace views {

class CautionRow;
class ConceptList;
class MenuButton;
class TextTabs;
class WordStrip;
class WritingArea;

/// The texts of a case, one tab each: chips for reading, a plain editor for writing (F2), the row
/// of tried texts below, the concepts at the right. Undo is the application's: the editor has none.
class TextEditor final : public QWidget {
    Q_OBJECT
public:
    explicit TextEditor(QWidget* parent = nullptr);
    ~TextEditor() override;

    void setTexts(const QStringList& texts);   ///< a text being written keeps its cursor
    void setTitles(const QStringList& titles); ///< of the tabs; default "Caption", "Caption 2", ...
    void setCurrentText(int index);
    void setWords(QList<Word> words); ///< of the current text
    void setColours(ColourOf colourOf);
    void setTokens(int used, int limit); ///< limit 0: not known, not shown
    /// The methods whose values may colour the words; \p current -1: none does.
    void setColourings(const QStringList& methods, int current);
    QMenu* colouringMenu() const; ///< its actions are the choices
    void setTried(QList<TriedText> tried, int current);

    void setScores(double before, double now, const QString& unit); ///< as in TriedRow
    /// Why values of the current text may mislead, and a button that helps; empty: neither.
    void setCaution(const QString& sentence, const QString& remedy, const QString& details = {});
    void setPlaceholder(const QString& text);
    void setStale(bool stale);
    void setEditable(bool editable); ///< false: no case is open

    int currentText() const; ///< -1: none
    bool isEditing() const { return m_editing; }
    WordStrip* strip() const { return m_strip; }
    ConceptList* concepts() const { return m_concepts; }

    void edit();              ///< opens the current text for writing
    void stopEdit();          ///< sends what was typed last and shows the chips
    void stepTried(int step); ///< Alt+Up, Alt+Down

Q_SIGNALS:
    void textEdited(int index, const QString& text); ///< 150 ms after the last key
    void currentTextChanged(int index);              ///< by a person
    void textAdded();
    void textClosed(int index);
    void colouringChosen(int index);
    void triedChosen(int index);
    void compareRequested(int one, int other); ///< of the tried texts
    void remedyRequested();
    void undoRequested();
    void redoRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHeader();
    void connectParts();
    void showTitles();
    void showPage(); ///< chips or editor
    void startEdit(const QString& typed);

    QStringList m_texts, m_titles;
    bool m_editing = false, m_editable = true;
    TextTabs* m_tabs;
    QToolButton* m_plus;
    MenuButton* m_colouring;
    QLabel* m_tokens;
    QStackedWidget* m_pages;
    WordStrip* m_strip;
    WritingArea* m_area;
    CautionRow* m_caution;
    TriedRow* m_tried;
    ConceptList* m_concepts;
};

} // namespace views
