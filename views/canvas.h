// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"
#include "views/patch_grid.h"
#include "views/photo.h"
#include "views/view_state.h"

#include <QImage>
#include <QPixmap>
#include <QWidget>

#include <functional>

namespace views {

/// An image under layers. The wheel zooms at the pointer, + - 0 zoom and fit, a drag with space or
/// the middle button pans, the arrow keys walk from patch to patch, H hides the layers while held,
/// [ and ] change their opacity, G turns the photo grey.
class Canvas final : public QWidget {
    Q_OBJECT
public:
    explicit Canvas(QWidget* parent = nullptr);

    void setImage(const QImage& image);         ///< upright; null: none
    void setLayers(QList<LayerPointer> layers); ///< the first is painted first
    void layersChanged();                       ///< after a layer's setter
    void setPatchGrid(PatchGrid grid);          ///< for patchHovered() and the arrow keys
    void setViewState(ViewState* state);        ///< shared, not owned; null: one of its own
    void setDarkGround(bool dark);              ///< grey-scale medical images: dark in both themes
    void setGreyAllowed(bool allowed);          ///< false: always in colour, e.g. under masks
    void setDimmed(double share);               ///< 0 to 1 towards the ground, while waiting

    /// What a screen reader says of a patch: "cosine .312, rank 1". Row and column come before it.
    void setPatchSpeech(std::function<QString(Patch)> speech);

    QSize imageSize() const { return m_photo.size(); }
    ViewState* viewState() const { return m_state; }
    std::optional<Patch> currentPatch() const; ///< under the pointer, or reached by the arrow keys
    QString currentSpeech() const;             ///< "row 6, column 10, cosine .312, rank 1"

    QTransform imageToWidget() const;
    QPointF toImage(QPointF widgetPx) const;
    QRectF shownImage() const; ///< the image's place on the widget, unclipped

    /// What layers are told when they are painted here.
    Surface surface() const;

Q_SIGNALS:
    void pointHovered(QPointF imagePx);     ///< over the image
    void patchHovered(int row, int column); ///< only when it is another one
    void left();                            ///< the pointer went away
    void pointClicked(QPointF imagePx);
    void patchActivated(int row, int column); ///< a click or Return

private:
    Photo m_photo;
    ViewState* m_state = nullptr;
};

} // namespace views
