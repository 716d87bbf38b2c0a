// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"
#include "explain/ops/similarity.h"
#include "explain/ops/spans.h"
#include "explain/ops/status.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

/// How well each whole text fits the whole image.
class ItScore final : public Method {
public:
    MethodInfo info() const override
    {
        return {.id = "it-score",
                .title = "Image-text score",
                .source = "Radford et al. 2021; CLIPScore of Hessel et al. 2021",
                .kind = ScoreTable::name,
                .needs = {{Skill::DualEncoder}},
                .parameters = {{"template",
                                "stands before each text for CLIPScore alone, blanks included",
                                std::string("A photo depicts ")}}};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        const std::vector<Text>& texts = context.sample().texts;
        if (texts.empty())
            return std::vector<Explanation>();
        const auto image = context.image({.global = true});
        if (!image)
            return image.error();
        const auto prefix = context.parameters.get<std::string>("template");
        std::vector<std::string> wanted;
        for (const Text& text : texts)
            wanted.push_back(text.text);
        for (const Text& text : texts)
            wanted.push_back(prefix + text.text);
        const auto features = context.texts(wanted, {.global = true});
        if (!features)
            return features.error();
        return std::vector{table(context, image->global, *features)};
    }

private:
    /// \param features of the texts as given, then of the prefixed ones
    static Explanation table(const Context& context, const at::Tensor& image,
                             const std::vector<TextFeatures>& features)
    {
        const std::vector<Text>& texts = context.sample().texts;
        const NetworkInfo& network = context.network().info();
        Explanation result{.kind = ScoreTable{}, .unit = "score"};
        const int64_t count = int64_t(texts.size());
        at::Tensor without = at::zeros({count}, at::kBool); // rows that get no numbers
        Status truncated = Status::Ok, first = Status::Ok;
        for (int64_t i = 0; i < count; ++i) {
            const TextFeatures& text = features[std::size_t(i)];
            const std::string& written = texts[std::size_t(i)].text;
            const Status status =
                firstOf({statusOf(image), statusOf(written), statusOf(text.global)});
            without[i] = status != Status::Ok;
            first = firstOf({first, status});
            truncated =
                firstOf({truncated, statusOf(text), statusOf(features[std::size_t(count + i)])});
            result.labels.push_back(written);
        }
        result.status = without.all().item<bool>() ? first : truncated;
        if (network.logitScale)
            result.values["logit_scale"] = *network.logitScale;
        if (network.logitBias)
            result.values["logit_bias"] = *network.logitBias;
        if (!hasNumbers(result))
            return result;

        const at::Tensor cosine = cosines(globalsOf(features), image).squeeze(1); // [2 count]
        without = without.to(cosine.device());
        const at::Tensor plain = cosine.slice(0, 0, count).masked_fill(without, NAN);
        const at::Tensor prefixed = cosine.slice(0, count).masked_fill(without, NAN);
        result.kind =
            ScoreTable{.values = at::stack(
                           {plain, 2.5 * prefixed.clamp_min(0), probability(plain, network)}, 1),
                       .columns = {"cosine", "clipscore", "probability"}};
        return result;
    }

    /// Sigmoid networks judge each text alone, the others share 1 among the texts. NaN where there
    /// is nothing to share, or no scale.
    static at::Tensor probability(const at::Tensor& cosine, const NetworkInfo& network)
    {
        const at::Tensor known = cosine.isnan().logical_not();
        if (!network.logitScale)
            return at::full_like(cosine, NAN);
        if (network.logitBias)
            return (*network.logitScale * cosine + *network.logitBias).sigmoid();
        if (known.sum().item<int64_t>() < 2)
            return at::full_like(cosine, NAN);
        const at::Tensor logits =
            (*network.logitScale * cosine).masked_fill(known.logical_not(), -INFINITY);
        return logits.softmax(0).masked_fill(known.logical_not(), NAN);
    }
};

const RegisterMethod registered{std::make_unique<ItScore>()};

} // namespace
} // namespace explain
