// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/truth.h"
#include "tests/support/programs.h"

#include <QDir>
#include <QImage>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace support;
using Json = nlohmann::json;

namespace {

/// Every line as JSON, read without the program's own reader.
std::vector<Json> linesOf(const QString& folder)
{
    std::vector<Json> lines;
    for (const QByteArray& line : bytesOf(folder + "/truth.jsonl").split('\n'))
        if (!line.isEmpty())
            lines.push_back(Json::parse(line.toStdString()));
    return lines;
}

/// Where the runs of a mask are 1: [x0, y0, x1, y1], far edge exclusive; and whether they fill it.
bool fitsItsBox(const Json& object)
{
    const int height = object["mask"]["size"][0], width = object["mask"]["size"][1];
    int at = 0, left = width, top = height, right = 0, bottom = 0;
    bool isOn = false;
    for (const int run : object["mask"]["counts"]) {
        for (int i = at; i < at + run && isOn; ++i) {
            left = std::min(left, i / height);
            right = std::max(right, i / height + 1);
            top = std::min(top, i % height);
            bottom = std::max(bottom, i % height + 1);
        }
        at += run;
        isOn = !isOn;
    }
    return at == height * width && object["box"] == Json({left, top, right, bottom});
}

bool undoesTo(const Json& foil, const std::string& caption)
{
    const std::string text = foil["text"], original = foil["original"];
    const std::size_t begin = foil["begin"], end = foil["end"];
    return text != caption && begin < end
        && text.substr(0, begin) + original + text.substr(end) == caption;
}

/// Mean distance in grey levels of two pictures, both reduced to \p size by Qt.
double distance(const QImage& a, const QImage& b, int size)
{
    const auto small = [size](const QImage& image) {
        return image.convertToFormat(QImage::Format_RGB888)
            .scaled(size, size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    const QImage left = small(a), right = small(b);
    double sum = 0;
    for (int y = 0; y < size; ++y)
        for (int i = 0; i < 3 * size; ++i)
            sum += std::abs(left.constScanLine(y)[i] - right.constScanLine(y)[i]);
    return sum / (3.0 * size * size);
}

} // namespace

class TestPhantomCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    Outcome phantom(const QString& domain, const QString& name, int count,
                    const QStringList& more = {}) const
    {
        return run("groundscope",
                   QStringList{"phantom", "--domain", domain, "--count", QString::number(count),
                               "--out", at(name)}
                       + more);
    }
    static void addDomains()
    {
        QTest::addColumn<QString>("domain");
        QTest::newRow("shapes") << "shapes";
        QTest::newRow("chest") << "chest";
    }

private Q_SLOTS:
    void linesAreWhatTheFormatSays_data() { addDomains(); }
    void linesAreWhatTheFormatSays()
    {
        QFETCH(QString, domain);
        const Outcome drawn = phantom(domain, domain, 40, {"--size", "120", "--json"});
        QVERIFY2(drawn.code == 0, drawn.errors.constData());
        const std::vector<Json> lines = linesOf(at(domain));
        QCOMPARE(lines.size(), std::size_t(40));
        std::set<std::string> types, ids;
        std::size_t captions = 0;
        for (const Json& line : lines) {
            QVERIFY(line["format"] == Json("groundscope-truth/1"));
            QVERIFY(line["seed"] == Json(900'001));
            QVERIFY(ids.insert(line["id"]).second);
            const QImage image(at(domain) + '/'
                               + QString::fromStdString(line["image"].get<std::string>()));
            QVERIFY(line["width"] == 120 && line["height"] == 120);
            QCOMPARE(image.size(), QSize(120, 120));
            QCOMPARE(image.isGrayscale(), domain == "chest");
            for (const Json& object : line["objects"])
                QVERIFY(fitsItsBox(object));
            for (const Json& foil : line["foils"]) {
                const std::size_t caption = foil["caption"];
                QVERIFY(undoesTo(foil, line["captions"].at(caption)["text"]));
                types.insert(foil["type"]);
            }
            captions += line["captions"].size();
        }
        const std::set<std::string> wanted = domain == "shapes"
            ? std::set<std::string>{"colour",   "object",   "size",     "texture", "count",
                                    "relation", "position", "negation", "presence"}
            : std::set<std::string>{"object",   "laterality", "zone",
                                    "severity", "negation",   "presence"};
        QVERIFY(types == wanted);
        const Json summary = Json::parse(drawn.output.toStdString());
        QVERIFY(summary["scenes"] == Json(40));
        QVERIFY(summary["captions"] == Json(captions));
        QCOMPARE(summary["foils"].size(), wanted.size());
        const auto read = explain::readTruth((at(domain) + "/truth.jsonl").toStdString());
        QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    }

    void theSameSeedGivesTheSameBytes_data() { addDomains(); }
    void theSameSeedGivesTheSameBytes()
    {
        QFETCH(QString, domain);
        QCOMPARE(phantom(domain, "one" + domain, 3).code, 0);
        QCOMPARE(phantom(domain, "two" + domain, 3).code, 0);
        for (const char* file : {"truth.jsonl", "images/000000.png", "images/000002.png"}) {
            const auto bytes = [&](const QString& name) {
                return bytesOf(at(name + domain) + '/' + file);
            };
            QVERIFY(!bytes("one").isEmpty());
            QCOMPARE(bytes("one"), bytes("two"));
        }
    }

    void aSceneIsTheSameAtEverySize_data() { addDomains(); }
    void aSceneIsTheSameAtEverySize()
    {
        QFETCH(QString, domain);
        QCOMPARE(phantom(domain, "small" + domain, 2).code, 0);
        QCOMPARE(phantom(domain, "large" + domain, 2, {"--size", "480"}).code, 0);
        const auto small = linesOf(at("small" + domain)), large = linesOf(at("large" + domain));
        for (const std::size_t i : {0, 1}) {
            for (const char* key : {"id", "image", "captions", "foils"})
                QVERIFY2(small[i][key] == large[i][key], key);
            const auto picture = [&](const QString& name) {
                return QImage(at(name + domain) + QString("/images/00000%1.png").arg(i));
            };
            QVERIFY(distance(picture("small"), picture("large"), 96) < 3);
            for (std::size_t k = 0; k < small[i]["objects"].size(); ++k)
                for (std::size_t edge = 0; edge < 4; ++edge) {
                    const double canvas = small[i]["objects"][k]["box"][edge];
                    const double drawn = large[i]["objects"][k]["box"][edge];
                    QVERIFY(std::abs(drawn / 5 - canvas) < 4);
                }
        }
    }

    void aSmallerSetTakesTheOldOnesPlace()
    {
        QCOMPARE(phantom("shapes", "again", 4).code, 0);
        QFile mine(at("again/images/mine.png"));
        QVERIFY(mine.open(QIODevice::WriteOnly));
        QCOMPARE(phantom("shapes", "again", 2, {"--seed", "5"}).code, 0);
        QCOMPARE(linesOf(at("again")).size(), std::size_t(2));
        QCOMPARE(QDir(at("again/images")).entryList(QDir::Files),
                 QStringList({"000000.png", "000001.png", "mine.png"}));
        QCOMPARE(
            QDir(at("again")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList({"images", "truth.jsonl"}));
    }

    void whatCannotBeMeantIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        const QString out = at("refused");
        const QStringList good{"--domain", "chest", "--count", "1", "--out"};
        const auto row = [&](const char* name, const QStringList& given, int code,
                             const char* said) { QTest::newRow(name) << given << code << said; };
        row("no domain", {"--count", "1", "--out", out}, 2, "--domain: expected a value");
        row("domain", {"--domain", "cats", "--count", "1", "--out", out}, 2, "found 'cats'");
        row("no count", {"--domain", "chest", "--out", out}, 2, "--count: expected a value");
        row("no folder", {"--domain", "chest", "--count", "1"}, 2, "--out: expected a value");
        row("count", {"--domain", "chest", "--count", "0", "--out", out}, 2, "found '0'");
        row("seed", good + QStringList{out, "--seed", "-1"}, 2, "found '-1'");
        row("size", good + QStringList{out, "--size", "8"}, 2, "whole number from 16 to 4096");
        row("progress", good + QStringList{out, "--progress", "x"}, 2, "expected bar or json");
        row("word", good + QStringList{out, "more"}, 2, "'more'");
        row("nowhere", good + QStringList{"/proc/nowhere"}, 3, "expected to write there");
        row("text only", {"--text-only", "--domain", "cats"}, 2, "found 'cats'");
    }
    void whatCannotBeMeantIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, said);
        const Outcome outcome = run("groundscope", QStringList{"phantom"} + arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.errors.contains(said.toUtf8()), outcome.errors.constData());
        QVERIFY(!QDir(at("refused")).exists());
    }

    void whatLeaksIsNoSuccess()
    {
        // So few pairs are asked about that by luck alone some type lies outside.
        const Outcome leaks =
            run("groundscope", {"phantom", "--text-only", "--domain", "chest", "--pairs", "1000"});
        QVERIFY2(leaks.output.contains("LEAKS"), leaks.output.constData());
        QCOMPARE(leaks.code, 3);
    }

    void helpNamesEveryOption()
    {
        const Outcome help = run("groundscope", {"phantom", "--help"});
        QCOMPARE(help.code, 0);
        for (const char* option : {"--domain", "--count", "--seed", "--size", "--out", "--json",
                                   "--progress", "--text-only"})
            QVERIFY2(help.output.contains(option), option);
    }
};

QTEST_GUILESS_MAIN(TestPhantomCommand)
#include "tst_phantom_command.moc"
