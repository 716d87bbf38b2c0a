// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/explain_arguments.h"
#include "explain/family.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace app {

/// An image as a run wants it.
struct RunImage {
    explain::ImageRecord record;
    at::Tensor pixels;        ///< [3, H, W] uint8, upright
    std::string pixelsSha256; ///< of their bytes
    std::string notice;       ///< what a user should know of how it was read; usually empty
};

/// What groundscope and groundscope-bare do each in its own way.
struct ExplainDoors {
    /// Whether there is such a network, before anything is read. Errors: Usage, Input, Network.
    std::function<std::optional<explain::Error>(const ExplainArguments&)> findNetwork;
    std::function<explain::Expected<RunImage>(const std::string& file)> readImage;
    std::function<explain::Expected<std::shared_ptr<const explain::Network>>(
        const ExplainArguments&, const explain::Progress&)>
        loadNetwork;

    /// "<method>.<knob>" -> value, as measured with the network on pictures of a domain; null: this
    /// program knows no measurements.
    std::function<std::map<std::string, std::string>(const explain::Network&,
                                                     const std::string& domain)>
        findThresholds;

    /// Writes the figures of \p job into \p folder; null: this program paints none.
    std::function<std::optional<explain::Error>(const ExplainArguments&, const explain::ExplainJob&,
                                                const explain::Archive&, const std::string& folder)>
        writeFigures;
};

/// Runs `explain` from the checked arguments to the written folder, and prints what it did,
/// where it is not to be quiet.
/// \returns the exit code; on any but 0 the folder is as it was
int runExplain(const ExplainArguments& arguments, const ExplainDoors& doors);

} // namespace app
