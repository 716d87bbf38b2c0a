// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_list.h"

#include "models/network_plugin.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <torch/version.h>

#include <filesystem>

using explain::Error;
using models::NetworkList;
using models::PluginInfo;
using models::PluginList;
using State = models::NetworkEntry::State;

namespace {

/// The header of a library that brings one family.
QJsonObject header(const QByteArray& family, const QByteArray& libtorch = TORCH_VERSION,
                   const QByteArray& interface = NetworkPlugin_iid)
{
    return QJsonDocument::fromJson(R"({"IID": ")"
                                   + interface + R"(", "MetaData": {"id": "test", "title": "Test",
               "libtorch": ")" + libtorch
                                   + R"(", "families": [)" + family + "]}}")
        .object();
}

const QByteArray clipFamily = R"({"id": "clip", "skills": ["DualEncoder"], "recognise":
    [{"file": "config.json", "pointer": "/model_type", "is": ["clip"]}]})";

void write(const QString& file, const QByteArray& bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    QFile written(file);
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write(bytes);
}

std::string recogniseByContent(const std::filesystem::path& path)
{
    return path.extension() == ".weights" ? "weights by their name" : "";
}

/// Linked in, as a plugin would register it once it is open.
const explain::RegisterFamily
    registered({.id = "clip", .recognise = recogniseByContent, .load = nullptr, .check = nullptr});

} // namespace

class TestNetworkList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void listsBuiltInsAndThoseWithoutFiles();
    void addedOnesAreRemembered();
    void whatNobodyKnowsIsRefused();
    void aLoneFileIsKnownByItsContent();
    void removingForgetsButKeepsTheFiles();
    void aMissingFolderStaysListed();
    void findsByIdPathAndName();
    void statesAreToldByTheLoader();
    void aForeignListIsLeftAsItIs_data();
    void aForeignListIsLeftAsItIs();
    void otherVersionsAreRefusedWithBothNumbers();
    void theRealPluginsAreFound();

private:
    QString network(const QString& name)
    {
        const QString folder = m_folder->filePath(name);
        write(folder + "/config.json", R"({"model_type": "clip"})");
        write(folder + "/model.safetensors", QByteArray(100, 'x'));
        return folder;
    }
    QString listFile() const { return m_folder->filePath("networks.json"); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PluginList> m_plugins;
};

void TestNetworkList::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_plugins = std::make_unique<PluginList>(
        std::vector<PluginInfo>{
            models::pluginInfo("", header(clipFamily)),
            models::pluginInfo("", header(R"({"id": "none", "title": "No files"})"))},
        QString());
}

void TestNetworkList::listsBuiltInsAndThoseWithoutFiles()
{
    network("own/phantom");
    NetworkList list(*m_plugins, m_folder->filePath("own"), listFile());
    const QAbstractItemModelTester tester(&list);
    QCOMPARE(list.rowCount(), 2);
    const models::NetworkEntry& phantom = list.entries()[0];
    QCOMPARE(phantom.name, QString("phantom"));
    QCOMPARE(phantom.family, QString("clip"));
    QCOMPARE(phantom.bytes, 122);
    QCOMPARE(phantom.skills, QStringList("DualEncoder"));
    QVERIFY(phantom.builtIn);
    QCOMPARE(list.entries()[1].id, QString("none"));
    QCOMPARE(list.entries()[1].name, QString("No files"));
    QVERIFY(list.remove(phantom.id)); // an error: it is not the user's
}

void TestNetworkList::addedOnesAreRemembered()
{
    const QString folder = network("my clip");
    {
        NetworkList list(*m_plugins, {}, listFile());
        const QAbstractItemModelTester tester(&list);
        const auto id = list.add(folder + "/../my clip/");
        QVERIFY(id);
        QCOMPARE(*id, QFileInfo(folder).canonicalFilePath());
        QVERIFY(list.add(folder)); // found, not listed twice
        QCOMPARE(list.rowCount(), 2);
    }
    const NetworkList again(*m_plugins, {}, listFile());
    QCOMPARE(again.rowCount(), 2);
    QCOMPARE(again.entries()[1].name, QString("my clip"));
    QCOMPARE(again.entries()[1].family, QString("clip"));
    QCOMPARE(again.entries()[1].state, State::NotLoaded);
}

void TestNetworkList::whatNobodyKnowsIsRefused()
{
    NetworkList list(*m_plugins, {}, listFile());
    write(m_folder->filePath("other/config.json"), R"({"model_type": "bert"})");
    const auto unknown = list.add(m_folder->filePath("other"));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, Error::Kind::Network);
    QVERIFY(unknown.error().message.find("config.json with /model_type clip") != std::string::npos);
    const auto nothing = list.add(m_folder->filePath("nowhere"));
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().kind, Error::Kind::Input);
    QCOMPARE(list.rowCount(), 1);
    QVERIFY(!QFile::exists(listFile()));
}

void TestNetworkList::aLoneFileIsKnownByItsContent()
{
    NetworkList list(*m_plugins, {}, {});
    write(m_folder->filePath("lone.weights"), "x");
    QVERIFY(list.add(m_folder->filePath("lone.weights")));
    QCOMPARE(list.entries()[1].family, QString("clip"));
    QCOMPARE(list.entries()[1].bytes, 1);
    write(m_folder->filePath("0123abcd"), "y"); // as a hub keeps it
    QVERIFY(QFile::link(m_folder->filePath("0123abcd"), m_folder->filePath("hub.weights")));
    QVERIFY(list.add(m_folder->filePath("hub.weights")));
    QCOMPARE(list.entries()[2].name, QString("hub.weights"));
}

void TestNetworkList::removingForgetsButKeepsTheFiles()
{
    const QString folder = network("gone");
    NetworkList list(*m_plugins, {}, listFile());
    const QAbstractItemModelTester tester(&list);
    const auto id = list.add(folder);
    QVERIFY(id);
    QVERIFY(!list.remove(*id));
    QCOMPARE(list.rowCount(), 1);
    QVERIFY(QFile::exists(folder + "/config.json"));
    QCOMPARE(NetworkList(*m_plugins, {}, listFile()).rowCount(), 1);
    const auto twice = list.remove(*id);
    QVERIFY(twice);
    QCOMPARE(twice->kind, Error::Kind::Usage);
}

void TestNetworkList::aMissingFolderStaysListed()
{
    const QString folder = network("disk");
    QVERIFY(NetworkList(*m_plugins, {}, listFile()).add(folder));
    QVERIFY(QDir(folder).removeRecursively());
    const NetworkList list(*m_plugins, {}, listFile());
    QCOMPARE(list.rowCount(), 2);
    QCOMPARE(list.entries()[1].state, State::Failed);
    QVERIFY(list.entries()[1].error.contains("found nothing there"));
}

void TestNetworkList::findsByIdPathAndName()
{
    NetworkList list(*m_plugins, {}, {});
    const auto id = list.add(network("named"));
    QVERIFY(id);
    QCOMPARE(list.find("named")->id, *id);
    QCOMPARE(list.find(m_folder->filePath("named/."))->id, *id);
    QCOMPARE(list.find("none")->family, QString("none"));
    QVERIFY(!list.find("unnamed"));
    QVERIFY(!list.find(""));
}

void TestNetworkList::statesAreToldByTheLoader()
{
    NetworkList list(*m_plugins, {}, {});
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    list.setLoading("none");
    list.setLoaded("none", "abc");
    QCOMPARE(list.data(list.index(0), NetworkList::StateRole).toInt(), int(State::Loaded));
    list.setFailed("none", "out of memory");
    QCOMPARE(list.data(list.index(0), NetworkList::ErrorRole).toString(), QString("out of memory"));
    QCOMPARE(list.data(list.index(0), NetworkList::Sha256Role).toString(), QString("abc"));
    list.setLoading("nobody");
    QCOMPARE(changed.count(), 3);
}

void TestNetworkList::aForeignListIsLeftAsItIs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("networks: none\n");
    QTest::newRow("newer") << QByteArray(R"({"format": "groundscope-networks/2"})");
    QTest::newRow("nested") << QByteArray(200'000, '[');
    QTest::newRow("too long") << QByteArray(R"({"format": "groundscope-networks/1", "x": ")")
            + QByteArray(1 << 20, 'x') + "\"}";
}

void TestNetworkList::aForeignListIsLeftAsItIs()
{
    QFETCH(QByteArray, bytes);
    write(listFile(), bytes);
    NetworkList list(*m_plugins, {}, listFile());
    QVERIFY(list.unreadable());
    QSignalSpy notice(&list, &NetworkList::notice);
    QVERIFY(list.add(network("new"))); // usable now, and the user is told that it will be forgotten
    QCOMPARE(notice.count(), 1);
    QFile kept(listFile());
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), bytes);
}

void TestNetworkList::otherVersionsAreRefusedWithBothNumbers()
{
    const PluginList plugins(
        {models::pluginInfo("old.so", header(clipFamily, "1.13.0")),
         models::pluginInfo("odd.so",
                            header(clipFamily, TORCH_VERSION, "groundscope.NetworkPlugin/9")),
         models::pluginInfo("none.so", {})},
        {});
    QVERIFY(plugins.families().empty());
    QCOMPARE(plugins.notices().size(), std::size_t(3));
    QVERIFY(plugins.notices()[0].message.find("1.13.0") != std::string::npos);
    QVERIFY(plugins.notices()[0].message.find(TORCH_VERSION) != std::string::npos);
    QVERIFY(plugins.notices()[1].message.find("NetworkPlugin/9") != std::string::npos);
}

void TestNetworkList::theRealPluginsAreFound()
{
    PluginList plugins = PluginList::ofProgram();
    const auto toy = std::ranges::find(plugins.plugins(), QString("toy"), &PluginInfo::id);
    if (toy == plugins.plugins().end())
        QSKIP("this build has no toy plugin");
    QVERIFY2(!toy->refused, toy->refused ? toy->refused->message.c_str() : "");
    const auto family = plugins.family("toy");
    QVERIFY2(family, family ? "" : family.error().message.c_str());
    QVERIFY(family->load);
    const NetworkList list(plugins, {}, {});
    QVERIFY(list.find("toy"));
}

QTEST_GUILESS_MAIN(TestNetworkList)
#include "tst_network_list.moc"
