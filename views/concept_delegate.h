// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/concept_list.h"

#include <QStyledItemDelegate>

namespace views {

/// Paints a concept's row and edits its name in place.
class ConceptDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QList<Concept> concepts; ///< by row; a row beyond them is a new one
    ColourOf colourOf;
    double low = 0, high = 0.4; ///< ends of the bars

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

Q_SIGNALS:
    void edited(int row, const QString& name) const;

private:
    void paintBar(QPainter& painter, const QRectF& area, const Concept& shown) const;
};

} // namespace views
