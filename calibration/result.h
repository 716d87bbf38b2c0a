// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calibration {

constexpr std::string_view resultFormat = "groundscope-calibration/1";

/// One measured number. NaN: it could not be measured.
struct Figure {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    std::string metric; ///< "m-point", "m-token-auroc", ...: see metrics()
    std::string group;  ///< a foil type or the name of an object; empty: all together
    double value = none;
    double low = none, high = none; ///< 95 % interval, cases resampled; NaN below 10 cases
    double chance = none;           ///< what guessing gives; NaN: not stated
    double ceiling = none;          ///< what a perfect map on the same grid gives, where that
                                    ///< bounds the figure; NaN: not stated
    int64_t count = 0;              ///< phrases, words, pairs or cases that it stands on
    int64_t undefined = 0;          ///< of them left out because the metric has no value there
};

/// One method, with the knobs that it was measured with.
struct MethodResult {
    std::string method; ///< id
    std::map<std::string, std::string> parameters;
    std::vector<Figure> figures;
    double secondsPerCase = 0;
    std::string note; ///< what a reader should know of how it was measured; usually empty
};

/// A method that was not measured, and why.
struct Skipped {
    std::string method, reason;
};

/// What is known of how far each method can be believed with one network on one kind of pictures.
struct Result {
    std::string program; ///< version of the studio
    std::string network, sha256, precision;
    int64_t rows = 0, cols = 0; ///< patches of the network's grid
    std::string domain;         ///< "shapes", "chest", or what the user's own cases say
    std::string data;           ///< what it was measured on, for people
    std::vector<uint64_t> seeds;
    int64_t cases = 0;
    int64_t width = 0, height = 0; ///< pixels of the first picture
    uint64_t resamplingSeed = 0;
    int64_t resamples = 0;
    std::vector<MethodResult> methods; ///< in order of id
    std::vector<Skipped> skipped;

    /// Best values of knobs, found on half of the cases: "clip4dm.threshold" -> -3e-5. In the form
    /// of explain::NetworkInfo::defaults, but numbers. "it-score.cosine" is no knob and is found on
    /// all of them, since no figure is judged by it.
    std::map<std::string, double> thresholds;
};

/// Null: it was not measured.
const MethodResult* find(const Result& result, std::string_view method);
const Figure* find(const MethodResult& method, std::string_view metric,
                   std::string_view group = {});

/// The one figure that a badge shows, of what the method's panel shows: IoU of its own masks,
/// pointing for maps, AUROC for words, accuracy for scores. Null: nothing that would do was
/// measured.
const Figure* headline(const MethodResult& method);

/// Whether a figure says beyond doubt that a reader should not go by the method: its whole interval
/// lies below what guessing gives, or most of a map is left where nothing that was learned is. The
/// one place where figures are judged; without an interval nothing is beyond doubt.
bool isWorseThanGuessing(const Figure& figure);

/// Whether a figure of which 1 is perfect is beyond doubt more than guessing, or just known where
/// nobody stated what guessing gives.
bool isBetterThanGuessing(const Figure& figure);

/// Groups in which the method's headline figure is worse than guessing, beyond doubt: foil types
/// whose wrong word it does not find, objects that it does not point at.
std::vector<std::string> failures(const MethodResult& method);

/// What a metric is called and answers.
struct Metric {
    enum class Best {
        High,   ///< 1 is perfect, chance is worthless
        Low,    ///< 0 is perfect: what is left of a map
        Chance, ///< anything but chance tells of the cases, not of the method
    };

    std::string_view id, title, question;
    Best best = Best::High;
};
const std::vector<Metric>& metrics();
const Metric* findMetric(std::string_view id); ///< null: none

/// "200 cases of held-out phantoms of seed 900001, 96 x 96 px": what tells one measurement of a
/// network and domain from another.
std::string sourceOf(const Result& result);

/// `<network sha256>-<domain>-<of its source>.json`: how results lie in the user's folder, each
/// source beside the others. Signs that have no place in a file name become '-'.
std::string fileName(const Result& result);

/// `<network sha256>-<domain>`: the begin of these names, fit for a file.
std::string fileStem(const std::string& sha256, const std::string& domain);

/// The same result gives the same bytes; time is their only number that changes from run to run.
std::string toJson(const Result& result);

/// Numbers that are no numbers come as null. Errors: Input (not JSON, another format, a value that
/// is out of bounds, more entries than any result has).
explain::Expected<Result> fromJson(const std::string& json);

/// A table for people: a line a figure. Groups are shown of the headline figure and of it-blind
/// alone; toJson() holds all.
std::string toTable(const Result& result);

} // namespace calibration
