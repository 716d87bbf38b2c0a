// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_export.h"

#include "app/figure_note.h"
#include "app/trust.h"
#include "app/word_values.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace app {
namespace {

using explain::Explanation;

QString quoted(const std::string& text)
{
    return u'“' + QString::fromStdString(text).simplified() + u'”';
}

/// The number that a caption has at the head of the page; 0: it is the only one.
int captionNumber(const FigureRequest& request, std::size_t text)
{
    int number = 0, captions = 0;
    for (std::size_t i = 0; i < request.texts.size(); ++i) {
        captions += request.texts[i].text.role == explain::Text::Role::Caption;
        if (i == text)
            number = captions;
    }
    return captions > 1 ? number : 0;
}

/// The word of a map for each word that has the largest value: the one that is shown.
int strongestRow(const Explanation& explanation)
{
    const auto* map = std::get_if<explain::PatchMap>(&explanation.kind);
    if (!map || !explain::hasNumbers(explanation) || map->map.dim() != 3)
        return -1;
    return int(
        map->map.to(at::kDouble).nan_to_num(-INFINITY).amax({1, 2}).argmax().item<int64_t>());
}

/// “red” of caption 2; the concept or the caption; nothing where all texts are meant.
QString subjectOf(const FigureRequest& request, const Explanation& explanation, int word)
{
    if (!explanation.text || *explanation.text >= request.texts.size()) {
        const bool areTexts = std::holds_alternative<explain::ScoreTable>(explanation.kind);
        return areTexts ? QObject::tr("%1 texts").arg(explanation.labels.size())
                        : QObject::tr("%1 concepts").arg(explanation.labels.size());
    }
    const explain::Text& text = request.texts[*explanation.text].text;
    if (text.role == explain::Text::Role::Concept)
        return quoted(text.text);
    const int number = captionNumber(request, *explanation.text);
    const QString caption =
        number > 0 ? QObject::tr("caption %1").arg(number) : QObject::tr("the caption");
    if (word >= 0 && std::size_t(word) < explanation.labels.size())
        return number > 0
            ? QObject::tr("%1 of %2").arg(quoted(explanation.labels[std::size_t(word)]), caption)
            : quoted(explanation.labels[std::size_t(word)]);
    return caption;
}

FigurePanel panelOf(const FigureRequest& request, const Explanation& explanation,
                    const Scales& scales)
{
    FigurePanel panel{.method = QString::fromStdString(explanation.method),
                      .sentence = sentenceFor(explanation.status),
                      .trust = trustInFigures(request.network, request.calibrations, request.domain,
                                              explanation.method)};
    PresentRequest wanted{.word = strongestRow(explanation),
                          .scale = scales.scaleOf(explanation, {}, views::Theme::page())};
    if (explanation.text && *explanation.text < request.texts.size()) {
        wanted.text = request.texts[*explanation.text].text.text;
        wanted.truncatedAt = request.texts[*explanation.text].truncatedAt;
    }
    if (panel.sentence.isEmpty())
        panel.content = present(explanation, wanted);
    panel.subject = subjectOf(request, explanation, std::max(wanted.word, panel.content.word));
    return panel;
}

/// The captions, their words marked by the first method that gave each word a number.
QList<QList<views::Word>> captionsOf(const FigureRequest& request)
{
    QList<QList<views::Word>> captions;
    for (std::size_t i = 0; i < request.texts.size(); ++i) {
        const explain::TextRecord& record = request.texts[i];
        if (record.text.role != explain::Text::Role::Caption)
            continue;
        const auto scores = std::ranges::find_if(request.explanations, [i](const Explanation& e) {
            return e.text == i && std::holds_alternative<explain::WordScores>(e.kind);
        });
        const Explanation* known = scores != request.explanations.end() ? &*scores : nullptr;
        captions << wordsWithValues(record.text.text, known, {}, record.truncatedAt);
    }
    return captions;
}

} // namespace

FigurePage pageOf(const FigureRequest& request)
{
    Scales scales;
    std::vector<const Explanation*> all;
    for (const Explanation& explanation : request.explanations)
        all.push_back(&explanation);
    scales.measure(all);

    FigurePage page{.image = request.image,
                    .captions = captionsOf(request),
                    .opacity = views::Theme::page().mapOpacity};
    for (const Explanation& explanation : request.explanations)
        page.panels << panelOf(request, explanation, scales);
    page.note = noteFor(page, request.network, request.recipeJson);
    return page;
}

std::optional<explain::Error> writeFigures(const FigureRequest& request)
{
    const FigurePage page = pageOf(request);
    for (const QString& format : request.formats)
        if (const auto error =
                writePage(page, request.folder + "/figure." + format, format, request.recipeJson))
            return error;
    return {};
}

} // namespace app
