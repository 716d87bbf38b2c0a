// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace project {

/// Part of a text, in Unicode code points; \p end is exclusive.
struct Span {
    int begin = 0;
    int end = 0;

    bool operator==(const Span&) const = default;
};

/// One or more images and the texts that speak of them.
struct Case {
    QUuid id;
    qint64 position = 0; ///< among the cases; ascending, gaps are allowed
    QString title;
    QString note;   ///< what there is to learn from it; usually empty
    QString domain; ///< of calibrations: "shapes", "chest"; empty: not known
    QStringList tags;
    nlohmann::json columns = nlohmann::json::object(); ///< other columns of the table it came from

    bool operator==(const Case&) const = default;
};

/// A picture of a case.
struct Image {
    QUuid id;
    QUuid caseId;
    qint64 position = 0;
    QString role = "main"; ///< main, prior, lateral, generated, reference, frame, support
    QString file;          ///< relative to the project's folder where it lies below it; '/'
    QString sha256;        ///< of the file's bytes; empty: not read yet
    int width = 0;         ///< upright, px; 0: not read yet
    int height = 0;
    bool embedded = false; ///< its bytes are a blob of the project, named by sha256

    bool operator==(const Image&) const = default;
};

/// A caption, concept or report of a case.
struct Text {
    QUuid id;
    QUuid caseId;
    qint64 position = 0;
    QString role = "caption"; ///< caption, concept
    QString text;

    bool operator==(const Text&) const = default;
};

/// Somebody who judges.
struct Reader {
    QUuid id;
    qint64 position = 0;
    QString name;

    bool operator==(const Reader&) const = default;
};

/// What a text says that can be true or false of an image.
struct Claim {
    QUuid id;
    QUuid caseId;
    QUuid image;
    QUuid text;
    qint64 position = 0;
    std::vector<Span> spans;                         ///< in the text, at least one
    QString type = "object";                         ///< one of claimTypes
    QString assertion = "present";                   ///< present, absent, uncertain
    nlohmann::json other = nlohmann::json::object(); ///< keys of its line that we do not know

    bool operator==(const Claim&) const = default;
};

/// What one reader says of one claim.
struct Reading {
    QUuid id;
    QUuid claim;
    QUuid reader; ///< null: nobody's (evidence that came with a claim)
    qint64 position = 0;
    QString verdict; ///< one of verdicts; empty: none yet
    std::optional<int> severity;
    std::optional<double> confidence; ///< 0..1
    QString correction;
    QString comment;
    bool flagged = false;       ///< to be looked at again
    QString begun;              ///< ISO 8601; empty: not begun
    QString ended;              ///< ISO 8601; set: the verdict is locked
    QString mode;               ///< blind, assisted; empty: not begun
    std::vector<QUuid> regions; ///< its evidence, none to many
    nlohmann::json machine;     ///< {method, network, parameters, value} or null

    bool operator==(const Reading&) const = default;
};

struct Box {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0; ///< px, far edge exclusive

    bool operator==(const Box&) const = default;
};

struct Point {
    double x = 0, y = 0; ///< px

    bool operator==(const Point&) const = default;
};

struct Polygon {
    std::vector<Point> points; ///< closed by itself, at least three

    bool operator==(const Polygon&) const = default;
};

/// Uncompressed run lengths of columns, background first (COCO's).
struct Mask {
    int height = 0;
    int width = 0;
    std::vector<std::uint32_t> counts;

    bool operator==(const Mask&) const = default;
};

using Shape = std::variant<Box, Polygon, Point, Mask>;

/// A place on an image; claims link to it through readings, many to many.
struct Region {
    QUuid id;
    QUuid image;
    qint64 position = 0;
    QString frame = "image"; ///< what its coordinates count: px of the upright image
    Shape shape;

    bool operator==(const Region&) const = default;
};

/// A result that need not be computed again.
struct Run {
    QUuid id;
    QUuid image;
    QString recipe;         ///< id of models::Recipe: equal ids mean equal questions
    nlohmann::json details; ///< the recipe itself
    QString archive;        ///< sha256 of the blob with the explanations
    QString made;           ///< ISO 8601

    bool operator==(const Run&) const = default;
};

/// A choice of the user that can be undone: network, methods of panels, knobs, scale.
struct Setting {
    QString key;
    nlohmann::json value;

    bool operator==(const Setting&) const = default;
};

using Row = std::variant<Case, Image, Text, Reader, Claim, Reading, Region, Run, Setting>;

/// Names of the tables, in the order of Row's alternatives.
inline constexpr std::array<std::string_view, 9> tableNames = {
    "cases", "images", "texts", "readers", "claims", "readings", "regions", "runs", "settings"};

inline constexpr std::array<std::string_view, 7> imageRoles = {
    "main", "prior", "lateral", "generated", "reference", "frame", "support"};
inline constexpr std::array<std::string_view, 14> claimTypes = {
    "object",  "attribute",  "action",   "relation",    "count",      "text-in-image", "anatomy",
    "finding", "laterality", "negation", "uncertainty", "comparison", "severity",      "other"};
inline constexpr std::array<std::string_view, 3> assertions = {"present", "absent", "uncertain"};
inline constexpr std::array<std::string_view, 5> verdicts = {
    "supported", "contradicted", "not-visible", "unverifiable", "not-groundable"};
inline constexpr std::array<std::string_view, 4> shapeKinds = {"box", "polygon", "point", "mask"};

namespace detail {
template <class T, class... Ts> constexpr std::size_t indexIn(std::variant<Ts...>*)
{
    std::size_t index = 0;
    (void)((std::is_same_v<T, Ts> || (++index, false)) || ...);
    return index;
}
} // namespace detail

/// Where the rows of T stand in Row and in tableNames.
template <class T>
inline constexpr std::size_t tableOf = detail::indexIn<T>(static_cast<Row*>(nullptr));

/// The key of a row in its table: its id without braces, or a setting's key.
QString keyOf(const Row& row);

/// A row as JSON, its columns as keys: what the journal keeps.
nlohmann::json toJson(const Row& row);

/// The row that toJson() wrote. Throws nlohmann::json::exception or std::invalid_argument.
Row fromJson(std::size_t table, const nlohmann::json& json);

/// A shape in the form of a claims line: {"kind": K, K: geometry}; polygons and boxes as lists.
nlohmann::json shapeToJson(const Shape& shape);

/// The shape that shapeToJson() wrote; whether it makes sense on its image is not asked. Throws as
/// fromJson() does.
Shape shapeFromJson(const nlohmann::json& json);

} // namespace project
