// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text_dock.h"

#include "app/colours.h"
#include "app/trust.h"
#include "app/word_values.h"
#include "views/concept_list.h"
#include "views/word_strip.h"

#include <QMenu>
#include <QPointer>

#include <algorithm>

namespace app {
namespace {

using Role = explain::Text::Role;
constexpr qsizetype mostTried = 12;

} // namespace

TextDock::TextDock(Studio& studio, Selection& selection, Scales& scales, views::TextEditor* editor)
    : QObject(editor), m_studio(studio), m_selection(selection), m_scales(scales), m_editor(editor)
{
    editor->setPlaceholder(
        tr("Type or paste a caption, a prompt or a report. Each word will carry its evidence."));
    connect(&studio, &Studio::caseClosing, this, &TextDock::finishEdit);
    connect(&studio, &Studio::caseOpened, this, [this] {
        m_before.reset();
        m_selection.clear();
        m_selection.setCaption(rowsOf(Role::Caption).isEmpty() ? -1 : 0);
        showTexts();
    });
    connect(&studio, &Studio::textsChanged, this, &TextDock::showTexts);
    connect(&studio, &Studio::networkChanged, this, [this] {
        m_tried.clear(); // scores of two networks cannot be compared
        m_before.reset();
        showTexts();
    });
    connect(&selection, &Selection::subjectChanged, this, [this] {
        m_editor->strip()->setCurrent(m_selection.word());
        m_editor->strip()->setPinned(m_selection.pinnedWord());
        m_editor->concepts()->setCurrent(m_selection.namedConcept());
    });
    connect(&selection, &Selection::patchChanged, this, &TextDock::showWords);
    connect(&scales, &Scales::changed, this, [this] {
        showWords();
        showConcepts();
    });
    connect(&studio, &Studio::panelsChanged, this, &TextDock::connectPanels);

    connectPanels();
    connectEditor();
    connectConcepts();
    showTexts();
}

void TextDock::connectPanels()
{
    for (PanelRun* panel : m_studio.panels()) {
        if (m_connected.contains(panel))
            continue;
        connect(panel, &PanelRun::changed, this, [this, panel] {
            if (panel == wordPanel())
                showWords();
            if (panel == mapPanel())
                showConcepts();
            if (panel->state() == PanelRun::State::Ready)
                remember();
        });
        connect(panel, &QObject::destroyed, this, [this, panel] { m_connected.remove(panel); });
        m_connected.insert(panel);
    }
    showWords();
}

void TextDock::connectEditor()
{
    views::TextEditor* editor = m_editor;
    connect(editor, &views::TextEditor::textEdited, this, [this](int index, const QString& text) {
        models::TextList* texts = m_studio.texts();
        if (!texts)
            return;
        const QList<int> rows = rowsOf(Role::Caption);
        m_before.reset();
        if (index < rows.size())
            texts->setText(rows[index], text);
        else
            texts->append(text, Role::Caption);
    });
    connect(editor, &views::TextEditor::currentTextChanged, this, [this](int index) {
        m_before.reset();
        m_selection.setCaption(index);
        showWords();
        showTried();
    });
    connect(editor, &views::TextEditor::textAdded, this, &TextDock::addCaption);
    connect(editor, &views::TextEditor::textClosed, this, [this](int index) {
        const QList<int> rows = rowsOf(Role::Caption);
        if (index >= 0 && index < rows.size())
            m_studio.texts()->remove(rows[index]);
    });
    connect(editor, &views::TextEditor::triedChosen, this, [this](int index) {
        const QList<views::TriedText> tried = m_tried.value(m_studio.currentCase());
        const QList<int> rows = rowsOf(Role::Caption);
        const int caption = std::max(0, m_selection.caption());
        if (index < 0 || index >= tried.size() || caption >= rows.size())
            return;
        m_before = snapshot();
        m_studio.texts()->setText(rows[caption], tried[index].text);
    });
    connect(editor, &views::TextEditor::compareRequested, this, &TextDock::compare);
    connect(editor, &views::TextEditor::remedyRequested, this, &TextDock::takeRemedy);
    connect(editor, &views::TextEditor::undoRequested, this,
            [this] { m_studio.document().undo(); });
    connect(editor, &views::TextEditor::redoRequested, this,
            [this] { m_studio.document().redo(); });
    connect(editor, &views::TextEditor::colouringChosen, this, [this](int index) {
        m_coloured = index == 0;
        showWords();
    });
    views::WordStrip* strip = editor->strip();
    connect(strip, &views::WordStrip::wordHovered, &m_selection, &Selection::hoverWord);
    connect(strip, &views::WordStrip::left, &m_selection, [this] { m_selection.hoverWord(-1); });
    connect(strip, &views::WordStrip::wordActivated, &m_selection, &Selection::pinWord);
    connect(strip, &views::WordStrip::wordEditBegun, this, &TextDock::beginSurgery);
    connect(strip, &views::WordStrip::wordEdited, this, &TextDock::operate);
    connect(strip, &views::WordStrip::wordEditEnded, this, [this] { m_surgery.reset(); });
}

void TextDock::connectConcepts()
{
    views::ConceptList* concepts = m_editor->concepts();
    concepts->setCaption(tr("largest patch, null band hatched"));
    connect(concepts, &views::ConceptList::currentChanged, &m_selection, &Selection::setConcept);
    connect(concepts, &views::ConceptList::added, this, [this](const QString& name) {
        if (!m_studio.texts())
            return;
        m_studio.texts()->append(name, Role::Concept);
        m_selection.setConcept(int(rowsOf(Role::Concept).size()) - 1);
        // One more may follow: the field stays open until Esc.
        QMetaObject::invokeMethod(this, &TextDock::addConcept, Qt::QueuedConnection);
    });
    connect(concepts, &views::ConceptList::renamed, this, [this](int row, const QString& name) {
        m_studio.texts()->setText(rowsOf(Role::Concept).value(row, -1), name);
    });
    connect(concepts, &views::ConceptList::removed, this,
            [this](int row) { m_studio.texts()->remove(rowsOf(Role::Concept).value(row, -1)); });
}

void TextDock::addCaption()
{
    if (!m_studio.texts())
        return;
    m_studio.texts()->append({}, Role::Caption);
    m_selection.setCaption(int(rowsOf(Role::Caption).size()) - 1);
    showTexts();
    m_editor->edit();
}

void TextDock::write()
{
    if (rowsOf(Role::Caption).isEmpty())
        addCaption();
    else
        m_editor->edit();
}

void TextDock::addConcept()
{
    if (m_studio.texts())
        m_editor->concepts()->add();
}

void TextDock::take(const QString& text)
{
    models::TextList* texts = m_studio.texts();
    if (!texts || text.trimmed().isEmpty())
        return;
    const int row = rowsOf(Role::Caption).value(m_selection.caption(), -1);
    if (row >= 0 && caption().empty()) {
        texts->setText(row, text);
        return;
    }
    texts->append(text, Role::Caption);
    m_selection.setCaption(int(rowsOf(Role::Caption).size()) - 1);
    showTexts();
}

void TextDock::finishEdit()
{
    m_editor->stopEdit();
}

QList<int> TextDock::rowsOf(Role role) const
{
    QList<int> rows;
    if (const models::TextList* list = m_studio.texts())
        for (int row = 0; row < int(list->texts().size()); ++row)
            if (list->texts()[std::size_t(row)].role == role)
                rows.append(row);
    return rows;
}

std::string TextDock::caption() const
{
    const int row = rowsOf(Role::Caption).value(m_selection.caption(), -1);
    return row < 0 ? std::string() : m_studio.texts()->texts()[std::size_t(row)].text;
}

/// The method of \p panel; null: there is none, or another network than the window's is asked.
const explain::Method* TextDock::asksWindowsNetwork(const PanelRun* panel) const
{
    const bool isWindows = panel->network().isEmpty() || panel->network() == m_studio.networkId();
    return isWindows ? explain::findMethod(panel->method().toStdString()) : nullptr;
}

const PanelRun* TextDock::wordPanel() const
{
    for (const PanelRun* panel : m_studio.panels())
        if (const explain::Method* method = asksWindowsNetwork(panel))
            if (method->info().kind == explain::WordScores::name)
                return panel;
    return nullptr;
}

const PanelRun* TextDock::mapPanel() const
{
    for (const PanelRun* panel : m_studio.panels())
        if (const explain::Method* method = asksWindowsNetwork(panel))
            if (method->info().kind == explain::PatchMap::name)
                return panel;
    return nullptr;
}

void TextDock::showTexts()
{
    const QList<int> captions = rowsOf(Role::Caption);
    QStringList shown;
    for (const int row : captions)
        shown.append(QString::fromStdString(m_studio.texts()->texts()[std::size_t(row)].text));
    const int caption =
        captions.isEmpty() ? -1 : std::clamp(m_selection.caption(), 0, int(captions.size()) - 1);
    m_selection.setCaption(caption);
    if (m_selection.namedConcept() >= rowsOf(Role::Concept).size())
        m_selection.setConcept(int(rowsOf(Role::Concept).size()) - 1);
    m_editor->setEditable(m_studio.texts() != nullptr);
    m_editor->setTexts(shown);
    m_editor->setCurrentText(caption);
    showWords();
    showConcepts();
    showTried();
}

/// While a patch is hovered each word shows how much its own map pulls there, and its rank.
bool TextDock::showWordsAtPatch()
{
    const auto point = m_selection.point();
    if (!point)
        return false;
    const EvidenceLens& lens = m_studio.lens(caption());
    const auto patch = lens.isEmpty() ? std::nullopt : lens.grid().patchAt(*point);
    if (!patch)
        return false;
    const PanelRun* panel = mapPanel();
    QList<views::Word> words = wordsWithValues(caption(), nullptr, {}, {});
    for (int w = 0; w < int(words.size()); ++w) {
        const auto standing = lens.standing(w, *patch);
        if (!standing)
            continue;
        words[w].value = standing->value;
        words[w].rank = standing->rank;
        words[w].inNull = panel && panel->nullBand() && standing->value <= panel->nullBand()->high;
    }
    m_editor->setColourings({tr("pull here, %1").arg(lens.unit())}, 0);
    m_editor->setColours(colourOf(m_scales, lens.unit(), true));
    m_editor->setWords(words);
    return true;
}

QList<views::Word> TextDock::wordsOf(const std::string& text) const
{
    const auto read = m_studio.readText(text);
    const PanelRun* panel = wordPanel();
    return wordsWithValues(
        text, panel ? explanationOf(panel->results(), text, Role::Caption) : nullptr,
        panel ? panel->nullBand() : std::nullopt, read ? read->truncatedAt : std::nullopt);
}

void TextDock::showWords()
{
    if (showWordsAtPatch())
        return;
    const std::string text = caption();
    const auto read = m_studio.readText(text);
    const PanelRun* panel = m_coloured ? wordPanel() : nullptr;
    const explain::Explanation* scores =
        panel ? explanationOf(panel->results(), text, Role::Caption) : nullptr;
    const auto truncatedAt = read ? read->truncatedAt : std::nullopt;
    QList<views::Word> words =
        wordsWithValues(text, scores, panel ? panel->nullBand() : std::nullopt, truncatedAt);
    showChange(text, words);
    m_editor->setWords(words);
    showCaution(panel, scores, read ? QString::fromStdString(read->notice) : QString());
    m_editor->setStale(panel && panel->isStale());
    m_editor->setColourings(
        panel || wordPanel() ? QStringList{wordPanel()->method()} : QStringList{}, panel ? 0 : -1);
    const int limit = m_studio.network() ? int(m_studio.network()->info().contextLength) : 0;
    m_editor->strip()->setTokenLimit(limit);
    m_editor->setTokens(read ? int(read->spans.size()) : 0, read ? limit : 0);
    if (scores)
        m_editor->setColours(colourOf(m_scales, QString::fromStdString(scores->unit), true));
}

QList<Choice> TextDock::colouringChoices() const
{
    QList<Choice> choices;
    for (QAction* action : m_editor->colouringMenu()->actions())
        choices.append({.key = action->objectName().section('/', 1),
                        .text = action->text(),
                        .tip = tr("Colour the words by these values"),
                        .isChosen = action->isChecked(),
                        .isCheckable = true,
                        .choose = [chosen = QPointer(action)] {
                            if (chosen)
                                chosen->trigger();
                        }});
    return choices;
}

/// What was odd about reading the text comes first: what a method makes of it comes after.
void TextDock::showCaution(const PanelRun* panel, const explain::Explanation* scores,
                           const QString& notice)
{
    m_remedy.clear();
    if (!notice.isEmpty()) {
        m_editor->setCaution(notice.left(1).toUpper() + notice.mid(1) + '.', {});
        return;
    }
    if (!panel || !scores || scores->caveats.empty()) {
        m_editor->setCaution({}, {});
        return;
    }
    const explain::Caveat& caveat = scores->caveats.front();
    const explain::Method* better = explain::findMethod(caveat.better);
    if (better && !explain::unmetNeed(better->info(), {{"network", m_studio.network()}}))
        m_remedy = QString::fromStdString(caveat.better);
    const models::Calibrations& known = m_studio.calibrations();
    const std::string domain = m_studio.domain(), method = panel->method().toStdString();
    m_editor->setCaution(cautionLine(known, domain, method, caveat),
                         m_remedy.isEmpty() ? QString() : tr("Show %1").arg(m_remedy),
                         cautionSentence(known, domain, method, caveat));
}

void TextDock::takeRemedy()
{
    const PanelRun* shown = wordPanel();
    for (PanelRun* panel : m_studio.panels())
        if (panel == shown && !m_remedy.isEmpty())
            return m_studio.setPanelMethod(panel, m_remedy);
}

void TextDock::showConcepts()
{
    const PanelRun* panel = mapPanel();
    QList<views::Concept> concepts;
    bool isSigned = true;
    QString unit;
    for (const int row : rowsOf(Role::Concept)) {
        const std::string& text = m_studio.texts()->texts()[std::size_t(row)].text;
        views::Concept shown{.name = QString::fromStdString(text)};
        const explain::Explanation* map =
            panel ? explanationOf(panel->results(), text, Role::Concept) : nullptr;
        if (map && explain::hasNumbers(*map)) {
            const QList<float> values = floatsOf(std::get<explain::PatchMap>(map->kind).map);
            for (const float value : values)
                if (!(value <= shown.value)) // a NaN gives way to the first number
                    shown.value = value;
            isSigned = map->isSigned;
            unit = QString::fromStdString(map->unit);
            if (panel->nullBand()) {
                shown.z = panel->nullBand()->z(shown.value);
                shown.nullBand = nullBandOf(panel->nullBand(), /*isSigned=*/false);
            }
        }
        concepts.append(shown);
    }
    views::ConceptList* list = m_editor->concepts();
    list->setRange(0, m_scales.limit(unit));
    list->setColours(colourOf(m_scales, unit, isSigned));
    list->setConcepts(concepts);
    list->setCurrent(m_selection.namedConcept());
}

void TextDock::remember()
{
    const std::string text = caption();
    const auto score = m_studio.cosine(text);
    if (!score || QString::fromStdString(text).trimmed().isEmpty())
        return;
    QList<views::TriedText>& tried = m_tried[m_studio.currentCase()];
    const QString written = QString::fromStdString(text);
    const auto known = std::ranges::find(tried, written, &views::TriedText::text);
    if (known != tried.end())
        known->words = wordsOf(text); // their values may have come later than the score
    else
        tried.append({written, *score, wordsOf(text)});
    while (tried.size() > mostTried)
        tried.removeFirst();
    showTried();
}

void TextDock::showTried()
{
    const QList<views::TriedText> tried = m_tried.value(m_studio.currentCase());
    const QString written = QString::fromStdString(caption());
    int current = -1;
    for (int i = 0; i < tried.size(); ++i)
        if (tried[i].text == written)
            current = i;
    m_editor->setTried(tried, current);
}

} // namespace app
