// SPDX-License-Identifier: Apache-2.0
#include "training/text_only.h"

#include "phantom/pair_maker.h"
#include "phantom/random_stream.h"
#include "phantom/vocabulary.h"
#include "phantom/wording.h"
#include "training/blind_readers.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

namespace training {

namespace {

using explain::Error;
using explain::Expected;
using phantom::Domain;

constexpr std::int64_t fewestPairs = 1000, mostPairs = 10'000'000;

/// Each word's column in a bag of words, -1 for other tokens.
std::vector<std::int64_t> columns()
{
    std::vector<std::int64_t> out(std::size_t(phantom::vocabularySize()), -1);
    std::int64_t next = 0;
    for (const std::string_view word : phantom::words())
        out[std::size_t(phantom::tokenOf(word))] = next++;
    return out;
}

at::Tensor bagOf(std::span<const TextPair> pairs, const std::vector<int> TextPair::*text)
{
    static const std::vector<std::int64_t> columnOf = columns();
    const auto width = std::int64_t(phantom::words().size());
    at::Tensor bag = at::zeros({std::int64_t(pairs.size()), width}, at::kChar);
    auto* row = bag.data_ptr<std::int8_t>();
    for (const TextPair& pair : pairs) {
        for (const int token : pair.*text)
            if (const std::int64_t column = columnOf[std::size_t(token)]; column >= 0)
                ++row[column];
        row += width;
    }
    return bag;
}

BlindPairs blindPairs(std::span<const TextPair> pairs)
{
    const at::Tensor caption = bagOf(pairs, &TextPair::caption),
                     foil = bagOf(pairs, &TextPair::foil);
    std::vector<std::int64_t> types;
    types.reserve(pairs.size());
    for (const TextPair& pair : pairs)
        types.push_back(std::int64_t(pair.type));
    return {caption - foil, at::minimum(caption, foil), at::tensor(types, at::kLong)};
}

/// \param scores [N] positive where the caption was taken for the true one; 0 is half right
Share shareOf(const at::Tensor& scores)
{
    const auto right = (scores > 0).sum().item<std::int64_t>();
    const auto ties = (scores == 0).sum().item<std::int64_t>();
    return {right + ties / 2, scores.numel()};
}

bool isBlind(const Share& share)
{
    return share.value() >= lowestBlind && share.value() <= highestBlind;
}

/// Of a progress, the part from \p from to \p to.
explain::Progress partOf(const explain::Progress& whole, double from, double to)
{
    explain::Progress part = whole;
    part.report = [&whole, from, to](double fraction, std::string_view step) {
        whole.report(from + (to - from) * fraction, step);
    };
    return part;
}

} // namespace

std::vector<TextPair> textPairs(Domain domain, std::uint64_t seed, std::int64_t count)
{
    const phantom::PairMaker maker(domain);
    std::vector<TextPair> out;
    out.reserve(std::size_t(count + 6));
    for (std::uint64_t index = 0; std::int64_t(out.size()) < count; ++index) {
        const phantom::Scene scene = phantom::makeScene(domain, seed, index);
        phantom::RandomStream random(seed, index, phantom::RandomStream::Purpose::Text);
        for (const phantom::Pair& pair : maker.pairs(scene, 6, {}, random, true))
            out.push_back({pair.type, phantom::tokens(domain, pair.truth, pair.wording),
                           phantom::tokens(domain, pair.foil, pair.wording)});
    }
    return out;
}

std::pair<double, double> Share::interval() const
{
    if (of == 0)
        return {0, 1};
    constexpr double z = 1.959964;
    const double n = double(of), centre = (value() + z * z / (2 * n)) / (1 + z * z / n);
    const double half =
        z / (1 + z * z / n) * std::sqrt(value() * (1 - value()) / n + z * z / (4 * n * n));
    return {centre - half, centre + half};
}

bool TextOnlyReport::Row::passes() const
{
    return isBlind(bag) && isBlind(network);
}

bool TextOnlyReport::passes() const
{
    return std::all_of(rows.begin(), rows.end(), [](const Row& row) { return row.passes(); });
}

Expected<TextOnlyReport> judgeByText(Domain domain, std::span<const TextPair> train,
                                     std::span<const TextPair> test,
                                     const explain::Progress& progress)
{
    const BlindPairs seen = blindPairs(train), unseen = blindPairs(test);
    const auto words = std::int64_t(phantom::words().size());
    BagReader bag(words);
    NetworkReader network(words);
    if (!learn(bag, seen, partOf(progress, 0, 0.2))
        || !learn(network, seen, partOf(progress, 0.2, 1)))
        return explain::cancelledError;

    const at::NoGradGuard noGradients;
    const at::Tensor byBag = bag.scores(unseen), byNetwork = network.scores(unseen);
    TextOnlyReport report{.domain = domain,
                          .trained = std::int64_t(train.size()),
                          .tested = std::int64_t(test.size()),
                          .bag = shareOf(byBag),
                          .network = shareOf(byNetwork)};
    for (const phantom::FoilType type : phantom::foilTypes(domain)) {
        const at::Tensor mine = unseen.types == std::int64_t(type);
        report.rows.push_back(
            {type, shareOf(byBag.masked_select(mine)), shareOf(byNetwork.masked_select(mine))});
    }
    return report;
}

Expected<TextOnlyReport> textOnly(Domain domain, std::int64_t pairs, std::uint64_t seed,
                                  const explain::Progress& progress)
{
    if (seed >= phantom::firstHeldOutSeed)
        return Error{Error::Kind::Usage,
                     "--seed: expected less than " + std::to_string(phantom::firstHeldOutSeed)
                         + ", where the held-out scenes begin, found " + std::to_string(seed)};
    if (pairs < fewestPairs || pairs > mostPairs)
        return Error{Error::Kind::Usage,
                     "--pairs: expected " + std::to_string(fewestPairs) + " to "
                         + std::to_string(mostPairs) + ", found " + std::to_string(pairs)};
    progress.report(0, "writing pairs");
    const auto train = textPairs(domain, seed, pairs);
    if (progress.cancelled())
        return explain::cancelledError;
    const auto test = textPairs(domain, phantom::firstHeldOutSeed + seed, pairs / 2);
    return judgeByText(domain, train, test, partOf(progress, 0.2, 1));
}

} // namespace training
