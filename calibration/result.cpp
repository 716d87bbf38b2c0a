// SPDX-License-Identifier: Apache-2.0
#include "calibration/result.h"

#include "explain/sha256.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace calibration {

const MethodResult* find(const Result& result, std::string_view method)
{
    const auto found = std::ranges::find(result.methods, method, &MethodResult::method);
    return found == result.methods.end() ? nullptr : &*found;
}

const Figure* find(const MethodResult& method, std::string_view metric, std::string_view group)
{
    const auto found = std::ranges::find_if(method.figures, [&](const Figure& figure) {
        return figure.metric == metric && figure.group == group;
    });
    return found == method.figures.end() ? nullptr : &*found;
}

const Figure* headline(const MethodResult& method)
{
    for (const char* metric :
         {"m-mask-own", "m-point", "m-token-auroc", "it-accuracy", "clim-mosaic"})
        if (const Figure* figure = find(method, metric); figure && figure->value == figure->value)
            return figure;
    return nullptr;
}

bool isWorseThanGuessing(const Figure& figure)
{
    constexpr double muchIsLeft = 0.5;
    const Metric* const metric = findMetric(figure.metric);
    switch (metric ? metric->best : Metric::Best::High) {
    case Metric::Best::Low: return figure.low > muchIsLeft;
    case Metric::Best::Chance: return false;
    default: return figure.high < figure.chance; // a NaN is not
    }
}

bool isBetterThanGuessing(const Figure& figure)
{
    return !std::isnan(figure.low) && !(figure.low <= figure.chance);
}

std::vector<std::string> failures(const MethodResult& method)
{
    std::vector<std::string> groups;
    const Figure* const shown = headline(method);
    for (const Figure& figure : method.figures)
        if (shown && figure.metric == shown->metric && !figure.group.empty()
            && isWorseThanGuessing(figure))
            groups.push_back(figure.group);
    return groups;
}

const std::vector<Metric>& metrics()
{
    static const std::vector<Metric> all{
        {"m-point", "Pointing", "does the hottest point lie on what the phrase names"},
        {"m-point-near", "Pointing, near", "does it lie within half a patch of it"},
        {"m-epg", "Mass inside", "what share of the map's positive mass lies on it"},
        {"m-rank-auroc", "Pixel AUROC", "does a pixel on it outrank one beside it"},
        {"m-cnr", "Contrast to noise", "how far apart inside and outside are, in deviations"},
        {"m-mask-iou", "IoU, one threshold",
         "overlap where one threshold for all, found on other cases, makes the mask"},
        {"m-mask-dice", "Dice, one threshold", "the same as Dice's coefficient"},
        {"m-mask-best", "IoU, best threshold",
         "overlap where each map's best threshold is known: an oracle"},
        {"m-mask-own", "IoU, own masks",
         "does the mask that the method itself makes of a phrase lie on what it names"},
        {"m-token-auroc", "Word AUROC", "does a wrong word score below a right one"},
        {"m-token-ap", "Word AP", "average precision of finding wrong words"},
        {"m-token-f1", "Word F1",
         "precision and recall where one threshold, found on other cases, flags words"},
        {"m-token-top", "Wrong word first", "is the lowest word of a wrong caption the wrong one"},
        {"m-token-spared", "True captions spared",
         "share of true captions in which that threshold flags no word"},
        {"m-token-claim", "Wrong claim first", "does the lowest word lie in the wrong claim"},
        {"it-accuracy", "True above false", "does a true caption score above its false twin"},
        {"it-blind", "The same, blind",
         "how often it does on other pictures, where it should be half: what texts give away",
         Metric::Best::Chance},
        {"it-auroc", "One threshold", "true against false captions over all pictures"},
        {"m-sanity", "Left after randomising",
         "rank correlation with the map of a network of random weights", Metric::Best::Low},
        {"m-sanity-image", "Left, image tower", "the same where the image tower alone is random",
         Metric::Best::Low},
        {"m-sanity-text", "Left, text tower", "the same where the text tower alone is random",
         Metric::Best::Low},
        {"clim-mosaic", "Mosaic",
         "is a caption drawn to its own picture among several shown as one"},
        {"clim-mosaic-mass", "Mass on own tile",
         "what share of the map's positive mass lies on that picture"}};
    return all;
}

const Metric* findMetric(std::string_view id)
{
    const auto found = std::ranges::find(metrics(), id, &Metric::id);
    return found == metrics().end() ? nullptr : &*found;
}

std::string sourceOf(const Result& result)
{
    return std::to_string(result.cases) + " cases of " + result.data + ", "
        + std::to_string(result.width) + " x " + std::to_string(result.height) + " px";
}

std::string fileName(const Result& result)
{
    constexpr std::size_t digits = 12; // of the hash: a handful of sources, not millions
    return fileStem(result.sha256, result.domain) + '-'
        + explain::sha256(sourceOf(result)).substr(0, digits) + ".json";
}

std::string fileStem(const std::string& sha256, const std::string& domain)
{
    std::string name = sha256 + '-' + domain;
    for (char& sign : name)
        if (!((sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z')
              || (sign >= '0' && sign <= '9') || sign == '_'))
            sign = '-';
    return name.substr(0, 200);
}

} // namespace calibration
