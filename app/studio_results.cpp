// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio.h"

#include "models/stored_results.h"

#include <QDateTime>

#include <algorithm>

namespace app {
namespace {

using nlohmann::json;

constexpr std::size_t mostOfOneMethod = 4; // kept results of one image

json toJson(const explain::NullBand& band)
{
    return {{"low", band.low},         {"high", band.high},
            {"mean", band.mean},       {"deviation", band.deviation},
            {"largest", band.largest}, {"texts", band.texts}};
}

std::optional<explain::NullBand> bandFrom(const json& details)
{
    const auto found = details.find("null_band");
    if (found == details.end() || !found->is_object())
        return {};
    try {
        explain::NullBand band;
        for (const auto& [key, value] :
             {std::pair("low", &band.low), std::pair("high", &band.high),
              std::pair("mean", &band.mean), std::pair("deviation", &band.deviation)})
            *value = found->at(key).get<double>();
        band.largest = found->at("largest").get<std::vector<double>>();
        band.texts = found->at("texts").get<int64_t>();
        return band;
    } catch (const json::exception&) {
        return {}; // of another version: it is measured again
    }
}

bool same(const std::vector<explain::Text>& a, const std::vector<explain::Text>& b)
{
    return std::ranges::equal(a, b, [](const explain::Text& x, const explain::Text& y) {
        return x.text == y.text && x.role == y.role;
    });
}

std::string textAt(const json& details, const char* key)
{
    const auto found = details.find(key);
    return found != details.end() && found->is_string() ? found->get<std::string>() : "";
}

} // namespace

/// Which knobs somebody set by hand, whatever a network's defaults are.
json Studio::chosenKnobs(const QString& method) const
{
    json knobs = json::object();
    const QString prefix = "knob/" + method + '/';
    for (const QString& key : m_choices.keysBelow(prefix))
        knobs[key.mid(prefix.size()).toStdString()] = m_choices.text(key).toStdString();
    return knobs;
}

/// The stored result of what a panel asks. While network or image are not there yet, the newest
/// that was asked in the same words counts; its recipe is compared once they are.
const project::Run* Studio::storedRun(const PanelRun& panel)
{
    const project::Image* image = m_document->find<project::Image>(m_image);
    const project::Run* newest = nullptr;
    if (!image || !texts())
        return nullptr;
    const bool exact = networkOf(panel) && this->image();
    const QString network = panel.network().isEmpty() ? m_networkId : panel.network();
    const QString wanted = exact ? QString::fromStdString(questionOf(panel).sha256()) : QString();
    for (const project::Run* run : m_document->runsOf(m_image)) {
        if (newest && run->made <= newest->made)
            continue;
        if (exact) {
            if (run->recipe == wanted)
                newest = run;
            continue;
        }
        const auto asked = models::recipeFrom(run->details.value("recipe", json()));
        if (asked && asked->method == panel.method().toStdString()
            && asked->image.sha256 == image->sha256.toStdString()
            && textAt(run->details, "network") == network.toStdString()
            && run->details.value("knobs", json()) == chosenKnobs(panel.method())
            && same(asked->texts, texts()->texts()))
            newest = run;
    }
    return newest;
}

bool Studio::showStored(PanelRun* panel)
{
    const project::Run* run = storedRun(*panel);
    if (!run)
        return false;
    if (panel->state() == PanelRun::State::Ready && m_shown.value(panel) == run->recipe)
        return true;
    const auto bytes = m_document->blob(run->archive);
    const auto archive = bytes ? models::unpackResults(*bytes) : bytes.error();
    if (!archive)
        return false; // it is computed again
    m_explainer.remove(panel);
    std::vector<explain::Text> texts;
    for (const explain::TextRecord& record : archive->texts)
        texts.push_back(record.text);
    const json& ms = run->details.value("ms", json());
    m_shown[panel] = run->recipe;
    panel->setDone({archive->explanations, std::move(texts)},
                   ms.is_number_integer() ? ms.get<qint64>() : 0);
    if (const auto band = bandFrom(run->details))
        panel->setNullBand(band);
    else if (networkOf(*panel) && image())
        askForNullBand(panel);
    return true;
}

/// Results are no step of the history; nothing waits for them, so they are written when it is
/// quiet, and before anything that is on show goes.
void Studio::keepResults()
{
    m_keepResults.stop();
    if (!m_network || !image() || m_document->isReadOnly())
        return;
    project::Edit edit(*m_document);
    for (const PanelRun* panel : m_panels)
        if (panel->state() == PanelRun::State::Ready)
            keepResult(*panel, edit);
    m_document->commit({.name = tr("keep results"), .undoable = false}, edit);
}

void Studio::keepResult(const PanelRun& panel, project::Edit& edit)
{
    const QString id = QString::fromStdString(questionOf(panel).sha256());
    const auto& results = panel.results();
    if (!same(results.texts, texts()->texts()))
        return;
    std::vector<const project::Run*> before;
    for (const project::Run* run : m_document->runsOf(m_image)) {
        if (run->recipe == id) { // another panel's, or this one's before its band was measured
            if (panel.nullBand() && !run->details.contains("null_band")) {
                project::Run more = *run;
                more.details["null_band"] = toJson(*panel.nullBand());
                edit.update(more);
            }
            return;
        }
        if (textAt(run->details.value("recipe", json()), "method") == panel.method().toStdString())
            before.push_back(run);
    }
    for (const project::Change& change : edit.changes()) // a panel with the same question
        if (const auto* run = std::get_if<project::Run>(&change.row()); run && run->recipe == id)
            return;
    const auto archive = archiveOf({&panel});
    const QByteArray bytes = archive ? models::packResults(*archive) : QByteArray();
    if (bytes.isEmpty())
        return;
    project::Run run{
        .id = QUuid::createUuid(),
        .image = m_image,
        .recipe = id,
        .details = {{"recipe", models::toJson(questionOf(panel))},
                    {"network",
                     (panel.network().isEmpty() ? m_networkId : panel.network()).toStdString()},
                    {"knobs", chosenKnobs(panel.method())},
                    {"ms", panel.ms()}},
        .archive = m_document->addBlob(bytes),
        .made = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)};
    if (panel.nullBand())
        run.details["null_band"] = toJson(*panel.nullBand());
    if (!results.texts.empty())
        if (const auto score = cosine(results.texts.front().text))
            run.details["score"] = *score;
    edit.insert(run);
    std::ranges::sort(before, std::ranges::greater(), &project::Run::made);
    for (std::size_t i = mostOfOneMethod - 1; i < before.size(); ++i)
        edit.remove<project::Run>(before[i]->id);
}

} // namespace app
