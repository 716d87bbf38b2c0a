// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio.h"

#include "models/places.h"

#include <QFileInfo>

namespace app {
std::string Studio::domain() const
{
    return m_cases.index(m_cases.rowOf(m_case))
        .data(models::CaseList::DomainRole)
        .toString()
        .toStdString();
}

void Studio::readCalibrations()
{
    m_calibrations = readCalibrations(m_usedId, m_network);
    for (auto other = m_panelNetworks.begin(); other != m_panelNetworks.end(); ++other)
        other->calibrations = readCalibrations(other.key(), other->network);
    m_parameters.clear(); // what was measured gives knobs their defaults
    Q_EMIT calibrationsChanged();
}

models::Calibrations Studio::readCalibrations(const QString& id,
                                              const models::NetworkPointer& network)
{
    const models::NetworkEntry* entry = m_networks->find(id);
    if (!entry || !network)
        return {};
    models::Calibrations found = models::findCalibrations(
        network->info().sha256, QFileInfo(entry->path).isDir() ? entry->path : QString(),
        models::calibrationFolder());
    for (const explain::Error& fault : found.faults)
        Q_EMIT notice(QString::fromStdString(fault.message));
    return found;
}

/// A network that computes something else than its maker saw is named so wherever it is shown.
void Studio::heedSelfTest(const QString& id, const explain::NetworkInfo& network)
{
    if (!network.selfTest || network.selfTest->passed() || m_faulty.contains(id))
        return;
    const std::string said = network.name + ": " + explain::describe(*network.selfTest);
    m_faulty.insert(id, QString::fromStdString(said));
    Q_EMIT notice(QString::fromStdString(said));
}

void Studio::hintAtCalibration()
{
    const models::NetworkEntry* entry = m_networks->find(m_usedId);
    const bool isMeant =
        entry && !entry->path.isEmpty(); // without weights there is nothing to measure
    if (!isMeant || !m_calibrations.empty() || m_hintedAt.contains(m_usedId))
        return;
    m_hintedAt.insert(m_usedId);
    Q_EMIT hint(tr("%1 is not calibrated: nothing tells how far its explanations can be believed. "
                   "Run, Calibrate network (Ctrl+Shift+C) measures it.")
                    .arg(QString::fromStdString(m_network->info().name)));
}

explain::Parameters Studio::defaultsOf(const QString& method, const models::NetworkPointer& network,
                                       const models::Calibrations& calibrations)
{
    const explain::Method* found = explain::findMethod(method.toStdString());
    if (!found)
        return {};
    const explain::MethodInfo info = found->info();
    explain::Parameters parameters(info.parameters);
    if (!network)
        return parameters;
    if (const auto adjusted = explain::parametersFor(info, network->info()))
        parameters = *adjusted;
    else
        Q_EMIT notice(QString::fromStdString(adjusted.error().message));
    const auto measured = models::thresholdsFor(calibrations, domain());
    for (const explain::Parameter& knob : info.parameters)
        if (const auto at = measured.find(info.id + '.' + knob.key); at != measured.end())
            // One beyond the knob's range was measured by another version of the method.
            static_cast<void>(parameters.set(knob.key, at->second));
    return parameters;
}

} // namespace app
