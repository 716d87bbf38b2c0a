// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndex>
#include <QPersistentModelIndex>
#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QToolButton;

namespace views {

/// Where a model keeps what a case row shows. `state` is a CaseState as int.
struct CaseRoles {
    int thumbnail = 0; ///< QImage or QPixmap
    int title = 0;     ///< QString
    int subtitle = 0;  ///< QString
    int state = 0;     ///< int
    int search = 0;    ///< QString in lower case: all that a search looks into; 0: both lines
    int tags = 0;      ///< QStringList; 0: cases have none
    int score = 0;     ///< double, invalid where not known; 0: cases have none
};

enum class CaseOrder { AsOpened, Title, Tag, Score };

enum class CaseState { None, Running, Supported, Contradicted, Flagged, Failed };

class CaseDelegate;
class CaseFilter;

/// The left dock: the cases of a project, filtered by what is typed, in an order of choice. Opens the case that a person
/// chooses (a click, Return) and never changes it by itself.
class CaseListView final : public QWidget {
    Q_OBJECT
public:
    explicit CaseListView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model, CaseRoles roles);
    void setCurrent(int sourceRow); ///< the open case; -1: none
    void setRail(bool rail);        ///< thumbnails alone, 72 wide
    void setEmptyText(const QString& text);
    void setSearch(const QString& typed); ///< as if it had been typed
    void setOrder(CaseOrder order);

    int current() const;
    int shownCount() const; ///< rows that pass the filter
    void focusFilter();     ///< Ctrl+F
    void step(int by);      ///< Ctrl+PgDown, Ctrl+PgUp: opens the next or previous shown case
    QListView* list() const { return m_list; }
    QLineEdit* filter() const { return m_filterLine; }

Q_SIGNALS:
    void opened(int sourceRow);
    void addRequested();                 ///< Insert
    void removeRequested(int sourceRow); ///< Del
    void filterRequested();              ///< the rail's button: the whole list is wanted

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void open(const QModelIndex& shown);
    void fillMenu(QMenu& menu); ///< orders, states and tags
    void tell();                ///< foot and empty text

    QLineEdit* m_filterLine;
    QToolButton* m_railButton;
    QListView* m_list;
    QLabel* m_empty;
    QWidget* m_foot;
    QLabel* m_count;
    QLabel* m_sorted;
    CaseFilter* m_filter;
    CaseDelegate* m_delegate;
    QPersistentModelIndex m_open; ///< of the source
};

} // namespace views
