// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

class QPainter;
class QRectF;
class QFont;

namespace views {

struct Theme;

/// How far a result is to be trusted, or what is special about it, in a word or two.
struct Badge {
    enum class Kind {
        Trusted,       ///< shield with a check: "pointing .71"
        Doubtful,      ///< shield with a mark: "pointing .12", no better than guessing
        NotCalibrated, ///< hollow, dashed
        Failed,        ///< filled: "self-test failed"
        Remote,        ///< globe, dashed: "pixels leave"
        OwnScale       ///< open lock, dashed: "own scale 0 … .25"
    };

    Kind kind = Kind::Trusted;
    QString text;
    QString tooltip; ///< its evidence in a sentence
};

constexpr int badgeHeight = 18;

int badgeWidth(const Badge& badge, const QFont& font);
void paintBadge(QPainter& painter, const QRectF& area, const Theme& theme, const Badge& badge);

} // namespace views
