// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/mosaic.h"
#include "explain/ops/similarity.h"
#include "tests/support/check.h"
#include "tests/support/toy_context.h"

#include <algorithm>
#include <cmath>

using namespace explain;
using support::near;
using support::numbers;

namespace {

const std::map<std::string, std::vector<double>> colours{
    {"red", {1, 0, 0}}, {"green", {0, 1, 0}}, {"blue", {0, 0, 1}}, {"white", {1, 1, 1}}};

/// A patch is its mean colour, and so is the name of a colour.
class ColourNetwork final : public toy::ToyNetwork {
public:
    mutable int mosaics = 0;

    Expected<ImageFeatures> encodeImage(const Sample& sample, const ImageRequest&,
                                        const Progress&) const override
    {
        return ImageFeatures{.pixels = sample.image.unsqueeze(0).to(at::kDouble)};
    }
    Expected<ImageFeatures> encodePixels(const at::Tensor& pixels, const ImageRequest&,
                                         const Progress&) const override
    {
        ++mosaics;
        ImageFeatures seen;
        const at::Tensor patches = at::avg_pool2d(pixels, {2, 2});
        seen.patches = patches.flatten(2).transpose(1, 2).contiguous();
        seen.geometry = {.rows = patches.size(2), .cols = patches.size(3)};
        return seen;
    }
    Expected<std::vector<TextFeatures>> encodeTexts(const std::vector<std::string>& texts,
                                                    const TextRequest&,
                                                    const Progress&) const override
    {
        std::vector<TextFeatures> answers(texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i)
            answers[i].global = texts[i].empty() ? at::ones({3}, at::kDouble)
                                                 : at::tensor(colours.at(texts[i]), at::kDouble);
        return answers;
    }
};

Sample plain(const std::string& colour, const std::string& caption)
{
    const at::Tensor rgb = at::tensor(colours.at(colour), at::kDouble);
    return {.image = rgb.view({3, 1, 1}).expand({3, 16, 16}).contiguous(),
            .texts = {{caption, Text::Role::Caption}}};
}

/// Mosaics of plain pictures and their captions.
Expected<Explanation> runOn(const std::vector<std::pair<std::string, std::string>>& pictures,
                            const std::map<std::string, std::string>& knobs = {})
{
    Context context = support::toyContext("clim-mosaic", {{"features", "patch"}});
    for (const auto& [key, value] : knobs)
        context.parameters.set(key, value);
    context.networks["network"] = std::make_shared<ColourNetwork>();
    context.samples.clear();
    for (const auto& [colour, caption] : pictures)
        context.samples.push_back(plain(colour, caption));
    const auto found = support::run("clim-mosaic", context);
    if (!found)
        return found.error();
    return found->at(0);
}

at::Tensor column(const Explanation& result, const std::string& name)
{
    const auto& table = std::get<ScoreTable>(result.kind);
    const auto at = std::ranges::find(table.columns, name) - table.columns.begin();
    return table.values.select(1, at);
}

} // namespace

TEST(eachCaptionFindsItsTile)
{
    const auto found =
        runOn({{"red", "red"}, {"green", "green"}, {"blue", "blue"}, {"white", "white"}});
    REQUIRE_OK(found);
    CHECK(found->values.at("accuracy") == 1 && found->values.at("chance") == 0.25);
    CHECK(found->values.at("mosaics") == 1 && found->values.at("captions") == 4);
    CHECK(near(column(*found, "found"), numbers({0, 1, 2, 3}), 0));
    CHECK(near(found->extras.at("confusion"), at::eye(4, at::kDouble), 0));
    CHECK(found->labels == std::vector<std::string>{"red", "green", "blue", "white"});
    // A pure colour is orthogonal to the others and 1/sqrt(3) to white: tiles melt a little at
    // their borders.
    CHECK(std::abs(column(*found, "mass")[0].item<double>() - 1 / (1 + 1 / std::sqrt(3))) < 0.05);
}

TEST(captionsOfOtherPicturesFindThemWherever)
{
    const auto turned =
        runOn({{"red", "green"}, {"green", "red"}, {"blue", "blue"}, {"white", "white"}});
    REQUIRE_OK(turned);
    CHECK(turned->values.at("accuracy") == 0.5);
    CHECK(turned->extras.at("confusion")[0][1].item<double>() == 1);
    CHECK(column(*turned, "lead")[0].item<double>() < 0);
    CHECK(column(*turned, "lead")[2].item<double>() > 0);
}

TEST(shufflingTilesAndCaptionsTogetherChangesNothing)
{
    std::vector<std::pair<std::string, std::string>> pictures{
        {"red", "green"}, {"green", "red"}, {"blue", "blue"}, {"white", "white"}};
    std::ranges::sort(pictures);
    do {
        const auto found = runOn(pictures);
        REQUIRE_OK(found);
        CHECK(found->values.at("accuracy") == 0.5);
    } while (std::ranges::next_permutation(pictures).found);
}

TEST(onlyWholeMosaicsCount)
{
    std::vector<std::pair<std::string, std::string>> pictures;
    for (int i = 0; i < 3; ++i)
        for (const char* colour : {"red", "green", "blue", "white"})
            pictures.emplace_back(colour, colour);
    pictures.pop_back();
    const auto small = runOn(pictures);
    const auto large = runOn(pictures, {{"tiles", "3"}});
    REQUIRE_OK(small);
    REQUIRE_OK(large);
    CHECK(small->values.at("mosaics") == 2 && small->values.at("captions") == 8);
    // Of nine tiles, two or three have the same colour: all of these are left out.
    CHECK(large->values.at("mosaics") == 1 && large->values.at("left_out") == 9);
    CHECK(std::isnan(large->values.at("accuracy")));
    const auto few = runOn({{"red", "red"}, {"green", "green"}, {"blue", "blue"}});
    REQUIRE(!few);
    CHECK(few.error().kind == Error::Kind::Usage);
    CHECK(few.error().message == "clim-mosaic: expected at least 4 images, found 3");
}

TEST(captionsThatSayTheSameAreLeftOut)
{
    const auto found = runOn({{"red", "red"}, {"red", "red"}, {"blue", "blue"}, {"white", ""}});
    REQUIRE_OK(found);
    CHECK(found->values.at("captions") == 1 && found->values.at("left_out") == 3);
    CHECK(near(column(*found, "found"), numbers({NAN, NAN, 2, NAN}), 0));
    CHECK(found->values.at("accuracy") == 1);
}

TEST(everyFormRunsOnANetworkWithParts)
{
    for (const char* form : {"patch", "maskclip", "sclip", "clearclip", "naclip"}) {
        Context context = support::toyContext("clim-mosaic", {{"features", form}});
        const auto found = support::run("clim-mosaic", context);
        REQUIRE_OK(found);
        const at::Tensor mass = column(found->at(0), "mass");
        CHECK(mass.size(0) == 4);
    }
}

TEST(aMosaicIsItsTilesSideBySide)
{
    at::Tensor tiles = at::zeros({4, 3, 12, 12}, at::kDouble);
    for (int64_t t = 0; t < 4; ++t)
        tiles[t].fill_(double(t));
    const at::Tensor mosaic = mosaicOf(tiles, 2);
    CHECK(mosaic.sizes().equals({1, 3, 12, 12}));
    for (int64_t t = 0; t < 4; ++t) // away from the seam, which the filter blurs by two pixels
        CHECK(near(mosaic[0][1]
                       .slice(0, 6 * (t / 2) + 2, 6 * (t / 2) + 4)
                       .slice(1, 6 * (t % 2) + 2, 6 * (t % 2) + 4),
                   at::full({2, 2}, double(t), at::kDouble), 1e-12));
}

TEST(sharesFollowAreas)
{
    for (const auto& [rows, cols, k] : {std::tuple{8, 8, 2}, {7, 5, 2}, {14, 14, 3}, {8, 8, 3}}) {
        const at::Tensor shares = tileShares(at::ones({rows, cols}), k);
        CHECK(near(shares, at::full({k * k}, 1.0 / (k * k), at::kDouble), 1e-12));
    }
    // Of three patches the middle one belongs to both halves; what is negative does not count.
    CHECK(near(tileShares(numbers({1, 2, 3, -9, -9, -9, 0, 0, 0}).view({3, 3}), 2),
               numbers({2. / 6, 4. / 6, 0, 0}), 1e-12));
    CHECK(tileShares(-at::ones({4, 4}), 2).isnan().all().item<bool>());
}

TEST(meansOfTilesSampleBetweenCentres)
{
    at::manual_seed(4);
    const at::Tensor values = at::rand({8, 6, 3}, at::kDouble);
    const at::Tensor even = values.view({2, 4, 2, 3, 3}).mean(at::IntArrayRef({1, 3}));
    CHECK(near(tileMeans(values, 2), even.reshape({4, 3}), 1e-12));
    // A ramp has its own value anywhere; the middle tile of an odd division lies in the middle.
    const at::Tensor ramp = at::arange(8, at::kDouble).view({8, 1, 1}).expand({8, 7, 1});
    const at::Tensor means = tileMeans(ramp, 3).view({3, 3});
    CHECK(near(means[1], at::full({3}, 3.5, at::kDouble), 1e-12));
    CHECK(near(tileMeans(at::ones({7, 5, 2}), 3), at::ones({9, 2}), 1e-6));
}

TEST(wilsonsIntervalIsItsClosedForm)
{
    struct Case {
        int64_t hits, trials;
        double low, high;
    };
    for (const auto& [hits, trials, low, high] :
         {Case{5, 10, .236593090512564, .763406909487436}, Case{0, 10, 0, .277532799862889},
          Case{10, 10, .722467200137111, 1}, Case{81, 263, .255288519878274, .366209576982800}}) {
        const auto found = wilsonInterval(hits, trials);
        if (!CHECK(std::abs(found.first - low) < 1e-6 && std::abs(found.second - high) < 1e-6))
            std::cerr << found.first << ' ' << found.second << '\n';
    }
    CHECK(std::isnan(wilsonInterval(0, 0).first));
}
