// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>

#include <optional>

namespace app {

/// What the user points at and holds on to; all panels, the text and the inspector follow it. Words
/// are those of the current caption, concepts those of the case. [gui thread]
class Selection final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    int caption() const { return m_caption; }         ///< among the captions; -1: there is none
    int namedConcept() const { return m_concept; }    ///< among the concepts; -1: none
    int pinnedWord() const { return m_pinnedWord; }   ///< -1: none
    int hoveredWord() const { return m_hoveredWord; } ///< -1: none
    int word() const { return m_hoveredWord >= 0 ? m_hoveredWord : m_pinnedWord; }

    /// Where the pointer or the arrow keys are in the image, in pixels; grids of networks differ.
    std::optional<QPointF> point() const { return m_point; }

    void setCaption(int caption); ///< lets go of the words
    void setConcept(int index);   ///< lets go of a pinned word: the concept is meant now
    void pinWord(int word);       ///< the same word again lets it go
    void hoverWord(int word);
    void hoverPoint(std::optional<QPointF> imagePx); ///< in the middle of a patch, or none
    void clear();                                    ///< another case

Q_SIGNALS:
    void subjectChanged(); ///< caption, concept or word
    void patchChanged();

private:
    int m_caption = -1, m_concept = -1, m_pinnedWord = -1, m_hoveredWord = -1;
    std::optional<QPointF> m_point;
};

} // namespace app
