// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>

#include <optional>

namespace views {

/// What linked canvases show: the same part of the image, the same point under the pointer, the
/// same looks. Several canvases of different sizes share one; zoom 1 fits the image into each.
class ViewState final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    double zoom() const { return m_zoom; }
    QPointF centre() const { return m_centre; } ///< share of the image: 0.5, 0.5 is its middle
    void setView(double zoom, QPointF centre);  ///< kept between zoomMin and zoomMax, 0 and 1
    void fit();

    std::optional<QPointF> hovered() const { return m_hovered; } ///< image pixels
    void setHovered(std::optional<QPointF> imagePx);
    std::optional<QPointF> pinned() const { return m_pinned; }
    void setPinned(std::optional<QPointF> imagePx);

    double opacity() const { return m_opacity; } ///< of maps, 0 to 1
    void setOpacity(double opacity);
    bool grey() const { return m_grey; } ///< the photo in grey, so that colour is data alone
    void setGrey(bool grey);
    bool overlaysHidden() const { return m_overlaysHidden; }
    void setOverlaysHidden(bool hidden);
    bool outlinesOnly() const { return m_outlinesOnly; }
    void setOutlinesOnly(bool only);

    static constexpr double zoomMin = 0.25, zoomMax = 256;

Q_SIGNALS:
    void viewChanged();  ///< zoom or centre
    void marksChanged(); ///< hovered or pinned
    void looksChanged(); ///< opacity, grey, overlays, outlines

private:
    double m_zoom = 1;
    QPointF m_centre{0.5, 0.5};
    std::optional<QPointF> m_hovered, m_pinned;
    double m_opacity = 0.72;
    bool m_grey = true, m_overlaysHidden = false, m_outlinesOnly = false;
};

} // namespace views
