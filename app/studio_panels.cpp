// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app {
namespace {

QString ownKnobKey(const PanelRun& panel, const QString& key)
{
    return "panel/" + panel.id() + '/' + panel.method() + '/' + key;
}

} // namespace

void Studio::beginWithPanels(const PanelSet& set)
{
    m_firstPanels = set;
    usePanels();
}

void Studio::changePanels(const QString& name, const PanelSet& set)
{
    if (set == m_panelSet)
        return;
    if (m_choices.value("panels").is_null()) // what undo leads back to, also in a later session
        m_document->setView("panels", toJson(m_panelSet));
    m_choices.choose(name, "panels", toJson(set), /*merges=*/false);
}

void Studio::setPanelMethod(PanelRun* panel, const QString& method)
{
    if (method != panel->method())
        changePanels(tr("Show %1").arg(method), withMethod(m_panelSet, panel->id(), method));
}

void Studio::setPanelNetwork(PanelRun* panel, const QString& network)
{
    if (network != panel->network())
        changePanels(tr("Network of a panel"), withNetwork(m_panelSet, panel->id(), network));
}

/// Brings the panels in line with what was chosen. Those that stay keep their results, and those
/// that go live on until everybody has heard of it.
void Studio::usePanels()
{
    const PanelSet first = panelSetFrom(m_document->view("panels")).value_or(m_firstPanels);
    PanelSet set = panelSetFrom(m_choices.value("panels")).value_or(first);
    const auto known = [this](QString& network) { // by its name: as lists know it
        if (const models::NetworkEntry* entry = m_networks->find(network))
            network = entry->id;
    };
    for (PanelChoice& panel : set.panels)
        if (!panel.network.isEmpty())
            known(panel.network);
    std::ranges::for_each(set.networks, known);
    if (set == m_panelSet)
        return;
    m_panelSet = set;
    QList<PanelRun*> before = m_panels, changed;
    m_panels.clear();
    for (const PanelChoice& choice : set.panels) {
        const auto kept = std::ranges::find(before, choice.id, &PanelRun::id);
        PanelRun* panel = kept == before.end() ? nullptr : *kept;
        const bool isNew = !panel;
        if (panel)
            before.erase(kept);
        else
            panel = new PanelRun(choice.id, choice.method, this);
        if (isNew || panel->method() != choice.method || panel->network() != choice.network
            || panel->runs() == 0)
            changed.append(panel);
        m_panels.append(panel);
    }
    for (PanelRun* gone : before) {
        m_explainer.remove(gone);
        m_shown.remove(gone);
    }
    Q_EMIT panelsChanged();
    for (PanelRun* gone : before)
        gone->deleteLater();
    for (PanelRun* panel : changed) {
        const PanelChoice& choice = *set.find(panel->id());
        m_explainer.remove(panel);
        panel->setMethod(choice.method);
        panel->setNetwork(choice.network);
    }
    wantNetworks();
    for (PanelRun* panel : changed)
        show(panel);
}

bool Studio::isWanted(const QString& network) const
{
    return std::ranges::any_of(m_panelSet.panels, [&network](const PanelChoice& panel) {
        return !network.isEmpty() && panel.network == network;
    });
}

/// Networks that no panel asks for any more are let go: the loader keeps the last few.
void Studio::wantNetworks()
{
    m_panelNetworks.removeIf([this](const auto& known) { return !isWanted(known.key()); });
    for (const PanelChoice& panel : m_panelSet.panels)
        if (!panel.network.isEmpty() && !m_panelNetworks.contains(panel.network))
            wantNetwork(panel.network);
}

void Studio::wantNetwork(const QString& id)
{
    PanelNetwork& wanted = m_panelNetworks[id];
    if (id == m_usedId && m_network) {
        wanted.network = m_network;
        wanted.calibrations = m_calibrations;
        return;
    }
    const models::NetworkEntry* entry = m_networks->find(id);
    if (!entry) {
        wanted.fault = tr("%1: expected a known network, found none of that name").arg(id);
        return;
    }
    const models::NetworkRequest request = requestFor(*entry);
    if (const models::NetworkPointer kept = m_loader.kept(request)) {
        panelNetworkLoaded(id, kept);
        return;
    }
    m_networks->setLoading(id);
    m_loader.load(request);
}

void Studio::panelNetworkLoaded(const QString& id, const models::NetworkPointer& network)
{
    m_panelNetworks[id] = {network, readCalibrations(id, network), {}};
    runPanelsOf(id);
    if (id != m_usedId)
        findWordMaps(id, network);
}

void Studio::runPanelsOf(const QString& network)
{
    for (PanelRun* panel : m_panels)
        if (panel->network() == network)
            show(panel);
}

QStringList Studio::methodsToShow() const
{
    QStringList first{"patch-sim", "ot-ipot", "denseclip", "clip4dm"}, others;
    for (int row = 0; row < m_methods.rowCount(); ++row) {
        const QModelIndex method = m_methods.index(row);
        const QString id = method.data(models::MethodList::IdRole).toString();
        if (!method.data(models::MethodList::ReasonRole).toString().isEmpty())
            first.removeOne(id);
        else if (!first.contains(id))
            others.append(id);
    }
    return first + others;
}

/// Under which name the word maps of a panel's network are kept: those of the window's under none.
QString Studio::mapsOf(const PanelRun& panel) const
{
    return panel.network() == m_usedId ? QString() : panel.network();
}

models::NetworkPointer Studio::networkOf(const PanelRun& panel) const
{
    return mapsOf(panel).isEmpty() ? m_network : m_panelNetworks.value(panel.network()).network;
}

QString Studio::networkName(const PanelRun& panel) const
{
    const QString id = panel.network().isEmpty() ? m_networkId : panel.network();
    const models::NetworkEntry* entry = m_networks->find(id);
    return entry ? entry->name : id;
}

const models::Calibrations& Studio::calibrationsOf(const PanelRun& panel) const
{
    const auto own = m_panelNetworks.constFind(panel.network());
    return mapsOf(panel).isEmpty() || own == m_panelNetworks.cend() ? m_calibrations
                                                                    : own->calibrations;
}

void Studio::chooseKnobs(explain::Parameters& parameters, const QString& prefix) const
{
    for (const QString& key : m_choices.keysBelow(prefix))
        // A value that this network's range does not allow waits for one that does.
        static_cast<void>(parameters.set(key.mid(prefix.size()).toStdString(),
                                         m_choices.text(key).toStdString()));
}

explain::Parameters Studio::parametersOf(const PanelRun& panel)
{
    const QString& method = panel.method();
    explain::Parameters parameters = mapsOf(panel).isEmpty()
        ? this->parameters(method)
        : defaultsOf(method, networkOf(panel), calibrationsOf(panel));
    if (!mapsOf(panel).isEmpty())
        chooseKnobs(parameters, "knob/" + method + '/');
    if (panel.hasOwnThreshold())
        chooseKnobs(parameters, ownKnobKey(panel, {}));
    return parameters;
}

std::optional<explain::Error> Studio::setPanelParameter(const PanelRun& panel, const QString& key,
                                                        const QString& text)
{
    explain::Parameters after = parametersOf(panel);
    if (const auto error = after.set(key.toStdString(), text.toStdString()))
        return error;
    m_choices.choose(tr("Change %1 of one panel").arg(key), ownKnobKey(panel, key),
                     text.toStdString());
    return {};
}

explain::Context Studio::contextFor(const PanelRun& panel)
{
    explain::Context context = sampleContext(networkOf(panel));
    context.parameters = parametersOf(panel);
    return context;
}

const EvidenceLens& Studio::lensOf(const PanelRun& panel, const std::string& text)
{
    const QString network = mapsOf(panel);
    Lens& lens = m_lenses[network];
    if (lens.text != text || lens.table.isEmpty())
        lens = {text, EvidenceLens(text, [&](const QString& word) {
                    return m_explainer.wordMap(network, word);
                })};
    return lens.table;
}

const EvidenceLens& Studio::lens(const std::string& text)
{
    Lens& lens = m_lenses[{}];
    if (lens.text != text || lens.table.isEmpty())
        lens = {text, EvidenceLens(text, [this](const QString& word) { return wordMap(word); })};
    return lens.table;
}

} // namespace app
