// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QUuid>
#include <QWidget>

class QListWidget;

namespace views {

/// A region that bears out a claim.
struct EvidenceRow {
    QUuid id;
    QString icon;
    QString text; ///< "Polygon, 13 points"
    QString area; ///< "6,912 px²"
    QString tag;  ///< "assisted", "also claim 2"; empty: nothing to say
};

/// The regions of the current claim. Delete takes one from the claim.
class EvidenceList final : public QWidget {
    Q_OBJECT
public:
    explicit EvidenceList(QWidget* parent = nullptr);

    void setRows(QList<EvidenceRow> rows);
    void setCurrent(const QUuid& id); ///< says nothing
    const QList<EvidenceRow>& evidence() const { return m_evidence; }
    QListWidget* rows() const { return m_rows; }

Q_SIGNALS:
    void chosen(const QUuid& id);
    void removeRequested(const QUuid& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QList<EvidenceRow> m_evidence;
    QListWidget* m_rows;
};

} // namespace views
