// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/explain_job.h"
#include "explain/family.h"
#include "explain/sha256.h"
#include "explain/skills/dual_encoder.h"
#include "explain/skills/text_gradient.h"

#include "tests/support/check.h"
#include "tests/support/checkpoint_copy.h"
#include "tests/support/parity_case.h"

using namespace explain;
using support::CheckpointCopy;

namespace {

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
    other.replace("config.json", R"("model_type": "clip")", R"("model_type": "clipseg")");
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

TEST(methodDefaultsOfTheManifestReachTheKnobs)
{
    CheckpointCopy copy("huggingface");
    copy.write("groundscope.json",
               nlohmann::json{{"defaults",
                               {{"clip4dm.threshold", -2.3e-5},
                                {"clip4dm.layers", 2},
                                {"clip4dm.template", ""},
                                {"word-loo.threshold", -0.037}}}}
                   .dump());
    const auto network = support::loaded(copy.folder());
    REQUIRE_OK(network);
    const auto gradient = parametersFor(findMethod("clip4dm")->info(), (*network)->info());
    const auto erasure = parametersFor(findMethod("word-loo")->info(), (*network)->info());
    REQUIRE_OK(gradient);
    REQUIRE_OK(erasure);
    CHECK(gradient->get<double>("threshold") == -2.3e-5 && gradient->get<int64_t>("layers") == 2);
    CHECK(gradient->get<std::string>("template").empty());
    CHECK(erasure->get<double>("threshold") == -0.037);
    const auto planned = planMethods({"clip4dm"}, {}, *network);
    REQUIRE_OK(planned);
    CHECK(planned->at(0).parameters.get<double>("threshold") == -2.3e-5);
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
