// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio.h"

#include "app/device.h"
#include "app/known_networks.h"
#include "models/image_file.h"

#include <algorithm>

namespace app {
namespace {

constexpr std::size_t featureBytes = std::size_t(256) << 20;
constexpr qint64 networkBytes = qint64(3) << 30;
constexpr const char* wordMapMethod = "patch-sim";

bool speaksOfWords(const explain::MethodInfo& method)
{
    return method.kind == explain::Alignment::name || method.kind == explain::WordScores::name;
}

bool isBlank(const explain::Text& text)
{
    return QString::fromStdString(text.text).trimmed().isEmpty();
}

QString knobsOf(const explain::Parameters& parameters)
{
    QString line;
    for (const explain::Parameter& knob : parameters.declared())
        if (knob.key != "threshold") // it flags values and changes none
            line += QString::fromStdString(knob.key + '=' + explain::toText(knob.value) + ';');
    return line;
}

} // namespace

Studio::Studio(QObject* parent)
    : QObject(parent), m_plugins(models::PluginList::ofProgram()),
      m_networks(knownNetworks(m_plugins)), m_loader(m_plugins, networkBytes), m_cases(&m_history),
      m_store(std::make_shared<explain::MapStore>(featureBytes))
{
    m_plugins.openThoseWithMethods();
    m_methods.reload();
    const char* const shown[] = {"patch-sim", "ot-ipot", "denseclip", "clip4dm"};
    for (int i = 0; i < int(std::size(shown)); ++i)
        m_panels.append(new PanelRun(QString("panel%1").arg(i + 1), shown[i], this));

    connect(&m_explainer, &Explainer::done, this, &Studio::askForNullBand);
    connect(&m_explainer, &Explainer::wordMapsChanged, this, &Studio::wordMapsChanged);
    connect(&m_explainer, &Explainer::notice, this, &Studio::notice);
    connect(&m_loader, &models::NetworkLoader::loaded, this, &Studio::networkLoaded);
    connect(&m_loader, &models::NetworkLoader::failed, this, &Studio::networkFailed);
    connect(&m_loader, &models::NetworkLoader::progress, this,
            [this](const QString&, int percent, const QString& step) {
                Q_EMIT networkLoading(percent, step);
            });
    connect(&m_cases, &models::CaseList::ready, this, [this](QUuid id) {
        if (id != m_case)
            return;
        Q_EMIT imageReady();
        runAll();
    });
    connect(&m_cases, &models::CaseList::failed, this,
            [this](QUuid id, const explain::Error& error) {
                if (id == m_case)
                    runAll(); // the panels say it
                else
                    Q_EMIT notice(QString::fromStdString(error.message));
            });
    connect(&m_cases, &models::CaseList::textsChanged, this, [this](QUuid id) {
        if (id != m_case)
            return;
        Q_EMIT textsChanged();
        runAll();
    });
    connect(&m_cases, &models::CaseList::rowsInserted, this, [this](const QModelIndex&, int first) {
        if (m_case.isNull()) // also after a redo
            openCase(m_cases.idAt(first));
    });
    connect(&m_cases, &models::CaseList::rowsRemoved, this, [this] {
        if (m_cases.rowOf(m_case) < 0)
            openCase(m_cases.idAt(0));
    });
    connect(m_networks.get(), &models::NetworkList::notice, this,
            [this](const explain::Error& error) {
                Q_EMIT notice(QString::fromStdString(error.message));
            });
}

Studio::~Studio() = default;

void Studio::openCase(QUuid id)
{
    if (id == m_case)
        return;
    Q_EMIT caseClosing();
    m_explainer.reset();
    const std::string before = domain();
    m_case = id;
    changeDomain(before);
    for (PanelRun* panel : m_panels)
        panel->forgetResults();
    Q_EMIT caseOpened();
    if (m_cases.image(id))
        Q_EMIT imageReady();
    else if (!id.isNull())
        m_cases.fetch(id);
    runAll();
}

models::TextList* Studio::texts() const
{
    return m_cases.texts(m_case);
}

void Studio::chooseNetwork(const QString& id)
{
    const models::NetworkEntry* entry = m_networks->find(id);
    if (!entry) {
        Q_EMIT notice(tr("%1: expected a known network, found none of that name").arg(id));
        return;
    }
    if (!m_networkId.isEmpty() && m_networkId != entry->id)
        m_loader.cancel(m_networkId);
    m_networkId = entry->id;
    const models::NetworkRequest request = requestFor(*entry);
    if (const models::NetworkPointer kept = m_loader.kept(request)) {
        networkLoaded(entry->id, kept);
        return;
    }
    m_networks->setLoading(m_networkId);
    Q_EMIT networkLoading(0, tr("opening"));
    m_loader.load(request);
    if (!m_network)
        runAll(); // the panels say that it is being loaded
}

models::NetworkRequest Studio::requestFor(const models::NetworkEntry& entry) const
{
    const auto device = deviceFor("auto");
    return {.id = entry.id,
            .family = entry.family,
            .path = entry.path,
            .device = device ? QString::fromStdString(*device) : QStringLiteral("cpu")};
}

void Studio::changeNetwork(const QString& id)
{
    if (m_networkId.isEmpty() || id == m_networkId) {
        chooseNetwork(id);
        return;
    }
    m_history.change(tr("Choose network"), "network", m_networkId, id,
                     [this](const QVariant& chosen) { chooseNetwork(chosen.toString()); });
}

void Studio::addNetwork(const QString& path)
{
    const explain::Expected<QString> id = m_networks->add(path);
    if (id)
        changeNetwork(*id);
    else
        Q_EMIT notice(QString::fromStdString(id.error().message));
}

void Studio::networkLoaded(const QString& id, const models::NetworkPointer& network)
{
    m_networks->setLoaded(id, QString::fromStdString(network->info().sha256));
    heedSelfTest(id, network->info());
    if (id != m_networkId)
        return;
    m_explainer.reset();
    m_network = network;
    m_usedId = id;
    m_methods.setNetworks({{"network", network}});
    m_parameters.clear();
    for (PanelRun* panel : m_panels)
        panel->forgetResults();
    readCalibrations();
    Q_EMIT networkChanged();
    if (const auto& info = network->info(); !info.notice.empty())
        Q_EMIT notice(QString::fromStdString(info.name + ": " + info.notice));
    hintAtCalibration();
    runAll();
}

void Studio::networkFailed(const QString& id, const explain::Error& error)
{
    if (error.kind == explain::Error::Kind::Cancelled) {
        m_networks->setNotLoaded(id);
        return;
    }
    m_networks->setFailed(id, QString::fromStdString(error.message));
    if (id == m_networkId) { // the network before stays in use
        m_networkId = m_usedId;
        Q_EMIT networkChanged();
        if (!m_network)
            runAll(); // the panels wait for none any more
    }
    Q_EMIT notice(QString::fromStdString(error.message));
}

const explain::Parameters& Studio::parameters(const QString& method)
{
    const auto known = m_parameters.constFind(method);
    if (known != m_parameters.cend())
        return *known;
    return *m_parameters.insert(method, defaultsOf(method, domain()));
}

std::optional<explain::Error> Studio::setParameter(const QString& method, const QString& key,
                                                   const QString& text)
{
    const explain::Parameters before = parameters(method);
    explain::Parameters after = before;
    if (const auto error = after.set(key.toStdString(), text.toStdString()))
        return error;
    const auto valueIn = [&](const explain::Parameters& all) {
        const auto& knobs = all.declared();
        const auto knob = std::ranges::find(knobs, key.toStdString(), &explain::Parameter::key);
        return QString::fromStdString(explain::toText(knob->value));
    };
    if (valueIn(before) == valueIn(after))
        return {};
    m_history.change(tr("Change %1 of %2").arg(key, method), method + '.' + key, valueIn(before),
                     valueIn(after), [this, method, key](const QVariant& value) {
                         applyParameter(method, key, value.toString().toStdString());
                     });
    return {};
}

void Studio::applyParameter(const QString& method, const QString& key, const std::string& text)
{
    parameters(method);
    if (m_parameters[method].set(key.toStdString(), text))
        return; // an undone value that another network's range does not allow
    if (method == wordMapMethod) {
        m_explainer.forgetWordMaps();
        findWordMaps();
    }
    for (PanelRun* panel : m_panels)
        if (panel->method() == method)
            run(panel);
}

void Studio::setPanelMethod(PanelRun* panel, const QString& method)
{
    if (method == panel->method())
        return;
    m_history.change(tr("Show %1").arg(method), panel->id() + ".method", panel->method(), method,
                     [this, panel](const QVariant& value) {
                         m_explainer.remove(panel);
                         panel->setMethod(value.toString());
                         run(panel);
                     });
}

explain::Context Studio::sampleContext()
{
    explain::Context context;
    explain::Sample sample;
    if (const auto image = m_cases.image(m_case)) {
        sample.image = image->pixels;
        sample.pixelsSha256 = image->pixelsSha256;
    }
    if (const models::TextList* list = texts())
        sample.texts = list->texts();
    context.samples = {std::move(sample)};
    if (m_network)
        context.networks = {{"network", m_network}};
    context.features = m_store;
    return context;
}

explain::Context Studio::contextFor(const explain::MethodInfo& method)
{
    explain::Context context = sampleContext();
    context.parameters = parameters(QString::fromStdString(method.id));
    return context;
}

PanelRun::Missing Studio::missingFor(const explain::MethodInfo& method)
{
    using Missing = PanelRun::Missing;
    if (m_case.isNull())
        return Missing::Case;
    if (!imageError().isEmpty())
        return Missing::Image; // whatever else is missing as well
    if (!m_network)
        return m_networkId.isEmpty() ? Missing::Network : Missing::LoadedNetwork;
    if (!m_cases.image(m_case))
        return Missing::Image;
    const bool wordsOnly = speaksOfWords(method);
    for (const explain::Text& text : texts()->texts())
        if (!isBlank(text) && (!wordsOnly || text.role == explain::Text::Role::Caption))
            return Missing::Nothing;
    return wordsOnly ? Missing::Caption : Missing::AnyText;
}

QString Studio::imageError() const
{
    return m_cases.index(m_cases.rowOf(m_case)).data(models::CaseList::ErrorRole).toString();
}

void Studio::run(PanelRun* panel)
{
    const explain::Method* method = explain::findMethod(panel->method().toStdString());
    if (!method) {
        panel->setNotApplicable(tr("No method is called %1").arg(panel->method()));
        return;
    }
    const explain::MethodInfo info = method->info();
    const explain::Context context = contextFor(info);
    if (const auto missing = missingFor(info); missing != PanelRun::Missing::Nothing) {
        m_explainer.remove(panel);
        panel->setEmpty(missing, missing == PanelRun::Missing::Image ? imageError() : QString());
        return;
    }
    if (const auto unmet = explain::unmetNeed(info, context.networks)) {
        m_explainer.remove(panel);
        panel->setNotApplicable(QString::fromStdString(unmet->message));
        return;
    }
    m_explainer.run(panel, *method, context);
}

void Studio::runAll()
{
    for (PanelRun* panel : m_panels)
        run(panel);
    findWordMaps();
}

void Studio::findWordMaps()
{
    const explain::Method* method = explain::findMethod(wordMapMethod);
    if (!method || !m_network || !m_cases.image(m_case))
        return;
    explain::Context context = contextFor(method->info());
    if (!explain::unmetNeed(method->info(), context.networks))
        m_explainer.findWordMaps(*method, std::move(context));
}

void Studio::askForNullBand(PanelRun* panel)
{
    const explain::Method* method = explain::findMethod(panel->method().toStdString());
    const QString question = panel->method() + ' ' + knobsOf(parameters(panel->method()));
    m_explainer.findNullBand(panel, *method, contextFor(method->info()), question);
}

void Studio::cancel(PanelRun* panel)
{
    m_explainer.stop(panel);
}

void Studio::cancelLoading()
{
    const models::NetworkEntry* entry = m_networks->find(m_networkId);
    if (!entry || entry->state != models::NetworkEntry::State::Loading)
        return;
    m_loader.cancel(m_networkId);
    m_networkId = m_usedId;
    Q_EMIT networkChanged();
    runAll();
}

std::vector<explain::Error> Studio::startNotices() const
{
    std::vector<explain::Error> notices = m_plugins.notices();
    if (const auto unreadable = m_networks->unreadable())
        notices.push_back(*unreadable);
    return notices;
}

} // namespace app
