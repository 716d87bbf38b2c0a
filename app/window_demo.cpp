// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/calibrate_view.h"
#include "app/project_files.h"
#include "app/settings.h"
#include "models/case_table.h"
#include "models/places.h"
#include "views/busy_row.h"
#include "views/case_note.h"
#include "views/notice_bar.h"
#include "views/panel_grid.h"
#include "views/panel_title.h"
#include "views/text_editor.h"
#include "views/tour.h"

#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSet>

namespace app {

void MainWindow::buildCalibration()
{
    auto* page = new views::CalibratePage(this);
    m_calibrate = new CalibrateView(m_studio, page);
    connect(m_actions["network.calibrate"], &QAction::triggered, m_calibrate, &CalibrateView::open);
    connect(m_calibrate, &CalibrateView::finished, this, [this](const QString& sentence) {
        m_notice->post(views::NoticeBar::Level::Notice, sentence);
    });
    connect(m_calibrating, &views::BusyRow::cancelRequested, &m_calibrate->calibrator(),
            &Calibrator::cancel);
    connect(m_calibrate, &CalibrateView::statusChanged, this, [this] {
        const Calibrator& run = m_calibrate->calibrator();
        if (run.isRunning())
            m_calibrating->setBusy(tr("Calibrating"), run.fraction());
        else
            m_calibrating->clear();
    });
}

void MainWindow::connectDemo()
{
    connect(m_actions["file.demo"], &QAction::triggered, this, &MainWindow::openDemo);
    connect(m_actions["help.tour"], &QAction::triggered, this, [this] {
        if (m_studio.currentCase().isNull())
            openDemo(); // there is something to show then
        startTour();
    });
    connect(m_actions["view.notes"], &QAction::toggled, this, &MainWindow::showNote);
    connect(m_note, &views::CaseNote::closed, this,
            [this] { m_actions["view.notes"]->setChecked(false); });
}

/// The demo is a project like any other. Cases that were removed from it come back, undoably.
void MainWindow::openDemo()
{
    const QString file = demoProjectFile();
    const bool isNew = !QFileInfo::exists(file);
    if (isNew) {
        auto created = project::Document::create(file, keeping());
        if (!created)
            notify(QString::fromStdString(created.error().message));
        switchTo(created ? *std::move(created) : std::make_unique<project::Document>());
    } else if (!openProject(file)) {
        return;
    }
    // Nobody did what the program brings: there is nothing to undo.
    addDemoCases({.name = tr("open the demo cases"), .undoable = !isNew});
}

void MainWindow::addDemoCases(const project::Remember& step)
{
    const QString table = models::resource("demo/cases.jsonl");
    const auto starts = models::readCaseTable(table.isEmpty() ? "demo/cases.jsonl" : table);
    if (!starts) {
        notify(QString::fromStdString(starts.error().message));
        return;
    }
    models::CaseList& cases = m_studio.cases();
    QSet<QString> there;
    for (int row = 0; row < cases.rowCount(); ++row)
        there.insert(cases.index(row).data(models::CaseList::FileRole).toString());
    QList<models::CaseStart> missing;
    for (const models::CaseStart& start : *starts)
        if (!there.contains(start.file))
            missing << start;
    cases.addCases(missing, step);
}

void MainWindow::showNote()
{
    const models::CaseList& cases = m_studio.cases();
    const QModelIndex row = cases.index(cases.rowOf(m_studio.currentCase()));
    // It may tell what is right, which readers are to find.
    m_note->setText(m_actions["view.notes"]->isChecked() && !isAnnotating()
                        ? row.data(models::CaseList::NoteRole).toString()
                        : QString());
}

void MainWindow::startTour()
{
    settings().setValue("tour/seen", true);
    const auto keyOf = [this](const char* id) {
        return m_actions[id]->shortcut().toString(QKeySequence::NativeText);
    };
    m_tour->start(
        {{tr("Cases whose truth is known"),
          tr("Each is a drawn picture with a caption that is true and one that is not; the line "
             "above the panels says which. %1 opens the next one.")
              .arg(keyOf("case.next")),
          m_caseDock},
         {tr("Four views of one question"),
          tr("Where a text is found, which region each word takes, a mask for each concept, and "
             "which words the picture does not bear out. All are linked: hover a patch in one. "
             "Hatched means no evidence."),
          m_grid},
         {tr("Words carry their evidence"),
          tr("Hover a word: its region lights up in every panel. A crossed word is not supported. "
             "%1 edits the caption, and the panels follow the typing.")
              .arg(keyOf("word.edit")),
          m_textDockWidget},
         {tr("How far to believe a panel"),
          tr("The badge says how often this method was right on pictures whose truth is known, or "
             "that nobody has measured it yet. Click it for intervals and for what they stand on."),
          activePanel()->panel()->findChild<views::PanelTitle*>()},
         {tr("Bring your own network"),
          tr("Choose a checkpoint folder here (%1), then measure it: Run, Calibrate network (%2). "
             "%3 finds every action by its name.")
              .arg(keyOf("network.choose"), keyOf("network.calibrate"), keyOf("help.actions")),
          m_networkButton}});
}

} // namespace app
