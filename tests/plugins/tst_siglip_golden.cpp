// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/family.h"
#include "explain/ops/similarity.h"
#include "explain/skills/dense_parts.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"

#include "tests/support/check.h"
#include "tests/support/checkpoint_copy.h"
#include "tests/support/parity_case.h"

#include <algorithm>
#include <tuple>

using namespace explain;
using support::CheckpointCopy;

namespace {

const std::vector<std::string> texts{"Photo, dog!", "the heart 99 ray", ""};

const NamedTensors& expected()
{
    static const NamedTensors tensors = [] {
        const auto read =
            readSafetensors(support::goldenFolder() / "siglip_tiny/expected.safetensors");
        TORCH_CHECK(read, "no golden tensors");
        return read->tensors;
    }();
    return tensors;
}

std::shared_ptr<const Network> network(const std::string& precision = "f32")
{
    const auto loaded = support::loaded(support::goldenFolder() / "siglip_tiny/network", precision);
    TORCH_CHECK(loaded, loaded ? "" : loaded.error().message);
    return *loaded;
}

const std::string ownFolder = "../siglip_tiny/network"; // beside the CLIPs that are copied usually

bool refuses(const CheckpointCopy& copy, std::initializer_list<const char*> parts)
{
    const auto loaded = support::loaded(copy.folder());
    const std::string message = loaded ? "loaded" : loaded.error().message;
    const bool all = std::ranges::all_of(
        parts, [&](const char* part) { return message.find(part) != std::string::npos; });
    if (!all)
        std::cerr << "message: " << message << '\n';
    return all && !loaded;
}

} // namespace

TEST(imagesAreWhatTransformersMakesOfThem)
{
    const auto siglip = network();
    const auto image = siglip->dualEncoder()->encodePixels(
        expected().at("pixels"), {.global = true, .patches = true, .hiddenStates = 99}, {});
    REQUIRE_OK(image);
    CHECK(support::near(image->global, expected().at("image"), 2e-5));
    CHECK(support::near(image->hiddenStates, expected().at("image_states"), 5e-5));
    CHECK(support::near(image->patches, expected().at("patches"), 2e-5)); // each before the head
    CHECK(image->prefixes == 0 && image->geometry.rows == 3 && image->geometry.canvasWidth == 14);
    const auto pooled = siglip->dualEncoder()->encodePixels(
        expected().at("pixels"),
        {.attention = AttentionRequest{{1}, AttentionRequest::Rows::Pooled}}, {});
    REQUIRE_OK(pooled);
    CHECK(support::near(pooled->attention[0], expected().at("pool_attention"), 1e-5));
    const NetworkInfo& info = siglip->info();
    CHECK(info.family == "siglip" && info.rows == 3 && info.contextLength == 10);
    CHECK(info.notice.find("that patch alone") != std::string::npos);
    CHECK(info.imageBlocks == 2 && info.textBlocks == 2 && info.logitBias == -3);
}

TEST(textsFillTheirContext)
{
    const auto siglip = network();
    const auto found = siglip->dualEncoder()->encodeTexts(
        texts,
        {.global = true,
         .tokens = true,
         .hiddenStates = 99,
         .attention = AttentionRequest{{0, 1}, AttentionRequest::Rows::Pooled}},
        {});
    REQUIRE_OK(found);
    for (int64_t b = 0; b < 3; ++b) {
        const TextFeatures& text = found->at(std::size_t(b));
        REQUIRE(text.spans.size() == 10 && text.pooledRow == 9);
        for (int64_t t = 0; t < 10; ++t)
            CHECK(text.spans[std::size_t(t)].id == expected().at("ids")[b][t].item<int64_t>());
        CHECK(support::near(text.global, expected().at("text")[b], 2e-5));
        CHECK(text.tokens[9].equal(text.global));
        CHECK(support::near(text.hiddenStates, expected().at("text_states").select(1, b), 5e-5));
        for (int64_t i = 0; i < 2; ++i)
            CHECK(support::near(text.attention[std::size_t(i)],
                                expected().at("text_attention")[i][b].narrow(1, 9, 1), 1e-5));
    }
    const auto& spans = found->at(0).spans;
    CHECK(spans[0].begin == 0 && spans[0].end == 5 && !spans[0].special); // "Photo"
    CHECK(spans[1].end == 10 && spans[2].special && spans[9].special);    // " dog", end, padding
    const auto image =
        siglip->dualEncoder()->encodePixels(expected().at("pixels"), {.global = true}, {});
    REQUIRE_OK(image);
    const NetworkInfo& info = siglip->info();
    const at::Tensor logits =
        *info.logitScale * cosines(image->global, globalsOf(*found)) + *info.logitBias;
    CHECK(support::near(logits, expected().at("logits"), 1e-4));

    const auto cut = siglip->dualEncoder()->encodeTexts({"dog dog dog dog dog dog dog dog dog dog"},
                                                        {.global = true}, {});
    REQUIRE_OK(cut);
    CHECK(cut->at(0).spans.size() == 10 && cut->at(0).spans[9].id == 1);
    CHECK(cut->at(0).truncatedAt.has_value());
}

/// Where there is one patch, the head has no choice: the image is that patch.
TEST(anImageOfOnePatchIsThatPatch)
{
    const auto siglip = network();
    const auto image =
        siglip->dualEncoder()->encodePixels(expected().at("pixels").slice(2, 0, 4).slice(3, 0, 4),
                                            {.global = true, .patches = true}, {});
    REQUIRE_OK(image);
    CHECK(image->patches.size(1) == 1);
    CHECK(support::near(image->patches.squeeze(1), image->global, 1e-5));
}

TEST(densePartsMakeTheBlocks)
{
    const auto siglip = network();
    const DenseParts& parts = *siglip->denseParts();
    const auto image = siglip->dualEncoder()->encodePixels(
        expected().at("pixels").slice(0, 0, 1), {.patches = true, .hiddenStates = 99}, {});
    REQUIRE_OK(image);
    at::Tensor x = image->hiddenStates[0][0];
    for (int64_t block = 0; block < parts.blocks(); ++block) {
        const AttentionParts attention = parts.parts(block, x);
        const at::Tensor weights =
            (attention.q.matmul(attention.k.transpose(1, 2)) / 2).softmax(-1); // heads of 4
        const at::Tensor y = x + parts.out(block, weights.matmul(attention.v));
        x = y + parts.mlp(block, y);
        CHECK(support::near(x, image->hiddenStates[block + 1][0], 2e-5));
    }
    CHECK(support::near(parts.finish(x), image->patches[0], 2e-5));
}

TEST(slopesAreThoseOfDifferences)
{
    const auto siglip = network();
    const at::Tensor target = expected().at("image")[0];
    const auto text = siglip->dualEncoder()->encodeTexts({texts[1]}, {.inputs = true}, {});
    REQUIRE_OK(text);
    const at::Tensor points = text->at(0).inputs.unsqueeze(0);
    const auto slope = siglip->textGradient()->inputs(points, 9, target, {});
    REQUIRE_OK(slope);
    const at::Tensor step = 1e-3 * at::ones_like(points).select(1, 2).unsqueeze(1);
    at::Tensor up = points.clone(), down = points.clone();
    up.narrow(1, 2, 1).add_(step);
    down.narrow(1, 2, 1).sub_(step);
    const auto above = siglip->textGradient()->inputs(up, 9, target, {});
    const auto below = siglip->textGradient()->inputs(down, 9, target, {});
    REQUIRE_OK(above);
    REQUIRE_OK(below);
    const double difference = ((above->scores - below->scores) / 2e-3).item<double>();
    CHECK(std::abs(difference - slope->gradients[0][2].sum().item<double>()) < 2e-3);
}

TEST(whatDoesNotFitIsNamed)
{
    for (const auto& [from, to, message] :
         {std::tuple{R"("vocab_size": 60)", R"("vocab_size": 50)", "50"},
          {R"("num_attention_heads": 3)", R"("num_attention_heads": 5)", "num_attention_heads"},
          {R"("model_type": "siglip")", R"("model_type": "siglip2")", "siglip"},
          {R"("patch_size": 4)", R"("patch_size": 5)", "patch_embedding"},
          {R"("hidden_size": 12)", R"("hidden_act": "relu", "hidden_size": 12)", "relu"},
          {R"("image_size": 14)", R"("image_size": 14, "vision_use_head": false)",
           "vision_use_head"}}) {
        const CheckpointCopy copy(ownFolder);
        copy.replace("config.json", from, to);
        CHECK(refuses(copy, {message}));
    }
    const CheckpointCopy copy(ownFolder);
    NamedTensors tensors = copy.tensors("model.safetensors");
    tensors.erase("vision_model.head.probe");
    tensors["more"] = at::ones(2);
    copy.write("model.safetensors", tensors);
    CHECK(refuses(copy, {"vision_model.head.probe"}));
    const auto report = familyOf(copy.folder())->check({.path = copy.folder()}, {});
    REQUIRE_OK(report);
    CHECK(report->missing.size() == 1 && report->unexpected.size() == 1 && !report->good());
    std::filesystem::remove(copy.folder() / "spiece.model");
    CHECK(refuses(copy, {"tokenizer"}));
}

TEST(halfTheBitsAreNearlyAsGood)
{
    const auto image =
        network("bf16")->dualEncoder()->encodePixels(expected().at("pixels"), {.global = true}, {});
    REQUIRE_OK(image);
    CHECK(support::near(unit(image->global), unit(expected().at("image")), 0.05));
    CHECK(support::loaded(support::goldenFolder() / "siglip_tiny/network", "f16").error().kind
          == Error::Kind::Usage);
}
