// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace views {

/// The plate of a tour's step: a title, a few lines, and the way on.
class TourCard final : public QWidget {
    Q_OBJECT
public:
    static constexpr int cardWidth = 336;

    explicit TourCard(QWidget* parent);

    void setStep(const QString& title, const QString& text, int step, int count);
    const QList<QPushButton*>& buttons() const { return m_buttons; } ///< in the order of Tab

Q_SIGNALS:
    void nextChosen();
    void backChosen();
    void skipChosen();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel *m_title, *m_text, *m_count;
    QPushButton *m_skip, *m_back, *m_next;
    QList<QPushButton*> m_buttons;
};

} // namespace views
