// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"
#include "tests/support/fake_network.h"

#include "explain/context.h"

using namespace explain;

namespace {

struct Scene {
    std::shared_ptr<support::FakeNetwork> network = std::make_shared<support::FakeNetwork>();
    Context context;

    explicit Scene(bool stores = true)
    {
        context.samples = {
            {.image = at::zeros({3, 2, 4}), .pixelsSha256 = "pixels", .texts = {{"a"}, {"bb"}}}};
        context.networks = {{"network", network}};
        if (stores)
            context.features = std::make_shared<MapStore>(1 << 20);
    }
};

} // namespace

TEST(onePassServesGlobalAndPatches)
{
    Scene scene;
    REQUIRE_OK(scene.context.image({.global = true}));
    const auto patches = scene.context.image({.patches = true});
    REQUIRE_OK(patches);
    CHECK(patches->patches.defined());
    CHECK(scene.network->imagePasses == 1);
}

TEST(onePassServesTheJointAndTheLocalSpace)
{
    for (const bool localFirst : {false, true}) {
        Scene scene;
        scene.network->hasLocalHeads = true;
        for (const bool local : {localFirst, !localFirst}) {
            const auto image = scene.context.image({.patches = !local, .localPatches = local});
            const auto texts = scene.context.texts({.tokens = !local, .localTokens = local});
            REQUIRE_OK(image);
            REQUIRE_OK(texts);
            const Space space = local ? Space::Local : Space::Joint;
            CHECK(patchesIn(*image, space).size(2) == (local ? 3 : 2));
            CHECK(tokensIn(texts->at(1), space).size(1) == (local ? 3 : 2));
        }
        CHECK(scene.network->imagePasses == 1);
        CHECK(scene.network->textsEncoded == 2);
    }
}

TEST(whatIsMissingIsAskedForAndKept)
{
    Scene scene;
    REQUIRE_OK(scene.context.image({.global = true}));
    REQUIRE_OK(scene.context.image({.pixels = true}));
    const auto both = scene.context.image({.global = true, .pixels = true});
    REQUIRE_OK(both);
    CHECK(both->global.defined() && both->pixels.defined());
    CHECK(scene.network->imagePasses == 2);
}

TEST(withoutAStoreOrAHashNothingIsKept)
{
    Scene bare(false), nameless;
    nameless.context.samples[0].pixelsSha256.clear();
    for (Scene* scene : {&bare, &nameless}) {
        REQUIRE_OK(scene->context.image({.global = true}));
        REQUIRE_OK(scene->context.image({.global = true}));
        CHECK(scene->network->imagePasses == 2);
    }
}

TEST(onlyNewTextsAreEncoded)
{
    Scene scene;
    REQUIRE_OK(scene.context.texts({.global = true}));
    const auto answers = scene.context.texts({"bb", "ccc", "a"}, {.global = true});
    REQUIRE_OK(answers);
    CHECK(scene.network->textsEncoded == 3);
    CHECK((*answers)[0].global[1].item<double>() == 2);
    CHECK((*answers)[1].global[1].item<double>() == 3);
    CHECK((*answers)[2].global[1].item<double>() == 1);
}

TEST(anIncompleteAnswerIsTheNetworksError)
{
    Scene scene;
    scene.network->forgetful = true;
    const auto image = scene.context.image({.global = true});
    REQUIRE(!image);
    CHECK(image.error().kind == Error::Kind::Network);
}

TEST(theStoreForgetsWhatWasUsedLongestAgo)
{
    MapStore store(3 * 80);
    const TextFeatures eightyBytes{.global = at::zeros({10}, at::kDouble)};
    for (const char* key : {"a", "b", "c"})
        store.keep(key, eightyBytes);
    CHECK(store.find("a"));
    store.keep("d", eightyBytes);
    CHECK(store.find("a") && !store.find("b") && store.find("c") && store.find("d"));
    CHECK(store.bytes() == 3 * 80);
    store.keep("d", eightyBytes);
    CHECK(store.bytes() == 3 * 80);
}

TEST(theFingerprintTellsDeviceTypesApartButNotTheirNumbers)
{
    NetworkInfo info{.family = "x", .sha256 = "1", .precision = "f32", .device = "cuda:0"};
    const std::string first = fingerprint(info);
    info.device = "cuda:1";
    CHECK(fingerprint(info) == first);
    info.device = "cpu";
    CHECK(fingerprint(info) != first);
}
