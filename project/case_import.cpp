// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/case_import.h"

#include "project/document.h"
#include "project/image_place.h"

#include <QFileInfo>
#include <QHash>

namespace project {
namespace {

/// Of ids that follow from what a row says of itself.
const QUuid casesSpace("{5b3f7c62-2c1e-5d64-9a53-0f4b7e8c1d20}");

QUuid uuidOf(const QString& text)
{
    return text.size() == 36 ? QUuid::fromString(text) : QUuid();
}

/// Everything of a row that stays the same wherever the table lies.
QString contentOf(const TableRow& row)
{
    QStringList parts{row.id};
    for (const TableImage& image : row.images)
        parts << image.file << image.sha256;
    return parts.join('\n');
}

/// Hands out ids: each once, in the table and in the document.
class Ids {
public:
    Ids(const Document& document, CaseImport& import) : m_document(document), m_import(import) { }

    /// \p given where it is a UUID, else what follows from \p space and \p name.
    template <class T>
    QUuid next(const TableRow& row, const char* what, const QString& given, const QUuid& space,
               const QString& name)
    {
        QUuid id = uuidOf(given);
        if (id.isNull()) {
            id = QUuid::createUuidV5(space, name);
            if (m_document.find<T>(id) || m_lines.contains(id))
                id = QUuid::createUuid();
        } else if (const auto earlier = m_lines.constFind(id); earlier != m_lines.cend()) {
            refuse(row, what, "each once, found it on line " + std::to_string(*earlier) + " too");
        } else if (m_document.find<T>(id)) {
            refuse(row, what, "one that the project does not have, found " + given.toStdString());
        }
        m_lines.insert(id, row.line);
        return id;
    }

private:
    void refuse(const TableRow& row, const char* what, const std::string& why)
    {
        m_import.faults.push_back({row.line, std::string(what) + ": expected " + why});
    }

    const Document& m_document;
    CaseImport& m_import;
    QHash<QUuid, int> m_lines; ///< where each was given
};

/// Puts the rows of one table into an edit.
class Importer {
public:
    Importer(const Document& document, CaseImport& import)
        : m_document(document), m_import(import), m_ids(document, import),
          m_case(document.nextPosition<Case>()), m_image(document.nextPosition<Image>()),
          m_text(document.nextPosition<Text>())
    {
    }

    void take(const TableRow& row)
    {
        const QString content = contentOf(row);
        const int copy =
            m_copies[content]++; // rows that say the same are told apart by their order
        const QUuid id =
            m_ids.next<Case>(row, "id", row.id, casesSpace, content + '\n' + QString::number(copy));
        m_rows.emplace_back(caseOf(row, id));
        m_import.cases.push_back(id);
        for (std::size_t i = 0; i < row.images.size(); ++i)
            takeImage(row, id, i);
        for (std::size_t i = 0; i < row.texts.size(); ++i) {
            const TableText& text = row.texts[i];
            const QUuid textId =
                m_ids.next<Text>(row, "text id", text.id, id, QString("text %1").arg(i));
            m_rows.emplace_back(Text{textId, id, m_text++, text.role, text.text});
            ++m_import.texts;
        }
    }

    void finish()
    {
        if (m_import.faults.empty())
            for (Row& row : m_rows)
                m_import.edit.insert(std::move(row));
    }

private:
    Case caseOf(const TableRow& row, const QUuid& id)
    {
        Case made{.id = id, .position = m_case++, .title = row.title, .note = row.note};
        made.domain = row.domain;
        made.tags = row.tags;
        made.columns = row.columns;
        const bool isOurs = !uuidOf(row.id).isNull();
        if (!row.id.isEmpty() && !isOurs)
            made.columns["id"] = row.id.toStdString(); // for grouping and for finding it again
        if (made.title.isEmpty())
            made.title = row.id.isEmpty() || isOurs
                ? QFileInfo(row.images.front().file).completeBaseName()
                : row.id;
        return made;
    }

    void takeImage(const TableRow& row, const QUuid& caseId, std::size_t index)
    {
        const TableImage& from = row.images[index];
        Image image{.caseId = caseId, .position = m_image++, .role = from.role};
        image.id =
            m_ids.next<Image>(row, "image id", from.id, caseId, QString("image %1").arg(index));
        image.file = storedPath(m_document.file(), from.path);
        image.sha256 = from.sha256;
        image.width = from.width;
        image.height = from.height;
        m_rows.emplace_back(std::move(image));
        ++m_import.images;
    }

    const Document& m_document;
    CaseImport& m_import;
    Ids m_ids;
    qint64 m_case, m_image, m_text;
    QHash<QString, int> m_copies;
    std::vector<Row> m_rows;
};

} // namespace

CaseImport importCases(const Document& document, const CaseTable& table)
{
    CaseImport import{.edit = Edit(document), .faults = table.faults};
    Importer importer(document, import);
    for (const TableRow& row : table.rows)
        importer.take(row);
    importer.finish();
    return import;
}

} // namespace project
