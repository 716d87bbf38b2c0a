// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"
#include "explain/ops/negation.h"
#include "explain/ops/similarity.h"
#include "explain/ops/spans.h"
#include "explain/ops/status.h"
#include "explain/ops/unicode.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace explain {
namespace {

/// \p text with \p instead in place of the code points [begin, end). Where nothing takes their
/// place, one of the blanks around them goes too: what is left is joined as if it had been typed.
std::string replaced(const std::u32string& text, int64_t begin, int64_t end,
                     const std::string& instead)
{
    std::u32string before = text.substr(0, std::size_t(begin));
    std::u32string after = text.substr(std::size_t(end));
    if (instead.empty()) {
        while (!after.empty() && isWhiteSpace(after.front())
               && (before.empty() || isWhiteSpace(before.back())))
            after.erase(0, 1);
        while (after.empty() && !before.empty() && isWhiteSpace(before.back()))
            before.pop_back();
    }
    return encodeUtf8(before + decodeUtf8(instead) + after);
}

/// What one caption is compared with.
struct Caption {
    std::size_t place = 0; ///< in Sample::texts
    std::vector<Word> words;
    std::vector<std::string> without; ///< the caption less each word
};

/// How the score changes when a word is gone.
class WordLoo final : public Method {
public:
    MethodInfo info() const override
    {
        return {.id = "word-loo",
                .title = "Leave one word out",
                .source = "erasure, after Li et al. 2016",
                .kind = WordScores::name,
                .needs = {{Skill::DualEncoder}},
                .parameters = {
                    {.key = "variant",
                     .help = "negation: a “no” is turned round and what it denies becomes the "
                             "neutral word, all else is deleted; deletion: every word is deleted",
                     .value = std::string("negation"),
                     .choices = {"negation", "deletion"}},
                    {"neutral", "takes the place of a denied word", std::string("object")},
                    {"threshold", "a word is flagged below it, in cosine", -0.05, -2, 2},
                    {"template", "stands before the caption, blanks included", std::string()}}};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        std::vector<Explanation> results;
        const std::vector<Caption> captions = captionsOf(context);
        if (captions.empty())
            return results;
        const auto image = context.image({.global = true});
        if (!image)
            return image.error();
        const auto read = encode(context, captions);
        if (!read)
            return read.error();
        const auto alone =
            context.texts(TextRequest()); // spans, beside which tokens have their values
        if (!alone)
            return alone.error();
        auto next = read->begin();
        for (const Caption& caption : captions) {
            const TextFeatures& whole = *next++;
            const std::vector<TextFeatures> without(next, next + caption.words.size());
            next += std::ptrdiff_t(caption.words.size());
            results.push_back(compare(context, caption, image->global, whole, without,
                                      (*alone)[caption.place].spans));
        }
        return results;
    }

private:
    static std::vector<Caption> captionsOf(const Context& context)
    {
        std::vector<Caption> captions;
        for (const std::size_t place : textsOf(context.sample(), Text::Role::Caption)) {
            const std::string& text = context.sample().texts[place].text;
            Caption& caption = captions.emplace_back(Caption{.place = place});
            caption.words = wordsOf(text);
            for (const Word& word : caption.words)
                caption.without.push_back(lessOneWord(text, word, context.parameters));
        }
        return captions;
    }

    static std::string lessOneWord(const std::string& text, const Word& word,
                                   const Parameters& knobs)
    {
        const std::u32string points = decodeUtf8(text);
        if (knobs.get<std::string>("variant") == "negation")
            for (const Negation& negation : negationsOf(text)) {
                if (word.begin >= negation.cueBegin && word.end <= negation.cueEnd)
                    return replaced(points, negation.cueBegin, negation.cueEnd, negation.opposite);
                if (word.begin >= negation.begin && word.end <= negation.end)
                    return replaced(points, word.begin, word.end,
                                    knobs.get<std::string>("neutral"));
            }
        return replaced(points, word.begin, word.end, "");
    }

    /// Each caption followed by its shorter forms: all at once, the network packs them.
    static Expected<std::vector<TextFeatures>> encode(const Context& context,
                                                      const std::vector<Caption>& captions)
    {
        const auto before = context.parameters.get<std::string>("template");
        std::vector<std::string> all;
        for (const Caption& caption : captions) {
            all.push_back(before + context.sample().texts[caption.place].text);
            for (const std::string& text : caption.without)
                all.push_back(before + text);
        }
        // Past the store: nobody else will ever ask for these, and they would push out what is.
        return context.network().dualEncoder()->encodeTexts(all, {.global = true},
                                                            context.progress);
    }

    static Explanation compare(const Context& context, const Caption& caption,
                               const at::Tensor& image, const TextFeatures& whole,
                               const std::vector<TextFeatures>& without,
                               const std::vector<Token>& own)
    {
        const std::string& text = context.sample().texts[caption.place].text;
        Explanation result{.kind = WordScores{},
                           .text = caption.place,
                           .status = firstOf({statusOf(text), statusOf(image)}),
                           .unit = "cosine",
                           .labels = labelsOf(caption.words)};
        if (result.status != Status::Ok)
            return result;
        const at::Tensor shorter = globalsOf(without); // [words, D]
        result.status = firstOf({statusOf(whole.global), statusOf(shorter), statusOf(whole)});
        if (!hasNumbers(result))
            return result;
        const at::Tensor score = cosines(whole.global.unsqueeze(0), image)[0]; // [1]
        const at::Tensor change = score - cosines(shorter, image).squeeze(1);  // [words]
        fill(caption, whole, own, change, context.parameters, result);
        result.values["cosine"] = score.item<double>();
        return result;
    }

    /// \param own    what the caption alone is read as
    /// \param change [words] of the cosine
    static void fill(const Caption& caption, const TextFeatures& whole,
                     const std::vector<Token>& own, const at::Tensor& change,
                     const Parameters& knobs, Explanation& result)
    {
        const int64_t before = codePoints(knobs.get<std::string>("template"));
        const double threshold = knobs.get<double>("threshold");
        // NaN where a word owns no token: it was cut off, and taking it away tells nothing.
        const at::Tensor seen =
            mergeTokens(at::zeros({int64_t(whole.spans.size())}, change.options()), whole.spans,
                        caption.words, Merge::Mean, before);
        const at::Tensor values = change + seen;
        at::Tensor perToken = at::full({int64_t(whole.spans.size())}, NAN, change.options());
        std::vector<uint8_t> punctuation;
        for (std::size_t w = 0; w < caption.words.size(); ++w) {
            const Word& word = caption.words[w];
            punctuation.push_back(word.isPunctuation);
            for (std::size_t t = 0; t < whole.spans.size(); ++t)
                if (!whole.spans[t].special && whole.spans[t].begin - before < word.end
                    && word.begin < whole.spans[t].end - before)
                    perToken[int64_t(t)] = values[int64_t(w)];
        }
        result.kind = WordScores{.values = values,
                                 .tokenValues = valuesOfPart(perToken, whole.spans, own, before)};
        const at::Tensor marks = at::tensor(punctuation).to(change.device(), at::kBool);
        const at::Tensor flagged = (values < threshold).logical_and(marks.logical_not());
        result.extras = {{"flagged", flagged.to(at::kByte)}};
        result.values["threshold"] = threshold;
    }
};

const RegisterMethod registered{std::make_unique<WordLoo>()};

} // namespace
} // namespace explain
