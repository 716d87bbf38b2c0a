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
    m_calibrations = {};
    if (const models::NetworkEntry* entry = m_networks->find(m_usedId); entry && m_network)
        m_calibrations = models::findCalibrations(
            m_network->info().sha256, QFileInfo(entry->path).isDir() ? entry->path : QString(),
            models::calibrationFolder());
    m_parameters.clear(); // what was measured gives knobs their defaults
    for (const explain::Error& fault : m_calibrations.faults)
        Q_EMIT notice(QString::fromStdString(fault.message));
    Q_EMIT calibrationsChanged();
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

explain::Parameters Studio::defaultsOf(const QString& method)
{
    const explain::Method* found = explain::findMethod(method.toStdString());
    if (!found)
        return {};
    const explain::MethodInfo info = found->info();
    explain::Parameters parameters(info.parameters);
    if (!m_network)
        return parameters;
    if (const auto adjusted = explain::parametersFor(info, m_network->info()))
        parameters = *adjusted;
    else
        Q_EMIT notice(QString::fromStdString(adjusted.error().message));
    const auto measured = models::thresholdsFor(m_calibrations, domain());
    for (const explain::Parameter& knob : info.parameters)
        if (const auto at = measured.find(info.id + '.' + knob.key); at != measured.end())
            // One beyond the knob's range was measured by another version of the method.
            static_cast<void>(parameters.set(knob.key, at->second));
    return parameters;
}

} // namespace app
