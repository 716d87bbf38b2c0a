// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndex>
#include <QWidget>

class QAbstractItemModel;

namespace views {

/// Where a model keeps what a case row shows. `state` is a CaseState as int.
struct CaseRoles {
    int thumbnail = 0; ///< QImage or QPixmap
    int title = 0;     ///< QString
    int subtitle = 0;  ///< QString
    int state = 0;     ///< int
};

enum class CaseState { None, Running, Supported, Contradicted, Flagged, Failed };

/// The left dock: the cases of a project, filtered by what is typed. Opens the case that a person
/// chooses and never changes it by itself.
class CaseListView final : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    void setModel(QAbstractItemModel* model, CaseRoles roles);
    void setCurrent(int sourceRow); ///< the open case; -1: none
    void setRail(bool rail);        ///< thumbnails alone, 72 wide
    void setEmptyText(const QString& text);
    void setSortedBy(const QString& what); ///< right of the foot: "sorted by name"

    int current() const;
    int shownCount() const; ///< rows that pass the filter
    void focusFilter();     ///< Ctrl+F
    void step(int by);      ///< Ctrl+PgDown, Ctrl+PgUp: opens the next or previous shown case

Q_SIGNALS:
    void opened(int sourceRow);
    void addRequested();
    void removeRequested(int sourceRow); ///< Del
};

} // namespace views
