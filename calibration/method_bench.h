// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calibration/cases.h"
#include "calibration/figures.h"
#include "calibration/phrases.h"
#include "explain/context.h"
#include "explain/explain_job.h"

#include <memory>
#include <optional>

namespace calibration {

/// One case on its way past the benches.
struct Shown {
    int64_t index = 0;
    const Case& shown;
    const std::vector<Phrase>& phrases;
    explain::Context context; ///< the case's picture, without texts; the bench's own copy
};

/// What a bench found.
struct Findings {
    std::vector<Figure> figures;
    std::map<std::string, double> thresholds; ///< "<method>.<knob>"
    std::string note;
};

/// Compares one method with the truth, case by case.
class MethodBench {
public:
    virtual ~MethodBench() = default;

    /// Errors: those of apply(). Nothing may be found after one.
    virtual std::optional<explain::Error> see(const Shown& shown) = 0;

    /// Explains the case that was seen last anew by \p random, networks of random weights by the
    /// metric that compares with them: how much is left where nothing that was learned is.
    virtual std::optional<explain::Error> compare(const Shown& shown,
                                                  const explain::Networks& random)
    {
        (void)shown, (void)random; // single scores have no order to compare
        return {};
    }

    /// \param cases how many were seen
    virtual Findings findings(int64_t cases, const explain::ResamplingPlan& plan) const = 0;
};

/// For methods whose results are maps, masks or alignments: do they lie on what a phrase names.
std::unique_ptr<MethodBench> mapBench(const explain::MethodRun& run);

/// For methods that give words numbers: do the wrong words of foils get the lowest.
std::unique_ptr<MethodBench> wordBench(const explain::MethodRun& run);

/// For it-score: do true captions score above their foils.
std::unique_ptr<MethodBench> scoreBench(const explain::MethodRun& run);

/// For clim-mosaic: does a caption find its own picture among several shown as one.
std::unique_ptr<MethodBench> mosaicBench(const explain::MethodRun& run);

/// The texts of \p shown's context become \p texts in \p role; knobs are those of \p run.
explain::Context contextFor(const Shown& shown, const explain::MethodRun& run,
                            const std::vector<std::string>& texts, explain::Text::Role role);

} // namespace calibration
