// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/csv.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace project {
namespace {

struct Record {
    int line = 0;
    std::vector<QByteArray> cells;
    std::string fault; ///< empty: none

    bool isBlank() const { return cells.size() == 1 && cells.front().isEmpty() && fault.empty(); }
};

/// Cuts bytes into records.
class Cutter {
public:
    Cutter(QByteArrayView bytes, char separator) : m_bytes(bytes), m_separator(separator) { }

    bool atEnd() const { return m_at >= m_bytes.size(); }

    Record next()
    {
        Record record{.line = m_line};
        do
            record.cells.push_back(cell(record));
        while (took(m_separator));
        took('\r');
        took('\n');
        return record;
    }

private:
    char here() const { return atEnd() ? '\n' : m_bytes[m_at]; }

    bool took(char wanted)
    {
        if (atEnd() || m_bytes[m_at] != wanted)
            return false;
        m_line += wanted == '\n';
        ++m_at;
        return true;
    }

    bool atLineEnd() const
    {
        return here() == '\n'
            || (here() == '\r' && (m_at + 1 == m_bytes.size() || m_bytes[m_at + 1] == '\n'));
    }

    QByteArray plain()
    {
        const qsizetype from = m_at;
        while (!atEnd() && !atLineEnd() && here() != m_separator)
            ++m_at;
        return m_bytes.sliced(from, m_at - from).toByteArray();
    }

    QByteArray cell(Record& record)
    {
        if (atEnd() || here() != '"')
            return plain();
        QByteArray text;
        for (++m_at; !atEnd();) {
            const char c = m_bytes[m_at++];
            m_line += c == '\n';
            if (c != '"') {
                text += c;
            } else if (took('"')) { // doubled, it stands for itself
                text += '"';
            } else {
                if (!plain().isEmpty())
                    record.fault = "quoted cell: expected a separator after it, found more text";
                return text;
            }
        }
        record.fault = "quoted cell: expected a quote at its end, found the end of the file";
        return text;
    }

    QByteArrayView m_bytes;
    char m_separator;
    qsizetype m_at = 0;
    int m_line = 1;
};

char separatorOf(QByteArrayView bytes)
{
    constexpr std::array candidates{',', ';', '\t'};
    std::array<int, candidates.size()> counts{};
    bool quoted = false;
    for (const char c : bytes) {
        quoted ^= c == '"';
        if (c == '\n' && !quoted)
            break;
        if (const auto found = std::ranges::find(candidates, c);
            found != candidates.end() && !quoted)
            ++counts[std::size_t(found - candidates.begin())];
    }
    return candidates[std::size_t(std::ranges::max_element(counts) - counts.begin())];
}

/// Into strings; false: not UTF-8.
bool decode(const std::vector<QByteArray>& cells, QStringList& into)
{
    for (const QByteArray& cell : cells) {
        if (!QUtf8StringView(cell).isValidUtf8())
            return false;
        into << QString::fromUtf8(cell);
    }
    return true;
}

std::string headerFault(QStringList& header)
{
    QSet<QString> seen;
    for (qsizetype i = 0; i < header.size(); ++i) {
        header[i] = header[i].trimmed();
        if (header[i].isEmpty())
            header[i] = QString("column %1").arg(i + 1);
        if (seen.contains(header[i]))
            return "columns: expected each name once, found '" + header[i].toStdString()
                + "' twice";
        seen.insert(header[i]);
    }
    return {};
}

} // namespace

CsvTable readCsv(const QByteArray& bytes)
{
    QByteArrayView rest(bytes);
    if (rest.startsWith("\xef\xbb\xbf"))
        rest = rest.sliced(3);
    CsvTable table;
    const auto refuse = [&](int line, std::string reason) {
        table.faults.push_back({line, std::move(reason)});
    };
    for (Cutter cutter(rest, separatorOf(rest)); !cutter.atEnd();) {
        Record record = cutter.next();
        if (record.isBlank())
            continue;
        CsvRow row{.line = record.line};
        if (record.fault.empty() && !decode(record.cells, row.cells))
            record.fault = "text: expected UTF-8, found other bytes";
        const bool isHeader = table.header.isEmpty();
        if (isHeader && record.fault.empty())
            record.fault = headerFault(row.cells);
        if (!isHeader && record.fault.empty() && row.cells.size() != table.header.size())
            record.fault = "cells: expected " + std::to_string(table.header.size()) + ", found "
                + std::to_string(row.cells.size());
        if (!record.fault.empty()) {
            refuse(record.line, std::move(record.fault));
            if (isHeader)
                break; // without columns the rest means nothing
        } else if (isHeader) {
            table.header = std::move(row.cells);
        } else {
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

} // namespace project
