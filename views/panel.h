// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/badge.h"
#include "views/panel_state.h"
#include "views/reading.h"

#include <QList>
#include <QWidget>

namespace views {

class Canvas;
class ColourBar;
class PanelBody;
class PanelReadout;
class PanelTitle;

/// One result: a title, a canvas with its colour bar and side strip (or any other body), and a
/// read-out below. A frame in the accent colour marks the active one.
class Panel final : public QWidget {
    Q_OBJECT
public:
    explicit Panel(QWidget* parent = nullptr);

    void setTitle(const QString& method, const QString& subject);
    void setBadges(QList<Badge> badges);
    void setReadout(Readings readings); ///< in this order; empty: a dash
    void setState(const PanelState& state);
    void setActive(bool active);
    void setMaximised(bool maximised);
    void setNote(const QString& note); ///< a plate for as long as it holds: "smoothed for display"

    Canvas* canvas() const;
    ColourBar* colourBar() const;
    void setColourBarVisible(bool visible);

    /// Shown where image and bar leave 138 px or more; at most 180 wide. Takes it over; null: none.
    void setSideStrip(QWidget* strip);

    /// Instead of canvas, bar and strip, e.g. word bars. Takes it over; null: the canvas again.
    void setBody(QWidget* body);
    void setDarkGround(bool dark); ///< grey-scale medical images: dark in both themes

    void takeFocus(); ///< into its canvas or body, as by a key

    QString method() const;
    const PanelState& state() const { return m_state; }
    const Readings& readout() const;
    bool isActive() const { return m_active; }
    bool isMaximised() const { return m_maximised; }

Q_SIGNALS:
    void activated();         ///< a click or the focus anywhere in it
    void maximiseRequested(); ///< or back
    void menuRequested(QPoint globalPos);
    void badgeActivated(int badge); ///< a click on it, or Return: show its evidence
    void cancelRequested();
    void runAgainRequested();    ///< after a cancel
    void emptyActionRequested(); ///< the button of Empty
    void remedyRequested();      ///< the button of Failed and NotApplicable

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void pressAction();

    PanelTitle* m_title;
    PanelBody* m_body;
    PanelReadout* m_readout;
    PanelState m_state;
    bool m_active = false, m_maximised = false;
};

} // namespace views
