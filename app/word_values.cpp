// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/word_values.h"

#include "explain/ops/spans.h"

#include <ATen/ATen.h>

#include <cmath>

namespace app {

QList<views::Word> wordsWithValues(const std::string& text, const explain::Explanation* scores,
                                   const std::optional<explain::NullBand>& band,
                                   std::optional<int64_t> truncatedAt)
{
    QList<float> values;
    QList<float> flagged; // by the method; one that flags nothing may still have a threshold
    double threshold = std::numeric_limits<double>::quiet_NaN();
    if (scores && explain::hasNumbers(*scores)) {
        values = floatsOf(std::get<explain::WordScores>(scores->kind).values);
        if (const auto known = scores->extras.find("flagged"); known != scores->extras.end())
            flagged = floatsOf(known->second);
        else if (const auto limit = scores->values.find("threshold"); limit != scores->values.end())
            threshold = limit->second;
    }
    QList<views::Word> words;
    int64_t end = -1; // of the word before
    for (const explain::Word& word : explain::wordsOf(text)) {
        views::Word shown{.text = QString::fromStdString(word.text),
                          .overLimit = truncatedAt && word.begin >= *truncatedAt,
                          .punctuation = word.isPunctuation,
                          .attached = word.begin == end};
        end = word.end;
        if (words.size() < values.size())
            shown.value = values[words.size()];
        const bool known = !std::isnan(shown.value) && !word.isPunctuation;
        shown.inNull = known && band && shown.value >= band->low && shown.value <= band->high;
        shown.unsupported = known && (flagged.value(words.size()) > 0 || shown.value < threshold);
        if (scores)
            for (const explain::Caveat& caveat : scores->caveats)
                if (!word.isPunctuation && word.begin < caveat.end && word.end > caveat.begin)
                    shown.caution = QString::fromStdString(caveat.message);
        words.append(shown);
    }
    return words;
}

const explain::Explanation* explanationOf(const PanelRun::Results& results, const std::string& text,
                                          explain::Text::Role role)
{
    for (const explain::Explanation& e : results.explanations)
        if (e.text && *e.text < results.texts.size() && results.texts[*e.text].text == text
            && results.texts[*e.text].role == role)
            return &e;
    return nullptr;
}

views::NullBand nullBandOf(const std::optional<explain::NullBand>& band, bool isSigned)
{
    if (!band)
        return {};
    return {isSigned ? band->low : 0, band->high};
}

QList<float> floatsOf(const at::Tensor& tensor)
{
    if (!tensor.defined())
        return {};
    const at::Tensor plain = tensor.to(at::kCPU, at::kFloat).contiguous();
    const float* const first = plain.const_data_ptr<float>();
    return {first, first + plain.numel()};
}

} // namespace app
