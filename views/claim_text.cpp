// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/claim_text.h"

#include "views/marks.h"
#include "views/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace views {
namespace {

constexpr int marginX = 4, marginY = 4, wordHeight = 24, rowPitch = 34, blank = 5, levelPitch = 4;
constexpr int mostRows = 4, numberGap = 2, mostLevels = 2;

QFont wordFont()
{
    return studioFont(type::reading);
}

QFont numberFont()
{
    return studioFont(type::small);
}

bool within(const ClaimMark& inner, const ClaimMark& outer)
{
    if (inner.ranges.isEmpty() || outer.ranges.isEmpty() || inner.ranges == outer.ranges)
        return false;
    return std::ranges::all_of(inner.ranges, [&](const WordRange& range) {
        return std::ranges::any_of(outer.ranges, [&](const WordRange& around) {
            return around.first <= range.first && range.end <= around.end;
        });
    });
}

int length(const ClaimMark& claim)
{
    int words = 0;
    for (const WordRange& range : claim.ranges)
        words += range.end - range.first;
    return words;
}

} // namespace

ClaimText::ClaimText(QWidget* parent) : QAbstractScrollArea(parent)
{
    enableSpokenParts();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName("Words of the text with its claims");
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::IBeamCursor);
    verticalScrollBar()->setSingleStep(rowPitch);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void ClaimText::setText(QList<TextWord> words, QList<ClaimMark> claims)
{
    const bool same = std::ranges::equal(words, m_words, {}, &TextWord::text, &TextWord::text);
    m_words = std::move(words);
    m_claims = std::move(claims);
    m_anchor = -1;
    if (!same || m_cursor >= m_words.size())
        m_cursor = -1;
    if (m_current >= m_claims.size())
        m_current = -1;
    setLevels();
    layOut();
    updateGeometry();
}

void ClaimText::setCurrentClaim(int claim)
{
    m_current = claim < m_claims.size() ? claim : -1;
    if (m_current >= 0 && !m_claims[m_current].ranges.isEmpty())
        scrollTo(m_claims[m_current].ranges.first().first);
    viewport()->update();
}

void ClaimText::clearSelection()
{
    m_anchor = -1;
    viewport()->update();
}

WordRange ClaimText::selection() const
{
    if (m_cursor < 0)
        return {};
    const int other = m_anchor >= 0 ? m_anchor : m_cursor;
    return {std::min(m_cursor, other), std::max(m_cursor, other) + 1};
}

/// Claims that hold no other lie at 0, each that holds some below the lowest of them.
void ClaimText::setLevels()
{
    m_levels.fill(0, m_claims.size());
    for (int level = 0; level < mostLevels; ++level)
        for (int outer = 0; outer < m_claims.size(); ++outer)
            for (int inner = 0; inner < m_claims.size(); ++inner)
                if (m_levels[inner] == level && m_levels[outer] <= level
                    && within(m_claims[inner], m_claims[outer]))
                    m_levels[outer] = level + 1;
}

QString ClaimText::numbersAfter(int word) const
{
    QStringList numbers;
    for (const ClaimMark& claim : m_claims)
        if (!claim.ranges.isEmpty() && claim.ranges.last().end == word + 1)
            numbers.append(QString::number(claim.number));
    return numbers.join(' ');
}

ClaimText::Flow ClaimText::flow(int widthPx) const
{
    const QFontMetrics words(wordFont()), numbers(numberFont());
    Flow out;
    int x = marginX, y = marginY;
    for (int i = 0; i < m_words.size(); ++i) {
        const QString after = numbersAfter(i);
        const int behind = after.isEmpty() ? 0 : numbers.horizontalAdvance(after) + 2 * numberGap;
        const int width = words.horizontalAdvance(m_words[i].text);
        const bool attached = m_words[i].attached && i > 0;
        if (i > 0 && !attached)
            x += blank;
        if (x > marginX && !attached && x + width + behind > widthPx - marginX) {
            x = marginX;
            y += rowPitch;
        }
        out.words.append(QRect(x, y, width, wordHeight));
        out.numbersWidth.append(behind);
        x += width + behind;
    }
    out.height = y + wordHeight + mostLevels * levelPitch + marginY;
    return out;
}

void ClaimText::layOut()
{
    m_flow = flow(viewport()->width());
    verticalScrollBar()->setRange(0, std::max(0, m_flow.height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    viewport()->update();
}

int ClaimText::heightFor(int widthPx) const
{
    return flow(widthPx).height;
}

QSize ClaimText::sizeHint() const
{
    const int most = marginY + mostRows * rowPitch;
    return {300, std::min(most, heightFor(std::max(200, width())))};
}

QSize ClaimText::minimumSizeHint() const
{
    return {120, rowPitch + marginY};
}

QPoint ClaimText::offset() const
{
    return {0, verticalScrollBar()->value()};
}

QRect ClaimText::wordRect(int word) const
{
    return m_flow.words.value(word).translated(-offset());
}

int ClaimText::wordAt(QPoint viewportPos) const
{
    const QPoint at = viewportPos + offset();
    for (const int slack : {0, blank / 2 + 1}) // a word itself before the room around another
        for (int i = 0; i < m_flow.words.size(); ++i)
            if (m_flow.words[i]
                    .adjusted(-slack, -4, m_flow.numbersWidth[i] + slack, 8)
                    .contains(at))
                return i;
    return -1;
}

QString ClaimText::partText(int part) const
{
    QStringList said{m_words[part].text};
    for (const int claim : claimsAt(part))
        said << QString("claim %1").arg(m_claims[claim].number);
    if (hasSelection() && selection().first <= part && part < selection().end)
        said << "selected";
    return said.join(", ");
}

QList<int> ClaimText::claimsAt(int word) const
{
    QList<int> found;
    for (int i = 0; i < m_claims.size(); ++i)
        if (std::ranges::any_of(m_claims[i].ranges, [word](const WordRange& range) {
                return range.first <= word && word < range.end;
            }))
            found.append(i);
    std::ranges::stable_sort(found, {}, [this](int claim) { return length(m_claims[claim]); });
    return found;
}

QList<QRect> ClaimText::runsOf(const WordRange& range) const
{
    QList<QRect> runs;
    for (int i = range.first; i < range.end && i < m_flow.words.size(); ++i) {
        QRect word = m_flow.words[i].translated(-offset());
        word.setWidth(word.width() + m_flow.numbersWidth[i]);
        if (!runs.isEmpty() && runs.last().top() == word.top())
            runs.last().setRight(word.right());
        else
            runs.append(word);
    }
    return runs;
}

void ClaimText::paintEvent(QPaintEvent*)
{
    const Theme& look = theme();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_claims.size(); ++i)
        for (const WordRange& range : m_claims[i].ranges)
            for (const QRect& run : runsOf(range)) {
                const bool current = i == m_current;
                const QRectF ground = QRectF(run).adjusted(-2, -1, 2, 1 + m_levels[i] * levelPitch);
                if (current) {
                    painter.setPen(Qt::NoPen);
                    painter.setBrush(look.selection);
                    painter.drawRoundedRect(ground, metric::radiusMark, metric::radiusMark);
                }
                painter.fillRect(QRectF(ground.left(), ground.bottom() - 1, ground.width(), 2),
                                 current ? look.accent : look.text3);
            }
    if (hasSelection())
        for (const QRect& run : runsOf(selection())) {
            QColor ground = look.accentFill;
            ground.setAlphaF(0.45f);
            painter.setPen(look.accent);
            painter.setBrush(ground);
            painter.drawRoundedRect(QRectF(run).adjusted(-2.5, -1.5, 2.5, 1.5), metric::radiusMark,
                                    metric::radiusMark);
        }
    for (int i = 0; i < m_words.size(); ++i) {
        const QRect word = wordRect(i);
        if (word.bottom() < 0 || word.top() > viewport()->height())
            continue;
        painter.setFont(wordFont());
        painter.setPen(look.text);
        painter.drawText(word, Qt::AlignVCenter, m_words[i].text);
        painter.setFont(numberFont());
        painter.setPen(look.text2);
        painter.drawText(
            QRect(word.right() + 1 + numberGap, word.top() - 1, m_flow.numbersWidth[i], 14),
            Qt::AlignVCenter, numbersAfter(i));
    }
    if (m_cursor >= 0 && hasFocus() && !hasSelection())
        paintFocusRing(painter, QRectF(wordRect(m_cursor)), look);
}

void ClaimText::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

void ClaimText::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        layOut();
}

void ClaimText::mousePressEvent(QMouseEvent* event)
{
    const int word = wordAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = word >= 0;
    m_dragged = false;
    if (event->modifiers() & Qt::ShiftModifier && m_cursor >= 0 && word >= 0)
        m_anchor = m_anchor >= 0 ? m_anchor : m_cursor;
    else
        m_anchor = -1;
    m_cursor = word;
    viewport()->update();
}

void ClaimText::mouseMoveEvent(QMouseEvent* event)
{
    const int word = wordAt(event->position().toPoint());
    if (!m_pressed || word < 0 || word == m_cursor)
        return;
    if (m_anchor < 0)
        m_anchor = m_cursor;
    m_dragged = true;
    m_cursor = word;
    speakPart(this, word);
    viewport()->update();
}

void ClaimText::mouseReleaseEvent(QMouseEvent*)
{
    if (m_pressed && !m_dragged && m_anchor < 0 && m_cursor >= 0)
        chooseClaimAt(m_cursor);
    m_pressed = false;
}

/// The innermost claim at a word; the one around it if that is the current one already.
void ClaimText::chooseClaimAt(int word)
{
    const QList<int> claims = claimsAt(word);
    if (claims.isEmpty())
        return;
    const qsizetype at = claims.indexOf(m_current);
    Q_EMIT claimChosen(claims[(at + 1) % claims.size()]);
}

void ClaimText::moveCursor(int by, bool grow)
{
    if (m_words.isEmpty())
        return;
    const int last = int(m_words.size()) - 1;
    if (grow && m_cursor >= 0 && m_anchor < 0)
        m_anchor = m_cursor;
    if (!grow)
        m_anchor = -1;
    m_cursor = m_cursor < 0 ? (by > 0 ? 0 : last) : std::clamp(m_cursor + by, 0, last);
    if (m_anchor == m_cursor && grow && by == 0)
        m_anchor = -1;
    scrollTo(m_cursor);
    speakPart(this, m_cursor);
    viewport()->update();
}

void ClaimText::stepRow(int by)
{
    if (m_cursor < 0)
        return moveCursor(by, false);
    const QPoint wanted = m_flow.words[m_cursor].center() + QPoint(0, by * rowPitch);
    for (int reach = 0; reach < viewport()->width(); reach += 8)
        for (const int x : {wanted.x() - reach, wanted.x() + reach})
            if (const int word = wordAt(QPoint(x, wanted.y()) - offset()); word >= 0)
                return moveCursor(word - m_cursor, false);
}

void ClaimText::scrollTo(int word)
{
    const QRect place = m_flow.words.value(word);
    QScrollBar* bar = verticalScrollBar();
    if (place.top() - marginY < bar->value())
        bar->setValue(place.top() - marginY);
    else if (place.bottom() + 2 * levelPitch > bar->value() + viewport()->height())
        bar->setValue(place.bottom() + 2 * levelPitch - viewport()->height());
}

bool ClaimText::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && hasSelection()
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept(); // lets go of the words before it cancels runs
    return QAbstractScrollArea::event(event);
}

void ClaimText::keyPressEvent(QKeyEvent* event)
{
    const bool grow = event->modifiers() & Qt::ShiftModifier;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return event->ignore(); // keys of the window
    switch (event->key()) {
    case Qt::Key_Left: return moveCursor(-1, grow);
    case Qt::Key_Right: return moveCursor(1, grow);
    case Qt::Key_Up: return stepRow(-1);
    case Qt::Key_Down: return stepRow(1);
    case Qt::Key_Home: return moveCursor(-int(m_words.size()), grow);
    case Qt::Key_End: return moveCursor(int(m_words.size()), grow);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (hasSelection())
            Q_EMIT claimWanted(selection());
        else if (m_cursor >= 0)
            chooseClaimAt(m_cursor);
        return;
    case Qt::Key_Escape:
        if (hasSelection())
            return clearSelection();
        return event->ignore();
    default: return event->ignore();
    }
}

void ClaimText::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ClaimText::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace views
