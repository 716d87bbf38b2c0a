// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/figure_files.h"
#include "app/figure_note.h"
#include "app/settings.h"
#include "app/word_values.h"
#include "explain/archive.h"
#include "models/image_file.h"
#include "models/recipe.h"
#include "views/canvas.h"
#include "views/panel_grid.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileDialog>

namespace app {
namespace {

using explain::Error;

/// The part of an image that linked canvases show: all of it at zoom 1.
QRectF visiblePart(const views::ViewState& state, QSizeF image)
{
    if (state.zoom() <= 1)
        return {QPointF(), image};
    const QSizeF size = image / state.zoom();
    const auto start = [](double centre, double length, double whole) {
        return std::clamp(centre * whole - length / 2, 0.0, whole - length);
    };
    return {QPointF(start(state.centre().x(), size.width(), image.width()),
                    start(state.centre().y(), size.height(), image.height())),
            size};
}

const PanelRun* wordScoresOf(const QList<PanelRun*>& panels)
{
    for (const PanelRun* panel : panels)
        for (const explain::Explanation& e : panel->results().explanations)
            if (std::holds_alternative<explain::WordScores>(e.kind))
                return panel;
    return nullptr;
}

/// Each caption of the open case with the values of the panel that scores words.
QList<QList<views::Word>> captionsOf(Studio& studio)
{
    const PanelRun* const scores = wordScoresOf(studio.panels());
    QList<QList<views::Word>> captions;
    for (const explain::Text& text : studio.texts()->texts()) {
        if (text.role != explain::Text::Role::Caption || text.text.empty())
            continue;
        const auto read = studio.readText(text.text);
        captions << wordsWithValues(
            text.text, scores ? explanationOf(scores->results(), text.text, text.role) : nullptr,
            scores ? scores->nullBand() : std::nullopt, read ? read->truncatedAt : std::nullopt);
    }
    return captions;
}

QString recipesOf(Studio& studio, const QList<PanelView*>& panels)
{
    nlohmann::json recipes = nlohmann::json::array();
    for (const PanelView* panel : panels)
        recipes.push_back(models::toJson(studio.recipeOf(*panel->run())));
    return QString::fromStdString(recipes.dump());
}

/// All of it or nothing: the files come to their places at the end. [any thread]
std::optional<Error> writeResults(const explain::Archive& results, const QString& folder,
                                  const explain::Progress& progress)
{
    auto place = explain::ResultFolder::open(folder.toStdString());
    if (!place)
        return place.error();
    if (const auto error = explain::writeArchive(results, *place))
        return error;
    progress.report(0.9, "moving into place");
    if (progress.cancelled())
        return explain::cancelledError;
    return place->commit({explain::Archive::jsonName, explain::Archive::tensorsName},
                         explain::Archive::jsonName);
}

} // namespace

QList<PanelView*> MainWindow::shownPanels() const
{
    QList<PanelView*> shown;
    for (PanelView* panel : m_panels)
        if (!m_grid->maximised() || m_grid->maximised() == panel->panel())
            shown << panel;
    return shown;
}

std::optional<Error> MainWindow::saveFigure(const QString& file)
{
    const auto image = m_studio.image();
    if (!image || !m_studio.network())
        return Error{Error::Kind::Usage,
                     "figure: expected an image and a network on show, found none"};
    const QList<PanelView*> shown = shownPanels();
    const views::ViewState& view = *activePanel()->panel()->canvas()->viewState();
    FigurePage page{.image = image->picture,
                    .captions = captionsOf(m_studio),
                    .visible = visiblePart(view, QSizeF(image->picture.size())),
                    .opacity = view.opacity(),
                    .grey = view.grey(),
                    .outlinesOnly = view.outlinesOnly()};
    for (const PanelView* panel : shown)
        page.panels << panel->figurePanel();
    const QString recipes = recipesOf(m_studio, shown);
    page.note = noteFor(page, m_studio.network()->info(), recipes);
    return writePage(page, file, QFileInfo(file).suffix().toLower(), recipes);
}

explain::Expected<explain::Archive> MainWindow::archive()
{
    QList<const PanelRun*> runs;
    for (const PanelView* panel : shownPanels())
        runs << panel->run();
    return m_studio.archiveOf(runs);
}

std::optional<Error> MainWindow::saveData(const QString& folder)
{
    const auto results = archive();
    return results ? writeResults(*results, folder, {}) : results.error();
}

void MainWindow::dataDialog()
{
    if (m_task->isRunning()) {
        notify(tr("results: expected the last ones to be saved, found that still going on"));
        return;
    }
    const QString key = "folders/data";
    // A folder that is not there yet can be named: it is made.
    const QString folder = QFileDialog::getSaveFileName(
        this, tr("Save results into a folder"),
        settings().value(key, QDir::homePath()).toString() + "/results", tr("Folders (*)"), nullptr,
        QFileDialog::DontConfirmOverwrite);
    if (folder.isEmpty())
        return;
    settings().setValue(key, QFileInfo(folder).absolutePath());
    auto results = archive();
    if (!results) {
        notify(QString::fromStdString(results.error().message));
        return;
    }
    m_task->start(
        tr("Save results"),
        [results = std::move(*results), folder](const explain::Progress& progress) {
            return writeResults(results, folder, progress);
        },
        [this](const std::optional<Error>& error) {
            if (error)
                notify(QString::fromStdString(error->message));
        });
}

} // namespace app
