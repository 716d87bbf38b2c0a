// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_metadata.h"
#include "explain/archive.h"
#include "explain/nets/safetensors.h"
#include "models/image_file.h"
#include "tests/app/pictures.h"
#include "tests/support/programs.h"

#include <QImage>
#include <QTest>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

using namespace support;
using Json = nlohmann::json;

class TestCommandLine : public QObject {
    Q_OBJECT

    const Pictures m_pictures;

    QString at(const QString& name) const { return m_pictures.at(name); }
    QStringList explain(const QString& out = "out") const { return m_pictures.explain(out); }
    Json result(const QString& out = "out") const
    {
        return Json::parse(bytesOf(at(out) + "/result.json").toStdString());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_pictures.areMade()); }

    void versionAndHelpGoToStandardOutput()
    {
        for (const char* name : {"groundscope", "groundscope-bare"}) {
            const Outcome version = run(name, {"--version"});
            QCOMPARE(version.code, 0);
            QCOMPARE(version.output, QByteArray("groundscope " GROUNDSCOPE_VERSION "\n"));
            const Outcome help = run(name, {"explain", "--help"});
            QCOMPARE(help.code, 0);
            QVERIFY(help.output.contains("--image FILE"));
            QVERIFY(help.errors.isEmpty());
        }
        for (const QStringList& page : {QStringList{"--help"}, QStringList{"networks", "--help"},
                                        QStringList{"methods", "--help"}})
            QVERIFY(run("groundscope", page).output.startsWith("groundscope"));
    }

    void methodsAreListedWithTheirKnobs()
    {
        const Outcome listed = run("groundscope", {"methods", "list", "--json"});
        QCOMPARE(listed.code, 0);
        const Json methods = Json::parse(listed.output.toStdString());
        QVERIFY(methods.size() >= 7);
        std::set<std::string> ids;
        for (const Json& method : methods) {
            ids.insert(method.at("id"));
            for (const char* key : {"title", "kind", "needs", "source", "parameters"})
                QVERIFY2(method.contains(key), key);
            for (const Json& parameter : method.at("parameters"))
                for (const char* key : {"key", "type", "default", "min", "max", "choices", "help"})
                    QVERIFY2(parameter.contains(key), key);
        }
        for (const char* id :
             {"it-score", "patch-sim", "filip", "ot-ipot", "denseclip", "map-to-mask", "clip4dm"})
            QVERIFY2(ids.contains(id), id);
        QCOMPARE(run("groundscope-bare", {"methods", "list", "--json"}).output, listed.output);
    }

    void networksAreListed()
    {
        const Outcome listed = run("groundscope", {"networks", "list", "--json"});
        QCOMPARE(listed.code, 0);
        const Json networks = Json::parse(listed.output.toStdString());
        const auto toy = std::ranges::find_if(
            networks, [](const Json& network) { return network.at("family") == "toy"; });
        QVERIFY(toy != networks.end());
        for (const char* key : {"id", "title", "skills", "path", "sha256"})
            QVERIFY2(toy->contains(key), key);
        const Json& skills = toy->at("skills");
        QVERIFY(std::ranges::find(skills, "TextGradient") != skills.end());
        QCOMPARE(run("groundscope", {"networks", "check", "toy"}).code, 0);
    }

    void aResultIsWritten()
    {
        const Outcome done = run("groundscope",
                                 explain() << "--concept"
                                           << "red"
                                           << "--text"
                                           << "a small red square"
                                           << "--concept"
                                           << "blue"
                                           << "--embeddings");
        QCOMPARE(done.errors, QByteArray());
        QCOMPARE(done.code, 0);
        QCOMPARE(namesIn(at("out")), (QStringList{"result.json", "tensors.safetensors"}));
        const Json json = result();
        QVERIFY(json["format"] == "groundscope-result/1");
        QVERIFY(json["image"]["file"] == at("picture.png").toStdString());
        QVERIFY(json["image"]["width"] == 40);
        QCOMPARE(json["texts"].size(), 3u);
        QVERIFY(json["texts"][0]["role"] == "concept");
        QVERIFY(json["texts"][1]["text"] == "a small red square");
        QVERIFY(json["texts"][2]["text"] == "blue");
        std::vector<std::string> methods;
        for (const Json& each : json["explanations"])
            if (methods.empty() || methods.back() != each["method"])
                methods.push_back(each["method"]);
        QCOMPARE(methods,
                 (std::vector<std::string>{"patch-sim", "ot-ipot", "denseclip", "clip4dm"}));

        const auto archive = explain::readArchive(at("out").toStdString());
        QVERIFY(archive);
        for (const char* name : {"image_embedding", "text_embeddings", "patch_embeddings"})
            QVERIFY2(archive->embeddings.contains(name), name);
        QCOMPARE(explain::resultJson(*archive), bytesOf(at("out/result.json")).toStdString());
    }

    void equalRunsGiveEqualBytes()
    {
        const QStringList texts{"--text", "a red square", "--concept", "red"};
        QCOMPARE(run("groundscope", explain("first") + texts).code, 0);
        QCOMPARE(run("groundscope", explain("second") + texts).code, 0);
        for (const char* name : {"/tensors.safetensors", "/result.json"}) {
            QVERIFY(!bytesOf(at("first") + name).isEmpty());
            QCOMPARE(bytesOf(at("first") + name), bytesOf(at("second") + name));
        }
    }

    void bareGivesTheSameNumbers()
    {
        const auto image = models::readImage(at("picture.png"));
        QVERIFY(image);
        QVERIFY(explain::writeSafetensors(at("picture.safetensors").toStdString(),
                                          {{"image", image->pixels}}));
        const QStringList rest{
            "--network",   "toy",
            "--device",    "cpu",
            "--text",      "a red square",
            "--concept",   "red",
            "--text",      "",
            "--method",    "it-score,patch-sim,filip,ot-ipot,denseclip,clip4dm,map-to-mask",
            "--embeddings"};
        const Outcome full =
            run("groundscope",
                QStringList{"explain", "--image", at("picture.png"), "--out", at("full")} + rest);
        const Outcome bare =
            run("groundscope-bare",
                QStringList{"explain", "--image", at("picture.safetensors"), "--out", at("bare")}
                    + rest);
        QCOMPARE(full.code, 0);
        QCOMPARE(bare.code, 0);
        QVERIFY(bytesOf(at("bare/tensors.safetensors")).size() > 1000);
        QCOMPARE(bytesOf(at("bare/tensors.safetensors")), bytesOf(at("full/tensors.safetensors")));
        Json bareJson = result("bare"), fullJson = result("full");
        bareJson.erase("image");
        fullJson.erase("image");
        QVERIFY(bareJson == fullJson);
    }

    void figuresHoldTheirRecipe()
    {
        const Outcome done = run("groundscope",
                                 explain("figures") << "--text"
                                                    << "a red squäre \"<&>\""
                                                    << "--method"
                                                    << "patch-sim,clip4dm"
                                                    << "--figure"
                                                    << "png,svg,pdf");
        QCOMPARE(done.errors, QByteArray());
        QCOMPARE(done.code, 0);
        for (const char* name : {"figure.png", "figure.svg", "figure.pdf"}) {
            const QByteArray file = bytesOf(at("figures/") + name);
            const Json recipe = Json::parse(app::recipeIn(file).toStdString());
            QCOMPARE(recipe.size(), 2u);
            QVERIFY(recipe.dump().find("clip4dm") != std::string::npos);
            QVERIFY(recipe.dump().find("squäre \\\"<&>\\\"") != std::string::npos);
        }
        QVERIFY(!QImage(at("figures/figure.png")).isNull());
    }

    void staleFiguresGoAndTheUsersFilesStay()
    {
        QVERIFY(writeFile(at("figures/notes.txt"), "mine"));
        QCOMPARE(run("groundscope",
                     explain("figures") << "--text"
                                        << "x"
                                        << "--figure"
                                        << "svg")
                     .code,
                 0);
        QCOMPARE(namesIn(at("figures")),
                 (QStringList{"figure.svg", "notes.txt", "result.json", "tensors.safetensors"}));
    }

    void oddInputIsExplainedAllTheSame_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("status");
        QTest::newRow("one pixel") << "pixel.png"
                                   << "a red square"
                                   << "";
        QTest::newRow("empty text") << "picture.png"
                                    << ""
                                    << "EMPTY_TEXT";
        QTest::newRow("blank text") << "picture.png"
                                    << " \t\n"
                                    << "EMPTY_TEXT";
        QTest::newRow("10,000 words")
            << "picture.png" << QString("a red square ").repeated(3334) << "TRUNCATED";
        QTest::newRow("a sign of four bytes")
            << "picture.png" << QString::fromUtf8("🐱 cat") << "OK";
    }
    void oddInputIsExplainedAllTheSame()
    {
        QFETCH(QString, image);
        QFETCH(QString, text);
        QFETCH(QString, status);
        QStringList arguments{"explain", "--network", "toy",     "--image", at(image), "--device",
                              "cpu",     "--out",     at("odd"), "--text",  text};
        const Outcome done = run("groundscope", arguments);
        QVERIFY2(done.code == 0, done.errors);
        const Json json = result("odd");
        QVERIFY(json["texts"][0]["text"] == text.toStdString());
        for (const Json& each : json["explanations"])
            if (each["method"] == "ot-ipot" && !status.isEmpty()) {
                QCOMPARE(QString::fromStdString(each["status"]), status);
                QCOMPARE(each["tensors"].empty(), status == "EMPTY_TEXT");
            }
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
