// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/toy/toy_network.h"

#include "explain/ops/similarity.h"
#include "tests/support/check.h"

#include <torch/csrc/autograd/autograd.h>

using namespace explain;
using support::near;

namespace {

at::Tensor numbers(std::initializer_list<double> values)
{
    return at::tensor(std::vector<double>(values), at::kDouble);
}

Sample picture()
{
    return {.image = 0.5 + toy::wave(1, {3, 4, 4})};
}

Expected<TextFeatures> readOne(const std::string& text, TextRequest request)
{
    const auto found = toy::ToyNetwork().encodeTexts({text}, request, {});
    if (!found)
        return found.error();
    return found->at(0);
}

/// The cosine with \p target after row \p row, column \p column of all heads of a block's
/// probabilities was multiplied by \p factor.
double scoreWith(const toy::ToyNetwork& network, const TextFeatures& text, const at::Tensor& target,
                 int64_t block, int64_t column, double factor)
{
    const at::Tensor last = network.textTower().run(
        text.inputs.unsqueeze(0), [&](int64_t at, const at::Tensor& probabilities) {
            if (at != block)
                return probabilities;
            const at::Tensor changed = probabilities.clone();
            changed.select(2, text.pooledRow).select(2, column).mul_(factor);
            return changed;
        });
    return cosines(network.textTower().head(last.select(1, text.pooledRow)), target.unsqueeze(0))
        .item<double>();
}

} // namespace

// The expected numbers come from an independent implementation of the same two towers.

TEST(wavesAreThePublishedOnes)
{
    CHECK(near(toy::wave(1, {5}),
               numbers({.48177909, .45190542, .18990581, -.18332577, -.45967149}), 1e-8));
}

TEST(imagePassMeetsThePublishedNumbers)
{
    const toy::ToyNetwork network;
    const auto found = network.encodeImage(
        picture(),
        {.global = true, .patches = true, .hiddenStates = 9, .attention = AttentionRequest{{-1}}},
        {});
    REQUIRE_OK(found);
    CHECK(near(found->global[0], numbers({.42593015, .32059250, -.47303674, -.93243586}), 1e-8));
    CHECK(found->patches.sizes() == at::IntArrayRef({1, 4, 4}));
    REQUIRE(found->hiddenStates.sizes() == at::IntArrayRef({4, 1, 5, 8}));
    CHECK(near(found->hiddenStates.select(2, 0).select(1, 0).select(1, 0),
               numbers({-1.34134692, -1.84405073, -3.17876528, -3.59142197}), 1e-8));
    CHECK(near(found->attention.at(0)[0][0][0],
               numbers({.14893357, .29582021, .14409969, .23233781, .17880872}), 1e-8));
    CHECK(found->prefixes == 1 && found->geometry.rows == 2 && found->geometry.cols == 2);
}

TEST(textPassMeetsThePublishedNumbers)
{
    const auto found = readOne(
        "tiny green square",
        {.global = true, .tokens = true, .hiddenStates = 3, .attention = AttentionRequest{{2}}});
    REQUIRE_OK(found);
    CHECK(near(found->global, numbers({.06885816, -1.59612090, -1.40359866, .32351175}), 1e-8));
    CHECK(near(found->tokens[found->pooledRow], found->global, 0));
    CHECK(near(found->hiddenStates.select(1, 4).select(1, 0),
               numbers({2.69272439, 2.62901101, 2.35567183}), 1e-8));
    CHECK(near(found->attention.at(0)[0][4],
               numbers({.16118376, .20205962, .19136787, .25142948, .19395927}), 1e-8));
    std::vector<int64_t> ids;
    for (const Token& token : found->spans)
        ids.push_back(token.id);
    CHECK(ids == std::vector<int64_t>{1, 2, 3, 4, 6});
    CHECK(found->spans[2].begin == 5 && found->spans[2].end == 10);
}

TEST(cosineMeetsThePublishedNumber)
{
    const toy::ToyNetwork network;
    const auto image = network.encodeImage(picture(), {.global = true}, {});
    const auto text = readOne("tiny green square", {.global = true});
    REQUIRE_OK(image);
    REQUIRE_OK(text);
    CHECK(std::abs(cosines(image->global, text->global.unsqueeze(0)).item<double>()
                   + .04756330920602762)
          < 1e-14);
}

TEST(blockPartsPutTogetherAreTheBlock)
{
    const toy::ToyNetwork network;
    const auto image = network.encodeImage(picture(), {.patches = true, .hiddenStates = 2}, {});
    REQUIRE_OK(image);
    const at::Tensor x = image->hiddenStates[0][0];
    const auto [q, k, v] = network.parts(2, x);
    const at::Tensor y =
        x + network.out(2, (q.matmul(k.transpose(1, 2)) / 2).softmax(-1).matmul(v));
    const at::Tensor last = y + network.mlp(2, y);
    CHECK(near(last, image->hiddenStates[1][0], 1e-12));
    CHECK(near(network.finish(last).slice(0, 1), image->patches[0], 1e-12));
}

TEST(gradientAgreesWithFiniteDifferences)
{
    const toy::ToyNetwork network;
    const at::Tensor target = numbers({.42593015, .32059250, -.47303674, -.93243586});
    const auto text = readOne("tiny green square", {.inputs = true});
    REQUIRE_OK(text);
    const auto found =
        network.attention("tiny green square", target, 3, AttentionRequest::Rows::All, {});
    REQUIRE_OK(found);
    const at::Tensor product = (found->gradient * found->attention).sum(1); // [K, T, T] over heads
    for (int64_t block = 0; block < 3; ++block)
        for (int64_t column = 0; column < 5; ++column) {
            const double step = 1e-5;
            const double slope = (scoreWith(network, *text, target, block, column, 1 + step)
                                  - scoreWith(network, *text, target, block, column, 1 - step))
                / (2 * step);
            CHECK(std::abs(slope - product[block][4][column].item<double>()) < 1e-9);
        }
}

TEST(pooledRowsAreRowsOfAll)
{
    const toy::ToyNetwork network;
    const at::Tensor target = numbers({1, 2, 3, 4});
    using Rows = AttentionRequest::Rows;
    const auto all = network.attention("a b c", target, 2, Rows::All, {});
    const auto pooled = network.attention("a b c", target, 2, Rows::Pooled, {});
    REQUIRE_OK(all);
    REQUIRE_OK(pooled);
    CHECK(pooled->gradient.sizes() == at::IntArrayRef({2, 2, 1, 5}));
    CHECK(near(pooled->gradient.select(2, 0), all->gradient.select(2, 4), 0));
    CHECK(near(pooled->attention.select(2, 0), all->attention.select(2, 4), 0));
}

TEST(inputGradientAgreesWithFiniteDifferences)
{
    const toy::ToyNetwork network;
    const at::Tensor target = numbers({.4, .3, -.5, -.9});
    const auto text = readOne("tiny green square", {.inputs = true});
    REQUIRE_OK(text);
    const at::Tensor point = text->inputs.unsqueeze(0);
    const auto found = network.inputs(point, 4, target, {});
    REQUIRE_OK(found);
    for (const auto& [token, channel] : {std::pair{0, 0}, std::pair{2, 5}, std::pair{4, 7}}) {
        const double step = 1e-5;
        const auto shifted = [&](double by) {
            at::Tensor moved = point.clone();
            moved[0][token][channel] += by;
            return network.inputs(moved, 4, target, {});
        };
        const auto up = shifted(step), down = shifted(-step);
        REQUIRE_OK(up);
        REQUIRE_OK(down);
        const double slope = (up->scores[0] - down->scores[0]).item<double>() / (2 * step);
        CHECK(std::abs(slope - found->gradients[0][token][channel].item<double>()) < 1e-8);
    }
}

TEST(anyPictureBecomesACanvasThatLiesWhollyOnIt)
{
    struct Case {
        int64_t height, width, canvasHeight, canvasWidth;
    };
    for (const auto& [height, width, canvasHeight, canvasWidth] :
         {Case{1, 1, 2, 2}, Case{5, 4, 6, 4}, Case{32, 32, 32, 32}, Case{480, 640, 24, 32},
          Case{3, 2400, 2, 32}}) {
        const toy::ToyNetwork network;
        const Sample sample{.image = at::full({3, height, width}, 255, at::kByte)};
        const auto found = network.encodeImage(sample, {.patches = true, .pixels = true}, {});
        REQUIRE_OK(found);
        const Geometry& g = found->geometry;
        CHECK(g.canvasHeight == canvasHeight && g.canvasWidth == canvasWidth);
        CHECK(found->pixels.sizes() == at::IntArrayRef({1, 3, canvasHeight, canvasWidth}));
        CHECK(near(found->pixels, at::full_like(found->pixels, 0.5), 1e-12));
        CHECK(found->patches.size(1) == g.rows * g.cols);
        CHECK(std::abs(g.toImage[0] * double(canvasWidth) - double(width)) < 1e-9);
        CHECK(std::abs(g.toImage[4] * double(canvasHeight) - double(height)) < 1e-9);
    }
}

TEST(averagingByRowsIsTheAreaAverage)
{
    const at::Tensor image = at::rand({3, 37, 53}, at::kDouble);
    const toy::ToyNetwork network;
    const auto found = network.encodeImage({.image = image}, {.pixels = true}, {});
    REQUIRE_OK(found);
    CHECK(near(found->pixels[0] + 0.5,
               at::adaptive_avg_pool2d(image, {found->pixels.size(2), found->pixels.size(3)}),
               1e-12));
}

TEST(tooLongATextIsCutAndSaysWhere)
{
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "word ";
    const auto found = readOne(text, {.global = true, .tokens = true});
    REQUIRE_OK(found);
    CHECK(found->tokens.size(0) == 77);
    CHECK(found->truncatedAt == 75 * 5);
    CHECK(found->pooledRow == 76 && found->spans.back().special);
}

TEST(cancelIsHeeded)
{
    const toy::ToyNetwork network;
    const Progress stopped{.cancelled = [] { return true; }};
    const auto image = network.encodeImage(picture(), {.global = true}, stopped);
    CHECK(!image && image.error().kind == Error::Kind::Cancelled);
    const auto texts = network.encodeTexts({"a"}, {.global = true}, stopped);
    CHECK(!texts && texts.error().kind == Error::Kind::Cancelled);
    const auto slope =
        network.attention("a", numbers({1, 0, 0, 0}), 1, AttentionRequest::Rows::Pooled, stopped);
    CHECK(!slope && slope.error().kind == Error::Kind::Cancelled);
}

TEST(familyLoadsFromNowhereAndRefusesFiles)
{
    const NetworkFamily& family = toy::family();
    CHECK(family.recognise("/").empty());
    CHECK(bool(family.load({}, {})));
    const auto file = family.load({.path = "/"}, {});
    CHECK(!file && file.error().kind == Error::Kind::Network);
    const auto device = family.load({.device = "cuda:0"}, {});
    CHECK(!device && device.error().kind == Error::Kind::Device);
    const auto report = family.check({}, {});
    CHECK(report && report->good());
}
