// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panel_state.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace views {

/// Whether a state takes the place of the result: then this card is shown.
bool hasCard(PanelState::Kind kind);

/// What a panel says in the middle of its body: an icon, a sentence or two, one button. While
/// waiting it is a plate over the dimmed image, else it covers the body.
class StateCard final : public QWidget {
    Q_OBJECT
public:
    explicit StateCard(QWidget* parent);

    void setState(const PanelState& state);
    void setDarkGround(bool dark);
    void setOverImage(bool over); ///< on a plate, the image stays in sight

    static constexpr int waitingAfterMs = 200, cancelAfterMs = 1000;

Q_SIGNALS:
    void buttonClicked();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();
    void fitWidths();

    PanelState m_state;
    bool m_overImage = false;
    bool m_darkGround = false;
    QTimer m_showWaiting, m_showCancel;
    QWidget* m_column;
    QLabel* m_icon;
    QLabel* m_heading;
    QLabel* m_sentence;
    QProgressBar* m_progress;
    QPushButton* m_button;
};

} // namespace views
