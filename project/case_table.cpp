// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/case_table.h"

#include "explain/foreign_json.h"
#include "explain/regular_file.h"
#include "project/coco_captions.h"
#include "project/csv.h"
#include "project/lines.h"
#include "project/rows.h"
#include "project/table_row.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace project {
namespace {

using explain::Error;

constexpr std::size_t mostBytes = std::size_t(512) << 20;

const QStringList imageSuffixes{"png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp", "gif"};

Error input(const QString& what, const std::string& why)
{
    return {Error::Kind::Input, what.toStdString() + ": " + why};
}

Error usage(const std::string& why)
{
    return {Error::Kind::Usage, why};
}

/// As people count: "9.png" before "10.png". Runs of digits compare by their values.
bool comesBefore(const QString& a, const QString& b)
{
    const auto runAt = [](const QString& text, qsizetype at) {
        qsizetype end = at;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9')
            ++end;
        while (at < end - 1 && text[at] == '0')
            ++at;
        return QStringView(text).sliced(at, end - at);
    };
    qsizetype i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        const QStringView left = runAt(a, i), right = runAt(b, j);
        if (!left.isEmpty() && !right.isEmpty()) {
            if (left.size() != right.size())
                return left.size() < right.size();
            if (left != right)
                return left < right;
            i = left.end() - QStringView(a).begin();
            j = right.end() - QStringView(b).begin();
        } else if (a[i] != b[j]) {
            return a[i] < b[j];
        } else {
            ++i;
            ++j;
        }
    }
    return a.size() - i == b.size() - j ? a < b : a.size() - i < b.size() - j;
}

/// A case an image of the folder and those below it; links to folders are not followed.
explain::Expected<CaseTable> readFolder(const QString& path, const TableOptions& options)
{
    if (!options.roles.empty())
        return usage("--map: expected a table with columns, found the folder "
                     + path.toStdString());
    const QDir folder(path);
    CaseTable table{.name = QFileInfo(folder.absolutePath()).fileName()};
    QStringList files;
    QDirIterator all(path, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QFileInfo file(all.next());
        if (imageSuffixes.contains(file.suffix().toLower()))
            files << folder.relativeFilePath(file.filePath());
        if (files.size() > 1'000'000)
            return input(path, "expected at most 1000000 images, found more");
    }
    std::ranges::sort(files, comesBefore);
    for (const QString& file : files.first(qMin<qsizetype>(files.size(), options.mostRows))) {
        TableRow row{.title = QFileInfo(file).completeBaseName()};
        row.images.push_back({.file = file, .path = tablePath(folder, file), .role = "main"});
        table.rows.push_back(std::move(row));
    }
    if (files.isEmpty())
        return input(path, "expected images in the folder, found none");
    return table;
}

void take(explain::Expected<TableRow> row, int line, CaseTable& table)
{
    if (!row) {
        table.faults.push_back({line, row.error().message});
        return;
    }
    row->line = line;
    table.rows.push_back(*std::move(row));
}

void readCsvRows(const QByteArray& bytes, const RowReader& reader, const TableOptions& options,
                 CaseTable& table)
{
    int mostRows = options.mostRows;
    CsvTable csv = readCsv(bytes);
    table.columns = csv.header;
    for (CsvRow& row : csv.rows) {
        if (mostRows-- == 0)
            break;
        take(reader.read(csv.header, row.cells), row.line, table);
        if (int(table.preview.size()) < options.preview)
            table.preview.push_back(std::move(row.cells));
    }
    std::ranges::move(csv.faults, std::back_inserter(table.faults));
    std::ranges::stable_sort(table.faults, {}, &LineFault::line);
}

/// Reads JSON lines, and notes the keys that it meets.
class JsonLinesReader {
public:
    JsonLinesReader(const RowReader& reader, int preview, CaseTable& table)
        : m_reader(reader), m_preview(preview), m_table(table)
    {
    }

    void read(const Lines& lines)
    {
        const QByteArrayView line = lines.text();
        const std::string_view text(line.data(), std::size_t(line.size()));
        if (!QUtf8StringView(line).isValidUtf8())
            return refuse(lines.number(), "expected UTF-8, found other bytes");
        if (auto fault = explain::depthFault(text))
            return refuse(lines.number(), *std::move(fault));
        const json object = json::parse(text, nullptr, false);
        if (object.is_discarded())
            return refuse(lines.number(), "expected JSON, found something else");
        if (object.is_object())
            note(object);
        take(m_reader.read(object), lines.number(), m_table);
    }

private:
    using json = nlohmann::json;

    void refuse(int line, std::string why) { m_table.faults.push_back({line, std::move(why)}); }

    void note(const json& object)
    {
        for (const auto& [name, value] : object.items())
            if (const QString key = QString::fromStdString(name);
                m_seen.size() < mostColumns && !m_seen.contains(key)) {
                m_seen.insert(key);
                m_table.columns << key;
            }
        if (int(m_table.preview.size()) == m_preview)
            return;
        QStringList cells;
        for (const QString& column : m_table.columns) {
            const json& value = explain::memberOf(object, column.toStdString().c_str());
            cells << (value.is_null()         ? QString()
                          : value.is_string() ? QString::fromStdString(value.get<std::string>())
                                              : QString::fromStdString(value.dump()));
        }
        m_table.preview.push_back(std::move(cells));
    }

    static constexpr qsizetype mostColumns = 10'000;

    const RowReader& m_reader;
    int m_preview;
    CaseTable& m_table;
    QSet<QString> m_seen;
};

void readJsonLines(const QByteArray& bytes, const RowReader& reader, const TableOptions& options,
                   CaseTable& table, const explain::Progress& progress)
{
    JsonLinesReader lineReader(reader, options.preview, table);
    int left = options.mostRows;
    for (Lines lines(bytes); lines.next() && left-- > 0 && !progress.cancelled();)
        lineReader.read(lines);
}

/// Of a table that has columns; \p roles as given.
std::optional<Error> checkRoles(const ColumnRoles& roles, const CaseTable& table)
{
    for (const auto& [role, column] : roles)
        if (!table.columns.isEmpty() && !table.columns.contains(column))
            return usage("--map: expected a column of the table for " + role.toStdString()
                         + ", found '" + column.toStdString() + "'; it has "
                         + explain::shortened(table.columns.join(", ").toStdString()));
    return {};
}

} // namespace

QStringList tableRoles()
{
    QStringList roles{"id",    "image", "images", "texts", "concepts",
                      "title", "note",  "domain", "tags"};
    for (const std::string_view role : imageRoles)
        roles << QString::fromUtf8(role.data(), qsizetype(role.size()));
    return roles;
}

explain::Expected<ColumnRoles> readColumnRoles(const QString& assignments)
{
    ColumnRoles roles;
    for (const QString& part : assignments.split(',')) {
        const qsizetype equals = part.indexOf('=');
        const QString role = part.left(equals).trimmed();
        if (equals > 0 && tableRoles().contains(role))
            roles.emplace_back(role, part.mid(equals + 1));
        else if (!roles.empty())
            roles.back().second += ',' + part;
        else if (equals > 0)
            return usage("--map: expected one of " + tableRoles().join(", ").toStdString()
                         + " before '=', found '" + role.toStdString() + "'");
        else
            return usage("--map: expected role=column, found '" + part.toStdString() + "'");
    }
    for (const auto& [role, column] : roles)
        if (column.isEmpty())
            return usage("--map: expected a column for " + role.toStdString() + ", found nothing");
    return roles;
}

ColumnRoles guessRoles(const QStringList& columns)
{
    static const QList<std::pair<QString, QStringList>> usual{
        {"id", {"id", "case", "case_id", "uuid", "study_id", "image_id"}},
        {"image",
         {"image", "file", "filename", "file_name", "filepath", "file_path", "path", "image_path",
          "image_file", "img", "img_path"}},
        {"images", {"images"}},
        {"texts",
         {"texts", "text", "caption", "captions", "prompt", "report", "findings", "impression",
          "description", "sentence"}},
        {"concepts", {"concepts", "concept", "labels", "label"}},
        {"title", {"title", "name"}},
        {"note", {"note", "notes"}},
        {"domain", {"domain"}},
        {"tags", {"tags", "tag", "keywords"}},
        {"prior", {"prior", "prior_image"}},
        {"lateral", {"lateral", "lateral_image"}}};
    ColumnRoles roles;
    for (const auto& [role, names] : usual)
        for (const QString& column : columns)
            if (names.contains(column.trimmed().toLower().replace(' ', '_'))) {
                roles.emplace_back(role, column);
                if (role != "texts")
                    break;
            }
    return roles;
}

explain::Expected<CaseTable> readCaseTable(const QString& path, const TableOptions& options,
                                           const explain::Progress& progress)
{
    const QFileInfo info(path);
    if (info.isDir())
        return readFolder(path, options);
    progress.report(0, "reading the table");
    const auto whole = explain::readWholeFile(path.toStdString(), mostBytes);
    if (!whole)
        return whole.error();
    const QByteArray bytes = QByteArray::fromRawData(whole->data(), qsizetype(whole->size()));
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return input(path, "expected UTF-8, found UTF-16");
    CaseTable table{.name = info.fileName()};
    const RowReader reader(options.roles, options.onlyRoles, info.absoluteDir());
    const QString suffix = info.suffix().toLower();
    const bool isCsv = suffix == "csv" || suffix == "tsv";
    const bool isLines = suffix == "jsonl" || suffix == "ndjson";
    const bool isCoco = !isCsv && !isLines && looksLikeCoco(bytes);
    if (isCoco && !options.roles.empty())
        return usage("--map: expected a table with columns, found COCO captions");
    if (isCoco) {
        if (const auto error = readCocoCaptions(bytes, path, table))
            return input(path, error->message);
        table.rows.resize(qMin(table.rows.size(), std::size_t(options.mostRows)));
        return table;
    }
    if (isCsv)
        readCsvRows(bytes, reader, options, table);
    else
        readJsonLines(bytes, reader, options, table, progress);
    if (progress.cancelled())
        return explain::cancelledError;
    if (table.rows.empty() && table.faults.empty())
        return input(path, "expected at least one row, found none");
    if (const auto error = checkRoles(options.roles, table))
        return *error;
    return table;
}

std::optional<Error> probeImages(CaseTable& table, const ImageProbe& probe,
                                 const explain::Progress& progress)
{
    QHash<QString, ImageFacts> known;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (progress.cancelled())
            return explain::cancelledError;
        progress.report(double(i) / double(table.rows.size()), "reading images");
        for (TableImage& image : table.rows[i].images) {
            if (!known.contains(image.path)) {
                auto facts = probe(image.path);
                if (!facts) {
                    table.faults.push_back({table.rows[i].line, "image: " + facts.error().message});
                    break;
                }
                known.insert(image.path, *std::move(facts));
            }
            const ImageFacts& facts = known[image.path];
            image.width = facts.width;
            image.height = facts.height;
            image.sha256 = facts.sha256;
        }
    }
    std::ranges::stable_sort(table.faults, {}, &LineFault::line);
    return {};
}

} // namespace project
