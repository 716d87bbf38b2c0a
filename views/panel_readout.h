// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/reading.h"

#include <QWidget>

class QToolButton;

namespace views {

/// The foot of a panel: names in the second text colour, values in the first, in a fixed order.
class PanelReadout final : public QWidget {
    Q_OBJECT
public:
    explicit PanelReadout(QWidget* parent);

    void setReadings(Readings readings);      ///< empty: a dash
    void setCopyable(const QString& details); ///< "Copy details" at the right; empty: none

    const Readings& readings() const { return m_readings; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    Readings m_readings;
    QString m_details;
    QToolButton* m_copy;
};

} // namespace views
