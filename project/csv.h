// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/line_fault.h"

#include <QByteArray>
#include <QStringList>

namespace project {

/// One record of a CSV file.
struct CsvRow {
    int line = 0; ///< on which it begins; quoted cells may go on for several
    QStringList cells;
};

struct CsvTable {
    QStringList header;       ///< each name once; one without a name is "column N"
    std::vector<CsvRow> rows; ///< each with as many cells as the header
    LineFaults faults;
};

/// Reads RFC 4180's CSV: cells may stand in quotes and hold separators, newlines and doubled
/// quotes; lines end in LF or CRLF. The separator is the comma, the semicolon or the tab, whichever
/// the header holds most of. Blank lines are passed over, a byte order mark is dropped. Faults: not
/// UTF-8, a quote that stays open, text around a quoted cell, another number of cells than the
/// header has, a column named twice. [any thread]
CsvTable readCsv(const QByteArray& bytes);

} // namespace project
