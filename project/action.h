// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/change.h"

#include <memory>

namespace project {

/// Changes as the journal keeps them: [{"table", "before": row or null, "after": row or null}].
std::string changesToText(const std::vector<Change>& changes);

/// Throws nlohmann::json::exception or std::invalid_argument.
std::vector<Change> changesFromText(std::string_view text);

/// A named state to come back to.
struct MarkRow {
    static constexpr qint64 atStart = 0; ///< before the oldest step that is kept
    static constexpr qint64 lost = -1;   ///< the way back is gone

    qint64 id = 0;
    QString name;
    qint64 time = 0;                 ///< ms since 1970
    qint64 step = atStart;           ///< the last step that was done then
    std::vector<Change> detour = {}; ///< from that step to the state, where its own steps are gone
};

/// What happens to a step in the journal of the file.
struct JournalEntry {
    enum class What { Put, Flag, Drop };

    What what = What::Put;
    qint64 id = 0;
    bool undone = false;
    QString name = {};
    qint64 time = 0;
    qint64 bytes = 0;
    std::vector<Change> changes = {};
};

/// All that one action writes, in one transaction.
struct Action {
    qint64 time = 0; ///< ms since 1970
    QUuid reader = {};
    QString name = {};
    QString why = {};
    std::vector<Change> changes = {}; ///< these and a new mark are audited
    std::vector<JournalEntry> journal = {};
    std::vector<MarkRow> marks = {};
    std::optional<qint64> newMark = {};                         ///< the one of marks that is new
    std::vector<std::pair<QString, QByteArray>> blobs = {};     ///< by their sha256
    std::vector<std::pair<QString, nlohmann::json>> views = {}; ///< null: forgotten
};

} // namespace project
