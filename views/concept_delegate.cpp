// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/concept_delegate.h"

#include "views/marks.h"
#include "views/number.h"
#include "views/theme.h"

#include <QLineEdit>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr int rowHeight = 24, nameLeft = 12;

/// The columns of a row, from the right: z, value, bar; the name takes what is left.
struct Columns {
    QRect name, bar, value, z;
    explicit Columns(const QRect& row)
    {
        const int barWidth = std::clamp(row.width() / 3, 40, 140);
        z = QRect(row.right() - 12 - 44, row.top(), 44, row.height());
        value = QRect(z.left() - 58, row.top(), 52, row.height());
        bar = QRect(value.left() - barWidth, row.top(), barWidth, row.height());
        name = QRect(row.left() + nameLeft, row.top(), bar.left() - row.left() - nameLeft - 8,
                     row.height());
    }
};

} // namespace

void ConceptDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const Theme& look = theme();
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, selected ? look.selection : look.hover);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        paintFocusRing(*painter, QRectF(option.rect).adjusted(3, 3, -3, -3), look);

    const Columns at(option.rect);
    painter->setFont(studioFont(type::dense));
    painter->setPen(look.text);
    const QString name = index.data(Qt::DisplayRole).toString();
    painter->drawText(at.name, Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(name, Qt::ElideRight, at.name.width()));
    if (index.row() < concepts.size()) {
        const Concept& shown = concepts[index.row()];
        const auto right = Qt::AlignRight | Qt::AlignVCenter;
        painter->drawText(at.value, right, fixedNumber(shown.value, 3));
        painter->setPen(selected ? look.text2 : look.text3);
        if (std::isfinite(shown.z))
            painter->drawText(at.z, right, QStringLiteral("z ") + zScore(shown.z));
        paintBar(*painter, at.bar, shown);
    }
    painter->restore();
}

void ConceptDelegate::paintBar(QPainter& painter, const QRectF& area, const Concept& shown) const
{
    const Theme& look = theme();
    const double reach = std::max(high - low, 1e-9);
    const auto x = [&](double value) {
        return area.left() + 5 + (area.width() - 10) * std::clamp((value - low) / reach, 0.0, 1.0);
    };
    const double y = area.center().y();
    if (shown.nullBand.known())
        paintBand(
            painter,
            QRectF(QPointF(x(shown.nullBand.low), y - 5), QPointF(x(shown.nullBand.high), y + 5)),
            look.control, 4);
    if (std::isfinite(shown.value)) {
        const bool evidence = !shown.nullBand.known() || shown.value > shown.nullBand.high
            || (low < 0 && shown.value < shown.nullBand.low);
        const QColor colour = evidence && colourOf ? colourOf(shown.value) : look.control;
        painter.setPen(QPen(colour, 3, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(x(0), y), QPointF(x(shown.value), y));
        painter.setPen(QPen(look.text, 1));
        painter.setBrush(evidence ? colour : look.surface);
        painter.drawEllipse(QPointF(x(shown.value), y), 3.5, 3.5);
    }
    painter.setPen(QPen(look.text, 1));
    painter.drawLine(QPointF(x(0), y - 6), QPointF(x(0), y + 6));
}

QSize ConceptDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {metric::textSide / 2, rowHeight};
}

QWidget* ConceptDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                       const QModelIndex&) const
{
    auto* editor = new QLineEdit(parent);
    editor->setPlaceholderText("a thing to look for");
    editor->setAccessibleName("Concept");
    editor->setFont(studioFont(type::dense));
    editor->setFrame(false);
    return editor;
}

void ConceptDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* line = static_cast<QLineEdit*>(editor);
    line->setText(index.data(Qt::DisplayRole).toString());
    line->selectAll();
}

void ConceptDelegate::setModelData(QWidget* editor, QAbstractItemModel*,
                                   const QModelIndex& index) const
{
    Q_EMIT edited(index.row(), static_cast<QLineEdit*>(editor)->text().simplified());
}

void ConceptDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                           const QModelIndex& index) const
{
    QRect name = Columns(option.rect).name.adjusted(-4, 0, 4, 0);
    if (index.row() >= concepts.size()) // a new one has no numbers yet
        name.setRight(option.rect.right() - nameLeft);
    editor->setGeometry(name);
}

} // namespace views
