// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/annotate_desk.h"
#include "app/project_files.h"
#include "app/settings.h"
#include "models/places.h"
#include "project/history_list.h"
#include "views/busy_row.h"
#include "views/case_list_view.h"
#include "views/history_view.h"
#include "views/notice_bar.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenuBar>

namespace app {
namespace {

using explain::Error;

constexpr int longestKept = 300; // px

QString projectFilter()
{
    return MainWindow::tr("Projects (*.%1)").arg(projectSuffix);
}

} // namespace

/// The corner of the menu bar: which project, and that nothing of it is unsaved.
void MainWindow::buildProjectCorner()
{
    auto* corner = new QWidget;
    corner->setFixedHeight(views::metric::menuBar); // its words stand in line with the menus
    auto* layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 0, views::metric::space3, 0);
    layout->setSpacing(views::metric::space2);
    for (QLabel** label : {&m_projectLabel, &m_keptLabel}) {
        *label = new QLabel;
        (*label)->setFont(views::studioFont(views::type::dense));
        layout->addWidget(*label);
    }
    m_projectLabel->setFont(views::studioFont(views::type::dense, 600));
    m_keptLabel->setForegroundRole(QPalette::PlaceholderText);
    menuBar()->setCornerWidget(corner);
}

void MainWindow::connectProject()
{
    connect(m_actions["project.new"], &QAction::triggered, this, [this] { newProject(); });
    connect(m_actions["project.open"], &QAction::triggered, this, &MainWindow::openProjectDialog);
    connect(m_actions["project.save-as"], &QAction::triggered, this, &MainWindow::saveAsDialog);
    connect(m_actions["project.mark"], &QAction::triggered, this, &MainWindow::markDialog);
    connect(m_actions["project.relink"], &QAction::triggered, this, &MainWindow::relinkDialog);
    connect(m_actions["project.portable"], &QAction::triggered, this, [this](bool portable) {
        if (portable)
            m_images.embed(m_studio.document());
        else
            m_images.release(m_studio.document());
        showPortable();
    });
    connect(&m_images, &ImageKeeper::progress, this, [this](const QString& title, double fraction) {
        title.isEmpty() ? m_keeping->clear() : m_keeping->setBusy(title, fraction);
    });
    connect(m_keeping, &views::BusyRow::cancelRequested, &m_images, &ImageKeeper::cancel);
    connect(&m_images, &ImageKeeper::finished, this, [this](const QString& sentence) {
        m_notice->post(views::NoticeBar::Level::Notice, sentence);
        showPortable();
    });
    connect(&m_images, &ImageKeeper::failed, this, [this](const QString& sentence) {
        notify(sentence);
        showPortable();
    });
    connect(m_actions["run.cancel"], &QAction::triggered, &m_images, &ImageKeeper::cancel);
    m_actions.offer("project.recent", [this] { return recentProjectChoices(); });
    m_actions.offer("project.revert", [this] { return markChoices(); });
    connect(m_actions["edit.undo"], &QAction::triggered, this, [this] {
        if (!isAnnotating() || !m_annotate->view().undoInside())
            m_studio.document().undo();
    });
    connect(m_actions["edit.redo"], &QAction::triggered, this,
            [this] { m_studio.document().redo(); });
    connect(m_history, &views::HistoryView::stepChosen, this,
            [this](int step) { m_studio.document().goTo(step - 1); });
    connect(&m_studio, &Studio::documentClosing, this, &MainWindow::keepView);
    connect(&m_studio, &Studio::documentOpened, this, &MainWindow::showProject);
    showProject();
}

/// Another project is open: everything that hangs on the document itself.
void MainWindow::showProject()
{
    project::Document& document = m_studio.document();
    connect(&document, &project::Document::changed, this, &MainWindow::showHistory);
    connect(&document, &project::Document::kept, this, [this] { showKept(QTime::currentTime()); });
    connect(&document, &project::Document::keepingFailed, this, [this](const Error& error) {
        sayKept(tr("not kept: %1").arg(QString::fromStdString(error.message)), true);
    });
    connect(&document, &project::Document::refused, this, &MainWindow::notify);
    m_projectLabel->setText(projectName(document.file()));
    m_projectLabel->setToolTip(document.file());
    showKept(QTime::currentTime());
    showHistory();
    if (document.isReadOnly())
        m_notice->post(views::NoticeBar::Level::Notice, document.readOnlyReason());
    m_actions.allow({"project.mark", "project.revert", "project.portable", "project.relink"},
                    !document.isReadOnly(), document.readOnlyReason());
    nameWindow();
    showPortable();
    restoreView();
}

void MainWindow::showKept(QTime at)
{
    const project::Document& document = m_studio.document();
    sayKept(document.isReadOnly()           ? tr("read only")
                : document.file().isEmpty() ? tr("in memory alone")
                                            : tr("all changes kept · %1").arg(at.toString("HH:mm")),
            false);
}

void MainWindow::sayKept(const QString& sentence, bool isFailing)
{
    QPalette palette = menuBar()->palette();
    if (isFailing)
        palette.setColor(QPalette::PlaceholderText, views::theme().contradicted);
    m_keptLabel->setPalette(palette);
    m_keptLabel->setText(
        m_keptLabel->fontMetrics().elidedText(sentence, Qt::ElideRight, longestKept));
    m_keptLabel->setToolTip(sentence);
    QWidget* corner = menuBar()->cornerWidget();
    corner->adjustSize();
    corner->hide(); // a menu bar places its corner when that is shown, and at no other time
    corner->show();
}

void MainWindow::nameWindow()
{
    const models::CaseList& cases = m_studio.cases();
    const QString open = cases.index(cases.rowOf(m_studio.currentCase())).data().toString();
    const QString name = projectName(m_studio.document().file());
    setWindowTitle(open.isEmpty() ? tr("%1 – Groundscope").arg(name)
                                  : tr("%1 – %2 – Groundscope").arg(open, name));
}

void MainWindow::showHistory()
{
    const project::Document& document = m_studio.document();
    project::HistoryList& history = m_studio.document().history();
    QList<views::HistoryStep> steps;
    int current = 0;
    for (int row = 0; row < history.rowCount(); ++row) {
        const QModelIndex step = history.index(row);
        steps.append({.text = step.data().toString()});
        if (!step.data(project::HistoryList::UndoneRole).toBool())
            current = row + 1;
    }
    m_history->setSteps(steps, current);
    m_actions.allow({"edit.undo"}, document.canUndo(), tr("nothing has been done yet"));
    m_actions.allow({"edit.redo"}, document.canRedo(), tr("nothing was taken back"));
    m_actions["edit.undo"]->setText(tr("Undo %1").arg(document.undoName()).trimmed());
    m_actions["edit.redo"]->setText(tr("Redo %1").arg(document.redoName()).trimmed());
}

bool MainWindow::openProject(const QString& file)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    if (path == m_studio.document().file())
        return true;
    auto opened = project::Document::open(path, keeping());
    if (!opened) {
        notify(QString::fromStdString(opened.error().message));
        return false;
    }
    switchTo(*std::move(opened));
    return true;
}

void MainWindow::newProject()
{
    auto created = project::Document::create(newProjectFile(), keeping());
    if (!created) { // no place to keep it: better in memory than not at all
        notify(QString::fromStdString(created.error().message));
        switchTo(std::make_unique<project::Document>());
        return;
    }
    switchTo(*std::move(created));
}

/// Nothing is asked: all of the project before is kept.
void MainWindow::switchTo(std::unique_ptr<project::Document> document)
{
    m_textDock->finishEdit();
    const QString before = m_studio.document().file();
    const bool wasNothing = m_studio.cases().rowCount() == 0 && isUnnamed(before)
        && !m_studio.document().canUndo() && !m_studio.document().isReadOnly();
    m_studio.setDocument(std::move(document));
    if (wasNothing && !before.isEmpty())
        QFile::remove(before);
    if (!m_studio.document().file().isEmpty())
        rememberProject(m_studio.document().file());
}

void MainWindow::openProjectDialog()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open project"),
                                                      lastFolder("projects"), projectFilter());
    if (file.isEmpty())
        return;
    rememberFolder("projects", file);
    openProject(file);
}

void MainWindow::saveAsDialog()
{
    const QString name = projectName(m_studio.document().file());
    QString file = QFileDialog::getSaveFileName(
        this, tr("Save project as"), lastFolder("projects") + '/' + name + '.' + projectSuffix,
        projectFilter());
    if (file.isEmpty())
        return;
    if (!looksLikeProject(file))
        file += QString(".") + projectSuffix;
    rememberFolder("projects", file);
    saveAs(file);
}

bool MainWindow::saveAs(const QString& file)
{
    m_textDock->finishEdit();
    if (const auto error = m_studio.document().saveAs(QFileInfo(file).absoluteFilePath())) {
        notify(QString::fromStdString(error->message));
        return false;
    }
    rememberProject(m_studio.document().file());
    m_projectLabel->setText(projectName(m_studio.document().file()));
    m_projectLabel->setToolTip(m_studio.document().file());
    nameWindow();
    showKept(QTime::currentTime());
    return true;
}

void MainWindow::showPortable()
{
    m_actions["project.portable"]->setChecked(ImageKeeper::isPortable(m_studio.document()));
}

void MainWindow::relinkDialog()
{
    const qsizetype lost = ImageKeeper::lostImages(m_studio.document()).size();
    if (lost == 0) {
        m_notice->post(views::NoticeBar::Level::Notice,
                       tr("Every image is where the project says; none is lost"));
        return;
    }
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Where are the %1 lost images?").arg(lost), lastFolder("images"));
    if (!folder.isEmpty())
        m_images.relink(m_studio.document(), folder);
}

void MainWindow::markDialog()
{
    ask(tr("Set a mark"), tr("Everything is kept already. A mark is a place to come back to:"), {},
        [this](const QString& name) { m_studio.document().mark(name.simplified()); });
}

/// Asks for one line; the window goes on meanwhile.
void MainWindow::ask(const QString& title, const QString& question, const QString& text,
                     const std::function<void(const QString&)>& take)
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(question);
    dialog->setTextValue(text);
    connect(dialog, &QInputDialog::textValueSelected, this, take);
    dialog->open();
}

QList<Choice> MainWindow::markChoices()
{
    QList<Choice> choices;
    const auto marks = m_studio.document().marks();
    for (std::size_t i = 0; i < marks.size(); ++i)
        choices.append(
            {.key = QString::number(i),
             .text = tr("%1  ·  %2")
                         .arg(marks[i].name, marks[i].time.toLocalTime().toString("d MMM HH:mm")),
             .tip = tr("Bring the project back to this mark; it can be undone"),
             .reason =
                 marks[i].canRevert ? QString() : tr("the steps since then are not kept any more"),
             .choose = [this, i] { m_studio.document().revert(int(i)); }});
    return choices;
}

QList<Choice> MainWindow::recentProjectChoices()
{
    QList<Choice> choices;
    for (const QString& file : recentProjects())
        choices.append({.key = file,
                        .text = projectName(file),
                        .tip = file,
                        .reason = QFileInfo::exists(file)
                            ? QString()
                            : tr("%1: expected a file, found none").arg(file),
                        .choose = [this, file] { openProject(file); }});
    return choices;
}

} // namespace app
