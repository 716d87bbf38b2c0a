// SPDX-License-Identifier: Apache-2.0
#include "training/batch.h"

#include <ATen/ATen.h>

namespace training {

Batch Batch::to(const at::Device& device) const
{
    if (device.is_cpu())
        return *this;
    Batch moved = *this;
    std::vector<at::Tensor*> parts{&moved.pixels, &moved.gain, &moved.texts.tokens,
                                   &moved.texts.places, &moved.texts.ends};
    for (DomainBatch& domain : moved.domains)
        for (at::Tensor* part :
             {&domain.texts, &domain.truth, &domain.pairImage, &domain.pairTrue, &domain.pairFoil,
              &domain.pairType, &domain.covered, &domain.contents, &domain.objects})
            parts.push_back(part);
    for (at::Tensor* part : parts)
        if (part->defined())
            *part = part->to(device);
    return moved;
}

} // namespace training
