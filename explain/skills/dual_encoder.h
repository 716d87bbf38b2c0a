// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/features.h"
#include "explain/progress.h"
#include "explain/sample.h"

namespace explain {

/// Images and texts as vectors that can be compared. [any thread]
/// Errors: Network (a space it does not offer), Input (an image it cannot prepare), Device,
/// Cancelled.
class DualEncoder {
public:
    virtual ~DualEncoder() = default;

    /// Whether patches and tokens can be had in \p space.
    virtual bool offers(Space space) const = 0;

    /// Prepares the picture in the network's own way, then looks at it.
    virtual Expected<ImageFeatures> encodeImage(const Sample&, const ImageRequest&,
                                                const Progress&) const = 0;

    /// Pictures that no file holds: masked, moved, composed. The caller keeps batches small.
    /// \param pixels [B, 3, h, w] in the form of ImageFeatures::pixels; h and w may differ from the
    /// native canvas where the network can interpolate its positions. The answer's geometry maps
    /// the canvas to itself.
    virtual Expected<ImageFeatures> encodePixels(const at::Tensor& pixels, const ImageRequest&,
                                                 const Progress&) const = 0;

    /// One answer a text, in order; how they are packed into batches is the network's affair.
    virtual Expected<std::vector<TextFeatures>> encodeTexts(const std::vector<std::string>& texts,
                                                            const TextRequest&,
                                                            const Progress&) const = 0;
};

} // namespace explain
