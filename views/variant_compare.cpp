// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/variant_compare.h"

#include "views/number.h"
#include "views/theme.h"
#include "views/word_diff.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace views {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int decimals = 3;

QTableWidgetItem* cell(const QString& text, bool isNumber)
{
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

} // namespace

VariantCompare::VariantCompare(QList<TriedText> tried, int one, int other, QWidget* parent)
    : QDialog(parent), m_tried(std::move(tried)), m_score(new QLabel), m_table(new QTableWidget)
{
    setWindowTitle(tr("Two texts, word by word"));
    m_one = boxOf(one, tr("Before"));
    m_other = boxOf(other, tr("After"));
    m_score->setFont(studioFont(type::base, 600));
    m_table->setColumnCount(5);
    m_table->setHorizontalHeaderLabels(
        {tr("Before"), tr("value"), tr("After"), tr("value"), tr("Δ")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metric::tableRow);
    m_table->setAccessibleName(tr("Words of both texts"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);

    auto* form = new QFormLayout;
    form->addRow(tr("Before"), m_one);
    form->addRow(tr("After"), m_other);
    form->addRow(tr("Score"), m_score);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);
    resize(600, 480);
    showPair(one, other);
}

QComboBox* VariantCompare::boxOf(int current, const QString& name)
{
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(24);
    for (const TriedText& text : m_tried)
        box->addItem(fixedNumber(text.score, decimals) + "   " + text.text);
    box->setCurrentIndex(current);
    connect(box, &QComboBox::currentIndexChanged, this,
            [this] { showPair(m_one->currentIndex(), m_other->currentIndex()); });
    return box;
}

void VariantCompare::setUnits(const QString& score, const QString& words)
{
    m_scoreUnit = score;
    m_wordUnit = words;
    showPair(m_one->currentIndex(), m_other->currentIndex());
}

void VariantCompare::showPair(int one, int other)
{
    if (one < 0 || other < 0 || one >= m_tried.size() || other >= m_tried.size())
        return;
    const TriedText &before = m_tried[one], &after = m_tried[other];
    m_score->setText(
        withUnit(fixedNumber(before.score, decimals) + " → " + fixedNumber(after.score, decimals),
                 m_scoreUnit)
        + "   Δ " + signedFixedNumber(after.score - before.score, decimals));
    for (const int column : {1, 3})
        m_table->horizontalHeaderItem(column)->setText(m_wordUnit.isEmpty() ? tr("value")
                                                                            : m_wordUnit);
    m_table->setRowCount(0);
    for (const WordPair& pair : alignWords(before.words, after.words)) {
        const Word* from = pair.before < 0 ? nullptr : &before.words[pair.before];
        const Word* to = pair.after < 0 ? nullptr : &after.words[pair.after];
        if ((from ? from : to)->punctuation)
            continue;
        addRow(from ? from->text : QString(), from ? from->value : none, to ? to->text : QString(),
               to ? to->value : none);
    }
}

void VariantCompare::addRow(const QString& before, double valueBefore, const QString& after,
                            double valueAfter)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    const auto printed = [](const QString& word, double value) {
        return word.isEmpty() ? QString() : signedFixedNumber(value, decimals);
    };
    const double change = valueAfter - valueBefore;
    const QString cells[] = {before, printed(before, valueBefore), after,
                             printed(after, valueAfter),
                             std::isnan(change) ? QString() : signedFixedNumber(change, decimals)};
    for (int column = 0; column < int(std::size(cells)); ++column)
        m_table->setItem(row, column, cell(cells[column], column == 1 || column >= 3));
    if (before != after)
        for (const int column : {0, 2}) {
            QFont strong = m_table->font();
            strong.setWeight(QFont::DemiBold);
            m_table->item(row, column)->setFont(strong);
        }
}

} // namespace views
