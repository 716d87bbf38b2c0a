// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/case_importer.h"
#include "app/main_window.h"
#include "app/settings.h"
#include "models/small_file.h"
#include "project/claims_file.h"
#include "views/notice_bar.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace app {
namespace {

QString tableFolder()
{
    return settings().value("folders/tables", QDir::homePath()).toString();
}

void rememberTable(const QString& file)
{
    settings().setValue("folders/tables", QFileInfo(file).absolutePath());
}

} // namespace

void MainWindow::connectImport()
{
    m_importer =
        new CaseImporter([this]() -> project::Document& { return m_studio.document(); }, this);
    connect(m_importer, &CaseImporter::imported, this,
            [this](const QUuid& first) { m_studio.openCase(first); });
    connect(m_importer, &CaseImporter::claimsImported, this, [this](int claims, int readings) {
        m_notice->post(
            views::NoticeBar::Level::Notice,
            tr("Claims imported: %1 claims and %2 readings are new.").arg(claims).arg(readings));
    });
    connect(m_importer, &CaseImporter::failed, this,
            [this](const explain::Error& error) { notify(QString::fromStdString(error.message)); });
    connect(m_actions["cases.import"], &QAction::triggered, this, &MainWindow::importDialog);
    connect(m_actions["claims.export"], &QAction::triggered, this, &MainWindow::exportClaimsDialog);
}

void MainWindow::importDialog()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Import cases or claims"), tableFolder(),
        tr("Tables and claims (*.csv *.tsv *.jsonl *.ndjson *.json);;All files (*)"));
    if (file.isEmpty())
        return;
    rememberTable(file);
    m_importer->begin(file);
}

void MainWindow::exportClaimsDialog()
{
    QString file =
        QFileDialog::getSaveFileName(this, tr("Export claims"), tableFolder() + "/claims.jsonl",
                                     tr("JSON lines (*.jsonl);;All files (*)"));
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += ".jsonl";
    rememberTable(file);
    if (const auto error = models::writeWhole(file, project::exportClaims(m_studio.document())))
        notify(QString::fromStdString(error->message));
}

} // namespace app
