// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate_cases.h"

#include "app/options.h"
#include "app/pair_makers.h"
#include "models/image_file.h"
#include "models/places.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace app {
namespace {

explain::Expected<calibration::Picture> pictureAt(const std::filesystem::path& file)
{
    const auto image = models::readImage(QString::fromStdString(file.string()));
    if (!image)
        return image.error();
    return calibration::Picture{image->pixels, image->pixelsSha256};
}

} // namespace

explain::Expected<calibration::Cases> casesIn(const std::string& folder, const std::string& domain,
                                              int64_t most)
{
    const std::filesystem::path root(folder);
    auto truths = explain::readTruth(root / "truth.jsonl");
    if (!truths)
        return truths.error();
    std::set<std::string> domains;
    for (const explain::TruthCase& truth : *truths)
        domains.insert(truth.domain);
    if (domain.empty() && domains.size() > 1)
        return explain::Error{explain::Error::Kind::Input,
                              folder + ": expected cases of one domain or --domain, found "
                                  + joined({domains.begin(), domains.end()})};
    std::erase_if(*truths, [&](const explain::TruthCase& truth) {
        return !domain.empty() && truth.domain != domain;
    });
    if (truths->empty())
        return explain::Error{explain::Error::Kind::Input,
                              folder + ": expected cases of the domain '" + domain + "', found "
                                  + joined({domains.begin(), domains.end()})};
    if (most > 0 && int64_t(truths->size()) > most)
        truths->resize(std::size_t(most));
    std::set<uint64_t> seeds;
    for (const explain::TruthCase& truth : *truths)
        seeds.insert(truth.seed);
    auto cases = calibration::givenCases(
        *std::move(truths), "the cases of " + root.lexically_normal().filename().string(),
        [root](const std::string& image) { return pictureAt(root / image); });
    cases.seeds.assign(seeds.begin(), seeds.end());
    if (cases.seeds.size() > 10)
        cases.seeds.clear(); // they name no set
    return cases;
}

calibration::Cases phantomsFor(const explain::NetworkInfo& network, const std::string& domain,
                               uint64_t seed, int64_t count, int size)
{
    const int64_t seen = std::max(network.canvasHeight, network.canvasWidth);
    const int64_t side = size > 0 ? size : std::clamp<int64_t>(seen, phantom::canvasSize, 4096);
    const auto drawn = domain == "chest" ? phantom::Domain::Chest : phantom::Domain::Shapes;
    return calibration::phantomCases(
        drawn, seed, count, int(side),
        std::make_shared<const phantom::PairMaker>(pairMakerFor(drawn, models::cacheFolder())));
}

} // namespace app
