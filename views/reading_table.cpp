// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reading_table.h"

#include "views/icon.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableWidget>
#include <QToolButton>

#include <algorithm>

namespace views {
namespace {

constexpr int differsColumn = 0, claimColumn = 1, firstReader = 2;
constexpr int rowHeight = 44;

QString cellText(const ReadingCell& cell)
{
    if (cell.hidden)
        return "Hidden until you lock";
    QStringList below;
    if (cell.verdict != Verdict::None)
        below << (cell.regions == 0       ? QString("no region")
                      : cell.regions == 1 ? QString("1 region")
                                          : QString("%1 regions").arg(cell.regions));
    if (cell.assisted)
        below << "assisted";
    if (!cell.locked && cell.verdict != Verdict::None)
        below << "not locked";
    if (!cell.correction.isEmpty())
        below << "“" + cell.correction + "”";
    const QString verdict = verdictText(cell.verdict, cell.severity);
    return below.isEmpty() ? verdict : verdict + '\n' + below.join(" · ");
}

QTableWidgetItem* item(const QString& text)
{
    auto* made = new QTableWidgetItem(text);
    made->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    made->setToolTip(text);
    return made;
}

} // namespace

bool differs(const ReadingRow& row)
{
    const ReadingCell* first = nullptr;
    for (const ReadingCell& cell : row.cells) {
        if (cell.hidden || cell.verdict == Verdict::None)
            continue;
        if (first
            && (cell.verdict != first->verdict || cell.severity != first->severity
                || (cell.regions > 0) != (first->regions > 0)))
            return true;
        first = &cell;
    }
    return false;
}

ReadingTable::ReadingTable(QWidget* parent)
    : QWidget(parent), m_count(new QLabel), m_filter(new QCheckBox("Only where they differ")),
      m_table(new QTableWidget)
{
    auto* title = new QLabel("Readers side by side");
    title->setFont(studioFont(type::base, 600));
    m_count->setFont(studioFont(type::dense));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto* close = new QToolButton;
    close->setAutoRaise(true);
    close->setIcon(icon("x"));
    close->setFixedSize(metric::target, metric::target);
    close->setToolTip("Back to the picture (Esc)");
    close->setAccessibleName("Back to the picture");
    connect(close, &QToolButton::clicked, this, &ReadingTable::closed);
    connect(m_filter, &QCheckBox::toggled, this, &ReadingTable::fill);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(metric::space3, metric::space1, metric::space2, metric::space1);
    header->setSpacing(metric::space3);
    header->addWidget(title);
    header->addWidget(m_count, 1);
    header->addWidget(m_filter);
    header->addWidget(close);

    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setFixedHeight(metric::tableHeader);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAccessibleName("Readings");
    m_table->setIconSize({iconSize::inlined, iconSize::inlined});
    connect(m_table, &QTableWidget::itemActivated, this, [this](QTableWidgetItem* chosen) {
        Q_EMIT claimChosen(m_shown.value(chosen->row(), -1));
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(m_table, 1);
    setFocusProxy(m_table);
}

void ReadingTable::setReadings(const QStringList& readers, QList<ReadingRow> rows)
{
    m_readers = readers;
    m_rows = std::move(rows);
    fill();
}

void ReadingTable::fill()
{
    const int kept = m_shown.value(m_table->currentRow(), -1);
    m_shown.clear();
    int differing = 0;
    for (int row = 0; row < m_rows.size(); ++row) {
        const bool differ = differs(m_rows[row]);
        differing += differ;
        if (differ || !m_filter->isChecked())
            m_shown.append(row);
    }
    m_count->setText(QString("%1 of %2 claims differ").arg(differing).arg(m_rows.size()));
    m_table->clear();
    m_table->setColumnCount(firstReader + int(m_readers.size()));
    m_table->setRowCount(int(m_shown.size()));
    m_table->setHorizontalHeaderLabels(QStringList{"", "Claim"} + m_readers);
    for (int row = 0; row < m_shown.size(); ++row) {
        const ReadingRow& shown = m_rows[m_shown[row]];
        QTableWidgetItem* mark = item({});
        const bool differ = differs(shown);
        if (differ)
            mark->setIcon(icon("equal-not", &Theme::caution));
        mark->setData(Qt::AccessibleTextRole, differ ? "they differ" : "");
        mark->setToolTip(differ ? "The readers differ here" : QString());
        m_table->setItem(row, differsColumn, mark);
        m_table->setItem(row, claimColumn,
                         item(QString("%1  %2").arg(shown.number).arg(shown.words)));
        for (int reader = 0; reader < m_readers.size(); ++reader) {
            const ReadingCell cell = shown.cells.value(reader);
            QTableWidgetItem* made = item(cellText(cell));
            made->setIcon(cell.hidden ? icon("lock", &Theme::text3)
                                      : icon(iconOf(cell.verdict), colourOf(cell.verdict)));
            m_table->setItem(row, firstReader + reader, made);
        }
    }
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(differsColumn, QHeaderView::Fixed);
    header->resizeSection(differsColumn, 32);
    if (const qsizetype row = m_shown.indexOf(kept); row >= 0)
        m_table->setCurrentCell(int(row), claimColumn);
}

bool ReadingTable::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept(); // goes back before it cancels runs
    return QWidget::event(event);
}

void ReadingTable::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace views
