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
constexpr int keepAfterMs = 1500;
constexpr const char* wordMapMethod = "patch-sim";

bool speaksOfWords(const explain::MethodInfo& method)
{
    return method.kind == explain::Alignment::name || method.kind == explain::WordScores::name;
}

QString nameOf(const QUuid& id)
{
    return id.toString(QUuid::WithoutBraces);
}

QUuid idFrom(const nlohmann::json& name)
{
    return name.is_string() ? QUuid(QString::fromStdString(name.get<std::string>())) : QUuid();
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

QString knobKey(const QString& method, const QString& key)
{
    return "knob/" + method + '/' + key;
}

} // namespace

Studio::Studio(QObject* parent)
    : QObject(parent), m_document(std::make_unique<project::Document>()),
      m_plugins(models::PluginList::ofProgram()), m_networks(knownNetworks(m_plugins)),
      m_loader(m_plugins, networkBytes), m_cases(m_pictures),
      m_store(std::make_shared<explain::MapStore>(featureBytes))
{
    m_plugins.openThoseWithMethods();
    m_methods.reload();
    m_firstPanels = firstPanels();
    m_pictures.setDocument(m_document.get());
    m_cases.setDocument(m_document.get());
    m_choices.setDocument(m_document.get());
    usePanels();

    connect(&m_explainer, &Explainer::done, this, &Studio::askForNullBand);
    connect(&m_explainer, &Explainer::wordMapsChanged, this, [this] {
        m_lenses.clear();
        Q_EMIT wordMapsChanged();
    });
    connect(&m_explainer, &Explainer::notice, this, &Studio::notice);
    connect(&m_loader, &models::NetworkLoader::loaded, this, &Studio::networkLoaded);
    connect(&m_loader, &models::NetworkLoader::failed, this, &Studio::networkFailed);
    connect(&m_loader, &models::NetworkLoader::progress, this,
            [this](const QString&, int percent, const QString& step) {
                Q_EMIT networkLoading(percent, step);
            });
    connect(m_networks.get(), &models::NetworkList::notice, this,
            [this](const explain::Error& error) {
                Q_EMIT notice(QString::fromStdString(error.message));
            });
    m_keepResults.setSingleShot(true);
    m_keepResults.setInterval(keepAfterMs);
    connect(&m_keepResults, &QTimer::timeout, this, &Studio::keepResults);
    for (const PanelRun* panel : m_panels)
        connect(panel, &PanelRun::changed, &m_keepResults, qOverload<>(&QTimer::start));
    connectModels();
}

Studio::~Studio()
{
    keepResults();
    m_pictures.setDocument(nullptr); // what rows have learned of their images is written first
}

void Studio::connectModels()
{
    connect(&m_pictures, &models::Pictures::ready, this, [this](QUuid id) {
        if (id != m_image || !m_pictures.image(id))
            return;
        Q_EMIT imageReady();
        showAll();
    });
    connect(&m_pictures, &models::Pictures::failed, this, [this](QUuid id) {
        if (id == m_image)
            showAll(); // the panels say it; elsewhere the row does
    });
    connect(&m_pictures, &models::Pictures::forgotten, this, [this](QUuid id) {
        if (id == m_image)
            showImage(id);
    });
    connect(&m_cases, &models::CaseList::textsChanged, this, [this](QUuid id) {
        if (id != m_case)
            return;
        Q_EMIT textsChanged();
        showAll();
    });
    connect(&m_cases, &models::CaseList::imagesChanged, this, [this](QUuid id) {
        if (id == m_case && !m_cases.images(id).contains(m_image))
            showImage(m_cases.mainImage(id));
    });
    connect(&m_cases, &models::CaseList::rowsInserted, this, [this](const QModelIndex&, int first) {
        if (m_case.isNull()) // also after a redo
            openCase(m_cases.idAt(first));
    });
    connect(&m_cases, &models::CaseList::rowsRemoved, this, [this](const QModelIndex&, int first) {
        if (m_cases.rowOf(m_case) < 0)
            openCase(m_cases.idAt(std::min(first, m_cases.rowCount() - 1)));
    });
    connect(&m_choices, &models::Choices::changed, this, &Studio::follow);
}

void Studio::setDocument(std::unique_ptr<project::Document> document)
{
    Q_EMIT documentClosing();
    openCase({});
    m_firstNetwork.clear();
    m_parameters.clear();
    m_pictures.setDocument(document.get());
    m_cases.setDocument(document.get());
    m_choices.setDocument(document.get());
    std::swap(m_document, document);
    document.reset();
    usePanels();
    useChosenNetwork();
    const QUuid last = idFrom(m_document->view("case"));
    openCase(m_cases.rowOf(last) >= 0 ? last : m_cases.idAt(0));
    Q_EMIT documentOpened();
}

void Studio::openCase(QUuid id)
{
    if (id == m_case)
        return;
    Q_EMIT caseClosing();
    keepResults();
    m_case = id;
    m_image = {};
    m_parameters.clear(); // of another domain, perhaps
    m_explainer.reset();
    for (PanelRun* panel : m_panels)
        panel->forgetResults();
    Q_EMIT caseOpened();
    if (id.isNull()) {
        showAll();
        return;
    }
    m_document->setView("case", nameOf(id).toStdString());
    const QUuid last = idFrom(m_document->view("image/" + nameOf(id)));
    showImage(m_cases.images(id).contains(last) ? last : m_cases.mainImage(id));
}

void Studio::openImage(const QUuid& id)
{
    if (id == m_image || !m_cases.images(m_case).contains(id))
        return;
    keepResults();
    m_document->setView("image/" + nameOf(m_case), nameOf(id).toStdString());
    showImage(id);
}

void Studio::showImage(const QUuid& id)
{
    m_explainer.reset();
    for (PanelRun* panel : m_panels)
        panel->forgetResults();
    m_image = id;
    Q_EMIT imageChanged();
    if (m_pictures.image(id))
        Q_EMIT imageReady();
    else if (!id.isNull())
        m_pictures.fetch(id);
    showAll();
}

std::shared_ptr<const models::Image> Studio::image()
{
    return m_pictures.image(m_image);
}

models::TextList* Studio::texts() const
{
    return m_cases.texts(m_case);
}

void Studio::chooseNetwork(const QString& id)
{
    m_firstNetwork = id;
    m_document->setView("network", id.toStdString());
    useNetwork(id);
}

void Studio::useNetwork(const QString& id)
{
    const models::NetworkEntry* entry = m_networks->find(id);
    if (!entry) {
        Q_EMIT notice(tr("%1: expected a known network, found none of that name").arg(id));
        return;
    }
    if (!m_networkId.isEmpty() && m_networkId != entry->id && !isWanted(m_networkId))
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
        showAll(); // the panels say that it is being loaded
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
    if (m_networkId.isEmpty())
        chooseNetwork(id); // there is none to go back to
    else if (id != m_networkId)
        m_choices.choose(tr("Choose network"), "network", id.toStdString());
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
    if (isWanted(id))
        panelNetworkLoaded(id, network);
    if (id != m_networkId)
        return;
    m_explainer.reset();
    m_network = network;
    m_usedId = id;
    m_methods.setNetworks({{"network", network}});
    m_parameters.clear();
    for (PanelRun* panel : m_panels)
        if (panel->network().isEmpty())
            panel->forgetResults();
    readCalibrations();
    Q_EMIT networkChanged();
    if (const auto& info = network->info(); !info.notice.empty())
        Q_EMIT notice(QString::fromStdString(info.name + ": " + info.notice));
    hintAtCalibration();
    showAll();
}

void Studio::networkFailed(const QString& id, const explain::Error& error)
{
    if (error.kind == explain::Error::Kind::Cancelled) {
        m_networks->setNotLoaded(id);
        return;
    }
    m_networks->setFailed(id, QString::fromStdString(error.message));
    if (isWanted(id)) {
        m_panelNetworks[id].fault = QString::fromStdString(error.message);
        runPanelsOf(id);
    }
    if (id == m_networkId) { // the network before stays in use
        m_networkId = m_usedId;
        Q_EMIT networkChanged();
        if (!m_network)
            showAll(); // the panels wait for none any more
    }
    Q_EMIT notice(QString::fromStdString(error.message));
}

const explain::Parameters& Studio::parameters(const QString& method)
{
    const auto known = m_parameters.constFind(method);
    if (known != m_parameters.cend())
        return *known;
    explain::Parameters parameters = defaultsOf(method, m_network, m_calibrations);
    chooseKnobs(parameters, knobKey(method, {}));
    return *m_parameters.insert(method, parameters);
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
        return explain::toText(knob->value);
    };
    if (valueIn(before) != valueIn(after))
        m_choices.choose(tr("Change %1 of %2").arg(key, method), knobKey(method, key),
                         valueIn(after));
    return {};
}

/// A choice was made, taken back or made again.
void Studio::follow(const QString& choice)
{
    if (choice == "network")
        useChosenNetwork();
    else if (choice.startsWith("knob/"))
        parametersChanged(choice.section('/', 1, 1));
    else if (choice == "panels")
        usePanels();
    else if (choice.startsWith("panel/"))
        for (PanelRun* panel : m_panels)
            if (panel->id() == choice.section('/', 1, 1))
                show(panel);
}

void Studio::useChosenNetwork()
{
    const nlohmann::json first = m_document->view("network");
    if (m_firstNetwork.isEmpty() && first.is_string())
        m_firstNetwork = QString::fromStdString(first.get<std::string>());
    if (m_firstNetwork.isEmpty() && !m_networkId.isEmpty()) { // a new project goes on with it
        m_firstNetwork = m_networkId;
        m_document->setView("network", m_networkId.toStdString());
    }
    const QString chosen = m_choices.text("network", m_firstNetwork);
    if (!chosen.isEmpty() && chosen != m_networkId)
        useNetwork(chosen);
}

void Studio::parametersChanged(const QString& method)
{
    m_parameters.remove(method);
    if (method == wordMapMethod) {
        m_explainer.forgetWordMaps();
        findWordMaps();
    }
    for (PanelRun* panel : m_panels)
        if (panel->method() == method)
            show(panel);
}

explain::Context Studio::sampleContext()
{
    return sampleContext(m_network);
}

explain::Context Studio::sampleContext(const models::NetworkPointer& network)
{
    explain::Context context;
    explain::Sample sample;
    if (const auto image = this->image()) {
        sample.image = image->pixels;
        sample.pixelsSha256 = image->pixelsSha256;
    }
    if (const models::TextList* list = texts())
        sample.texts = list->texts();
    context.samples = {std::move(sample)};
    if (network)
        context.networks = {{"network", network}};
    context.features = m_store;
    return context;
}

PanelRun::Missing Studio::missingFor(const PanelRun& panel, const explain::MethodInfo& method)
{
    using Missing = PanelRun::Missing;
    if (m_case.isNull())
        return Missing::Case;
    if (!imageError().isEmpty())
        return Missing::Image; // whatever else is missing as well
    if (!networkOf(panel))
        return panel.network().isEmpty() && m_networkId.isEmpty() ? Missing::Network
                                                                  : Missing::LoadedNetwork;
    if (!image())
        return Missing::Image;
    const bool wordsOnly = speaksOfWords(method);
    for (const explain::Text& text : texts()->texts())
        if (!isBlank(text) && (!wordsOnly || text.role == explain::Text::Role::Caption))
            return Missing::Nothing;
    return wordsOnly ? Missing::Caption : Missing::AnyText;
}

QString Studio::imageError() const
{
    return m_pictures.error(m_image);
}

void Studio::run(PanelRun* panel)
{
    const explain::Method* method = explain::findMethod(panel->method().toStdString());
    if (!method) {
        panel->setNotApplicable(tr("No method is called %1").arg(panel->method()));
        return;
    }
    const explain::MethodInfo info = method->info();
    if (const QString fault = m_panelNetworks.value(panel->network()).fault; !fault.isEmpty()) {
        m_explainer.remove(panel);
        panel->setNotApplicable(fault);
        return;
    }
    const explain::Context context = contextFor(*panel);
    if (const auto missing = missingFor(*panel, info); missing != PanelRun::Missing::Nothing) {
        m_explainer.remove(panel);
        panel->setEmpty(missing, missing == PanelRun::Missing::Image ? imageError() : QString());
        return;
    }
    if (const auto unmet = explain::unmetNeed(info, context.networks)) {
        m_explainer.remove(panel);
        panel->setNotApplicable(QString::fromStdString(unmet->message));
        return;
    }
    m_shown.remove(panel);
    m_explainer.run(panel, *method, context);
}

void Studio::runAll()
{
    for (PanelRun* panel : m_panels)
        run(panel);
    findWordMaps();
}

void Studio::show(PanelRun* panel)
{
    if (!showStored(panel))
        run(panel);
}

void Studio::showAll()
{
    for (PanelRun* panel : m_panels)
        show(panel);
    findWordMaps();
}

void Studio::findWordMaps()
{
    findWordMaps({}, m_network);
    for (auto other = m_panelNetworks.cbegin(); other != m_panelNetworks.cend(); ++other)
        if (other.key() != m_usedId)
            findWordMaps(other.key(), other->network);
}

void Studio::findWordMaps(const QString& network, const models::NetworkPointer& pointer)
{
    const explain::Method* method = explain::findMethod(wordMapMethod);
    if (!method || !pointer || !image())
        return;
    explain::Context context = sampleContext(pointer);
    context.parameters = network.isEmpty()
        ? parameters(wordMapMethod)
        : defaultsOf(wordMapMethod, pointer, m_panelNetworks.value(network).calibrations);
    if (!explain::unmetNeed(method->info(), context.networks))
        m_explainer.findWordMaps(network, *method, std::move(context));
}

void Studio::askForNullBand(PanelRun* panel)
{
    const explain::Method* method = explain::findMethod(panel->method().toStdString());
    const QString question =
        panel->method() + ' ' + mapsOf(*panel) + ' ' + knobsOf(parametersOf(*panel));
    m_explainer.findNullBand(panel, *method, contextFor(*panel), question);
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
    showAll();
}

std::vector<explain::Error> Studio::startNotices() const
{
    std::vector<explain::Error> notices = m_plugins.notices();
    if (const auto unreadable = m_networks->unreadable())
        notices.push_back(*unreadable);
    return notices;
}

} // namespace app
