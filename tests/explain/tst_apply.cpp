// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"
#include "tests/support/fake_network.h"

#include "explain/apply.h"
#include "explain/ops/null_band.h"

#include <new>

using namespace explain;

namespace {

/// Does as its knob says: so that each way out of a method is taken once.
class Misbehaving final : public Method {
public:
    MethodInfo info() const override
    {
        return {
            .id = "misbehaving",
            .title = "Misbehaving",
            .source = "a test",
            .kind = PatchMap::name,
            .needs = {{Skill::DualEncoder}},
            .parameters = {{"how", "which way out", std::string("well"), 0, 0, {}},
                           {"variant", "form", std::string("clean"), 0, 0, {"clean", "official"}}}};
    }
    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        const std::string how = context.parameters.get<std::string>("how");
        TORCH_CHECK(how != "torch", "shapes differ");
        if (how == "std")
            throw std::runtime_error("plain");
        if (how == "memory")
            throw std::bad_alloc();
        if (how == "allocator")
            at::empty({int64_t(1) << 50});
        if (how == "odd")
            throw 7;
        if (how == "graph")
            return std::vector{Explanation{PatchMap{at::ones({1, 1}).set_requires_grad(true) * 2}}};
        return std::vector{Explanation{PatchMap{at::ones({1, 1})}}};
    }
};

/// Maps each text to its length times a gain: values with a distribution known in advance.
class FakeMap final : public Method {
public:
    MethodInfo info() const override
    {
        return {.id = "fake-map",
                .title = "Lengths",
                .source = "a test",
                .kind = PatchMap::name,
                .needs = {{Skill::DualEncoder}},
                .parameters = {{"gain", "factor", int64_t(1), 1, 9}}};
    }
    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        std::vector<Explanation> maps;
        for (const Text& text : context.sample().texts)
            maps.push_back({PatchMap{at::full({1, 1}, double(text.text.size()))}});
        return maps;
    }
};

Context contextOf(const Method& method)
{
    Context context;
    context.samples.resize(1);
    context.networks = {{"network", std::make_shared<support::FakeNetwork>()}};
    context.parameters = Parameters(method.info().parameters);
    return context;
}

Expected<std::vector<Explanation>> runHow(const std::string& how)
{
    const Misbehaving method;
    Context context = contextOf(method);
    context.parameters.set("how", how);
    return apply(method, context);
}

} // namespace

TEST(everyWayOutIsAnError)
{
    struct Case {
        const char* how;
        Error::Kind kind;
    };
    for (const auto& [how, kind] :
         {Case{"torch", Error::Kind::Internal}, Case{"std", Error::Kind::Internal},
          Case{"odd", Error::Kind::Internal}, Case{"memory", Error::Kind::Device},
          Case{"allocator", Error::Kind::Device}}) {
        const auto result = runHow(how);
        REQUIRE(!result);
        CHECK(result.error().kind == kind);
        CHECK(result.error().message.find('\n') == std::string::npos);
        CHECK(result.error().message.find("frame #") == std::string::npos);
    }
}

TEST(resultsAreStampedAndCarryNoGraph)
{
    const auto result = runHow("graph");
    REQUIRE_OK(result);
    const Explanation& e = result->at(0);
    CHECK(!std::get<PatchMap>(e.kind).map.requires_grad());
    CHECK(e.method == "misbehaving");
    CHECK(e.source == "a test; variant clean");
    CHECK(e.precision == "f64");
    CHECK(e.parameters.size() == 2);
}

TEST(anUnmetNeedNamesTheSkillAndTheNetwork)
{
    const Misbehaving method;
    Context context = contextOf(method);
    auto mute = std::make_shared<support::FakeNetwork>();
    mute->encodes = false;
    context.networks["network"] = mute;
    const auto result = apply(method, context);
    REQUIRE(!result);
    CHECK(result.error().kind == Error::Kind::Network);
    CHECK(result.error().message == "misbehaving: expected the skill DualEncoder, 'fake' lacks it");
    context.networks.clear();
    CHECK(unmetNeed(method.info(), context.networks));
}

TEST(aNetworksManifestSetsDefaults)
{
    const auto parameters = parametersFor(FakeMap().info(), support::FakeNetwork().info());
    REQUIRE_OK(parameters);
    CHECK(parameters->get<int64_t>("gain") == 3);
    NetworkInfo wrong;
    wrong.name = "w";
    wrong.defaults = {{"fake-map.gain", "12"}};
    const auto refused = parametersFor(FakeMap().info(), wrong);
    REQUIRE(!refused);
    CHECK(refused.error().kind == Error::Kind::Network);
}

TEST(theNullBandIsThatOfTheUnrelatedTexts)
{
    const FakeMap method;
    std::vector<std::string> unrelated;
    for (std::size_t length = 1; length <= 100; ++length)
        unrelated.push_back(std::string(length, 'x'));
    const auto band = nullBand(method, contextOf(method), unrelated);
    REQUIRE_OK(band);
    CHECK(band->texts == 100);
    CHECK(band->low == 6 && band->high == 95); // nearest ranks of 1..100
    CHECK(std::abs(band->mean - 50.5) < 1e-12);
    CHECK(std::abs(band->z(band->mean + band->deviation) - 1) < 1e-12);
    CHECK(std::abs(band->p(101) - 1.0 / 101) < 1e-12); // nothing reached: never below 1/(K + 1)
    CHECK(std::abs(band->p(100) - 2.0 / 101) < 1e-12);
    CHECK(std::abs(band->p(0) - 1) < 1e-12);
}

TEST(theNullBandSpeaksUpWhereThereIsNothing)
{
    const FakeMap method;
    const auto band = nullBand(method, contextOf(method), {});
    REQUIRE(!band);
    CHECK(band.error().kind == Error::Kind::Input);
}
