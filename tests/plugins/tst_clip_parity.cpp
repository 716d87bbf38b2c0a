// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/checkpoint.h"
#include "explain/ops/similarity.h"
#include "explain/skills/dense_parts.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"

#include "tests/support/check.h"
#include "tests/support/parity_case.h"
#include "tests/support/png.h"

using namespace explain;
using support::ParityCase;

namespace {

const ImageRequest wholeImage{
    .global = true, .patches = true, .hiddenStates = 99, .attention = AttentionRequest{{0, 1, -1}}};
const TextRequest wholeText{.global = true,
                            .tokens = true,
                            .inputs = true,
                            .hiddenStates = 99,
                            .attention = AttentionRequest{{0, 1, -1}}};

std::vector<std::string> textsOfCase(const ParityCase& parity)
{
    return parity.json.at("texts").get<std::vector<std::string>>();
}

void checkIds(const ParityCase& parity, const std::vector<TextFeatures>& texts)
{
    const at::Tensor& ids = parity["input_ids"];
    for (std::size_t b = 0; b < texts.size(); ++b)
        for (std::size_t t = 0; t < texts[b].spans.size(); ++t)
            CHECK(ids[int64_t(b)][int64_t(t)].item<int64_t>() == texts[b].spans[t].id);
}

/// Hidden states from \p firstState on, and attention. The padding of the expected rows is none of
/// our business.
void checkTextTower(ParityCase& parity, const std::vector<TextFeatures>& texts, int firstState)
{
    for (int64_t b = 0; b < int64_t(texts.size()); ++b) {
        const TextFeatures& text = texts[std::size_t(b)];
        const auto count = int64_t(text.spans.size());
        for (int i = firstState; i <= 3; ++i) {
            const std::string name = "text.hidden." + std::to_string(i);
            CHECK(parity.matches(name, text.hiddenStates[i], parity[name][b].slice(0, 0, count)));
        }
        for (int i = 0; i < 3; ++i) {
            const std::string name = "text.attn." + std::to_string(i);
            CHECK(parity.matches(name, text.attention[std::size_t(i)],
                                 parity[name][b].slice(1, 0, count).slice(2, 0, count)));
        }
    }
}

void checkImageTower(ParityCase& parity, const ImageFeatures& image, int firstState)
{
    for (int i = firstState; i <= 3; ++i)
        CHECK(parity.matches("vision.hidden." + std::to_string(i), image.hiddenStates[i]));
    for (int i = 0; i < 3; ++i)
        CHECK(parity.matches("vision.attn." + std::to_string(i), image.attention[std::size_t(i)]));
    CHECK(parity.matches("patch_embeds_projected", unit(image.patches)));
}

/// The gradient of logit [0, 1] by the token embeddings of text 1: cosines scaled up to a logit.
void checkTokenGradient(ParityCase& parity, const Network& network, const TextFeatures& text,
                        const at::Tensor& target)
{
    const auto slope =
        network.textGradient()->inputs(text.inputs.unsqueeze(0), text.pooledRow, target, {});
    REQUIRE_OK(slope);
    const at::Tensor& expected = parity["grad.token_embeddings"];
    CHECK(parity.matches("grad.token_embeddings", slope->gradients[0] * *network.info().logitScale,
                         expected[1].slice(0, 0, text.inputs.size(0))));
}

at::Tensor layerNormed(const ParityCase& parity, const std::string& file, const std::string& name,
                       const at::Tensor& x)
{
    const auto weights = readSafetensors(parity.folder / file);
    TORCH_CHECK(weights, file);
    return at::layer_norm(x, {x.size(-1)}, weights->tensors.at(name + ".weight"),
                          weights->tensors.at(name + ".bias"), 1e-5);
}

/// What the network itself prepares of the case's pictures.
void checkPreparation(ParityCase& parity, const Network& network)
{
    const auto files = parity.json["preprocess"]["images"].get<std::vector<std::string>>();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const Sample sample{
            .image = support::readPng(parity.folder.parent_path() / "images" / files[i])};
        const auto image = network.dualEncoder()->encodeImage(sample, {.pixels = true}, {});
        REQUIRE_OK(image);
        CHECK(parity.matches("pixel_values_classic", image->pixels[0],
                             parity["pixel_values_classic"][int64_t(i)]));
    }
}

} // namespace

TEST(huggingFaceLayout)
{
    NEED_SHARED("parity/cases/hf_clip");
    ParityCase parity(support::sharedFolder() / "parity/cases/hf_clip");
    const auto network = support::loaded(parity.folder);
    REQUIRE_OK(network);
    const DualEncoder& encoder = *(*network)->dualEncoder();

    const auto image = encoder.encodePixels(parity["pixel_values"], wholeImage, {});
    REQUIRE_OK(image);
    checkImageTower(parity, *image, 0);
    CHECK(parity.matches("image_embeds", unit(image->global)));
    CHECK(parity.matches("vision.last_hidden_state", image->hiddenStates[3]));

    const auto texts = encoder.encodeTexts(textsOfCase(parity), wholeText, {});
    REQUIRE_OK(texts);
    checkIds(parity, *texts);
    checkTextTower(parity, *texts, 0);
    const at::Tensor globals = globalsOf(*texts);
    CHECK(parity.matches("text_embeds", unit(globals)));
    const double scale = *(*network)->info().logitScale;
    CHECK(parity.matches("logit_scale_exp", at::scalar_tensor(scale)));
    CHECK(parity.matches("logits_per_image", scale * cosines(image->global, globals)));
    checkTokenGradient(parity, **network, texts->at(1), image->global[0]);
    checkPreparation(parity, **network);
}

TEST(gradientsOfAttention)
{
    NEED_SHARED("parity/cases/hf_clip");
    ParityCase parity(support::sharedFolder() / "parity/cases/hf_clip");
    const auto network = support::loaded(parity.folder);
    REQUIRE_OK(network);
    const std::string text = textsOfCase(parity)[1];
    const double scale = *(*network)->info().logitScale;
    for (const int64_t wanted : {1, 2, 3, 99}) {
        const auto found = (*network)->textGradient()->attention(
            text, parity["image_embeds"][0], wanted, AttentionRequest::Rows::All, {});
        REQUIRE_OK(found);
        const int64_t blocks = std::min<int64_t>(wanted, 3), count = found->attention.size(2);
        REQUIRE(found->attention.size(0) == blocks && found->gradient.size(0) == blocks);
        for (int64_t i = 0; i < blocks; ++i) {
            const std::string block = std::to_string(3 - blocks + i);
            const auto part = [&](const at::Tensor& whole) {
                return whole[1].slice(1, 0, count).slice(2, 0, count);
            };
            CHECK(parity.matches("text.attn." + block, found->attention[i],
                                 part(parity["text.attn." + block])));
            CHECK(parity.matches("grad.text.attn." + block, found->gradient[i] * scale,
                                 part(parity["grad.text.attn." + block])));
        }
        const auto pooled = (*network)->textGradient()->attention(
            text, 7 * parity["image_embeds"][0], wanted, AttentionRequest::Rows::Pooled, {});
        REQUIRE_OK(pooled);
        const int64_t row = pooled->text.pooledRow;
        CHECK(support::near(pooled->attention, found->attention.narrow(2, row, 1), 1e-6));
        CHECK(support::near(pooled->gradient, found->gradient.narrow(2, row, 1), 1e-6));
    }
}

TEST(interpolatedPositions)
{
    NEED_SHARED("parity/cases/hf_clip");
    ParityCase parity(support::sharedFolder() / "parity/cases/hf_clip");
    const auto network = support::loaded(parity.folder);
    REQUIRE_OK(network);
    const auto image = (*network)->dualEncoder()->encodePixels(
        parity["interp.pixel_values"], {.global = true, .patches = true, .hiddenStates = 1}, {});
    REQUIRE_OK(image);
    CHECK(image->geometry.rows == 5 && image->geometry.cols == 6);
    CHECK(image->patches.size(1) == 30);
    CHECK(parity.matches("interp.last_hidden_state", image->hiddenStates[0]));
    CHECK(parity.matches("interp.image_features", image->global));
}

TEST(exactActivationAndLargestIdPooling)
{
    NEED_SHARED("parity/cases/hf_clip_eos2");
    ParityCase parity(support::sharedFolder() / "parity/cases/hf_clip_eos2");
    const auto network = support::loaded(parity.folder);
    REQUIRE_OK(network);
    const auto texts = (*network)->dualEncoder()->encodeTexts(
        textsOfCase(parity), {.global = true, .hiddenStates = 99}, {}); // all blocks fused
    REQUIRE_OK(texts);
    checkIds(parity, *texts);
    for (int64_t b = 0; b < int64_t(texts->size()); ++b) {
        const TextFeatures& text = texts->at(std::size_t(b));
        const at::Tensor last = layerNormed(parity, "model.safetensors",
                                            "text_model.final_layer_norm", text.hiddenStates[3]);
        CHECK(parity.matches("last_hidden_state", last,
                             parity["last_hidden_state"][b].slice(0, 0, last.size(0))));
        CHECK(parity.matches("text_features", text.global, parity["text_features"][b]));
    }
}

TEST(openClipLayout)
{
    NEED_SHARED("parity/cases/openclip_vit");
    ParityCase parity(support::sharedFolder() / "parity/cases/openclip_vit");
    const auto network = support::loaded(parity.folder);
    REQUIRE_OK(network);
    const DualEncoder& encoder = *(*network)->dualEncoder();

    const auto image = encoder.encodePixels(parity["pixel_values"], wholeImage, {});
    REQUIRE_OK(image);
    checkImageTower(parity, *image, 1);
    CHECK(parity.matches("vision.ln_pre", image->hiddenStates[0]));
    CHECK(parity.matches("image_features", image->global));
    CHECK(parity.matches("vision.ln_post_all_tokens",
                         layerNormed(parity, "open_clip_model.safetensors", "visual.ln_post",
                                     image->hiddenStates[3])));

    const auto texts = encoder.encodeTexts(textsOfCase(parity), wholeText, {});
    REQUIRE_OK(texts);
    checkIds(parity, *texts);
    checkTextTower(parity, *texts, 1);
    const at::Tensor globals = globalsOf(*texts);
    CHECK(parity.matches("text_features", globals));
    CHECK(parity.matches("logits_per_image",
                         *(*network)->info().logitScale * cosines(image->global, globals)));
    checkTokenGradient(parity, **network, texts->at(1), image->global[0]);
    checkPreparation(parity, **network);
}

/// OpenAI published archives of TorchScript and of half precision.
TEST(openClipAsPyTorchSavesIt)
{
    NEED_SHARED("parity/cases/openclip_vit");
    ParityCase parity(support::sharedFolder() / "parity/cases/openclip_vit");
    const auto stored = readCheckpoint(parity.folder / "open_clip_model.safetensors");
    const auto halved = readCheckpoint(parity.folder / "openai_state_dict_fp16.pt");
    const auto scripted = readCheckpoint(parity.folder / "encode_image_traced.ts.pt");
    REQUIRE_OK(stored);
    REQUIRE_OK(halved);
    REQUIRE_OK(scripted);
    for (const auto& [name, tensor] : stored->tensors) {
        REQUIRE(halved->tensors.contains(name) && scripted->tensors.contains(name));
        const at::Tensor& half = halved->tensors.at(name);
        CHECK(half.equal(tensor.to(half.scalar_type())));
        CHECK(scripted->tensors.at(name).equal(tensor));
    }
    for (const char* name : {"encode_image_traced.ts.pt", "openai_state_dict_fp16.pt"}) {
        const auto network = support::loaded(parity.folder / name);
        REQUIRE_OK(network);
        const auto image =
            (*network)->dualEncoder()->encodePixels(parity["pixel_values"], wholeImage, {});
        REQUIRE_OK(image);
        const bool isHalf = name[0] == 'o'; // as far off as the rounding of its weights
        CHECK(isHalf ? support::near(image->global, parity["image_features"], 0.02)
                     : parity.matches("image_features", image->global));
    }
}

/// Scenes with their captions and phrases; five decimals are kept of each number.
TEST(trainedCheckpoints)
{
    NEED_SHARED("checkpoints/digit-clip-tiny");
    struct Case {
        const char* folder;
        double tolerance;
    };
    for (const auto& [folder, tolerance] :
         {Case{"digit-clip-tiny", 2e-5}, Case{"phantom-prototype", 2e-5}}) {
        const auto path = support::sharedFolder() / "checkpoints" / folder;
        std::ifstream stream(path / "expected.json");
        const auto expected = nlohmann::json::parse(stream);
        const auto network = support::loaded(path);
        REQUIRE_OK(network);
        double worst = 0;
        for (const auto& sample : expected.at("samples")) {
            const auto file = support::sharedFolder() / sample.at("image").get<std::string>();
            at::Tensor picture;
            try {
                picture = support::readPng(file);
            } catch (const c10::Error&) {
                continue; // grey scenes: the reader of the tests knows RGB alone
            }
            const auto image = (*network)->dualEncoder()->encodeImage(
                {.image = picture}, {.global = true, .patches = true}, {});
            REQUIRE_OK(image);
            const auto numbers = [&](const nlohmann::json& values) {
                return at::tensor(values.get<std::vector<double>>(), at::kDouble);
            };
            std::vector<std::string> texts{sample.at("caption")};
            for (const auto& [phrase, map] : sample.at("patch_phrase_cosine").items())
                texts.push_back(phrase);
            const auto read = (*network)->dualEncoder()->encodeTexts(texts, {.global = true}, {});
            REQUIRE_OK(read);
            const auto ids = sample.at("input_ids").get<std::vector<int64_t>>();
            REQUIRE(ids.size() == read->at(0).spans.size());
            for (std::size_t t = 0; t < ids.size(); ++t)
                CHECK(ids[t] == read->at(0).spans[t].id);

            worst = std::max(
                worst,
                support::distance(unit(image->global[0]), numbers(sample.at("image_embeds"))));
            worst = std::max(
                worst,
                support::distance(unit(read->at(0).global), numbers(sample.at("text_embeds"))));
            const at::Tensor cosine = cosines(image->global, read->at(0).global.unsqueeze(0));
            worst = std::max(worst,
                             std::abs(cosine.item<double>() - sample.at("cosine").get<double>()));
            std::size_t i = 1;
            for (const auto& [phrase, rows] : sample.at("patch_phrase_cosine").items()) {
                std::vector<at::Tensor> map;
                for (const auto& row : rows)
                    map.push_back(numbers(row));
                const at::Tensor found =
                    cosines(image->patches[0], read->at(i++).global.unsqueeze(0));
                worst = std::max(worst, support::distance(found.flatten(), at::cat(map)));
            }
        }
        std::cout << "PARITY " << folder << "  embeddings, cosines, maps " << worst << '\n';
        CHECK(worst > 0 && worst <= tolerance);
    }
}
