// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explainer.h"

#include "explain/ops/spans.h"
#include "models/null_texts.h"

#include <algorithm>

namespace app {
namespace {

constexpr std::size_t manyNullTexts = 200;
constexpr std::size_t fewNullTexts = 19; // where each costs a run of the method
constexpr qsizetype mostWordMaps = 500;  // of a report of thousands of words the first ones

QString wordsPanel(const QString& network)
{
    return "words " + network;
}

QString nullOf(const PanelRun* panel)
{
    return panel->id() + " null";
}

/// Every word of the captions once, as something to look for.
std::vector<explain::Text> wordsOfCaptions(const std::vector<explain::Text>& texts)
{
    QStringList words;
    for (const explain::Text& text : texts)
        if (text.role == explain::Text::Role::Caption)
            for (const explain::Word& word : explain::wordsOf(text.text))
                if (!word.isPunctuation)
                    words.append(QString::fromStdString(word.text));
    words.removeDuplicates();
    std::vector<explain::Text> wanted;
    for (const QString& word : words.mid(0, mostWordMaps))
        wanted.push_back({word.toStdString(), explain::Text::Role::Concept});
    return wanted;
}

} // namespace

Explainer::Explainer(QObject* parent) : QObject(parent)
{
    connect(&m_runs, &models::RunList::explained, this, &Explainer::explained);
    connect(&m_runs, &models::RunList::failed, this, &Explainer::failed);
    connect(&m_runs, &models::RunList::cancelled, this, &Explainer::cancelled);
    connect(&m_runs, &models::RunList::dataChanged, this, &Explainer::progressed);
}

Explainer::~Explainer()
{
    m_runs.disconnect(this);
    m_runs.cancelAll();
}

void Explainer::run(PanelRun* panel, const explain::Method& method, explain::Context context)
{
    panel->setRunning();
    std::vector<explain::Text> texts = context.sample().texts;
    submit({.panel = panel->id(), .method = &method, .context = std::move(context)},
           {Purpose::Panel, panel, std::move(texts)});
}

void Explainer::findWordMaps(const QString& network, const explain::Method& method,
                             explain::Context context)
{
    std::vector<explain::Text> texts = wordsOfCaptions(context.sample().texts);
    const auto known = m_wordMaps.value(network);
    std::erase_if(texts, [&known](const explain::Text& word) {
        return known.contains(QString::fromStdString(word.text));
    });
    if (texts.empty())
        return;
    context.samples[0].texts = texts;
    submit({.panel = wordsPanel(network),
            .priority = models::RunRequest::Priority::Background,
            .method = &method,
            .context = std::move(context)},
           {Purpose::WordMaps, nullptr, std::move(texts), network});
}

void Explainer::forgetWordMaps()
{
    for (Ticket& ticket : m_tickets)
        if (ticket.purpose == Purpose::WordMaps) {
            ticket.wanted = false;
            m_queue.cancel(wordsPanel(ticket.network));
        }
    m_wordMaps.clear();
    Q_EMIT wordMapsChanged();
}

void Explainer::findNullBand(PanelRun* panel, const explain::Method& method,
                             explain::Context context, const QString& question)
{
    const explain::MethodInfo info = method.info();
    const bool ofWords =
        info.kind == explain::Alignment::name || info.kind == explain::WordScores::name;
    if (!ofWords && info.kind != explain::PatchMap::name)
        return; // classes compete with each other, not with chance
    if (m_questions.value(panel->id()) == question)
        return;
    explain::Expected<std::vector<std::string>> unrelated = models::nullTexts();
    if (!unrelated) {
        Q_EMIT notice(QString::fromStdString(unrelated.error().message));
        return;
    }
    m_questions[panel->id()] = question;
    panel->setNullBand({});
    unrelated->resize(std::min(ofWords ? fewNullTexts : manyNullTexts, unrelated->size()));
    submit({.panel = nullOf(panel),
            .priority = models::RunRequest::Priority::Background,
            .method = &method,
            .context = explain::nullContext(info, std::move(context), *unrelated)},
           {Purpose::NullBand, panel, {}});
}

void Explainer::submit(models::RunRequest request, Ticket ticket)
{
    const QString title = QString::fromStdString(request.method->info().id);
    for (Ticket& older : m_tickets) // the queue replaces it: its end is no news for the panel
        if (older.purpose == ticket.purpose && older.panel == ticket.panel
            && older.network == ticket.network)
            older.wanted = false;
    const QUuid id = m_runs.follow(title, m_queue.submit(std::move(request)));
    m_tickets.insert(id, std::move(ticket));
}

void Explainer::explained(QUuid id, const std::vector<explain::Explanation>& explanations)
{
    const Ticket ticket = m_tickets.take(id);
    if (!ticket.wanted)
        return;
    switch (ticket.purpose) {
    case Purpose::Panel:
        ticket.panel->setDone({explanations, ticket.texts},
                              rowWith(id).data(models::RunList::MsRole).toLongLong());
        Q_EMIT done(ticket.panel);
        break;
    case Purpose::WordMaps:
        for (const explain::Explanation& map : explanations)
            if (map.text)
                m_wordMaps[ticket.network].insert(
                    QString::fromStdString(ticket.texts[*map.text].text), map);
        Q_EMIT wordMapsChanged();
        break;
    case Purpose::NullBand:
        if (const auto band = explain::nullBandOf(explanations))
            ticket.panel->setNullBand(*band);
        break;
    }
}

void Explainer::failed(QUuid id, const explain::Error& error)
{
    const Ticket ticket = m_tickets.take(id);
    if (!ticket.wanted)
        return;
    const QString sentence = QString::fromStdString(error.message);
    if (ticket.purpose == Purpose::Panel)
        ticket.panel->setFailed(sentence);
    else
        Q_EMIT notice(sentence);
}

void Explainer::cancelled(QUuid id, const QString& step)
{
    const Ticket ticket = m_tickets.take(id);
    if (!ticket.wanted)
        return;
    if (ticket.purpose == Purpose::Panel)
        ticket.panel->setCancelled(step);
    else if (ticket.purpose == Purpose::NullBand)
        m_questions.remove(ticket.panel->id());
}

void Explainer::progressed(const QModelIndex& from, const QModelIndex& to)
{
    for (int row = from.row(); row <= to.row(); ++row) {
        const QModelIndex run = m_runs.index(row);
        const auto ticket = m_tickets.constFind(run.data(models::RunList::IdRole).toUuid());
        if (ticket != m_tickets.cend() && ticket->wanted && ticket->purpose == Purpose::Panel)
            ticket->panel->setProgress(run.data(models::RunList::PercentRole).toInt(),
                                       run.data(models::RunList::StepRole).toString());
    }
}

QModelIndex Explainer::rowWith(QUuid id) const
{
    for (int row = m_runs.rowCount() - 1; row >= 0; --row)
        if (m_runs.index(row).data(models::RunList::IdRole).toUuid() == id)
            return m_runs.index(row);
    return {};
}

void Explainer::stop(PanelRun* panel)
{
    for (auto ticket = m_tickets.cbegin(); ticket != m_tickets.cend(); ++ticket)
        if (ticket->wanted && ticket->panel == panel && ticket->purpose == Purpose::Panel) {
            m_runs.cancel(ticket.key());
            return;
        }
}

void Explainer::remove(PanelRun* panel)
{
    for (Ticket& ticket : m_tickets)
        if (ticket.panel == panel)
            ticket.wanted = false;
    m_queue.cancel(panel->id());
    m_queue.cancel(nullOf(panel));
    m_questions.remove(panel->id());
}

void Explainer::reset()
{
    for (Ticket& ticket : m_tickets)
        ticket.wanted = false;
    m_runs.cancelAll();
    m_questions.clear();
    m_wordMaps.clear();
    Q_EMIT wordMapsChanged(); // nobody must go on with what they pointed at
}

const explain::Explanation* Explainer::wordMap(const QString& network, const QString& word) const
{
    const auto words = m_wordMaps.constFind(network);
    if (words == m_wordMaps.cend())
        return nullptr;
    const auto found = words->constFind(word);
    return found == words->cend() ? nullptr : &*found;
}

std::vector<const explain::Explanation*> Explainer::wordMaps() const
{
    std::vector<const explain::Explanation*> maps;
    for (const auto& words : m_wordMaps)
        for (const explain::Explanation& map : words)
            maps.push_back(&map);
    return maps;
}

} // namespace app
