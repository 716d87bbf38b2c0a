// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/concept_list.h"

#include "views/concept_delegate.h"
#include "views/focus_forward.h"
#include "views/icon.h"
#include "views/number.h"
#include "views/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QSignalBlocker>
#include <QToolButton>

#include <cmath>

namespace views {
namespace {

QString spokenConcept(const Concept& shown)
{
    QString text = shown.name;
    if (std::isfinite(shown.value))
        text += ", " + spokenNumber(fixedNumber(shown.value, 3));
    if (std::isfinite(shown.z))
        text += ", z " + spokenNumber(zScore(shown.z));
    if (shown.nullBand.known() && shown.value <= shown.nullBand.high)
        text += ", no evidence";
    return text;
}

} // namespace

ConceptList::ConceptList(QWidget* parent)
    : QWidget(parent), m_caption(new QLabel("largest patch, null band hatched")),
      m_rows(new QListWidget), m_delegate(new ConceptDelegate(this))
{
    auto* title = new QLabel("Concepts");
    title->setFont(studioFont(type::dense, 600));
    m_caption->setFont(studioFont(type::dense));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    auto* plus = new QToolButton;
    plus->setAutoRaise(true);
    plus->setIcon(icon("plus"));
    plus->setFixedSize(metric::target, metric::target);
    plus->setToolTip("Add a concept (C)");
    plus->setAccessibleName("Add a concept");
    connect(plus, &QToolButton::clicked, this, &ConceptList::add);

    auto* header = new QHBoxLayout;
    header->setContentsMargins(metric::space3, 0, metric::space2, 0);
    header->setSpacing(metric::space2);
    header->addWidget(title);
    header->addWidget(m_caption, 1);
    header->addWidget(plus);

    m_rows->setItemDelegate(m_delegate);
    m_rows->setFrameShape(QFrame::NoFrame);
    m_rows->setMouseTracking(true);
    m_rows->setUniformItemSizes(true);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_rows->viewport()->setAutoFillBackground(false);
    m_rows->setAccessibleName("Concepts");
    m_rows->setToolTip("F2 renames, Del removes");
    m_rows->installEventFilter(this);
    connect(m_rows, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < count())
            Q_EMIT currentChanged(row);
    });
    connect(m_delegate, &ConceptDelegate::edited, this, &ConceptList::takeEdit);
    // An empty row whose editor was left without a name goes away.
    connect(
        m_delegate, &QAbstractItemDelegate::closeEditor, this,
        [this] {
            if (!m_adding)
                return;
            m_adding = false;
            fill();
        },
        Qt::QueuedConnection);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* headerBox = new QWidget;
    headerBox->setFixedHeight(metric::dockHeader);
    headerBox->setLayout(header);
    column->addWidget(headerBox);
    column->addWidget(m_rows);
    forwardFocus(this, m_rows);
}

void ConceptList::setConcepts(QList<Concept> concepts)
{
    m_concepts = std::move(concepts);
    m_delegate->concepts = m_concepts;
    fill();
}

void ConceptList::fill()
{
    const QSignalBlocker quiet(m_rows);
    const int wanted = count() + (m_adding ? 1 : 0);
    while (m_rows->count() > wanted)
        delete m_rows->takeItem(m_adding ? count() : m_rows->count() - 1);
    while (m_rows->count() < wanted) {
        auto* item = new QListWidgetItem;
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        m_rows->insertItem(m_adding && m_rows->count() > 0 ? m_rows->count() - 1 : m_rows->count(),
                           item);
    }
    for (int row = 0; row < count(); ++row) {
        m_rows->item(row)->setText(m_concepts[row].name);
        m_rows->item(row)->setData(Qt::AccessibleTextRole, spokenConcept(m_concepts[row]));
    }
    m_rows->viewport()->update();
}

void ConceptList::setRange(double low, double high)
{
    m_delegate->low = low;
    m_delegate->high = high;
    m_rows->viewport()->update();
}

void ConceptList::setColours(ColourOf colourOf)
{
    m_delegate->colourOf = std::move(colourOf);
    m_rows->viewport()->update();
}

void ConceptList::setCurrent(int row)
{
    const QSignalBlocker quiet(m_rows);
    m_rows->setCurrentRow(row);
    m_rows->viewport()->update();
}

void ConceptList::setCaption(const QString& what)
{
    m_caption->setText(what);
}

int ConceptList::current() const
{
    const int row = m_rows->currentRow();
    return row < count() ? row : -1;
}

void ConceptList::add()
{
    if (!m_adding) {
        auto* item = new QListWidgetItem;
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        m_adding = true;
        m_rows->addItem(item);
    }
    QListWidgetItem* last = m_rows->item(m_rows->count() - 1);
    m_rows->scrollToItem(last);
    m_rows->editItem(last);
}

void ConceptList::takeEdit(int row, const QString& text)
{
    if (row >= count()) {
        if (!text.isEmpty())
            Q_EMIT added(text);
    } else if (!text.isEmpty() && text != m_concepts[row].name) {
        Q_EMIT renamed(row, text);
    }
}

bool ConceptList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_rows && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Delete && current() >= 0) {
            Q_EMIT removed(current());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace views
