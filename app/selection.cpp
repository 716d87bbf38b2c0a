// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selection.h"

namespace app {

void Selection::setCaption(int caption)
{
    if (caption == m_caption)
        return;
    m_caption = caption;
    m_pinnedWord = m_hoveredWord = -1;
    Q_EMIT subjectChanged();
}

void Selection::setConcept(int index)
{
    if (index == m_concept && m_pinnedWord < 0)
        return;
    m_concept = index;
    m_pinnedWord = -1;
    Q_EMIT subjectChanged();
}

void Selection::pinWord(int word)
{
    m_pinnedWord = word == m_pinnedWord ? -1 : word;
    Q_EMIT subjectChanged();
}

void Selection::hoverWord(int word)
{
    if (word == m_hoveredWord)
        return;
    m_hoveredWord = word;
    Q_EMIT subjectChanged();
}

void Selection::hoverPoint(std::optional<QPointF> imagePx)
{
    if (imagePx == m_point)
        return;
    m_point = imagePx;
    Q_EMIT patchChanged();
}

void Selection::clear()
{
    m_caption = m_concept = m_pinnedWord = m_hoveredWord = -1;
    m_point.reset();
    Q_EMIT subjectChanged();
    Q_EMIT patchChanged();
}

} // namespace app
