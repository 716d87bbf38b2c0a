// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/scale_controls.h"

#include "views/elided_label.h"
#include "views/number.h"
#include "views/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QIcon>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace views {
namespace {

constexpr QSize stripeSize(64, 10);

QIcon stripeIcon(const QList<QColor>& colours)
{
    QPixmap stripe(stripeSize * 2);
    stripe.setDevicePixelRatio(2);
    QPainter painter(&stripe);
    const double step = double(stripeSize.width()) / double(std::max<qsizetype>(colours.size(), 1));
    for (qsizetype i = 0; i < colours.size(); ++i)
        painter.fillRect(QRectF(double(i) * step, 0, step + 1, stripeSize.height()), colours[i]);
    return stripe;
}

QCheckBox* rightCheck(const QString& text, const QString& name, const QString& tip)
{
    auto* check = new QCheckBox(text);
    check->setLayoutDirection(Qt::RightToLeft); // the box stands at the right edge
    check->setFont(studioFont(type::dense));
    check->setMinimumWidth(48);
    check->setMinimumHeight(metric::target);
    check->setAccessibleName(name);
    check->setToolTip(tip);
    return check;
}

} // namespace

ScaleControls::ScaleControls(QWidget* parent)
    : QWidget(parent), m_range(new ElidedLabel), m_map(new QComboBox),
      m_opacity(new QSlider(Qt::Horizontal)), m_percent(new QLabel),
      m_shared(rightCheck("one for all panels", "Shared scale",
                          "Panels of the same unit share one range (S)")),
      m_grey(rightCheck("grey under maps", "Grey photo",
                        "The photo loses its colours under a map (G)")),
      m_smooth(rightCheck("blend the patches", "Smooth map",
                          "Between patches, values are invented: the panel then says so"))
{
    m_range->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_map->setIconSize(stripeSize);
    m_map->setFont(studioFont(type::dense));
    m_map->setFixedHeight(metric::field);
    m_map->setMinimumWidth(64);
    m_map->setAccessibleName("Colour map");
    m_opacity->setRange(0, 100);
    m_opacity->setMinimumHeight(metric::target);
    m_opacity->setAccessibleName("Opacity of maps");
    m_opacity->setToolTip("Opacity of maps ([ and ])");
    m_percent->setFont(studioFont(type::dense));
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_percent->setMinimumWidth(38);
    connect(m_map, &QComboBox::textActivated, this, &ScaleControls::mapChosen);
    connect(m_opacity, &QSlider::valueChanged, this, [this](int value) {
        m_percent->setText(percent(value / 100.0));
        Q_EMIT opacityChanged(value / 100.0);
    });
    connect(m_shared, &QCheckBox::toggled, this, &ScaleControls::sharedChanged);
    connect(m_grey, &QCheckBox::toggled, this, &ScaleControls::greyChanged);
    connect(m_smooth, &QCheckBox::toggled, this, &ScaleControls::smoothChanged);

    auto* opacity = new QWidget;
    auto* opacityRow = new QHBoxLayout(opacity);
    opacityRow->setContentsMargins(0, 0, 0, 0);
    opacityRow->setSpacing(metric::space2);
    opacityRow->addWidget(m_opacity, 1);
    opacityRow->addWidget(m_percent);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::space1);
    column->addWidget(keyRow("Range", m_range));
    column->addWidget(keyRow("Colour map", m_map));
    column->addWidget(keyRow("Opacity", opacity));
    column->addWidget(keyRow("Scale", m_shared));
    column->addWidget(keyRow("Photo", m_grey));
    column->addWidget(keyRow("Smooth", m_smooth));
    setOpacity(theme().mapOpacity);
}

void ScaleControls::setRange(const QString& text)
{
    m_range->setText(text);
}

void ScaleControls::setMaps(QList<MapChoice> maps, const QString& current)
{
    const QSignalBlocker quiet(m_map);
    m_map->clear();
    for (const MapChoice& map : std::as_const(maps))
        m_map->addItem(stripeIcon(map.stripe), map.name);
    m_map->setCurrentText(current);
}

void ScaleControls::setOpacity(double share)
{
    const QSignalBlocker quiet(m_opacity);
    m_opacity->setValue(int(std::lround(share * 100)));
    m_percent->setText(percent(share));
}

void ScaleControls::setShared(bool shared)
{
    const QSignalBlocker quiet(m_shared);
    m_shared->setChecked(shared);
}

void ScaleControls::setGrey(bool grey)
{
    const QSignalBlocker quiet(m_grey);
    m_grey->setChecked(grey);
}

void ScaleControls::setSmooth(bool smooth)
{
    const QSignalBlocker quiet(m_smooth);
    m_smooth->setChecked(smooth);
}

} // namespace views
