// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/verdict.h"

#include <QList>
#include <QWidget>

class QLabel;
class QListWidget;
class QMenu;

namespace views {

/// A claim as the list shows it.
struct ClaimRow {
    int number = 1;
    QString words;
    QString details; ///< "object · 1 region"
    Verdict verdict = Verdict::None;
    int severity = 0; ///< 0: none
    bool locked = false;
    bool flagged = false;
    QString caution; ///< its words changed; empty: they stand as they were

    bool operator==(const ClaimRow&) const = default;
};

/// "3, a red bird, object, 1 region, contradicted, major, locked"
QString spoken(const ClaimRow& row);

class ClaimDelegate;

/// The claims of a case with how far they are: number, words, type and regions, verdict.
class ClaimList final : public QWidget {
    Q_OBJECT
public:
    explicit ClaimList(QWidget* parent = nullptr);

    void setClaims(QList<ClaimRow> claims); ///< keeps the current row where it can
    void setCurrent(int row);               ///< -1: none; says nothing
    int current() const;
    const QList<ClaimRow>& claims() const { return m_claims; }
    QListWidget* rows() const { return m_rows; }
    QMenu* menu() const { return m_menu; } ///< of the plus

Q_SIGNALS:
    void currentChanged(int row); ///< by a person, never by setCurrent()
    void removeRequested(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QList<ClaimRow> m_claims;
    QLabel* m_progress;
    QWidget* m_bar;
    QLabel* m_empty;
    QListWidget* m_rows;
    QMenu* m_menu;
};

} // namespace views
