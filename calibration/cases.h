// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/truth.h"
#include "phantom/pair_maker.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace calibration {

/// A picture as networks get it.
struct Picture {
    at::Tensor pixels;  ///< [3, H, W] uint8 RGB
    std::string sha256; ///< of their bytes
};

/// A picture of which everything is known.
struct Case {
    explain::TruthCase truth;
    Picture picture;
};

/// Where cases come from. They are made one at a time: not all pictures are held.
struct Cases {
    std::string domain;
    std::string data; ///< for people: "phantoms of seed 900001"
    std::vector<uint64_t> seeds;
    int64_t count = 0;
    /// The case of this number, the same each time. Errors: those of whoever reads it.
    std::function<explain::Expected<Case>(int64_t index)> read;
};

/// Held-out phantoms, drawn here.
///
/// \param seed at least phantom::firstHeldOutSeed: others were seen in training
/// \param size pixels a side, 16 to 4096
/// \param maker of the domain; null: it is made here, which takes seconds
/// \throws std::invalid_argument where \p seed or \p size are out of bounds
Cases phantomCases(phantom::Domain domain, uint64_t seed, int64_t count, int size,
                   std::shared_ptr<const phantom::PairMaker> maker = {});

/// Cases that a truth.jsonl tells of, of one domain.
///
/// \param truths not empty
/// \param read   a picture, by TruthCase::image. Its size must be the one that the truth says, or
///               the case is an Input error.
Cases givenCases(std::vector<explain::TruthCase> truths, std::string data,
                 std::function<explain::Expected<Picture>(const std::string& image)> read);

} // namespace calibration
