// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_export.h"

#include "app/figure_metadata.h"
#include "models/recipe.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using explain::Explanation;
using explain::Status;
using Role = explain::Text::Role;

namespace {

Explanation mapOf(std::size_t text, std::vector<double> values, Status status = Status::Ok)
{
    Explanation map{.kind = explain::PatchMap{at::tensor(values).view({2, 3})},
                    .text = text,
                    .status = status,
                    .unit = "cosine"};
    map.method = "patch-sim";
    map.geometry = {.canvasHeight = 20,
                    .canvasWidth = 30,
                    .patch = 10,
                    .rows = 2,
                    .cols = 3,
                    .imageHeight = 20,
                    .imageWidth = 30,
                    .toImage = {1, 0, 0, 0, 1, 0}};
    return map;
}

Explanation wordsOf(std::size_t text, std::vector<double> values)
{
    Explanation scores{
        .kind = explain::WordScores{at::tensor(values), {}}, .text = text, .unit = "gradient"};
    scores.method = "clip4dm";
    scores.values["threshold"] = -0.05;
    return scores;
}

models::Recipe recipe()
{
    models::Recipe recipe;
    recipe.image = {"photo.png", std::string(64, 'a')};
    recipe.network = {.name = "toy", .family = "toy", .sha256 = std::string(64, 'b')};
    recipe.method = "patch-sim";
    return recipe;
}

app::FigureRequest request(std::vector<Explanation> explanations)
{
    QImage image(30, 20, QImage::Format_RGB888);
    image.fill(Qt::darkGreen);
    const auto record = [](const std::string& text, Role role) {
        return explain::TextRecord{.text = {text, role}, .words = explain::wordsOf(text)};
    };
    return {.image = image,
            .texts = {record("a red cat", Role::Caption), record("a blue cat", Role::Caption),
                      record("cat", Role::Concept)},
            .explanations = std::move(explanations),
            .network = {.name = "toy", .sha256 = "0123456789abcdef", .precision = "f64"},
            .recipeJson = QString::fromStdString(models::toJson(recipe()).dump())};
}

} // namespace

class tst_FigureExport final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void panelsOfOneUnitShareTheirScale()
    {
        const app::FigurePage page = app::pageOf(request({
            mapOf(0, {.1, .2, .3, -.1, 0, .1}),
            mapOf(2, {.01, .02, .03, .01, 0, .01}),
            wordsOf(0, {.01, -.2, .1}),
        }));
        QCOMPARE(page.panels.size(), 3);
        for (int i : {0, 1}) {
            QCOMPARE(page.panels[i].content.scale->max, .3);
            QCOMPARE(page.panels[i].content.scale->min, -.3);
            QCOMPARE(page.panels[i].content.scale->map, "vik"); // the page's, not the window's
        }
        QCOMPARE(page.panels[2].content.bars->range, .2);
    }

    void titlesSayWhichTextIsMeant()
    {
        const app::FigurePage page =
            app::pageOf(request({mapOf(1, {1, 0, 0, 0, 0, 0}), mapOf(2, {1, 0, 0, 0, 0, 0})}));
        QCOMPARE(page.panels[0].subject, "caption 2");
        QCOMPARE(page.panels[1].subject, "“cat”");
        QCOMPARE(page.captions.size(), 2);
    }

    void captionsAreMarkedByTheirOwnScores()
    {
        const app::FigurePage page =
            app::pageOf(request({wordsOf(0, {.1, .1, .1}), wordsOf(1, {.1, -.2, .1})}));
        QVERIFY(!page.captions[0][1].unsupported);
        QVERIFY(page.captions[1][1].unsupported);
        QCOMPARE(page.captions[1][1].value, double(-.2f));
    }

    void aTruncatedTextSaysHowManyWordsWereCut()
    {
        app::FigureRequest wanted = request({mapOf(0, {1, 0, 0, 0, 0, 0}, Status::Truncated)});
        wanted.texts[0].truncatedAt = 2; // "red cat" was not read
        const QByteArray svg = app::figureBytes(app::pageOf(wanted), "svg", {});
        QVERIFY(svg.contains("(2 words beyond the network's limit: not read)"));
    }

    void withoutNumbersThereIsASentence()
    {
        Explanation none{.kind = explain::PatchMap{}, .text = 0, .status = Status::FlatMap};
        none.method = "patch-sim";
        const app::FigurePage page = app::pageOf(request({none}));
        QCOMPARE(page.panels[0].sentence, "All values are the same, so there is no map.");
    }

    void theNoteSaysWhereTheNumbersAreFrom()
    {
        const QString note = app::pageOf(request({mapOf(0, {1, 0, 0, 0, 0, 0})})).note;
        const QString id = QString::fromStdString(recipe().sha256());
        for (const QString& part :
             {QString("toy 0123…cdef, f64; 2 × 3 patches, not smoothed."),
              QString("No null band was measured"), QString("Zero locked, one scale a unit."),
              QString("patch-sim %1…%2").arg(id.left(4), id.right(4))})
            QVERIFY2(note.contains(part), qPrintable(part + " in " + note));
        QVERIFY(!note.contains("never seen")); // all of it was
        const app::FigurePage cropped = app::pageOf(request({mapOf(0, {1, NAN, 0, 0, 0, 0})}));
        QVERIFY(cropped.note.contains("Cross-hatched: never seen by the network."));
    }

    void oneFileAFormatWithTheRecipe()
    {
        const QTemporaryDir folder;
        app::FigureRequest wanted = request({mapOf(0, {1, 0, 0, 0, 0, 0})});
        wanted.formats = app::figureFormats();
        wanted.folder = folder.path();
        QVERIFY(!app::writeFigures(wanted));
        for (const QString& format : wanted.formats) {
            QFile file(folder.filePath("figure." + format));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(app::recipeIn(file.readAll()), wanted.recipeJson);
        }
        wanted.folder = folder.filePath("absent");
        const auto error = app::writeFigures(wanted);
        QVERIFY(error);
        QCOMPARE(error->kind, explain::Error::Kind::Input);
    }
};

QTEST_MAIN(tst_FigureExport)
#include "tst_figure_export.moc"
