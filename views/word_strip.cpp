// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word_strip.h"

#include "views/icon.h"
#include "views/marks.h"
#include "views/number.h"
#include "views/theme.h"
#include "views/word_edit.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace views {
namespace {

constexpr int marginX = 8, marginY = 12;

bool isTyping(const QKeyEvent& key)
{
    const bool command =
        key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    return !command && !key.text().isEmpty() && key.text().front().isPrint();
}

} // namespace

WordStrip::WordStrip(QWidget* parent)
    : QAbstractScrollArea(parent), m_edit(new WordEdit(viewport()))
{
    enableSpokenParts();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName("Words of the text");
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    verticalScrollBar()->setSingleStep(WordLayout::chipHeight + metric::wordRowGap);
    connect(m_edit, &WordEdit::written, this, &WordStrip::wordEdited);
    connect(m_edit, &WordEdit::finished, this, [this](int by, bool hadFocus) {
        Q_EMIT wordEditEnded();
        if (hadFocus)
            setFocus(Qt::OtherFocusReason);
        if (by == 0)
            return;
        const int before = m_current;
        step(by);
        if (m_current != before)
            editWord(m_current);
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &WordStrip::placeEdit);
}

void WordStrip::editWord(int index)
{
    if (index < 0 || index >= m_words.size() || m_words[index].punctuation)
        return;
    m_edit->finish();
    setCurrent(index);
    scrollTo(index);
    Q_EMIT wordEditBegun(index);
    m_edit->begin(index, m_words[index].text, wordRect(index));
}

bool WordStrip::isEditingWord() const
{
    return m_edit->index() >= 0;
}

void WordStrip::finishWord()
{
    m_edit->finish();
}

void WordStrip::placeEdit()
{
    if (isEditingWord() && m_edit->index() < m_words.size())
        m_edit->coverChip(wordRect(m_edit->index()));
}

void WordStrip::setWords(QList<Word> words)
{
    m_words = std::move(words);
    m_decimals = wordDecimals(m_words);
    if (m_current >= m_words.size())
        m_current = -1;
    if (m_pinned >= m_words.size())
        m_pinned = -1;
    measure();
}

void WordStrip::setColours(ColourOf colourOf)
{
    m_colourOf = std::move(colourOf);
    viewport()->update();
}

void WordStrip::setTokenLimit(int tokens)
{
    m_tokenLimit = tokens;
    viewport()->update();
}

void WordStrip::setCurrent(int index)
{
    const int valid = index < m_words.size() ? std::max(index, -1) : -1;
    if (valid == m_current)
        return;
    m_current = valid;
    viewport()->update();
}

void WordStrip::setPinned(int index)
{
    m_pinned = index < m_words.size() ? index : -1;
    viewport()->update();
}

void WordStrip::setStale(bool stale)
{
    m_stale = stale;
    viewport()->update();
}

int WordStrip::wordAt(QPoint viewportPos) const
{
    const int index = m_layout.at(viewportPos + offset());
    return index >= 0 && !m_words[index].punctuation ? index : -1;
}

QRect WordStrip::wordRect(int index) const
{
    return index >= 0 && index < m_words.size() ? m_layout.chip(index).translated(-offset())
                                                : QRect();
}

int WordStrip::heightFor(int widthPx) const
{
    WordLayout layout = m_layout;
    layout.flow(widthPx - 2 * marginX);
    return layout.height() + 2 * marginY;
}

QString WordStrip::partText(int part) const
{
    return m_words[part].punctuation ? m_words[part].text
                                     : spoken(m_words[part], part, m_words.size());
}

QRect WordStrip::partRect(int part) const
{
    return wordRect(part).translated(viewport()->pos());
}

void WordStrip::measure()
{
    m_layout.setWords(m_words, QFontMetricsF(studioFont(type::reading)),
                      QFontMetricsF(studioFont(type::small)));
    flow();
}

void WordStrip::flow()
{
    m_layout.flow(viewport()->width() - 2 * marginX);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, m_layout.height() + 2 * marginY - viewport()->height());
    placeEdit();
    viewport()->update();
}

QPoint WordStrip::offset() const
{
    return {-marginX, verticalScrollBar()->value() - marginY};
}

void WordStrip::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-offset());
    if (!m_layout.rule().isNull())
        paintRule(painter);
    const QRect visible = event->rect().translated(offset());
    // Frames and wave lines reach a little over a chip's own row.
    const auto [first, end] =
        m_layout.between(visible.top() - metric::wordRowGap, visible.bottom() + metric::wordRowGap);
    for (int i = first; i < end; ++i)
        paintChip(painter, i);
    if (hasKeyboardFocus(this) && m_current < 0)
        paintFocusRing(painter, viewport()->rect().translated(offset()).adjusted(3, 3, -3, -3),
                       theme());
}

void WordStrip::paintChip(QPainter& painter, int index) const
{
    const Word& word = m_words[index];
    const Theme& look = theme();
    const QRect chip = m_layout.chip(index), box = m_layout.box(index);
    const bool hasValue = !word.punctuation && !word.overLimit;
    const bool grounded = hasValue && !word.inNull && !m_stale && std::isfinite(word.value);
    QColor ink = word.overLimit ? look.text3 : look.text;
    if (grounded && m_colourOf) {
        const QColor ground = m_colourOf(word.value);
        ink = inkOn(ground);
        painter.setPen(chipOutline(ground, look));
        painter.setBrush(ground);
        painter.drawRoundedRect(QRectF(box).adjusted(.5, .5, -.5, -.5), metric::radiusMark,
                                metric::radiusMark);
    }
    QRect textBox = box.adjusted(WordLayout::boxPadding, 0, -WordLayout::boxPadding, 0);
    if (word.unsupported) {
        const QPointF centre(textBox.left() + 4, box.center().y() + 1);
        paintCross(painter, centre, 7, ink);
        textBox.setLeft(textBox.left() + WordLayout::crossWidth);
        paintWave(painter, box.left(), box.right() + 1, box.bottom() + 3, look.contradicted);
    } else if (hasValue && word.inNull) {
        paintDots(painter, box.left(), box.right() + 1, box.bottom() + 2, look.text3);
    }
    painter.setPen(ink);
    painter.setFont(studioFont(type::reading));
    const QFontMetrics metrics = painter.fontMetrics();
    painter.drawText(word.punctuation ? box : textBox, Qt::AlignCenter | Qt::TextSingleLine,
                     metrics.horizontalAdvance(word.text) <= textBox.width() + 4
                         ? word.text
                         : metrics.elidedText(word.text, Qt::ElideRight, textBox.width()));
    if (hasValue)
        paintValue(painter, index, chip.adjusted(0, WordLayout::boxHeight + 3, 0, 0));
    if (index == m_current || index == m_pinned) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look.accent, index == m_current ? 2 : 1));
        painter.drawRoundedRect(QRectF(chip).adjusted(1, -3, -1, 3), metric::radiusCard,
                                metric::radiusCard);
    }
}

/// The value under a word: its rank before it where a patch is meant, its change behind it where
/// there is a text before.
void WordStrip::paintValue(QPainter& painter, int index, const QRect& below) const
{
    const Word& word = m_words[index];
    const Theme& look = theme();
    const QFont plain = studioFont(type::small), strong = studioFont(type::small, 600);
    const QString value = signedFixedNumber(word.value, m_decimals);
    const bool hasChange = std::isfinite(word.change());
    const QString rank = word.rank > 0 ? QString::number(word.rank) : QString();
    const QString change = hasChange ? changeText(word, m_decimals) : QString();
    const QFontMetrics metrics(plain), strongMetrics(strong);
    const int gap = 3;
    const int rankWidth = rank.isEmpty() ? 0 : strongMetrics.horizontalAdvance(rank) + gap;
    const int changeWidth = change.isEmpty() ? 0 : gap + strongMetrics.horizontalAdvance(change);
    const int valueWidth = metrics.horizontalAdvance(value);
    int x = below.center().x() - (rankWidth + valueWidth + changeWidth) / 2;
    const auto write = [&](const QFont& font, const QColor& ink, const QString& text, int width) {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRect(x, below.top(), width + 2, below.height()),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
        x += width;
    };
    if (!word.caution.isEmpty())
        paintCaution(painter, QPointF(x - WordLayout::cautionWidth / 2.0, below.center().y()), 10,
                     look.caution);
    write(strong, word.rank == 1 ? look.text : look.text2, rank, rankWidth);
    write(plain, look.text3, value, valueWidth);
    x += changeWidth ? gap : 0;
    write(strong, word.change() < 0 ? look.contradicted : look.supported, change, changeWidth);
}

void WordStrip::paintRule(QPainter& painter) const
{
    const Theme& look = theme();
    const QRect rule = m_layout.rule().adjusted(0, -4, 0, -8);
    painter.setFont(studioFont(type::small));
    painter.setPen(look.text3);
    const QString words = m_layout.overLimit() == 1
        ? QStringLiteral("1 word")
        : QStringLiteral("%L1 words").arg(m_layout.overLimit());
    const QString text = QStringLiteral("%1 beyond %L2 tokens").arg(words).arg(m_tokenLimit);
    const QRect label(rule.left() + 22, rule.top(),
                      painter.fontMetrics().horizontalAdvance(text) + 8, rule.height());
    paintIcon(painter, QRectF(rule.left() + 4, rule.center().y() - 7, 14, 14), "scissors",
              look.text3);
    painter.drawText(label, Qt::AlignVCenter, text);
    painter.setPen(QPen(look.control, 1, Qt::DashLine));
    painter.drawLine(label.right(), rule.center().y(), rule.right(), rule.center().y());
}

void WordStrip::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    flow();
}

void WordStrip::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        measure();
}

bool WordStrip::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        setCurrent(m_pinned);
        Q_EMIT left();
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = wordAt(help->pos());
        QToolTip::showText(help->globalPos(), tooltipOf(index), this, wordRect(index));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

/// What the chip cannot show: the whole word where it is cut, and what its marks mean.
QString WordStrip::tooltipOf(int index) const
{
    if (index < 0)
        return {};
    const Word& word = m_words[index];
    QStringList parts{word.text};
    if (word.overLimit)
        parts << tr("beyond what the network reads");
    else if (std::isfinite(word.value))
        parts << signedNumber(word.value);
    if (word.rank > 0)
        parts << tr("rank %1 at this patch").arg(word.rank);
    if (std::isfinite(word.change()))
        parts << tr("%1 before, %2").arg(signedNumber(word.before), changeText(word, m_decimals));
    if (word.unsupported)
        parts << tr("unsupported");
    if (word.inNull)
        parts << tr("within the null band: no evidence");
    return word.caution.isEmpty() ? parts.join(u"  ·  ")
                                  : parts.join(u"  ·  ") + '\n' + word.caution;
}

void WordStrip::hover(int index)
{
    if (index == m_current)
        return;
    setCurrent(index);
    speakPart(this, index);
    if (index < 0)
        Q_EMIT left();
    else
        Q_EMIT wordHovered(index);
}

void WordStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int index = wordAt(event->position().toPoint());
    hover(index < 0 ? m_pinned : index);
}

void WordStrip::mousePressEvent(QMouseEvent* event)
{
    const int index = wordAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton)
        return;
    if (index >= 0)
        Q_EMIT wordActivated(index);
    else
        Q_EMIT editRequested({});
}

void WordStrip::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int index = wordAt(event->position().toPoint());
    if (index >= 0)
        editWord(index);
    else
        Q_EMIT editRequested({});
}

void WordStrip::step(int by)
{
    int index = m_current < 0 ? (by > 0 ? -1 : int(m_words.size())) : m_current;
    do
        index += by;
    while (index >= 0 && index < m_words.size() && m_words[index].punctuation);
    if (index < 0 || index >= m_words.size())
        return;
    hover(index);
    scrollTo(index);
}

void WordStrip::stepRow(int by)
{
    if (m_current < 0)
        return step(1);
    const int row = m_layout.rowOf(m_current) + by;
    if (row < 0 || row >= m_layout.rowCount())
        return;
    hover(m_layout.inRow(row, m_layout.chip(m_current).center().x()));
    scrollTo(m_current);
}

void WordStrip::scrollTo(int index)
{
    const QRect chip = m_layout.chip(index).adjusted(0, 0, 0, 2 * marginY);
    QScrollBar* bar = verticalScrollBar();
    if (chip.top() < bar->value())
        bar->setValue(chip.top());
    else if (chip.bottom() > bar->value() + viewport()->height())
        bar->setValue(chip.bottom() - viewport()->height());
}

bool WordStrip::event(QEvent* event)
{
    // Letters begin to write here; elsewhere they are shortcuts.
    if (event->type() == QEvent::ShortcutOverride && isTyping(*static_cast<QKeyEvent*>(event)))
        event->accept();
    return QAbstractScrollArea::event(event);
}

void WordStrip::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return event->ignore(); // keys of the editor and the window
    switch (event->key()) {
    case Qt::Key_Left: return step(-1);
    case Qt::Key_Right: return step(1);
    case Qt::Key_Up: return stepRow(-1);
    case Qt::Key_Down: return stepRow(1);
    case Qt::Key_Home: m_current = -1; return step(1);
    case Qt::Key_End: m_current = -1; return step(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            Q_EMIT wordActivated(m_current);
        return;
    case Qt::Key_F2:
        if (m_current >= 0)
            editWord(m_current);
        else
            Q_EMIT editRequested({});
        return;
    default:
        if (isTyping(*event))
            Q_EMIT editRequested(event->text());
        else
            QAbstractScrollArea::keyPressEvent(event);
    }
}

void WordStrip::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void WordStrip::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace views
