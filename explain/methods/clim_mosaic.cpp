// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"
#include "explain/ops/dense_features.h"
#include "explain/ops/mosaic.h"
#include "explain/ops/similarity.h"
#include "explain/ops/spans.h"
#include "explain/ops/status.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace explain {
namespace {

constexpr double alikeCosine = 0.9; // captions nearer than that cannot tell tiles apart

/// A caption and the tile that it belongs to.
struct TileCaption {
    std::string text;
    int64_t mosaic = 0, tile = 0;
    at::Tensor vector;  ///< [D], of length 1
    bool counts = true; ///< false: blank, or another tile's caption says nearly the same
};

/// One row of the table.
struct Answer {
    int64_t found = -1; ///< tile
    double cosine = NAN, lead = NAN, mass = NAN;
};

/// Whether a caption is drawn to its own picture among several that are shown as one.
class ClimMosaic final : public Method {
public:
    MethodInfo info() const override
    {
        return {
            .id = "clim-mosaic",
            .title = "Mosaic grounding test",
            .source = "after Wu et al. 2024 (CLIM)",
            .kind = ScoreTable::name,
            .needs = {{Skill::DualEncoder}, {Skill::Patches}, {Skill::DenseParts}},
            .parameters = {{"tiles", "a mosaic is so many images wide and high", int64_t(2), 2, 4},
                           {.key = "features",
                            .help = "where patch vectors come from: patch is the network as "
                                    "it stands, all others put its last block together anew",
                            .value = std::string("maskclip"),
                            .choices = {"patch", "maskclip", "sclip", "clearclip", "naclip"}}},
            .samples = 4};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        const auto k = context.parameters.get<int64_t>("tiles");
        const int64_t mosaics = int64_t(context.samples.size()) / (k * k);
        if (mosaics == 0)
            return Error{Error::Kind::Usage,
                         c10::str("clim-mosaic: expected at least ", k * k, " images, found ",
                                  context.samples.size())};
        auto captions = captionsOf(context, k, mosaics);
        if (!captions)
            return captions.error();
        std::vector<Answer> answers;
        for (int64_t m = 0; m < mosaics; ++m) {
            if (context.progress.cancelled())
                return cancelledError;
            context.progress.report(double(m) / double(mosaics), "looking at mosaics");
            const auto patches = patchesOf(context, k, m);
            if (!patches)
                return patches.error();
            for (const TileCaption& caption : *captions)
                if (caption.mosaic == m)
                    answers.push_back(caption.counts ? answer(caption, *patches, k) : Answer());
        }
        return std::vector{summary(*captions, answers, k, mosaics)};
    }

private:
    /// All captions of the images that fill whole mosaics, mosaic by mosaic.
    static Expected<std::vector<TileCaption>> captionsOf(const Context& context, int64_t k,
                                                         int64_t mosaics)
    {
        std::vector<TileCaption> captions;
        std::vector<std::string> texts;
        for (int64_t s = 0; s < mosaics * k * k; ++s)
            for (const Text& text : context.samples[std::size_t(s)].texts)
                if (text.role == Text::Role::Caption) {
                    captions.push_back({text.text, s / (k * k), s % (k * k)});
                    texts.push_back(text.text);
                }
        const auto features = context.texts(texts, {.global = true});
        if (!features)
            return features.error();
        for (std::size_t i = 0; i < captions.size(); ++i) {
            const at::Tensor& global = (*features)[i].global;
            captions[i].vector = unit(global);
            captions[i].counts = firstOf({statusOf(texts[i]), statusOf(global)}) == Status::Ok;
        }
        leaveOutAlike(captions);
        return captions;
    }

    /// Two captions of one mosaic that say nearly the same of different tiles both have no answer.
    static void leaveOutAlike(std::vector<TileCaption>& captions)
    {
        for (std::size_t i = 0; i < captions.size(); ++i)
            for (std::size_t j = i + 1;
                 j < captions.size() && captions[j].mosaic == captions[i].mosaic; ++j)
                if (captions[i].tile != captions[j].tile
                    && captions[i].vector.dot(captions[j].vector).item<double>() > alikeCosine)
                    captions[i].counts = captions[j].counts = false;
    }

    /// Patch vectors of mosaic \p index, [rows, cols, D] of length 1.
    static Expected<at::Tensor> patchesOf(const Context& context, int64_t k, int64_t index)
    {
        std::vector<at::Tensor> tiles;
        for (int64_t t = 0; t < k * k; ++t) {
            const auto image = context.image({.pixels = true}, std::size_t(index * k * k + t));
            if (!image)
                return image.error();
            at::Tensor canvas = image->pixels;
            if (!tiles.empty() && canvas.sizes() != tiles.front().sizes())
                canvas = at::_upsample_bicubic2d_aa(
                    canvas, {tiles.front().size(2), tiles.front().size(3)}, false);
            tiles.push_back(canvas);
        }
        const auto form = context.parameters.get<std::string>("features");
        const Network& network = context.network();
        const auto seen = network.dualEncoder()->encodePixels(
            mosaicOf(at::cat(tiles), k), {.patches = true, .hiddenStates = form == "patch" ? 0 : 2},
            context.progress);
        if (!seen)
            return seen.error();
        const at::Tensor patches = form == "patch"
            ? seen->patches[0]
            : denseFeatures(*network.denseParts(), *seen, denseFormOf(form));
        return unit(patches).view({seen->geometry.rows, seen->geometry.cols, -1});
    }

    static Answer answer(const TileCaption& caption, const at::Tensor& patches, int64_t k)
    {
        const at::Tensor map = patches.matmul(caption.vector.to(patches.options())); // [rows, cols]
        const at::Tensor tiles =
            tileMeans(map.unsqueeze(2), k).squeeze(1).to(at::kCPU, at::kDouble);
        const at::Tensor others = tiles.clone();
        others[caption.tile] = -INFINITY;
        const double own = tiles[caption.tile].item<double>();
        return {tiles.argmax().item<int64_t>(), own, own - others.max().item<double>(),
                tileShares(map, k)[caption.tile].item<double>()};
    }

    static Explanation summary(const std::vector<TileCaption>& captions,
                               const std::vector<Answer>& answers, int64_t k, int64_t mosaics)
    {
        Explanation result{.kind = ScoreTable{}, .unit = "tile"};
        const int64_t tiles = k * k;
        at::Tensor confusion = at::zeros({tiles, tiles}, at::kDouble);
        std::vector<double> cells;
        int64_t asked = 0, right = 0, withMass = 0;
        double mass = 0;
        for (std::size_t i = 0; i < captions.size(); ++i) {
            const TileCaption& caption = captions[i];
            const Answer& found = answers[i];
            result.labels.push_back(caption.text);
            const double tile = found.found < 0 ? NAN : double(found.found);
            cells.insert(cells.end(),
                         {double(caption.mosaic), double(caption.tile), tile, found.cosine,
                          found.lead, found.mass});
            if (found.found < 0)
                continue;
            ++asked;
            right += found.found == caption.tile;
            confusion[caption.tile][found.found] += 1;
            if (!std::isnan(found.mass)) {
                ++withMass;
                mass += found.mass;
            }
        }
        if (captions.empty())
            result.status = Status::NoWords;
        if (!hasNumbers(result))
            return result;
        const auto [low, high] = wilsonInterval(right, asked);
        result.kind = ScoreTable{
            .values = at::tensor(cells, at::kDouble).view({int64_t(captions.size()), -1}),
            .columns = {"mosaic", "tile", "found", "cosine", "lead", "mass"}};
        result.extras = {{"confusion", confusion}};
        result.values = {{"accuracy", asked ? double(right) / double(asked) : NAN},
                         {"accuracy_low", low},
                         {"accuracy_high", high},
                         {"chance", 1 / double(tiles)},
                         {"mass", withMass ? mass / double(withMass) : NAN},
                         {"mosaics", double(mosaics)},
                         {"captions", double(asked)},
                         {"left_out", double(int64_t(captions.size()) - asked)}};
        return result;
    }
};

const RegisterMethod registered{std::make_unique<ClimMosaic>()};

} // namespace
} // namespace explain
