// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/annotate_page.h"

#include "views/blind_bar.h"
#include "views/claim_form.h"
#include "views/claim_list.h"
#include "views/claim_text.h"
#include "views/machine_column.h"
#include "views/reader_list.h"
#include "views/reading_table.h"
#include "views/region_canvas.h"
#include "views/tool_column.h"
#include "views/verdict_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>

namespace views {
namespace {

constexpr int footEdge = 14;

/// A hairline between two parts.
class Rule final : public QWidget {
public:
    explicit Rule(Qt::Orientation along)
    {
        if (along == Qt::Horizontal)
            setFixedHeight(1);
        else
            setFixedWidth(1);
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), theme().line); }
};

template <class Layout> Layout* tight(Layout* layout)
{
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

AnnotatePage::AnnotatePage(const QStringList& types, const QStringList& assertions, QWidget* parent)
    : QWidget(parent), m_claims(new ClaimList), m_readers(new ReaderList), m_place(new QLabel),
      m_hint(new QLabel), m_blind(new BlindBar), m_tools(new ToolColumn),
      m_canvas(new RegionCanvas), m_machine(new MachineColumn), m_text(new ClaimText),
      m_verdicts(new VerdictBar), m_form(new ClaimForm(types, assertions)),
      m_comparison(new ReadingTable), m_stack(new QStackedWidget)
{
    auto* sides = new QSplitter;
    sides->setObjectName("annotate.sides");
    sides->setChildrenCollapsible(false);
    sides->setHandleWidth(metric::panelGap);
    sides->addWidget(makeLeft());
    sides->addWidget(makeMiddle());
    sides->addWidget(m_form);
    m_form->setMinimumWidth(220);
    sides->setStretchFactor(1, 1);
    sides->setSizes({metric::caseDock, 920, metric::inspector});
    tight(new QHBoxLayout(this))->addWidget(sides);
    setComparing(false);
}

QWidget* AnnotatePage::makeLeft()
{
    for (QLabel* label : {m_place, m_hint}) {
        label->setFont(studioFont(type::small));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(metric::space3, 0, metric::space3, 0);
    foot->addWidget(m_place, 1);
    foot->addWidget(m_hint);
    auto* footBox = new QWidget;
    footBox->setFixedHeight(metric::statusBar);
    footBox->setLayout(foot);
    auto* left = new QWidget;
    left->setMinimumWidth(180);
    auto* column = tight(new QVBoxLayout(left));
    column->addWidget(m_claims, 1);
    column->addWidget(new Rule(Qt::Horizontal));
    column->addWidget(m_readers);
    column->addWidget(new Rule(Qt::Horizontal));
    column->addWidget(footBox);
    return left;
}

QWidget* AnnotatePage::makeMiddle()
{
    auto* work = new QWidget;
    auto* row = tight(new QHBoxLayout(work));
    row->addWidget(m_tools);
    row->addWidget(new Rule(Qt::Vertical));
    row->addWidget(m_canvas, 1);
    row->addWidget(new Rule(Qt::Vertical));
    row->addWidget(m_machine);
    m_stack->addWidget(work);
    m_stack->addWidget(m_comparison);
    auto* middle = new QWidget;
    middle->setMinimumWidth(480);
    auto* column = tight(new QVBoxLayout(middle));
    column->addWidget(m_blind);
    column->addWidget(m_stack, 1);
    column->addWidget(new Rule(Qt::Horizontal));
    column->addWidget(makeFoot());
    return middle;
}

QWidget* AnnotatePage::makeFoot()
{
    auto* foot = new QWidget;
    foot->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(footEdge, metric::space3, footEdge, metric::space2);
    column->setSpacing(metric::space2);
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::space3);
    row->addWidget(m_text, 1);
    row->addWidget(m_verdicts->severities(), 0, Qt::AlignTop);
    column->addLayout(row);
    // On a narrow window the buttons scroll rather than push the picture aside.
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_verdicts);
    scroll->setFixedHeight(metric::verdict + 8);
    scroll->viewport()->setAutoFillBackground(false);
    m_verdicts->setAutoFillBackground(false);
    column->addWidget(scroll);
    return foot;
}

void AnnotatePage::setComparing(bool comparing)
{
    m_stack->setCurrentIndex(comparing ? 1 : 0);
    if (comparing)
        m_comparison->setFocus(Qt::OtherFocusReason);
}

bool AnnotatePage::isComparing() const
{
    return m_stack->currentIndex() == 1;
}

void AnnotatePage::setPlace(const QString& place, const QString& hint)
{
    m_place->setText(place);
    m_hint->setText(hint);
}

} // namespace views
