// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio.h"

#include "explain/apply.h"
#include "explain/explain_job.h"
#include "explain/ops/similarity.h"
#include "models/image_file.h"

#include <algorithm>

namespace app {
namespace {

bool speakOfTheSame(const std::vector<explain::Text>& a, const std::vector<explain::Text>& b)
{
    return std::ranges::equal(a, b, [](const explain::Text& x, const explain::Text& y) {
        return x.text == y.text && x.role == y.role;
    });
}

explain::ImageRecord recordOf(const models::Image& image)
{
    explain::ImageRecord record{.file = image.file.toStdString(),
                                .sha256 = image.fileSha256.empty() ? image.pixelsSha256
                                                                   : image.fileSha256,
                                .width = image.size.width(),
                                .height = image.size.height()};
    if (image.window)
        record.window = {image.window->low, image.window->high};
    return record;
}

} // namespace

std::optional<explain::TextFeatures> Studio::readText(const std::string& text)
{
    return m_network ? sampleContext().knownText(text) : std::nullopt;
}

std::optional<explain::TextFeatures> Studio::readText(const PanelRun& panel,
                                                      const std::string& text)
{
    const models::NetworkPointer network = networkOf(panel);
    return network ? sampleContext(network).knownText(text) : std::nullopt;
}

std::optional<double> Studio::cosine(const std::string& text)
{
    if (!m_network)
        return {};
    const explain::Context context = sampleContext();
    const auto image = context.knownImage();
    const auto read = context.knownText(text);
    if (!image || !read || !image->global.defined() || !read->global.defined())
        return {};
    return explain::cosines(image->global.to(at::kDouble),
                            read->global.to(at::kDouble).unsqueeze(0))
        .item<double>();
}

explain::Expected<explain::Archive> Studio::archiveOf(const QList<const PanelRun*>& shown)
{
    const explain::Error nothing{explain::Error::Kind::Usage,
                                 "data: expected results of the texts on show, found none (yet)"};
    const auto image = this->image();
    const models::NetworkPointer network = shown.isEmpty() ? m_network : networkOf(*shown.front());
    const explain::Context context = sampleContext(network);
    if (!image || !network || !context.knownImage())
        return nothing;
    explain::JobOutcome outcome;
    std::vector<explain::Explanation>& explanations = outcome.archive.explanations;
    for (const PanelRun* run : shown)
        if (networkOf(*run) == network // an archive holds one network
            && speakOfTheSame(run->results().texts, context.sample().texts))
            std::ranges::copy(run->results().explanations, std::back_inserter(explanations));
    if (explanations.empty())
        return nothing;
    outcome.archive.image = recordOf(*image);
    outcome.archive.network = network->info();
    const explain::ExplainJob job{
        .image = outcome.archive.image, .sample = context.samples[0], .network = network};
    try { // only reads the store: what there are results of has been encoded
        if (const auto error = explain::addFeatures(job, context, outcome))
            return *error;
    } catch (...) {
        return explain::errorFromException("encoding image and texts");
    }
    return outcome.archive;
}

models::Recipe Studio::questionOf(const PanelRun& run)
{
    const explain::Method* found = explain::findMethod(run.method().toStdString());
    if (!found || !networkOf(run))
        return {};
    models::Recipe recipe = models::recipeOf(found->info(), contextFor(run));
    if (const auto image = this->image()) {
        recipe.image = {image->file.toStdString(),
                        image->fileSha256.empty() ? image->pixelsSha256 : image->fileSha256};
    }
    return recipe;
}

models::Recipe Studio::recipeOf(const PanelRun& run)
{
    models::Recipe recipe = questionOf(run);
    if (!run.results().explanations.empty())
        recipe.texts = run.results().texts;
    return recipe;
}

} // namespace app
