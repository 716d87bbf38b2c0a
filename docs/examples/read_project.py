#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists the cases, claims and verdicts of a Groundscope project and checks its audit chain.

    python3 read_project.py PROJECT.groundscope

Needs nothing but Python. The file may be open in the studio meanwhile. Ends with 1 where the audit
has been changed. docs/project-format.md explains every column."""
import hashlib
import json
import pathlib
import sqlite3
import sys

APPLICATION, VERSION = 0x47525343, 1


def sha256(fields):
    """Of fields as netstrings: LENGTH:BYTES, one after the other."""
    parts = [field.encode() for field in fields]
    return hashlib.sha256(b"".join(b"%d:%s," % (len(part), part) for part in parts)).hexdigest()


def check_audit(db):
    """The number of rows, or the first row that does not follow from the row before."""
    project = dict(db.execute("SELECT key, value FROM project"))
    head, rows = sha256(["groundscope", project["id"], project["created"]]), 0
    for *fields, stored in db.execute(
            "SELECT seq, time, reader, action, why, table_name, key, before, after, previous, hash "
            "FROM audit ORDER BY seq"):
        rows += 1
        found = sha256([str(field) if field is not None else "" for field in fields])
        if fields[0] != rows or fields[-1] != head or stored != found:
            sys.exit(f"audit row {fields[0]}: does not follow from the row before")
        head = stored
    if (str(rows), head) != (project["audit_rows"], project["audit_head"]):
        sys.exit(f"audit: expected {project['audit_rows']} rows, found {rows}")
    return rows


db = sqlite3.connect(pathlib.Path(sys.argv[1]).absolute().as_uri() + "?mode=ro", uri=True)
if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
    sys.exit("not a Groundscope project")
if db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
    sys.exit("a project of another version")
for case, title in db.execute("SELECT id, title FROM cases ORDER BY position, id").fetchall():
    print("case", case, title)
    for claim, spans, kind, assertion, text in db.execute(
            "SELECT claims.id, spans, type, assertion, text FROM claims JOIN texts ON text_id = "
            "texts.id WHERE claims.case_id = ? ORDER BY claims.position, claims.id",
            [case]).fetchall():
        words = " ... ".join(text[span["begin"]:span["end"]] for span in json.loads(spans))
        print(f'  claim "{words}": {kind}, {assertion}')
        for verdict, reader in db.execute(
                "SELECT verdict, readers.name FROM readings LEFT JOIN readers ON reader_id = "
                "readers.id WHERE claim_id = ? AND verdict <> '' ORDER BY 2", [claim]):
            print(f"    {verdict} ({reader})")
print("audit", check_audit(db), "rows, unbroken")
