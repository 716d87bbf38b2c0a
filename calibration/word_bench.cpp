// SPDX-License-Identifier: Apache-2.0
#include "calibration/method_bench.h"
#include "explain/apply.h"
#include "explain/metrics/ranking.h"
#include "explain/metrics/words.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace calibration {
namespace {

constexpr const char* negation = "negation";

/// Groups of foils that are no type.
constexpr const char* withoutNegation = "without negation";
constexpr const char* oneClaim = "one claim";
constexpr const char* severalClaims = "several claims";
constexpr const char* oneWithoutNegation = "one claim, without negation";
constexpr const char* severalWithoutNegation = "several claims, without negation";

/// The words of one text, as a method valued them.
struct Valued {
    int64_t caseIndex = 0;
    std::string type; ///< of the foil; empty: the caption is true
    bool hasSeveralClaims = false;
    std::vector<explain::JudgedWord> words;
};

std::vector<double> asList(const at::Tensor& values)
{
    const at::Tensor plain = values.to(at::kCPU, at::kDouble).contiguous();
    return {plain.const_data_ptr<double>(), plain.const_data_ptr<double>() + plain.numel()};
}

using ByText = std::map<std::string, std::vector<double>>; ///< no entry: the text got no numbers

explain::Expected<ByText> valuesOf(const explain::MethodRun& run, const Shown& shown,
                                   const std::vector<std::string>& texts)
{
    ByText values;
    if (texts.empty())
        return values;
    explain::Context context = contextFor(shown, run, texts, explain::Text::Role::Caption);
    const auto results = explain::apply(*run.method, context);
    if (!results)
        return results.error();
    for (const explain::Explanation& result : *results)
        if (const auto* scores = std::get_if<explain::WordScores>(&result.kind);
            scores && result.text && hasNumbers(result))
            values[texts.at(*result.text)] = asList(scores->values);
    return values;
}

/// Each text once: they cost a backward pass.
std::vector<std::string> textsOf(const explain::TruthCase& truth)
{
    std::vector<std::string> texts;
    for (const explain::TruthCaption& caption : truth.captions)
        texts.push_back(caption.text);
    for (const explain::TruthFoil& foil : truth.foils)
        texts.push_back(foil.text);
    std::ranges::sort(texts);
    texts.erase(std::ranges::unique(texts).begin(), texts.end());
    return texts;
}

/// How many claims the sentence itself makes: a relation holds the two things that it relates, a
/// count what it counts.
int64_t statementsOf(const explain::TruthCaption& caption)
{
    const auto& claims = caption.claims;
    const auto holds = [](const explain::TruthClaim& outer, const explain::TruthClaim& inner) {
        return outer.begin <= inner.begin && outer.end >= inner.end
            && outer.end - outer.begin > inner.end - inner.begin;
    };
    return std::ranges::count_if(claims, [&](const explain::TruthClaim& claim) {
        return std::ranges::none_of(claims, [&](const auto& other) { return holds(other, claim); });
    });
}

class WordBench final : public MethodBench {
public:
    explicit WordBench(explain::MethodRun run) : m_run(std::move(run)) { }

    std::optional<explain::Error> see(const Shown& shown) override
    {
        const explain::TruthCase& truth = shown.shown.truth;
        auto values = valuesOf(m_run, shown, textsOf(truth));
        if (!values)
            return values.error();
        m_last = *std::move(values);
        for (const explain::TruthFoil& foil : truth.foils) {
            const auto claims = statementsOf(truth.captions.at(std::size_t(foil.caption)));
            keep({.caseIndex = shown.index, .type = foil.type, .hasSeveralClaims = claims > 1},
                 foil.text, {foil.begin, foil.end}, wrongClaim(truth, foil));
        }
        for (const explain::TruthCaption& caption : truth.captions)
            keep({.caseIndex = shown.index}, caption.text, {}, {});
        return {};
    }

    std::optional<explain::Error> compare(const Shown& shown,
                                          const explain::Networks& random) override
    {
        for (const auto& [metric, network] : random) {
            Shown again = shown;
            again.context.networks["network"] = network;
            const auto others = valuesOf(m_run, again, textsOf(shown.shown.truth));
            if (!others)
                return others.error();
            for (const auto& [text, own] : m_last)
                if (const auto other = others->find(text); other != others->end())
                    m_sanity.push_back({metric, {}, shown.index, likeness(own, other->second), 0});
        }
        return {};
    }

    Findings findings(int64_t cases, const explain::ResamplingPlan& plan) const override
    {
        Findings found;
        std::vector<std::string> types;
        for (const Valued& text : m_texts)
            if (!text.type.empty() && std::ranges::find(types, text.type) == types.end())
                types.push_back(text.type);
        std::ranges::sort(types);
        const bool tellsNegation =
            types.size() > 1 && std::ranges::find(types, negation) != types.end();
        std::vector<std::string> groups{{}};
        if (tellsNegation)
            groups.push_back(withoutNegation);
        if (hasAny(oneClaim) && hasAny(severalClaims)) {
            groups.insert(groups.end(), {oneClaim, severalClaims});
            if (tellsNegation)
                groups.insert(groups.end(), {oneWithoutNegation, severalWithoutNegation});
        }
        groups.insert(groups.end(), types.begin(), types.end());
        for (const std::string& group : groups)
            found.figures.push_back(aurocOf(wordsOf(group), "m-token-auroc", group, cases, plan));
        found.figures.push_back(precisionOf(wordsOf({}), "m-token-ap", {}, cases, plan));
        const auto means = meansOf(firstWords(), {"m-token-top", "m-token-claim"}, plan);
        found.figures.insert(found.figures.end(), means.begin(), means.end());
        addThreshold(cases, plan, found);
        const auto sanity = meansOf(m_sanity, {}, plan);
        found.figures.insert(found.figures.end(), sanity.begin(), sanity.end());
        return found;
    }

private:
    void keep(Valued valued, const std::string& text, std::pair<int64_t, int64_t> wrong,
              std::pair<int64_t, int64_t> claim)
    {
        const std::vector<explain::Word> words = explain::wordsOf(text);
        const auto known = m_last.find(text);
        if (known != m_last.end() && known->second.size() == words.size())
            valued.words = judge(words, known->second, wrong, claim);
        m_texts.push_back(std::move(valued));
    }

    static bool belongs(const Valued& text, const std::string& group)
    {
        if (text.type.empty())
            return false;
        const bool isNegation = text.type == negation;
        if (group == withoutNegation)
            return !isNegation;
        if (group == oneClaim || group == oneWithoutNegation)
            return !text.hasSeveralClaims && !(isNegation && group == oneWithoutNegation);
        if (group == severalClaims || group == severalWithoutNegation)
            return text.hasSeveralClaims && !(isNegation && group == severalWithoutNegation);
        return group.empty() || text.type == group;
    }

    bool hasAny(const std::string& group) const
    {
        return std::ranges::any_of(m_texts, [&](const auto& text) { return belongs(text, group); });
    }

    /// The words of the foils of one type, or of one of the groups above.
    Ranked wordsOf(const std::string& group) const
    {
        Ranked ranked;
        for (const Valued& text : m_texts) {
            if (!belongs(text, group))
                continue;
            ranked.undefined += text.words.empty();
            for (const explain::JudgedWord& word : text.words)
                ranked.add(word.suspicion, word.isWrong, text.caseIndex);
        }
        return ranked;
    }

    std::vector<Observation> firstWords() const
    {
        std::vector<Observation> all;
        for (const Valued& text : m_texts) {
            if (text.type.empty())
                continue;
            const explain::JudgedWord* const first = mostSuspected(text.words);
            const auto add = [&](const char* metric, bool explain::JudgedWord::*isHit) {
                const auto hits = std::ranges::count_if(text.words, isHit);
                all.push_back({metric, text.type, text.caseIndex,
                               first ? double(first->*isHit) : Figure::none,
                               first ? double(hits) / double(text.words.size()) : Figure::none});
            };
            add("m-token-top", &explain::JudgedWord::isWrong);
            add("m-token-claim", &explain::JudgedWord::isInWrongClaim);
        }
        return all;
    }

    /// One threshold for the words of true and wrong captions alike: a reader does not know which
    /// is which.
    void addThreshold(int64_t cases, const explain::ResamplingPlan& plan, Findings& found) const
    {
        Ranked choosing, judging;
        for (const Valued& text : m_texts)
            for (const explain::JudgedWord& word : text.words)
                (choosesThresholds(text.caseIndex) ? choosing : judging)
                    .add(word.suspicion, word.isWrong, text.caseIndex);
        const double cut = explain::Ranking(choosing.scores, choosing.isTrue).bestF1().threshold;
        if (std::isnan(cut))
            return;
        found.figures.push_back(f1Of(judging, cut, "m-token-f1", cases, plan));
        std::vector<Observation> spared;
        for (const Valued& text : m_texts)
            if (text.type.empty() && !text.words.empty() && !choosesThresholds(text.caseIndex))
                spared.push_back({"m-token-spared",
                                  {},
                                  text.caseIndex,
                                  double(mostSuspected(text.words)->suspicion < cut)});
        const auto means = meansOf(spared, {}, plan);
        found.figures.insert(found.figures.end(), means.begin(), means.end());
        for (const explain::Parameter& knob : m_run.method->info().parameters)
            if (knob.key == "threshold") // words below it are flagged: the cut is one of them
                found.thresholds[m_run.method->info().id + ".threshold"] =
                    std::nextafter(-cut, std::numeric_limits<double>::infinity());
    }

    static double likeness(const std::vector<double>& values, const std::vector<double>& others)
    {
        std::vector<double> a, b;
        for (std::size_t i = 0; i < values.size() && i < others.size(); ++i)
            if (std::isfinite(values[i]) && std::isfinite(others[i])) {
                a.push_back(std::abs(values[i]));
                b.push_back(std::abs(others[i]));
            }
        return a.size() > 1 ? explain::spearman(a, b) : Figure::none;
    }

    explain::MethodRun m_run;
    ByText m_last; ///< of the case that was seen last
    std::vector<Valued> m_texts;
    std::vector<Observation> m_sanity;
};

} // namespace

std::unique_ptr<MethodBench> wordBench(const explain::MethodRun& run)
{
    return std::make_unique<WordBench>(run);
}

} // namespace calibration
