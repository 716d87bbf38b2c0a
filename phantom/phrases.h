// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/scene.h"

#include <span>
#include <string>
#include <vector>

namespace phantom {

class RandomStream;

/// A concept for the maps: words without an article, and the objects they name.
struct Phrase {
    Fields said;
    std::vector<int> tokens; ///< with begin and end
    std::string text;
};

/// Every single word of the domain (colours, shapes, textures and sizes, or findings, heart and
/// each lung), then \p extra compounds of fields of objects in \p scenes, some with one value
/// swapped.
std::vector<Phrase> phrases(Domain domain, std::span<const Scene> scenes, int extra,
                            RandomStream& random);

} // namespace phantom
