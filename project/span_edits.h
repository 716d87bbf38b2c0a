// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/document.h"

namespace project {

/// Where spans of a text lie after an edit: they keep the words that stay, and take in what
/// replaces some of theirs. A span all of whose words are gone without others in their place is
/// empty; it stays where they stood.
class SpanEdit {
public:
    SpanEdit(const QString& before, const QString& after);

    Span operator()(const Span& span) const;

private:
    struct Place {
        int begin = 0, end = 0;
    };
    Span beside(int word) const; ///< an empty one behind the words of the new text before \p word

    std::vector<Place> m_before, m_after; ///< code points of the words
    std::vector<int> m_first, m_last;     ///< of each old word: what stands for it, [first, last)
    std::vector<bool> m_kept;
};

/// The words that \p spans cover, apart by " … ".
QString wordsAt(const QString& text, const std::vector<Span>& spans);

/// Changes a text and the spans of all claims on it. A claim that comes to stand on other words
/// remembers, in Claim::other under "words", those that it was made of; one whose words are gone
/// stays with an empty span. Both are undone with the edit.
void updateText(Edit& edit, const Document& document, const Text& after);

/// The words that a claim was made of, where its text says something else there now.
std::optional<QString> wordsBefore(const Claim& claim);

/// Whether all words of the claim are gone from its text.
bool hasLostItsWords(const Claim& claim);

} // namespace project
