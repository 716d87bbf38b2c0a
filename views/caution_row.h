// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace views {

/// A line below words whose values may mislead: why, and a button that helps. Hidden while there is
/// nothing to say.
class CautionRow final : public QWidget {
    Q_OBJECT
public:
    explicit CautionRow(QWidget* parent = nullptr);

    /// \param remedy  of the button; empty: there is none
    /// \param details a tooltip: the figures behind the sentence
    void setCaution(const QString& sentence, const QString& remedy, const QString& details);

Q_SIGNALS:
    void remedyRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_sentence;
    QPushButton* m_remedy;
};

} // namespace views
