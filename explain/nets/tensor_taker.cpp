// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/tensor_taker.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <fnmatch.h>

namespace explain {
namespace {

// Buffers, momentum copies and queues that training code saves beside the weights.
constexpr std::array ignored{"*.position_ids",
                             "*.num_batches_tracked",
                             "*_m.*",
                             "*_queue",
                             "queue_ptr",
                             "*attn_mask",
                             "*.relative_position_index",
                             "input_resolution",
                             "context_length",
                             "vocab_size"};

bool isIgnored(const std::string& name)
{
    return std::ranges::any_of(
        ignored, [&](const char* pattern) { return ::fnmatch(pattern, name.c_str(), 0) == 0; });
}

bool isWeightType(at::ScalarType type)
{
    return type == at::kFloat || type == at::kHalf || type == at::kBFloat16 || type == at::kDouble;
}

std::string andMore(std::size_t count)
{
    return count > 1 ? " (and " + std::to_string(count - 1) + " more)" : std::string();
}

} // namespace

TensorTaker::TensorTaker(NamedTensors tensors, at::Device device)
    : m_tensors(std::move(tensors)), m_device(device)
{
    m_report.tensors = int64_t(m_tensors.size());
    for (const auto& [name, tensor] : m_tensors)
        m_report.parameters += tensor.numel();
}

std::vector<int64_t> TensorTaker::shapeOf(const std::string& name) const
{
    const auto found = m_tensors.find(name);
    return found == m_tensors.end() ? std::vector<int64_t>() : found->second.sizes().vec();
}

at::Tensor TensorTaker::extract(const std::string& name)
{
    const auto found = m_tensors.find(name);
    const at::Tensor stored = found->second;
    m_tensors.erase(found);
    if (isWeightType(stored.scalar_type()))
        return stored.to(m_device, at::kFloat);
    m_report.mismatched.push_back(
        c10::str(name, ": expected floating point, found ", stored.scalar_type()));
    return {};
}

at::Tensor TensorTaker::take(const std::string& name, const std::vector<int64_t>& shape)
{
    if (!has(name)) {
        m_report.missing.push_back(name);
        return {};
    }
    const std::vector<int64_t> found = shapeOf(name);
    if (found == shape)
        return extract(name);
    m_tensors.erase(name);
    m_report.mismatched.push_back(
        c10::str(name, ": expected ", at::IntArrayRef(shape), ", found ", at::IntArrayRef(found)));
    return {};
}

std::optional<double> TensorTaker::takeNumber(const std::string& name)
{
    const bool isOne = shapeOf(name) == std::vector<int64_t>{1};
    const at::Tensor number = take(name, isOne ? std::vector<int64_t>{1} : std::vector<int64_t>{});
    return number.defined() ? std::optional(number.item<double>()) : std::nullopt;
}

void TensorTaker::finish()
{
    for (const auto& [name, tensor] : m_tensors)
        if (!isIgnored(name))
            m_report.unexpected.push_back(name);
    m_tensors.clear();
}

std::optional<Error> TensorTaker::fault(const std::string& where) const
{
    const auto& [mismatched, missing, unexpected] =
        std::tie(m_report.mismatched, m_report.missing, m_report.unexpected);
    std::string what;
    if (!mismatched.empty())
        what = mismatched.front() + andMore(mismatched.size());
    else if (!missing.empty())
        what = "expected a tensor " + missing.front() + andMore(missing.size()) + ", found none";
    else if (!unexpected.empty())
        what =
            "expected no tensor " + unexpected.front() + andMore(unexpected.size()) + ", found one";
    if (what.empty())
        return {};
    return Error{Error::Kind::Network, where + ": " + what};
}

} // namespace explain
