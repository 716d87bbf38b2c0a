// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/rows.h"

namespace project {

/// Calls f(name, member) for every column of a row in the order of the file's table. It is the one
/// place that lists them: journal, audit, statements and checks all go through it.
template <class T, class F> void eachColumn(T& row, F&& f)
{
    using Kind = std::remove_const_t<T>;
    if constexpr (std::is_same_v<Kind, Setting>) {
        f("key", row.key);
        f("value", row.value);
    } else {
        f("id", row.id);
    }
    if constexpr (std::is_same_v<Kind, Case>) {
        f("position", row.position);
        f("title", row.title);
        f("note", row.note);
        f("domain", row.domain);
        f("tags", row.tags);
        f("columns", row.columns);
    } else if constexpr (std::is_same_v<Kind, Image>) {
        f("case_id", row.caseId);
        f("position", row.position);
        f("role", row.role);
        f("file", row.file);
        f("sha256", row.sha256);
        f("width", row.width);
        f("height", row.height);
        f("embedded", row.embedded);
    } else if constexpr (std::is_same_v<Kind, Text>) {
        f("case_id", row.caseId);
        f("position", row.position);
        f("role", row.role);
        f("text", row.text);
    } else if constexpr (std::is_same_v<Kind, Reader>) {
        f("position", row.position);
        f("name", row.name);
    } else if constexpr (std::is_same_v<Kind, Claim>) {
        f("case_id", row.caseId);
        f("image_id", row.image);
        f("text_id", row.text);
        f("position", row.position);
        f("spans", row.spans);
        f("type", row.type);
        f("assertion", row.assertion);
        f("other", row.other);
    } else if constexpr (std::is_same_v<Kind, Reading>) {
        f("claim_id", row.claim);
        f("reader_id", row.reader);
        f("position", row.position);
        f("verdict", row.verdict);
        f("severity", row.severity);
        f("confidence", row.confidence);
        f("correction", row.correction);
        f("comment", row.comment);
        f("flagged", row.flagged);
        f("begun", row.begun);
        f("ended", row.ended);
        f("mode", row.mode);
        f("regions", row.regions);
        f("machine", row.machine);
    } else if constexpr (std::is_same_v<Kind, Region>) {
        f("image_id", row.image);
        f("position", row.position);
        f("frame", row.frame);
        f("shape", row.shape);
    } else if constexpr (std::is_same_v<Kind, Run>) {
        f("image_id", row.image);
        f("recipe", row.recipe);
        f("details", row.details);
        f("archive", row.archive);
        f("made", row.made);
    }
}

/// Calls f(row) with an empty row of a table.
template <class F, std::size_t I = 0> auto withTable(std::size_t table, F&& f)
{
    if constexpr (I + 1 < std::variant_size_v<Row>) {
        if (table != I)
            return withTable<F, I + 1>(table, std::forward<F>(f));
    }
    return f(std::variant_alternative_t<I, Row>{});
}

} // namespace project
