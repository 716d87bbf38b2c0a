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
    if (options.images && *options.images < 1)
        return Error{Error::Kind::Usage,
                     "--images: expected at least 1, found " + std::to_string(*options.images)};
    if (options.fineFrom && !(*options.fineFrom >= 0 && *options.fineFrom <= 1))
        return Error{Error::Kind::Usage,
                     "--fine-from: expected a share from 0 to 1, found "
                         + std::to_string(*options.fineFrom)};
    constexpr int mostThreads = 1024; // each has a stack
    if (options.threads < 0 || options.threads > mostThreads)
        return Error{Error::Kind::Usage,
                     "--threads: expected at most " + std::to_string(mostThreads)
                         + ", or 0 for all cores, found " + std::to_string(options.threads)};
    if (!(options.saveEvery >= 0))
        return Error{Error::Kind::Usage,
                     "--save-every: expected 0 seconds or more, found "
                         + std::to_string(options.saveEvery)};
    return {};
}

} // namespace training
