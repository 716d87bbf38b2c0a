// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace views {

/// Fusion drawn from the theme: one accent, hairlines, no gradients, no shadows; the focus ring for
/// the keyboard alone. Set it once with QApplication::setStyle(); colours follow setScheme().
///
/// Buttons: a default one is filled; one that is on has a line in the accent colour at its foot; a
/// flat or auto-raised one has no ground until it is hovered.
class StudioStyle final : public QProxyStyle {
    Q_OBJECT
public:
    StudioStyle();

    void polish(QApplication* application) override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* result) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap which, const QStyleOption* option,
                       const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< the pointer ends the ring
};

} // namespace views
