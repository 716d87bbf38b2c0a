// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "explain/progress.h"
#include "project/line_fault.h"

#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <functional>
#include <utility>

namespace project {

/// A picture that a row names.
struct TableImage {
    QString id;   ///< as given; empty: none
    QString file; ///< as given
    QString path; ///< absolute, clean
    QString role; ///< one of imageRoles
    int width = 0, height = 0;
    QString sha256;
};

/// A text that a row holds.
struct TableText {
    QString id; ///< as given; empty: none
    QString role = "caption";
    QString text;
};

/// One case of a table.
struct TableRow {
    int line = 0; ///< where it stands, the first is 1; of a folder: 0
    QString id;   ///< as given; empty: none
    QString title, note, domain;
    QStringList tags;
    std::vector<TableImage> images; ///< at least one
    std::vector<TableText> texts;
    nlohmann::json columns = nlohmann::json::object(); ///< all that has no role
};

/// Which columns play which roles: (role, column), in the order of the columns' texts and images.
/// Roles: id, image, images, texts, concepts, title, note, domain, tags, and the roles of images
/// (main, prior, lateral, ...), which take a file. texts, concepts and images may stand several
/// times. A role that is not named is played by the column of its name.
using ColumnRoles = std::vector<std::pair<QString, QString>>;

/// The words that may stand before '=' in a mapping.
QStringList tableRoles();

/// Reads "texts=caption,image=path". What follows a comma and does not start with a role and '='
/// belongs to the name of the column before it. Errors: Usage.
explain::Expected<ColumnRoles> readColumnRoles(const QString& assignments);

/// Roles for \p columns by what such columns are usually called ("filename", "caption", ...), for a
/// dialog to propose. Columns of exactly a role's name keep it.
ColumnRoles guessRoles(const QStringList& columns);

/// The cases of a table, in its order.
struct CaseTable {
    QString name;        ///< of the file, without its folder
    QStringList columns; ///< of a CSV its header, of JSON lines the keys in order of appearance
    std::vector<TableRow> rows;
    LineFaults faults;                ///< empty, or nothing of the table may be taken
    std::vector<QStringList> preview; ///< the first rows as they stand, by columns
};

/// How a table is read.
struct TableOptions {
    ColumnRoles roles = {};
    bool onlyRoles = false;   ///< no column plays a role by its name alone
    int mostRows = 1'000'000; ///< the rest is not looked at, e.g. for a preview
    int preview = 0;          ///< so many rows are kept as they stand
};

/// Reads JSON lines (an object a line: {"id", "image": FILE or "images": [{"file", "role", "id"}],
/// "texts": [TEXT or {"id", "text"}], "concepts", "title", "note", "domain", "tags", ...}), CSV
/// with the same names as columns (of cells, texts and image are one text and one file; concepts
/// and tags are cut at ';'), COCO's captions, or a folder: a case an image. Paths are relative to
/// the table. Whether images are there is for probeImages(). [any thread]
///
/// Errors: Input (cannot be read, too large, of none of these kinds), Usage (roles for a folder, or
/// of a column that is nowhere), Cancelled.
explain::Expected<CaseTable> readCaseTable(const QString& path, const TableOptions& options = {},
                                           const explain::Progress& progress = {});

/// What is known of an image without decoding it.
struct ImageFacts {
    int width = 0, height = 0; ///< upright, px
    QString sha256;            ///< hex, of the file's bytes
};

using ImageProbe = std::function<explain::Expected<ImageFacts>(const QString& path)>;

/// Fills in size and hash of every image of \p table; those that cannot be read become faults of
/// their lines. Errors: Cancelled. [any thread]
std::optional<explain::Error> probeImages(CaseTable& table, const ImageProbe& probe,
                                          const explain::Progress& progress = {});

} // namespace project
