// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/similarity.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"
#include "tests/support/check.h"
#include "tests/support/parity_case.h"
#include "tests/support/png.h"

using namespace explain;
using support::ParityCase;

namespace {

const ImageRequest wholeImage{.global = true,
                              .patches = true,
                              .hiddenStates = 99,
                              .attention = AttentionRequest{.blocks = {0, 1}}};
const TextRequest wholeText{.global = true,
                            .tokens = true,
                            .inputs = true,
                            .hiddenStates = 99,
                            .attention = AttentionRequest{.blocks = {0, 1}}};

/// Both towers of a case of two blocks each.
/// \param firstState the first of the hidden states that the case holds
/// \param suffix what the case calls its pooled vectors: "image" + suffix, "text" + suffix
void checkNetwork(ParityCase& parity, int firstState, const std::string& suffix,
                  const std::string& normed)
{
    const auto network = support::loaded(parity.folder);
    REQUIRE_OK(network);
    const DualEncoder& encoder = *(*network)->dualEncoder();
    const auto image = encoder.encodePixels(parity["pixel_values"], wholeImage, {});
    REQUIRE_OK(image);
    CHECK(image->geometry.rows == 4 && image->geometry.cols == 4 && image->prefixes == 0);
    for (int i = firstState; i < 3; ++i)
        CHECK(parity.matches("vision.hidden." + std::to_string(i), image->hiddenStates[i]));
    for (int i = 0; i < 2; ++i)
        CHECK(parity.matches("vision.attn." + std::to_string(i), image->attention[std::size_t(i)]));
    CHECK(parity.matches("image" + suffix, unit(image->global)));

    const auto pooled = encoder.encodePixels(
        parity["pixel_values"],
        {.attention = AttentionRequest{{-1}, AttentionRequest::Rows::Pooled}}, {});
    REQUIRE_OK(pooled);
    CHECK(parity.matches("vision.pool_attn", pooled->attention[0]));
    CHECK(!encoder.encodePixels(
        parity["pixel_values"],
        {.attention = AttentionRequest{{0}, AttentionRequest::Rows::Pooled}}, {}));
    CHECK(parity[normed].size(1) == image->patches.size(1));

    const auto names = parity.json.at("texts").get<std::vector<std::string>>();
    const auto texts = encoder.encodeTexts(names, wholeText, {});
    REQUIRE_OK(texts);
    for (int64_t b = 0; b < int64_t(names.size()); ++b) {
        const TextFeatures& text = texts->at(std::size_t(b));
        std::vector<int64_t> ids;
        for (const Token& token : text.spans)
            ids.push_back(token.id);
        CHECK(at::tensor(ids).equal(parity["input_ids"][b]));
        CHECK(text.pooledRow == 15 && text.tokens[15].equal(text.global));
        for (int i = firstState; i < 3; ++i) {
            const std::string name = "text.hidden." + std::to_string(i);
            CHECK(parity.matches(name, text.hiddenStates[i], parity[name][b]));
        }
        for (int i = 0; i < 2; ++i) {
            const std::string name = "text.attn." + std::to_string(i);
            CHECK(parity.matches(name, text.attention[std::size_t(i)], parity[name][b]));
        }
    }
    const at::Tensor globals = globalsOf(*texts);
    CHECK(parity.matches("text" + suffix, unit(globals)));
    const NetworkInfo& info = (*network)->info();
    const at::Tensor logits = *info.logitScale * cosines(image->global, globals) + *info.logitBias;
    CHECK(parity.matches("logits_per_image", logits));
    CHECK(parity.matches("probs", logits.sigmoid()));

    const auto slope = (*network)->textGradient()->inputs(texts->at(1).inputs.unsqueeze(0), 15,
                                                          image->global[0], {});
    REQUIRE_OK(slope);
    CHECK(parity.matches("grad.token_embeddings", slope->gradients[0] * *info.logitScale,
                         parity["grad.token_embeddings"][1]));
    const auto files = parity.json["preprocess"]["images"].get<std::vector<std::string>>();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const Sample sample{
            .image = support::readPng(parity.folder.parent_path() / "images" / files[i])};
        const auto prepared = encoder.encodeImage(sample, {.pixels = true}, {});
        REQUIRE_OK(prepared);
        CHECK(parity.matches("pixel_values_classic", prepared->pixels[0],
                             parity["pixel_values_classic"][int64_t(i)]));
    }
    const auto report = familyOf(parity.folder)->check({.path = parity.folder}, {});
    REQUIRE_OK(report);
    CHECK(report->good() && report->family == "siglip");
    CHECK(report->tensors == int64_t(parity.json.at("checkpoint_keys").size()));
}

} // namespace

TEST(huggingFaceLayout)
{
    NEED_SHARED("parity/cases/hf_siglip");
    ParityCase parity(support::sharedFolder() / "parity/cases/hf_siglip");
    checkNetwork(parity, 0, "_embeds", "vision.last_hidden_state");

    const auto network = support::loaded(parity.folder);
    REQUIRE_OK(network);
    const auto image =
        (*network)->dualEncoder()->encodePixels(parity["pixel_values"], {.global = true}, {});
    REQUIRE_OK(image);
    CHECK(parity.matches("vision.pooler_output", image->global));
    const std::string text = parity.json.at("texts")[1];
    const auto found = (*network)->textGradient()->attention(text, image->global[0], 2,
                                                             AttentionRequest::Rows::All, {});
    REQUIRE_OK(found);
    for (int64_t i = 0; i < 2; ++i) {
        const std::string name = "grad.text.attn." + std::to_string(i);
        CHECK(parity.matches(name, found->gradient[i] * *(*network)->info().logitScale,
                             parity[name][1]));
    }
}

TEST(openClipLayout)
{
    NEED_SHARED("parity/cases/openclip_siglip");
    ParityCase parity(support::sharedFolder() / "parity/cases/openclip_siglip");
    checkNetwork(parity, 1, "_features", "vision.norm");
}
