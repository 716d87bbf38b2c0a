// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/case_importer.h"

#include "app/case_tables.h"
#include "app/settings.h"
#include "models/image_file.h"
#include "models/small_file.h"
#include "project/case_import.h"
#include "project/claims_file.h"
#include "project/document.h"
#include "views/import_page.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QtConcurrent>

namespace app {
namespace {

using project::ColumnRoles;

constexpr int shownRows = 8, checkedRows = 200, manyImages = 100, progressSteps = 1000;
constexpr std::size_t mostShownFaults = 1000;

const QStringList tableSuffixes{"csv", "tsv", "jsonl", "ndjson", "json"};

bool hasManyImages(const QString& folder)
{
    int images = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    for (int seen = 0; files.hasNext() && seen < 10'000; ++seen) {
        images += models::imageSuffixes().contains(QFileInfo(files.next()).suffix().toLower());
        if (images > manyImages)
            return true;
    }
    return false;
}

QList<views::ImportRole> roles()
{
    const auto tr = [](const char* title) { return CaseImporter::tr(title); };
    return {{"image", tr("image")},
            {"images", tr("several images")},
            {"texts", tr("text")},
            {"concepts", tr("concepts")},
            {"id", tr("id")},
            {"title", tr("title")},
            {"note", tr("note")},
            {"domain", tr("domain")},
            {"tags", tr("tags")},
            {"prior", tr("prior image")},
            {"lateral", tr("lateral image")},
            {"generated", tr("generated image")},
            {"reference", tr("reference image")},
            {"frame", tr("frame")},
            {"support", tr("support image")}};
}

/// Where the mapping of tables with these columns is remembered.
QString keyOf(const QStringList& columns)
{
    const QByteArray header = columns.join('\n').toUtf8();
    return "import/"
        + QString::fromLatin1(
               QCryptographicHash::hash(header, QCryptographicHash::Sha256).toHex().left(32));
}

/// What was chosen for tables like it, else what its columns are usually taken for.
ColumnRoles rolesFor(const QStringList& columns)
{
    if (!settings().contains(keyOf(columns)))
        return project::guessRoles(columns);
    ColumnRoles roles;
    const QStringList known = project::tableRoles();
    for (const QString& kept : settings().value(keyOf(columns)).toStringList())
        if (const QString role = kept.section('=', 0, 0), column = kept.section('=', 1);
            known.contains(role) && columns.contains(column))
            roles.emplace_back(role, column);
    return roles;
}

/// Whether a file of JSON lines holds claims and no cases.
bool areClaims(const QStringList& columns)
{
    return columns.contains("claim") && columns.contains("case") && columns.contains("spans");
}

/// The rows of a folder or of COCO captions, which have no columns to be mapped.
QList<QStringList> plainRows(const project::CaseTable& table)
{
    QList<QStringList> rows;
    for (const project::TableRow& row : table.rows) {
        if (rows.size() == shownRows)
            break;
        QStringList texts;
        for (const project::TableText& text : row.texts)
            texts << text.text;
        rows.append({row.images.front().file, texts.join('\n')});
    }
    return rows;
}

void work(QPromise<explain::Expected<project::CaseTable>>& promise, const QString& path,
          const project::TableOptions& options, bool withImages)
{
    promise.setProgressRange(0, progressSteps);
    explain::Progress progress;
    progress.report = [&](double fraction, std::string_view step) {
        promise.setProgressValueAndText(int(progressSteps * fraction),
                                        QString::fromUtf8(step.data(), qsizetype(step.size())));
    };
    progress.cancelled = [&] { return promise.isCanceled(); };
    promise.addResult(withImages ? readCases(path, options, progress)
                                 : project::readCaseTable(path, options, progress));
}

} // namespace

CaseImporter::CaseImporter(std::function<project::Document&()> document, QWidget* window)
    : QObject(window), m_document(std::move(document)), m_page(new views::ImportPage(window))
{
    m_pool.setMaxThreadCount(1);
    m_page->setRoles(roles());
    connect(m_page, &views::ImportPage::rolesChanged, this, [this] { start(Step::Check); });
    connect(m_page, &views::ImportPage::importRequested, this, [this] { start(Step::Read); });
    connect(m_page, &views::ImportPage::cancelRequested, this, [this] { m_future.cancel(); });
}

CaseImporter::~CaseImporter()
{
    m_future.cancel();
    m_pool.waitForDone();
}

bool CaseImporter::takes(const QString& path)
{
    const QFileInfo info(path);
    return info.isDir() ? hasManyImages(path) : tableSuffixes.contains(info.suffix().toLower());
}

void CaseImporter::begin(const QString& path)
{
    m_path = path;
    start(Step::Look);
}

project::TableOptions CaseImporter::options(Step step) const
{
    project::TableOptions options;
    if (step != Step::Read)
        options.mostRows = checkedRows;
    if (step == Step::Look) {
        options.preview = shownRows;
        return options;
    }
    options.onlyRoles = m_hasColumns;
    if (m_hasColumns)
        for (const views::ImportColumn& column : m_page->columns())
            if (!column.role.isEmpty())
                options.roles.emplace_back(column.role, column.name);
    return options;
}

void CaseImporter::start(Step step)
{
    m_future.cancel(); // whatever went on is of an older choice
    const int run = ++m_run;
    if (step == Step::Read)
        m_page->setRunning(true);
    auto* watcher = new QFutureWatcher<Outcome>(this);
    const QFuture<Outcome> future =
        QtConcurrent::run(&m_pool, work, m_path, options(step), step == Step::Read);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this, [=, this](int value) {
        if (step == Step::Read && run == m_run)
            m_page->setProgress(double(value) / progressSteps, watcher->progressText());
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [=, this] {
        watcher->deleteLater();
        if (run == m_run) // else another has taken its place
            finish(step);
    });
    m_future = future;
    watcher->setFuture(future);
}

void CaseImporter::finish(Step step)
{
    m_page->setRunning(false);
    if (m_future.isCanceled() || m_future.resultCount() == 0) {
        m_page->setMessage(tr("cancelled, nothing was imported"));
        return;
    }
    const Outcome outcome = m_future.result();
    if (!outcome) {
        if (step == Step::Look)
            Q_EMIT failed(outcome.error());
        else
            showFaults({{0, outcome.error().message}});
        return;
    }
    if (step == Step::Look && areClaims(outcome->columns))
        takeClaims(outcome->name);
    else if (step == Step::Look)
        show(*outcome);
    else if (step == Step::Check || !outcome->faults.empty())
        showFaults(outcome->faults);
    else
        commit(*outcome);
}

void CaseImporter::show(const project::CaseTable& table)
{
    m_hasColumns = !table.columns.isEmpty();
    QList<views::ImportColumn> columns;
    if (m_hasColumns) {
        const ColumnRoles roles = rolesFor(table.columns);
        for (const QString& name : table.columns) {
            const auto role = std::ranges::find(roles, name, &ColumnRoles::value_type::second);
            columns.append({name, role == roles.end() ? QString() : role->first});
        }
    } else {
        columns = {{tr("image"), {}}, {tr("texts"), {}}};
    }
    m_page->setTable(table.name, columns,
                     m_hasColumns ? QList<QStringList>(table.preview.begin(), table.preview.end())
                                  : plainRows(table),
                     m_hasColumns);
    m_page->setMessage({});
    showFaults({});
    m_page->show();
    m_page->raise();
    m_page->activateWindow();
    start(Step::Check);
}

void CaseImporter::showFaults(const project::LineFaults& faults)
{
    QStringList lines;
    for (const project::LineFault& fault : faults) {
        if (lines.size() == qsizetype(mostShownFaults)) {
            lines << tr("and %1 more").arg(faults.size() - mostShownFaults);
            break;
        }
        lines << QString::fromStdString(project::toText(fault));
    }
    m_page->setFaults(lines);
    if (!lines.isEmpty())
        m_page->setMessage({});
}

void CaseImporter::commit(const project::CaseTable& table)
{
    project::Document& document = m_document();
    const project::CaseImport import = project::importCases(document, table);
    if (!import.faults.empty()) {
        showFaults(import.faults);
        return;
    }
    const std::size_t count = import.cases.size();
    if (!document.commit(
            {.name = count == 1 ? tr("Import 1 case") : tr("Import %1 cases").arg(count)},
            import.edit))
        return; // refused, and it says why
    remember();
    m_page->accept();
    if (!import.cases.empty())
        Q_EMIT imported(import.cases.front());
}

void CaseImporter::takeClaims(const QString& name)
{
    const auto bytes = models::readSmallFile(m_path, project::mostClaimsBytes);
    if (!bytes) {
        Q_EMIT failed(bytes.error());
        return;
    }
    project::Document& document = m_document();
    const project::ClaimsImport import = project::importClaims(document, *bytes);
    if (import.faults.empty()) {
        if (!import.edit.isEmpty())
            document.commit({.name = tr("Import claims of %1").arg(name)}, import.edit);
        Q_EMIT claimsImported(import.claims, import.readings);
        return;
    }
    m_hasColumns = false;
    m_page->setTable(name, {}, {}, false);
    m_page->setMessage({});
    showFaults(import.faults);
    m_page->show();
}

void CaseImporter::remember() const
{
    if (!m_hasColumns)
        return;
    QStringList columns, roles;
    for (const views::ImportColumn& column : m_page->columns()) {
        columns << column.name;
        if (!column.role.isEmpty())
            roles << column.role + '=' + column.name;
    }
    settings().setValue(keyOf(columns), roles);
}

} // namespace app
