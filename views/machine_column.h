// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace views {

class Canvas;

/// A small panel beside the picture that is judged: what a method says of it, or that this is
/// hidden.
class MachineCard final : public QWidget {
    Q_OBJECT
public:
    explicit MachineCard(QWidget* parent = nullptr);

    void setTitle(const QString& method, const QString& subject);
    QString method() const { return m_method; }
    void setHiddenEvidence(bool hidden, bool computed);
    bool isEvidenceHidden() const { return m_hidden; }
    void setSentence(const QString& sentence); ///< why there is nothing to show; empty: there is
    void setActive(bool active);
    Canvas* canvas() const { return m_canvas; }

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QSize sizeHint() const override;

private:
    void refresh();

    QString m_method, m_subject, m_sentence;
    bool m_hidden = true, m_computed = false, m_active = false;
    Canvas* m_canvas;
};

/// The cards of all panels, one above the other; one of them is active.
class MachineColumn final : public QWidget {
    Q_OBJECT
public:
    explicit MachineColumn(QWidget* parent = nullptr);

    void setCount(int count);
    MachineCard* card(int index) const { return m_cards.value(index); }
    int count() const { return int(m_cards.size()); }
    int active() const { return m_active; } ///< -1: there is none
    void setActive(int index);

    static constexpr int width = 176;

Q_SIGNALS:
    void activeChanged(int index);

private:
    QVBoxLayout* m_column;
    QList<MachineCard*> m_cards;
    int m_active = -1;
};

} // namespace views
