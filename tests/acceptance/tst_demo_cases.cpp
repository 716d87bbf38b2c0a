// SPDX-License-Identifier: GPL-3.0-or-later
// What the notes of the demo cases promise, the shipped network and its calibrated thresholds give.
#include "explain/apply.h"
#include "explain/ops/spans.h"
#include "explain/truth.h"
#include "models/calibration_list.h"
#include "models/case_table.h"
#include "models/image_file.h"
#include "models/network_loader.h"
#include "models/places.h"

#include <QTest>

#include <ATen/ATen.h>

using Role = explain::Text::Role;

namespace {

/// Row by row, as tensors lie.
at::Tensor coverageOf(const explain::TruthCase& truth, const explain::TruthObject& object)
{
    const std::vector<uint8_t> pixels = explain::coverage(truth, {object.id});
    return at::tensor(at::ArrayRef<uint8_t>(pixels), at::kByte)
        .view({truth.height, truth.width})
        .to(at::kBool);
}

/// The one object that \p phrase names: "red cross", "effusion". Null: none, or several.
const explain::TruthObject* namedBy(const explain::TruthCase& truth, const std::string& phrase)
{
    const explain::TruthObject* found = nullptr;
    for (const explain::TruthObject& object : truth.objects) {
        std::string colour;
        for (const auto& [key, value] : object.attributes)
            if (key == "colour")
                colour = value + ' ';
        if (phrase != colour + object.name)
            continue;
        if (found)
            return nullptr;
        found = &object;
    }
    return found;
}

} // namespace

class TestDemoCases : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void trueCaptionsAreLeftAloneAndWrongWordsCrossed_data() { everyCase_data(); }
    void trueCaptionsAreLeftAloneAndWrongWordsCrossed();
    void conceptsExcludeEachOther_data() { everyCase_data(); }
    void conceptsExcludeEachOther();
    void notesNameTheWordsThatAreCrossed_data() { everyCase_data(); }
    void notesNameTheWordsThatAreCrossed();

private:
    void everyCase_data();
    explain::Expected<std::vector<explain::Explanation>> explained(const std::string& id,
                                                                   int index) const;
    QStringList crossed(const std::string& id, int index, std::size_t caption) const;
    QStringList wrongWords(int index) const;
    const explain::TruthFoil& foil(int index) const;

    models::PluginList m_plugins = models::PluginList::ofProgram();
    models::NetworkPointer m_network;
    models::Calibrations m_known;
    QList<models::CaseStart> m_starts;
    std::vector<explain::TruthCase> m_truths;
};

void TestDemoCases::initTestCase()
{
    const QString folder = models::resource("networks/phantom");
    const auto network = models::loadNetwork(m_plugins, {.family = "clip", .path = folder});
    QVERIFY2(network, network ? "" : network.error().message.c_str());
    m_network = *network;
    m_known = models::findCalibrations(m_network->info().sha256, folder, {});
    const auto starts = models::readCaseTable(models::resource("demo/cases.jsonl"));
    QVERIFY2(bool(starts), starts ? "" : starts.error().message.c_str());
    m_starts = *starts;
    const auto truths = explain::readTruth(models::resource("demo/truth.jsonl").toStdString());
    QVERIFY2(bool(truths), truths ? "" : truths.error().message.c_str());
    m_truths = *truths;
    QCOMPARE(std::size_t(m_starts.size()), m_truths.size());
}

void TestDemoCases::everyCase_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_starts.size(); ++i)
        QTest::newRow(qPrintable(m_starts[i].title)) << i;
}

/// The case explained as the window does it: by thresholds that were measured on its domain.
explain::Expected<std::vector<explain::Explanation>> TestDemoCases::explained(const std::string& id,
                                                                              int index) const
{
    const models::CaseStart& start = m_starts[index];
    const explain::Method* const method = explain::findMethod(id);
    const auto image = models::readImage(start.file);
    auto parameters = explain::parametersFor(method->info(), m_network->info());
    if (!image || !parameters)
        return image ? parameters.error() : image.error();
    for (const auto& [knob, value] : models::thresholdsFor(m_known, start.domain.toStdString()))
        if (knob.starts_with(id + '.'))
            static_cast<void>(parameters->set(knob.substr(id.size() + 1), value));
    explain::Context context{.samples = {{.image = image->pixels,
                                          .pixelsSha256 = image->pixelsSha256,
                                          .texts = start.texts}},
                             .networks = {{"network", m_network}},
                             .parameters = *parameters};
    return explain::apply(*method, context);
}

QStringList TestDemoCases::crossed(const std::string& id, int index, std::size_t caption) const
{
    const auto results = explained(id, index);
    TORCH_CHECK(results, id);
    QStringList words;
    for (const explain::Explanation& result : *results) {
        if (result.text != caption)
            continue;
        const at::Tensor flagged = result.extras.at("flagged");
        for (int64_t w = 0; w < flagged.size(0); ++w)
            if (flagged[w].item<int>() != 0)
                words << QString::fromStdString(result.labels.at(std::size_t(w)));
    }
    return words;
}

const explain::TruthFoil& TestDemoCases::foil(int index) const
{
    const explain::TruthCase& truth = m_truths.at(std::size_t(index));
    const std::string& said = m_starts[index].texts.at(1).text;
    return *std::ranges::find(truth.foils, said, &explain::TruthFoil::text);
}

QStringList TestDemoCases::wrongWords(int index) const
{
    QStringList words;
    for (const explain::Word& word : explain::wordsOf(foil(index).text))
        if (word.begin < foil(index).end && word.end > foil(index).begin)
            words << QString::fromStdString(word.text);
    return words;
}

void TestDemoCases::trueCaptionsAreLeftAloneAndWrongWordsCrossed()
{
    QFETCH(int, index);
    QVERIFY(m_starts[index].texts.at(1).role == Role::Caption);
    QCOMPARE(crossed("clip4dm", index, 0), QStringList());
    if (foil(index).type != "negation") {
        QCOMPARE(crossed("clip4dm", index, 1), wrongWords(index));
        return;
    }
    // Gradients blame the noun; the method that the window offers instead blames the "no".
    const QString said = QString::fromStdString(foil(index).text);
    QCOMPARE(crossed("clip4dm", index, 1), QStringList(said.section(' ', -1)));
    QCOMPARE(crossed("word-loo", index, 0), QStringList());
    QCOMPARE(crossed("word-loo", index, 1), wrongWords(index));
    QCOMPARE(wrongWords(index).join(' ').toLower(), QString("no"));
}

void TestDemoCases::conceptsExcludeEachOther()
{
    QFETCH(int, index);
    const explain::TruthCase& truth = m_truths.at(std::size_t(index));
    std::vector<at::Tensor> seen;
    for (const explain::Text& text : m_starts[index].texts)
        if (text.role == Role::Concept) {
            const explain::TruthObject* const object = namedBy(truth, text.text);
            QVERIFY2(object, text.text.c_str());
            seen.push_back(coverageOf(truth, *object));
        }
    QVERIFY(seen.size() > 1); // one alone would have no rival
    const auto results = explained("denseclip", index);
    QVERIFY2(results, results ? "" : results.error().message.c_str());
    const at::Tensor masks =
        std::get<explain::MaskSet>(results->at(0).kind).masks.to(at::kBool); // [concepts, H, W]
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const double area = seen[i].sum().item<double>();
        const at::Tensor own = masks[int64_t(i)].logical_and(seen[i]);
        QVERIFY(own.sum().item<double>() > .75 * area); // nearly all of it is its own
        for (std::size_t k = 0; k < i; ++k)
            QVERIFY(seen[i].logical_and(seen[k]).sum().item<double>() < .02 * area);
    }
}

void TestDemoCases::notesNameTheWordsThatAreCrossed()
{
    QFETCH(int, index);
    for (const QString& word : wrongWords(index))
        QVERIFY2(m_starts[index].note.contains(u'“' + word + u'”'), qPrintable(word));
    QVERIFY(m_starts[index].note.contains("crosse")); // "crossed", "crosses"
}

QTEST_MAIN(TestDemoCases)
#include "tst_demo_cases.moc"
