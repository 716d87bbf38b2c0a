// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/recipe.h"

#include "tests/models/fakes.h"

#include <nlohmann/json.hpp>

#include <QTest>

using models::Recipe;
using nlohmann::json;

namespace {

Recipe example()
{
    return {
        .image = {"photos/a dog.png", "ab12"},
        .texts = {{"a dög", explain::Text::Role::Caption}, {"dog", explain::Text::Role::Concept}},
        .network = {"tiny", "clip", "cd34", "f32", "cpu", "/somewhere/tiny"},
        .method = "patch-sim",
        .parameters = {{"top", int64_t{5}},
                       {"rate", 0.1},
                       {"whole", 2.0},
                       {"clean", true},
                       {"template", std::string("a photo of ")}},
        .versions = {{"groundscope", "0.1.0"}, {"libtorch", "2.15.0"}}};
}

bool same(const Recipe& a, const Recipe& b)
{
    return models::toJson(a) == models::toJson(b) && a.parameters == b.parameters
        && a.sha256() == b.sha256();
}

} // namespace

class TestRecipe : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesItsJson();
    void theIdIsOfWhatDecidesTheNumbers();
    void theCanonicalFormIsWrittenDown();
    void isMadeOfARun();
    void otherJsonIsRefused_data();
    void otherJsonIsRefused();
};

void TestRecipe::survivesItsJson()
{
    const auto read = models::recipeFromText(models::toJson(example()).dump(2));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(same(*read, example())); // 2.0 is still no integer
    QCOMPARE(read->image.file, example().image.file);
    QCOMPARE(read->network.path, example().network.path);
    QCOMPARE(read->texts[1].role, explain::Text::Role::Concept);
}

void TestRecipe::theIdIsOfWhatDecidesTheNumbers()
{
    const std::string id = example().sha256();
    QCOMPARE(id.size(), std::size_t(64));
    QCOMPARE(example().shortId(), id.substr(0, 12));
    Recipe moved = example();
    moved.image.file = "elsewhere.png";
    moved.network.path = moved.network.name = "copied";
    moved.network.device = "cuda:0";
    QCOMPARE(moved.sha256(), id);

    const std::vector<std::function<void(Recipe&)>> edits = {
        [](Recipe& recipe) { recipe.image.sha256 = "ab13"; },
        [](Recipe& recipe) { recipe.texts[0].text += '.'; },
        [](Recipe& recipe) { recipe.texts[0].role = explain::Text::Role::Concept; },
        [](Recipe& recipe) { std::swap(recipe.texts[0], recipe.texts[1]); },
        [](Recipe& recipe) { recipe.network.sha256 = ""; },
        [](Recipe& recipe) { recipe.network.precision = "bf16"; },
        [](Recipe& recipe) { recipe.method = "filip"; },
        [](Recipe& recipe) { recipe.parameters["top"] = int64_t{6}; },
        [](Recipe& recipe) { recipe.parameters["top"] = 5.0; },
        [](Recipe& recipe) { recipe.versions["libtorch"] = "2.11.0"; }};
    for (const auto& edit : edits) {
        Recipe other = example();
        edit(other);
        QVERIFY(other.sha256() != id);
    }
}

/// The form that the id is of, written out by hand and hashed by sha256sum.
void TestRecipe::theCanonicalFormIsWrittenDown()
{
    const Recipe small{.image = {"x.png", "00"},
                       .texts = {{"a", explain::Text::Role::Caption}},
                       .network = {"n", "toy", "11", "f32", "cpu", ""},
                       .method = "filip",
                       .parameters = {{"k", int64_t{1}}},
                       .versions = {{"groundscope", "1"}}};
    QCOMPARE(small.sha256(),
             std::string("fd8d271058a3c9f1cbdc14e750c57d719debe2341e93c990d1ccbf99b9bf3284"));
}

void TestRecipe::isMadeOfARun()
{
    explain::Context context = fakes::context();
    context.samples = {{.image = {}, .pixelsSha256 = "ff", .texts = {{"a cat"}}}};
    context.parameters = explain::Parameters({{.key = "k", .help = "", .value = int64_t{3}}});
    const Recipe recipe = models::recipeOf({.id = "filip"}, context);
    QCOMPARE(recipe.method, std::string("filip"));
    QCOMPARE(recipe.image.sha256, std::string("ff"));
    QCOMPARE(recipe.network.family, std::string("fake"));
    QCOMPARE(std::get<int64_t>(recipe.parameters.at("k")), 3);
    QVERIFY(recipe.versions.contains("libtorch"));
    QVERIFY(models::recipeFrom(models::toJson(recipe)));
}

void TestRecipe::otherJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("why");
    const auto with = [](const std::function<void(json&)>& edit) {
        json recipe = models::toJson(example());
        edit(recipe);
        return QByteArray::fromStdString(recipe.dump());
    };
    QTest::newRow("nothing") << QByteArray() << "expected JSON";
    QTest::newRow("cut") << QByteArray(R"({"format": )") << "expected JSON";
    QTest::newRow("list") << QByteArray("[]") << "format: expected string, found nothing";
    QTest::newRow("nested") << QByteArray(1'000'000, '[')
                            << "recipe: expected JSON nested at most 200 deep, found 1000000";
    QTest::newRow("nested and closed")
        << R"({"format": )" + QByteArray(300, '[') + QByteArray(300, ']') + '}'
        << "expected JSON nested at most 200 deep, found 301";
    QTest::newRow("newer") << with([](json& r) { r["format"] = "groundscope-recipe/2"; })
                           << "expected groundscope-recipe/1, found groundscope-recipe/2";
    QTest::newRow("no method") << with([](json& r) { r.erase("method"); }) << "method";
    QTest::newRow("number for text") << with([](json& r) { r["image"]["sha256"] = 3; })
                                     << "sha256: expected string, found number";
    QTest::newRow("role") << with([](json& r) { r["texts"][0]["role"] = "poem"; })
                          << "expected caption or concept, found poem";
    QTest::newRow("texts") << with([](json& r) {
        r["texts"] = {{"a", 1}};
    }) << "texts: expected array, found object";
    QTest::newRow("parameter") << with([](json& r) { r["parameters"]["top"] = nullptr; })
                               << "parameters.top: expected a plain value, found null";
    QTest::newRow("version") << with([](json& r) { r["versions"]["libtorch"] = 2.15; })
                             << "libtorch: expected string, found number";
}

void TestRecipe::otherJsonIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, why);
    const auto read = models::recipeFromText(text.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, explain::Error::Kind::Input);
    QVERIFY2(QString::fromStdString(read.error().message).contains(why),
             read.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestRecipe)
#include "tst_recipe.moc"
