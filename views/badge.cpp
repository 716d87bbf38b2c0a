// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/badge.h"

#include "views/icon.h"
#include "views/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace views {
namespace {

constexpr int side = 6, gap = 4;

struct BadgeLook {
    const char* icon;
    QColor Theme::*frame;
    QColor Theme::*ink;
    bool isDashed, isFilled;
};

BadgeLook lookOf(Badge::Kind kind)
{
    switch (kind) {
    case Badge::Kind::Trusted: return {"shield-check", &Theme::line, &Theme::text2, false, false};
    case Badge::Kind::Doubtful:
        return {"shield-alert", &Theme::caution, &Theme::caution, false, false};
    case Badge::Kind::NotCalibrated:
        return {"shield", &Theme::caution, &Theme::caution, true, false};
    case Badge::Kind::Failed:
        return {"triangle-alert", &Theme::contradicted, &Theme::canvas, false, true};
    case Badge::Kind::Remote: return {"globe", &Theme::caution, &Theme::caution, true, false};
    case Badge::Kind::OwnScale: return {"lock-open", &Theme::caution, &Theme::caution, true, false};
    }
    return {};
}

} // namespace

int badgeWidth(const Badge& badge, const QFont& font)
{
    return side + iconSize::small + gap + QFontMetrics(font).horizontalAdvance(badge.text) + side
        + 2;
}

void paintBadge(QPainter& painter, const QRectF& area, const Theme& theme, const Badge& badge)
{
    const BadgeLook look = lookOf(badge.kind);
    // On a filled badge the letters take the ground: dark on light red, white on dark red.
    const QColor ink = look.isFilled && !theme.isDark() ? QColor(Qt::white) : theme.*look.ink;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(theme.*look.frame, 1);
    if (look.isDashed)
        pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.setBrush(look.isFilled ? QBrush(theme.*look.frame) : QBrush(Qt::NoBrush));
    const QRectF pill = area.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    const double iconTop = area.center().y() - iconSize::small / 2.0;
    paintIcon(painter, {area.left() + side, iconTop, iconSize::small, iconSize::small}, look.icon,
              ink);
    painter.setPen(ink);
    painter.drawText(area.adjusted(side + iconSize::small + gap, 0, -side, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, badge.text);
    painter.restore();
}

} // namespace views
