// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_plugin.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <torch/version.h>

namespace {

const QString root = SOURCE_FOLDER "/";

/// The interface number, and the hash of the headers that it stands for.
const QString knownNumber = "groundscope.NetworkPlugin/2";
const QString knownHash = "c4091f1ca64adba121b5306e5f046ae5fe235db327fa939a07efb587ec5f9cbd";

/// What a plugin that was built earlier relies on.
QStringList interfaceHeaders()
{
    QStringList headers = {"explain/expected.h",     "explain/family.h",   "explain/features.h",
                           "explain/network.h",      "explain/progress.h", "explain/sample.h",
                           "models/network_plugin.h"};
    for (const QString& skill : QDir(root + "explain/skills").entryList({"*.h"}, QDir::Files))
        headers << "explain/skills/" + skill;
    headers.sort();
    return headers;
}

/// Without comments and blanks: neither changes what a compiler makes of it.
QString bare(QString code)
{
    static const QRegularExpression comment(R"(//[^\n]*|/\*.*?\*/)",
                                            QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression blanks(R"(\s+)");
    return code.remove(comment).remove(blanks);
}

QJsonObject header(const QString& interfaceId, const QString& libTorch)
{
    return {{"IID", interfaceId}, {"MetaData", QJsonObject{{"libtorch", libTorch}}}};
}

} // namespace

class TestNetworkPlugin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNumberGrowsWithTheInterface();
    void commentsAndBlanksDoNotCount();
    void anotherNumberOrLibTorchIsRefusedWithBoth();
};

void TestNetworkPlugin::theNumberGrowsWithTheInterface()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString& name : interfaceHeaders()) {
        QFile file(root + name);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
        hash.addData((name + '\n' + bare(QString::fromUtf8(file.readAll())) + '\n').toUtf8());
    }
    const QString found = hash.result().toHex();
    const QString why = QString("the headers that plugins are built with have changed, or their "
                                "number has: raise the number of NetworkPlugin_iid in "
                                "models/network_plugin.h where plugins built before no longer fit "
                                "(a new skill, a longer request), then set knownNumber to \"%1\" "
                                "and knownHash to \"%2\" here")
                            .arg(NetworkPlugin_iid, found);
    QVERIFY2(knownNumber == NetworkPlugin_iid && knownHash == found, qPrintable(why));
}

void TestNetworkPlugin::commentsAndBlanksDoNotCount()
{
    QCOMPARE(bare("int a; ///< pixels\n/* two\nlines */ int  b;\n"), bare("int a;\nint b; // x"));
    QVERIFY(bare("int a;") != bare("long a;"));
}

void TestNetworkPlugin::anotherNumberOrLibTorchIsRefusedWithBoth()
{
    QVERIFY(!models::mismatch(header(NetworkPlugin_iid, TORCH_VERSION)));
    const auto older = models::mismatch(header("groundscope.NetworkPlugin/0", TORCH_VERSION));
    QVERIFY(older);
    QCOMPARE(QString::fromStdString(older->message),
             "plugin: expected " NetworkPlugin_iid ", found groundscope.NetworkPlugin/0");
    const auto torch = models::mismatch(header(NetworkPlugin_iid, "1.0.0"));
    QVERIFY(torch);
    QCOMPARE(QString::fromStdString(torch->message),
             "plugin: expected LibTorch " TORCH_VERSION ", found 1.0.0");
}

QTEST_GUILESS_MAIN(TestNetworkPlugin)
#include "tst_network_plugin.moc"
