// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"
#include "views/patch_grid.h"
#include "views/photo.h"
#include "views/view_state.h"

#include <QImage>
#include <QWidget>

#include <functional>

namespace views {

/// An image under layers. The wheel zooms at the pointer, a drag with space or the middle button
/// pans, the arrow keys walk from patch to patch. Other keys are the application's actions.
class Canvas : public QWidget {
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
    void
    setImageAlignment(Qt::Alignment side); ///< where it stands if it is narrower: right, centre
    void setDimmed(double share);          ///< 0 to 1 towards the ground, while waiting

    /// What a screen reader says of a patch: "cosine .312, rank 1". Row and column come before it.
    void setPatchSpeech(std::function<QString(Patch)> speech);

    QSize imageSize() const { return m_photo.size(); }
    ViewState* viewState() const { return m_state; }
    std::optional<Patch> currentPatch() const; ///< under the pointer, or reached by the arrow keys
    QString currentSpeech() const { return speech(); } ///< "row 6, column 10, cosine .312, rank 1"

    QTransform imageToWidget() const;
    QPointF toImage(QPointF widgetPx) const;
    QRectF shownImage() const; ///< the image's place on the widget, unclipped

    /// What layers are told when they are painted here.
    Surface surface() const;

Q_SIGNALS:
    void imageChanged();                    ///< by setImage()
    void viewMoved();                       ///< zoomed, panned or resized
    void pointHovered(QPointF imagePx);     ///< over the image
    void patchHovered(int row, int column); ///< only when it is another one
    void left();                            ///< the pointer went away
    void pointClicked(QPointF imagePx);
    void patchActivated(int row, int column); ///< a click or Return

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

    virtual void marksMoved() { update(); } ///< hovered or pinned, here or in a linked canvas
    virtual QString speech() const;
    void startPanning(QPointF widgetPx);
    bool isPanning() const { return m_panning; }
    bool isSpaceHeld() const { return m_spaceHeld; }

private:
    const Theme& ground() const;
    double scale() const; ///< view pixels an image pixel
    void zoomBy(double factor, QPointF widgetPx);
    void panBy(QPointF widgetPx);
    void hoverAt(QPointF widgetPx);
    void noteHovered();
    void movePatch(int rows, int columns);
    bool pressKey(int key);
    void dropPhoto();   ///< the view or the photo changed
    void dropPicture(); ///< the layers did
    void refreshPhoto();
    void refreshPicture();

    Photo m_photo;
    QList<LayerPointer> m_layers;
    PatchGrid m_grid;
    std::function<QString(Patch)> m_speech;
    ViewState* m_ownState = nullptr;
    ViewState* m_state = nullptr;
    std::optional<Patch> m_lastPatch;
    bool m_darkGround = false, m_greyAllowed = true, m_keyboardFocus = false;
    Qt::Alignment m_imageAlignment = Qt::AlignHCenter;
    double m_dimmed = 0;

    // A hover paints the picture and the marks alone; a layer's change keeps the scaled photo.
    QImage m_scaledPhoto, m_picture;

    bool m_spaceHeld = false, m_panning = false;
    QPointF m_pressedAt, m_panFrom;
};

} // namespace views
