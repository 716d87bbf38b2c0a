// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"
#include "views/photo.h"

#include <QImage>
#include <QList>
#include <QTimer>
#include <QWidget>

namespace views {

class Canvas;

/// How a pinned result is held against the one on show.
enum class CompareMode { Off, Difference, Swipe, Blink };

/// Difference, swipe, blink, off.
CompareMode nextOf(CompareMode mode);

/// A result that was pinned: a picture of the same size as the one that it is compared with.
struct Reference {
    QImage image;
    QList<LayerPointer> layers;
    QString name; ///< "patch-sim “red”, phantom"
    bool grey = true;
};

/// The pinned result over a canvas: at the left of a line that can be dragged, or in turn with what
/// is on show. It follows the canvas, and lets the pointer through. Labels say which is which.
class CompareView final : public QWidget {
    Q_OBJECT
public:
    static constexpr int blinkMs = 600; ///< for both pictures together

    explicit CompareView(Canvas* canvas); ///< a child of the canvas, as large as it

    void setReference(Reference reference);
    void setName(const QString& name); ///< of what is on show; of the difference, in lines
    void setMode(CompareMode mode);
    CompareMode mode() const { return m_mode; }

    double share() const { return m_share; } ///< of the image that swipe gives to the reference
    void setShare(double share);

    bool showsReference() const { return m_flipped; } ///< while blinking
    void flip();                                      ///< by hand

    QString label() const; ///< what it says over the picture, for screen readers

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Handle;

    void follow(); ///< the canvas has moved or changed
    void refreshPicture();
    void paintLabels(QPainter& painter, const QRectF& shown) const;
    double lineX() const;

    Canvas* m_canvas;
    Handle* m_handle;
    QTimer m_clock;
    Reference m_reference;
    Photo m_photo;
    QImage m_picture; ///< of the reference, in device pixels of the canvas; null: to be made
    QString m_name;
    CompareMode m_mode = CompareMode::Off;
    double m_share = 0.5;
    bool m_flipped = false;
};

} // namespace views
