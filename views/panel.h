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
    void setNumber(int number);        ///< 1 to 9 goes to it; for the accessible name; 0: none
    void setNote(const QString& note); ///< a plate for as long as it holds: "smoothed for display"

    Canvas* canvas() const { return m_canvas; }
    ColourBar* colourBar() const { return m_colourBar; }
    void setColourBarVisible(bool visible);

    /// Shown where image and bar leave 138 px or more; at most 180 wide. Takes it over; null: none.
    void setSideStrip(QWidget* strip);

    /// Instead of canvas, bar and strip, e.g. word bars. Takes it over; null: the canvas again.
    void setBody(QWidget* body);
    void setDarkGround(bool dark); ///< grey-scale medical images: dark in both themes

    QString method() const;
    const PanelState& state() const { return m_state; }
    const Readings& readout() const { return m_readings; }
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

private:
    Canvas* m_canvas = nullptr;
    ColourBar* m_colourBar = nullptr;
    PanelState m_state;
    Readings m_readings;
    bool m_active = false, m_maximised = false;
};

} // namespace views
