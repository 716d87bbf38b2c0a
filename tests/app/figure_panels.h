// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/figure_page.h"
#include "views/unseen_layer.h"

#include <cmath>

namespace support {

// A figure's page of plain values, one panel of each kind.

constexpr int patchPx = 40, rows = 4, columns = 6, left = 20;

/// 280 x 160 px: 20 px at the left and right that the network never sees.
inline QImage photo()
{
    QImage image(280, 160, QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x * 255 / image.width(), 120, y * 255 / image.height()));
    return image;
}

inline views::PatchGrid grid()
{
    return {rows, columns, patchPx, QTransform::fromTranslate(left, 0)};
}

/// Evidence in one patch alone, unless \p peak lies in the null band.
inline app::FigurePanel heatPanel(const QString& subject, float peak = 0.32f)
{
    const views::ValueScale scale{.min = -0.4,
                                  .max = 0.4,
                                  .map = "vik",
                                  .isSigned = true,
                                  .unit = "cosine",
                                  .nullLow = 0.05,
                                  .nullHigh = 0.2};
    QList<float> values(rows * columns, 0.1f);
    values[1 * columns + 2] = peak;
    values[3 * columns + 5] = NAN;
    app::FigurePanel panel{.method = "patch-sim", .subject = subject, .nullTexts = 256};
    panel.content.heat = std::make_shared<views::HeatLayer>(grid(), values, scale);
    panel.content.layers = {std::make_shared<views::UnseenLayer>(grid()), panel.content.heat};
    panel.content.scale = scale;
    if (!panel.content.heat->hasEvidence())
        panel.content.noEvidence = "largest .100, z 0.6";
    return panel;
}

inline app::FigurePanel linkPanel()
{
    app::FigurePanel panel = heatPanel("“bird”");
    panel.method = "ot-ipot";
    views::ValueScale scale{.max = 0.02, .map = "bamako", .unit = "mass", .nullHigh = 0.004};
    QList<float> values(rows * columns, 0.001f);
    values[8] = 0.019f;
    values[9] = 0.012f;
    panel.content.scale = scale;
    panel.content.heat = std::make_shared<views::HeatLayer>(grid(), values, scale);
    panel.content.links =
        std::make_shared<views::LinkLayer>(QStringList{"a", "white", "cat", "and", "a", "bird"});
    panel.content.links->setCurrent(
        5, {{grid().bounds({1, 2}), 0.019}, {grid().bounds({1, 3}), 0.012}});
    panel.content.layers = {std::make_shared<views::UnseenLayer>(grid()), panel.content.heat,
                            panel.content.links};
    panel.content.cells = views::AlignmentCells{
        .words = {"white", "cat", "bird"},
        .regions = {"1, 2", "1, 3", "2, 3"},
        .mass = {.01f, .001f, .002f, .003f, .012f, .001f, .019f, .012f, .001f},
        .nullHigh = 0.004,
        .unit = "mass",
        .colourOf = [scale](double v) { return scale.colour(v); }};
    panel.content.word = 2;
    return panel;
}

inline app::FigurePanel maskPanel()
{
    app::FigurePanel panel{.method = "denseclip", .subject = "two concepts"};
    const QPolygonF cat(QRectF(40, 30, 80, 90)), bowl(QRectF(150, 60, 90, 70));
    panel.content.masks = std::make_shared<views::MaskLayer>(
        QList<views::Mask>{{.label = "white cat", .score = .61, .contours = {cat}, .number = 0},
                           {.label = "bowl", .score = .44, .contours = {bowl}, .number = 1}},
        QImage());
    panel.content.layers = {std::make_shared<views::UnseenLayer>(grid()), panel.content.masks};
    panel.content.legend = {{"white cat", 0, 0.186, true}, {"bowl", 1, 0.159, true}};
    return panel;
}

inline QList<views::Word> words()
{
    QList<views::Word> all;
    for (const auto& [text, value] :
         std::initializer_list<std::pair<const char*, double>>{{"A", .01},
                                                               {"white", .19},
                                                               {"cat", .27},
                                                               {"eats", .11},
                                                               {"from", -.02},
                                                               {"a", .03},
                                                               {"large", .07},
                                                               {"bowl", .15},
                                                               {"while", .02},
                                                               {"a", .0},
                                                               {"red", -.24},
                                                               {"bird", .22},
                                                               {"sits", .06},
                                                               {"on", .01},
                                                               {"a", -.01},
                                                               {"small", .09},
                                                               {"white", .12},
                                                               {"bowl", .14}})
        all.append({.text = text,
                    .value = value,
                    .unsupported = value < -.08,
                    .inNull = std::abs(value) < .05});
    all.append({.text = ".", .punctuation = true, .attached = true});
    return all;
}

inline app::FigurePanel barPanel()
{
    app::FigurePanel panel{.method = "clip4dm", .subject = "signed word support", .nullTexts = 256};
    const views::ValueScale scale{
        .min = -.3, .max = .3, .map = "vik", .isSigned = true, .unit = "gradient"};
    panel.content.bars =
        views::WordBarsContent{.words = words(),
                               .range = .3,
                               .nullBand = {-.05, .05},
                               .threshold = -.08,
                               .unit = "gradient",
                               .colourOf = [scale](double v) { return scale.colour(v); }};
    return panel;
}

inline app::FigurePanel tablePanel()
{
    app::FigurePanel panel{.method = "it-score", .subject = "two captions"};
    panel.content.scores = views::ScoreCells{.rows = {"A white cat", "A black dog"},
                                             .columns = {"cosine", "logit"},
                                             .values = {.312, 31.2, -.08, -8},
                                             .unit = "cosine"};
    return panel;
}

inline app::FigurePage pageWith(QList<app::FigurePanel> panels)
{
    return {.image = photo(),
            .panels = std::move(panels),
            .captions = {words()},
            .note =
                "ViT-B/16 CLIP 7c41…e09b, f32; 4 × 6 patches, not smoothed. Zero locked. Hatched: "
                "inside the null band of 256 unrelated texts; cross-hatched: never seen by the "
                "network. Recipe a83f…21d7.",
            .opacity = 1};
}

inline app::FigurePage fourPanels()
{
    return pageWith({heatPanel("“bird”"), linkPanel(), maskPanel(), barPanel()});
}

} // namespace support
