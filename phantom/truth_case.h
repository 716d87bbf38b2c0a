// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/truth.h"
#include "phantom/pair_maker.h"
#include "phantom/scene.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace phantom {

/// "shapes" or "chest".
std::string_view name(Domain domain);

/// The captions and foils that belong to a scene: up to six pairs, drawn as in training with all
/// types alike, from the scene's own stream of numbers. The same for the same scene.
std::vector<Pair> pairsOf(const Scene& scene, const PairMaker& maker);

/// All that is known of a scene as one case of a truth.jsonl: its objects with the boxes and the
/// visible parts of \p drawing, its captions with their claims and words, its foils, and between
/// shapes the relations.
///
/// \param pairs  of \p scene; captions that read alike become one, foils that say the same too
/// \param image  where the picture will stand, below the folder of truth.jsonl
explain::TruthCase truthCase(const Scene& scene, const Drawing& drawing,
                             std::span<const Pair> pairs, std::string image);

} // namespace phantom
