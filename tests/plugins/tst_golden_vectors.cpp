// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/golden_vectors.h"
#include "explain/nets/manifest.h"
#include "explain/skills/dual_encoder.h"

#include "tests/support/check.h"
#include "tests/support/checkpoint_copy.h"
#include "tests/support/parity_case.h"

#include <nlohmann/json.hpp>

using namespace explain;
using support::CheckpointCopy;

namespace {

const std::vector<std::string> texts{"a red dot", "a dot left of a red dot!"};

/// What transformers answers; the script beside it made it.
nlohmann::json peer()
{
    return nlohmann::json::parse(std::ifstream(support::goldenFolder() / "golden_vectors.json"));
}

GoldenVectors vectorsOf(const CheckpointCopy& copy)
{
    const auto network = support::loaded(copy.folder());
    TORCH_CHECK(network, "not loaded");
    const auto golden = goldenVectorsOf(**network, texts);
    TORCH_CHECK(golden, "no golden vectors");
    return *golden;
}

void writeManifest(const CheckpointCopy& copy, const nlohmann::ordered_json& golden)
{
    copy.write("groundscope.json", nlohmann::ordered_json{{"golden", golden}}.dump());
}

std::optional<SelfTest> testOnLoad(const CheckpointCopy& copy, const char* precision = "f32")
{
    const auto network =
        familyOf(copy.folder())->load({.path = copy.folder(), .precision = precision}, {});
    TORCH_CHECK(network, "not loaded: ", network ? "" : network.error().message);
    return (*network)->info().selfTest;
}

double gap(const std::vector<double>& found, const nlohmann::json& expected)
{
    return support::distance(at::tensor(found, at::kDouble),
                             at::tensor(expected.get<std::vector<double>>(), at::kDouble));
}

} // namespace

TEST(thePictureIsTheSameEverywhere)
{
    const at::Tensor picture = goldenPicture(120, 160);
    const nlohmann::json expected = peer();
    CHECK(picture.sum().item<int64_t>() == expected.at("sum"));
    for (const auto& [place, colour] : expected.at("pixels").items()) {
        const std::size_t comma = place.find(',');
        const at::Tensor found =
            picture.select(1, std::stoll(place)).select(1, std::stoll(place.substr(comma + 1)));
        const auto rgb = colour.get<std::vector<int64_t>>();
        CHECK(found.equal(at::tensor(rgb, at::kLong).to(at::kByte)));
    }
}

TEST(vectorsAreThoseOfTransformers)
{
    const GoldenVectors found = vectorsOf(CheckpointCopy("huggingface"));
    const nlohmann::json expected = peer();
    CHECK(gap(found.image, expected.at("image")) < 1e-5);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const nlohmann::json& text = expected.at("texts").at(i);
        CHECK(found.probes[i].text == text.at("text"));
        CHECK(gap(found.probes[i].vector, text.at("vector")) < 1e-5);
        CHECK(std::abs(found.probes[i].cosine - text.at("cosine").get<double>()) < 1e-5);
        CHECK(found.probes[i].patches.size() == 8);
    }
}

TEST(aSoundNetworkPassesOnLoad)
{
    CheckpointCopy copy("huggingface");
    CHECK(!testOnLoad(copy));
    writeManifest(copy, toJson(vectorsOf(copy)));
    const auto test = testOnLoad(copy);
    REQUIRE(test);
    CHECK(test->passed() && test->difference < 1e-6 && test->tolerance == 1e-3);
    const auto report = familyOf(copy.folder())->check({.path = copy.folder()}, {});
    REQUIRE_OK(report);
    CHECK(report->good() && report->selfTest && report->selfTest->passed());
}

TEST(fewerBitsHaveATolerancesOfTheirOwn)
{
    CheckpointCopy copy("huggingface");
    writeManifest(copy, toJson(vectorsOf(copy)));
    const auto test = testOnLoad(copy, "bf16");
    REQUIRE(test);
    CHECK(test->tolerance == 2e-2);
    CHECK(test->difference > 1e-4 && test->difference < 0.1); // bf16 keeps eight bits
}

TEST(eachPartOfTheNetworkIsTested)
{
    CheckpointCopy copy("huggingface");
    const std::string file = "model.safetensors";
    writeManifest(copy, toJson(vectorsOf(copy)));
    const NamedTensors sound = copy.tensors(file);
    for (const char* name :
         {"vision_model.encoder.layers.1.mlp.fc1.weight", "visual_projection.weight",
          "text_model.encoder.layers.0.self_attn.v_proj.weight", "text_projection.weight",
          "image_proj.0.weight", "text_proj.2.weight"}) {
        NamedTensors damaged;
        for (const auto& [key, tensor] : sound)
            damaged[key] = key == name ? tensor.flip(0).contiguous() : tensor.clone();
        copy.write(file, damaged);
        const auto test = testOnLoad(copy);
        REQUIRE(test);
        if (!CHECK(!test->passed() && test->difference > 0.01))
            std::cerr << name << ' ' << test->difference << '\n';
        const auto report = familyOf(copy.folder())->check({.path = copy.folder()}, {});
        REQUIRE_OK(report);
        CHECK(report->selfTest && !report->selfTest->passed());
        CHECK(describe(*report->selfTest).find("expected differences of at most 0.001, found ")
              != std::string::npos);
    }
}

TEST(anotherPreparationIsSeen)
{
    CheckpointCopy copy("huggingface");
    writeManifest(copy, toJson(vectorsOf(copy)));
    copy.replace("preprocessor_config.json", R"("resample": 3)", R"("resample": 2)");
    const auto test = testOnLoad(copy);
    CHECK(test && !test->passed());
}

TEST(weightsThatAreNotFiniteDoNotPass)
{
    CheckpointCopy copy("huggingface");
    writeManifest(copy, toJson(vectorsOf(copy)));
    NamedTensors tensors;
    for (const auto& [key, tensor] : copy.tensors("model.safetensors"))
        tensors[key] = tensor.clone();
    tensors.at("text_projection.weight").fill_(NAN);
    copy.write("model.safetensors", tensors);
    const auto network = support::loaded(copy.folder());
    REQUIRE_OK(network);
    CHECK((*network)->info().selfTest && !(*network)->info().selfTest->passed());
    CHECK(!goldenVectorsOf(**network, texts));
}

TEST(onlyWhatCanBeReadBackIsMade)
{
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    for (const auto& wrong : {std::vector<std::string>(), std::vector<std::string>(65, "a"),
                              std::vector<std::string>{std::string(5000, 'a')}}) {
        const auto made = goldenVectorsOf(**network, wrong);
        CHECK(!made && made.error().kind == Error::Kind::Usage);
    }
}

TEST(theFormIsReadBack)
{
    const GoldenVectors golden = vectorsOf(CheckpointCopy("huggingface"));
    const auto again = goldenVectorsFrom(nlohmann::json::parse(toJson(golden).dump()));
    REQUIRE_OK(again);
    CHECK(again->height == 120 && again->width == 160 && again->probes.size() == 2);
    CHECK(gap(again->image, golden.image) < 1e-7);
    CHECK(gap(again->probes[1].patches, golden.probes[1].patches) < 1e-7);
    CHECK(std::abs(again->probes[1].cosine - golden.probes[1].cosine) < 1e-7);
}

TEST(foreignVectorsAreBounded)
{
    const auto sound = nlohmann::json::parse(R"({"height": 8, "width": 8, "tolerance": 0.001,
        "reduced_tolerance": 0.02, "image": [0.5], "texts": [
        {"text": "a", "cosine": 0.1, "vector": [0.1], "patches": []}]})");
    REQUIRE_OK(goldenVectorsFrom(sound));
    const std::vector<std::tuple<std::string, nlohmann::json, std::string>> cases{
        {"/width", 5000, "width: expected a number from 1 to 1024, found 5000"},
        {"/height", 0, "height"},
        {"/height", "8", "height"},
        {"/tolerance", -1, "tolerance"},
        {"/reduced_tolerance", nullptr, "reduced_tolerance"},
        {"/image", std::vector<double>(5000, 0.0), "image: expected at most 4096 numbers"},
        {"/image", nlohmann::json::array({"x"}), "image"},
        {"/texts", nlohmann::json::array(), "texts: expected 1 to 64"},
        {"/texts", 7, "texts"},
        {"/texts/0", 7, "text"},
        {"/texts/0/text", std::string(5000, 'a'), "text: expected a text of at most 4096 bytes"},
        {"/texts/0/cosine", 40, "cosine"},
        {"/texts/0/patches", "all", "patches"}};
    for (const auto& [place, value, why] : cases) {
        nlohmann::json broken = sound;
        broken[nlohmann::json::json_pointer(place)] = value;
        const auto read = goldenVectorsFrom(broken);
        REQUIRE(!read);
        CHECK(read.error().kind == Error::Kind::Network);
        if (!CHECK(read.error().message.starts_with("golden: " + why)))
            std::cerr << read.error().message << '\n';
    }
    CHECK(!goldenVectorsFrom(nlohmann::json(3)));
    nlohmann::json otherLength = sound; // such a network computes other vectors
    otherLength["image"] = {0.5, 0.5};
    const auto read = goldenVectorsFrom(otherLength);
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(read);
    REQUIRE_OK(network);
    const auto test = selfTest(**network, *read);
    CHECK(test && !test->passed());
}

TEST(vectorsAreKeptBesideAllElse)
{
    CheckpointCopy copy("huggingface");
    copy.write("groundscope.json",
               std::string(R"({"zebra": 1, "defaults": {"clip4dm.layers": 2}})"));
    const GoldenVectors golden = vectorsOf(copy);
    CHECK(!keepGoldenVectors(copy.folder(), golden));
    CHECK(testOnLoad(copy) && testOnLoad(copy)->passed());
    const std::string once = copy.bytes("groundscope.json");
    CHECK(!keepGoldenVectors(copy.folder(), golden));
    CHECK(copy.bytes("groundscope.json") == once);
    const auto json = nlohmann::ordered_json::parse(once);
    CHECK(json.begin().key() == "zebra" && json.at("defaults").at("clip4dm.layers") == 2);
    copy.write("groundscope.json", std::string("[]"));
    CHECK(keepGoldenVectors(copy.folder(), golden));
    CHECK(copy.bytes("groundscope.json") == "[]");
    std::filesystem::remove(copy.folder() / "groundscope.json");
    CHECK(!keepGoldenVectors(copy.folder(), golden) && testOnLoad(copy));
}

TEST(aMalformedManifestStopsTheLoadAndIsReported)
{
    CheckpointCopy copy("huggingface");
    writeManifest(copy, 5);
    const auto network = support::loaded(copy.folder());
    REQUIRE(!network);
    CHECK(network.error().kind == Error::Kind::Network);
    CHECK(network.error().message.find("groundscope.json: golden: height") != std::string::npos);
    const auto report = familyOf(copy.folder())->check({.path = copy.folder()}, {});
    REQUIRE_OK(report);
    CHECK(!report->good() && !report->selfTest);
}
