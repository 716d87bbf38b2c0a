// SPDX-License-Identifier: GPL-3.0-or-later
// A small CLIP that was really trained, on scenes whose truth is known: what was measured of it
// elsewhere must come out here, through the files and doors that users go through.
#include "explain/apply.h"
#include "models/image_file.h"
#include "models/network_loader.h"
#include "models/places.h"

#include <QTest>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>

using Json = nlohmann::json;

namespace {

QString sharedFolder()
{
    return QString(SOURCE_FOLDER) + "/../shared";
}

Json readJson(const QString& file)
{
    std::ifstream stream((sharedFolder() + '/' + file).toStdString());
    return Json::parse(stream);
}

at::Tensor tensorOf(const Json& numbers)
{
    const auto values = numbers.get<std::vector<double>>();
    return at::tensor(values, at::kDouble);
}

at::Tensor unit(const at::Tensor& vector)
{
    const at::Tensor exact = vector.to(at::kDouble);
    return exact / exact.norm();
}

double gap(const at::Tensor& found, const at::Tensor& expected)
{
    return (found.to(at::kDouble) - expected).abs().max().item<double>();
}

/// A scene with the truth about it.
struct Scene {
    models::Image image;
    std::string caption;
    Json phrases, foils;
};

} // namespace

class TestDigitClip : public QObject {
    Q_OBJECT

    models::NetworkPointer m_network;
    std::shared_ptr<explain::FeatureStore> m_store;
    std::vector<Scene> m_scenes;
    std::map<int, std::array<double, 4>> m_boxes; ///< by annotation: x, y, width, height

    explain::Context contextOf(const models::Image& image, std::vector<explain::Text> texts) const
    {
        return {.samples = {{.image = image.pixels,
                             .pixelsSha256 = image.pixelsSha256,
                             .texts = std::move(texts)}},
                .networks = {{"network", m_network}},
                .features = m_store};
    }
    at::Tensor imageVector(const models::Image& image) const
    {
        return unit(contextOf(image, {}).image({.global = true, .patches = true})->global[0]);
    }
    at::Tensor textVector(const std::string& text) const
    {
        const explain::Context context = contextOf(m_scenes.front().image, {});
        return unit(context.texts({text}, {.global = true})->front().global);
    }
    explain::Explanation patchSim(const models::Image& image, const std::string& text) const
    {
        const explain::Method* const method = explain::findMethod("patch-sim");
        explain::Context context = contextOf(image, {{text, explain::Text::Role::Concept}});
        context.parameters = explain::Parameters(method->info().parameters);
        return explain::apply(*method, context)->front();
    }

    /// Whether the peak of the phrase's map lies in its digit's box, widened by \p margin pixels.
    bool pointsAt(const Scene& scene, const Json& phrase, double margin) const
    {
        const explain::Explanation result = patchSim(scene.image, phrase["text"]);
        const at::Tensor& map = std::get<explain::PatchMap>(result.kind).map;
        const auto peak = map.flatten().argmax().item<int64_t>();
        const explain::Geometry& geometry = result.geometry;
        const double canvasX = (double(peak % geometry.cols) + 0.5) * double(geometry.patch);
        const double canvasY = (double(peak / geometry.cols) + 0.5) * double(geometry.patch);
        const auto& [a, b, c, d, e, f] = geometry.toImage;
        const double x = a * canvasX + b * canvasY + c, y = d * canvasX + e * canvasY + f;
        const auto& [left, top, width, height] = m_boxes.at(phrase["annotation_ids"][0]);
        return x >= left - margin && x <= left + width + margin && y >= top - margin
            && y <= top + height + margin;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString checkpoint = sharedFolder() + "/checkpoints/digit-clip-tiny";
        if (!QFileInfo::exists(checkpoint))
            QSKIP("no ../shared/checkpoints/digit-clip-tiny");
        models::PluginList plugins(models::findPlugins(models::pluginFolders()), {});
        const auto network = models::loadNetwork(plugins, {.path = checkpoint});
        QVERIFY2(network, network ? "" : network.error().message.c_str());
        m_network = *network;
        m_store = std::make_shared<explain::MapStore>(std::size_t(1) << 28);

        const Json annotations = readJson("data/digit-scenes/annotations.json");
        for (const Json& each : annotations["annotations"])
            m_boxes[each["id"]] = each["bbox"].get<std::array<double, 4>>();
        for (const Json& each : readJson("data/digit-scenes/captions.json")) {
            const std::size_t index = each["image_id"].get<std::size_t>() - 1;
            const std::string name = annotations["images"][index]["file_name"];
            auto image = models::readImage(sharedFolder() + "/data/digit-scenes/"
                                           + QString::fromStdString(name));
            QVERIFY(image);
            m_scenes.push_back({*image, each["caption"], each["phrases"], each["foils"]});
        }
        QCOMPARE(m_scenes.size(), 80u);
    }

    void numbersAreTheReferences()
    {
        const Json expected = readJson("checkpoints/digit-clip-tiny/expected.json");
        double vectors = 0, cosines = 0, logits = 0, maps = 0;
        for (const Json& sample : expected["samples"]) {
            const std::string name = sample["image"];
            const auto image = models::readImage(sharedFolder() + '/' + name.c_str());
            QVERIFY(image);
            const at::Tensor seen = imageVector(*image), read = textVector(sample["caption"]);
            const double cosine = seen.dot(read).item<double>();
            vectors = std::max({vectors, gap(seen, tensorOf(sample["image_embeds"])),
                                gap(read, tensorOf(sample["text_embeds"]))});
            cosines = std::max(cosines, std::abs(cosine - sample["cosine"].get<double>()));
            logits = std::max(
                logits,
                std::abs(cosine * *m_network->info().logitScale - sample["logit"].get<double>()));
            for (const auto& [phrase, rows] : sample["patch_phrase_cosine"].items()) {
                const explain::Explanation result = patchSim(*image, phrase);
                const at::Tensor& map = std::get<explain::PatchMap>(result.kind).map;
                for (std::size_t row = 0; row < rows.size(); ++row)
                    maps = std::max(maps, gap(map[int64_t(row)], tensorOf(rows[row])));
            }
        }
        qInfo("largest distances: vectors %.2e, cosine %.2e, logit %.2e, maps %.2e", vectors,
              cosines, logits, maps);
        QVERIFY(vectors < 2e-6);
        QVERIFY(cosines < 2e-6);
        QVERIFY(logits < 2e-5);
        QVERIFY(maps < 2e-5);
    }

    void mapsPointAtTheDigits()
    {
        int hits = 0, all = 0;
        for (const Scene& scene : m_scenes)
            for (const Json& phrase : scene.phrases) {
                hits += pointsAt(scene, phrase, 6);
                ++all;
            }
        QCOMPARE(all, 155);
        QCOMPARE(hits, 141);
    }

    void foilsScoreLower()
    {
        std::map<std::string, std::pair<int, int>> counts; // won, all
        for (const Scene& scene : m_scenes) {
            const at::Tensor seen = imageVector(scene.image);
            const double truth = seen.dot(textVector(scene.caption)).item<double>();
            for (const Json& foil : scene.foils) {
                auto& [won, all] = counts[foil["kind"]];
                won += truth > seen.dot(textVector(foil["caption"])).item<double>();
                ++all;
            }
        }
        QCOMPARE(counts["colour"], std::pair(80, 80));
        QCOMPARE(counts["digit"], std::pair(66, 80));
        QCOMPARE(counts["relation"], std::pair(23, 49));
    }

    void imagesFindTheirCaptions()
    {
        std::vector<at::Tensor> texts;
        for (const Scene& scene : m_scenes)
            texts.push_back(textVector(scene.caption));
        const at::Tensor captions = at::stack(texts);
        int found = 0;
        for (std::size_t i = 0; i < m_scenes.size(); ++i)
            found +=
                captions.mv(imageVector(m_scenes[i].image)).argmax().item<int64_t>() == int64_t(i);
        QCOMPARE(found, 63);
    }
};

QTEST_GUILESS_MAIN(TestDigitClip)
#include "tst_digit_clip.moc"
