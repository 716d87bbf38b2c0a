// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tried_row.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QTableWidget;

namespace views {

/// Any two of the texts that were tried, word by word: what each word was worth in the one and in
/// the other, and the score of the whole.
class VariantCompare final : public QDialog {
    Q_OBJECT
public:
    VariantCompare(QList<TriedText> tried, int one, int other, QWidget* parent = nullptr);

    void setUnits(const QString& score, const QString& words); ///< "cosine", "gradient"

private:
    QComboBox* boxOf(int current, const QString& name);
    void showPair(int one, int other);
    void addRow(const QString& before, double valueBefore, const QString& after, double valueAfter);

    QList<TriedText> m_tried;
    QString m_scoreUnit, m_wordUnit;
    QComboBox *m_one, *m_other;
    QLabel* m_score;
    QTableWidget* m_table;
};

} // namespace views
