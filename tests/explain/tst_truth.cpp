// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/run_lengths.h"
#include "explain/ops/spans.h"
#include "explain/truth.h"
#include "tests/support/check.h"

#include <chrono>
#include <fstream>
#include <numeric>

namespace {

using explain::RunLengths;
using explain::TruthCase;

/// A case of 3 x 2 pixels whose numbers can be seen at a glance.
TruthCase smallCase()
{
    TruthCase truth{.id = "case-1",
                    .image = "images/1.png",
                    .domain = "shapes",
                    .seed = 900001,
                    .width = 3,
                    .height = 2};
    truth.objects = {{.id = 4,
                      .name = "circle",
                      .attributes = {{"size", "small"}, {"colour", "red"}},
                      .box = {1, 0, 3, 2},
                      .mask = {2, 3, {2, 1, 1, 2}}},
                     {.id = 7, .name = "bar", .box = {0, 1, 2, 2}}};
    truth.captions = {{.text = "a red circle and no star",
                       .claims = {{2, 12, "object", explain::Assertion::Present, true, {4}},
                                  {20, 24, "object", explain::Assertion::Absent, true, {}}},
                       .words = {{0, 1, true}, {2, 5, true}}}};
    truth.foils = {{0, "a blue circle and no star", "colour", 2, 6, "red"},
                   {0, "a red circle and a star", "negation", 17, 18, "no"}};
    truth.relations = {{4, "above", 7}};
    return truth;
}

const std::string smallLine =
    R"({"format":"groundscope-truth/1","id":"case-1","image":"images/1.png","domain":"shapes",)"
    R"("seed":900001,"width":3,"height":2,"objects":[{"id":4,"name":"circle","attributes":)"
    R"({"size":"small","colour":"red"},"box":[1,0,3,2],"mask":{"size":[2,3],"counts":[2,1,1,2]}},)"
    R"({"id":7,"name":"bar","attributes":{},"box":[0,1,2,2]}],"captions":[{"text":)"
    R"("a red circle and no star","claims":[{"begin":2,"end":12,"type":"object","assertion":)"
    R"("present","truth":true,"objects":[4]},{"begin":20,"end":24,"type":"object","assertion":)"
    R"("absent","truth":true,"objects":[]}],"words":[{"begin":0,"end":1,"truth":true},)"
    R"({"begin":2,"end":5,"truth":true}]}],"foils":[{"caption":0,"text":)"
    R"("a blue circle and no star","type":"colour","begin":2,"end":6,"original":"red"},)"
    R"({"caption":0,"text":"a red circle and a star","type":"negation","begin":17,"end":18,)"
    R"("original":"no"}],"relations":[{"subject":4,"relation":"above","object":7}]})";

std::string replaced(std::string text, const std::string& part, const std::string& other)
{
    const std::size_t at = text.find(part);
    support::check(at != std::string::npos, part, __FILE__, __LINE__);
    return text.replace(at, part.size(), other);
}

std::filesystem::path written(const std::string& text)
{
    const auto file = std::filesystem::temp_directory_path() / "groundscope-tst-truth.jsonl";
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

TEST(aCaseIsOneLine)
{
    CHECK(explain::toTruthLine(smallCase()) == smallLine);
    const auto read = explain::fromTruthLine(smallLine);
    REQUIRE_OK(read);
    CHECK(*read == smallCase());
}

TEST(scenesOfOthersReadAndWriteToTheSameBytes)
{
    NEED_SHARED("data/phantom-scenes/truth.jsonl");
    const auto file = support::sharedFolder() / "data/phantom-scenes/truth.jsonl";
    const auto cases = explain::readTruth(file);
    REQUIRE_OK(cases);
    REQUIRE(cases->size() == 120);
    std::ifstream stream(file);
    std::string line;
    std::size_t objects = 0, captions = 0, foils = 0;
    for (const TruthCase& truth : *cases) {
        std::getline(stream, line);
        CHECK(explain::toTruthLine(truth) == line);
        objects += truth.objects.size();
        captions += truth.captions.size();
        foils += truth.foils.size();
    }
    CHECK(objects == 501); // as their page says
    CHECK(captions == 975);
    CHECK(foils == 1134);
}

TEST(masksOfOthersFitTheirBoxes)
{
    NEED_SHARED("data/phantom-scenes/truth.jsonl");
    const auto cases =
        explain::readTruth(support::sharedFolder() / "data/phantom-scenes/truth.jsonl");
    REQUIRE_OK(cases);
    for (const TruthCase& truth : *cases)
        for (const explain::TruthObject& object : truth.objects) {
            const std::vector<uint8_t> pixels = explain::fromRunLengths(object.mask);
            std::array<int64_t, 4> box{truth.width, truth.height, 0, 0};
            for (int64_t y = 0; y < truth.height; ++y)
                for (int64_t x = 0; x < truth.width; ++x)
                    if (pixels[std::size_t(y * truth.width + x)])
                        box = {std::min(box[0], x), std::min(box[1], y), std::max(box[2], x + 1),
                               std::max(box[3], y + 1)};
            CHECK(box == object.box);
            CHECK(explain::toRunLengths(pixels, truth.height, truth.width) == object.mask);
        }
}

TEST(runsGoDownTheColumns)
{
    const std::vector<uint8_t> pixels{0, 0, 1, //
                                      0, 1, 1};
    CHECK(explain::toRunLengths(pixels, 2, 3) == RunLengths{2, 3, {3, 3}});
    CHECK(explain::toRunLengths(std::vector<uint8_t>{1, 0, 1, 1}, 2, 2)
          == RunLengths{2, 2, {0, 2, 1, 1}});
    CHECK(explain::fromRunLengths({2, 3, {2, 1, 1, 2}}) == std::vector<uint8_t>{0, 1, 1, 0, 0, 1});
    CHECK(explain::fromRunLengths({1, 2, {2}}) == std::vector<uint8_t>{0, 0});
}

TEST(runsThatDoNotFillAMaskAreFaults)
{
    CHECK(!explain::fault({2, 3, {6}}));
    CHECK(explain::fault({2, 3, {5}}));
    CHECK(explain::fault({2, 3, {}}));
    CHECK(explain::fault({2, 3, {7}}));
    CHECK(explain::fault({2, 3, {8, -2}}));
    CHECK(explain::fault({2, 3, {INT64_MAX, INT64_MAX, 8}}));
    CHECK(explain::fault({0, 3, {}}));
    CHECK(explain::fault({INT64_MAX, INT64_MAX, {1}}));
}

TEST(coverageJoinsMasksAndBoxes)
{
    const TruthCase truth = smallCase();
    CHECK(explain::coverage(truth, {4}) == std::vector<uint8_t>{0, 1, 1, 0, 0, 1});
    CHECK(explain::coverage(truth, {7, 99}) == std::vector<uint8_t>{0, 0, 0, 1, 1, 0});
    CHECK(explain::coverage(truth, {4, 7}) == std::vector<uint8_t>{0, 1, 1, 1, 1, 1});
}

TEST(wrongClaimsAreWholePhrases)
{
    TruthCase truth = smallCase();
    using Span = std::pair<int64_t, int64_t>;
    CHECK(explain::wrongClaim(truth, truth.foils[0]) == Span{0, 13});  // a blue circle
    CHECK(explain::wrongClaim(truth, truth.foils[1]) == Span{17, 23}); // a star
    truth.foils[0].original = "green"; // no longer what the caption says
    CHECK(explain::wrongClaim(truth, truth.foils[0]) == Span{2, 6});
}

TEST(wrongRelationsAreTheWholeSentence)
{
    TruthCase truth = smallCase();
    truth.captions[0] = {.text = "a star left of a bar",
                         .claims = {{2, 6, "object", explain::Assertion::Present, true, {4}},
                                    {17, 20, "object", explain::Assertion::Present, true, {7}},
                                    {0, 20, "relation", explain::Assertion::Present, true, {}}}};
    truth.foils = {{0, "a star above a bar", "relation", 7, 12, "left of"},
                   {0, "a star left of a ring", "object", 17, 21, "bar"}};
    using Span = std::pair<int64_t, int64_t>;
    CHECK(explain::wrongClaim(truth, truth.foils[0]) == Span{0, 18});
    CHECK(explain::wrongClaim(truth, truth.foils[1]) == Span{15, 21}); // a ring
}

TEST(whatDoesNotHoldIsNamed)
{
    struct Case {
        const char *part, *other, *named;
    };
    for (const auto& [part, other, named] : {
             Case{"truth/1", "truth/2", "format"},
             Case{"images/1.png", "../1.png", "image"},
             Case{"images/1.png", "/etc/passwd", "image"},
             Case{R"("seed":900001)", R"("seed":-1)", "seed"},
             Case{R"("width":3)", R"("width":1e9)", "width"},
             Case{R"("width":3,"height":2)", R"("width":1048576,"height":1048576)", "height"},
             Case{"[2,1,1,2]", "[2,1,1,1]", "objects[0].mask.counts"},
             Case{"[2,1,1,2]", "[2,1,1,9223372036854775807]", "objects[0].mask.counts"},
             Case{"[2,1,1,2]", "[2,1,1,18446744073709551615]", "objects[0].mask.counts"},
             Case{R"("size":[2,3])", R"("size":[3,2])", "objects[0].mask.size"},
             Case{"[1,0,3,2]", "[1,0,4,2]", "objects[0].box"},
             Case{"[1,0,3,2]", "[1,0,3]", "objects[0].box"},
             Case{R"("id":7)", R"("id":4)", "objects"},
             Case{R"("end":12)", R"("end":25)", "captions[0].claims[0].end"},
             Case{R"("end":12)", R"("end":2)", "captions[0].claims[0].end"},
             Case{R"("objects":[4])", R"("objects":[5])", "captions[0].claims[0].objects[0]"},
             Case{R"("absent")", R"("maybe")", "captions[0].claims[1].assertion"},
             Case{R"("truth":true)", R"("truth":1)", "captions[0].claims[0].truth"},
             Case{R"("caption":0)", R"("caption":1)", "foils[0].caption"},
             Case{R"("original":"red")", R"("first":"red")", "foils[0].original"},
             Case{R"("subject":4)", R"("subject":5)", "relations[0].subject"},
             Case{R"({"format)", R"({{"format)", "JSON"},
         }) {
        const auto read = explain::fromTruthLine(replaced(smallLine, part, other));
        CHECK(!read);
        if (!read && !CHECK(read.error().message.find(named) != std::string::npos))
            std::cerr << read.error().message << '\n';
    }
    for (const char* line : {"", "[]", "null", "{}", "\xff"})
        CHECK(!explain::fromTruthLine(line));
}

TEST(hugeClaimsCostNothing)
{
    CHECK(!explain::fromTruthLine(std::string(100'000, '[')));
    std::string keys = "{";
    for (int i = 0; i < 300'000; ++i)
        keys += "\"" + std::to_string(i) + "\":0,";
    CHECK(!explain::fromTruthLine(keys + "\"a\":0}"));
}

TEST(emptyRunsAreJoinedAndNotKept)
{
    const auto kept = [](const std::string& counts) {
        return explain::fromTruthLine(replaced(smallLine, "[2,1,1,2]", counts));
    };
    for (const char* counts : {"[2,1,0,0,1,2]", "[1,0,1,1,1,2]", "[2,1,1,2,0,0,0]"}) {
        const auto read = kept(counts);
        REQUIRE_OK(read);
        CHECK(read->objects[0].mask.counts == std::vector<int64_t>({2, 1, 1, 2}));
    }
    const auto first = kept("[0,0,2,1,1,2]"); // no background, no object, then background
    REQUIRE_OK(first);
    CHECK(fromRunLengths(first->objects[0].mask) == explain::fromRunLengths({2, 3, {2, 1, 1, 2}}));
    std::string zeros = "[2,1,1,2";
    for (int i = 0; i < 1'000'000; ++i)
        zeros += ",0";
    const auto many = kept(zeros + ']');
    REQUIRE_OK(many);
    CHECK(many->objects[0].mask.counts.size() == 4);
}

TEST(hostileFoilsAreJudgedInTime)
{
    // One long caption of words and claims, and many short foils of it.
    explain::TruthCase truth = smallCase();
    explain::TruthCaption& caption = truth.captions[0];
    caption.text.clear();
    caption.claims.clear();
    for (int64_t i = 0; i < 10'000; ++i) {
        caption.text += "a ";
        caption.claims.push_back({2 * i, 2 * i + 1, "object"});
    }
    truth.foils.assign(10'000, {0, "b", "colour", 0, 1, "a"});
    truth.foils.push_back({0, "b" + caption.text.substr(1), "colour", 0, 1, "a"});
    const auto start = std::chrono::steady_clock::now();
    for (const explain::TruthFoil& foil : truth.foils)
        CHECK(wrongClaim(truth, foil) == std::pair(int64_t(0), int64_t(1)));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

TEST(linesAreCounted)
{
    const std::string other = replaced(smallLine, "case-1", "case-2");
    const auto good = explain::readTruth(written(smallLine + "\n\n" + other + "\r\n"));
    REQUIRE_OK(good);
    CHECK(good->size() == 2);

    const auto twice = explain::readTruth(written(smallLine + "\n" + smallLine + "\n"));
    CHECK(!twice && twice.error().message.find("line 2: id") != std::string::npos);
    const auto bad = explain::readTruth(written(smallLine + "\n\n{}\n"));
    CHECK(!bad && bad.error().message.find("line 3: format") != std::string::npos);
    CHECK(!explain::readTruth(written("\n\n")));
    CHECK(!explain::readTruth(std::filesystem::temp_directory_path()));
}

} // namespace
