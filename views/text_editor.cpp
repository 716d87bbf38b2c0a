// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/text_editor.h"

#include "views/caution_row.h"
#include "views/concept_list.h"
#include "views/focus_forward.h"
#include "views/icon.h"
#include "views/menu_button.h"
#include "views/text_tabs.h"
#include "views/theme.h"
#include "views/word_strip.h"
#include "views/writing_area.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>

namespace views {

TextEditor::TextEditor(QWidget* parent)
    : QWidget(parent), m_tabs(new TextTabs), m_plus(new QToolButton),
      m_colouring(new MenuButton("palette")), m_tokens(new QLabel), m_pages(new QStackedWidget),
      m_strip(new WordStrip), m_area(new WritingArea), m_caution(new CautionRow),
      m_tried(new TriedRow), m_concepts(new ConceptList)
{
    setPlaceholder(
        "Type or paste a caption, a prompt or a report. Each word will carry its evidence.");
    m_pages->addWidget(m_strip);
    m_pages->addWidget(m_area);
    m_tried->hide();
    m_concepts->setFixedWidth(metric::textSide);

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(makeHeader());
    words->addSpacing(1); // the line under the header
    words->addWidget(m_pages, 1);
    words->addWidget(m_caution);
    words->addWidget(m_tried);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 0, 0);
    row->setSpacing(0);
    row->addLayout(words, 1);
    row->addSpacing(1);
    row->addWidget(m_concepts);
    setMinimumHeight(metric::textEditorMin);
    forwardFocus(this, [this] { return m_pages->currentWidget(); });
    connectParts();
    setTokens(0, 0);
    setColourings({}, -1);
    setTexts({});
}

TextEditor::~TextEditor()
{
    m_area->disconnect(this); // it says "finished" when it goes with the focus
}

QWidget* TextEditor::makeHeader()
{
    m_plus->setAutoRaise(true);
    m_plus->setIcon(icon("plus"));
    m_plus->setFixedSize(metric::target, metric::target);
    m_plus->setToolTip("Add a text to this case");
    m_plus->setAccessibleName("Add a text");
    m_colouring->setToolTip("Which method's values colour the words");
    m_tokens->setFont(studioFont(type::dense));
    m_tokens->setForegroundRole(QPalette::PlaceholderText);

    auto* header = new QWidget;
    header->setFixedHeight(metric::dockHeader);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, metric::space3, 0);
    row->setSpacing(metric::space2);
    row->addWidget(m_tabs);
    row->addWidget(m_plus);
    row->addStretch(1);
    row->addWidget(m_colouring);
    row->addWidget(m_tokens);
    return header;
}

void TextEditor::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        stopEdit();
        m_area->setWritten(m_texts.value(index));
        showPage();
        Q_EMIT currentTextChanged(index);
    });
    connect(m_tabs, &QTabBar::tabCloseRequested, this, &TextEditor::textClosed);
    connect(m_plus, &QToolButton::clicked, this, &TextEditor::textAdded);
    connect(m_strip, &WordStrip::editRequested, this, &TextEditor::startEdit);
    connect(m_area, &WritingArea::written, this, [this](const QString& text) {
        const int index = currentText();
        if (index < 0)
            return;
        m_texts[index] = text;
        m_editing = m_editing || m_area->hasFocus();
        Q_EMIT textEdited(index, text);
    });
    connect(m_area, &WritingArea::finished, this, &TextEditor::stopEdit);
    connect(m_area, &WritingArea::undoRequested, this, &TextEditor::undoRequested);
    connect(m_area, &WritingArea::redoRequested, this, &TextEditor::redoRequested);
    connect(m_caution, &CautionRow::remedyRequested, this, &TextEditor::remedyRequested);
    connect(m_tried, &TriedRow::chosen, this, &TextEditor::triedChosen);
    connect(m_tried, &TriedRow::compareRequested, this, &TextEditor::compareRequested);
}

void TextEditor::setTexts(const QStringList& texts)
{
    m_texts = texts;
    showTitles();
    m_plus->setEnabled(m_editable);
    if (currentText() >= 0)
        m_area->setWritten(m_texts[currentText()]);
    else
        m_area->setWritten({});
    showPage();
}

void TextEditor::setTitles(const QStringList& titles)
{
    m_titles = titles;
    showTitles();
}

void TextEditor::showTitles()
{
    QStringList titles;
    for (int i = 0; i < std::max<qsizetype>(m_texts.size(), 1); ++i)
        titles << m_titles.value(i, i == 0 ? "Caption" : QStringLiteral("Caption %1").arg(i + 1));
    m_tabs->setTitles(titles);
}

void TextEditor::setCurrentText(int index)
{
    const QSignalBlocker quiet(m_tabs);
    if (index == m_tabs->currentIndex())
        return;
    stopEdit();
    m_tabs->setCurrentIndex(index);
    m_tabs->update();
    m_area->setWritten(m_texts.value(index));
    showPage();
}

void TextEditor::setWords(QList<Word> words)
{
    m_strip->setWords(std::move(words));
}

void TextEditor::setColours(ColourOf colourOf)
{
    m_strip->setColours(colourOf);
}

void TextEditor::setTokens(int used, int limit)
{
    m_tokens->setVisible(limit > 0);
    m_tokens->setText(QStringLiteral("%L1 of %L2 tokens").arg(used).arg(limit));
    m_tokens->setToolTip(used > limit
                             ? "The network does not read what lies beyond its limit"
                             : "What the network reads of this text, and what it can read");
    m_strip->setTokenLimit(limit);
}

void TextEditor::setColourings(const QStringList& methods, int current)
{
    m_colouring->setVisible(!methods.isEmpty());
    m_colouring->setText(current >= 0 ? "Words coloured by " + methods.value(current)
                                      : QStringLiteral("Words not coloured"));
    QMenu* menu = m_colouring->menu();
    menu->clear();
    for (int i = -1; i < methods.size(); ++i) {
        QAction* action = menu->addAction(i < 0 ? QStringLiteral("No colour") : methods[i]);
        action->setObjectName(QString("word.colours/%1").arg(i));
        action->setCheckable(true);
        action->setChecked(i == current);
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT colouringChosen(i); });
    }
}

QMenu* TextEditor::colouringMenu() const
{
    return m_colouring->menu();
}

void TextEditor::setTried(QList<TriedText> tried, int current)
{
    m_tried->setVisible(!tried.isEmpty());
    m_tried->setTried(std::move(tried), current);
}

void TextEditor::setScores(double before, double now, const QString& unit)
{
    m_tried->setScores(before, now, unit);
}

void TextEditor::setCaution(const QString& sentence, const QString& remedy, const QString& details)
{
    m_caution->setCaution(sentence, remedy, details);
}

void TextEditor::setPlaceholder(const QString& text)
{
    m_area->setPlaceholderText(text);
}

void TextEditor::setStale(bool stale)
{
    m_strip->setStale(stale);
}

void TextEditor::setEditable(bool editable)
{
    m_editable = editable;
    m_area->setReadOnly(!editable);
    m_plus->setEnabled(editable);
    m_concepts->setEnabled(editable);
}

int TextEditor::currentText() const
{
    return m_tabs->currentIndex() < m_texts.size() ? m_tabs->currentIndex() : -1;
}

void TextEditor::showPage()
{
    const bool empty = m_texts.value(m_tabs->currentIndex()).isEmpty();
    m_pages->setCurrentIndex(m_editing || empty ? 1 : 0);
}

void TextEditor::edit()
{
    startEdit({});
}

void TextEditor::startEdit(const QString& typed)
{
    if (!m_editable || currentText() < 0)
        return;
    m_editing = true;
    showPage();
    m_area->setFocus(Qt::OtherFocusReason);
    m_area->moveCursor(QTextCursor::End);
    if (!typed.isEmpty())
        m_area->insertPlainText(typed);
}

void TextEditor::stopEdit()
{
    m_strip->finishWord();
    m_area->flush();
    const bool hadFocus = m_area->hasFocus();
    m_editing = false;
    showPage();
    if (hadFocus && m_pages->currentWidget() == m_strip)
        m_strip->setFocus(Qt::OtherFocusReason);
}

void TextEditor::stepTried(int step)
{
    m_tried->step(step);
}

void TextEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() == Qt::AltModifier
        && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        stepTried(event->key() == Qt::Key_Up ? -1 : 1);
    else if (event->key() == Qt::Key_F2)
        edit();
    else
        QWidget::keyPressEvent(event);
}

void TextEditor::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().surface);
    painter.fillRect(QRect(0, 0, width(), 1), theme().line);
    painter.fillRect(QRect(0, metric::dockHeader + 1, width(), 1), theme().line);
    painter.fillRect(QRect(m_concepts->x() - 1, 0, 1, height()), theme().line);
}

} // namespace views
