// SPDX-License-Identifier: Apache-2.0
#include "training/options.h"

#include "phantom/scene.h"

namespace training {

using explain::Error;

std::optional<Error> fault(const Options& options)
{
    if (options.out.empty())
        return Error{Error::Kind::Usage, "--out: expected a folder for the network, found none"};
    if (options.seed >= phantom::firstHeldOutSeed)
        return Error{Error::Kind::Usage,
                     "--seed: expected less than " + std::to_string(phantom::firstHeldOutSeed)
                         + ", where the held-out scenes begin, found "
                         + std::to_string(options.seed)};
    if (options.images < 1)
        return Error{Error::Kind::Usage,
                     "--images: expected at least 1, found " + std::to_string(options.images)};
    return {};
}

} // namespace training
