// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/family.h"
#include "explain/sha256.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"

#include "tests/support/check.h"
#include "tests/support/checkpoint_copy.h"
#include "tests/support/parity_case.h"

#include <algorithm>

using namespace explain;
using support::CheckpointCopy;

namespace {

bool mentions(const std::string& message, std::initializer_list<const char*> parts)
{
    const bool all = std::ranges::all_of(
        parts, [&](const char* part) { return message.find(part) != std::string::npos; });
    if (!all)
        std::cerr << "message: " << message << '\n';
    return all;
}

/// Whether loading \p copy fails as a Network error whose message holds all \p parts.
bool refuses(const CheckpointCopy& copy, std::initializer_list<const char*> parts)
{
    const auto network = support::loaded(copy.folder());
    return !network && network.error().kind == Error::Kind::Network
        && mentions(network.error().message, parts);
}

CheckpointReport reportOf(const CheckpointCopy& copy)
{
    const auto report = familyOf(copy.folder())->check({.path = copy.folder()}, {});
    TORCH_CHECK(report, "no report");
    return *report;
}

} // namespace

TEST(foldersAreRecognisedByTheirConfigs)
{
    const auto family = familyOf(support::tinyClip() / "huggingface");
    REQUIRE_OK(family);
    CHECK(family->id == "clip");
    CHECK(family->recognise(support::tinyClip() / "huggingface") == "config.json: model_type clip");
    CHECK(!family->recognise(support::tinyClip() / "openclip").empty());
    CHECK(family->recognise(support::tinyClip()).empty());

    CheckpointCopy timm("openclip");
    timm.replace("open_clip_config.json", R"("image_size": 12,)",
                 R"("image_size": 12, "timm_model_name": "vit",)");
    CHECK(family->recognise(timm.folder()).empty());
    CheckpointCopy other("huggingface");
    other.replace("config.json", R"("model_type": "clip")", R"("model_type": "siglip")");
    CHECK(family->recognise(other.folder()).empty());
    const auto nobody = familyOf(other.folder());
    CHECK(!nobody && nobody.error().kind == Error::Kind::Network);
}

TEST(theHashIsOfTheFilesThatWereRead)
{
    CheckpointCopy copy("huggingface");
    std::string lines;
    for (const char* name : {"config.json", "merges.txt", "model.safetensors",
                             "preprocessor_config.json", "tokenizer_config.json", "vocab.json"})
        lines += *sha256OfFile(copy.folder() / name) + "  " + name + '\n';
    copy.write("notes.txt", std::string("nobody reads this"));
    const auto network = support::loaded(copy.folder());
    REQUIRE_OK(network);
    CHECK((*network)->info().sha256 == sha256(lines));
    CHECK(reportOf(copy).sha256 == sha256(lines));

    int asked = 0;
    const LoadRequest request{.path = copy.folder(), .hash = [&](const auto& file) {
                                  ++asked;
                                  return sha256OfFile(file);
                              }};
    const auto again = familyOf(copy.folder())->load(request, {});
    REQUIRE_OK(again);
    CHECK(asked == 6 && (*again)->info().sha256 == sha256(lines));
}

TEST(infoTellsWhatTheFilesSay)
{
    CheckpointCopy copy("huggingface");
    copy.write("groundscope.json", std::string(R"({"defaults": {"clip4dm.template": ""}})"));
    const auto network = support::loaded(copy.folder());
    REQUIRE_OK(network);
    const NetworkInfo& info = (*network)->info();
    CHECK(info.name == copy.folder().filename());
    CHECK(info.family == "clip" && info.precision == "f32" && info.device == "cpu");
    CHECK(info.canvasHeight == 16 && info.patch == 4 && info.rows == 4 && info.cols == 4);
    CHECK(info.contextLength == 16 && info.imageBlocks == 2 && info.textBlocks == 2);
    CHECK(std::abs(*info.logitScale - std::exp(2.0)) < 1e-9 && !info.logitBias);
    CHECK(info.defaults.at("clip4dm.template").empty() && info.defaults.size() == 1);
    CHECK(info.notice.empty() && !info.preparation.empty());
}

TEST(aCanvasOfAnotherSizeInterpolatesPositions)
{
    CheckpointCopy copy("huggingface");
    copy.write("preprocessor_config.json",
               std::string(
                   R"({"size": {"shortest_edge": 24}, "crop_size": {"height": 24, "width": 24}})"));
    const auto network = support::loaded(copy.folder());
    REQUIRE_OK(network);
    CHECK((*network)->info().notice == "positions interpolated from 4 x 4 to 6 x 6");
    const auto image = (*network)->dualEncoder()->encodeImage(
        {.image = at::randint(255, {3, 40, 60}).to(at::kByte)}, {.patches = true}, {});
    REQUIRE_OK(image);
    CHECK(image->patches.size(1) == 36 && image->geometry.imageWidth == 60);
}

TEST(tensorsThatDoNotFitAreNamed)
{
    struct Case {
        const char* name;
        at::Tensor tensor; ///< undefined: taken away
        std::initializer_list<const char*> message;
    };
    for (const auto& [name, tensor, message] :
         {Case{"visual_projection.weight",
               at::zeros({12, 6}),
               {"visual_projection.weight", "[6, 12]", "[12, 6]"}},
          Case{"vision_model.post_layernorm.bias",
               {},
               {"vision_model.post_layernorm.bias", "found none"}},
          Case{
              "text_model.encoder.layers.2.mlp.fc1.bias", at::zeros(12), {"layers.2.mlp.fc1.bias"}},
          Case{"logit_scale", {}, {"logit_scale"}},
          Case{"image_proj.2.weight", {}, {"image_proj.2.weight"}},
          Case{"text_proj.2.weight", at::zeros({4, 7}), {"text_proj.2.weight", "[5, 7]", "[4, 7]"}},
          Case{"text_projection.weight",
               at::zeros({6, 8}, at::kInt),
               {"text_projection.weight", "floating point"}}}) {
        CheckpointCopy copy("huggingface");
        NamedTensors tensors = copy.tensors("model.safetensors");
        tensors.erase(name);
        if (tensor.defined())
            tensors[name] = tensor;
        copy.write("model.safetensors", tensors);
        CHECK(refuses(copy, message));
        CHECK(!reportOf(copy).good());
    }
}

TEST(tensorsOfTheIgnoreListAreLeftAlone)
{
    CheckpointCopy copy("huggingface");
    NamedTensors tensors = copy.tensors("model.safetensors");
    tensors["text_model.embeddings.position_ids"] = at::arange(16).unsqueeze(0);
    copy.write("model.safetensors", tensors);
    REQUIRE_OK(support::loaded(copy.folder()));
    const CheckpointReport report = reportOf(copy);
    CHECK(report.good() && report.family == "clip" && report.notes.empty());
    CHECK(report.tensors == int64_t(tensors.size()));
}

TEST(configsAndTensorsThatDisagreeAreRefused)
{
    struct Case {
        const char *from, *to;
        std::initializer_list<const char*> message;
    };
    for (const auto& [from, to, message] :
         {Case{R"("hidden_size": 12)", R"("hidden_size": 16)", {"[16", "[12"}},
          Case{R"("num_hidden_layers": 2)", R"("num_hidden_layers": 3)", {"layers.2."}},
          Case{R"("num_hidden_layers": 2)", R"("num_hidden_layers": 1)", {"layers.1."}},
          Case{R"("num_attention_heads": 2)", R"("num_attention_heads": 3)", {"heads", "8", "3"}},
          Case{R"("hidden_act": "quick_gelu")", R"("hidden_act": "relu")", {"hidden_act", "relu"}},
          Case{R"("projection_dim": 6)",
               R"("projection_dim": 1152921504606846976)",
               {"projection_dim", "1152921504606846976"}},
          Case{R"("image_size": 16)",
               R"("image_size": 32)",
               {"position_embedding", "[65, 12]", "[17, 12]"}},
          Case{R"("eos_token_id": 513)", R"("eos_token_id": 512)", {"tokenizer", "512", "513"}},
          Case{R"("vocab_size": 519)", R"("vocab_size": 500)", {"500", "519"}},
          Case{R"("model_type": "clip")",
               R"("model_type": "clip_vision_model")",
               {"model_type", "clip_vision_model"}}}) {
        CheckpointCopy copy("huggingface");
        copy.replace("config.json", from, to);
        CHECK(refuses(copy, message));
    }
}

TEST(openClipSettingsThatNobodyKnowsAreRefused)
{
    struct Case {
        const char* setting;
        bool accepted;
    };
    for (const auto& [setting, accepted] :
         {Case{R"("parity_note": 1,)", true}, Case{R"("ls_init_value": null,)", true},
          Case{R"("ls_init_value": 0.1,)", false}, Case{R"("surprise": 1,)", false},
          Case{R"("attentional_pool": true,)", false}, Case{R"("pool_type": "avg",)", false}}) {
        CheckpointCopy copy("openclip");
        copy.replace("open_clip_config.json", R"("image_size")",
                     std::string(setting) + R"("image_size")");
        support::check(bool(support::loaded(copy.folder())) == accepted, setting, __FILE__,
                       __LINE__);
    }
}

TEST(aTokenizerThatDoesNotFitIsRefused)
{
    CheckpointCopy copy("huggingface");
    copy.replace("vocab.json", R"("of</w>": 518)", R"("of</w>": 600)");
    CHECK(refuses(copy, {"519", "601"}));
    CHECK(!reportOf(copy).notes.empty());
    std::filesystem::remove(copy.folder() / "vocab.json");
    CHECK(!support::loaded(copy.folder()));
}

TEST(brokenFilesAreRefused)
{
    CheckpointCopy copy("huggingface");
    std::string bytes = copy.bytes("model.safetensors");
    copy.write("model.safetensors", bytes.substr(0, bytes.size() / 2));
    CHECK(refuses(copy, {"model.safetensors"}));
    copy.write("model.safetensors", std::string(7, '\0') + '\x10' + bytes.substr(8)); // 2^60
    CHECK(refuses(copy, {"model.safetensors", "1152921504606846976"}));
    copy.write("model.safetensors", std::string());
    CHECK(refuses(copy, {"model.safetensors"}));
    std::filesystem::remove(copy.folder() / "model.safetensors");
    CHECK(refuses(copy, {"no weights"}));
    copy.write("pytorch_model.bin", std::string("PK"));
    CHECK(refuses(copy, {"pytorch_model.bin", "pickled", "safetensors"}));
    copy.write("config.json", std::string("{"));
    CHECK(!familyOf(copy.folder()));
}

TEST(nonFiniteWeightsLoadAndShow)
{
    CheckpointCopy copy("huggingface");
    NamedTensors tensors = copy.tensors("model.safetensors");
    at::Tensor& weight = tensors.at("visual_projection.weight");
    weight = weight.clone();
    weight[0][0] = NAN;
    weight[1][1] = INFINITY;
    copy.write("model.safetensors", tensors);
    const auto network = support::loaded(copy.folder());
    REQUIRE_OK(network);
    const auto image =
        (*network)->dualEncoder()->encodePixels(at::rand({1, 3, 16, 16}), {.global = true}, {});
    REQUIRE_OK(image);
    CHECK(!image->global.isfinite().all().item<bool>());
    const CheckpointReport report = reportOf(copy);
    CHECK(report.nonFinite == std::vector<std::string>{"visual_projection.weight: 2"});
    CHECK(!report.good() && report.missing.empty() && report.mismatched.empty());
}

TEST(shardsAreReadAsOneFile)
{
    CheckpointCopy copy("huggingface");
    const auto whole = support::loaded(copy.folder());
    NamedTensors tensors = copy.tensors("model.safetensors"), first, second;
    std::string map;
    for (const auto& [name, tensor] : tensors) {
        const bool isFirst = first.size() < tensors.size() / 2;
        (isFirst ? first : second)[name] = tensor;
        map += (map.empty() ? "" : ",") + ('"' + name)
            + (isFirst ? R"(":"a.safetensors")" : R"(":"b.safetensors")");
    }
    copy.write("a.safetensors", first);
    copy.write("b.safetensors", second);
    copy.write("model.safetensors.index.json", R"({"weight_map":{)" + map + "}}");
    std::filesystem::remove(copy.folder() / "model.safetensors");
    const auto sharded = support::loaded(copy.folder());
    REQUIRE_OK(whole);
    REQUIRE_OK(sharded);
    const at::Tensor pixels = at::rand({1, 3, 16, 16});
    const auto global = [&](const auto& network) {
        return (*network)->dualEncoder()->encodePixels(pixels, {.global = true}, {})->global;
    };
    CHECK(global(whole).equal(global(sharded)));
    CHECK((*whole)->info().sha256 != (*sharded)->info().sha256);
}

/// Tensors of the tiny network doubled to heads of 64 channels, in OpenAI's layout and without a
/// config: sizes are read off the shapes.
TEST(aBareFileIsReadByItsShapes)
{
    CheckpointCopy copy("openclip");
    std::filesystem::remove(copy.folder() / "open_clip_config.json");
    NamedTensors tensors = copy.tensors("open_clip_model.safetensors");
    CHECK(refuses(copy, {"64", "12"})); // heads cannot be guessed at this width

    const auto widened = [&](const std::string& prefix, int64_t from) {
        for (auto& [name, tensor] : tensors) {
            const bool isImage = name.starts_with("visual.");
            if (name == "logit_scale" || isImage != (prefix == "visual."))
                continue;
            std::vector<int64_t> shape = tensor.sizes().vec();
            for (int64_t& side : shape)
                side = side == from ? 64 : side == 3 * from ? 192 : side;
            tensor = at::randn(shape) * 0.1;
        }
    };
    widened("visual.", 12);
    widened("", 8);
    NamedTensors prefixed;
    for (const auto& [name, tensor] : tensors)
        prefixed["module." + name] = tensor;
    copy.write("open_clip_model.safetensors", prefixed);
    const auto network = support::loaded(copy.folder());
    REQUIRE_OK(network);
    CHECK((*network)->info().rows == 4 && (*network)->info().contextLength == 16);
    REQUIRE_OK(support::loaded(copy.folder() / "open_clip_model.safetensors"));
}

TEST(batchesChangeNothing)
{
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    const DualEncoder& encoder = *(*network)->dualEncoder();
    std::vector<std::string> texts;
    for (int i = 0; i < 400; ++i)
        texts.push_back(std::string(std::size_t(i % 5), 'd') + (i % 3 ? " red dot" : " of")
                        + std::to_string(i));
    const TextRequest request{.global = true, .tokens = true};
    const auto together = encoder.encodeTexts(texts, request, {});
    const auto again = encoder.encodeTexts(texts, request, {});
    REQUIRE_OK(together);
    for (const std::size_t i : {0u, 7u, 155u, 399u}) {
        const auto alone = encoder.encodeTexts({texts[i]}, request, {});
        REQUIRE_OK(alone);
        CHECK(support::near(together->at(i).global, alone->at(0).global, 1e-5));
        CHECK(support::near(together->at(i).tokens, alone->at(0).tokens, 1e-5));
        CHECK(together->at(i).global.equal(again->at(i).global));
    }
    REQUIRE_OK(encoder.encodeTexts({}, request, {}));
}

TEST(longTextsAreCutVisibly)
{
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    std::string text;
    for (int i = 0; i < 10000; ++i)
        text += "red ";
    const auto read = (*network)->dualEncoder()->encodeTexts({text}, {.global = true}, {});
    REQUIRE_OK(read);
    CHECK(read->at(0).spans.size() == 16 && read->at(0).pooledRow == 15);
    CHECK(read->at(0).truncatedAt == 14 * 4);
}

TEST(cancelIsHeeded)
{
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    int questions = 0;
    Progress impatient;
    impatient.cancelled = [&] { return ++questions == 2; }; // between two blocks
    const auto isCancelled = [&](const auto& answer) {
        questions = 0;
        return !answer && answer.error().kind == Error::Kind::Cancelled;
    };
    const at::Tensor pixels = at::rand({1, 3, 16, 16}), target = at::ones(6);
    CHECK(
        isCancelled((*network)->dualEncoder()->encodePixels(pixels, {.global = true}, impatient)));
    CHECK(isCancelled((*network)->dualEncoder()->encodeTexts({"a"}, {.global = true}, impatient)));
    CHECK(isCancelled((*network)->textGradient()->attention(
        "a", target, 2, AttentionRequest::Rows::All, impatient)));
    CHECK(
        isCancelled((*network)->textGradient()->inputs(at::rand({1, 4, 8}), 3, target, impatient)));
}

TEST(halfPrecisionServesTheImageTrunkAlone)
{
    const auto exact = support::loaded(support::tinyClip() / "huggingface");
    const auto half = support::loaded(support::tinyClip() / "huggingface", "bf16");
    REQUIRE_OK(exact);
    REQUIRE_OK(half);
    CHECK((*half)->info().precision == "bf16");
    at::manual_seed(5);
    const at::Tensor pixels = at::randn({1, 3, 16, 16});
    const auto patches = [&](const auto& network) {
        return (*network)->dualEncoder()->encodePixels(pixels, {.patches = true}, {})->patches;
    };
    const at::Tensor a = patches(exact), b = patches(half);
    CHECK(b.scalar_type() == at::kFloat);
    CHECK(!a.equal(b));
    const at::Tensor agreement = at::cosine_similarity(a, b, -1);
    CHECK(agreement.min().item<double>() > 0.99 && agreement.mean().item<double>() > 0.999);
    const auto words = [&](const auto& network) {
        return (*network)
            ->dualEncoder()
            ->encodeTexts({"a red dot"}, {.tokens = true}, {})
            ->at(0)
            .tokens;
    };
    CHECK(words(exact).equal(words(half)));
}

TEST(requestsThatCannotBeMetAreRefused)
{
    const auto path = support::tinyClip() / "huggingface";
    const auto family = familyOf(path);
    REQUIRE_OK(family);
    const auto kindOf = [&](const LoadRequest& request) {
        const auto network = family->load(request, {});
        return network ? Error::Kind::Internal : network.error().kind;
    };
    CHECK(kindOf({.path = path, .device = "cuda:99"}) == Error::Kind::Device);
    CHECK(kindOf({.path = path, .device = "cuda:-1"}) == Error::Kind::Usage);
    CHECK(kindOf({.path = path, .device = "tpu"}) == Error::Kind::Usage);
    CHECK(kindOf({.path = path, .precision = "f8"}) == Error::Kind::Usage);
    const auto network = family->load({.path = path}, {});
    REQUIRE_OK(network);
    const auto small = (*network)->dualEncoder()->encodePixels(at::rand({1, 3, 3, 16}), {}, {});
    CHECK(!small && small.error().kind == Error::Kind::Input);
}
