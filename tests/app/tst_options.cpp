// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain_arguments.h"
#include "app/options.h"

#include <QTest>

using namespace app;
using Words = std::vector<std::string>;

namespace {

const std::vector<Option> known{{"--image", "FILE", "the image"},
                                {"--text", "TEXT", "a caption", true, true},
                                {"--json", "", "for machines"}};

QString whyNot(const Words& given)
{
    const auto read = parse(given, known);
    return read ? QString() : QString::fromStdString(read.error().message);
}

} // namespace

class TestOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void orderAndFormsAreKept()
    {
        const auto read = parse({"--text", "b", "--image=a=b.png", "--text=", "word", "--json",
                                 "--text", "--", "--", "--x"},
                                known);
        QVERIFY(read);
        QCOMPARE(read->values("--text"), (Words{"b", "", "--"}));
        QCOMPARE(read->value("--image"), std::string("a=b.png"));
        QVERIFY(read->has("--json"));
        QCOMPARE(read->words, (Words{"word", "--x"}));
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown") << QStringList{"--imge", "a"} << "--imge";
        QTest::newRow("unknown names known") << QStringList{"-x"} << "--image, --text, --json";
        QTest::newRow("missing at the end") << QStringList{"--image"} << "found nothing";
        QTest::newRow("missing before another")
            << QStringList{"--image", "--json"} << "found the option --json";
        QTest::newRow("empty") << QStringList{"--image", ""} << "expected FILE";
        QTest::newRow("twice") << QStringList{"--json", "--json"} << "found twice";
        QTest::newRow("switch with a value") << QStringList{"--json=1"} << "expected no value";
    }
    void faultsAreNamed()
    {
        QFETCH(QStringList, given);
        QFETCH(QString, says);
        Words words;
        for (const QString& word : given)
            words.push_back(word.toStdString());
        const QString why = whyNot(words);
        QVERIFY2(why.contains(says), qPrintable(why));
        QVERIFY(why.contains("expected"));
    }

    void bytesThatAreNoUtf8AreRefused()
    {
        for (const char* bad : {"\xff", "a\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
            std::string program = "groundscope", good = "k\xC3\xB6t \xF0\x9F\x90\xB1", copy = bad;
            char* argv[] = {program.data(), good.data(), copy.data(), nullptr};
            QVERIFY(utf8Arguments(2, argv));
            const auto read = utf8Arguments(3, argv);
            QVERIFY(!read);
            QCOMPARE(read.error().exitCode(), 2);
            QVERIFY(read.error().message.find("argument 2") == 0);
        }
    }

    void listsHaveNoHolesAndNoTwins()
    {
        QCOMPARE(*listOf("--method", "a,b"), (Words{"a", "b"}));
        for (const char* bad : {"", "a,,b", "a,", ",a", "a,b,a"})
            QVERIFY(!listOf("--method", bad));
    }

    void textsStandInTheOrderOfTheCommandLine()
    {
        const auto read = readExplain({"--concept", "x", "--text", "a", "--image", "i", "--concept",
                                       "y", "--out", "o", "--text", "b", "--device", "cpu"},
                                      {"png"});
        QVERIFY(read);
        std::string order;
        for (const explain::Text& text : read->texts)
            order += (text.role == explain::Text::Role::Concept ? "*" : "") + text.text;
        QCOMPARE(order, std::string("*xa*yb"));
        QCOMPARE(read->network, std::string("phantom"));
        QCOMPARE(read->precision, std::string("f32"));
    }

    void explainChecksItsOptions_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("good") << QStringList{"--text", ""} << 0 << "";
        QTest::newRow("no text") << QStringList{} << 2 << "--text or --concept";
        QTest::newRow("method") << QStringList{"--text", "a", "--method", "no-such"} << 2
                                << "no-such";
        QTest::newRow("twin") << QStringList{"--text", "a", "--method", "filip,filip"} << 2
                              << "twice";
        QTest::newRow("set form") << QStringList{"--text", "a", "--set", "filip"} << 2
                                  << "METHOD.KEY=VALUE";
        QTest::newRow("set method")
            << QStringList{"--text", "a", "--set", "no-such.a=1"} << 2 << "no-such";
        QTest::newRow("set key") << QStringList{"--text", "a", "--set", "clip4dm.colour=1"} << 2
                                 << "clip4dm.colour";
        QTest::newRow("set value")
            << QStringList{"--text", "a", "--set", "clip4dm.layers=x"} << 2 << "found 'x'";
        QTest::newRow("set twice")
            << QStringList{"--text", "a", "--set", "clip4dm.layers=1", "--set", "clip4dm.layers=2"}
            << 2 << "found twice";
        QTest::newRow("set of another")
            << QStringList{"--text", "a", "--method", "filip", "--set", "clip4dm.layers=1"} << 2
            << "clip4dm";
        QTest::newRow("empty value is a value")
            << QStringList{"--text", "a", "--set", "clip4dm.template="} << 0 << "";
        QTest::newRow("figure") << QStringList{"--text", "a", "--figure", "gif"} << 2 << "gif";
        QTest::newRow("precision")
            << QStringList{"--text", "a", "--precision", "f16"} << 2 << "bf16";
        QTest::newRow("device") << QStringList{"--text", "a", "--device", "gpu"} << 2 << "cuda:N";
        QTest::newRow("device number")
            << QStringList{"--text", "a", "--device", "cuda:x"} << 2 << "cuda:N";
        QTest::newRow("progress") << QStringList{"--text", "a", "--progress", "xml"} << 2 << "json";
        QTest::newRow("stray") << QStringList{"--text", "a", "more"} << 2 << "more";
    }
    void explainChecksItsOptions()
    {
        QFETCH(QStringList, more);
        QFETCH(int, code);
        QFETCH(QString, says);
        Words given{"--image", "i", "--out", "o"};
        for (const QString& word : more)
            given.push_back(word.toStdString());
        const auto read = readExplain(given, {"png", "svg"});
        QCOMPARE(read ? 0 : read.error().exitCode(), code);
        if (!read)
            QVERIFY2(QString::fromStdString(read.error().message).contains(says),
                     read.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestOptions)
#include "tst_options.moc"
