// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace app {

/// Where the keys of an action hold. Two actions may share keys where they never hold together.
enum class Scope {
    All,      ///< everywhere in the window
    Canvas,   ///< everywhere but in text that is being written; in Explore and in Annotate
    Explore,  ///< as Canvas, in Explore alone
    Annotate, ///< as Canvas, in Annotate alone
    Words,    ///< while the words have the focus
};

/// What triggering an action does to its check mark.
enum class Kind {
    Once,   ///< there is none
    Toggle, ///< changes it
    Held,   ///< changes it until the key is let go
};

/// An action as it comes: all that menus, palette, settings and the printed sheet say of it.
struct ActionRow {
    const char* group; ///< the menu
    const char* id;    ///< stable: settings and tests name it
    const char* text;  ///< "…" at its end: it asks for more before anything is done
    const char* tip;   ///< one sentence without a full stop, for the status bar
    const char* icon;  ///< of the icon set; empty: none
    const char* keys;  ///< portable text, several apart by "; "; empty: none, by choice
    Scope scope = Scope::All;
    Kind kind = Kind::Once;
};

/// Keys that belong to a view, as arrows do: they move within what has the focus.
struct FixedKey {
    Scope scope;
    const char* keys;
    const char* text;
};

std::span<const ActionRow> actionTable(); ///< in the order of the menus
std::span<const FixedKey> fixedKeys();

} // namespace app
