// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"
#include "tests/support/toy_context.h"

#include <algorithm>
#include <atomic>
#include <set>

using namespace explain;

namespace {

/// The toy network, counting how often it is asked.
class Counting final : public toy::ToyNetwork {
public:
    mutable std::atomic<int> imagePasses = 0, textsRead = 0;

    Expected<ImageFeatures> encodeImage(const Sample& sample, const ImageRequest& request,
                                        const Progress& progress) const override
    {
        ++imagePasses;
        return ToyNetwork::encodeImage(sample, request, progress);
    }

    Expected<std::vector<TextFeatures>> encodeTexts(const std::vector<std::string>& texts,
                                                    const TextRequest& request,
                                                    const Progress& progress) const override
    {
        textsRead += int(texts.size());
        return ToyNetwork::encodeTexts(texts, request, progress);
    }
};

Parameters defaultsOf(const Method& method)
{
    return Parameters(method.info().parameters);
}

} // namespace

TEST(everyFileIsAMethodOfItsName)
{
    std::set<std::string> fromFiles, registered;
    const auto folder = std::filesystem::path(SOURCE_FOLDER) / "explain" / "methods";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".cpp")
            continue;
        std::string id = entry.path().stem().string();
        std::ranges::replace(id, '_', '-');
        fromFiles.insert(id);
    }
    for (const Method* method : methods())
        registered.insert(method->info().id);
    CHECK(fromFiles == registered);
    CHECK(refusedMethods().empty());
    for (const char* id :
         {"it-score", "patch-sim", "filip", "ot-ipot", "denseclip", "map-to-mask", "clip4dm"})
        CHECK(registered.contains(id));
}

TEST(everyKnobIsExplainedAndItsDefaultFits)
{
    for (const Method* method : methods()) {
        const MethodInfo info = method->info();
        CHECK(!info.title.empty() && !info.source.empty() && !info.kind.empty());
        CHECK(!info.needs.empty());
        for (const Parameter& knob : info.parameters) {
            CHECK(!knob.help.empty());
            const auto refused = defaultsOf(*method).set(knob.key, toText(knob.value));
            support::check(!refused, info.id + ": " + (refused ? refused->message : ""), __FILE__,
                           __LINE__);
        }
    }
}

TEST(aSecondMethodCostsNoSecondImagePass)
{
    std::vector<const Method*> order = methods();
    for (const bool reversed : {false, true}) {
        if (reversed)
            std::ranges::reverse(order);
        const auto network = std::make_shared<Counting>();
        Context context = support::toyContext("patch-sim");
        context.networks["network"] = network;
        for (const Method* method : order) {
            if (method->info().samples > 1)
                continue; // it looks at pictures of its own making
            context.parameters = defaultsOf(*method);
            REQUIRE_OK(apply(*method, context));
            support::check(network->imagePasses == 1, method->info().id + ": another image pass",
                           __FILE__, __LINE__);
        }
    }
}

TEST(aNewTextCostsNoImagePass)
{
    const auto network = std::make_shared<Counting>();
    Context context = support::toyContext("patch-sim");
    context.networks["network"] = network;
    for (const char* text : {"red", "blue", "seven"}) {
        context.samples[0].texts = {{text, Text::Role::Concept}};
        const Method& method = *findMethod("patch-sim");
        REQUIRE_OK(apply(method, context));
        REQUIRE_OK(apply(method, context)); // the same again costs nothing
    }
    CHECK(network->imagePasses == 1 && network->textsRead == 3);
}

TEST(theSameRunTwiceGivesTheSameBits)
{
    for (const Method* method : methods()) {
        std::vector<at::Tensor> values;
        for (int round = 0; round < 2; ++round) {
            Context context = support::toyContext(method->info().id);
            const auto found = apply(*method, context);
            REQUIRE_OK(found);
            REQUIRE(!found->empty());
            values.push_back(std::visit(
                [](const auto& kind) {
                    if constexpr (requires { kind.map; })
                        return kind.map;
                    else if constexpr (requires { kind.plan; })
                        return kind.plan;
                    else if constexpr (requires { kind.scores; })
                        return kind.scores;
                    else
                        return kind.values;
                },
                found->at(0).kind));
        }
        CHECK(values[0].defined() && values[0].allclose(values[1], 0, 0, /*equal_nan=*/true));
    }
}

TEST(nothingToExplainIsNoError)
{
    for (const Method* method : methods()) {
        Context context = support::toyContext(method->info().id);
        context.samples[0].texts.clear();
        const auto found = apply(*method, context);
        REQUIRE_OK(found);
    }
}

TEST(tooFewSamplesAreAUsageError)
{
    for (const Method* method : methods()) {
        Context context = support::toyContext(method->info().id);
        context.samples.resize(method->info().samples - 1);
        const auto found = apply(*method, context);
        REQUIRE(!found);
        CHECK(found.error().kind == Error::Kind::Usage);
    }
}

TEST(resultsSayWhatMadeThem)
{
    for (const Method* method : methods()) {
        Context context = support::toyContext(method->info().id);
        const auto found = apply(*method, context);
        REQUIRE_OK(found);
        for (const Explanation& result : *found) {
            CHECK(nameOf(result.kind) == method->info().kind);
            CHECK(result.method == method->info().id && result.precision == "f64");
            CHECK(!result.labels.empty() && !result.unit.empty());
        }
    }
}
