// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/matrix_chooser.h"

#include "views/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace views {
namespace {

QStringList chosen(const QListWidget& list)
{
    QStringList ids;
    for (int row = 0; row < list.count(); ++row)
        if (list.item(row)->checkState() == Qt::Checked)
            ids.append(list.item(row)->data(Qt::UserRole).toString());
    return ids;
}

} // namespace

MatrixChooser::MatrixChooser(const QList<MatrixEntry>& methods, const QList<MatrixEntry>& networks,
                             int mostPanels, QWidget* parent)
    : QDialog(parent), m_most(mostPanels), m_count(new QLabel)
{
    setWindowTitle(tr("Methods and networks"));
    m_methods = listOf(methods, tr("Methods: one row each"));
    m_networks = listOf(networks, tr("Networks: one column each"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_show = buttons->addButton(tr("Show"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* grid = new QGridLayout(this);
    for (QListWidget* list : {m_methods, m_networks}) {
        const int column = list == m_methods ? 0 : 1;
        auto* title = new QLabel(list->accessibleName());
        title->setBuddy(list);
        grid->addWidget(title, 0, column);
        grid->addWidget(list, 1, column);
        connect(list, &QListWidget::itemChanged, this, &MatrixChooser::count);
    }
    grid->addWidget(m_count, 2, 0);
    grid->addWidget(buttons, 2, 1);
    m_show->setDefault(true);
    resize(720, 400);
    count();
}

QListWidget* MatrixChooser::listOf(const QList<MatrixEntry>& entries, const QString& name)
{
    auto* list = new QListWidget;
    list->setAccessibleName(name);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const MatrixEntry& entry : entries) {
        auto* item = new QListWidgetItem(entry.name, list);
        item->setData(Qt::UserRole, entry.id);
        item->setToolTip(entry.reason);
        item->setSizeHint({0, metric::target});
        item->setCheckState(entry.taken ? Qt::Checked : Qt::Unchecked);
        if (!entry.reason.isEmpty() && !entry.taken)
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
    return list;
}

QStringList MatrixChooser::methods() const
{
    return chosen(*m_methods);
}

QStringList MatrixChooser::networks() const
{
    return chosen(*m_networks);
}

void MatrixChooser::count()
{
    const qsizetype rows = methods().size(), columns = networks().size();
    const bool fits = rows * columns >= 1 && rows * columns <= m_most;
    m_show->setEnabled(fits);
    m_count->setText(rows * columns > m_most
                         ? tr("%1 × %2 panels: at most %3").arg(rows).arg(columns).arg(m_most)
                         : tr("%1 × %2 panels").arg(rows).arg(columns));
}

} // namespace views
