// SPDX-License-Identifier: GPL-3.0-or-later
// Whole and broken checkpoints through the program, as a user meets them.
#include "explain/archive.h"
#include "explain/nets/safetensors.h"
#include "tests/support/programs.h"

#include <QTemporaryDir>
#include <QTest>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace support;
using Json = nlohmann::json;

namespace {

const QString shared = QString(SOURCE_FOLDER) + "/../shared";
const QString everyMethod = "it-score,patch-sim,filip,ot-ipot,denseclip,clip4dm,map-to-mask";
const std::string classToken = "vision_model.embeddings.class_embedding";
const std::string projection = "visual_projection.weight";

} // namespace

class TestCheckpoints : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    QStringList explain(const QString& network, const QString& photo) const
    {
        return {"explain",  "--network", network, "--image", photo,
                "--device", "cpu",       "--out", at("out")};
    }
    QString photo(const std::string& name = "000000000071.jpg") const
    {
        return shared + "/data/coco-photos/images/" + name.c_str();
    }

    /// A copy of the small Hugging Face checkpoint with its tensors changed.
    QString changed(const QString& name,
                    const std::function<void(explain::NamedTensors&)>& change) const
    {
        const QString whole = shared + "/parity/cases/hf_clip";
        QDir(m_folder.path()).mkdir(name);
        for (const QString& file : QDir(whole).entryList(QDir::Files))
            if (!file.startsWith("expected") && file != "model.safetensors")
                QFile::copy(whole + '/' + file, at(name) + '/' + file);
        const auto read = explain::readSafetensors((whole + "/model.safetensors").toStdString());
        explain::NamedTensors tensors = read->tensors;
        change(tensors);
        const auto written =
            explain::writeSafetensors((at(name) + "/model.safetensors").toStdString(), tensors);
        return written ? at(name) : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFileInfo::exists(shared + "/parity/cases/hf_clip"))
            QSKIP("no ../shared/parity/cases/hf_clip");
        QVERIFY(m_folder.isValid());
        qputenv("XDG_CONFIG_HOME", at("home").toUtf8()); // networks added elsewhere are not ours
    }

    void photosGiveTheReferencesNumbers()
    {
        std::ifstream stream(SOURCE_FOLDER "/tests/golden/photo_cosines.json");
        double cosines = 0, maps = 0;
        for (const Json& expected : Json::parse(stream)) {
            const std::string text = expected["text"], name = expected["photo"];
            const QString network =
                shared + "/parity/cases/" + expected["checkpoint"].get<std::string>().c_str();
            const Outcome done =
                run("groundscope",
                    explain(network, photo(name))
                        << "--text" << QString::fromStdString(text) << "--method" << everyMethod);
            QVERIFY2(done.code == 0, done.errors);
            const auto archive = explain::readArchive(at("out").toStdString());
            QVERIFY(archive);
            cosines = std::max(
                cosines, std::abs(archive->scores[0].cosine - expected["cosine"].get<double>()));
            for (const explain::Explanation& each : archive->explanations) {
                QVERIFY2(each.status == explain::Status::Ok, each.method.c_str());
                if (each.method != "patch-sim" || !expected.contains("patch_cosines"))
                    continue;
                const at::Tensor map = std::get<explain::PatchMap>(each.kind).map.flatten();
                const auto truth = expected["patch_cosines"].get<std::vector<double>>();
                maps = std::max(maps, (map - at::tensor(truth)).abs().max().item<double>());
            }
        }
        qInfo("largest distances: cosine %.2e, maps %.2e", cosines, maps);
        QVERIFY(cosines < 1e-5);
        QVERIFY(maps < 1e-5);
    }

    void numbersThatAreNoneMakeNoNumbers()
    {
        const QString network = changed("nan", [](explain::NamedTensors& tensors) {
            tensors[classToken] = tensors[classToken].clone().fill_(NAN);
        });
        const Outcome done =
            run("groundscope",
                explain(network, photo()) << "--text"
                                          << "a red bus"
                                          << "--method" << everyMethod << "--embeddings");
        QVERIFY2(done.code == 0, done.errors);
        const Json result = Json::parse(bytesOf(at("out/result.json")).toStdString());
        QVERIFY(result["scores"][0]["cosine"].is_null());
        for (const Json& each : result["explanations"])
            QVERIFY2(each["status"] == "NONFINITE", each.dump().c_str());

        const Outcome checked = run("groundscope", {"networks", "check", network});
        QVERIFY2(checked.hasOneErrorLine(), checked.errors);
        QCOMPARE(checked.code, 4);
        QVERIFY(checked.output.contains(classToken.c_str()));
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QString>("network");
        QTest::addColumn<QStringList>("says");
        if (!QFileInfo::exists(shared + "/parity/cases/hf_clip"))
            return;
        QTest::newRow("missing tensor")
            << changed("missing", [](auto& tensors) { tensors.erase(projection); })
            << QStringList{projection.c_str()};
        QTest::newRow("misshapen tensor") << changed("misshapen", [](auto& tensors) {
            tensors[projection] = tensors[projection].slice(1, 0, 31).contiguous();
        }) << QStringList{projection.c_str(), "[20, 32]", "[20, 31]"};
        QTest::newRow("tensor too many")
            << changed("unexpected", [](auto& tensors) { tensors["stranger"] = at::ones({2}); })
            << QStringList{"stranger"};

        const quint64 claim = quint64(1) << 60;
        QFile huge(changed("huge", [](auto&) {}) + "/model.safetensors");
        if (huge.open(QIODevice::WriteOnly))
            huge.write(reinterpret_cast<const char*>(&claim), sizeof claim);
        huge.close();
        QTest::newRow("header of 2^60 bytes")
            << at("huge") << QStringList{"model.safetensors", "1152921504606846976"};

        const QString words = changed("words", [](auto&) {});
        QFile vocabulary(words + "/vocab.json");
        if (vocabulary.open(QIODevice::ReadWrite))
            vocabulary.resize(vocabulary.size() / 2);
        vocabulary.close();
        QTest::newRow("broken vocabulary") << words << QStringList{"vocab.json"};
    }
    void faultsAreNamed()
    {
        QFETCH(QString, network);
        QFETCH(QStringList, says);
        QDir(at("out")).removeRecursively();
        const Outcome failed = run("groundscope",
                                   explain(network, photo()) << "--text"
                                                             << "a red bus");
        QVERIFY2(failed.hasOneErrorLine(), failed.errors);
        QCOMPARE(failed.code, 4);
        for (const QString& word : says)
            QVERIFY2(failed.errors.contains(word.toUtf8()), failed.errors);
        QVERIFY(!QFileInfo::exists(at("out")));
        QVERIFY(namesIn(m_folder.path()).filter("partial").isEmpty());
    }

    void anAddedNetworkIsKnownByItsName()
    {
        const QString network = changed("my-network", [](auto&) {});
        QCOMPARE(run("groundscope", {"networks", "add", network}).code, 0);
        const Outcome listed = run("groundscope", {"networks", "list", "--json"});
        QVERIFY(listed.output.contains("my-network"));
        const Outcome done = run("groundscope",
                                 explain("my-network", photo()) << "--text"
                                                                << "a red bus");
        QVERIFY2(done.code == 0, done.errors);
        const Json result = Json::parse(bytesOf(at("out/result.json")).toStdString());
        QVERIFY(result["network"]["name"] == "my-network");
        const Json networks = Json::parse(listed.output.toStdString());
        QVERIFY(std::ranges::any_of(networks, [&](const Json& each) {
            return each["sha256"] == result["network"]["sha256"];
        }));
    }
};

QTEST_GUILESS_MAIN(TestCheckpoints)
#include "tst_checkpoints.moc"
