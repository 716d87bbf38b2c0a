// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/palette_model.h"

#include "views/icon.h"
#include "views/marks.h"
#include "views/theme.h"

#include <QAction>
#include <QPainter>

#include <algorithm>

namespace views {
namespace {

constexpr int rowHeight = 32;
constexpr double keyRoom = 84; // as wide as "Ctrl+Shift+M"

/// An action's text without its mnemonic: "&Open" is "Open", "A && B" is "A & B".
QString titleOf(const QAction& action)
{
    QString title;
    const QString text = action.text();
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '&' && i + 1 < text.size())
            ++i;
        title += text[i];
    }
    return title;
}

/// \p matched letters in bold, the rest plain, from \p left on. Gives where the text ends.
double paintMatches(QPainter& painter, const QRect& place, const QString& text,
                    const QList<int>& matched)
{
    double x = place.left();
    for (qsizetype from = 0; from < text.size();) {
        const bool bold = matched.contains(int(from));
        qsizetype to = from;
        while (to < text.size() && matched.contains(int(to)) == bold)
            ++to;
        painter.setFont(studioFont(type::base, bold ? 600 : 400));
        const QString piece = text.mid(from, to - from);
        painter.drawText(QRectF(x, place.top(), place.right() - x, place.height()),
                         Qt::AlignVCenter | Qt::TextSingleLine, piece);
        x += QFontMetricsF(painter.font()).horizontalAdvance(piece);
        from = to;
    }
    return x;
}

} // namespace

void PaletteModel::setEntries(QList<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    search({});
}

void PaletteModel::search(const QString& pattern)
{
    beginResetModel();
    m_found.clear();
    for (int i = 0; i < m_entries.size(); ++i) {
        const PaletteEntry& entry = m_entries[i];
        if (!entry.action || !entry.action->isVisible() || entry.action->isSeparator())
            continue;
        const QString title = titleOf(*entry.action);
        QList<int> matched;
        int score = 4 * fuzzyScore(pattern, title, &matched);
        if (score == 0) // "view" finds what lies in that menu, after what is called so
            score = fuzzyScore(pattern, entry.group + ' ' + title) / 8;
        if (score == 0)
            continue;
        const auto recent = m_recent.indexOf(title);
        if (recent >= 0)
            score += 40 - std::min(int(recent), 30);
        m_found.append({i, entry.action->isEnabled() ? score : std::max(score - 3000, 1), matched});
    }
    std::ranges::stable_sort(m_found, std::greater(), &Found::score);
    endResetModel();
}

void PaletteModel::ran(int row)
{
    if (const QAction* chosen = action(row)) {
        m_recent.removeAll(titleOf(*chosen));
        m_recent.prepend(titleOf(*chosen));
    }
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_found.size());
}

QAction* PaletteModel::action(int row) const
{
    return row >= 0 && row < m_found.size() ? m_entries[m_found[row].entry].action.data() : nullptr;
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    const QAction* shown = action(index.row());
    if (!shown)
        return {};
    const Found& found = m_found[index.row()];
    const PaletteEntry& entry = m_entries[found.entry];
    const bool enabled = shown->isEnabled();
    switch (role) {
    case Qt::DisplayRole:
        return enabled || shown->statusTip().isEmpty()
            ? titleOf(*shown)
            : titleOf(*shown) + ": " + shown->statusTip();
    case GroupRole: return entry.group;
    case KeyRole: return shown->shortcut().toString(QKeySequence::NativeText);
    case IconRole: return entry.icon;
    case Qt::DecorationRole: return shown->icon();
    case MatchRole: return QVariant::fromValue(found.matched);
    case EnabledRole: return enabled;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3%4")
            .arg(data(index, Qt::DisplayRole).toString(), entry.group,
                 data(index, KeyRole).toString(),
                 enabled ? QString() : QStringLiteral(", cannot be used"));
    default: return {};
    }
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const Theme& look = theme();
    const bool enabled = index.data(PaletteModel::EnabledRole).toBool();
    const bool isCurrent = option.state & QStyle::State_Selected;
    const QRect row = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isCurrent)
        painter->fillRect(row, look.selection);
    const QColor ink = enabled ? look.text : isCurrent ? look.text2 : look.text3;
    const QRectF glyph(row.left() + 14, row.center().y() - 7, 16, 16);
    const QString named =
        enabled ? index.data(PaletteModel::IconRole).toString() : QStringLiteral("ban");
    if (!named.isEmpty())
        paintIcon(*painter, glyph, named, ink);
    else
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, glyph.toRect());

    const QString key = enabled ? index.data(PaletteModel::KeyRole).toString() : QString();
    const double keyWidth = paintKey(
        *painter, row.right() - 14, row.center().y(), key.isEmpty() ? QStringLiteral("–") : key,
        isCurrent ? look.text2 : look.text3, isCurrent ? look.control : look.line);
    painter->setFont(studioFont(type::dense));
    painter->setPen(isCurrent ? look.text2 : look.text3);
    const int groupRight = row.right() - 14 - int(std::max(keyWidth, keyRoom)) - 12;
    const QString group = index.data(PaletteModel::GroupRole).toString();
    const int groupLeft = groupRight - painter->fontMetrics().horizontalAdvance(group);
    painter->drawText(QRect(QPoint(groupLeft, row.top()), QPoint(groupRight + 2, row.bottom())),
                      Qt::AlignVCenter, group);

    painter->setPen(ink);
    const QRect place(QPoint(row.left() + 38, row.top()), QPoint(groupLeft - 12, row.bottom()));
    painter->setFont(studioFont(type::base));
    const QString title = painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(),
                                                            Qt::ElideRight, place.width());
    paintMatches(*painter, place, title, index.data(PaletteModel::MatchRole).value<QList<int>>());
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, rowHeight};
}

} // namespace views
