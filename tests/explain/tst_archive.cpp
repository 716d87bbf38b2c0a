// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"

#include "explain/archive.h"
#include "explain/nets/safetensors.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

using namespace explain;
using Json = nlohmann::json;

namespace {

/// A folder of this test's own, gone at the end.
struct Scratch {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("tst_archive-" + std::to_string(::getpid()));
    Scratch() { std::filesystem::create_directories(path); }
    ~Scratch() { std::filesystem::remove_all(path); }
};

/// One explanation of each kind, with a status, a NaN and a number that no float32 holds exactly.
Archive sample()
{
    Archive archive;
    archive.image = {.file = "a.png", .sha256 = "ab", .width = 6, .height = 4};
    archive.network = {.name = "net",
                       .family = "toy",
                       .sha256 = "cd",
                       .precision = "f32",
                       .device = "cpu",
                       .resampler = "classic",
                       .logitScale = 100};
    archive.geometry = {.canvasHeight = 4,
                        .canvasWidth = 6,
                        .patch = 2,
                        .rows = 2,
                        .cols = 3,
                        .imageHeight = 4,
                        .imageWidth = 6};
    const std::string text = "a kö-t";
    archive.texts.push_back({.text = {text, Text::Role::Caption},
                             .tokens = {{49406, "<start>", 0, 0, true},
                                        {320, "a", 0, 1, false},
                                        {7, "k", 2, 3, false},
                                        {8, "ö", 3, 4, false}},
                             .words = wordsOf(text),
                             .truncatedAt = 4});
    archive.texts.push_back({.text = {"cat", Text::Role::Concept}});
    archive.scores = {{.text = 0, .cosine = 0.1, .logit = 10}, {.text = 1}};

    Explanation map{PatchMap{at::arange(6, at::kDouble).view({2, 3})}, 0};
    map.method = "patch-sim";
    map.unit = "cosine";
    map.parameters = {{"sigma", "", 1.5},
                      {"count", "", int64_t(3)},
                      {"clean", "", true},
                      {"variant", "", std::string("official")}};
    map.values = {{"peak", 0.1}, {"broken", NAN}};
    Explanation again = map;
    again.kind = WordScores{at::full({4}, NAN), at::ones({4})};
    again.status = Status::Truncated;
    again.caveats = {{"negation", 0, 3, "words", "word-loo"}, {"other", 1, 2, "more", ""}};
    Explanation masks{MaskSet{at::full({1, 4, 6}, 255, at::kByte), at::zeros({1, 2, 3})}};
    masks.method = "denseclip";
    masks.labels = {"cat"};
    Explanation boxes{BoxSet{at::zeros({1, 4}), at::ones({1}), {{0, 3}}}, 1};
    boxes.method = "boxes";
    boxes.extras["point_labels"] = at::ones({1}, at::kLong);
    Explanation table{ScoreTable{at::eye(2), {"cosine", "clipscore"}}};
    table.method = "it-score";
    Explanation plan{Alignment{at::ones({4, 6}).t().contiguous().t()}, 0};
    plan.method = "ot-ipot";
    Explanation empty{PatchMap{}, 1, Status::EmptyText};
    empty.method = "patch-sim";
    archive.explanations = {map, again, masks, boxes, table, plan, empty};
    archive.embeddings["image_embedding"] = at::ones({3});
    return archive;
}

std::set<std::string> keysOf(const Json& json)
{
    std::set<std::string> keys;
    for (const auto& [key, value] : json.items())
        keys.insert(key);
    return keys;
}

void writeTo(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace

TEST(jsonHoldsTheKeysOfTheFormat)
{
    const Json json = Json::parse(resultJson(sample()));
    CHECK(keysOf(json)
          == std::set<std::string>{"format", "groundscope", "image", "network", "texts", "scores",
                                   "explanations"});
    CHECK(json["format"] == "groundscope-result/1");
    CHECK(keysOf(json["image"]) == std::set<std::string>{"file", "sha256", "width", "height"});
    CHECK(keysOf(json["network"])
          == std::set<std::string>{"name", "family", "sha256", "precision", "device", "grid",
                                   "logit_scale", "logit_bias", "preparation"});
    CHECK(keysOf(json["network"]["preparation"])
          == std::set<std::string>{"canvas", "patch", "to_image", "resampler", "window"});
    CHECK(json["network"]["grid"] == Json({2, 3}));
    CHECK(json["network"]["logit_bias"].is_null());
    CHECK(json["network"]["preparation"]["canvas"] == Json({4, 6}));
    CHECK(json["network"]["preparation"]["to_image"] == Json({1., 0., 0., 0., 1., 0.}));
    for (const Json& text : json["texts"])
        CHECK(keysOf(text)
              == std::set<std::string>{"text", "role", "tokens", "words", "truncated_at"});
    for (const Json& each : json["explanations"]) {
        std::set<std::string> keys = keysOf(each);
        keys.erase("caveats"); // only where there are some
        CHECK(keys
              == std::set<std::string>{"method", "kind", "text", "status", "precision",
                                       "parameters", "tensors", "values", "source"});
        for (const char* key : {"labels", "unit", "signed"})
            CHECK(each["values"].contains(key));
    }
}

TEST(caveatsStandWhereThereAreSomeAndComeBack)
{
    const Json json = Json::parse(resultJson(sample()));
    CHECK(!json["explanations"][0].contains("caveats"));
    CHECK(json["explanations"][1]["caveats"] == Json::parse(R"([
        {"id": "negation", "begin": 0, "end": 3, "message": "words", "better": "word-loo"},
        {"id": "other", "begin": 1, "end": 2, "message": "more", "better": null}])"));
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / "groundscope-caveats";
    std::filesystem::create_directories(folder);
    writeTo(folder / Archive::jsonName, resultJson(sample()));
    writeTo(folder / Archive::tensorsName, toSafetensors(tensorsOf(sample())));
    const auto read = readArchive(folder);
    REQUIRE_OK(read);
    const auto& caveats = read->explanations[1].caveats;
    REQUIRE(caveats.size() == 2);
    CHECK(caveats[0].end == 3 && caveats[0].better == "word-loo" && caveats[1].better.empty());
    CHECK(read->explanations[0].caveats.empty());
    std::filesystem::remove_all(folder);
}

TEST(numbersAndPositionsAreExact)
{
    const Json json = Json::parse(resultJson(sample()));
    const Json& text = json["texts"][0];
    CHECK(text["role"] == "caption");
    CHECK(json["texts"][1]["role"] == "concept");
    CHECK(text["truncated_at"] == 4);
    CHECK(json["texts"][1]["truncated_at"].is_null());
    // "kö" owns two tokens; the hyphen and the "t" behind the cut own none.
    CHECK(text["words"][1] == Json({{"text", "kö"}, {"begin", 2}, {"end", 4}, {"tokens", {2, 3}}}));
    CHECK(text["words"][2]["tokens"].empty());
    CHECK(text["words"].size() == 4);
    CHECK(
        text["tokens"][0]
        == Json({{"id", 49406}, {"text", "<start>"}, {"begin", 0}, {"end", 0}, {"special", true}}));
    CHECK(json["scores"][0] == Json({{"text", 0}, {"cosine", 0.1}, {"logit", 10.0}}));
    CHECK(json["scores"][1]["cosine"].is_null());

    const Json& map = json["explanations"][0];
    CHECK(map["values"]["peak"] == 0.1);
    CHECK(map["values"]["broken"].is_null());
    CHECK(map["parameters"]
          == Json({{"sigma", 1.5}, {"count", 3}, {"clean", true}, {"variant", "official"}}));
    CHECK(json["explanations"][2]["text"].is_null());
    CHECK(json["explanations"][4]["values"]["columns"] == Json({"cosine", "clipscore"}));
    CHECK(json["explanations"][6]["status"] == "EMPTY_TEXT");
    CHECK(json["explanations"][6]["tensors"].empty());
}

TEST(tensorsAreFloat32UnderTheirKeys)
{
    const auto tensors = tensorsOf(sample());
    std::set<std::string> names;
    for (const auto& [name, tensor] : tensors) {
        names.insert(name);
        CHECK(tensor.is_contiguous());
        CHECK(tensor.scalar_type() == (name == "denseclip/all/masks" ? at::kByte : at::kFloat));
    }
    CHECK(names
          == std::set<std::string>{"patch-sim/0/map", "patch-sim/0-2/values",
                                   "patch-sim/0-2/token_values", "denseclip/all/masks",
                                   "denseclip/all/scores", "boxes/1/boxes", "boxes/1/scores",
                                   "boxes/1/spans", "boxes/1/point_labels", "it-score/all/values",
                                   "ot-ipot/0/plan", "image_embedding"});
    CHECK(support::near(tensors.at("patch-sim/0/map"), at::arange(6, at::kFloat).view({2, 3}), 0));
}

TEST(aRoundTripKeepsEverything)
{
    const Scratch scratch;
    const Archive archive = sample();
    auto folder = ResultFolder::open(scratch.path / "out");
    REQUIRE_OK(folder);
    CHECK(!writeArchive(archive, *folder));
    CHECK(!folder->commit({}, Archive::jsonName));

    const auto read = readArchive(scratch.path / "out");
    REQUIRE_OK(read);
    CHECK(resultJson(*read) == resultJson(archive));
    CHECK(toSafetensors(tensorsOf(*read)) == toSafetensors(tensorsOf(archive)));
    const auto& boxes = std::get<BoxSet>(read->explanations[3].kind);
    CHECK(boxes.spans == std::vector<std::pair<int64_t, int64_t>>{{0, 3}});
    CHECK(read->explanations[0].geometry.cols == 3);
}

TEST(aBrokenArchiveIsRefusedWithItsKey)
{
    const Scratch scratch;
    const std::string good = resultJson(sample());
    writeTo(scratch.path / Archive::tensorsName, toSafetensors(tensorsOf(sample())));
    struct Case {
        std::string from, to, says;
    };
    for (const auto& [from, to, says] :
         {Case{"groundscope-result/1", "groundscope-result/2", "groundscope-result/2"},
          Case{"\"unit\"", "\"unity\"", "unit"}, Case{"\"PatchMap\"", "\"Cloud\"", "Cloud"},
          Case{"patch-sim/0/map", "patch-sim/7/map", "patch-sim/7/map"},
          Case{"\"OK\"", "\"FINE\"", "FINE"}, Case{"\"concept\"", "\"title\"", "title"},
          Case{"{", "[", "result.json"}}) {
        std::string bad = good;
        bad.replace(bad.find(from), from.size(), to);
        writeTo(scratch.path / Archive::jsonName, bad);
        const auto read = readArchive(scratch.path);
        REQUIRE(!read);
        CHECK(read.error().kind == Error::Kind::Input);
        CHECK(read.error().message.find(says) != std::string::npos);
        CHECK(read.error().message.find('\n') == std::string::npos);
    }
    // Printing or copying such a value goes down into it by recursion.
    const std::size_t depth = 1'000'000;
    std::string deep = good;
    deep.replace(deep.find("\"groundscope-result/1\""), 22,
                 std::string(depth, '[') + std::string(depth, ']'));
    writeTo(scratch.path / Archive::jsonName, deep);
    const auto tooDeep = readArchive(scratch.path);
    REQUIRE(!tooDeep && tooDeep.error().kind == Error::Kind::Input);
    CHECK(tooDeep.error().message.find("result.json: expected JSON nested at most 200 deep")
          != std::string::npos);

    const auto nothing = readArchive(scratch.path / "nowhere");
    CHECK(!nothing && nothing.error().exitCode() == 3);
}
