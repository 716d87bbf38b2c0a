// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/tracked_text.h"

namespace explain {

/// Which character references are taken for such.
enum class EntityRule {
    Html,   ///< as a browser and Python's html.unescape(): "&amp", "&ampere" count as well
    Careful ///< as ftfy: only with a semicolon, also in capitals where that is no other name
};

/// \p text with HTML's character references replaced by what they stand for.
TrackedText entitiesDecoded(const TrackedText& text, EntityRule rule);

} // namespace explain
