// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"
#include "explain/ops/similarity.h"
#include "explain/ops/spans.h"
#include "explain/ops/status.h"
#include "explain/ops/word_pieces.h"
#include "explain/skills/text_gradient.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace explain {
namespace {

/// Values of words, or of what the official code takes for words.
struct Units {
    std::vector<Word> words;
    at::Tensor values;    ///< [words]; NaN: not seen
    at::Tensor ownTokens; ///< [tokens] of the caption alone; NaN: not seen
};

/// Which words the image does not support: attention times the slope of the score along it.
class Clip4dm final : public Method {
public:
    MethodInfo info() const override
    {
        return {.id = "clip4dm",
                .title = "Unsupported words (CLIP4DM)",
                .source = "Nam et al. 2025",
                .kind = WordScores::name,
                .needs = {{Skill::DualEncoder}, {Skill::TextGradient}},
                .parameters = {
                    {.key = "variant",
                     .help = "clean: words by their place in the text; official: blank-separated "
                             "words by their number of pieces",
                     .value = std::string("clean"),
                     .choices = {"clean", "official"}},
                    {"layers", "how many last blocks of the text tower count", int64_t(3), 1, 48},
                    {"threshold", "a word is flagged below it, in gradient of the cosine", -5e-5,
                     -1, 1},
                    {.key = "mode",
                     .help = "F-CLIPScore counts the sum of the flagged words, or the most "
                             "negative word alone, flagged in any case",
                     .value = std::string("sum"),
                     .choices = {"sum", "most_negative"}},
                    {"template", "stands before the caption, blanks included",
                     std::string("A photo depicts ")}}};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        std::vector<Explanation> results;
        const auto captions = textsOf(context.sample(), Text::Role::Caption);
        if (captions.empty())
            return results;
        const auto image = context.image({.global = true});
        if (!image)
            return image.error();
        for (const std::size_t i : captions) {
            if (context.progress.cancelled())
                return cancelledError;
            context.progress.report(double(results.size()) / double(captions.size()),
                                    "attributing words");
            auto result = attribute(context, i, image->global[0]);
            if (!result)
                return result.error();
            results.push_back(std::move(*result));
        }
        return results;
    }

private:
    static Expected<Explanation> attribute(const Context& context, std::size_t i,
                                           const at::Tensor& image)
    {
        const std::string& caption = context.sample().texts[i].text;
        const std::vector<Word> words = wordsOf(caption);
        Explanation result{.kind = WordScores{},
                           .text = i,
                           .status = firstOf({statusOf(caption), statusOf(image)}),
                           .unit = "gradient",
                           .labels = labelsOf(words)};
        if (result.status != Status::Ok)
            return result;
        const auto lean = context.network().textGradient()->attention(
            context.parameters.get<std::string>("template") + caption, image,
            context.parameters.get<int64_t>("layers"), AttentionRequest::Rows::Pooled,
            context.progress);
        if (!lean)
            return lean.error();
        const at::Tensor perToken = (lean->gradient * lean->attention).mean({0, 1})[0]; // [T]
        const auto units = unitsOf(context, caption, lean->text.spans, perToken);
        if (!units)
            return units.error();
        result.status = firstOf({statusOf(lean->text.global), statusOf(lean->text)});
        if (perToken.isfinite().logical_not().any().item<bool>())
            result.status = Status::NonFinite;
        if (hasNumbers(result))
            fill(*units, words, cosines(lean->text.global.unsqueeze(0), image.unsqueeze(0)),
                 context.parameters, result);
        return result;
    }

    static Expected<Units> unitsOf(const Context& context, const std::string& caption,
                                   const std::vector<Token>& tokens, const at::Tensor& perToken)
    {
        const auto alone = context.texts({caption}, {});
        if (!alone)
            return alone.error();
        const auto before = context.parameters.get<std::string>("template");
        Units units{.words = wordsOf(caption)};
        units.ownTokens = valuesOfPart(perToken, tokens, alone->at(0).spans, codePoints(before));
        if (context.parameters.get<std::string>("variant") == "official") {
            auto values = meansByPieces(context, before, caption, tokens, perToken);
            if (!values)
                return values.error();
            units.words = blankSeparated(caption);
            units.values = *values;
        } else {
            units.values =
                mergeTokens(perToken, tokens, units.words, Merge::Mean, codePoints(before));
        }
        return units;
    }

    static void fill(const Units& units, const std::vector<Word>& words, const at::Tensor& cosine,
                     const Parameters& knobs, Explanation& result)
    {
        const double threshold = knobs.get<double>("threshold");
        const bool smallestAlone = knobs.get<std::string>("mode") == "most_negative";
        const at::Tensor flagged = flags(units, threshold, smallestAlone); // [units] bool
        const double negative =
            units.values.masked_fill(flagged.logical_not(), 0).sum().item<double>();
        const double positive = std::max(cosine.item<double>(), 0.0);
        result.kind = WordScores{.values = spread(units.values, units.words, words),
                                 .tokenValues = units.ownTokens};
        const at::Tensor marks = spread(flagged.to(units.values.scalar_type()), units.words, words);
        result.extras = {
            {"flagged", marks.masked_fill(punctuation(words, marks), 0).eq(1).to(at::kByte)}};
        result.values = {{"clipscore", 2.5 * positive},
                         {"f_clipscore", negative * (1 - positive)},
                         {"threshold", threshold}};
    }

    /// \returns [words] bool, where \p values live
    static at::Tensor punctuation(const std::vector<Word>& words, const at::Tensor& values)
    {
        std::vector<uint8_t> marks;
        for (const Word& word : words)
            marks.push_back(word.isPunctuation);
        return at::tensor(marks).to(values.device(), at::kBool);
    }

    static at::Tensor flags(const Units& units, double threshold, bool smallestAlone)
    {
        const at::Tensor counted =
            units.values.masked_fill(punctuation(units.words, units.values), NAN);
        if (!smallestAlone)
            return counted < threshold; // a NaN is not
        const at::Tensor known = counted.isnan().logical_not();
        at::Tensor flagged = at::zeros_like(known);
        if (known.any().item<bool>())
            flagged[counted.nan_to_num(INFINITY).argmin().item<int64_t>()] = true;
        return flagged;
    }
};

const RegisterMethod registered{std::make_unique<Clip4dm>()};

} // namespace
} // namespace explain
