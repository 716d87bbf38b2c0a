// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/case_list_view.h"

#include "views/case_delegate.h"
#include "views/case_filter.h"
#include "views/focus_forward.h"
#include "views/icon.h"
#include "views/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace views {
namespace {

constexpr std::pair<CaseOrder, const char*> orders[] = {{CaseOrder::AsOpened, "As opened"},
                                                        {CaseOrder::Title, "By title"},
                                                        {CaseOrder::Tag, "By tag"},
                                                        {CaseOrder::Score, "By score"}};

} // namespace

CaseListView::CaseListView(QWidget* parent)
    : QWidget(parent), m_filterLine(new QLineEdit), m_railButton(new QToolButton),
      m_list(new QListView), m_empty(new QLabel("No cases yet. Each image you open becomes one.")),
      m_foot(new QWidget), m_count(new QLabel), m_sorted(new QLabel),
      m_filter(new CaseFilter(this)), m_delegate(new CaseDelegate(this))
{
    m_filterLine->setFixedHeight(metric::field);
    m_filterLine->setClearButtonEnabled(true);
    m_filterLine->addAction(icon("search", &Theme::text2), QLineEdit::LeadingPosition);
    m_filterLine->setAccessibleName("Filter cases");
    m_filterLine->setToolTip("Shows the cases that have all these words; tag:WORD and is:flagged "
                             "ask for a tag or a state (Ctrl+F)");
    QAction* choose = m_filterLine->addAction(icon("list-filter"), QLineEdit::TrailingPosition);
    choose->setText("Order and tags of the cases");
    choose->setToolTip(choose->text());
    connect(choose, &QAction::triggered, this, [this] {
        QMenu menu(this);
        fillMenu(menu);
        menu.exec(m_filterLine->mapToGlobal(m_filterLine->rect().bottomLeft()));
    });
    m_filterLine->installEventFilter(this);
    m_railButton->setAutoRaise(true);
    m_railButton->setIcon(icon("search"));
    m_railButton->setFixedSize(32, 32);
    m_railButton->setToolTip("Filter cases (Ctrl+F)");
    m_railButton->setAccessibleName("Filter cases");
    m_railButton->hide();

    m_list->setModel(m_filter);
    m_list->setItemDelegate(m_delegate);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setAccessibleName("Cases");
    m_list->installEventFilter(this);
    m_empty->setFont(studioFont(type::dense));
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignTop);
    m_empty->setContentsMargins(metric::space3, metric::space2, metric::space3, 0);

    for (QLabel* label : {m_count, m_sorted})
        label->setFont(studioFont(type::small));
    auto* foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(metric::space3, 0, metric::space3, 0);
    foot->addWidget(m_count);
    foot->addStretch(1);
    foot->addWidget(m_sorted);
    m_foot->setFixedHeight(metric::statusBar);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(metric::space3, 2, metric::space3, metric::space2);
    top->addWidget(m_filterLine);
    top->addWidget(m_railButton, 0, Qt::AlignHCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_empty, 1);
    column->addWidget(m_list, 1);
    column->addWidget(m_foot);
    forwardFocus(this, m_list);

    connect(m_filterLine, &QLineEdit::textChanged, m_filter, &CaseFilter::setSearch);
    connect(m_railButton, &QToolButton::clicked, this, &CaseListView::filterRequested);
    connect(m_list, &QListView::clicked, this, &CaseListView::open);
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, changed, this, &CaseListView::tell);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &CaseListView::tell);
    connect(m_filter, &QAbstractItemModel::layoutChanged, this, &CaseListView::tell);
    tell();
}

void CaseListView::setModel(QAbstractItemModel* model, CaseRoles roles)
{
    m_delegate->roles = roles;
    m_filter->setSourceModel(model);
    m_filter->setRoles(roles);
    setCurrent(-1);
}

void CaseListView::setCurrent(int sourceRow)
{
    const QAbstractItemModel* source = m_filter->sourceModel();
    m_open = source && sourceRow >= 0 ? source->index(sourceRow, 0) : QModelIndex();
    const QModelIndex shown = m_filter->mapFromSource(m_open);
    m_list->setCurrentIndex(shown);
    if (shown.isValid())
        m_list->scrollTo(shown);
    tell();
}

void CaseListView::setRail(bool rail)
{
    m_delegate->rail = rail;
    m_filterLine->setVisible(!rail);
    m_railButton->setVisible(rail);
    m_foot->setVisible(!rail);
    m_list->setVerticalScrollBarPolicy(rail ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    m_list->doItemsLayout();
    tell();
}

void CaseListView::setEmptyText(const QString& text)
{
    m_empty->setText(text);
}

void CaseListView::setSearch(const QString& typed)
{
    m_filterLine->setText(typed);
}

void CaseListView::setOrder(CaseOrder order)
{
    m_filter->setOrder(order);
    tell();
}

void CaseListView::fillMenu(QMenu& menu)
{
    menu.addSection("Order");
    for (const auto& [order, name] : orders) {
        QAction* one = menu.addAction(name);
        one->setCheckable(true);
        one->setChecked(m_filter->order() == order);
        connect(one, &QAction::triggered, this, [this, order = order] { setOrder(order); });
    }
    menu.addSection("Show");
    menu.addAction("All", this, [this] { setSearch({}); });
    for (const CaseState state : {CaseState::Supported, CaseState::Contradicted,
                                  CaseState::Flagged, CaseState::Failed, CaseState::None})
        menu.addAction(spokenState(state), this, [this, state] {
            setSearch(QStringLiteral("is:\"%1\"").arg(spokenState(state)));
        });
    const QStringList tags = m_filter->tags();
    if (!tags.isEmpty())
        menu.addSection("Tags");
    for (const QString& tag : tags)
        menu.addAction(tag, this, [this, tag] { setSearch(QStringLiteral("tag:\"%1\"").arg(tag)); });
}

int CaseListView::current() const
{
    return m_open.isValid() ? m_open.row() : -1;
}

int CaseListView::shownCount() const
{
    return m_filter->rowCount();
}

void CaseListView::focusFilter()
{
    m_filterLine->setFocus(Qt::ShortcutFocusReason);
    m_filterLine->selectAll();
}

void CaseListView::step(int by)
{
    const QModelIndex from = m_filter->mapFromSource(m_open);
    const int to = from.isValid() ? from.row() + by : by > 0 ? 0 : shownCount() - 1;
    if (to >= 0 && to < shownCount())
        open(m_filter->index(to, 0));
}

void CaseListView::open(const QModelIndex& shown)
{
    if (shown.isValid())
        Q_EMIT opened(m_filter->mapToSource(shown).row());
}

void CaseListView::tell()
{
    const int all = m_filter->sourceModel() ? m_filter->sourceModel()->rowCount() : 0;
    const QModelIndex shown = m_filter->mapFromSource(m_open);
    m_delegate->open = shown;
    m_filterLine->setPlaceholderText(all == 1 ? QStringLiteral("Filter 1 case")
                                              : QStringLiteral("Filter %L1 cases").arg(all));
    m_filterLine->setVisible(all > 0 && !m_delegate->rail);
    m_empty->setVisible(all == 0 && !m_delegate->rail);
    m_list->setVisible(all > 0 || m_delegate->rail);
    m_sorted->setVisible(all > 0);
    for (const auto& [order, name] : orders)
        if (order == m_filter->order())
            m_sorted->setText(QString(name).toLower());
    const bool filtered = shownCount() < all;
    if (all == 0)
        m_count->setText("0 cases");
    else if (shown.isValid())
        m_count->setText(QStringLiteral("%L1 of %L2").arg(shown.row() + 1).arg(shownCount()));
    else
        m_count->setText(QStringLiteral("%L1 of %L2 shown").arg(shownCount()).arg(all));
    m_count->setToolTip(
        filtered ? QStringLiteral("%L1 of %L2 cases pass the filter").arg(shownCount()).arg(all)
                 : QString());
    m_list->viewport()->update();
}

bool CaseListView::eventFilter(QObject* watched, QEvent* event)
{
    // Esc empties the filter; only without words in it is it a shortcut of the window.
    if (event->type() == QEvent::ShortcutOverride && watched == m_filterLine
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape
        && !m_filterLine->text().isEmpty()) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_filterLine) {
        if (key == Qt::Key_Escape && !m_filterLine->text().isEmpty()) {
            m_filterLine->clear();
            return true;
        }
        if ((key == Qt::Key_Down || enter) && shownCount() > 0) {
            m_list->setFocus(Qt::TabFocusReason);
            if (!m_list->currentIndex().isValid())
                m_list->setCurrentIndex(m_filter->index(0, 0));
            return true;
        }
    } else if (watched == m_list) {
        const QModelIndex index = m_list->currentIndex();
        if (enter)
            open(index);
        else if (key == Qt::Key_Delete && index.isValid())
            Q_EMIT removeRequested(m_filter->mapToSource(index).row());
        else if (key == Qt::Key_Insert)
            Q_EMIT addRequested();
        else
            return QWidget::eventFilter(watched, event);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void CaseListView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!m_foot->isHidden())
        painter.fillRect(QRect(0, m_foot->y(), width(), 1), theme().line);
}

} // namespace views
