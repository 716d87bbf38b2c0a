// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/components.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace explain {
namespace {

/// Neighbouring pixels of one row and one value.
struct Run {
    int64_t row, begin, end;
};

/// Connected areas of the pixels that hold one value.
class Areas {
public:
    /// \param reach 0: over edges; 1: over corners as well
    Areas(const at::Tensor& mask, uint8_t value, int64_t reach) : m_mask(mask)
    {
        const auto* pixel = mask.const_data_ptr<uint8_t>();
        const int64_t width = mask.size(1);
        std::size_t aboveBegin = 0, aboveEnd = 0;
        for (int64_t row = 0; row < mask.size(0); ++row, pixel += width) {
            const std::size_t rowBegin = m_runs.size();
            for (int64_t x = 0; x < width; ++x) {
                if (pixel[x] != value)
                    continue;
                const int64_t begin = x;
                while (x < width && pixel[x] == value)
                    ++x;
                m_runs.push_back({row, begin, x});
                m_parents.push_back(m_runs.size() - 1);
            }
            join(aboveBegin, aboveEnd, rowBegin, reach);
            aboveBegin = rowBegin;
            aboveEnd = m_runs.size();
        }
        m_sizes.resize(m_runs.size());
        for (std::size_t r = 0; r < m_runs.size(); ++r)
            m_sizes[rootOf(r)] += m_runs[r].end - m_runs[r].begin;
    }

    const std::vector<Run>& runs() const { return m_runs; }
    int64_t sizeAt(std::size_t run) { return m_sizes[rootOf(run)]; } ///< of the run's area, pixels

    /// The smallest run of the area, its name: areas are numbered from the top.
    std::size_t rootOf(std::size_t run)
    {
        while (m_parents[run] != run)
            run = m_parents[run] = m_parents[m_parents[run]];
        return run;
    }

    void paint(const Run& run, uint8_t value)
    {
        auto* line = m_mask.mutable_data_ptr<uint8_t>() + run.row * m_mask.size(1);
        std::fill(line + run.begin, line + run.end, value);
    }

private:
    void join(std::size_t above, std::size_t aboveEnd, std::size_t current, int64_t reach)
    {
        while (above < aboveEnd && current < m_runs.size()) {
            const Run &upper = m_runs[above], &lower = m_runs[current];
            if (upper.begin < lower.end + reach && lower.begin < upper.end + reach) {
                const std::size_t a = rootOf(above), b = rootOf(current);
                m_parents[std::max(a, b)] = std::min(a, b);
            }
            if (upper.end < lower.end)
                ++above;
            else
                ++current;
        }
    }

    at::Tensor m_mask;
    std::vector<Run> m_runs;
    std::vector<std::size_t> m_parents; ///< union-find over the runs
    std::vector<int64_t> m_sizes;       ///< by root
};

bool touchesOutside(const at::Tensor& mask, const Run& run)
{
    const int64_t height = mask.size(0), width = mask.size(1);
    if (run.row == 0 || run.row == height - 1 || run.begin == 0 || run.end == width)
        return true;
    const auto* line = mask.const_data_ptr<uint8_t>() + run.row * width;
    const auto unseen = [](uint8_t pixel) { return pixel > 1; };
    return unseen(line[run.begin - 1]) || unseen(line[run.end])
        || std::any_of(line - width + run.begin, line - width + run.end, unseen)
        || std::any_of(line + width + run.begin, line + width + run.end, unseen);
}

void fillHoles(const at::Tensor& mask)
{
    Areas outside(mask, 0, 0);
    std::vector<bool> open(outside.runs().size());
    for (std::size_t r = 0; r < open.size(); ++r)
        if (touchesOutside(mask, outside.runs()[r]))
            open[outside.rootOf(r)] = true;
    for (std::size_t r = 0; r < open.size(); ++r)
        if (!open[outside.rootOf(r)])
            outside.paint(outside.runs()[r], 1);
}

void dropAreas(const at::Tensor& mask, const Cleaning& cleaning)
{
    Areas inside(mask, 1, 1);
    std::size_t largest = 0;
    for (std::size_t r = 0; r < inside.runs().size(); ++r)
        if (inside.sizeAt(r) > inside.sizeAt(largest))
            largest = r;
    for (std::size_t r = 0; r < inside.runs().size(); ++r)
        if (inside.sizeAt(r) < cleaning.minimumArea
            || (cleaning.largestAlone && inside.rootOf(r) != inside.rootOf(largest)))
            inside.paint(inside.runs()[r], 0);
}

} // namespace

void clean(at::Tensor mask, const Cleaning& cleaning)
{
    TORCH_CHECK(mask.dim() == 2 && mask.scalar_type() == at::kByte && mask.is_contiguous()
                    && mask.device().is_cpu(),
                "mask: not a contiguous [H, W] uint8 on the CPU: ", mask.sizes());
    if (cleaning.fillHoles)
        fillHoles(mask);
    if (cleaning.largestAlone || cleaning.minimumArea > 1)
        dropAreas(mask, cleaning);
}

} // namespace explain
