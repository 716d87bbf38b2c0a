// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/recognise.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using models::recognises;

namespace {

QJsonArray rules(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).array();
}

const QByteArray clipRule =
    R"([{"file": "config.json", "pointer": "/model_type", "is": ["clip", "clip_text"]}])";

} // namespace

class TestRecognise : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRuleHoldsOrNot_data();
    void aRuleHoldsOrNot();
    void hostileFilesNeverHold_data();
    void hostileFilesNeverHold();
    void aPipeIsNotOpened();
    void aLoneFileIsKnownByItsName();
    void rulesReadAsWords();

private:
    static void write(const QString& file, const QByteArray& bytes)
    {
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly));
        QCOMPARE(written.write(bytes), bytes.size());
    }
};

void TestRecognise::aRuleHoldsOrNot_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<bool>("holds");
    const QByteArray document = R"({"model_type": "clip", "a/b": {"~": [10, {"deep": null}]},
                                    "patch": 16, "rate": 0.5, "": "empty"})";
    const auto row = [&](const char* name, const QByteArray& rule, bool holds) {
        QTest::newRow(name) << document << QByteArray('[' + rule + ']') << holds;
    };
    row("one of two", R"({"file": "config.json", "pointer": "/model_type", "is": ["x", "clip"]})",
        true);
    row("another", R"({"file": "config.json", "pointer": "/model_type", "is": ["sam"]})", false);
    row("a number", R"({"file": "config.json", "pointer": "/patch", "is": [16]})", true);
    row("not its text", R"({"file": "config.json", "pointer": "/patch", "is": ["16"]})", false);
    row("there at all", R"({"file": "config.json", "pointer": "/rate"})", true);
    row("null is there", R"({"file": "config.json", "pointer": "/a~1b/~0/1/deep"})", true);
    row("array", R"({"file": "config.json", "pointer": "/a~1b/~0/0", "is": [10]})", true);
    row("past the end", R"({"file": "config.json", "pointer": "/a~1b/~0/2"})", false);
    row("below a number", R"({"file": "config.json", "pointer": "/patch/0"})", false);
    row("empty key", R"({"file": "config.json", "pointer": "/", "is": ["empty"]})", true);
    row("whole", R"({"file": "config.json", "pointer": ""})", true);
    row("file alone", R"({"file": "config.json"})", true);
    row("no such file", R"({"file": "other.json"})", false);
    row("no slash", R"({"file": "config.json", "pointer": "model_type"})", false);
    row("value without pointer", R"({"file": "config.json", "is": ["clip"]})", false);
    row("is no list", R"({"file": "config.json", "pointer": "/model_type", "is": "clip"})", false);
    row("outside", R"({"file": "../config.json"})", false);
    row("the folder above", R"({"file": ".."})", false);
    row("no rule", R"(17)", false);
    QTest::newRow("none") << document << QByteArray("[]") << false;
    QTest::newRow("second") << document << QByteArray(R"([{"file": "x"}, {"file": "config.json"}])")
                            << true;
}

void TestRecognise::aRuleHoldsOrNot()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, rule);
    const QTemporaryDir above;
    const QString folder = above.filePath("network");
    QVERIFY(QDir().mkpath(folder));
    write(above.filePath("config.json"), json);
    write(folder + "/config.json", json);
    QTEST(recognises(rules(rule), folder), "holds");
}

void TestRecognise::hostileFilesNeverHold_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"model_type": "clip")");
    QTest::newRow("binary") << QByteArray("\0\xff\xfe{}", 5);
    QTest::newRow("list") << QByteArray(R"(["clip"])");
    QTest::newRow("number") << QByteArray("7");
    QTest::newRow("nested") << QByteArray(100'000, '[');
    QTest::newRow("nested and closed") << QByteArray(R"({"model_type": "clip", "x": )")
            + QByteArray(50'000, '[') + QByteArray(50'000, ']') + '}';
    QTest::newRow("too long") << QByteArray(R"({"model_type": "clip", "x": ")")
            + QByteArray(4 << 20, 'x') + "\"}";
    QTest::newRow("wrong type") << QByteArray(R"({"model_type": {"clip": 1}})");
}

void TestRecognise::hostileFilesNeverHold()
{
    QFETCH(QByteArray, json);
    const QTemporaryDir folder;
    write(folder.filePath("config.json"), json);
    QVERIFY(!recognises(rules(clipRule), folder.path()));
}

void TestRecognise::aPipeIsNotOpened()
{
    const QTemporaryDir folder;
    QCOMPARE(::mkfifo(folder.filePath("config.json").toUtf8().constData(), 0600), 0);
    QVERIFY(!recognises(rules(clipRule), folder.path()));
    QVERIFY(!recognises(rules(R"([{"file": "config.json"}])"), folder.path()));
    QVERIFY(!recognises(rules(clipRule), folder.filePath("nowhere")));
}

void TestRecognise::aLoneFileIsKnownByItsName()
{
    const QTemporaryDir folder;
    write(folder.filePath("config.json"), R"({"model_type": "clip"})");
    write(folder.filePath("other.json"), R"({"model_type": "clip"})");
    QVERIFY(recognises(rules(clipRule), folder.filePath("config.json")));
    QVERIFY(!recognises(rules(clipRule), folder.filePath("other.json")));
}

void TestRecognise::rulesReadAsWords()
{
    QCOMPARE(models::inWords(rules(clipRule)),
             QStringList("config.json with /model_type clip or clip_text"));
    QCOMPARE(models::inWords(rules(R"([{"file": "a"}, {"file": "b", "pointer": "/c"}])")),
             QStringList({"a", "b with /c"}));
}

QTEST_GUILESS_MAIN(TestRecognise)
#include "tst_recognise.moc"
