// SPDX-License-Identifier: Apache-2.0
#include "explain/explain_job.h"

#include "explain/apply.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <limits>

namespace explain {
namespace {

constexpr std::array defaultMethods{"patch-sim", "ot-ipot", "denseclip", "clip4dm"};
constexpr std::size_t storeBytes = std::size_t(1) << 30;

Error usage(std::string message)
{
    return {Error::Kind::Usage, std::move(message)};
}

std::string knownMethods()
{
    std::string names;
    for (const Method* method : methods())
        names += (names.empty() ? "" : ", ") + method->info().id;
    return names.empty() ? "none" : names;
}

std::optional<Error> apply(const Setting& setting, Parameters& parameters)
{
    if (const auto error = parameters.set(setting.key, setting.value))
        return Error{error->kind, setting.method + '.' + error->message};
    return {};
}

/// The knobs of \p method as the user set them.
Expected<Parameters> parametersOf(const MethodInfo& method, const std::vector<Setting>& settings,
                                  Parameters parameters)
{
    for (const Setting& setting : settings)
        if (setting.method == method.id)
            if (const auto error = apply(setting, parameters))
                return *error;
    return parameters;
}

/// Rows of length 1; a row of zeros stays one.
at::Tensor normalised(const at::Tensor& rows)
{
    const at::Tensor lengths = rows.norm(2, -1, /*keepdim=*/true);
    return at::where(lengths == 0, rows, rows / lengths).to(at::kCPU, at::kFloat).contiguous();
}

Space patchSpace(const DualEncoder& encoder)
{
    return encoder.offers(Space::Joint) || !encoder.offers(Space::Local) ? Space::Joint
                                                                         : Space::Local;
}

/// NaN for blank texts: they say nothing that an image could bear out.
double cosine(const at::Tensor& image, const at::Tensor& text, const std::string& words)
{
    if (statusOf(words) == Status::EmptyText)
        return std::numeric_limits<double>::quiet_NaN();
    const at::Tensor a = image.to(at::kCPU, at::kDouble), b = text.to(at::kCPU, at::kDouble);
    const double lengths = a.norm().item<double>() * b.norm().item<double>();
    return lengths == 0 ? 0 : a.dot(b).item<double>() / lengths;
}

double logit(double cosineValue, const NetworkInfo& network)
{
    if (!network.logitScale)
        return std::numeric_limits<double>::quiet_NaN();
    return cosineValue * *network.logitScale + network.logitBias.value_or(0);
}

void addNotice(std::vector<std::string>& notices, const std::string& notice)
{
    if (!notice.empty() && std::ranges::find(notices, notice) == notices.end())
        notices.push_back(notice);
}

/// \p whole, of which this is part \p index of \p count.
Progress part(const Progress& whole, std::size_t index, std::size_t count, const std::string& name)
{
    Progress progress = whole;
    // Image and texts each begin at 0, but what is done stays done.
    progress.report = [=, most = std::make_shared<double>(0)](double fraction,
                                                              std::string_view step) {
        *most = std::max(*most, std::clamp(fraction, 0.0, 1.0));
        whole.report((double(index) + *most) / double(count), name + ": " + std::string(step));
    };
    return progress;
}

} // namespace

Expected<Setting> parseSetting(const std::string& text)
{
    const std::size_t equals = text.find('=');
    const std::size_t point = text.substr(0, equals).find('.');
    if (equals == std::string::npos || point == std::string::npos || point == 0
        || point + 1 == equals)
        return usage("--set: expected METHOD.KEY=VALUE, found '" + text + "'");
    return Setting{text.substr(0, point), text.substr(point + 1, equals - point - 1),
                   text.substr(equals + 1)};
}

std::optional<Error> checkMethods(const std::vector<std::string>& ids,
                                  const std::vector<Setting>& settings, const std::string& option)
{
    for (const std::string& id : ids)
        if (!findMethod(id))
            return usage(option + ": expected one of " + knownMethods() + ", found '" + id + "'");
    const std::vector<std::string> running =
        ids.empty() ? std::vector<std::string>(defaultMethods.begin(), defaultMethods.end()) : ids;
    for (const Setting& setting : settings) {
        const Method* const method = findMethod(setting.method);
        if (!method)
            return usage("--set: expected one of the methods " + knownMethods() + ", found '"
                         + setting.method + "'");
        Parameters parameters(method->info().parameters);
        if (const auto error = apply(setting, parameters))
            return error;
        if (std::ranges::find(running, setting.method) == running.end())
            return usage("--set: expected a setting of a method that is run, found one of '"
                         + setting.method + "'");
    }
    return {};
}

Expected<std::vector<MethodRun>> planMethods(const std::vector<std::string>& ids,
                                             const std::vector<Setting>& settings,
                                             const std::shared_ptr<const Network>& network)
{
    if (const auto error = checkMethods(ids, settings))
        return *error;
    std::vector<std::string> wanted = ids;
    if (ids.empty())
        wanted.assign(defaultMethods.begin(), defaultMethods.end());
    std::vector<MethodRun> runs;
    for (const std::string& id : wanted) {
        const Method* const method = findMethod(id);
        if (ids.empty() && !method)
            continue;
        const MethodInfo info = method->info();
        if (const auto unmet = unmetNeed(info, {{"network", network}})) {
            if (ids.empty())
                continue;
            return *unmet;
        }
        const auto defaults = parametersFor(info, network->info());
        if (!defaults)
            return defaults.error();
        const auto parameters = parametersOf(info, settings, *defaults);
        if (!parameters)
            return parameters.error();
        runs.push_back({method, *parameters});
    }
    return runs;
}

std::optional<Error> addFeatures(const ExplainJob& job, const Context& context, JobOutcome& outcome)
{
    Archive& archive = outcome.archive;
    const DualEncoder* const encoder = job.network->dualEncoder();
    if (!encoder)
        return {};
    const bool patches = has(*job.network, Skill::Patches);
    const Space space = patchSpace(*encoder);
    const auto image = context.image({.global = true,
                                      .patches = patches && space == Space::Joint,
                                      .localPatches = patches && space == Space::Local});
    if (!image)
        return image.error();
    const auto texts = context.texts({.global = true});
    if (!texts)
        return texts.error();

    archive.geometry = image->geometry;
    std::vector<at::Tensor> globals;
    for (std::size_t i = 0; i < texts->size(); ++i) {
        const TextFeatures& text = (*texts)[i];
        const Text& given = job.sample.texts[i];
        const double value = cosine(image->global[0], text.global, given.text);
        archive.texts.push_back({given, text.spans, wordsOf(given.text), text.truncatedAt});
        archive.scores.push_back({i, value, logit(value, job.network->info())});
        addNotice(outcome.notices, text.notice);
        globals.push_back(text.global);
    }
    if (job.embeddings) {
        archive.embeddings["image_embedding"] = normalised(image->global[0]);
        archive.embeddings["text_embeddings"] = normalised(at::stack(globals));
        if (patches)
            archive.embeddings["patch_embeddings"] = normalised(patchesIn(*image, space)[0]);
    }
    return {};
}

Expected<JobOutcome> runJob(const ExplainJob& job, const Progress& progress)
{
    for (const MethodRun& run : job.runs)
        if (const MethodInfo info = run.method->info(); info.samples > 1)
            return usage(info.id
                         + ": expected a method for one image, found one that judges a set "
                           "of them: groundscope calibrate runs it");
    JobOutcome outcome;
    outcome.archive.image = job.image;
    outcome.archive.network = job.network->info();
    addNotice(outcome.notices, job.network->info().notice);
    if (const auto& test = job.network->info().selfTest; test && !test->passed())
        addNotice(outcome.notices, job.network->info().name + ": " + describe(*test));
    Context context{.samples = {job.sample},
                    .networks = {{"network", job.network}},
                    .features = std::make_shared<MapStore>(storeBytes)};
    const std::size_t steps = job.runs.size() + 1;
    try {
        context.progress = part(progress, 0, steps, "encoding");
        if (const auto error = addFeatures(job, context, outcome))
            return *error;
    } catch (...) {
        return errorFromException("encoding image and texts");
    }
    for (std::size_t i = 0; i < job.runs.size(); ++i) {
        if (progress.cancelled())
            return cancelledError;
        context.parameters = job.runs[i].parameters;
        context.progress = part(progress, i + 1, steps, job.runs[i].method->info().id);
        context.progress.report(0, "started");
        auto explanations = apply(*job.runs[i].method, context);
        if (!explanations)
            return explanations.error();
        for (Explanation& explanation : *explanations)
            outcome.archive.explanations.push_back(std::move(explanation));
    }
    for (const Explanation& e : outcome.archive.explanations)
        if (e.status != Status::Ok)
            addNotice(outcome.notices,
                      (e.text ? "text " + std::to_string(*e.text) : std::string("all texts")) + ": "
                          + std::string(nameOf(e.status)) + ", " + meaningOf(e.status));
    progress.report(1, "done");
    return outcome;
}

} // namespace explain
