#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/golden/projects/v1.groundscope from docs/project-format.md, without the studio's code:
only the tables come from project/schema.cpp. Run it once for a version; its file is kept for ever."""
import hashlib
import json
import pathlib
import re
import sqlite3
import struct

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "tests/golden/projects/v1.groundscope"
TIME = "2026-11-24T12:00:00.000Z"
READER = "00000000-0000-4000-8000-000000000007"


def uuid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def netstrings(parts):
    return b"".join(b"%d:%s," % (len(part), part) for part in parts)


def cell(value):
    if value is None:
        return b"n"
    if isinstance(value, int):
        return b"i%d" % value
    if isinstance(value, float):
        return b"r" + struct.pack(">d", value).hex().encode()
    return b"t" + value.encode()


def record_hash(row):
    return hashlib.sha256(netstrings(cell(value) for value in row)).hexdigest()


def text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


RECORDS = [
    ("cases", (uuid(1), 0, "Ein Fall über Bälle", "", "", text(["tag"]), text({"source": "table"}))),
    ("images", (uuid(2), uuid(1), 0, "main", "images/a.png", "", 64, 48, 0)),
    ("texts", (uuid(3), uuid(1), 0, "caption", "a red ball on two boxes")),
    ("readers", (READER, 0, "First reader")),
    ("claims", (uuid(4), uuid(1), uuid(2), uuid(3), 0, text([{"begin": 2, "end": 10}]), "object",
                "present", "{}")),
    ("claims", (uuid(5), uuid(1), uuid(2), uuid(3), 1,
                text([{"begin": 14, "end": 17}, {"begin": 18, "end": 23}]), "count", "present",
                "{}")),
    ("regions", (uuid(10), uuid(2), 0, "image", text({"box": [1.0, 2.5, 30.0, 40.0],
                                                      "kind": "box"}))),
    ("regions", (uuid(11), uuid(2), 1, "image", text({"kind": "mask", "mask": {
        "counts": [3000, 72], "size": [48, 64]}}))),
    ("regions", (uuid(12), uuid(2), 2, "image", text({"kind": "polygon", "polygon": [
        [0.0, 0.0], [5.0, 0.5], [2.0, 9.0]]}))),
    ("regions", (uuid(13), uuid(2), 3, "image", text({"kind": "point", "point": [7.0, 8.0]}))),
    ("readings", (uuid(6), uuid(4), READER, 0, "contradicted", 2, 0.75, "a blue ball", "", 0, TIME,
                  TIME, "blind", text([uuid(10), uuid(11)]), None)),
    ("readings", (uuid(8), uuid(5), None, 1, "", None, None, "", "", 1, "", "", "", "[]",
                  text({"method": "patch-sim", "network": "builtin", "parameters": {},
                        "value": 0.25}))),
    ("runs", (uuid(9), uuid(2), "recipe", text({"method": "patch-sim"}),
              hashlib.sha256(b"an archive").hexdigest(), TIME)),
    ("settings", ("network", text("builtin"))),
]


def main():
    schema = (ROOT / "project/schema.cpp").read_text()
    first = re.search(r'// 1\n\s*R"sql\((.*?)\)sql"', schema, re.S).group(1)
    TARGET.unlink(missing_ok=True)
    db = sqlite3.connect(TARGET, isolation_level=None)
    db.executescript("PRAGMA auto_vacuum = INCREMENTAL;" + first
                     + f"PRAGMA application_id = {0x47525343}; PRAGMA user_version = 1;")
    db.execute("BEGIN")
    project = hashlib.sha256(netstrings([b"groundscope", uuid(0xFF).encode(), TIME.encode()]))
    head, changes, names = project.hexdigest(), [], {}
    seq = 0
    for seq, (table, row) in enumerate(RECORDS, 1):
        columns = [column[1] for column in db.execute(f"PRAGMA table_info({table})")]
        db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        fields = [str(seq), TIME, READER, "Make the fixture", "", table, row[0], "",
                  record_hash(row), head]
        previous, head = head, hashlib.sha256(
            netstrings(field.encode() for field in fields)).hexdigest()
        db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)",
                   [seq, *fields[1:7], fields[8], previous, head])
        names[row[0]] = dict(zip(columns, row))
    case = names[uuid(1)] | {"tags": ["tag"], "columns": {"source": "table"}}
    changes = [{"table": "cases", "before": case | {"title": "A case"}, "after": case}]
    db.execute("INSERT INTO journal VALUES (1, 'Rename the case', ?, 0, 400, ?)",
               [TIME, text(changes)])
    db.execute("INSERT INTO blobs VALUES (?, ?)", [hashlib.sha256(b"an archive").hexdigest(),
                                                   b"an archive"])
    db.execute("INSERT INTO view_state VALUES ('zoom', '2')")
    db.executemany("INSERT INTO project VALUES (?, ?)",
                   [("id", uuid(0xFF)), ("created", TIME), ("audit_rows", str(seq)),
                    ("audit_head", head)])
    db.execute("COMMIT")
    db.close()


main()
