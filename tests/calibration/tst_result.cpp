// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/result.h"
#include "tests/support/check.h"

#include <cmath>

namespace {

using calibration::Figure;
using calibration::Result;

Result measured()
{
    Result result{.program = "0.1.0",
                  .network = "phantom",
                  .sha256 = "ab12",
                  .precision = "f32",
                  .rows = 8,
                  .cols = 8,
                  .domain = "shapes",
                  .data = "phantoms drawn here",
                  .seeds = {900001},
                  .cases = 200,
                  .width = 96,
                  .height = 96,
                  .resamplingSeed = 1,
                  .resamples = 1000};
    result.methods = {
        {.method = "clip4dm",
         .parameters = {{"template", ""}},
         .figures = {{"m-token-auroc", "", .82, .8, .84, .5, Figure::none, 900, 0},
                     {"m-token-auroc", "colour", .96, .94, .98, .5, Figure::none, 90, 0},
                     {"m-token-auroc", "negation", .2, .16, .24, .5, Figure::none, 80, 2}},
         .secondsPerCase = .25},
        {.method = "patch-sim",
         .figures = {
             {"m-point", "", .81, .78, .84, .05, .9, 700, 3},
             {"m-cnr", "", Figure::none, Figure::none, Figure::none, 0, Figure::none, 0, 5}}}};
    result.skipped = {{"denseclip", "the network lacks the skill DenseParts"}};
    result.thresholds = {{"clip4dm.threshold", -3e-5}};
    return result;
}

std::string replaced(std::string text, const std::string& part, const std::string& other)
{
    const std::size_t at = text.find(part);
    support::check(at != std::string::npos, part, __FILE__, __LINE__);
    return text.replace(at, part.size(), other);
}

TEST(resultsComeBackFromJson)
{
    const std::string json = calibration::toJson(measured());
    const auto read = calibration::fromJson(json);
    REQUIRE_OK(read);
    CHECK(calibration::toJson(*read) == json);
    CHECK(read->methods[0].figures[2].value == .2);
    CHECK(std::isnan(read->methods[1].figures[1].value));
    CHECK(read->thresholds.at("clip4dm.threshold") == -3e-5);
    CHECK(read->seeds == std::vector<uint64_t>{900001});
}

TEST(foreignJsonIsRefusedWithItsKey)
{
    const std::string json = calibration::toJson(measured());
    struct Case {
        const char *part, *other, *named;
    };
    for (const auto& [part, other, named] :
         {Case{"calibration/1", "calibration/2", "format"}, Case{"200", "-1", "cases"},
          Case{"900001", "\"x\"", "seeds"}, Case{"\"value\": 0.82", "\"value\": []", "value"},
          Case{"\"count\": 900,", "", "count"}, Case{"\"methods\"", "\"others\"", "methods"},
          Case{"-3e-05", "\"low\"", "thresholds.clip4dm.threshold"},
          Case{"\"resampling_seed\": 1", "\"resampling_seed\": 1.5", "resampling_seed"},
          Case{" 8,", " 18446744073709551615,", "grid"}}) {
        const auto read = calibration::fromJson(replaced(json, part, other));
        CHECK(!read && read.error().message.find(named) != std::string::npos);
    }
    for (const std::string& bytes :
         {std::string(), std::string("[]"), std::string("\xff"), std::string(100'000, '[')})
        CHECK(!calibration::fromJson(bytes));
}

TEST(badgesShowTheHeadline)
{
    const Result result = measured();
    CHECK(calibration::headline(result.methods[0])->value == .82);
    CHECK(calibration::headline(result.methods[1])->metric == "m-point");
    CHECK(!calibration::headline({.method = "none"}));
    CHECK(calibration::find(result, "clip4dm") == &result.methods[0]);
    CHECK(!calibration::find(result, "filip"));
}

TEST(failuresAreBeyondDoubt)
{
    Result result = measured();
    CHECK(calibration::failures(result.methods[0]) == std::vector<std::string>{"negation"});
    result.methods[0].figures[2].high = .55; // could be chance
    CHECK(calibration::failures(result.methods[0]).empty());
}

TEST(figuresAreJudgedByWhatTheirMetricAimsAt)
{
    const auto judged = [](const char* metric, double low, double high, double chance) {
        return calibration::isWorseThanGuessing({.metric = metric,
                                                 .value = (low + high) / 2,
                                                 .low = low,
                                                 .high = high,
                                                 .chance = chance});
    };
    CHECK(judged("m-token-auroc", .16, .24, .5) && !judged("m-token-auroc", .4, .51, .5));
    // Nothing left is what one hopes for, also where it lies below the chance of any rank.
    CHECK(!judged("m-sanity", -.2, -.1, 0) && !judged("m-sanity", .4, .7, 0));
    CHECK(judged("m-sanity", .51, .7, 0) && judged("m-sanity-text", .6, .7, 0));
    // A blind network should be at chance: away from it the texts are to blame, not the method.
    CHECK(!judged("it-blind", .4, .45, .5));
    CHECK(!judged("m-point", Figure::none, Figure::none, .5)); // too few cases to know
}

TEST(everyFigureStandsInTheTable)
{
    const std::string table = calibration::toTable(measured());
    for (const char* part :
         {"Word AUROC", "0.820", "0.800 to 0.840", "negation", "80 (2 without a value)",
          "worse than guessing: negation", "not measured: denseclip", "clip4dm.threshold = -3e-05"})
        if (!CHECK(table.find(part) != std::string::npos))
            std::cerr << part << '\n' << table;
}

TEST(fileNamesStayInTheirFolder)
{
    CHECK(calibration::fileStem("ab12", "shapes") == "ab12-shapes");
    CHECK(calibration::fileStem("ab12", "../../x/\xc3\xa4") == "ab12-------x---");
}

TEST(eachSourceHasAFileOfItsOwn)
{
    const Result result = measured();
    const std::string name = calibration::fileName(result);
    CHECK(name.starts_with("ab12-shapes-") && name.ends_with(".json"));
    Result again = result;
    again.methods.clear(); // measured anew, it takes the place of the older one
    CHECK(calibration::fileName(again) == name);
    Result few = result, others = result;
    few.cases = 20;
    others.data = "the cases of mine";
    CHECK(calibration::fileName(few) != name && calibration::fileName(others) != name);
}

} // namespace
