// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/badge.h"

#include <QList>
#include <QWidget>

class QToolButton;

namespace views {

/// The head of a panel: method, what it explains, badges, maximise, more.
class PanelTitle final : public QWidget {
    Q_OBJECT
public:
    explicit PanelTitle(QWidget* parent);

    void setTitle(const QString& method, const QString& subject);
    void setBadges(QList<Badge> badges);
    void setMaximised(bool maximised);

    QString method() const { return m_method; }

Q_SIGNALS:
    void maximiseClicked();
    void menuClicked(QPoint globalPos);
    void badgeClicked(int badge);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void layOut();

    QString m_method, m_subject;
    QList<QWidget*> m_badges;
    QToolButton* m_maximise;
    QToolButton* m_more;
    int m_textRight = 0; ///< where the badges begin
};

} // namespace views
