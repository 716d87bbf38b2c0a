// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/feature_store.h"
#include "explain/ops/similarity.h"
#include "explain/skills/dense_parts.h"
#include "explain/skills/dual_encoder.h"
#include "plugins/toy/toy_network.h"

#include "tests/support/check.h"
#include "tests/support/checkpoint_copy.h"
#include "tests/support/parity_case.h"

#include <set>

using namespace explain;
using Tower = Randomisation::Tower;

namespace {

struct Seen {
    at::Tensor imageStates, image, patches; ///< [blocks + 1, N, M], [D], [N, D]
    at::Tensor textStates, text;
};

Seen see(const Network& network)
{
    at::manual_seed(3);
    const Sample sample{.image = at::randint(255, {3, 16, 16}).to(at::kByte)};
    const DualEncoder& encoder = *network.dualEncoder();
    const auto image =
        encoder.encodeImage(sample, {.global = true, .patches = true, .hiddenStates = 9}, {});
    const auto texts =
        encoder.encodeTexts({"a dot left of a red dot!"}, {.global = true, .hiddenStates = 9}, {});
    TORCH_CHECK(image && texts, "not encoded");
    return {image->hiddenStates.select(1, 0), image->global[0], image->patches[0],
            texts->at(0).hiddenStates, texts->at(0).global};
}

std::vector<std::shared_ptr<const Network>> networks()
{
    std::vector<std::shared_ptr<const Network>> all{std::make_shared<toy::ToyNetwork>()};
    for (const char* folder :
         {"clip_tiny/huggingface", "clip_tiny/openclip", "siglip_tiny/network"}) {
        const auto network = support::loaded(support::goldenFolder() / folder);
        TORCH_CHECK(network, folder);
        all.push_back(*network);
    }
    return all;
}

double cosine(const at::Tensor& a, const at::Tensor& b)
{
    return cosines(a.reshape({1, -1}), b.reshape({1, -1})).item<double>();
}

} // namespace

TEST(whatLiesBelowTheFirstBlockStays)
{
    for (const auto& network : networks()) {
        const Seen before = see(*network);
        const int64_t blocks = network->info().imageBlocks;
        for (int64_t from = 0; from <= blocks; ++from) {
            const auto drawn = network->randomised({.fromBlock = from, .seed = 5});
            REQUIRE(drawn);
            const Seen after = see(*drawn);
            // State i is the input of block i; the embeddings go with block 0.
            for (int64_t state = 0; state <= blocks; ++state) {
                const bool same = from > 0 && state <= from;
                CHECK(after.imageStates[state].equal(before.imageStates[state]) == same);
                CHECK(after.textStates[state].equal(before.textStates[state]) == same);
            }
            CHECK(!after.image.allclose(before.image) && !after.text.allclose(before.text));
            CHECK(after.image.isfinite().all().item<bool>());
        }
    }
}

TEST(aTowerAloneCanBeDrawn)
{
    for (const auto& network : networks()) {
        const Seen before = see(*network);
        const Seen text = see(*network->randomised({.seed = 5, .tower = Tower::Text}));
        const Seen image = see(*network->randomised({.seed = 5, .tower = Tower::Image}));
        CHECK(text.image.equal(before.image) && text.patches.equal(before.patches));
        CHECK(!text.text.allclose(before.text));
        CHECK(image.text.equal(before.text) && !image.image.allclose(before.image));
        CHECK(!image.patches.allclose(before.patches));
    }
}

TEST(aSeedMeansTheSameWeights)
{
    for (const auto& network : networks()) {
        const Seen one = see(*network->randomised({.fromBlock = 1, .seed = 5}));
        const Seen same = see(*network->randomised({.fromBlock = 1, .seed = 5}));
        const Seen other = see(*network->randomised({.fromBlock = 1, .seed = 6}));
        CHECK(one.image.equal(same.image) && one.text.equal(same.text));
        CHECK(!one.image.allclose(other.image) && !one.text.allclose(other.text));
    }
}

TEST(nothingIsMixedUpInAStore)
{
    for (const auto& network : networks()) {
        const NetworkInfo& info = network->info();
        const auto drawn = network->randomised({.fromBlock = 1, .seed = 5, .tower = Tower::Text});
        std::set<std::string> keys{fingerprint(info), fingerprint(drawn->info())};
        for (const Randomisation& other :
             {Randomisation{1, 6, Tower::Text}, Randomisation{2, 5, Tower::Text},
              Randomisation{1, 5, Tower::Image}})
            keys.insert(fingerprint(network->randomised(other)->info()));
        CHECK(keys.size() == 5);
        CHECK(drawn->info().name
              == info.name + ", randomised from block 1 of the text tower (seed 5)");
    }
}

TEST(weightsKeepTheirSizeAndForgetWhatTheyLearned)
{
    // parts() of the identity reads a block's matrices off: q, k, v of unit inputs.
    const auto network = support::loaded(support::tinyClip() / "huggingface");
    REQUIRE_OK(network);
    const auto drawn = (*network)->randomised({.seed = 1});
    at::manual_seed(1);
    const at::Tensor states = at::randn({400, 12});
    const at::Tensor before = (*network)->denseParts()->parts(1, states).v.flatten();
    const at::Tensor after = drawn->denseParts()->parts(1, states).v.flatten();
    const double ratio = (after.std() / before.std()).item<double>();
    CHECK(ratio > 0.5 && ratio < 2);
    CHECK(std::abs(cosine(before - before.mean(), after - after.mean())) < 0.3);
    const at::Tensor still = drawn->denseParts()->mlp(1, at::zeros({1, 12}));
    CHECK(still.abs().max().item<double>() == 0); // no biases are left
}
