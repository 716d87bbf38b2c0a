// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

namespace views {

/// One call-out of a tour.
struct TourStep {
    QString title, text;
    QPointer<QWidget> at; ///< what it speaks of; hidden or gone: it stands in the middle
};

class TourCard;

/// Call-outs over a window, one at a time: what each speaks of stays bright, the rest is dimmed.
/// Return and the arrows step, Esc skips; no other key reaches the window meanwhile.
class Tour final : public QWidget {
    Q_OBJECT
public:
    explicit Tour(QWidget* over);

    void start(QList<TourStep> steps);  ///< at the first of them; of an empty list nothing is shown
    int step() const { return m_step; } ///< -1: not under way
    int count() const { return int(m_steps.size()); }
    QString title() const { return m_steps.value(m_step).title; }
    QRect place() const; ///< of what the step speaks of, in the window; null: nothing
    QRect cardPlace() const;

Q_SIGNALS:
    void finished(bool whole); ///< false: skipped

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void go(int step); ///< beyond the last one: the end
    void end(bool whole);
    void settle(); ///< places itself and the card

    QList<TourStep> m_steps;
    int m_step = -1;
    TourCard* m_card;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace views
