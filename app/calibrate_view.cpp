// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate_view.h"

#include "app/settings.h"
#include "app/trust.h"
#include "models/places.h"

#include <QFileDialog>

namespace app {
namespace {

QString nameOf(const calibration::Result& result)
{
    return QObject::tr("%1 on %2").arg(QString::fromStdString(result.network), measuredOn(result));
}

QString titleOf(const models::CalibrationSource& source)
{
    QString title = measuredOn(source.result);
    if (source.isShipped)
        title = QObject::tr("%1, shipped with the network").arg(title);
    return source.isInUse ? QObject::tr("%1 (in use)").arg(title) : title;
}

QString folderOf(const models::NetworkEntry& entry)
{
    return QFileInfo(entry.path).isDir() ? entry.path : QString();
}

QString noteOf(const calibration::Result& result)
{
    QStringList parts;
    for (const calibration::Skipped& skipped : result.skipped)
        parts << QString::fromStdString(skipped.method + ": " + skipped.reason);
    return parts.isEmpty() ? QString() : QObject::tr("Not measured: %1.").arg(parts.join(u"; "));
}

} // namespace

CalibrateView::CalibrateView(Studio& studio, views::CalibratePage* page)
    : QObject(page), m_studio(studio), m_page(page)
{
    connect(page, &views::CalibratePage::runRequested, this, &CalibrateView::run);
    connect(page, &views::CalibratePage::cancelRequested, this, [this] {
        if (m_loading.isEmpty())
            m_calibrator.cancel();
        else
            fail(explain::cancelledError); // the network may go on loading: others may want it
    });
    connect(page, &views::CalibratePage::networkChosen, this, [this] {
        showMethods();
        showKnown();
    });
    connect(page, &views::CalibratePage::domainChosen, this, [this] { showKnown(); });
    connect(page, &views::CalibratePage::sourceChosen, this, &CalibrateView::showSource);
    connect(page, &views::CalibratePage::useRequested, this, &CalibrateView::use);
    connect(page, &views::CalibratePage::folderWanted, this, [this] {
        const QString key = "folders/truth";
        const QString folder = QFileDialog::getExistingDirectory(
            m_page, tr("Cases with truth"), settings().value(key, QDir::homePath()).toString());
        if (folder.isEmpty())
            return;
        settings().setValue(key, folder);
        m_page->setFolder(folder);
    });
    connect(&m_calibrator, &Calibrator::progress, this,
            [this](double fraction, const QString& step, const QString& left) {
                m_page->setProgress(fraction, step, left);
                Q_EMIT statusChanged();
            });
    connect(&m_calibrator, &Calibrator::failed, this, &CalibrateView::fail);
    connect(&m_calibrator, &Calibrator::done, this, [this](const auto& result) { take(*result); });
    connect(&studio.loader(), &models::NetworkLoader::loaded, this,
            [this](const QString& id, const models::NetworkPointer& network) {
                if (id == m_loading)
                    begin(network);
            });
    connect(&studio.loader(), &models::NetworkLoader::failed, this,
            [this](const QString& id, const explain::Error& error) {
                if (id == m_loading)
                    fail(error);
            });
}

void CalibrateView::open()
{
    showChoices();
    m_page->show();
    m_page->raise();
    m_page->activateWindow();
}

void CalibrateView::showChoices()
{
    QList<views::CalibrateChoice> networks;
    for (const models::NetworkEntry& entry : m_studio.networks().entries())
        networks.append({entry.id, entry.name, {}});
    m_page->setNetworks(networks, m_studio.networkId());
    m_page->setDomains(
        {{"shapes", tr("Drawn shapes"), {}}, {"chest", tr("Drawn chest radiographs"), {}}});
    showMethods();
    showKnown();
}

void CalibrateView::showMethods()
{
    const bool isUsed = m_page->request().network == m_studio.networkId() && m_studio.network();
    QList<views::CalibrateChoice> choices;
    for (const explain::Method* method : explain::methods()) {
        const explain::MethodInfo info = method->info();
        QString reason; // of another network it is known once it is loaded
        if (isUsed)
            if (const auto unmet = explain::unmetNeed(info, {{"network", m_studio.network()}}))
                reason = QString::fromStdString(unmet->message);
        choices.append(
            {QString::fromStdString(info.id), QString::fromStdString(info.title), reason});
    }
    m_page->setMethods(choices);
}

void CalibrateView::showKnown(const std::string& wanted)
{
    if (m_calibrator.isRunning())
        return;
    const views::CalibrateRequest chosen = m_page->request();
    const models::NetworkEntry* entry = m_studio.networks().find(chosen.network);
    const std::string domain = chosen.domain.toStdString();
    m_sources.clear();
    const bool isUsed = chosen.network == m_studio.networkId() && m_studio.network();
    if (entry)
        m_sources = models::findCalibrations(isUsed ? m_studio.network()->info().sha256
                                                    : entry->sha256.toStdString(),
                                             folderOf(*entry), models::calibrationFolder())
                        .sources;
    std::erase_if(m_sources, [&](const models::CalibrationSource& source) {
        return !domain.empty() && source.result.domain != domain;
    });
    QStringList titles;
    int shown = 0;
    for (int i = 0; i < int(m_sources.size()); ++i) {
        titles << titleOf(m_sources[std::size_t(i)]);
        if (calibration::sourceOf(m_sources[std::size_t(i)].result) == wanted)
            shown = i;
    }
    m_page->setSources(titles, shown);
    showSource(shown);
}

void CalibrateView::showSource(int index)
{
    m_source = index >= 0 && index < int(m_sources.size()) ? index : -1;
    if (m_source < 0) {
        m_page->setUse({});
        m_page->setFigures(tr("Not calibrated"), {},
                           tr("Takes minutes, beside everything else: the window stays usable, and "
                              "closing this page ends nothing."));
        return;
    }
    const models::CalibrationSource& source = m_sources[std::size_t(m_source)];
    m_page->setUse(source.isInUse         ? QString()
                       : source.isShipped ? tr("Use the shipped ones")
                                          : tr("Use these figures"));
    m_page->setFigures(nameOf(source.result), figureRows(source.result), noteOf(source.result));
}

void CalibrateView::use()
{
    if (m_source < 0)
        return;
    const calibration::Result result = m_sources[std::size_t(m_source)].result;
    const auto error = models::chooseCalibration(result, models::calibrationFolder());
    m_page->setMessage(
        error
            ? QString::fromStdString(error->message)
            : tr("The panels' badges and thresholds are now those of %1.").arg(measuredOn(result)),
        bool(error));
    if (m_studio.network() && m_studio.network()->info().sha256 == result.sha256)
        m_studio.readCalibrations();
    showKnown(calibration::sourceOf(result));
}

void CalibrateView::run()
{
    m_request = m_page->request();
    const models::NetworkEntry* entry = m_studio.networks().find(m_request.network);
    if (!entry || m_calibrator.isRunning())
        return;
    m_page->setRunning(true);
    const models::NetworkRequest wanted = m_studio.requestFor(*entry);
    if (const models::NetworkPointer kept = m_studio.loader().kept(wanted)) {
        begin(kept);
        return;
    }
    m_loading = entry->id;
    m_page->setProgress(0, tr("Loading the network"), {});
    m_studio.loader().load(wanted);
}

void CalibrateView::begin(const models::NetworkPointer& network)
{
    m_loading.clear();
    CalibrationJob job{.network = network,
                       .domain = m_request.domain.toStdString(),
                       .folder = m_request.domain.isEmpty() ? m_request.folder.toStdString()
                                                            : std::string(),
                       .cases = m_request.cases};
    std::size_t possible = 0;
    for (const explain::Method* method : explain::methods())
        possible += !explain::unmetNeed(method->info(), {{"network", network}});
    for (const QString& method : m_request.methods) {
        const explain::Method* found = explain::findMethod(method.toStdString());
        if (found && !explain::unmetNeed(found->info(), {{"network", network}}))
            job.options.methods.push_back(method.toStdString());
    }
    m_ofAllMethods = job.options.methods.size() == possible;
    if (m_ofAllMethods)
        job.options.methods.clear();
    m_calibrator.start(job);
    Q_EMIT statusChanged();
}

QString CalibrateView::keep(const calibration::Result& result) const
{
    const models::NetworkEntry* entry = m_studio.networks().find(m_request.network);
    const auto find = [&] {
        return models::findCalibrations(result.sha256, entry ? folderOf(*entry) : QString(),
                                        models::calibrationFolder());
    };
    const auto isOfDomain = [&](const calibration::Result& each) {
        return each.domain == result.domain;
    };
    if (!m_ofAllMethods && std::ranges::any_of(find().results, isOfDomain))
        return tr("Not kept: there are figures of all methods.");
    if (const auto error = models::keepCalibration(result, models::calibrationFolder()))
        return QString::fromStdString(error->message);
    const models::Calibrations known = find();
    const auto used = std::ranges::find_if(known.results, isOfDomain);
    if (used == known.results.end()
        || calibration::sourceOf(*used) == calibration::sourceOf(result))
        return tr("Kept: the panels' badges show them.");
    return tr("Kept. The panels' badges go on showing those of %1.").arg(measuredOn(*used));
}

void CalibrateView::take(const calibration::Result& result)
{
    const QString kept = keep(result);
    m_page->setRunning(false);
    if (m_studio.network() && m_studio.network()->info().sha256 == result.sha256)
        m_studio.readCalibrations();
    showKnown(calibration::sourceOf(result));
    const bool isListed = m_source >= 0
        && calibration::sourceOf(m_sources[std::size_t(m_source)].result)
            == calibration::sourceOf(result);
    if (!isListed) { // it was not kept, or another network is chosen by now
        m_page->setUse({});
        m_page->setFigures(nameOf(result), figureRows(result), noteOf(result));
    }
    m_page->setMessage(kept, false);
    if (!m_page->isVisible())
        Q_EMIT finished(tr("Calibrated: %1. %2").arg(nameOf(result), kept));
    Q_EMIT statusChanged();
}

void CalibrateView::fail(const explain::Error& error)
{
    m_loading.clear();
    m_page->setRunning(false);
    const bool isCancelled = error.kind == explain::Error::Kind::Cancelled;
    m_page->setMessage(isCancelled ? tr("Cancelled; nothing was kept.")
                                   : QString::fromStdString(error.message),
                       !isCancelled);
    if (!isCancelled && !m_page->isVisible())
        Q_EMIT finished(tr("Calibration failed: %1").arg(QString::fromStdString(error.message)));
    Q_EMIT statusChanged();
}

} // namespace app
