// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/claim_form.h"

#include "views/elided_label.h"
#include "views/icon.h"
#include "views/number.h"
#include "views/theme.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>

#include <array>

namespace views {
namespace {

struct Level {
    const char* name;
    double value;
};
constexpr std::array<Level, 4> levels{
    {{"sure", 1}, {"fairly sure", .75}, {"unsure", .5}, {"a guess", .25}}};

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setFont(studioFont(type::dense, 600));
    return label;
}

QLabel* quiet(const QString& text)
{
    auto* label = new QLabel(text);
    label->setFont(studioFont(type::dense));
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// A hairline over the whole width.
QWidget* separator()
{
    class Line final : public QWidget {
    public:
        Line() { setFixedHeight(2 * metric::space2 + 1); }

    protected:
        void paintEvent(QPaintEvent*) override
        {
            QPainter(this).fillRect(QRect(0, height() / 2, width(), 1), theme().line);
        }
    };
    return new Line;
}

QWidget* inset(QLayout* layout)
{
    auto* box = new QWidget;
    layout->setContentsMargins(metric::space3, 0, metric::space3, 0);
    box->setLayout(layout);
    return box;
}

QComboBox* choice(const QString& name)
{
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setFixedHeight(metric::buttonSmall);
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

QWidget* row(const QString& name, QWidget* field)
{
    auto* line = new QHBoxLayout;
    line->setSpacing(metric::space2);
    QLabel* label = quiet(name);
    label->setFixedWidth(keyWidth - metric::space2);
    label->setBuddy(field);
    line->addWidget(label);
    line->addWidget(field, 1);
    return inset(line);
}

} // namespace

ClaimForm::ClaimForm(const QStringList& types, const QStringList& assertions, QWidget* parent)
    : QWidget(parent), m_title(heading({})), m_words(new ElidedLabel), m_caution(new QLabel),
      m_body(new QWidget), m_type(choice("Type")), m_assertion(choice("Assertion")),
      m_confidence(choice("Confidence")), m_correction(new QLineEdit),
      m_comment(new QPlainTextEdit), m_evidence(new EvidenceList), m_menu(new QMenu(this)),
      m_mask(new QToolButton), m_note(quiet("A claim may have no region.")), m_acts(new QWidget)
{
    m_type->addItems(types);
    m_assertion->addItems(assertions);
    m_confidence->addItem("not said");
    for (const Level& level : levels)
        m_confidence->addItem(level.name);
    connect(m_type, &QComboBox::activated, this,
            [this](int index) { Q_EMIT typeChosen(m_type->itemText(index)); });
    connect(m_assertion, &QComboBox::activated, this,
            [this](int index) { Q_EMIT assertionChosen(m_assertion->itemText(index)); });
    connect(m_confidence, &QComboBox::activated, this, [this](int index) {
        if (index > int(levels.size()))
            return; // a number from elsewhere, which is what is set already
        Q_EMIT confidenceChosen(index == 0 ? std::nullopt
                                           : std::optional(levels[std::size_t(index) - 1].value));
    });

    m_words->setFont(studioFont(type::dense));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_caution->setWordWrap(true);
    m_caution->setFont(studioFont(type::dense));
    m_correction->setAccessibleName("Correction");
    m_correction->setPlaceholderText("what would be right");
    m_comment->setAccessibleName("Comment");
    m_comment->setTabChangesFocus(true);
    m_comment->setFixedHeight(64);
    for (QWidget* field : {static_cast<QWidget*>(m_correction), static_cast<QWidget*>(m_comment)})
        field->installEventFilter(this);
    connect(m_correction, &QLineEdit::editingFinished, this, &ClaimForm::finishEdit);

    m_mask->setAutoRaise(true);
    m_mask->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_mask->setIcon(icon("wand-sparkles"));
    m_mask->setFont(studioFont(type::dense));
    m_mask->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_mask, &QToolButton::clicked, this, &ClaimForm::maskRequested);
    setMaskKey("M");
    m_note->setContentsMargins(metric::space3, metric::space1, metric::space3, 0);

    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_words, 1);
    QWidget* headBox = inset(head);
    headBox->setFixedHeight(metric::dockHeader);

    auto* plus = new QToolButton;
    plus->setAutoRaise(true);
    plus->setIcon(icon("plus"));
    plus->setFixedSize(metric::target, metric::target);
    plus->setToolTip("Link a region");
    plus->setAccessibleName("Link a region");
    connect(plus, &QToolButton::clicked, this, [this, plus] {
        Q_EMIT linkMenuWanted();
        m_menu->popup(plus->mapToGlobal(QPoint(0, plus->height())));
    });
    auto* evidenceHead = new QHBoxLayout;
    evidenceHead->addWidget(heading("Evidence"), 1);
    evidenceHead->addWidget(plus);

    auto* historyHead = new QToolButton;
    historyHead->setAutoRaise(true);
    historyHead->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    historyHead->setIcon(icon("history"));
    historyHead->setText("History");
    historyHead->setFont(studioFont(type::dense, 600));
    historyHead->setToolTip("Every step of this session");
    connect(historyHead, &QToolButton::clicked, this, &ClaimForm::historyRequested);

    const auto field = [](const QString& name, QWidget* editor) {
        auto* column = new QVBoxLayout;
        column->setSpacing(metric::space1);
        column->addWidget(heading(name));
        column->addWidget(editor);
        return inset(column);
    };
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, metric::space2);
    body->setSpacing(metric::space1);
    auto* cautionRow = new QVBoxLayout;
    cautionRow->addWidget(m_caution);
    body->addWidget(inset(cautionRow));
    body->addWidget(row("Type", m_type));
    body->addWidget(row("Assertion", m_assertion));
    body->addWidget(row("Confidence", m_confidence));
    body->addWidget(separator());
    body->addWidget(field("Correction", m_correction));
    body->addSpacing(metric::space1);
    body->addWidget(field("Comment", m_comment));
    body->addWidget(separator());
    body->addWidget(inset(evidenceHead));
    body->addWidget(m_evidence);
    auto* maskRow = new QHBoxLayout;
    maskRow->addWidget(m_mask);
    QWidget* maskBox = inset(maskRow);
    maskRow->setContentsMargins(metric::space1 + 2, 0, metric::space1, 0);
    body->addWidget(maskBox);
    body->addWidget(m_note);
    body->addWidget(separator());
    auto* historyRow = new QHBoxLayout;
    historyRow->addWidget(historyHead);
    QWidget* historyBox = inset(historyRow);
    historyRow->setContentsMargins(metric::space1 + 2, 0, 0, 0);
    historyRow->addStretch(1);
    body->addWidget(historyBox);
    body->addWidget(m_acts);
    body->addStretch(1);

    auto* scroll = new QScrollArea;
    scroll->setAccessibleName("Claim");
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_body);
    scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(headBox);
    column->addWidget(scroll, 1);
    auto* acts = new QVBoxLayout(m_acts);
    acts->setContentsMargins(metric::space3, 0, metric::space3, 0);
    acts->setSpacing(metric::space1);
    setValues({});
}

void ClaimForm::setMaskKey(const QString& key)
{
    m_mask->setText(key.isEmpty() ? QString("Mask of a panel")
                                  : QString("Mask of a panel  (%1)").arg(key));
}

void ClaimForm::setValues(const ClaimFormValues& values)
{
    const bool other = values.number != m_values.number || values.words != m_values.words;
    const QString correction = m_values.correction, comment = m_values.comment;
    m_values = values;
    const bool some = values.number > 0;
    m_title->setText(some ? QString("Claim %1").arg(values.number) : QString("No claim"));
    m_words->setText(values.words);
    m_caution->setText(values.caution);
    m_caution->setVisible(!values.caution.isEmpty());
    m_body->setVisible(some);
    const auto choose = [](QComboBox* box, const QString& value) {
        if (box->findText(value) < 0)
            box->addItem(value);
        box->setCurrentIndex(box->findText(value));
    };
    if (some) {
        choose(m_type, values.type);
        choose(m_assertion, values.assertion);
    }
    showConfidence();
    // What is being typed stays: the field says what it holds when it is left.
    if (other || correction != values.correction || !m_correction->hasFocus())
        m_correction->setText(values.correction);
    if ((other || comment != values.comment || !m_comment->hasFocus())
        && m_comment->toPlainText() != values.comment)
        m_comment->setPlainText(values.comment);
    for (QWidget* field : {static_cast<QWidget*>(m_type), static_cast<QWidget*>(m_assertion),
                           static_cast<QWidget*>(m_confidence)})
        field->setEnabled(!values.locked);
    m_correction->setReadOnly(values.locked);
    m_comment->setReadOnly(values.locked);
    m_evidence->setRows(values.evidence);
    m_mask->setEnabled(values.maskReason.isEmpty());
    m_mask->setToolTip(values.maskReason.isEmpty() ? QString("Takes what the active panel marks")
                                                   : values.maskReason);
    m_note->setVisible(values.evidence.isEmpty());
    showActs();
}

void ClaimForm::showConfidence()
{
    const int known = int(levels.size()) + 1;
    while (m_confidence->count() > known)
        m_confidence->removeItem(known);
    int index = m_values.confidence ? -1 : 0;
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (m_values.confidence && *m_values.confidence == levels[i].value)
            index = int(i) + 1;
    if (index < 0) {
        m_confidence->addItem(fixedNumber(*m_values.confidence, 2));
        index = known;
    }
    m_confidence->setCurrentIndex(index);
}

void ClaimForm::showActs()
{
    QLayout* column = m_acts->layout();
    while (QLayoutItem* item = column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const ActRow& act : m_values.acts) {
        auto* line = new QWidget;
        auto* layout = new QHBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        auto* text = new ElidedLabel(act.text);
        text->setFont(studioFont(type::dense));
        if (act.other)
            text->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(text, 1);
        layout->addWidget(quiet(act.when));
        column->addWidget(line);
    }
}

void ClaimForm::finishEdit()
{
    if (m_values.number == 0 || m_values.locked)
        return;
    const QString correction = m_correction->text(), comment = m_comment->toPlainText();
    if (correction != m_values.correction) {
        m_values.correction = correction;
        Q_EMIT correctionWritten(correction);
    }
    if (comment != m_values.comment) {
        m_values.comment = comment;
        Q_EMIT commentWritten(comment);
    }
}

bool ClaimForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut && (watched == m_comment || watched == m_correction))
        finishEdit();
    return QWidget::eventFilter(watched, event);
}

} // namespace views
