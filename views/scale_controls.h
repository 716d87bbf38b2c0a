// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;

namespace views {

/// A colour map to choose from, with its colours from low to high.
struct MapChoice {
    QString name;
    QList<QColor> stripe;
};

/// How values become colours: range, colour map, opacity, shared or own scale, grey photo,
/// smoothing.
class ScaleControls final : public QWidget {
    Q_OBJECT
public:
    explicit ScaleControls(QWidget* parent = nullptr);

    void setRange(const QString& text); ///< "−.35 … .35, zero locked"
    void setMaps(QList<MapChoice> maps, const QString& current);
    void setOpacity(double share); ///< 0 to 1
    void setShared(bool shared);
    void setGrey(bool grey);
    void setSmooth(bool smooth);

Q_SIGNALS:
    void mapChosen(const QString& name);
    void opacityChanged(double share);
    void sharedChanged(bool shared);
    void greyChanged(bool grey);
    void smoothChanged(bool smooth);

private:
    QLabel* m_range;
    QComboBox* m_map;
    QSlider* m_opacity;
    QLabel* m_percent;
    QCheckBox* m_shared;
    QCheckBox* m_grey;
    QCheckBox* m_smooth;
};

} // namespace views
