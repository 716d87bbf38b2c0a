// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/bench.h"
#include "explain/skills/dual_encoder.h"
#include "tests/support/check.h"
#include "tests/support/given_network.h"

#include <cmath>

namespace {

using calibration::Case;
using calibration::Cases;
using calibration::Figure;
using calibration::Options;
using calibration::Result;

constexpr int64_t side = 24, patch = 4;

/// Sees colours as they are and knows their words: what it should score can be told beforehand.
/// Vectors are red, green, blue and "there is something".
class SeeingNetwork final : public explain::Network, public explain::DualEncoder {
public:
    mutable int imagePasses = 0;

    const explain::NetworkInfo& info() const override { return m_info; }
    const explain::DualEncoder* dualEncoder() const override { return this; }
    bool offers(explain::Space space) const override { return space == explain::Space::Joint; }

    explain::Expected<explain::ImageFeatures> encodeImage(const explain::Sample& sample,
                                                          const explain::ImageRequest&,
                                                          const explain::Progress&) const override
    {
        ++imagePasses;
        const int64_t rows = side / patch;
        const at::Tensor means = sample.image.to(at::kDouble)
                                     .div(255)
                                     .view({3, rows, patch, rows, patch})
                                     .mean({2, 4})
                                     .flatten(1)
                                     .t(); // [N, 3]
        const at::Tensor seen = at::cat({means, .5 * means.amax(1, true) + .01}, 1);
        explain::ImageFeatures features;
        features.patches = seen.unsqueeze(0);
        features.global = seen.sum(0, /*keepdim=*/true);
        features.geometry = support::gridOf(rows, rows, patch);
        return features;
    }

    explain::Expected<explain::ImageFeatures>
    encodePixels(const at::Tensor& pixels, const explain::ImageRequest& request,
                 const explain::Progress& p) const override
    {
        return encodeImage({.image = pixels[0]}, request, p);
    }

    explain::Expected<std::vector<explain::TextFeatures>>
    encodeTexts(const std::vector<std::string>& texts, const explain::TextRequest&,
                const explain::Progress&) const override
    {
        std::vector<explain::TextFeatures> answers;
        for (const std::string& text : texts) {
            explain::TextFeatures answer;
            const auto says = [&](const char* word) {
                return double(text.find(word) != std::string::npos);
            };
            answer.global = at::tensor({says("red"), says("green"), says("blue"), .1}, at::kDouble);
            for (const explain::Word& word : explain::wordsOf(text))
                answer.spans.push_back({.text = word.text, .begin = word.begin, .end = word.end});
            answer.tokens = answer.global.expand({int64_t(answer.spans.size()), 4});
            answers.push_back(std::move(answer));
        }
        return answers;
    }

private:
    const explain::NetworkInfo m_info{.name = "seeing",
                                      .family = "seeing",
                                      .sha256 = "5ee",
                                      .precision = "f64",
                                      .canvasHeight = side,
                                      .canvasWidth = side,
                                      .patch = patch,
                                      .rows = side / patch,
                                      .cols = side / patch};
};

/// A square of one colour over whole patches, anywhere; the foil names another colour.
explain::Expected<Case> squareCase(int64_t index)
{
    static const char* const names[] = {"red", "green", "blue"};
    const int64_t colour = index % 3, left = (index % 4) * patch, top = (index / 4 % 3) * patch;
    at::Tensor pixels = at::zeros({3, side, side}, at::kByte);
    pixels[colour].narrow(0, top, 3 * patch).narrow(1, left, 3 * patch).fill_(255);
    const std::string own = names[colour], other = names[(colour + 1) % 3];
    const int64_t end = int64_t(own.size()), wrongEnd = int64_t(other.size());
    explain::TruthCase truth{
        .id = std::to_string(index), .domain = "squares", .width = side, .height = side};
    truth.objects = {
        {.id = 0, .name = "square", .box = {left, top, left + 3 * patch, top + 3 * patch}}};
    truth.captions = {{.text = own + " square",
                       .claims = {{0, end + 7, "object", explain::Assertion::Present, true, {0}}}}};
    truth.foils = {{0, other + " square", "colour", 0, wrongEnd, own}};
    return Case{std::move(truth), {pixels, "square " + std::to_string(index)}};
}

Cases squares(int64_t count)
{
    return {.domain = "squares", .data = "squares", .count = count, .read = squareCase};
}

Result measured(const std::shared_ptr<SeeingNetwork>& network, const Options& options = {})
{
    const auto result = calibration::run(network, squares(40), options, {});
    if (!support::checkOk(result, __FILE__, __LINE__))
        return {};
    return *result;
}

double valueOf(const Result& result, const char* method, const char* metric)
{
    const auto* const of = calibration::find(result, method);
    const Figure* const figure = of ? calibration::find(*of, metric) : nullptr;
    return figure ? figure->value : Figure::none;
}

TEST(aNetworkThatSeesIsMeasuredAsPerfect)
{
    const Result result = measured(std::make_shared<SeeingNetwork>());
    CHECK(valueOf(result, "patch-sim", "m-point") == 1);
    CHECK(valueOf(result, "patch-sim", "m-point-near") == 1);
    CHECK(valueOf(result, "it-score", "it-accuracy") == 1);
    CHECK(valueOf(result, "word-loo", "m-token-auroc") == 1);
    CHECK(valueOf(result, "word-loo", "m-token-top") == 1);
    CHECK(valueOf(result, "word-loo", "m-token-f1") == 1);
    // Its maps are the perfect ones but for scale and offset: they reach the ceiling, no more.
    const auto* const maps = calibration::find(result, "patch-sim");
    REQUIRE(maps);
    for (const char* metric : {"m-point", "m-rank-auroc", "m-mask-best"}) {
        const Figure* const figure = calibration::find(*maps, metric);
        REQUIRE(figure);
        CHECK(figure->count == 40 && std::abs(figure->value - figure->ceiling) < 1e-9);
    }
    CHECK(std::abs(calibration::find(*maps, "m-point")->chance - .25) < 1e-12); // 12 of 24 a side
    for (const char* metric : {"m-epg", "m-cnr"}) // a map that knows less can have more of these
        CHECK(std::isnan(calibration::find(*maps, metric)->ceiling));
}

TEST(wordsAreToldApartByHowMuchTheirCaptionClaims)
{
    Cases cases = squares(40);
    cases.read = [](int64_t index) {
        explain::Expected<Case> one = squareCase(index);
        // A second claim, and a count that holds the first: still two, and both texts have them.
        if (index % 2 == 0) {
            explain::TruthCaption& caption = one->truth.captions[0];
            const int64_t end = int64_t(caption.text.size());
            caption.text += " no star";
            caption.claims.push_back({0, end, "count"});
            caption.claims.push_back({end + 1, end + 8, "object", explain::Assertion::Absent});
            caption.claims[0].begin = end - 6; // "square" alone
            one->truth.foils[0].text += " no star";
        }
        return one;
    };
    const auto result =
        calibration::run(std::make_shared<SeeingNetwork>(), cases, {.methods = {"word-loo"}}, {});
    REQUIRE_OK(result);
    const auto countOf = [&](const char* group) {
        const Figure* const figure =
            calibration::find(result->methods.at(0), "m-token-auroc", group);
        return figure ? figure->count : -1;
    };
    CHECK(countOf("one claim") == 20 * 2); // words of the foils
    CHECK(countOf("several claims") == 20 * 4);
    CHECK(countOf("") == 20 * 6);
    CHECK(countOf("one claim, without negation") == -1); // there is no negation to leave out
    const Result plain = measured(std::make_shared<SeeingNetwork>(), {.methods = {"word-loo"}});
    CHECK(!calibration::find(plain.methods.at(0), "m-token-auroc", "one claim")); // all are
}

TEST(blindTwinsKnowNothing)
{
    // Of three colours in turn, a pair of own and other colour wins as often as it loses.
    const Result result = measured(std::make_shared<SeeingNetwork>(), {.methods = {"it-score"}});
    CHECK(std::abs(valueOf(result, "it-score", "it-blind") - .5) < .04);
    CHECK(result.methods.size() == 1);
}

TEST(thresholdsPartRightFromWrong)
{
    const Result result = measured(std::make_shared<SeeingNetwork>());
    // Minus the drop of a wrong word is at most its threshold; a right word's is positive.
    REQUIRE(result.thresholds.contains("word-loo.threshold"));
    CHECK(result.thresholds.at("word-loo.threshold") < 0);
    CHECK(valueOf(result, "word-loo", "m-token-spared") == 1);
    CHECK(result.thresholds.contains("map-to-mask.threshold"));
}

TEST(nothingIsSkippedInSilence)
{
    const Result result = measured(std::make_shared<SeeingNetwork>());
    for (const explain::Method* method : explain::methods()) {
        const std::string id = method->info().id;
        const bool skipped = std::ranges::any_of(result.skipped, [&](const auto& one) {
            return one.method == id && !one.reason.empty();
        });
        if (!CHECK(skipped != bool(calibration::find(result, id))))
            std::cerr << id << '\n';
    }
}

TEST(imagesAreEncodedOnce)
{
    const auto network = std::make_shared<SeeingNetwork>();
    measured(network, {.methods = {"patch-sim", "it-score", "word-loo", "map-to-mask"}});
    CHECK(network->imagePasses == 40);
}

TEST(theSameRunGivesTheSameBytesButForTime)
{
    const auto bytes = [] {
        Result result = measured(std::make_shared<SeeingNetwork>());
        for (calibration::MethodResult& method : result.methods)
            method.secondsPerCase = 0;
        return calibration::toJson(result);
    };
    CHECK(bytes() == bytes());
}

TEST(cancelIsHeeded)
{
    explain::Progress progress;
    int asked = 0;
    progress.cancelled = [&] { return ++asked > 20; };
    const auto result =
        calibration::run(std::make_shared<SeeingNetwork>(), squares(40), {}, progress);
    CHECK(!result && result.error().kind == explain::Error::Kind::Cancelled);
}

TEST(unreadablePicturesEndTheRun)
{
    Cases cases = squares(40);
    cases.read = [](int64_t index) -> explain::Expected<Case> {
        if (index == 3)
            return explain::Error{explain::Error::Kind::Input, "3.png: damaged"};
        return squareCase(index);
    };
    const auto result = calibration::run(std::make_shared<SeeingNetwork>(), cases, {}, {});
    CHECK(!result && result.error().message == "3.png: damaged");
}

TEST(methodsThatWereAskedForMustRun)
{
    const auto network = std::make_shared<SeeingNetwork>();
    const auto clip = calibration::run(network, squares(2), {.methods = {"clip4dm"}}, {});
    CHECK(!clip && clip.error().kind == explain::Error::Kind::Network);
    const auto none = calibration::run(network, squares(2), {.methods = {"no-such"}}, {});
    CHECK(!none && none.error().kind == explain::Error::Kind::Usage);
}

} // namespace
