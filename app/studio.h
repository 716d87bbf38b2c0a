// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence_lens.h"
#include "app/explainer.h"
#include "app/panel_set.h"
#include "explain/archive.h"
#include "models/calibration_list.h"
#include "models/case_list.h"
#include "models/choices.h"
#include "models/method_list.h"
#include "models/network_list.h"
#include "models/network_loader.h"
#include "models/recipe.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <memory>

namespace app {

/// The open project: its cases, the network in use, the panels and their runs. It owns the document
/// and the models and no widget; the window shows it, a test can drive it. It begins with a project
/// in memory. [gui thread]
class Studio final : public QObject {
    Q_OBJECT
public:
    explicit Studio(QObject* parent = nullptr);
    ~Studio() override;

    /// The open project. Whoever listens to it connects anew after documentOpened().
    project::Document& document() { return *m_document; }

    /// Shows another project, with the case that was open in it; the one before is closed when all
    /// of it is kept.
    void setDocument(std::unique_ptr<project::Document> document);

    models::CaseList& cases() { return m_cases; }
    models::Pictures& pictures() { return m_pictures; }
    models::Choices& choices() { return m_choices; }
    models::NetworkList& networks() { return *m_networks; }
    models::MethodList& methods() { return m_methods; }
    models::NetworkLoader& loader() { return m_loader; }
    models::RunList& runs() { return m_explainer.runs(); }
    const QList<PanelRun*>& panels() const { return m_panels; }
    const explain::MapStore& store() const { return *m_store; }

    QUuid currentCase() const { return m_case; }
    void openCase(QUuid id);
    models::TextList* texts() const; ///< of the open case; null: none is open

    /// The image of the open case that the panels explain; null: no case is open.
    QUuid currentImage() const { return m_image; }
    void openImage(const QUuid& id);              ///< one of the open case
    std::shared_ptr<const models::Image> image(); ///< null: not in memory (yet)

    /// Null while none is loaded.
    const models::NetworkPointer& network() const { return m_network; }
    /// Why a network that was loaded once is not to be trusted here; empty: nothing is known.
    QString selfTestFault(const QString& id) const { return m_faulty.value(id); }
    const QString& networkId() const { return m_networkId; } ///< chosen; it may still be loading
    /// How this session loads a network.
    models::NetworkRequest requestFor(const models::NetworkEntry& entry) const;
    void chooseNetwork(const QString& id); ///< what the project begins with
    void changeNetwork(const QString& id); ///< what a person does: undoable
    void addNetwork(const QString& path);  ///< recognises, remembers and chooses it

    /// What was measured of the network in use.
    const models::Calibrations& calibrations() const { return m_calibrations; }
    std::string domain() const; ///< of the open case; empty: not known
    void readCalibrations();    ///< anew: there are other ones

    /// The knobs of a method with their values now. The method's own defaults give way to those of
    /// the network's maker, and these to what was measured on the domain of the open case.
    const explain::Parameters& parameters(const QString& method);
    /// Undoable. Returns what is wrong with \p text, or nothing.
    std::optional<explain::Error> setParameter(const QString& method, const QString& key,
                                               const QString& text);

    // The panels: what a person does to them is undoable.
    const PanelSet& panelSet() const { return m_panelSet; }
    void beginWithPanels(const PanelSet& set); ///< where nobody chose others
    void changePanels(const QString& name, const PanelSet& set);
    void setPanelMethod(PanelRun* panel, const QString& method);
    void setPanelNetwork(PanelRun* panel, const QString& network); ///< empty: the window's
    /// Of the methods that the network in use can run, those to add panels with: best first.
    QStringList methodsToShow() const;

    /// The network that \p panel asks; null: it is not loaded (yet).
    models::NetworkPointer networkOf(const PanelRun& panel) const;
    QString networkName(const PanelRun& panel) const; ///< as lists show it
    const models::Calibrations& calibrationsOf(const PanelRun& panel) const;
    explain::Parameters parametersOf(const PanelRun& panel);

    /// Undoable: a knob of this panel alone. Returns what is wrong with \p text, or nothing.
    std::optional<explain::Error> setPanelParameter(const PanelRun& panel, const QString& key,
                                                    const QString& text);
    void run(PanelRun* panel); ///< anew, whatever the project keeps
    void runAll();
    void keepResults(); ///< what is on show, in the project; done by itself when it is quiet
    void cancel(PanelRun* panel);
    void cancelLoading(); ///< of a network

    /// The patch map of one word of a caption of the open case by the window's network; null: it is
    /// not there (yet).
    const explain::Explanation* wordMap(const QString& word) const
    {
        return m_explainer.wordMap({}, word);
    }

    /// The same by the network of \p panel.
    const explain::Explanation* wordMap(const PanelRun& panel, const QString& word) const
    {
        return m_explainer.wordMap(mapsOf(panel), word);
    }

    std::vector<const explain::Explanation*> wordMaps() const { return m_explainer.wordMaps(); }

    /// The maps of all words of \p text by the network of \p panel, resident; empty while there are
    /// none. Holds until wordMapsChanged().
    const EvidenceLens& lensOf(const PanelRun& panel, const std::string& text);
    const EvidenceLens& lens(const std::string& text); ///< of the window's network

    /// What went wrong while plugins and networks were looked for: to be told once.
    std::vector<explain::Error> startNotices() const;

    /// What the network read of a text, from the feature store; null: it has not read it yet.
    std::optional<explain::TextFeatures> readText(const std::string& text);
    std::optional<explain::TextFeatures> readText(const PanelRun& panel, const std::string& text);

    /// The cosine of the whole image and a whole text, where the store knows both.
    std::optional<double> cosine(const std::string& text);

    /// What it takes to compute what \p run is to show of the open case.
    models::Recipe questionOf(const PanelRun& run);

    /// The same of the texts that its results speak of, which may be older.
    models::Recipe recipeOf(const PanelRun& run);

    /// What \p shown say of the texts of the open case, as an archive; results of older texts are
    /// left out, and so are those of another network than the first one's. Errors: Usage where
    /// there are none yet; those of the network.
    explain::Expected<explain::Archive> archiveOf(const QList<const PanelRun*>& shown);

Q_SIGNALS:
    void documentClosing(); ///< all is as it was: what is on show can still be written to it
    void documentOpened();
    void caseClosing();    ///< currentCase() is still the one before: what is being typed is its
    void caseOpened();     ///< another case, or none
    void imageChanged();   ///< another image of the open case, or none
    void imageReady();     ///< of the open case
    void textsChanged();   ///< of the open case
    void networkChanged(); ///< loaded, or none
    void networkLoading(int percent, const QString& step);
    void panelsChanged(); ///< others, or in another order; those before are still alive
    void wordMapsChanged();
    void calibrationsChanged();
    void notice(const QString& sentence); ///< what belongs to no panel
    void hint(const QString& sentence);   ///< the same of what is no fault

private:
    explain::Context sampleContext();
    explain::Context sampleContext(const models::NetworkPointer& network);
    explain::Context contextFor(const PanelRun& panel);
    QString mapsOf(const PanelRun& panel) const;
    bool isWanted(const QString& network) const;
    void usePanels();
    void wantNetwork(const QString& id);
    void wantNetworks();
    void panelNetworkLoaded(const QString& id, const models::NetworkPointer& network);
    void runPanelsOf(const QString& network);
    void findWordMaps(const QString& network, const models::NetworkPointer& pointer);
    models::Calibrations readCalibrations(const QString& id, const models::NetworkPointer& network);
    PanelRun::Missing missingFor(const PanelRun& panel, const explain::MethodInfo& method);
    QString imageError() const; ///< why the open image cannot be read; empty: it can, or may
    void connectModels();
    void showImage(const QUuid& id);
    void useNetwork(const QString& id);
    void useChosenNetwork();
    void follow(const QString& choice);
    void show(PanelRun* panel); ///< what the project keeps of its question, else runs it
    void showAll();
    nlohmann::json chosenKnobs(const QString& method) const;
    const project::Run* storedRun(const PanelRun& panel);
    bool showStored(PanelRun* panel);
    void keepResult(const PanelRun& panel, project::Edit& edit);
    void findWordMaps();
    void askForNullBand(PanelRun* panel);
    void networkLoaded(const QString& id, const models::NetworkPointer& network);
    void networkFailed(const QString& id, const explain::Error& error);
    void heedSelfTest(const QString& id, const explain::NetworkInfo& network);
    void hintAtCalibration();
    explain::Parameters defaultsOf(const QString& method, const models::NetworkPointer& network,
                                   const models::Calibrations& calibrations);
    void chooseKnobs(explain::Parameters& parameters, const QString& prefix) const;
    void parametersChanged(const QString& method);

    std::unique_ptr<project::Document> m_document; ///< outlives the models
    models::PluginList m_plugins;
    std::unique_ptr<models::NetworkList> m_networks;
    models::NetworkLoader m_loader;
    models::MethodList m_methods;
    models::Pictures m_pictures;
    models::CaseList m_cases;
    models::Choices m_choices;
    std::shared_ptr<explain::MapStore> m_store;
    Explainer m_explainer;

    QList<PanelRun*> m_panels;
    QHash<QString, explain::Parameters> m_parameters;
    QHash<PanelRun*, QString> m_shown; ///< recipes of stored results that are on show
    QTimer m_keepResults;
    PanelSet m_panelSet, m_firstPanels; ///< in use; where nobody chose others
    struct PanelNetwork {
        models::NetworkPointer network;
        models::Calibrations calibrations;
        QString fault; ///< why it could not be loaded
    };
    QHash<QString, PanelNetwork> m_panelNetworks; ///< of panels with one of their own, by id
    struct Lens {
        std::string text;
        EvidenceLens table;
    };
    QHash<QString, Lens> m_lenses; ///< by network
    QString m_firstNetwork;        ///< where nobody chose another
    QUuid m_case, m_image;
    QString m_networkId; ///< chosen
    QString m_usedId;    ///< of m_network
    models::NetworkPointer m_network;
    models::Calibrations m_calibrations; ///< of m_network
    QSet<QString> m_hintedAt;            ///< networks whose lack of figures was told
    QHash<QString, QString> m_faulty;    ///< networks that failed their self-test: what it said
};

} // namespace app
