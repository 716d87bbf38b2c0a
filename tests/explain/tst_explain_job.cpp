// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_network.h"
#include "tests/support/toy_context.h"

#include "explain/explain_job.h"
#include "explain/nets/safetensors.h"

using namespace explain;

namespace {

ExplainJob toyJob(const std::vector<std::string>& ids, const std::vector<Text>& texts)
{
    const auto network = std::make_shared<toy::ToyNetwork>();
    const auto runs = planMethods(ids, {}, network);
    TORCH_CHECK(runs, runs.error().message);
    return {.image = {.file = "drawn", .width = 4, .height = 4},
            .sample = {.image = support::toyPicture(), .pixelsSha256 = "p", .texts = texts},
            .network = network,
            .runs = *runs,
            .embeddings = true};
}

const std::vector<Text> interleaved{{"square", Text::Role::Concept},
                                    {"tiny green square", Text::Role::Caption},
                                    {"", Text::Role::Caption},
                                    {"green", Text::Role::Concept}};

std::vector<std::string> idsOf(const std::vector<MethodRun>& runs)
{
    std::vector<std::string> ids;
    for (const MethodRun& run : runs)
        ids.push_back(run.method->info().id);
    return ids;
}

} // namespace

TEST(textsKeepTheirOrderAndMethodsTheirs)
{
    const auto outcome = runJob(toyJob({"ot-ipot", "patch-sim"}, interleaved), {});
    REQUIRE_OK(outcome);
    const Archive& archive = outcome->archive;
    std::string order;
    for (const Explanation& each : archive.explanations)
        order += each.method + ' ' + (each.text ? std::to_string(*each.text) : "all") + ' '
            + std::string(nameOf(each.status)) + '\n';
    CHECK(order
          == "ot-ipot 1 OK\not-ipot 2 EMPTY_TEXT\n"
             "patch-sim 0 OK\npatch-sim 1 OK\npatch-sim 2 EMPTY_TEXT\npatch-sim 3 OK\n");
    for (std::size_t i = 0; i < interleaved.size(); ++i)
        CHECK(archive.texts[i].text.text == interleaved[i].text);
    CHECK(archive.texts[2].words.empty());
    CHECK(!archive.texts[2].tokens.empty());
}

TEST(scoresAreCosinesOfTheEmbeddings)
{
    const auto outcome = runJob(toyJob({"patch-sim"}, interleaved), {});
    REQUIRE_OK(outcome);
    const Archive& archive = outcome->archive;
    const at::Tensor image = archive.embeddings.at("image_embedding");
    const at::Tensor texts = archive.embeddings.at("text_embeddings");
    const at::Tensor patches = archive.embeddings.at("patch_embeddings");
    CHECK(texts.size(0) == 4);
    for (const at::Tensor& rows : {image.unsqueeze(0), texts, patches})
        CHECK(support::near(rows.square().sum(1), at::ones(rows.size(0)), 1e-6));
    const at::Tensor cosines = texts.matmul(image);
    for (const std::size_t i : {0, 1, 3})
        CHECK(std::abs(archive.scores[i].cosine - cosines[int64_t(i)].item<double>()) < 1e-6);
    CHECK(std::isnan(archive.scores[2].cosine));
    CHECK(std::isnan(archive.scores[0].logit)); // the toy network has no logit scale

    const auto& map = std::get<PatchMap>(archive.explanations[1].kind).map;
    CHECK(support::near(map.flatten(), patches.matmul(texts[1]), 1e-6));
}

TEST(equalJobsGiveEqualBytes)
{
    const auto bytes = [] {
        const auto outcome =
            runJob(toyJob({"it-score", "filip", "ot-ipot", "clip4dm"}, interleaved), {});
        return outcome ? resultJson(outcome->archive) + toSafetensors(tensorsOf(outcome->archive))
                       : outcome.error().message;
    };
    const std::string first = bytes();
    CHECK(first.size() > 5000);
    CHECK(bytes() == first);
}

TEST(withoutIdsTheDefaultsThatCanRun)
{
    const auto all = planMethods({}, {}, std::make_shared<toy::ToyNetwork>());
    REQUIRE_OK(all);
    for (const char* id : {"patch-sim", "ot-ipot", "clip4dm"})
        CHECK(std::ranges::count(idsOf(*all), id) == 1);
    CHECK(std::ranges::count(idsOf(*all), "it-score") == 0);

    const auto fewer = planMethods({}, {}, std::make_shared<support::FakeNetwork>());
    REQUIRE_OK(fewer);
    CHECK(std::ranges::count(idsOf(*fewer), "patch-sim") == 1);
    CHECK(std::ranges::count(idsOf(*fewer), "clip4dm") == 0);
}

TEST(aMissingSkillIsNamed)
{
    const auto runs =
        planMethods({"patch-sim", "clip4dm"}, {}, std::make_shared<support::FakeNetwork>());
    REQUIRE(!runs);
    CHECK(runs.error().exitCode() == 4);
    CHECK(runs.error().message.find("TextGradient") != std::string::npos);
}

TEST(settingsAreTakenApart)
{
    struct Case {
        const char *text, *method, *key, *value;
    };
    for (const auto& [text, method, key, value] :
         {Case{"clip4dm.template=", "clip4dm", "template", ""},
          Case{"a.b=c=d.e", "a", "b", "c=d.e"},
          Case{"sam-mask.points=1,2", "sam-mask", "points", "1,2"}}) {
        const auto setting = parseSetting(text);
        REQUIRE_OK(setting);
        CHECK(setting->method == method && setting->key == key && setting->value == value);
    }
    for (const char* bad : {"", "a", "a.b", "a=b", ".b=c", "a.=c", "a=b.c"})
        CHECK(!parseSetting(bad) && parseSetting(bad).error().exitCode() == 2);
}

TEST(aSettingReachesItsMethodAlone)
{
    const auto runs = planMethods({"clip4dm", "ot-ipot"}, {{"clip4dm", "variant", "official"}},
                                  std::make_shared<toy::ToyNetwork>());
    REQUIRE_OK(runs);
    CHECK(runs->at(0).parameters.get<std::string>("variant") == "official");
    CHECK(runs->at(1).parameters.get<std::string>("variant") == "clean");
}

TEST(cancelStopsBetweenMethodsAndProgressGrows)
{
    std::vector<double> fractions;
    Progress progress;
    progress.report = [&](double fraction, std::string_view) { fractions.push_back(fraction); };
    REQUIRE_OK(runJob(toyJob({"patch-sim", "filip"}, interleaved), progress));
    CHECK(std::ranges::is_sorted(fractions));
    CHECK(fractions.size() >= 3 && fractions.back() == 1);

    progress.cancelled = [&] { return true; };
    const auto cancelled = runJob(toyJob({"patch-sim"}, interleaved), progress);
    CHECK(!cancelled && cancelled.error().exitCode() == 6);
}
