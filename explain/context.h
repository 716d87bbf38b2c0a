// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/feature_store.h"
#include "explain/parameters.h"
#include "explain/progress.h"
#include "explain/sample.h"
#include "explain/skills/dual_encoder.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace explain {

using Networks = std::map<std::string, std::shared_ptr<const Network>>; ///< by role

/// All that a method may use. Values and shared pointers: the whole can move to another thread.
struct Context {
    std::vector<Sample> samples; ///< one; a set for clim-mosaic, noisy-pairs, cocu, ovdiff
    Networks networks;           ///< roles: network, second, masks
    std::shared_ptr<FeatureStore> features; ///< null: nothing is kept
    Parameters parameters;
    Progress progress;

    const Sample& sample() const { return samples.at(0); }
    const Network& network(const std::string& role = "network") const { return *networks.at(role); }

    /// What the network in \p role says of a sample's image: from the store where it knows,
    /// computed and kept where not. May hold more than was asked for; one pass of the trunk gives
    /// global, patches of every space and the last block's input together, so no second method
    /// costs a second pass. Errors: those of DualEncoder, and Network where an answer is
    /// incomplete.
    Expected<ImageFeatures> image(const ImageRequest& request, std::size_t sample = 0,
                                  const std::string& role = "network") const;

    /// The same for \p wanted texts, in order.
    Expected<std::vector<TextFeatures>> texts(const std::vector<std::string>& wanted,
                                              const TextRequest& request,
                                              const std::string& role = "network") const;

    /// The same for all texts of the first sample.
    Expected<std::vector<TextFeatures>> texts(const TextRequest& request) const;

    /// What the store knows of a sample's image; nothing is computed.
    std::optional<ImageFeatures> knownImage(std::size_t sample = 0,
                                            const std::string& role = "network") const;

    /// What the store knows of \p text; nothing is computed.
    std::optional<TextFeatures> knownText(const std::string& text,
                                          const std::string& role = "network") const;
};

} // namespace explain
