// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panel_state.h"

#include <QPointer>
#include <QWidget>

namespace views {

class Canvas;
class ColourBar;
class StateCard;

/// The middle of a panel: canvas, colour bar and side strip in a row, or another body; over them
/// what its state has to say.
class PanelBody final : public QWidget {
    Q_OBJECT
public:
    explicit PanelBody(QWidget* parent);

    Canvas* canvas() const { return m_canvas; }
    ColourBar* colourBar() const { return m_colourBar; }
    StateCard* card() const { return m_card; }

    void setColourBarVisible(bool visible);
    void setSideStrip(QWidget* strip);
    void setContent(QWidget* content); ///< null: the canvas
    void setDarkGround(bool dark);
    void setState(const PanelState& state);
    void setNote(const QString& note);
    QWidget* focusTarget() const; ///< what the keys of this panel go to
    void layOut();                ///< after the canvas got another image

    const PanelState& state() const { return m_state; }
    const QString& note() const { return m_note; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    Canvas* m_canvas;
    ColourBar* m_colourBar;
    QPointer<QWidget> m_strip, m_content;
    QWidget* m_plates; ///< speaks over the canvas, lets the pointer through
    StateCard* m_card;
    PanelState m_state;
    QString m_note;
    bool m_barWanted = true, m_darkGround = false;
};

} // namespace views
