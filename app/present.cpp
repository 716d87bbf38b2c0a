// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/present.h"

#include "app/colours.h"
#include "app/word_values.h"
#include "explain/ops/spans.h"
#include "models/contours.h"
#include "views/number.h"
#include "views/unseen_layer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace app {
namespace {

using explain::Explanation;

QString nameOfRegion(const views::PatchGrid& grid, int region)
{
    return QString("%1, %2").arg(region / grid.columns).arg(region % grid.columns);
}

QStringList labelsOf(const Explanation& whole)
{
    QStringList labels;
    for (const std::string& label : whole.labels)
        labels.append(QString::fromStdString(label));
    return labels;
}

/// The layers of one patch map, and whether it rises above what unrelated texts reach.
void addHeat(PanelContent& content, const views::PatchGrid& grid, const QList<float>& values,
             const PresentRequest& request)
{
    content.scale = request.scale;
    content.heat = std::make_shared<views::HeatLayer>(grid, values, request.scale);
    content.heat->setSmooth(request.smooth);
    content.heat->setStale(request.stale);
    content.layers.push_back(std::make_shared<views::UnseenLayer>(grid));
    content.layers.push_back(content.heat);
    const auto largest = content.heat->largest();
    if (largest && request.band && !content.heat->hasEvidence()) {
        const double value = content.heat->value(*largest);
        content.noEvidence = QString("largest %1, z %2")
                                 .arg(views::number(value), views::number(request.band->z(value)));
    }
}

/// Whether each pixel that was seen belongs to a class of \p masks [classes, H, W]: they compete,
/// and nothing is left for a background.
bool coversAll(const at::Tensor& masks)
{
    return masks.ne(0).any(0).all().item<bool>(); // 255: never seen
}

/// Words that name nothing to point at.
bool isFunctionWord(const std::string& word)
{
    static const std::set<std::string, std::less<>> words{
        "a",    "an",  "and",   "are",   "as",   "at",  "be",  "by",   "for",  "from",   "has",
        "have", "in",  "is",    "it",    "no",   "not", "of",  "off",  "on",   "or",     "than",
        "that", "the", "their", "there", "this", "to",  "was", "were", "with", "without"};
    return words.contains(QString::fromStdString(word).toLower().toStdString());
}

/// The word of an alignment that says most where none was chosen; one that names something, where
/// there is any.
int strongestWord(const QList<float>& plan, qsizetype words, qsizetype regions,
                  const std::vector<explain::Word>& spans)
{
    int best = -1;
    bool names = false;
    float most = -INFINITY;
    for (qsizetype w = 0; w < words; ++w) {
        const explain::Word& word = spans[std::size_t(w)];
        if (word.isPunctuation)
            continue;
        const bool isName = !isFunctionWord(word.text);
        const auto row = plan.cbegin() + w * regions;
        const float largest = *std::max_element(row, row + regions);
        if (isName > names || (isName == names && largest > most)) {
            names = isName;
            most = largest;
            best = int(w);
        }
    }
    return best;
}

QList<QPolygonF> polygonsOf(const at::Tensor& mask)
{
    QList<QPolygonF> polygons;
    for (const models::Contour& contour : models::contoursOf(mask)) {
        polygons.append(contour.outline);
        polygons.append(contour.holes);
    }
    return polygons;
}

/// [K, H, W] masks as one picture of class numbers: 0 nothing, k + 1 the class k.
QImage labelPicture(const at::Tensor& masks)
{
    const at::Tensor in = masks.eq(1);
    at::Tensor labels = at::zeros({masks.size(1), masks.size(2)}, at::kByte);
    for (int64_t k = 0; k < std::min<int64_t>(masks.size(0), 254); ++k)
        labels.masked_fill_(in[k], uint8_t(k + 1));
    QImage picture(int(masks.size(2)), int(masks.size(1)), QImage::Format_Grayscale8);
    for (int y = 0; y < picture.height(); ++y)
        std::copy_n(labels.const_data_ptr<uint8_t>() + int64_t(y) * picture.width(),
                    picture.width(), picture.scanLine(y));
    return picture;
}

struct ToContent {
    const Explanation& whole;
    const PresentRequest& request;

    PanelContent operator()(const explain::PatchMap& kind) const
    {
        PanelContent content;
        const auto grid = patchGridOf(whole);
        if (!grid)
            return content;
        const bool ofWords = kind.map.dim() == 3;
        const int64_t row =
            std::clamp<int64_t>(request.word, 0, ofWords ? kind.map.size(0) - 1 : 0);
        addHeat(content, *grid, floatsOf(ofWords ? kind.map[row] : kind.map), request);
        return content;
    }

    PanelContent operator()(const explain::Alignment& kind) const
    {
        PanelContent content;
        const auto grid = patchGridOf(whole);
        const qsizetype words = kind.plan.size(0), regions = kind.plan.size(1);
        if (!grid || regions != grid->count() || words == 0)
            return content;
        const QList<float> plan = floatsOf(kind.plan);
        const std::vector<explain::Word> spans = explain::wordsOf(request.text);
        const bool chosen = request.word >= 0 && request.word < words;
        content.word = chosen ? request.word : strongestWord(plan, words, regions, spans);
        const int shown = std::max(0, content.word);
        const QList<float> row = plan.mid(shown * regions, regions);
        addHeat(content, *grid, row, request);
        addLinks(content, *grid, row, shown);
        content.cells = cellsOf(*grid, plan);
        for (const auto& [name, value] : whole.values)
            content.readings.append({QString::fromStdString(name), views::number(value)});
        return content;
    }

    PanelContent operator()(const explain::MaskSet& kind) const
    {
        PanelContent content;
        QList<views::Mask> masks;
        const at::Tensor plain = kind.masks.to(at::kCPU, at::kByte).contiguous();
        const double seen = std::max<double>(1, plain.ne(255).sum({1, 2}).max().item<double>());
        for (int64_t k = 0; k < plain.size(0); ++k) {
            const at::Tensor peak = kind.scores[k].to(at::kFloat).nan_to_num(-INFINITY).max();
            const QString label = labelsOf(whole).value(k);
            masks.append({.label = label,
                          .score = peak.item<double>(),
                          .contours = polygonsOf(plain[k]),
                          .number = int(k)});
            content.legend.append({.label = label,
                                   .number = int(k),
                                   .area = plain[k].eq(1).sum().item<double>() / seen});
        }
        if (const auto grid = patchGridOf(whole))
            content.layers.push_back(std::make_shared<views::UnseenLayer>(*grid));
        content.masks = std::make_shared<views::MaskLayer>(masks, labelPicture(plain));
        content.masks->setStale(request.stale);
        content.layers.push_back(content.masks);
        if (plain.size(0) > 1 && coversAll(plain)) {
            content.legendNote = QObject::tr("no background: every pixel gets the best class");
            content.readings.append({QObject::tr("background"),
                                     QObject::tr("none, every pixel gets the best class"),
                                     views::Reading::Tone::Caution});
        }
        return content;
    }

    PanelContent operator()(const explain::WordScores&) const
    {
        PanelContent content;
        views::WordBarsContent bars;
        bars.words = wordsWithValues(request.text, &whole, request.band, request.truncatedAt);
        while (!bars.words.isEmpty() && bars.words.last().overLimit)
            bars.words.removeLast(); // never seen: the text below counts them
        bars.range = std::max(std::abs(request.scale.min), request.scale.max);
        bars.nullBand = nullBandOf(request.band, whole.isSigned);
        if (const auto threshold = whole.values.find("threshold"); threshold != whole.values.end())
            bars.threshold = threshold->second;
        bars.unit = request.scale.unit;
        bars.colourOf = colourOf(request.scale);
        bars.current = request.word;
        qsizetype unsupported = 0, counted = 0, within = 0;
        for (const views::Word& word : bars.words) {
            unsupported += word.unsupported;
            counted += !word.punctuation;
            within += word.inNull && word.unsupported;
        }
        content.bars = bars;
        if (const auto score = whole.values.find("f_clipscore"); score != whole.values.end())
            content.readings.append({"F-CLIPScore", views::number(score->second)});
        content.readings.append({"threshold", views::number(bars.threshold)});
        content.readings.append(
            {"unsupported", QString("%1 of %2 words").arg(unsupported).arg(counted)});
        if (within > 0)
            content.readings.append({"of them in the null band", QString::number(within)});
        return content;
    }

    PanelContent operator()(const explain::BoxSet& kind) const
    {
        PanelContent content;
        const QList<float> corners = floatsOf(kind.boxes), scores = floatsOf(kind.scores);
        QList<views::Box> boxes;
        for (qsizetype i = 0; i + 3 < corners.size(); i += 4)
            boxes.append({.rect = QRectF(QPointF(corners[i], corners[i + 1]),
                                         QPointF(corners[i + 2], corners[i + 3])),
                          .label = labelsOf(whole).value(i / 4),
                          .score = scores.value(i / 4)});
        content.layers.push_back(std::make_shared<views::BoxLayer>(boxes));
        return content;
    }

    PanelContent operator()(const explain::ScoreTable& kind) const
    {
        PanelContent content;
        views::ScoreCells cells;
        cells.rows = labelsOf(whole);
        for (const std::string& column : kind.columns)
            cells.columns.append(QString::fromStdString(column));
        for (const float value : floatsOf(kind.values))
            cells.values.append(value);
        cells.unit = request.scale.unit;
        cells.colourOf = colourOf(request.scale);
        content.scores = cells;
        return content;
    }

private:
    void addLinks(PanelContent& content, const views::PatchGrid& grid, const QList<float>& row,
                  int word) const
    {
        QList<views::Link> links;
        for (int region = 0; region < row.size(); ++region)
            if (row[region] > 0)
                links.append({.region = grid.bounds({region / grid.columns, region % grid.columns}),
                              .mass = row[region]});
        std::ranges::sort(links, std::greater{}, &views::Link::mass);
        content.links = std::make_shared<views::LinkLayer>(labelsOf(whole));
        content.links->setUnit(request.scale.unit);
        content.links->setCurrent(word, links.mid(0, views::LinkLayer::shownLinks));
        content.layers.push_back(content.links);
    }

    views::AlignmentCells cellsOf(const views::PatchGrid& grid, const QList<float>& plan) const
    {
        views::AlignmentCells cells{.words = labelsOf(whole),
                                    .mass = plan,
                                    .unit = request.scale.unit,
                                    .colourOf = colourOf(request.scale)};
        for (int region = 0; region < int(grid.count()); ++region)
            cells.regions.append(nameOfRegion(grid, region));
        if (request.band)
            cells.nullHigh = request.band->high;
        return cells;
    }
};

} // namespace

PanelContent present(const Explanation& explanation, const PresentRequest& request)
{
    if (!explain::hasNumbers(explanation))
        return {};
    PanelContent content = std::visit(ToContent{explanation, request}, explanation.kind);
    if (explanation.status == explain::Status::Truncated)
        content.readings.prepend(
            {{}, QObject::tr("text cut: not all words were seen"), views::Reading::Tone::Caution});
    return content;
}

std::optional<views::PatchGrid> patchGridOf(const Explanation& explanation)
{
    const explain::Geometry& geometry = explanation.geometry;
    if (geometry.rows <= 0 || geometry.cols <= 0)
        return {};
    return views::PatchGrid{.rows = int(geometry.rows),
                            .columns = int(geometry.cols),
                            .patchPx = double(geometry.patch),
                            .toImage = views::PatchGrid::affine(geometry.toImage)};
}

QString sentenceFor(explain::Status status)
{
    if (status == explain::Status::Ok || status == explain::Status::Truncated)
        return {};
    const QString meaning = QString::fromStdString(explain::meaningOf(status));
    return meaning.left(1).toUpper() + meaning.mid(1) + '.';
}

} // namespace app
