// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/import_page.h"

#include "views/elided_label.h"
#include "views/icon.h"
#include "views/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace views {
namespace {

constexpr int footHeight = 52, columnWidth = 168, faultsHeight = 132;

QLabel* heading()
{
    auto* label = new ElidedLabel;
    label->setFont(studioFont(type::base, 600));
    return label;
}

/// A cell is a line: what goes on for several shows where it breaks.
QTableWidgetItem* cellOf(const QString& text)
{
    QString line = text;
    auto* item = new QTableWidgetItem(line.replace('\n', QChar(0x23ce)));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setToolTip(text);
    return item;
}

} // namespace

ImportPage::ImportPage(QWidget* parent)
    : QDialog(parent), m_heading(heading()), m_advice(new QLabel), m_faultHeading(heading()),
      m_message(new ElidedLabel), m_table(new QTableWidget), m_faults(new QListWidget),
      m_progress(new QProgressBar), m_import(new QPushButton(tr("Import"))),
      m_cancel(new QPushButton(tr("Cancel")))
{
    setWindowTitle(tr("Import cases"));
    resize(900, 560);
    m_advice->setFont(studioFont(type::dense));
    m_advice->setForegroundRole(QPalette::PlaceholderText);
    m_advice->setWordWrap(true);
    m_table->setAccessibleName(tr("First rows of the table"));
    m_table->setFont(studioFont(type::dense));
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setDefaultSectionSize(columnWidth);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setTabKeyNavigation(false);
    m_faults->setAccessibleName(tr("Lines that cannot be imported"));
    m_faults->setFont(studioFont(type::dense));
    m_faults->setMaximumHeight(faultsHeight);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(metric::space4, metric::space4, metric::space4, metric::space2);
    column->setSpacing(metric::space2);
    for (QWidget* part : std::initializer_list<QWidget*>{m_heading, m_advice})
        column->addWidget(part);
    column->addWidget(m_table, 1);
    column->addWidget(m_faultHeading);
    column->addWidget(m_faults);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(column, 1);
    whole->addWidget(makeFoot());
    connect(m_import, &QPushButton::clicked, this, &ImportPage::importRequested);
    connect(m_cancel, &QPushButton::clicked, this, &ImportPage::reject);
    setFaults({});
    setRunning(false);
}

QWidget* ImportPage::makeFoot()
{
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setFixedSize(240, metric::progress);
    m_progress->setAccessibleName(tr("Progress of the import"));
    m_import->setDefault(true);
    m_cancel->setAutoDefault(false);
    auto* foot = new QWidget;
    foot->setFixedHeight(footHeight);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(metric::space4, 0, metric::space4, 0);
    row->setSpacing(metric::space3);
    row->addWidget(m_progress);
    row->addWidget(m_message, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_import);
    return foot;
}

void ImportPage::setRoles(const QList<ImportRole>& roles)
{
    m_roles = roles;
}

QWidget* ImportPage::roleBox(const ImportColumn& column, int index)
{
    auto* box = new QComboBox;
    box->setAccessibleName(tr("What column %1 is taken for").arg(column.name));
    box->addItem(tr("kept as it is"), QString());
    for (const ImportRole& role : m_roles)
        box->addItem(role.title, role.id);
    box->setCurrentIndex(std::max(0, box->findData(column.role)));
    connect(box, &QComboBox::activated, this, [this, box, index] {
        m_columns[index].role = box->currentData().toString();
        Q_EMIT rolesChanged();
    });
    return box;
}

void ImportPage::setTable(const QString& heading, const QList<ImportColumn>& columns,
                          const QList<QStringList>& rows, bool mayMap)
{
    m_heading->setText(heading);
    m_advice->setVisible(!columns.isEmpty());
    m_table->setVisible(!columns.isEmpty());
    m_advice->setText(mayMap ? tr("Below each column's name stands what it is taken for. What is "
                                  "kept as it is can be sorted and filtered by.")
                             : tr("Each image becomes a case."));
    m_columns = columns;
    m_table->clear();
    m_table->setRowCount(0); // the boxes of the last table go with its rows
    m_table->setColumnCount(int(columns.size()));
    m_table->setRowCount(int(rows.size()) + mayMap);
    for (int i = 0; i < columns.size(); ++i) {
        m_table->setHorizontalHeaderItem(i, new QTableWidgetItem(columns[i].name));
        if (mayMap)
            m_table->setCellWidget(0, i, roleBox(columns[i], i));
        for (int row = 0; row < rows.size(); ++row)
            m_table->setItem(row + mayMap, i, cellOf(rows[row].value(i)));
    }
    if (mayMap)
        m_table->setRowHeight(0, metric::target + metric::space1);
    m_table->horizontalHeader()->setStretchLastSection(true);
    enable();
}

QList<ImportColumn> ImportPage::columns() const
{
    return m_columns;
}

void ImportPage::setFaults(const QStringList& lines)
{
    m_faults->clear();
    m_faults->addItems(lines);
    m_faultHeading->setText(
        lines.size() == 1 ? tr("1 line cannot be imported, so nothing is")
                          : tr("%1 lines cannot be imported, so nothing is").arg(lines.size()));
    m_faults->setVisible(!lines.isEmpty());
    m_faultHeading->setVisible(!lines.isEmpty());
    enable();
}

void ImportPage::setMessage(const QString& sentence)
{
    m_message->setText(sentence);
}

void ImportPage::setRunning(bool running)
{
    m_running = running;
    m_progress->setVisible(running);
    m_progress->setValue(0);
    m_table->setEnabled(!running);
    enable();
}

void ImportPage::setProgress(double fraction, const QString& step)
{
    m_progress->setValue(int(1000 * fraction));
    m_message->setText(step);
}

void ImportPage::enable()
{
    m_import->setEnabled(!m_running && m_faults->count() == 0 && !m_columns.isEmpty());
}

void ImportPage::reject()
{
    if (m_running)
        Q_EMIT cancelRequested();
    else
        QDialog::reject();
}

} // namespace views
