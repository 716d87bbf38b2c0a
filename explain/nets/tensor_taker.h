// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/checkpoint.h"

#include <optional>

namespace explain {

/// Hands out the tensors of a checkpoint one by one and remembers what did not fit, so that nothing
/// is loaded loosely and a report can name all of it at once. What is missing or misshapen comes
/// out undefined: ask fault() before computing with anything.
class TensorTaker {
public:
    /// \param device where the tensors go; the dtype becomes float32
    TensorTaker(NamedTensors tensors, at::Device device);

    bool has(const std::string& name) const { return m_tensors.contains(name); }

    /// Its shape; empty where there is no such tensor.
    std::vector<int64_t> shapeOf(const std::string& name) const;

    /// Takes it out. A mismatch is told in the form "name: expected [2, 3], found [3, 2]".
    at::Tensor take(const std::string& name, const std::vector<int64_t>& shape);

    /// Takes a single number, of shape [] or [1].
    std::optional<double> takeNumber(const std::string& name);

    /// Sorts what nobody took, but for names on the ignore list (buffers that files carry along),
    /// into the report.
    void finish();

    /// missing, unexpected and mismatched are filled in.
    const CheckpointReport& report() const { return m_report; }

    /// What must stop a load, in one sentence that names the worst of it; nothing: all fits.
    std::optional<Error> fault(const std::string& where) const;

private:
    at::Tensor extract(const std::string& name);

    NamedTensors m_tensors;
    at::Device m_device;
    CheckpointReport m_report;
};

} // namespace explain
