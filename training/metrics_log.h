// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "training/losses.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>

namespace training {

/// metrics.jsonl of a run: one JSON object a line, either means over the steps since the last one
/// or what the held-out scenes gave.
class MetricsLog {
public:
    /// Goes on with \p file after \p fromStep: later lines of a run that was cut off are taken out,
    /// all at once, so that another cut loses none of the others.
    MetricsLog(std::filesystem::path file, int64_t fromStep);

    /// Adds a step's losses, which stay on their device until write().
    void add(const Losses& losses);

    /// Appends a line with \p facts (at least "step") and the means since the last one.
    /// Errors: Input where the file cannot be written.
    std::optional<explain::Error> write(nlohmann::ordered_json facts);

    /// Appends \p facts alone. Errors: as write().
    std::optional<explain::Error> append(const nlohmann::ordered_json& facts);

private:
    void replaceWith(const std::string& lines) const;

    std::filesystem::path m_file;
    at::Tensor m_parts, m_right, m_asked;
    int64_t m_steps = 0;
};

} // namespace training
