// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inspector_dock.h"

#include "app/forms.h"
#include "app/trust.h"
#include "models/recipe.h"
#include "views/colour_map.h"
#include "views/number.h"
#include "views/parameter_form.h"
#include "views/scale_controls.h"

#include <QSpinBox>

namespace app {
namespace {

constexpr int stripeSteps = 24;

QString shortHash(const std::string& sha256)
{
    const QString hex = QString::fromStdString(sha256);
    return hex.size() > 10 ? hex.left(4) + u'…' + hex.right(4) : hex;
}

QString megabytes(qint64 bytes)
{
    return QString("%1 MB").arg(double(bytes) / 1e6, 0, 'f', bytes < 100'000'000 ? 1 : 0);
}

views::InspectorRow selfTestRow(const explain::NetworkInfo& network)
{
    using Tone = views::InspectorRow::Tone;
    const QString key = QObject::tr("Self-test");
    if (!network.selfTest)
        return {key, QObject::tr("none"),
                QObject::tr("The network came without golden vectors to compare with.")};
    const QString said = QString::fromStdString(explain::describe(*network.selfTest));
    return network.selfTest->passed()
        ? views::InspectorRow{key, QObject::tr("✓ passed"), said, false, Tone::Good}
        : views::InspectorRow{key, QObject::tr("✕ failed"), said, false, Tone::Bad};
}

} // namespace

InspectorDock::InspectorDock(Studio& studio, Selection& selection, Scales& scales,
                             views::ViewState* state, views::Inspector* inspector)
    : QObject(inspector), m_studio(studio), m_selection(selection), m_scales(scales),
      m_state(state), m_inspector(inspector)
{
    connect(m_state, &views::ViewState::looksChanged, this, &InspectorDock::showScale);
    connect(&scales, &Scales::changed, this, &InspectorDock::showScale);
    connect(&studio, &Studio::networkChanged, this, &InspectorDock::refresh);
    connect(&studio, &Studio::caseOpened, this, &InspectorDock::refresh);
    connect(&studio, &Studio::calibrationsChanged, this, &InspectorDock::showTrust);
    connect(&selection, &Selection::subjectChanged, this, &InspectorDock::showSubject);
    connect(&selection, &Selection::patchChanged, this, &InspectorDock::showSubject);
    refresh();
}

views::ParameterForm* InspectorDock::form()
{
    if (m_form)
        return m_form;
    m_form = new views::ParameterForm;
    connect(m_form, &views::ParameterForm::valueChanged, this,
            [this](const QString& key, const QString& text) {
                if (!m_panel)
                    return;
                const PanelRun& run = *m_panel->run();
                const auto error = key == "threshold" && run.hasOwnThreshold()
                    ? m_studio.setPanelParameter(run, key, text)
                    : m_studio.setParameter(run.method(), key, text);
                m_form->setError(key, error ? QString::fromStdString(error->message) : QString());
            });
    return m_form;
}

views::ScaleControls* InspectorDock::controls()
{
    if (m_controls)
        return m_controls;
    m_controls = new views::ScaleControls;
    connect(m_controls, &views::ScaleControls::mapChosen, this, [this](const QString& name) {
        m_scales.changeMap(views::ColourMap::named(name).isSigned(), name);
    });
    connect(m_controls, &views::ScaleControls::opacityChanged, this,
            [this](double opacity) { m_state->setOpacity(opacity); });
    connect(m_controls, &views::ScaleControls::greyChanged, this,
            [this](bool grey) { m_state->setGrey(grey); });
    connect(m_controls, &views::ScaleControls::sharedChanged, &m_scales, &Scales::changeShared);
    connect(m_controls, &views::ScaleControls::smoothChanged, &m_scales, &Scales::changeSmooth);
    return m_controls;
}

void InspectorDock::setActive(PanelView* panel)
{
    if (m_panel)
        m_panel->run()->disconnect(this);
    m_panel = panel;
    if (panel) {
        m_state->disconnect(this);
        m_state = panel->state();
        connect(m_state, &views::ViewState::looksChanged, this, &InspectorDock::showScale);
    }
    if (panel)
        connect(panel->run(), &PanelRun::changed, this, &InspectorDock::refresh);
    refresh();
}

void InspectorDock::focusThreshold()
{
    m_inspector->showSection("method");
    if (!m_form)
        return;
    for (QAbstractSpinBox* box : m_form->findChildren<QAbstractSpinBox*>())
        if (box->objectName().contains("threshold")
            || box->accessibleName().contains("threshold")) {
            box->setFocus(Qt::ShortcutFocusReason);
            box->selectAll();
            return;
        }
    m_form->setFocus(Qt::ShortcutFocusReason);
}

void InspectorDock::focusTrust()
{
    m_inspector->showSection("trust");
}

void InspectorDock::refresh()
{
    showNetwork();
    showSubject();
    showMethod();
    showScale();
    showTrust();
    showProvenance();
}

void InspectorDock::showNetwork()
{
    const bool open = !m_studio.currentCase().isNull();
    const models::NetworkEntry* entry = m_studio.networks().find(m_studio.networkId());
    showBeginning(!open);
    if (open || !entry) {
        m_inspector->removeSection("network");
        return;
    }
    QList<views::InspectorRow> rows;
    if (m_studio.network()) {
        const explain::NetworkInfo& info = m_studio.network()->info();
        rows.append({tr("Family"), QString::fromStdString(info.family)});
        rows.append({tr("Weights"),
                     entry->bytes == 0
                         ? tr("none")
                         : tr("%1 · %2").arg(megabytes(entry->bytes), shortHash(info.sha256)),
                     QString::fromStdString(info.sha256), true});
        rows.append(selfTestRow(info));
        rows.append({tr("Skills"), entry->skills.join(", ")});
    }
    m_inspector->setSection(
        {.id = "network", .icon = "cpu", .title = entry->name, .rows = rows, .note = entry->error});
}

/// What a new user wants to know: which panels there will be, and the first keys.
void InspectorDock::showBeginning(bool shown)
{
    if (!shown) {
        m_inspector->removeSection("panels");
        m_inspector->removeSection("keys");
        return;
    }
    QList<views::InspectorRow> panels;
    for (const PanelRun* run : m_studio.panels())
        if (const explain::Method* method = explain::findMethod(run->method().toStdString()))
            panels.append({run->method(), QString::fromStdString(method->info().title)});
    m_inspector->setSection({.id = "panels",
                             .icon = "layout-grid",
                             .title = tr("Panels when an image is open"),
                             .rows = panels});
    m_inspector->setSection({.id = "keys",
                             .icon = "keyboard",
                             .title = tr("Keys to begin with"),
                             .rows = {{tr("Search actions"), "Ctrl+K"},
                                      {tr("Write the caption"), "F2"},
                                      {tr("Add a concept"), "C"},
                                      {tr("Hide overlays"), tr("H held")},
                                      {tr("All shortcuts"), "F1"}}});
}

void InspectorDock::showSubject()
{
    if (m_studio.currentCase().isNull()) {
        m_inspector->removeSection("subject");
        return;
    }
    const explain::Explanation* shown = m_panel ? m_panel->explanation() : nullptr;
    if (!shown || m_panel->subject().isEmpty()) { // it stays, so that sections keep their order
        m_inspector->setSection({.id = "subject", .icon = "scan-eye", .title = tr("Nothing yet")});
        return;
    }
    QList<views::InspectorRow> rows;
    const PanelContent& content = m_panel->content();
    const auto& band = m_panel->run()->nullBand();
    if (content.heat) {
        const auto point = m_selection.point();
        const auto hovered = point ? content.heat->grid().patchAt(*point) : std::nullopt;
        const auto patch = hovered ? hovered : content.heat->largest();
        if (patch) {
            const double value = content.heat->value(*patch);
            rows.append({hovered ? tr("Here") : tr("Largest"),
                         tr("%1 %2 · rank %3 / %4")
                             .arg(content.heat->scale().unit, views::number(value))
                             .arg(content.heat->rank(*patch))
                             .arg(content.heat->grid().count())});
            if (band)
                rows.append(
                    {tr("Against null"),
                     tr("z %1 · p %2 · K %3")
                         .arg(views::number(band->z(value), 2), views::number(band->p(value), 2))
                         .arg(band->texts)});
        }
    }
    if (const auto cosine =
            m_studio.cosine(shown->text && *shown->text < m_panel->run()->results().texts.size()
                                ? m_panel->run()->results().texts[*shown->text].text
                                : std::string()))
        rows.append({tr("Whole text"), tr("cos %1").arg(views::number(*cosine))});
    m_inspector->setSection(
        {.id = "subject", .icon = "scan-eye", .title = m_panel->subject(), .rows = rows});
}

void InspectorDock::showMethod()
{
    if (!m_panel || m_studio.currentCase().isNull()) {
        m_inspector->removeSection("method");
        return;
    }
    const QString id = m_panel->run()->method();
    const explain::Method* method = explain::findMethod(id.toStdString());
    if (!method)
        return;
    const explain::MethodInfo info = method->info();
    form()->setFields(
        fieldsOf(m_studio.parametersOf(*m_panel->run()), explain::Parameters(info.parameters)));
    m_inspector->setSection({.id = "method",
                             .icon = "sliders-horizontal",
                             .title = id,
                             .note = QString::fromStdString(info.title)});
    m_inspector->setBody("method", form());
}

void InspectorDock::showScale()
{
    if (m_studio.currentCase().isNull()) {
        m_inspector->removeSection("scale");
        return;
    }
    views::ScaleControls* shown = controls();
    const bool hasScale = m_panel && m_panel->content().scale;
    if (m_panel && (hasScale || m_panel->content().bars)) {
        const views::ValueScale scale = hasScale
            ? *m_panel->content().scale
            : m_scales.scaleOf(*m_panel->explanation(), m_panel->run()->nullBand());
        shown->setRange(scale.isSigned
                            ? tr("±%1, zero locked").arg(views::number(scale.max, 2))
                            : tr("0 … %1, zero locked").arg(views::number(scale.max, 2)));
        QList<views::MapChoice> maps;
        for (const QString& name : views::ColourMap::names())
            if (views::ColourMap::named(name).isSigned() == scale.isSigned)
                maps.append({name, views::ColourMap::named(name).stripe(stripeSteps)});
        shown->setMaps(maps, scale.map);
    }
    shown->setOpacity(m_state->opacity());
    shown->setGrey(m_state->grey());
    shown->setShared(m_scales.isShared());
    shown->setSmooth(m_scales.isSmooth());
    m_inspector->setSection({.id = "scale", .icon = "contrast", .title = tr("Scale")});
    m_inspector->setBody("scale", shown);
}

void InspectorDock::showTrust()
{
    if (!m_panel || !m_studio.networkOf(*m_panel->run())
        || m_panel->run()->results().explanations.empty()) {
        m_inspector->removeSection("trust");
        return;
    }
    m_inspector->setSection(trustSection(m_studio.calibrationsOf(*m_panel->run()),
                                         m_studio.domain(),
                                         m_panel->run()->method().toStdString()));
}

void InspectorDock::showProvenance()
{
    const explain::Explanation* shown = m_panel ? m_panel->explanation() : nullptr;
    if (!shown || !m_studio.networkOf(*m_panel->run())) {
        m_inspector->removeSection("provenance");
        return;
    }
    const models::NetworkPointer network = m_studio.networkOf(*m_panel->run());
    const explain::NetworkInfo& info = network->info();
    const models::Recipe recipe = m_studio.recipeOf(*m_panel->run());
    m_inspector->setSection(
        {.id = "provenance",
         .icon = "history",
         .title = tr("Provenance"),
         .rows = {{tr("Network"),
                   tr("%1 · %2").arg(QString::fromStdString(info.name), shortHash(info.sha256)),
                   QString::fromStdString(info.sha256), true},
                  selfTestRow(info),
                  {tr("Precision"), QString::fromStdString(shown->precision)},
                  {tr("Preparation"), QString::fromStdString(info.preparation)},
                  {tr("Source"), QString::fromStdString(shown->source)},
                  {tr("Recipe"), shortHash(recipe.sha256()),
                   QString::fromStdString(models::toJson(recipe).dump(2)), true}},
         .note = tr("For research use, not for diagnosis.")});
}

} // namespace app
