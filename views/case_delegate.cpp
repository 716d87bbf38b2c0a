// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/case_delegate.h"

#include "views/case_filter.h"
#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>


namespace views {
namespace {

struct StateMark {
    QString icon;
    QColor Theme::*colour;
};

StateMark markOf(CaseState state)
{
    switch (state) {
    case CaseState::Running: return {"clock", &Theme::text2};
    case CaseState::Supported: return {"check", &Theme::supported};
    case CaseState::Contradicted: return {"x", &Theme::contradicted};
    case CaseState::Flagged: return {"flag", &Theme::caution};
    case CaseState::Failed: return {"triangle-alert", &Theme::contradicted};
    case CaseState::None: break;
    }
    return {"minus", &Theme::text3};
}

void paintThumbnail(QPainter& painter, const QRect& place, const QVariant& picture,
                    const Theme& look)
{
    QImage image = picture.value<QImage>();
    if (image.isNull())
        image = picture.value<QPixmap>().toImage();
    painter.save();
    QPainterPath corners;
    corners.addRoundedRect(place, metric::radiusMark, metric::radiusMark);
    painter.setClipPath(corners);
    painter.fillRect(place, look.canvas);
    if (image.isNull()) {
        paintIcon(painter, QRectF(place.center().x() - 8, place.center().y() - 8, 16, 16), "image",
                  look.text3);
    } else {
        // Fills the place: the middle of what is too wide or too high.
        const QSizeF whole = image.size();
        const QSizeF part = QSizeF(place.size()).scaled(whole, Qt::KeepAspectRatio);
        const QRectF from(
            QPointF((whole.width() - part.width()) / 2, (whole.height() - part.height()) / 2),
            part);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRectF(place), image, from);
    }
    painter.restore();
}

} // namespace

void CaseDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Theme& look = theme();
    const QRect row = option.rect;
    const bool isOpen = index == open;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isOpen || option.state & QStyle::State_MouseOver)
        painter->fillRect(row, isOpen ? look.selection : look.hover);
    if (isOpen)
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), look.accent);
    const int left = rail ? (row.width() - metric::thumbnailWidth) / 2 + 1 : metric::space3;
    const QRect thumbnail(row.left() + left,
                          row.top() + (row.height() - metric::thumbnailHeight) / 2,
                          metric::thumbnailWidth, metric::thumbnailHeight);
    paintThumbnail(*painter, thumbnail, index.data(roles.thumbnail), look);
    if (!rail) {
        const StateMark mark = markOf(stateOf(index, roles.state));
        const QRectF glyph(row.right() - metric::space3 - 14, row.center().y() - 7, 14, 14);
        paintIcon(*painter, glyph, mark.icon, look.*mark.colour);
        QRect text(thumbnail.right() + 1 + 10, row.top() + 9, 0, 18);
        text.setRight(int(glyph.left()) - metric::space2);
        const auto line = [&](const QRect& place, const QFont& font, const QColor& ink, int role) {
            painter->setFont(font);
            painter->setPen(ink);
            painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(index.data(role).toString(),
                                                                Qt::ElideRight, place.width()));
        };
        line(text, studioFont(type::base), look.text, roles.title);
        line(text.translated(0, 18), studioFont(type::small), look.text2, roles.subtitle);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        paintFocusRing(*painter, QRectF(row).adjusted(4, 3, -4, -3), look);
    painter->restore();
}

QSize CaseDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {rail ? metric::caseRail : metric::caseDock, metric::caseRow};
}

} // namespace views
