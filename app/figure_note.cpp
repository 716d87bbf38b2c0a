// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_note.h"

#include "app/figure_layout.h"
#include "explain/foreign_json.h"
#include "models/recipe.h"

#include <nlohmann/json.hpp>

#include <QMap>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

QString tr(const char* text)
{
    return QObject::tr(text);
}

/// 7c41…e09b
QString shortened(const std::string& hash)
{
    const QString whole = QString::fromStdString(hash);
    return whole.size() <= 9 ? whole : whole.left(4) + u'…' + whole.right(4);
}

QString networkIn(const explain::NetworkInfo& network)
{
    QString text = QString::fromStdString(network.name);
    if (!network.sha256.empty())
        text += ' ' + shortened(network.sha256);
    if (!network.precision.empty())
        text += ", " + QString::fromStdString(network.precision);
    return text;
}

QString gridsOf(const FigurePage& page)
{
    QStringList grids;
    bool smooth = false;
    for (const FigurePanel& panel : page.panels)
        if (panel.content.heat) {
            const views::PatchGrid& grid = panel.content.heat->grid();
            const QString size = QString("%1 × %2").arg(grid.rows).arg(grid.columns);
            if (!grids.contains(size))
                grids << size;
            smooth = smooth || panel.content.heat->smooth();
        }
    if (grids.isEmpty())
        return {};
    return tr("%1 patches, %2")
        .arg(grids.join(", "), smooth ? tr("smoothed for display") : tr("not smoothed"));
}

QString scaleOf(const FigurePage& page)
{
    bool any = false, own = false;
    for (const FigurePanel& panel : page.panels) {
        any = any || panel.content.scale || panel.content.bars;
        own = own || (panel.content.scale && panel.content.scale->own);
    }
    if (!any)
        return {};
    return own ? tr("Zero locked; panels with their own scale cannot be compared.")
               : tr("Zero locked, one scale a unit.");
}

/// What stands for "no evidence", or that nothing does; by how many texts it was measured.
QString nullBandsOf(const FigurePage& page)
{
    QMap<int64_t, QStringList> letters; // of the panels, by the number of unrelated texts
    for (qsizetype i = 0; i < page.panels.size(); ++i)
        if (page.panels[i].content.heat || page.panels[i].content.bars)
            letters[page.panels[i].nullTexts] << figure::letterOf(i);
    const QStringList unmeasured = letters.take(0);
    if (letters.isEmpty())
        return unmeasured.isEmpty()
            ? QString()
            : tr("No null band was measured: nothing is hatched as no evidence.");
    QStringList counts;
    for (auto it = letters.cbegin(); it != letters.cend(); ++it)
        counts << it.value().join(", ") + ": " + QString::number(it.key());
    if (!unmeasured.isEmpty())
        counts << unmeasured.join(", ") + ": " + tr("not measured");
    return tr("Hatched: inside the null band of unrelated texts (%1).").arg(counts.join("; "));
}

/// Whether the network saw less of what is on show than all of it. Masks alone do not tell.
bool isPartUnseen(const FigurePage& page)
{
    bool known = false;
    for (const FigurePanel& panel : page.panels) {
        if (!panel.content.heat)
            continue;
        known = true;
        const views::PatchGrid& grid = panel.content.heat->grid();
        const QRectF seen = grid.seen().boundingRect().adjusted(-0.5, -0.5, 0.5, 0.5);
        bool all = grid.isUpright() && seen.contains(page.shown());
        for (int i = 0; i < grid.count() && all; ++i)
            all = !std::isnan(panel.content.heat->value({i / grid.columns, i % grid.columns}));
        if (!all)
            return true;
    }
    return !known && std::ranges::any_of(page.panels, [](const FigurePanel& p) {
        return bool(p.content.masks);
    });
}

QString marksOf(const FigurePage& page)
{
    QStringList marks;
    if (isPartUnseen(page))
        marks << tr("Cross-hatched: never seen by the network.");
    const auto isUnsupported = [](const views::Word& word) { return word.unsupported; };
    const bool inBars = std::ranges::any_of(page.panels, [&](const FigurePanel& panel) {
        return panel.content.bars && std::ranges::any_of(panel.content.bars->words, isUnsupported);
    });
    const bool inCaptions =
        std::ranges::any_of(page.captions, [&](const QList<views::Word>& words) {
            return std::ranges::any_of(words, isUnsupported);
        });
    if (inBars || inCaptions)
        marks << tr("Crossed words: below the dashed threshold, unsupported.");
    for (qsizetype i = 0; i < page.panels.size(); ++i)
        if (const QString& note = page.panels[i].content.legendNote; !note.isEmpty())
            marks << figure::letterOf(i) + ": " + note + '.';
    return marks.join(' ');
}

/// Why the values of words that carry a triangle may mislead.
QString cautionsOf(const FigurePage& page)
{
    QStringList sentences;
    const auto take = [&](const QList<views::Word>& words) {
        for (const views::Word& word : words)
            if (!word.caution.isEmpty() && !sentences.contains(word.caution))
                sentences << word.caution;
    };
    for (const FigurePanel& panel : page.panels)
        if (panel.content.bars)
            take(panel.content.bars->words);
    for (const QList<views::Word>& words : page.captions)
        take(words);
    return sentences.isEmpty() ? QString() : tr("Triangle: %1").arg(sentences.join(' '));
}

/// What was measured of how far each panel can be believed.
QString trustOf(const FigurePage& page)
{
    QMap<QString, QStringList> letters; // of the panels, by what is known of them
    for (qsizetype i = 0; i < page.panels.size(); ++i)
        if (page.panels[i].sentence.isEmpty())
            letters[page.panels[i].trust] << figure::letterOf(i);
    const QStringList unknown = letters.take({});
    if (letters.isEmpty())
        return unknown.isEmpty() ? QString() : tr("Not calibrated.");
    QStringList parts;
    for (auto it = letters.cbegin(); it != letters.cend(); ++it)
        parts << it.value().join(", ") + ": " + it.key();
    if (!unknown.isEmpty())
        parts << unknown.join(", ") + ": " + tr("not calibrated");
    return tr("Calibrated: %1.").arg(parts.join("; "));
}

QString viewOf(const FigurePage& page)
{
    const QRect shown = page.shown().toAlignedRect();
    if (shown.contains(page.image.rect()))
        return {};
    return tr("Shown: x %1 to %2, y %3 to %4 of %5 × %6 pixels.")
        .arg(shown.left())
        .arg(shown.right() + 1)
        .arg(shown.top())
        .arg(shown.bottom() + 1)
        .arg(page.image.width())
        .arg(page.image.height());
}

/// "Recipe 5d02…c4aa.", or one for each method.
QString recipesIn(const QString& recipeJson)
{
    const std::string written = recipeJson.toStdString();
    if (explain::depthFault(written))
        return {};
    const auto whole = nlohmann::json::parse(written, nullptr, false);
    const bool isList = whole.is_array();
    QStringList ids;
    for (const auto& json : isList ? whole : nlohmann::json::array({whole})) {
        const auto recipe = models::recipeFrom(json);
        if (!recipe)
            continue;
        const QString id = shortened(recipe->sha256());
        const QString named = QString::fromStdString(recipe->method) + ' ' + id;
        if (!ids.contains(named))
            ids << named;
    }
    return ids.isEmpty() ? QString() : tr("Recipes: %1.").arg(ids.join(", "));
}

} // namespace

QString noteFor(const FigurePage& page, const explain::NetworkInfo& network,
                const QString& recipeJson)
{
    const QString grids = gridsOf(page);
    QStringList sentences{networkIn(network) + (grids.isEmpty() ? QString() : "; " + grids) + '.'};
    for (const QString& sentence :
         {scaleOf(page), nullBandsOf(page), marksOf(page), cautionsOf(page), trustOf(page),
          viewOf(page), recipesIn(recipeJson)})
        if (!sentence.isEmpty())
            sentences << sentence;
    sentences << QString("Groundscope %1.").arg(GROUNDSCOPE_VERSION);
    return sentences.join(' ');
}

} // namespace app
