// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tried_row.h"

#include "views/icon.h"
#include "views/number.h"
#include "views/theme.h"

#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <cmath>
#include <limits>

namespace views {
namespace {

constexpr int longest = 24; // characters of a chip

} // namespace

QString aroundDifference(const QString& text, const QString& other)
{
    if (text.size() <= longest)
        return text;
    const QStringList words = text.simplified().split(' '), others = other.simplified().split(' ');
    const qsizetype shorter = std::min(words.size(), others.size());
    qsizetype same = 0, sameEnd = 0;
    while (same < shorter && words[same] == others[same])
        ++same;
    while (sameEnd < shorter - same
           && words[words.size() - 1 - sameEnd] == others[others.size() - 1 - sameEnd])
        ++sameEnd;
    if (same == words.size()) // the same text, or one that was cut at its end
        same = 0;
    const qsizetype from = same >= 2 ? same - 1 : 0;
    const qsizetype end = std::min(words.size(), std::max(words.size() - sameEnd, same + 1) + 2);
    QString part;
    qsizetype shown = from;
    for (; shown < end && part.size() + words[shown].size() <= longest; ++shown)
        part += (part.isEmpty() ? "" : " ") + words[shown];
    if (part.isEmpty())
        part = words[from].left(longest), shown = from + 1;
    return (from > 0 ? QStringLiteral("… ") : QString()) + part
        + (shown < words.size() ? QStringLiteral(" …") : QString());
}

TriedRow::TriedRow(QWidget* parent)
    : QWidget(parent), m_title(new QLabel("Tried", this)), m_difference(new QLabel(this)),
      m_more(new QToolButton(this)), m_compare(new QToolButton(this))
{
    m_title->setFont(studioFont(type::dense));
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_difference->setFont(studioFont(type::dense));
    m_difference->setForegroundRole(QPalette::PlaceholderText);
    m_more->setAutoRaise(true);
    m_more->setFont(studioFont(type::dense));
    m_more->setAccessibleName("All texts that were tried");
    m_more->setToolTip("All texts that were tried");
    connect(m_more, &QToolButton::clicked, this, &TriedRow::openMenu);
    m_compare->setAutoRaise(true);
    m_compare->setIcon(icon("columns-2"));
    m_compare->setAccessibleName("Compare two of the texts that were tried");
    m_compare->setToolTip("Compare two texts word by word (also Ctrl and a click on the other)");
    connect(m_compare, &QToolButton::clicked, this, [this] {
        const int newer = m_current > 0 ? m_current : count() - 1;
        Q_EMIT compareRequested(newer - 1, newer);
    });
    setFixedHeight(36);
}

void TriedRow::setTried(QList<TriedText> tried, int current)
{
    m_tried = std::move(tried);
    m_current = current < m_tried.size() ? current : -1;
    while (m_chips.size() > m_tried.size())
        delete m_chips.takeLast();
    while (m_chips.size() < m_tried.size()) {
        auto* chip = new QPushButton(this);
        chip->setCheckable(true);
        chip->setFont(studioFont(type::dense));
        const int index = int(m_chips.size());
        connect(chip, &QPushButton::clicked, this, [this, chip, index] {
            chip->setChecked(index == m_current); // the application says what is current
            const bool isOther = m_current >= 0 && index != m_current;
            if (isOther && QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier))
                Q_EMIT compareRequested(std::min(index, m_current), std::max(index, m_current));
            else
                Q_EMIT chosen(index);
        });
        m_chips.append(chip);
    }
    for (int i = 0; i < m_chips.size(); ++i) {
        const QString& other =
            m_tried[i > 0 ? i - 1 : std::min<qsizetype>(1, m_chips.size() - 1)].text;
        const QString score = fixedNumber(m_tried[i].score, 3);
        m_chips[i]->setText(aroundDifference(m_tried[i].text, other).replace('&', "&&") + "  "
                            + score);
        m_chips[i]->setAccessibleName(m_tried[i].text + ", " + score);
        m_chips[i]->setToolTip(m_tried[i].text + "\n(Alt+Up, Alt+Down)");
        m_chips[i]->setChecked(i == m_current);
    }
    showDifference();
    arrange();
}

void TriedRow::setScores(double before, double now, const QString& unit)
{
    m_before = before;
    m_now = now;
    m_unit = unit;
    showDifference();
    arrange();
}

void TriedRow::showDifference()
{
    const bool isEdited = !std::isnan(m_before) || !std::isnan(m_now);
    QString text;
    if (isEdited)
        text = withUnit(fixedNumber(m_before, 3) + " → " + fixedNumber(m_now, 3), m_unit) + "   ";
    const double difference = isEdited ? m_now - m_before
        : m_current > 0                ? m_tried[m_current].score - m_tried[m_current - 1].score
                                       : std::numeric_limits<double>::quiet_NaN();
    if (!std::isnan(difference))
        text += QStringLiteral("Δ ") + signedFixedNumber(difference, 3);
    m_difference->setText(text);
    m_difference->setToolTip(isEdited
                                 ? "Score of the whole text before the word was edited, and now"
                                 : "Score of this text less that of the text tried before it");
}

void TriedRow::arrange()
{
    m_title->setVisible(!m_tried.isEmpty());
    int x = metric::space3;
    const auto place = [&](QWidget* widget, int height) {
        const QSize size(widget->sizeHint().width(), height);
        widget->setGeometry(QRect(QPoint(x, (this->height() - height) / 2), size));
        x += size.width() + metric::space2;
    };
    place(m_title, 24);
    const int moreWidth = m_more->fontMetrics().horizontalAdvance("+88") + 20;
    const auto newest = [&](int room) { // the newest that fit
        QList<int> fit;
        for (int i = int(m_chips.size()) - 1; i >= 0; --i) {
            room -= m_chips[i]->sizeHint().width() + metric::space2;
            if (room < 0)
                break;
            fit.prepend(i);
        }
        return fit;
    };
    m_compare->setVisible(count() >= 2);
    if (count() >= 2)
        place(m_compare, metric::target);
    const int room = width() - x - m_difference->sizeHint().width() - metric::space3;
    QList<int> shown = newest(room);
    if (shown.size() < m_chips.size())
        shown = newest(room - moreWidth);
    if (m_current >= 0 && !shown.contains(m_current)) {
        if (!shown.isEmpty())
            shown.removeFirst();
        shown.prepend(m_current);
    }
    for (int i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setVisible(shown.contains(i));
    for (const int i : shown)
        place(m_chips[i], metric::buttonSmall);
    place(m_difference, 24);
    const auto folded = m_chips.size() - shown.size();
    m_more->setVisible(folded > 0);
    m_more->setText(QStringLiteral("+%1").arg(folded));
    m_more->setGeometry(QRect(x, (height() - 24) / 2, moreWidth, 24));
}

void TriedRow::openMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < m_tried.size(); ++i) {
        const QString text =
            QFontMetrics(menu->font()).elidedText(m_tried[i].text, Qt::ElideRight, 420);
        QAction* action = menu->addAction(QString(text).replace('&', "&&") + '\t'
                                          + fixedNumber(m_tried[i].score, 3));
        action->setCheckable(true);
        action->setChecked(i == m_current);
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT chosen(i); });
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

void TriedRow::step(int by)
{
    const int to = m_current < 0 ? count() - 1 : m_current + by;
    if (to >= 0 && to < count() && to != m_current)
        Q_EMIT chosen(to);
}

void TriedRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace views
