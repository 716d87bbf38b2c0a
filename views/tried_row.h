// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

#include <QList>
#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace views {

/// A text that was tried before and what the whole of it scored.
struct TriedText {
    QString text;
    double score = 0;
    QList<Word> words = {}; ///< with the values of the method that coloured them
};

/// The words of \p text round the place where it differs from \p other: "… a red bird …"; all of it
/// where it is short.
QString aroundDifference(const QString& text, const QString& other);

/// The texts that were tried, as buttons with their scores; those that find no room go into a menu.
class TriedRow final : public QWidget {
    Q_OBJECT
public:
    explicit TriedRow(QWidget* parent = nullptr);

    void setTried(QList<TriedText> tried, int current); ///< newest last

    /// Of the text before a word was edited, and of the one now; NaN: not known (yet). Both NaN:
    /// nothing was edited, and the difference is that to the text tried before.
    void setScores(double before, double now, const QString& unit);

    int count() const { return int(m_tried.size()); }
    void step(int by); ///< to an older or newer text

Q_SIGNALS:
    void chosen(int index);
    void compareRequested(int one, int other); ///< older and newer; also by Ctrl and a click

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showDifference();
    void arrange();
    void openMenu();

    QList<TriedText> m_tried;
    int m_current = -1;
    double m_before = std::numeric_limits<double>::quiet_NaN(), m_now = m_before;
    QString m_unit;
    QLabel* m_title;
    QLabel* m_difference;
    QToolButton *m_more, *m_compare;
    QList<QPushButton*> m_chips;
};

} // namespace views
