// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/coco_captions.h"

#include "explain/foreign_json.h"
#include "project/lines.h"
#include "project/table_row.h"

#include <QFileInfo>
#include <QHash>

#include <algorithm>

namespace project {
namespace {

using explain::memberOf;
using nlohmann::json;

/// The lines on which the objects of one list of a document begin.
std::vector<int> linesOfObjects(QByteArrayView bytes, QByteArrayView list)
{
    std::vector<int> lines;
    QByteArrayView key, text;
    int line = 1, depth = 0;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (c == '\n')
            ++line;
        if (c == '"') {
            const qsizetype from = at + 1;
            for (++at; at < bytes.size() && bytes[at] != '"'; ++at)
                at += bytes[at] == '\\';
            text = bytes.sliced(from, qMin(at, bytes.size()) - from);
        } else if (c == ':' && depth == 1) {
            key = text;
        } else if (c == '{' || c == '[') {
            if (c == '{' && depth == 2 && key == list)
                lines.push_back(line);
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return lines;
}

/// Folders in which images may lie, the likeliest first.
QList<QDir> placesFor(const QString& file)
{
    const QDir folder = QFileInfo(file).absoluteDir();
    const QString set = QFileInfo(file).completeBaseName().section('_', -1); // "val2017"
    QList<QDir> places{folder};
    const QStringList names{"images", "../images", set, "../" + set, "../images/" + set, ".."};
    for (const QString& name : names)
        if (const QDir place(folder.filePath(name)); !name.isEmpty() && place.exists())
            places << place;
    return places;
}

QString found(const QList<QDir>& places, const QString& file)
{
    for (const QDir& place : places)
        if (QFileInfo::exists(place.filePath(file)))
            return tablePath(place, file);
    return tablePath(places.front(), file);
}

class CocoReader {
public:
    CocoReader(const QByteArray& bytes, const QString& file, CaseTable& table)
        : m_bytes(bytes), m_places(placesFor(file)), m_table(table)
    {
    }

    void takeImages(const json& images)
    {
        const std::vector<int> lines = linesOfObjects(m_bytes, "images");
        for (std::size_t i = 0; i < images.size(); ++i) {
            const int line = i < lines.size() ? lines[i] : 1;
            const json& id = memberOf(images[i], "id");
            const json& name = memberOf(images[i], "file_name");
            if (!name.is_string() || name == "" || id.is_null() || id.is_structured())
                refuse(line, i, "images", R"({"id", "file_name"})", images[i]);
            else if (!m_rows.insert_or_assign(id.dump(), m_table.rows.size()).second)
                refuse(line, i, "images", "each id once", id);
            else
                m_table.rows.push_back(rowOf(line, images[i]));
        }
    }

    void takeCaptions(const json& annotations)
    {
        const std::vector<int> lines = linesOfObjects(m_bytes, "annotations");
        for (std::size_t i = 0; i < annotations.size(); ++i) {
            const int line = i < lines.size() ? lines[i] : 1;
            const json& caption = memberOf(annotations[i], "caption");
            const auto row = m_rows.find(memberOf(annotations[i], "image_id").dump());
            if (!caption.is_string())
                refuse(line, i, "annotations", R"({"image_id", "caption"})", annotations[i]);
            else if (row == m_rows.end())
                refuse(line, i, "annotations", "the id of an image", annotations[i]);
            else if (row->second < m_table.rows.size())
                m_table.rows[row->second].texts.push_back(
                    {.text = QString::fromStdString(caption.get<std::string>()).trimmed()});
        }
    }

private:
    TableRow rowOf(int line, const json& image) const
    {
        const json& id = image["id"];
        TableRow row{.line = line};
        row.id = QString::fromStdString(id.is_string() ? id.get<std::string>() : id.dump());
        const QString file = QString::fromStdString(image["file_name"].get<std::string>());
        row.images.push_back({.file = file, .path = found(m_places, file), .role = "main"});
        row.title = QFileInfo(file).completeBaseName();
        return row;
    }

    void refuse(int line, std::size_t index, const char* list, const char* expected,
                const json& value)
    {
        m_table.faults.push_back({line,
                                  std::string(list) + '[' + std::to_string(index) + "]: expected "
                                      + expected + ", found " + explain::shortened(value)});
    }

    const QByteArray& m_bytes;
    QList<QDir> m_places;
    CaseTable& m_table;
    std::map<std::string, std::size_t> m_rows; ///< by the id as it is written
};

} // namespace

bool looksLikeCoco(const QByteArray& bytes)
{
    Lines lines(bytes);
    if (!lines.next())
        return false;
    const QByteArrayView first = lines.text();
    const std::string_view text(first.data(), std::size_t(first.size()));
    if (explain::depthFault(text))
        return false;
    const json object = json::parse(text, nullptr, false);
    return object.is_discarded() || (object.contains("images") && object.contains("annotations"));
}

std::optional<explain::Error> readCocoCaptions(const QByteArray& bytes, const QString& file,
                                               CaseTable& table)
{
    const auto input = [](const std::string& why) {
        return explain::Error{explain::Error::Kind::Input, why};
    };
    if (const auto fault = explain::depthFault({bytes.constData(), std::size_t(bytes.size())}))
        return input(*fault);
    const json document = json::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
    const json& images = memberOf(document, "images");
    const json& annotations = memberOf(document, "annotations");
    if (document.is_discarded() || !images.is_array() || !annotations.is_array())
        return input(R"(expected {"images": [...], "annotations": [...]}, found something else)");
    CocoReader reader(bytes, file, table);
    reader.takeImages(images);
    reader.takeCaptions(annotations);
    return {};
}

} // namespace project
