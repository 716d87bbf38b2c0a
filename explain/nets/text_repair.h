// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/tracked_text.h"

namespace explain {

/// The character that \p byte is in Windows-1252; the five bytes that it leaves free stand for
/// themselves, as browsers have it.
char32_t fromWindows1252(uint8_t byte);

/// A text after repair().
struct RepairedText {
    TrackedText text;
    bool wasBroken = false;   ///< UTF-8 that had been read in another encoding was read anew
    bool staysBroken = false; ///< more of it seems to be there, past repair
};

/// What ftfy.fix_text() does to texts that people type and paste: character references (unless a
/// "<" was met), a line of UTF-8 that had been read as Latin-1 or Windows-1252, C1 controls,
/// ligatures, full and half width, curly quotes, line breaks, terminal escapes, controls, NFC; line
/// by line, until nothing changes. ftfy's statistical repair of other broken encodings is left out.
/// Source: ftfy 6, fix_text() with its defaults.
RepairedText repaired(const TrackedText& text);

} // namespace explain
