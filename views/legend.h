// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/spoken_parts.h"

#include <QList>
#include <QString>
#include <QWidget>

class QLabel;
class QSlider;

namespace views {

/// One class of masks.
struct LegendEntry {
    QString label;
    int number = 0;  ///< of the mask: colour and fill pattern go by it
    double area = 0; ///< share of the seen pixels, 0 to 1
    bool visible = true;
};

/// A panel's side strip for masks: swatches with colour and fill, labels, areas; a threshold below.
class Legend final : public QWidget, public SpokenParts {
    Q_OBJECT
public:
    explicit Legend(QWidget* parent = nullptr);

    void setEntries(QList<LegendEntry> entries);
    void setThreshold(double value, double min, double max); ///< min >= max: hides the slider
    void setNote(const QString& note);                       ///< "R and L are the patient's sides"
    void setCurrent(int entry);
    void setDarkGround(bool dark); ///< beside a canvas that is dark in both themes

    QSlider* slider() const { return m_slider; }

    int partCount() const override { return int(m_entries.size()); }
    QString partText(int part) const override;
    QRect partRect(int part) const override;
    int currentPart() const override { return m_current; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void entryHovered(int entry);
    void entryToggled(int entry); ///< a click hides or shows the class
    void left();
    void thresholdChanged(double value);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int entryAt(QPoint position) const;
    int foot() const; ///< below the entries
    void hover(int entry);
    void arrange();

    QList<LegendEntry> m_entries;
    QString m_note;
    QSlider* m_slider;
    double m_value = 0, m_min = 0, m_max = 0;
    int m_current = -1;
    bool m_dark = false;
};

} // namespace views
