// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace views {

class ElidedLabel;
class KeyButton;

/// Says whether the machine's evidence is hidden, and locks the verdict.
class BlindBar final : public QWidget {
    Q_OBJECT
public:
    enum class State {
        NoClaim,  ///< there is nothing to lock
        Blind,    ///< hidden until the verdict is locked
        Assisted, ///< in sight while the claim is judged
        Locked    ///< judged, in sight
    };

    explicit BlindBar(QWidget* parent = nullptr);

    /// \p place: "Claim 3 of 4". \p obstacle: why it cannot be locked yet; empty: it can
    void setState(State state, const QString& place, const QString& obstacle = {});
    void setKey(const QString& key); ///< "Ctrl+Return"
    State state() const { return m_state; }
    KeyButton* button() const { return m_button; }

Q_SIGNALS:
    void lockRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    QSize sizeHint() const override;

private:
    State m_state = State::NoClaim;
    QLabel* m_heading;
    ElidedLabel* m_sentence;
    QLabel* m_place;
    KeyButton* m_button;
};

} // namespace views
