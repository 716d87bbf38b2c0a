// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/calibrate_page.h"

#include "views/elided_label.h"
#include "views/icon.h"
#include "views/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace views {
namespace {

constexpr int formWidth = 300, footHeight = 52;
constexpr int fewestCases = 10, mostCases = 20'000, usualCases = 200;

QLabel* smallLabel()
{
    auto* label = new QLabel;
    label->setFont(studioFont(type::dense));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

void fill(QComboBox& box, const QList<CalibrateChoice>& choices, const QString& current)
{
    const QSignalBlocker quiet(box);
    box.clear();
    for (const CalibrateChoice& choice : choices) {
        box.addItem(choice.title, choice.id);
        box.setItemData(box.count() - 1, choice.reason, Qt::ToolTipRole);
    }
    box.setCurrentIndex(std::max(0, box.findData(current)));
}

} // namespace

CalibratePage::CalibratePage(QWidget* parent)
    : QDialog(parent), m_network(new QComboBox), m_domain(new QComboBox), m_source(new QComboBox),
      m_folderRow(new QWidget), m_folder(new QLineEdit), m_cases(new QSpinBox),
      m_methods(new QListWidget), m_run(new QPushButton(tr("Calibrate"))),
      m_cancel(new QPushButton(icon("square-stop"), tr("Cancel"))), m_use(new QPushButton),
      m_heading(new ElidedLabel), m_note(smallLabel()), m_message(new ElidedLabel),
      m_left(new QLabel), m_byType(new QCheckBox(tr("By type"))), m_progress(new QProgressBar),
      m_figures(new FigureTable)
{
    setWindowTitle(tr("Calibrate network"));
    resize(1000, 620);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(makeForm());
    row->addSpacing(1);
    row->addWidget(makeFigures(), 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(makeFoot());
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setAutoDefault(button == m_run);
    m_run->setDefault(true); // once it is in the dialog: Return runs it from any field
    connect(m_network, &QComboBox::currentIndexChanged, this,
            [this] { Q_EMIT networkChosen(m_network->currentData().toString()); });
    connect(m_domain, &QComboBox::currentIndexChanged, this, [this] {
        check();
        Q_EMIT domainChosen(m_domain->currentData().toString());
    });
    m_folder->setAccessibleName(tr("Folder of cases with truth"));
    connect(m_folder, &QLineEdit::textChanged, this, &CalibratePage::check);
    connect(m_methods, &QListWidget::itemChanged, this, &CalibratePage::check);
    connect(m_run, &QPushButton::clicked, this, &CalibratePage::runRequested);
    connect(m_cancel, &QPushButton::clicked, this, &CalibratePage::cancelRequested);
    connect(m_source, &QComboBox::currentIndexChanged, this, &CalibratePage::sourceChosen);
    connect(m_use, &QPushButton::clicked, this, &CalibratePage::useRequested);
    connect(m_byType, &QCheckBox::toggled, this, &CalibratePage::showFigures);
    setSources({}, 0);
    setUse({});
    setDomains({});
    setRunning(false);
    setFigures(tr("Not calibrated"), {}, {});
}

QWidget* CalibratePage::makeForm()
{
    m_cases->setRange(fewestCases, mostCases);
    m_cases->setSingleStep(50);
    m_cases->setValue(usualCases);
    m_cases->setGroupSeparatorShown(true);
    m_folder->setPlaceholderText(tr("Folder with truth.jsonl"));
    auto* choose = new QPushButton(icon("folder-open"), {});
    choose->setToolTip(tr("Choose a folder"));
    choose->setAccessibleName(choose->toolTip());
    connect(choose, &QPushButton::clicked, this, &CalibratePage::folderWanted);
    auto* folder = new QHBoxLayout(m_folderRow);
    folder->setContentsMargins(0, 0, 0, 0);
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    m_methods->setAccessibleName(tr("Methods"));
    m_methods->setFont(studioFont(type::dense));

    auto* form = new QWidget;
    form->setFixedWidth(formWidth);
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(metric::space4, metric::space4, metric::space4, metric::space4);
    column->setSpacing(metric::space1);
    const auto add = [&](const QString& name, QWidget* field, int stretch = 0) {
        auto* label = new QLabel(name);
        label->setFont(studioFont(type::dense, 500));
        label->setBuddy(field);
        column->addWidget(label);
        column->addWidget(field, stretch);
        column->addSpacing(metric::space2);
    };
    add(tr("&Network"), m_network);
    add(tr("&Measured on"), m_domain);
    column->addWidget(m_folderRow);
    add(tr("&Cases"), m_cases);
    add(tr("Me&thods"), m_methods, 1);
    column->addWidget(m_run);
    return form;
}

QWidget* CalibratePage::makeFigures()
{
    m_heading->setFont(studioFont(type::base, 600));
    m_source->setAccessibleName(tr("Figures of"));
    m_source->setFont(studioFont(type::dense));
    m_use->setFont(studioFont(type::dense));
    m_use->setFixedHeight(metric::buttonSmall);
    m_use->setToolTip(tr("The panels' badges and thresholds become those of the figures on show"));
    m_byType->setToolTip(tr("Figures for each kind of error and of object as well"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metric::space3, metric::space3, metric::space3, metric::space1);
    head->addWidget(m_heading, 1);
    head->addWidget(m_use);
    head->addWidget(m_byType);
    m_note->setContentsMargins(metric::space3, metric::space2, metric::space3, metric::space2);
    auto* figures = new QWidget;
    auto* column = new QVBoxLayout(figures);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    auto* sources = new QHBoxLayout;
    sources->setContentsMargins(metric::space3, 0, metric::space3, metric::space1);
    sources->addWidget(m_source, 1);
    column->addLayout(sources);
    column->addWidget(m_figures, 1);
    column->addWidget(m_note);
    return figures;
}

QWidget* CalibratePage::makeFoot()
{
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setFixedSize(240, metric::progress);
    m_progress->setAccessibleName(tr("Progress of the calibration"));
    m_left->setFont(studioFont(type::dense));
    auto* foot = new QWidget;
    foot->setFixedHeight(footHeight);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(metric::space4, 0, metric::space4, 0);
    row->setSpacing(metric::space3);
    row->addWidget(m_progress);
    row->addWidget(m_message, 1);
    row->addWidget(m_left);
    row->addWidget(m_cancel);
    return foot;
}

void CalibratePage::setNetworks(const QList<CalibrateChoice>& networks, const QString& current)
{
    fill(*m_network, networks, current);
    check();
}

void CalibratePage::setDomains(const QList<CalibrateChoice>& domains)
{
    QList<CalibrateChoice> all = domains;
    all.append({{}, tr("Your own cases with truth…"), {}});
    // Only the last one there was at first: nobody chose it.
    fill(*m_domain, all,
         m_domain->count() > 1 ? m_domain->currentData().toString() : all.first().id);
    check();
}

void CalibratePage::setMethods(const QList<CalibrateChoice>& methods)
{
    QStringList unchecked;
    for (int row = 0; row < m_methods->count(); ++row) {
        const QListWidgetItem* item = m_methods->item(row);
        if (item->flags() & Qt::ItemIsEnabled && item->checkState() == Qt::Unchecked)
            unchecked << item->data(Qt::UserRole).toString();
    }
    const QSignalBlocker quiet(m_methods);
    m_methods->clear();
    for (const CalibrateChoice& choice : methods) {
        auto* item = new QListWidgetItem(choice.id);
        item->setData(Qt::UserRole, choice.id);
        item->setSizeHint({0, metric::target});
        item->setToolTip(choice.reason.isEmpty() ? choice.title : choice.reason);
        const bool can = choice.reason.isEmpty();
        item->setFlags(can ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                           : Qt::NoItemFlags);
        item->setCheckState(can && !unchecked.contains(choice.id) ? Qt::Checked : Qt::Unchecked);
        m_methods->addItem(item);
    }
    check();
}

void CalibratePage::setFolder(const QString& folder)
{
    m_folder->setText(folder);
}

void CalibratePage::setSources(const QStringList& titles, int current)
{
    const QSignalBlocker quiet(m_source);
    m_source->clear();
    m_source->addItems(titles);
    m_source->setCurrentIndex(current);
    m_source->setVisible(titles.size() > 1);
}

void CalibratePage::setUse(const QString& label)
{
    m_use->setText(label);
    m_use->setVisible(!label.isEmpty());
}

void CalibratePage::setFigures(const QString& heading, const QList<FigureRow>& rows,
                               const QString& note)
{
    m_heading->setText(heading);
    m_rows = rows;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    showFigures();
}

void CalibratePage::showFigures()
{
    QList<FigureRow> shown;
    for (const FigureRow& row : m_rows)
        if (row.group.isEmpty() || m_byType->isChecked())
            shown << row;
    m_figures->setRows(shown);
    m_byType->setEnabled(!m_rows.isEmpty());
}

void CalibratePage::setRunning(bool running)
{
    m_running = running;
    m_progress->setVisible(running);
    m_left->setVisible(running);
    m_cancel->setVisible(running);
    if (running)
        setProgress(0, tr("Beginning"), {});
    check();
}

void CalibratePage::setProgress(double fraction, const QString& step, const QString& left)
{
    m_progress->setValue(int(1000 * fraction));
    m_left->setText(left);
    setMessage(step, false);
}

void CalibratePage::setMessage(const QString& sentence, bool isFault)
{
    QPalette ink = palette();
    if (isFault)
        ink.setColor(QPalette::WindowText, theme().contradicted);
    m_message->setPalette(ink);
    m_message->setText(sentence);
    m_message->setAccessibleName(sentence);
}

CalibrateRequest CalibratePage::request() const
{
    CalibrateRequest wanted{.network = m_network->currentData().toString(),
                            .domain = m_domain->currentData().toString(),
                            .folder = m_folder->text().trimmed(),
                            .cases = m_cases->value()};
    for (int row = 0; row < m_methods->count(); ++row)
        if (m_methods->item(row)->checkState() == Qt::Checked)
            wanted.methods << m_methods->item(row)->data(Qt::UserRole).toString();
    return wanted;
}

void CalibratePage::check()
{
    const CalibrateRequest wanted = request();
    const bool ownCases = wanted.domain.isEmpty();
    m_folderRow->setVisible(ownCases);
    m_run->setEnabled(!m_running && !wanted.network.isEmpty() && !wanted.methods.isEmpty()
                      && (!ownCases || !wanted.folder.isEmpty()));
}

void CalibratePage::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(this);
    painter.fillRect(rect(), look.window);
    painter.fillRect(QRect(formWidth + 1, 0, width(), height() - footHeight), look.surface);
    painter.fillRect(QRect(formWidth, 0, 1, height() - footHeight), look.line);
    painter.fillRect(QRect(0, height() - footHeight, width(), 1), look.line);
}

} // namespace views
