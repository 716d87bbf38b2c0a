// SPDX-License-Identifier: Apache-2.0
#include "calibration/cases.h"

#include "explain/sha256.h"
#include "phantom/pair_maker.h"
#include "phantom/truth_case.h"

#include <ATen/ATen.h>

#include <memory>
#include <stdexcept>

namespace calibration {
namespace {

/// \p drawing as networks get it: grey pictures three times over.
Picture pictureOf(const phantom::Drawing& drawing)
{
    const at::Tensor drawn = at::tensor(at::ArrayRef<uint8_t>(drawing.pixels), at::kByte)
                                 .view({drawing.size, drawing.size, drawing.channels})
                                 .permute({2, 0, 1})
                                 .expand({3, drawing.size, drawing.size})
                                 .contiguous();
    return {drawn,
            explain::sha256(
                {static_cast<const char*>(drawn.const_data_ptr()), std::size_t(drawn.numel())})};
}

std::string sizeOf(int64_t width, int64_t height)
{
    return std::to_string(width) + " x " + std::to_string(height);
}

} // namespace

Cases phantomCases(phantom::Domain domain, uint64_t seed, int64_t count, int size,
                   std::shared_ptr<const phantom::PairMaker> maker)
{
    if (seed < phantom::firstHeldOutSeed || size < 16 || size > 4096)
        throw std::invalid_argument("phantom cases: seed or size out of bounds");
    if (!maker)
        maker = std::make_shared<const phantom::PairMaker>(domain);
    return {
        .domain = std::string(name(domain)),
        .data = "held-out phantoms of seed " + std::to_string(seed),
        .seeds = {seed},
        .count = count,
        .read = [=](int64_t index) -> explain::Expected<Case> {
            const phantom::Scene scene = makeScene(domain, seed, uint64_t(index));
            const phantom::Drawing drawing = draw(scene, size);
            return Case{truthCase(scene, drawing, pairsOf(scene, *maker), {}), pictureOf(drawing)};
        }};
}

Cases givenCases(std::vector<explain::TruthCase> truths, std::string data,
                 std::function<explain::Expected<Picture>(const std::string& image)> read)
{
    Cases cases{
        .domain = truths.at(0).domain, .data = std::move(data), .count = int64_t(truths.size())};
    const auto all = std::make_shared<const std::vector<explain::TruthCase>>(std::move(truths));
    cases.read = [all, read = std::move(read)](int64_t index) -> explain::Expected<Case> {
        const explain::TruthCase& truth = all->at(std::size_t(index));
        auto picture = read(truth.image);
        if (!picture)
            return picture.error();
        const int64_t height = picture->pixels.size(1), width = picture->pixels.size(2);
        if (height != truth.height || width != truth.width)
            return explain::Error{explain::Error::Kind::Input,
                                  truth.image + ": expected " + sizeOf(truth.width, truth.height)
                                      + " pixels as case '" + truth.id + "' says, found "
                                      + sizeOf(width, height)};
        return Case{truth, *std::move(picture)};
    };
    return cases;
}

} // namespace calibration
