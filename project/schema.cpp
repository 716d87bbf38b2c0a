// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/schema.h"

#include <iterator>
#include <map>

namespace project {
namespace {

// A step that has been released is never changed: projects of its version exist. References are
// checked when an action ends, in any order of its changes.
constexpr const char* migrations[] = {
    // 1
    R"sql(
CREATE TABLE project (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE cases (
    id TEXT PRIMARY KEY NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    domain TEXT NOT NULL,
    tags TEXT NOT NULL,
    columns TEXT) STRICT;
CREATE TABLE images (
    id TEXT PRIMARY KEY NOT NULL,
    case_id TEXT REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    embedded INTEGER NOT NULL) STRICT;
CREATE TABLE texts (
    id TEXT PRIMARY KEY NOT NULL,
    case_id TEXT REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL) STRICT;
CREATE TABLE readers (
    id TEXT PRIMARY KEY NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL) STRICT;
CREATE TABLE claims (
    id TEXT PRIMARY KEY NOT NULL,
    case_id TEXT REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
    image_id TEXT REFERENCES images DEFERRABLE INITIALLY DEFERRED,
    text_id TEXT REFERENCES texts DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    spans TEXT NOT NULL,
    type TEXT NOT NULL,
    assertion TEXT NOT NULL,
    other TEXT) STRICT;
CREATE TABLE readings (
    id TEXT PRIMARY KEY NOT NULL,
    claim_id TEXT REFERENCES claims DEFERRABLE INITIALLY DEFERRED,
    reader_id TEXT REFERENCES readers DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    severity INTEGER,
    confidence REAL,
    correction TEXT NOT NULL,
    comment TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    begun TEXT NOT NULL,
    ended TEXT NOT NULL,
    mode TEXT NOT NULL,
    regions TEXT NOT NULL,
    machine TEXT) STRICT;
CREATE TABLE regions (
    id TEXT PRIMARY KEY NOT NULL,
    image_id TEXT REFERENCES images DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    frame TEXT NOT NULL,
    shape TEXT NOT NULL) STRICT;
CREATE TABLE runs (
    id TEXT PRIMARY KEY NOT NULL,
    image_id TEXT REFERENCES images DEFERRABLE INITIALLY DEFERRED,
    recipe TEXT NOT NULL,
    details TEXT,
    archive TEXT NOT NULL,
    made TEXT NOT NULL) STRICT;
CREATE TABLE settings (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE blobs (sha256 TEXT PRIMARY KEY NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY NOT NULL,
    time TEXT NOT NULL,
    reader TEXT NOT NULL,
    action TEXT NOT NULL,
    why TEXT NOT NULL,
    table_name TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT,
    after TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL) STRICT;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    time TEXT NOT NULL,
    undone INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    changes TEXT NOT NULL) STRICT;
CREATE TABLE marks (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    time TEXT NOT NULL,
    step INTEGER NOT NULL,
    detour TEXT NOT NULL) STRICT;
CREATE TABLE view_state (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE INDEX images_of_case ON images (case_id);
CREATE INDEX texts_of_case ON texts (case_id);
CREATE INDEX claims_of_case ON claims (case_id);
CREATE INDEX claims_of_image ON claims (image_id);
CREATE INDEX claims_of_text ON claims (text_id);
CREATE INDEX readings_of_claim ON readings (claim_id);
CREATE INDEX readings_of_reader ON readings (reader_id);
CREATE INDEX regions_of_image ON regions (image_id);
CREATE INDEX runs_of_image ON runs (image_id);
)sql"};

std::map<std::string, std::string> schemaOf(Database& database)
{
    std::map<std::string, std::string> parts;
    Statement all(database, "SELECT type || ' ' || name, sql FROM sqlite_schema");
    while (all.step())
        parts[all.text(0)] = all.text(1);
    return parts;
}

} // namespace

const int schemaVersion = int(std::size(migrations));

void migrate(Database& database)
{
    const qint64 from = database.askNumber("PRAGMA user_version");
    if (from >= schemaVersion)
        return;
    database.run("BEGIN IMMEDIATE");
    for (int version = int(from); version < schemaVersion; ++version)
        database.run(migrations[version]);
    database.run("PRAGMA application_id = " + std::to_string(applicationId));
    database.run("PRAGMA user_version = " + std::to_string(schemaVersion));
    database.run("COMMIT");
}

std::optional<std::string> schemaFault(Database& database)
{
    Database fresh(":memory:");
    migrate(fresh);
    const auto expected = schemaOf(fresh);
    const auto found = schemaOf(database);
    for (const auto& [name, sql] : expected)
        if (const auto one = found.find(name); one == found.end() || one->second != sql)
            return name;
    for (const auto& [name, sql] : found)
        if (!expected.contains(name))
            return name;
    return {};
}

} // namespace project
