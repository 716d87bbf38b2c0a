// SPDX-License-Identifier: Apache-2.0
#include "explain/family.h"
#include "explain/nets/safetensors.h"
#include "explain/skills/dual_encoder.h"
#include "phantom/random_stream.h"
#include "phantom/vocabulary.h"
#include "phantom/wording.h"
#include "tests/support/check.h"
#include "training/checkpoint_folder.h"
#include "training/held_out.h"
#include "training/producer.h"
#include "training/trainer.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <unistd.h>

using namespace training;
namespace fs = std::filesystem;

namespace {

/// A folder that goes with the object.
struct Folder {
    fs::path path = fs::temp_directory_path()
        / ("groundscope-training-" + std::to_string(::getpid()) + '-' + std::to_string(++count()));
    ~Folder() { fs::remove_all(path); }
    static int& count()
    {
        static int made = 0;
        return made;
    }
};

const BatchMaker& maker()
{
    static const BatchMaker one;
    return one;
}

BatchPlan smallPlan(int64_t step, int64_t patch = 12)
{
    return {.seed = 5, .step = step, .shapes = 5, .chest = 3, .pairs = 3, .patch = patch};
}

bool same(const Batch& a, const Batch& b)
{
    bool equal = a.pixels.equal(b.pixels) && a.gain.equal(b.gain)
        && a.texts.tokens.equal(b.texts.tokens) && a.texts.ends.equal(b.texts.ends);
    for (std::size_t i = 0; i < a.domains.size(); ++i) {
        const DomainBatch &x = a.domains[i], &y = b.domains[i];
        equal = equal && x.truth.equal(y.truth) && x.covered.equal(y.covered)
            && x.contents.equal(y.contents) && x.pairType.equal(y.pairType);
    }
    return equal;
}

} // namespace

TEST(aBatchIsAFunctionOfSeedAndStep)
{
    CHECK(same(maker().make(smallPlan(4)), maker().make(smallPlan(4))));
    CHECK(!maker().make(smallPlan(4)).pixels.equal(maker().make(smallPlan(5)).pixels));
    BatchPlan other = smallPlan(4);
    other.seed = 6;
    CHECK(!maker().make(smallPlan(4)).pixels.equal(maker().make(other).pixels));
    // The grid changes what is asked of patches and nothing else.
    const Batch fine = maker().make(smallPlan(4, 8));
    CHECK(fine.pixels.equal(maker().make(smallPlan(4)).pixels));
    CHECK(fine.domains[0].covered.size(1) == 144);
}

TEST(pairsAreTrueAndFalseOfTheirPictures)
{
    const Batch batch = maker().make(smallPlan(1));
    for (const DomainBatch& domain : batch.domains) {
        CHECK(domain.pairImage.size(0) > 0);
        CHECK(domain.truth.index({domain.pairTrue, domain.pairImage}).eq(1).all().item<bool>());
        CHECK(domain.truth.index({domain.pairFoil, domain.pairImage}).eq(0).all().item<bool>());
        // A phrase is true of a picture exactly where it covers a part of it.
        const at::Tensor seen = domain.covered.amax(1) > 0; // [n, Q]
        const at::Tensor said = domain.truth.slice(0, -domain.phrases).t() > 0;
        CHECK(seen.equal(said));
    }
}

TEST(packedTextsEndWhereTheyEnd)
{
    std::vector<int64_t> rows;
    const std::vector<std::vector<int>> texts{{7, 1, 2, 9}, {7, 9}, {7, 3, 9}, {7, 4, 5, 6, 2, 9}};
    for (const int groups : {1, 2, 4}) {
        const PackedTexts packed = pack(texts, groups, rows);
        CHECK(int(packed.groups.size()) == groups);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto end = packed.ends[rows[i]].item<int64_t>();
            const auto length = int64_t(texts[i].size());
            CHECK(packed.places[end].item<int64_t>() == length - 1);
            for (int64_t k = 0; k < length; ++k)
                CHECK(packed.tokens[end - length + 1 + k].item<int>() == texts[i][std::size_t(k)]);
        }
    }
    CHECK(pack(texts, 4, rows).tokens.size(0) == 15); // no padding at all
    CHECK(pack(texts, 2, rows).tokens.size(0) == 18); // {2, 3, 4} and {6}
}

TEST(theProducerKeepsTheOrder)
{
    const Schedule schedule(5, 64 * 4, 1);
    Producer producer(maker(), schedule, 1);
    for (const int64_t step : {1, 2, 3})
        CHECK(producer.take().step == step);
}

TEST(aFewStepsLearnAFewScenes)
{
    at::set_num_threads(2);
    State state = State::begin(builtinShape(), 1);
    const Batch batch = maker().make(smallPlan(0));
    const double first = trainStep(state, batch, .3).total.item<double>();
    Losses losses;
    for (int i = 0; i < 25; ++i)
        losses = trainStep(state, batch, .3);
    CHECK(losses.total.item<double>() < .7 * first);
}

TEST(thePluginReadsTheFolderAndAgreesWithTheTrainer)
{
    const at::NoGradGuard noGradient;
    Folder folder;
    fs::create_directories(folder.path);
    NetworkShape shape = builtinShape();
    shape.patch = 8;
    State state = State::begin(shape, 2);
    REQUIRE_OK(writeCheckpoint(state, {.out = folder.path, .seed = 2}));
    const auto family = explain::familyOf(folder.path);
    REQUIRE_OK(family);
    const auto report = family->check({.path = folder.path}, {});
    REQUIRE_OK(report);
    CHECK(report->good());
    const auto network = family->load({.path = folder.path}, {});
    REQUIRE_OK(network);
    const explain::DualEncoder& encoder = *(*network)->dualEncoder();

    const Batch batch = maker().make(smallPlan(3, 8));
    const NamedWeights views = state.weights.views(state.weights.flat, false);
    const ImageFeatures images = encodeImages(views, shape, batch.pixels);
    phantom::RandomStream random(1, 1, phantom::RandomStream::Purpose::Text);
    const phantom::Statement said(phantom::Claim{.a = {0, 1, 1, 0}});
    const phantom::Wording wording = phantom::drawWording(phantom::Domain::Shapes, random);
    std::vector<int64_t> rows;
    const TextFeatures texts = encodeTexts(
        views, shape, pack({phantom::tokens(phantom::Domain::Shapes, said, wording)}, 1, rows));
    const auto cosines = [](const at::Tensor& a, const at::Tensor& b) {
        return at::matmul(normalised(a), normalised(b).t()).squeeze(-1);
    };
    const std::string sentence = phantom::text(phantom::Domain::Shapes, said, wording);
    const auto answer =
        encoder.encodeTexts({sentence}, {.global = true, .tokens = true, .localTokens = true}, {});
    REQUIRE_OK(answer);
    const explain::TextFeatures& text = (*answer)[0];
    for (int64_t i = 0; i < batch.pixels.size(0); ++i) {
        const auto image =
            encoder.encodeImage({.image = batch.pixels[i].permute({2, 0, 1}).contiguous()},
                                {.global = true, .patches = true, .localPatches = true}, {});
        REQUIRE_OK(image);
        const auto agree = [](const at::Tensor& found, const at::Tensor& own) {
            return support::distance(found, own) < 1e-3;
        };
        CHECK(agree(cosines(image->global, text.global.unsqueeze(0)),
                    cosines(images.joint[i].slice(0, 0, 1), texts.joint)));
        CHECK(agree(cosines(image->patches[0], text.tokens.slice(0, -1)),
                    cosines(images.joint[i].slice(0, 1), texts.joint)));
        CHECK(agree(cosines(image->localPatches[0], text.localTokens.slice(0, -1)),
                    cosines(images.local[i], texts.local)));
    }
}

TEST(optionsThatCannotBeRunAreRefused)
{
    CHECK(fault({.out = ""}));
    CHECK(fault({.out = "x", .seed = phantom::firstHeldOutSeed}));
    CHECK(fault({.out = "x", .images = 0}));
    CHECK(fault({.out = "x", .fineFrom = 1.5}));
    CHECK(fault({.out = "x", .saveEvery = -1}));
    CHECK(!fault({.out = "x", .images = 1, .fineFrom = 1}));
}
