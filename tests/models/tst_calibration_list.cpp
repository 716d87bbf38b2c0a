// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/calibration_list.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using calibration::Result;
using models::Calibrations;

namespace {

const std::string sha256(64, 'a');

Result measured(const std::string& domain, double pointing, const std::string& weights = sha256)
{
    return {.program = "0",
            .network = "tiny",
            .sha256 = weights,
            .precision = "f32",
            .domain = domain,
            .data = "20 drawn cases",
            .cases = 20,
            .methods = {{.method = "patch-sim",
                         .figures = {{.metric = "m-point",
                                      .value = pointing,
                                      .low = pointing - .02,
                                      .high = pointing + .02,
                                      .count = 40}}}}};
}

double pointingOf(const Result& result)
{
    return calibration::headline(result.methods.at(0))->value;
}

} // namespace

class TestCalibrationList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkdir("network"));
    }

    void whatIsKeptIsFound()
    {
        const QString user = m_folder->filePath("user/calibrations");
        QVERIFY(!models::keepCalibration(measured("shapes", .75), user));
        QVERIFY(!models::keepCalibration(measured("shapes", .85), user)); // measured anew
        QVERIFY(!models::keepCalibration(measured("chest", .95), user));
        const Calibrations known = models::findCalibrations(sha256, {}, user);
        QVERIFY(known.faults.empty());
        QCOMPARE(known.results.size(), std::size_t(2));
        QCOMPARE(known.results[0].domain, std::string("chest"));
        QCOMPARE(pointingOf(known.results[1]), .85);
        QVERIFY(models::findCalibrations(std::string(64, 'b'), {}, user).empty());
    }

    void aFewCasesNeverTakeThePlaceOfMany()
    {
        const QString user = m_folder->filePath("user");
        Result many = measured("shapes", .75);
        many.cases = 500;
        QVERIFY(!models::keepCalibration(many, user));
        QVERIFY(!models::keepCalibration(measured("shapes", .1), user)); // of 20
        QCOMPARE(pointingOf(find().results.at(0)), .75);
        QCOMPARE(find().sources.size(), std::size_t(2));
        Result own = measured("shapes", .2); // of as many, but of another kind of pictures
        own.cases = 500;
        own.data = "the cases of mine";
        QVERIFY(!models::keepCalibration(own, user));
        QCOMPARE(find().sources.size(), std::size_t(3));
    }

    void theNetworksOwnFiguresStayUntilTheUserChooses()
    {
        write("network/calibration-shapes.json", calibration::toJson(measured("shapes", .5)));
        write("network/calibration-chest.json", calibration::toJson(measured("chest", .6)));
        const QString user = m_folder->filePath("user");
        Result own = measured("shapes", .75);
        own.data = "the cases of mine";
        own.cases = 9000;
        own.thresholds = {{"clip4dm.threshold", -0.002171754371374845}};
        QVERIFY(!models::keepCalibration(own, user));
        Calibrations known = find();
        QCOMPARE(known.results.size(), std::size_t(2));
        QCOMPARE(pointingOf(known.results[0]), .6);
        QCOMPARE(pointingOf(known.results[1]), .5);
        QVERIFY(known.sources[1].isShipped && known.sources[1].isInUse);
        QVERIFY(!known.sources[2].isShipped && !known.sources[2].isInUse);

        QVERIFY(!models::chooseCalibration(own, user));
        known = find();
        QCOMPARE(pointingOf(known.results[1]), .75);
        QCOMPARE(known.sources.size(), std::size_t(3));
        QVERIFY(known.sources[1].isInUse && !known.sources[1].isShipped);
        QCOMPARE(models::thresholdsFor(known, "shapes").at("clip4dm.threshold"),
                 std::string("-0.00217175"));
        QVERIFY(models::thresholdsFor(known, "chest").empty());

        QVERIFY(!models::chooseCalibration(measured("shapes", .5), user)); // the network's again
        QCOMPARE(pointingOf(find().results[1]), .5);
        write("user/" + QString::fromStdString(calibration::fileStem(sha256, "shapes")) + ".use",
              "figures that are gone");
        QCOMPARE(pointingOf(find().results[1]), .5);
    }

    void theDomainOfACaseChooses()
    {
        write("network/calibration-shapes.json", calibration::toJson(measured("shapes", .5)));
        write("network/calibration-chest.json", calibration::toJson(measured("chest", .6)));
        const Calibrations known = find();
        QCOMPARE(known.of("chest").size(), std::size_t(1));
        QCOMPARE(known.of("chest").front()->domain, std::string("chest"));
        QCOMPARE(known.of("").size(), std::size_t(2));
        QCOMPARE(known.of("retina").size(), std::size_t(2));
    }

    void otherWeightsAndDamageAreFaults()
    {
        write("network/calibration-a.json",
              calibration::toJson(measured("a", .5, std::string(64, 'c'))));
        write("network/calibration-b.json", "{");
        write("network/calibration-c.json", std::string(4'000'001, ' '));
        write("network/calibration-d.json", calibration::toJson(measured("d", .5)));
        const Calibrations known = find();
        QCOMPARE(known.results.size(), std::size_t(1));
        QCOMPARE(known.results[0].domain, std::string("d"));
        QCOMPARE(known.faults.size(), std::size_t(3));
        QVERIFY(QString::fromStdString(known.faults[0].message)
                    .contains("expected figures of the weights aaaaaaaa, found those of cccccccc"));
        for (const explain::Error& fault : known.faults)
            QVERIFY(fault.kind == explain::Error::Kind::Input);
    }

    void aPipeIsNotWaitedFor()
    {
        const QString pipe = m_folder->filePath("network/calibration-pipe.json");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QVERIFY(find().empty());
    }

    void aFolderThatCannotBeMadeIsAFault()
    {
        write("user", "a file");
        const auto error =
            models::keepCalibration(measured("shapes", .5), m_folder->filePath("user/below"));
        QVERIFY(error && error->kind == explain::Error::Kind::Input);
        QVERIFY(models::findCalibrations(sha256, "/no/such/folder", {}).empty());
    }

private:
    void write(const QString& name, const std::string& bytes)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(bytes));
    }
    Calibrations find() const
    {
        return models::findCalibrations(sha256, m_folder->filePath("network"),
                                        m_folder->filePath("user"));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCalibrationList)
#include "tst_calibration_list.moc"
