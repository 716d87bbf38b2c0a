// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointer>

#include <QSize>
#include <QStringList>
#include <QWidget>

class QScrollArea;

namespace views {

class Panel;

/// The column count that shows the largest image in \p count panels on \p area; ties: fewer rows.
/// No more columns than have room side by side: what does not fit is below, a scroll away.
int bestColumnCount(int count, QSize area, QSize image);

/// Panels side by side, one of them active. Too small a cell: it scrolls.
class PanelGrid final : public QWidget {
    Q_OBJECT
public:
    explicit PanelGrid(QWidget* parent = nullptr);

    void
    setPanels(QList<Panel*> panels); ///< takes them over; those no longer in it are deleted later
    void setImageSize(QSize image);  ///< what the panels show, for the best column count

    /// Names at the left and on top, 24 px; the columns are then as many as there are names. Both
    /// empty: none.
    void setMatrix(QStringList rows, QStringList columns);

    void setColumns(int columns); ///< 0: those that show the largest image

    void setActive(Panel* panel);    ///< null: none
    void step(int by);               ///< the next or previous becomes active: Ctrl+] and Ctrl+[
    void setMaximised(Panel* panel); ///< null: all again

    const QList<Panel*>& panels() const { return m_panels; }
    Panel* active() const { return m_active; }
    Panel* maximised() const { return m_maximised; }
    int columnCount() const;

Q_SIGNALS:
    void activeChanged(views::Panel* panel);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void layOut();
    void placeMatrixHeads(QSize cell);

    QScrollArea* m_scroll;
    QWidget* m_inside;
    QList<Panel*> m_panels;
    QList<QWidget*> m_heads;
    QPointer<Panel> m_active, m_maximised;
    QSize m_image{4, 3};
    QStringList m_rows, m_columns;
    int m_fixedColumns = 0;
};

} // namespace views
