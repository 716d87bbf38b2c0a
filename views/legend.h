// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QWidget>

namespace views {

/// One class of masks.
struct LegendEntry {
    QString label;
    QColor colour;
    int pattern = 0; ///< number of the class: colours and fills go by it
    double area = 0; ///< share of the seen pixels, 0 to 1
    double score = 0;
    bool visible = true;
};

/// A panel's side strip for masks: swatches with colour and fill, labels, areas; a threshold below.
class Legend final : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    void setEntries(QList<LegendEntry> entries);
    void setThreshold(double value, double min, double max); ///< min >= max: hides the slider
    void setNote(const QString& note);                       ///< "R and L are the patient's sides"
    void setCurrent(int entry);
    void setDarkGround(bool dark); ///< beside a canvas that is dark in both themes

Q_SIGNALS:
    void entryHovered(int entry);
    void entryToggled(int entry); ///< a click hides or shows the class
    void left();
    void thresholdChanged(double value);
};

} // namespace views
