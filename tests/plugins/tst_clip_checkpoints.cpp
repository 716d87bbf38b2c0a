// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/family.h"
#include "explain/skills/dual_encoder.h"

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

TEST(openClipConfigsOfAnyShapeAreReadOrRefused)
{
    CheckpointCopy copy("openclip");
    const auto family = familyOf(copy.folder());
    REQUIRE_OK(family);
    const std::string whole = copy.bytes("open_clip_config.json");
    for (const char* config :
         {R"({"model_cfg": []})", R"({"model_cfg": [{}]})", R"({"model_cfg": {"vision_cfg": []}})",
          R"({"model_cfg": {"vision_cfg": 7, "text_cfg": []}, "preprocess_cfg": []})"}) {
        copy.write("open_clip_config.json", std::string(config));
        CHECK(family->recognise(copy.folder()).empty());
        const auto network = family->load({.path = copy.folder()}, {});
        support::check(!network && network.error().kind == Error::Kind::Network, config, __FILE__,
                       __LINE__);
    }
    for (const char* side : {R"(["a", "a"])", "[0, 0]", "[null, null]", "[16]", "[16, 12]"}) {
        copy.write("open_clip_config.json", whole);
        copy.replace("open_clip_config.json", R"("image_size": 12)",
                     R"("image_size": )" + std::string(side));
        CHECK(refuses(copy, {"image_size"}));
    }
}

/// Whoever copies or prints a document goes down into it by calling itself.
TEST(configsThatAreNestedTooDeepAreRefused)
{
    const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
    CheckpointCopy copy("huggingface");
    const auto family = familyOf(copy.folder());
    REQUIRE_OK(family);
    copy.replace("config.json", R"("hidden_size": 12)", R"("hidden_size": )" + deep);
    const auto network = family->load({.path = copy.folder()}, {});
    REQUIRE(!network && network.error().kind == Error::Kind::Network);
    CHECK(mentions(network.error().message, {"config.json", "nested", "1000002"}));
    CheckpointCopy named("huggingface");
    named.replace("config.json", R"("model_type": "clip")",
                  R"("model_type": "clip", "_note": ")" + deep + '"');
    REQUIRE_OK(support::loaded(named.folder())); // brackets of a text nest nothing
}

TEST(aTokenizerThatDoesNotFitIsRefused)
{
    CheckpointCopy copy("huggingface");
    copy.replace("vocab.json", R"("of</w>": 518)", R"("of</w>": 600)");
    CHECK(refuses(copy, {"519", "601"}));
    const CheckpointReport misfit = reportOf(copy);
    CHECK(!misfit.good() && misfit.faults.size() == 1 && mentions(misfit.faults[0], {"601"}));
    std::filesystem::remove(copy.folder() / "vocab.json");
    CHECK(!support::loaded(copy.folder()));
    CHECK(!reportOf(copy).good());
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
    CHECK(refuses(copy, {"pytorch_model.bin", "torch.save()"}));
    copy.write("config.json", std::string("{"));
    CHECK(!familyOf(copy.folder()));
}

TEST(pickledFoldersLoadAsTheirTwins)
{
    const std::filesystem::path pickles = support::goldenFolder() / "pickles";
    const CheckpointCopy twin("huggingface");
    const at::Tensor pixels = at::rand({1, 3, 16, 16});
    const auto embedded = [&](const std::filesystem::path& path) {
        const auto network = support::loaded(path);
        TORCH_CHECK(network, "not loaded: ", network ? "" : network.error().message);
        return (*network)->dualEncoder()->encodePixels(pixels, {.global = true}, {})->global;
    };
    const at::Tensor expected = embedded(twin.folder());

    const CheckpointCopy whole("huggingface"), sharded("huggingface"), bare("huggingface");
    for (const CheckpointCopy* copy : {&whole, &sharded, &bare})
        std::filesystem::remove(copy->folder() / "model.safetensors");
    std::filesystem::copy(pickles / "clip_tiny.bin", whole.folder() / "pytorch_model.bin");
    for (const auto& entry : std::filesystem::directory_iterator(pickles))
        if (entry.path().filename().string().starts_with("pytorch_model"))
            std::filesystem::copy(entry.path(), sharded.folder() / entry.path().filename());
    std::filesystem::copy(pickles / "clip_tiny.bin", bare.folder() / "weights.pt");

    CHECK(embedded(whole.folder()).equal(expected));
    CHECK(embedded(sharded.folder()).equal(expected));
    CHECK(embedded(bare.folder() / "weights.pt").equal(expected));
    CHECK(reportOf(whole).good() && reportOf(sharded).good());
    whole.write("config.json", std::string("{}"));
    CHECK(!familyOf(whole.folder()));
}

TEST(filesThatWouldRunCodeAreRefusedByName)
{
    const CheckpointCopy copy("huggingface");
    std::filesystem::remove(copy.folder() / "model.safetensors");
    std::filesystem::copy(support::goldenFolder() / "pickles/attack_system.pt",
                          copy.folder() / "pytorch_model.bin");
    CHECK(refuses(copy, {"pytorch_model.bin", "posix.system", "run code", "as safetensors"}));
    const auto report = familyOf(copy.folder())->check({.path = copy.folder()}, {});
    CHECK(!report && mentions(report.error().message, {"posix.system"}));
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
