// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/network_loader.h"

#include "tests/models/fakes.h"

#include <QFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using explain::Error;
using models::NetworkLoader;
using models::NetworkPointer;
using models::NetworkRequest;

namespace {

std::atomic<int> loads = 0;
QSemaphore begun, go;

/// Loads a network of the path's name; "bad" fails, "thrown" throws, "slow" waits to be cancelled.
models::LoadOutcome load(const explain::LoadRequest& request, const explain::Progress& progress)
{
    ++loads;
    const std::string name = request.path.filename().string();
    progress.report(0.5, "reading " + name);
    if (name == "bad")
        return Error{Error::Kind::Network, "visual.proj: expected [4, 8], found [8, 4]"};
    if (name == "thrown")
        throw std::runtime_error("boom\n#0 a stack trace");
    if (name == "slow") {
        begun.release();
        while (!progress.cancelled())
            QThread::msleep(1);
        go.acquire();
        return explain::cancelledError;
    }
    if (name == "hashed") {
        const auto hash = request.hash(request.path / "weights");
        if (!hash)
            return hash.error();
        return NetworkPointer(std::make_shared<fakes::Network>(*hash));
    }
    return NetworkPointer(std::make_shared<fakes::Network>(name, request.device));
}

const explain::RegisterFamily
    registered({.id = "fake", .recognise = nullptr, .load = load, .check = nullptr});

} // namespace

class TestNetworkLoader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void loadsBesideTheGuiThread();
    void failuresAreTold_data();
    void failuresAreTold();
    void cancelIsToldAtOnce();
    void theSameIsNotLoadedTwice();
    void theLastFewAreKeptByTheirSize();
    void changedFilesAreLoadedAnew();
    void hashesComeFromTheUsersCache();
    void theCommandLineLoadsHereAndNow();
    void theDestructorCancelsAndWaits();

private:
    NetworkRequest request(const QString& name, int bytes = 10)
    {
        const QString folder = m_folder->filePath(name);
        QDir().mkpath(folder);
        QFile weights(folder + "/weights");
        if (weights.size() != bytes && weights.open(QIODevice::WriteOnly))
            weights.write(QByteArray(bytes, 'w'));
        return {.id = name, .family = "fake", .path = folder};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    models::PluginList m_plugins{{}, {}};
};

void TestNetworkLoader::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    loads = 0;
}

void TestNetworkLoader::loadsBesideTheGuiThread()
{
    NetworkLoader loader(m_plugins, 1000);
    QSignalSpy loaded(&loader, &NetworkLoader::loaded);
    QSignalSpy progress(&loader, &NetworkLoader::progress);
    loader.load(request("good"));
    QCOMPARE(loaded.count(), 0); // never before load() returns
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(loaded[0][0].toString(), QString("good"));
    QCOMPARE(loaded[0][1].value<NetworkPointer>()->info().name, std::string("good"));
    QVERIFY(progress.count() >= 1);
    QCOMPARE(progress.last()[1].toInt(), 50);
    QCOMPARE(progress.last()[2].toString(), QString("reading good"));
}

void TestNetworkLoader::failuresAreTold_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("misshapen") << "bad"
                               << "fake"
                               << "expected [4, 8], found [8, 4]" << 4;
    QTest::newRow("thrown") << "thrown"
                            << "fake"
                            << "boom" << 70;
    QTest::newRow("family") << "good"
                            << "unheard-of"
                            << "unheard-of" << 4;
    QTest::newRow("nobody") << "good"
                            << ""
                            << "expected a network of a known family" << 4;
}

void TestNetworkLoader::failuresAreTold()
{
    QFETCH(QString, name);
    QFETCH(QString, family);
    QFETCH(QString, message);
    NetworkLoader loader(m_plugins, 1000);
    QSignalSpy failed(&loader, &NetworkLoader::failed);
    NetworkRequest wanted = request(name);
    wanted.family = family;
    loader.load(wanted);
    QCOMPARE(failed.count(), 0);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].toString(), name);
    const auto error = failed[0][1].value<Error>();
    QVERIFY2(QString::fromStdString(error.message).contains(message), error.message.c_str());
    QVERIFY(error.message.find('\n') == std::string::npos);
    QTEST(error.exitCode(), "exitCode");
    QCOMPARE(loader.keptBytes(), 0);
}

void TestNetworkLoader::cancelIsToldAtOnce()
{
    NetworkLoader loader(m_plugins, 1000);
    QSignalSpy failed(&loader, &NetworkLoader::failed);
    QSignalSpy loaded(&loader, &NetworkLoader::loaded);
    loader.load(request("slow"));
    begun.acquire();
    loader.load(request("waiting"));
    loader.cancel("slow");
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Error>().kind, Error::Kind::Cancelled);
    loader.cancel("waiting");
    QCOMPARE(failed.count(), 2);
    loader.cancel("nobody");
    loader.load(request("next"));
    go.release();
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(loaded[0][0].toString(), QString("next"));
    QCOMPARE(failed.count(), 2); // told once each
    QCOMPARE(int(loads), 2);     // what was cancelled while it waited never began
}

void TestNetworkLoader::theSameIsNotLoadedTwice()
{
    NetworkLoader loader(m_plugins, 1000);
    QSignalSpy loaded(&loader, &NetworkLoader::loaded);
    const NetworkRequest good = request("good");
    loader.load(good);
    loader.load(good);
    QTRY_COMPARE(loaded.count(), 1);
    loader.load(good); // kept
    QCOMPARE(loaded.count(), 1);
    QTRY_COMPARE(loaded.count(), 2);
    QCOMPARE(int(loads), 1);
    NetworkRequest elsewhere = good;
    elsewhere.device = "cuda:0";
    QVERIFY(!loader.kept(elsewhere));
}

void TestNetworkLoader::theLastFewAreKeptByTheirSize()
{
    NetworkLoader loader(m_plugins, 250);
    QSignalSpy loaded(&loader, &NetworkLoader::loaded);
    const auto get = [&](const NetworkRequest& wanted) {
        const int before = int(loaded.count());
        loader.load(wanted);
        QTRY_COMPARE(loaded.count(), before + 1);
    };
    const NetworkRequest a = request("a", 100), b = request("b", 100), c = request("c", 100);
    get(a);
    get(b);
    QVERIFY(loader.kept(a)); // and now used last
    get(c);
    QCOMPARE(loader.keptBytes(), 200);
    QVERIFY(loader.kept(a));
    QVERIFY(!loader.kept(b));
    get(request("huge", 1000)); // the newest always stays
    QCOMPARE(loader.keptBytes(), 1000);
    QVERIFY(!loader.kept(c));
}

void TestNetworkLoader::changedFilesAreLoadedAnew()
{
    NetworkLoader loader(m_plugins, 1000);
    QSignalSpy loaded(&loader, &NetworkLoader::loaded);
    loader.load(request("good", 10));
    QTRY_COMPARE(loaded.count(), 1);
    loader.load(request("good", 11));
    QTRY_COMPARE(loaded.count(), 2);
    QCOMPARE(int(loads), 2);
    QCOMPARE(loader.keptBytes(), 11);
}

void TestNetworkLoader::hashesComeFromTheUsersCache()
{
    const auto network = models::loadNetwork(m_plugins, request("hashed", 3));
    QVERIFY2(network, network ? "" : network.error().message.c_str());
    QCOMPARE((*network)->info().name, // sha256sum of "www"
             std::string("7c2ecd07f155648431e0f94b89247d713c5786e1e73e953f2fe7eca39534cd6d"));
}

void TestNetworkLoader::theCommandLineLoadsHereAndNow()
{
    const auto good = models::loadNetwork(m_plugins, request("good"));
    QVERIFY(good);
    QCOMPARE((*good)->info().name, std::string("good"));
    const auto bad = models::loadNetwork(m_plugins, request("bad"));
    QVERIFY(!bad);
    QCOMPARE(bad.error().exitCode(), 4);
}

void TestNetworkLoader::theDestructorCancelsAndWaits()
{
    auto loader = std::make_unique<NetworkLoader>(m_plugins, 1000);
    loader->load(request("slow"));
    begun.acquire();
    go.release();
    loader.reset(); // returns, since the load heeds
    QCOMPARE(go.available(), 0);
}

QTEST_GUILESS_MAIN(TestNetworkLoader)
#include "tst_network_loader.moc"
