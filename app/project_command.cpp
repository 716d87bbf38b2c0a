// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_command.h"

#include "app/case_tables.h"
#include "app/console.h"
#include "app/options.h"
#include "models/small_file.h"
#include "project/case_import.h"
#include "project/claims_file.h"
#include "project/document.h"
#include "project/project_info.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace app {
namespace {

using explain::Error;
using explain::Expected;
using project::Document;

const Option casesOption{"--cases", "FILE|FOLDER", "a case table, or a folder of images"};
const Option mapOption{"--map", "ROLE=COLUMN[,...]",
                       "which column plays which role, e.g. texts=caption,image=path", true};
const Option progressOption{"--progress", "bar|json",
                            "on standard error (default: a bar on a terminal)"};
const Option jsonOption{"--json", "", "the summary for machines"};
const Option helpOption{"--help", "", "this page"};

const std::vector<Option> newOptions{casesOption, mapOption, progressOption, helpOption};
const std::vector<Option> importOptions{casesOption,
                                        {"--claims", "FILE.jsonl", "claims, verdicts and regions"},
                                        mapOption,
                                        progressOption,
                                        helpOption};
const std::vector<Option> infoOptions{jsonOption, helpOption};
const std::vector<Option> exportOptions{
    {"--claims", "FILE.jsonl", "takes a line for each claim and reader"}, helpOption};

const char* const helpPage =
    R"(groundscope project new P.groundscope [--cases FILE|FOLDER] [--map ROLE=COLUMN ...]
groundscope project import P.groundscope --cases FILE|FOLDER [--map ROLE=COLUMN ...]
groundscope project import P.groundscope --claims FILE.jsonl
groundscope project info P.groundscope [--json]
groundscope project export P.groundscope --claims FILE.jsonl
groundscope verify P.groundscope

Makes a project, brings cases and claims into it, tells what it holds, writes its claims.

A case table is a file of JSON lines ({"id", "image": FILE or "images": [{"file", "role"}],
"texts": [...], "concepts": [...], ...}), a CSV with the same names as columns, or COCO captions;
paths are relative to it. Roles: id, image, images, texts, concepts, title, note, domain, tags,
and main, prior, lateral, generated, reference, frame, support for further images.
A file with a bad line is not taken at all: each such line is named, and the exit code is 3.

)";

Error usage(std::string message)
{
    return {Error::Kind::Usage, std::move(message)};
}

Error input(const QString& what, const std::string& why)
{
    return {Error::Kind::Input, what.toStdString() + ": " + why};
}

/// What is left of the arguments of all four: the project, and options of one of them.
struct Asked {
    QString project;
    Arguments arguments;

    bool has(const char* option) const { return arguments.has(option); }
    QString value(const char* option) const
    {
        return QString::fromStdString(arguments.value(option));
    }
};

/// A line for each fault. \returns the exit code
int failAt(const QString& file, const project::LineFaults& faults)
{
    int code = 0;
    for (const project::LineFault& fault : faults)
        code = fail(input(file, project::toText(fault)));
    return code;
}

Expected<project::TableOptions> tableOptions(const Asked& asked)
{
    project::TableOptions options;
    for (const std::string& list : asked.arguments.values("--map")) {
        auto roles = project::readColumnRoles(QString::fromStdString(list));
        if (!roles)
            return roles.error();
        std::ranges::move(*roles, std::back_inserter(options.roles));
    }
    if (!options.roles.empty() && !asked.has("--cases"))
        return usage("--map: expected --cases beside it, found nothing");
    return options;
}

Expected<explain::Progress> progressOf(const Asked& asked)
{
    const std::string style = asked.arguments.value("--progress", "bar");
    if (style != "bar" && style != "json")
        return usage("--progress: expected bar or json, found '" + style + "'");
    return consoleProgress(style == "json" ? ProgressStyle::Json : ProgressStyle::Bar);
}

/// Opens a project to be changed: there may be no other writer.
Expected<std::unique_ptr<Document>> openToWrite(const QString& file)
{
    auto document = Document::open(file);
    if (document && (*document)->isReadOnly())
        return input(file,
                     "expected a project that can be written, found that it is read-only: "
                         + (*document)->readOnlyReason().toStdString());
    return document;
}

/// Commits and waits until it is durable. \returns the exit code
int keep(Document& document, const QString& name, const project::Edit& edit)
{
    document.commit({.name = name}, edit);
    if (const auto error = document.flush())
        return fail(*error);
    return 0;
}

std::string counted(std::size_t count, const char* one, const char* many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

/// \returns the exit code
int addCases(Document& document, const QString& file, const project::CaseTable& table)
{
    const project::CaseImport import = project::importCases(document, table);
    if (!import.faults.empty())
        return failAt(file, import.faults);
    const std::string what = counted(import.cases.size(), "case", "cases");
    if (const int code = keep(document, QString::fromStdString("Import " + what), import.edit))
        return code;
    return print(document.file().toStdString() + ": " + what + ", "
                 + counted(std::size_t(import.images), "image", "images") + ", "
                 + counted(std::size_t(import.texts), "text", "texts") + " added\n");
}

/// The table that --cases names, whole and good. Without one: nothing.
Expected<std::optional<project::CaseTable>> tableOf(const Asked& asked)
{
    const auto options = tableOptions(asked);
    if (!options)
        return options.error();
    const auto progress = progressOf(asked);
    if (!progress)
        return progress.error();
    if (!asked.has("--cases"))
        return std::optional<project::CaseTable>();
    auto table = readCases(asked.value("--cases"), *options, *progress);
    clearProgress();
    if (!table)
        return table.error();
    return std::optional(*std::move(table));
}

/// A project that did not come to be leaves no file.
void removeProject(const QString& file)
{
    for (const char* suffix : {"", "-wal", "-shm", "-journal", ".lock"})
        QFile::remove(file + suffix);
}

int makeNew(const Asked& asked)
{
    if (QFileInfo::exists(asked.project))
        return fail(input(asked.project, "expected no such file, found one"));
    const auto table = tableOf(asked);
    if (!table)
        return fail(table.error());
    if (*table && !(*table)->faults.empty())
        return failAt(asked.value("--cases"), (*table)->faults);
    auto document = Document::create(asked.project);
    if (!document)
        return fail(document.error());
    int code = 0;
    if (*table)
        code = addCases(**document, asked.value("--cases"), **table);
    else if (const auto error = (*document)->flush())
        code = fail(*error);
    else
        code = print((*document)->file().toStdString() + ": no cases yet\n");
    *document = nullptr;
    if (code != 0)
        removeProject(asked.project);
    return code;
}

int importClaims(const Asked& asked)
{
    const QString file = asked.value("--claims");
    const auto bytes = models::readSmallFile(file, project::mostClaimsBytes);
    if (!bytes)
        return fail(bytes.error());
    const auto document = openToWrite(asked.project);
    if (!document)
        return fail(document.error());
    const project::ClaimsImport import = project::importClaims(**document, *bytes);
    if (!import.faults.empty())
        return failAt(file, import.faults);
    const std::string what = counted(std::size_t(import.claims), "claim", "claims");
    if (const int code = keep(**document, QString::fromStdString("Import " + what), import.edit))
        return code;
    return print((*document)->file().toStdString() + ": " + what + ", "
                 + counted(std::size_t(import.readings), "reading", "readings") + ", "
                 + counted(std::size_t(import.regions), "region", "regions") + " added\n");
}

int importInto(const Asked& asked)
{
    if (asked.has("--cases") == asked.has("--claims"))
        return fail(usage("import: expected one of --cases and --claims, found "
                          + std::string(asked.has("--cases") ? "both" : "neither")));
    if (asked.has("--claims")) {
        const auto options = tableOptions(asked);
        return options ? importClaims(asked) : fail(options.error());
    }
    // Before the table is read, which may take long.
    const auto document = openToWrite(asked.project);
    if (!document)
        return fail(document.error());
    const auto table = tableOf(asked);
    return table ? addCases(**document, asked.value("--cases"), **table) : fail(table.error());
}

int tell(const Asked& asked)
{
    const auto document = Document::open(asked.project);
    if (!document)
        return fail(document.error());
    const auto info = project::infoOf(**document);
    if (!info)
        return fail(info.error());
    return print(asked.has("--json") ? project::toJson(*info).dump(2) + '\n'
                                     : project::toText(*info));
}

int exportFrom(const Asked& asked)
{
    if (!asked.has("--claims"))
        return fail(usage("--claims: expected FILE.jsonl, found nothing"));
    const auto document = Document::open(asked.project);
    if (!document)
        return fail(document.error());
    const QString file = asked.value("--claims");
    if (const auto error = models::writeWhole(file, project::exportClaims(**document)))
        return fail(*error);
    return print(file.toStdString() + ": "
                 + counted((*document)->all<project::Claim>().size(), "claim", "claims") + '\n');
}

int runWith(const std::vector<std::string>& given, const std::vector<Option>& options,
            int (*act)(const Asked&))
{
    auto arguments = parse(given, options);
    if (!arguments)
        return fail(arguments.error());
    if (arguments->has("--help"))
        return print(helpPage + describe(options));
    if (arguments->words.size() != 1)
        return fail(usage("project: expected one PROJECT, found "
                          + std::to_string(arguments->words.size())));
    Asked asked{.project = QString::fromStdString(arguments->words.front())};
    asked.arguments = *std::move(arguments);
    return act(asked);
}

} // namespace

int projectCommand(const std::vector<std::string>& given)
{
    const std::string action = given.empty() ? "" : given.front();
    const std::vector<std::string> rest(given.begin() + !given.empty(), given.end());
    if (action == "new")
        return runWith(rest, newOptions, makeNew);
    if (action == "import")
        return runWith(rest, importOptions, importInto);
    if (action == "info")
        return runWith(rest, infoOptions, tell);
    if (action == "export")
        return runWith(rest, exportOptions, exportFrom);
    if (action == "--help" || action == "-h")
        return print(helpPage);
    return fail(
        usage("project: expected one of new, import, info, export, found '" + action + "'"));
}

} // namespace app
