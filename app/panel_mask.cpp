// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_mask.h"

#include "explain/ops/masks.h"
#include "explain/ops/run_lengths.h"

#include <algorithm>

namespace app {
namespace {

using explain::Error;

const Error noPlace{Error::Kind::Usage,
                    "mask of the panel: expected a map or labelled areas, found another kind"};

struct Marked {
    at::Tensor mask; ///< [H, W] uint8: 1 in
    double value = 0;
    nlohmann::json parameters = nlohmann::json::object();
};

/// The pixels of \p map [rows, cols] above Otsu's threshold, and its peak.
Marked thresholded(const at::Tensor& map, const explain::Geometry& geometry)
{
    const explain::ImageMaps maps(map.to(at::kCPU, at::kFloat).unsqueeze(0), geometry);
    const std::vector<explain::Range> ranges = explain::rangesOf(maps);
    std::vector<double> thresholds;
    Marked marked{.mask = explain::otsuMasks(maps, ranges, &thresholds)[0],
                  .value = ranges.front().high};
    if (!thresholds.empty() && std::isfinite(thresholds.front()))
        marked.parameters = {{"mask-rule", "otsu"}, {"mask-threshold", thresholds.front()}};
    return marked;
}

/// The area whose name stands in \p wanted, the longest such name; the first where none does.
int64_t areaFor(const std::vector<std::string>& labels, const QString& wanted)
{
    std::size_t best = 0, length = 0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i].size() > length
            && wanted.contains(QString::fromStdString(labels[i]), Qt::CaseInsensitive))
            best = i, length = labels[i].size();
    return int64_t(best);
}

struct ToMask {
    const explain::Explanation& whole;
    int word;
    const QString& wanted;

    explain::Expected<Marked> operator()(const explain::PatchMap& kind) const
    {
        if (kind.map.dim() == 2)
            return thresholded(kind.map, whole.geometry);
        return thresholded(kind.map[std::clamp<int64_t>(word, 0, kind.map.size(0) - 1)],
                           whole.geometry);
    }
    explain::Expected<Marked> operator()(const explain::Alignment& kind) const
    {
        const int64_t patches = whole.geometry.rows * whole.geometry.cols;
        if (patches == 0 || kind.plan.size(1) != patches || kind.plan.size(0) == 0)
            return noPlace;
        return thresholded(kind.plan[std::clamp<int64_t>(word, 0, kind.plan.size(0) - 1)].reshape(
                               {whole.geometry.rows, whole.geometry.cols}),
                           whole.geometry);
    }
    explain::Expected<Marked> operator()(const explain::MaskSet& kind) const
    {
        if (kind.masks.size(0) == 0)
            return noPlace;
        const int64_t area = std::min(areaFor(whole.labels, wanted), kind.masks.size(0) - 1);
        Marked marked{.mask = kind.masks[area].to(at::kCPU).eq(1).to(at::kByte)};
        marked.value = kind.scores[area].to(at::kFloat).nan_to_num(-INFINITY).max().item<double>();
        if (area < int64_t(whole.labels.size()))
            marked.parameters["area"] = whole.labels[std::size_t(area)];
        return marked;
    }
    explain::Expected<Marked> operator()(const explain::WordScores&) const { return noPlace; }
    explain::Expected<Marked> operator()(const explain::BoxSet&) const { return noPlace; }
    explain::Expected<Marked> operator()(const explain::ScoreTable&) const { return noPlace; }
};

nlohmann::json valueOf(const explain::Parameter& parameter)
{
    return std::visit([](const auto& value) { return nlohmann::json(value); }, parameter.value);
}

} // namespace

explain::Expected<PanelMask> panelMask(const explain::Explanation& explanation, int word,
                                       const QString& wanted, const QString& network)
{
    if (!explain::hasNumbers(explanation))
        return Error{Error::Kind::Usage,
                     "mask of the panel: expected numbers, found "
                         + explain::meaningOf(explanation.status)};
    explain::Expected<Marked> marked =
        std::visit(ToMask{explanation, word, wanted}, explanation.kind);
    if (!marked)
        return marked.error();
    const at::Tensor in = marked->mask.eq(1).to(at::kByte).contiguous();
    if (in.sum().item<int64_t>() == 0)
        return Error{Error::Kind::Usage, "mask of the panel: expected marked pixels, found none"};
    const explain::RunLengths runs = explain::toRunLengths(
        {in.const_data_ptr<uint8_t>(), std::size_t(in.numel())}, in.size(0), in.size(1));
    PanelMask out;
    out.mask.size = QSize(int(runs.width), int(runs.height));
    out.mask.counts.assign(runs.counts.begin(), runs.counts.end());
    nlohmann::json parameters = marked->parameters;
    for (const explain::Parameter& parameter : explanation.parameters)
        parameters[parameter.key] = valueOf(parameter);
    out.machine = {
        {"method", explanation.method},
        {"network", network.toStdString()},
        {"parameters", parameters},
        {"value", std::isfinite(marked->value) ? nlohmann::json(marked->value) : nlohmann::json()}};
    return out;
}

} // namespace app
