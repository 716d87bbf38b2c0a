// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/checkpoint.h"
#include "explain/ops/similarity.h"
#include "explain/skills/dense_parts.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"

#include "tests/support/check.h"
#include "tests/support/checkpoint_copy.h"
#include "tests/support/parity_case.h"

using namespace explain;
using support::near;

// What transformers and open_clip answer for the networks of tests/golden/clip_tiny; the script
// beside them made both.
namespace {

constexpr double tolerance = 5e-5; // float32 against float32, values up to 20
const std::vector<std::string> texts{"a red dot", "two dots", "", "a dot left of a red dot!"};

NamedTensors expectedTensors()
{
    const auto read = readSafetensors(support::tinyClip() / "expected.safetensors");
    TORCH_CHECK(read, "no golden tensors");
    return read->tensors;
}

std::string keyOf(const std::string& layout, std::size_t text, const std::string& what)
{
    return layout + ".text" + std::to_string(text) + '.' + what;
}

} // namespace

TEST(imagesOfTheHuggingFaceLayout)
{
    const NamedTensors golden = expectedTensors();
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    const DualEncoder& encoder = *(*network)->dualEncoder();
    const at::Tensor& pixels = golden.at("hf.pixels");
    const auto image = encoder.encodePixels(pixels,
                                            {.global = true,
                                             .patches = true,
                                             .hiddenStates = 3,
                                             .attention = AttentionRequest{{1, -2}}},
                                            {});
    REQUIRE_OK(image);
    CHECK(near(image->hiddenStates, golden.at("hf.image.states"), tolerance));
    CHECK(near(image->attention[0], golden.at("hf.image.attention")[1], tolerance));
    CHECK(near(image->attention[1], golden.at("hf.image.attention")[0], tolerance));
    CHECK(near(image->global, golden.at("hf.image.global"), tolerance));
    CHECK(near(image->patches, golden.at("hf.image.patches"), tolerance));

    const auto fused = encoder.encodePixels(
        pixels,
        {.hiddenStates = 1, .attention = AttentionRequest{{1}, AttentionRequest::Rows::Pooled}},
        {});
    REQUIRE_OK(fused);
    CHECK(near(fused->hiddenStates, golden.at("hf.image.states").slice(0, 2), tolerance));
    CHECK(near(fused->attention[0], golden.at("hf.image.attention")[1].narrow(2, 0, 1), tolerance));
    CHECK(!fused->global.defined() && !fused->patches.defined());

    const auto wide = encoder.encodePixels(golden.at("hf.wide.pixels"), {.global = true}, {});
    REQUIRE_OK(wide);
    CHECK(wide->geometry.rows == 3
          && wide->geometry.cols == 6); // the last column of pixels: unseen
    CHECK(near(wide->global, golden.at("hf.wide.global"), tolerance));
}

TEST(textsOfTheHuggingFaceLayout)
{
    const NamedTensors golden = expectedTensors();
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    const auto read = (*network)->dualEncoder()->encodeTexts(
        texts,
        {.global = true, .tokens = true, .hiddenStates = 3, .attention = AttentionRequest{{0, 1}}},
        {});
    REQUIRE_OK(read);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const TextFeatures& text = read->at(i);
        const at::Tensor& ids = golden.at(keyOf("hf", i, "ids"));
        REQUIRE(int64_t(text.spans.size()) == ids.size(0));
        for (std::size_t t = 0; t < text.spans.size(); ++t)
            CHECK(text.spans[t].id == ids[int64_t(t)].item<int64_t>());
        CHECK(near(text.hiddenStates, golden.at(keyOf("hf", i, "states")), tolerance));
        CHECK(near(at::stack(text.attention), golden.at(keyOf("hf", i, "attention")), tolerance));
        CHECK(near(text.global, golden.at(keyOf("hf", i, "global")), tolerance));
        CHECK(near(text.tokens, golden.at(keyOf("hf", i, "tokens")), tolerance));
    }
}

TEST(gradientsOfTheTextAttention)
{
    const NamedTensors golden = expectedTensors();
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    const at::Tensor target = golden.at("hf.image.global")[0];
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto found = (*network)->textGradient()->attention(texts[i], target, 2,
                                                                 AttentionRequest::Rows::All, {});
        REQUIRE_OK(found);
        CHECK(near(found->attention, golden.at(keyOf("hf", i, "attention")), tolerance));
        CHECK(near(found->gradient, golden.at(keyOf("hf", i, "gradient")), tolerance));
        CHECK(near(found->text.global, golden.at(keyOf("hf", i, "global")), tolerance));
        CHECK(!found->gradient.requires_grad() && !found->text.global.requires_grad());

        const auto last = (*network)->textGradient()->attention(texts[i], target, 1,
                                                                AttentionRequest::Rows::Pooled, {});
        REQUIRE_OK(last);
        const at::Tensor whole = golden.at(keyOf("hf", i, "gradient"));
        CHECK(
            near(last->gradient, whole.slice(0, 1).narrow(2, last->text.pooledRow, 1), tolerance));
    }
}

/// Slopes by inputs against the score's own differences along random directions.
TEST(gradientsOfTheInputsAreSlopesOfTheScore)
{
    const NamedTensors golden = expectedTensors();
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    const auto read = (*network)->dualEncoder()->encodeTexts({texts[0]}, {.inputs = true}, {});
    REQUIRE_OK(read);
    const at::Tensor target = golden.at("hf.image.global")[1];
    const at::Tensor x = read->at(0).inputs;
    at::manual_seed(3);
    const at::Tensor direction = at::randn_like(x);
    const at::Tensor points = at::stack({x - 1e-2 * direction, x, x + 1e-2 * direction});
    const auto found =
        (*network)->textGradient()->inputs(points, read->at(0).pooledRow, target, {});
    REQUIRE_OK(found);
    const double slope = (found->gradients[1] * direction).sum().item<double>();
    const double difference = (found->scores[2] - found->scores[0]).item<double>() / 2e-2;
    CHECK(std::abs(slope) > 1e-3);
    CHECK(std::abs(slope - difference) < 2e-2 * std::abs(slope) + 1e-4);
    const at::Tensor global = golden.at(keyOf("hf", 0, "global"));
    CHECK(near(found->scores[1], unit(global).dot(unit(target)), tolerance));
}

TEST(oldConfigsPoolAtTheLargestId)
{
    const NamedTensors golden = expectedTensors();
    support::CheckpointCopy copy("huggingface");
    const auto before = support::loaded(copy.folder());
    copy.replace("config.json", R"("eos_token_id": 513)", R"("eos_token_id": 2)");
    const auto network = support::loaded(copy.folder());
    REQUIRE_OK(before);
    REQUIRE_OK(network);
    const auto read = (*network)->dualEncoder()->encodeTexts({texts[0]}, {.global = true}, {});
    REQUIRE_OK(read);
    CHECK(read->at(0).spans.at(std::size_t(read->at(0).pooledRow)).text == "dot");
    CHECK(near(read->at(0).global, golden.at("hf.old.text0.global"), tolerance));
    CHECK(support::distance(read->at(0).global, golden.at(keyOf("hf", 0, "global"))) > 0.1);
    CHECK((*network)->info().sha256 != (*before)->info().sha256);
}

TEST(secondHeadsGiveTheLocalSpace)
{
    const NamedTensors golden = expectedTensors();
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    const DualEncoder& encoder = *(*network)->dualEncoder();
    CHECK(encoder.offers(Space::Joint) && encoder.offers(Space::Local));
    const auto image = encoder.encodePixels(
        golden.at("hf.pixels"), {.global = true, .patches = true, .localPatches = true}, {});
    const auto read =
        encoder.encodeTexts(texts, {.global = true, .tokens = true, .localTokens = true}, {});
    REQUIRE_OK(image);
    REQUIRE_OK(read);
    CHECK(near(image->localPatches, golden.at("hf.image.local"), tolerance));
    CHECK(near(image->patches, golden.at("hf.image.patches"), tolerance));
    CHECK(near(image->global, golden.at("hf.image.global"), tolerance));
    for (std::size_t i = 0; i < texts.size(); ++i)
        CHECK(near(read->at(i).localTokens, golden.at(keyOf("hf", i, "local")), tolerance));

    const auto other = support::loaded(support::tinyClip() / "openclip");
    REQUIRE_OK(other);
    CHECK(!(*other)->dualEncoder()->offers(Space::Local));
    const auto refused = (*other)->dualEncoder()->encodeTexts(texts, {.localTokens = true}, {});
    CHECK(!refused && refused.error().kind == Error::Kind::Network);
    const auto blind =
        (*other)->dualEncoder()->encodePixels(golden.at("open.pixels"), {.localPatches = true}, {});
    CHECK(!blind && blind.error().kind == Error::Kind::Network);
}

TEST(openClipLayoutWithPositionsFittedAtLoad)
{
    const NamedTensors golden = expectedTensors();
    const auto network = support::loaded(support::tinyClip() / "openclip");
    REQUIRE_OK(network);
    const NetworkInfo& info = (*network)->info();
    CHECK(info.rows == 3 && info.cols == 3 && info.canvasWidth == 12);
    CHECK(info.notice == "positions interpolated from 4 x 4 to 3 x 3");
    CHECK(std::abs(*info.logitScale - std::exp(2.5)) < 1e-5);
    const DualEncoder& encoder = *(*network)->dualEncoder();
    const auto image =
        encoder.encodePixels(golden.at("open.pixels"), {.global = true, .patches = true}, {});
    const auto read = encoder.encodeTexts(texts, {.global = true}, {});
    REQUIRE_OK(image);
    REQUIRE_OK(read);
    CHECK(near(image->global, golden.at("open.image.global"), tolerance));
    CHECK(near(image->patches, golden.at("open.image.patches"), tolerance));
    for (std::size_t i = 0; i < texts.size(); ++i)
        CHECK(near(read->at(i).global, golden.at(keyOf("open", i, "global")), tolerance));
}

/// The pieces of the last block, put together as they were, are the last block.
TEST(densePartsMakeUpABlock)
{
    const NamedTensors golden = expectedTensors();
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    const DenseParts& dense = *(*network)->denseParts();
    REQUIRE(dense.blocks() == 2);
    for (int64_t block = 0; block < 2; ++block) {
        const at::Tensor x = golden.at("hf.image.states")[block][0];
        const AttentionParts parts = dense.parts(block, x);
        const at::Tensor a =
            at::softmax(at::matmul(parts.q, parts.k.transpose(1, 2)) / std::sqrt(6.0), -1);
        CHECK(near(a, golden.at("hf.image.attention")[block][0], tolerance));
        const at::Tensor y = x + dense.out(block, at::matmul(a, parts.v));
        CHECK(near(y + dense.mlp(block, y), golden.at("hf.image.states")[block + 1][0], tolerance));
    }
    CHECK(near(dense.finish(golden.at("hf.image.states")[2][0].slice(0, 1)),
               golden.at("hf.image.patches")[0], tolerance));
}
