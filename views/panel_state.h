// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace views {

/// What a panel has to say instead of, or over, its result. Nothing is ever blank.
struct PanelState {
    enum class Kind {
        Ready,
        NoEvidence,   ///< heading on a plate: "No evidence: largest .184, z 0.6"
        Empty,        ///< what is missing, and one act
        Waiting,      ///< no result yet: heading is the stage, sentence the time left
        Stale,        ///< the result before is on show while the new one is made
        Cancelled,    ///< at which step, and what was kept
        Failed,       ///< what, and what was needed and found
        NotApplicable ///< the missing skill
    };

    Kind kind = Kind::Ready;
    QString heading;
    QString sentence;
    QString icon;         ///< empty: that of the kind
    QString action;       ///< text of the button; empty: that of the kind, where it has one
    QString actionIcon;   ///< empty: that of the kind
    QString actionKey;    ///< "C", shown on the button
    double progress = -1; ///< 0 to 1; below 0: unknown
    QString details;      ///< what "Copy details" copies; empty: heading and sentence

    bool operator==(const PanelState&) const = default;
};

} // namespace views
