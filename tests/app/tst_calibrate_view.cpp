// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate_view.h"
#include "explain/truth.h"
#include "models/places.h"
#include "views/style.h"

#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int allCases = 400;

/// Drawn cases in the truth format: squares, each with a true caption and a false one.
QString squares(const QTemporaryDir& folder)
{
    QImage image(24, 24, QImage::Format_RGB888);
    image.fill(Qt::gray);
    for (int y = 4; y < 14; ++y)
        for (int x = 4; x < 14; ++x)
            image.setPixelColor(x, y, Qt::red);
    image.save(folder.filePath("red.png"));
    QFile file(folder.filePath("truth.jsonl"));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    for (int i = 0; i < allCases; ++i) {
        const explain::TruthCase truth{
            .id = "square-" + std::to_string(i),
            .image = "red.png",
            .domain = "squares",
            .width = 24,
            .height = 24,
            .objects = {{.id = 0, .name = "square", .box = {4, 4, 14, 14}}},
            .captions = {{.text = "a red square",
                          .claims = {{.begin = 2, .end = 12, .type = "object", .objects = {0}}}}},
            .foils = {{.text = "a blue square",
                       .type = "colour",
                       .begin = 2,
                       .end = 6,
                       .original = "red"}}};
        file.write(QByteArray::fromStdString(explain::toTruthLine(truth)) + '\n');
    }
    return folder.path();
}

/// A studio with the toy network, and the page.
struct Shown {
    app::Studio studio;
    views::CalibratePage page;
    app::CalibrateView view{studio, &page};

    explicit Shown(const QString& folder)
    {
        studio.chooseNetwork("toy");
        QTRY_VERIFY(studio.network());
        view.open();
        page.findChildren<QComboBox*>()[1]->setCurrentIndex(2); // the user's own cases
        page.setFolder(folder);
        auto* methods = page.findChild<QListWidget*>();
        for (int row = 0; row < methods->count(); ++row)
            if (methods->item(row)->text() != "it-score"
                && methods->item(row)->text() != "patch-sim")
                methods->item(row)->setCheckState(Qt::Unchecked);
    }
    void begin(int cases)
    {
        page.findChild<QSpinBox*>()->setValue(cases);
        Q_EMIT page.runRequested();
    }
    QStringList kept() const
    {
        return QDir(models::calibrationFolder()).entryList({"*.json"}, QDir::Files);
    }
};

} // namespace

class TestCalibrateView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_cases = squares(m_folder);
        QVERIFY(!m_cases.isEmpty());
    }
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_home->path()));
        QApplication::setStyle(new views::StudioStyle);
    }

    void whatIsMeasuredIsKeptAndReachesTheStudio()
    {
        Shown shown(m_cases);
        QVERIFY(shown.studio.calibrations().empty());
        QSignalSpy changed(&shown.studio, &app::Studio::calibrationsChanged);
        shown.begin(10);
        QVERIFY(shown.view.calibrator().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!shown.view.calibrator().isRunning(), 60'000);
        QVERIFY(shown.page.figures()->rowCount() > 0);
        QCOMPARE(shown.kept().size(), 1);
        QCOMPARE(changed.size(), 1);
        const auto& results = shown.studio.calibrations().results;
        QCOMPARE(results.size(), std::size_t(1));
        QCOMPARE(results[0].cases, int64_t(10));
        QVERIFY(calibration::find(results[0], "patch-sim"));
        QVERIFY(!calibration::find(results[0], "clip4dm"));

        // Opened again, the page begins with what is known.
        app::Studio other;
        other.chooseNetwork("toy");
        QTRY_VERIFY(other.network());
        QCOMPARE(other.calibrations().results.size(), std::size_t(1));
    }

    void aSmallerRunIsKeptAsideUntilItIsChosen()
    {
        Shown shown(m_cases);
        auto* methods = shown.page.findChild<QListWidget*>();
        for (int row = 0; row < methods->count(); ++row)
            if (methods->item(row)->flags() & Qt::ItemIsEnabled)
                methods->item(row)->setCheckState(Qt::Checked);
        for (const int cases : {20, 10}) {
            shown.begin(cases);
            QTRY_VERIFY_WITH_TIMEOUT(!shown.view.calibrator().isRunning(), 60'000);
        }
        QCOMPARE(shown.studio.calibrations().results.at(0).cases, int64_t(20));
        auto* use = shown.page.findChildren<QPushButton*>().at(0);
        for (QPushButton* button : shown.page.findChildren<QPushButton*>())
            if (button->text() == "Use these figures")
                use = button;
        QCOMPARE(use->text(), QString("Use these figures")); // those of 10 are on show
        QVERIFY(use->isVisible());
        QTest::mouseClick(use, Qt::LeftButton);
        QCOMPARE(shown.studio.calibrations().results.at(0).cases, int64_t(10));
        QVERIFY(!use->isVisible());
    }

    void cancellingKeepsNothing()
    {
        Shown shown(m_cases);
        shown.begin(allCases);
        QTRY_VERIFY_WITH_TIMEOUT(shown.view.calibrator().fraction() > 0, 30'000);
        for (QPushButton* button : shown.page.findChildren<QPushButton*>())
            if (button->text() == "Cancel")
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.view.calibrator().isRunning(), 10'000);
        QVERIFY(shown.kept().isEmpty());
    }

    void closingThePageEndsNothing()
    {
        Shown shown(m_cases);
        QSignalSpy finished(&shown.view, &app::CalibrateView::finished);
        shown.begin(10);
        shown.page.close();
        QVERIFY(shown.view.calibrator().isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        QVERIFY2(finished[0][0].toString().startsWith("Calibrated: toy on 10 squares cases"),
                 qPrintable(finished[0][0].toString()));
    }

    void leavingTheProgramDoesNotWaitForTheEnd()
    {
        QElapsedTimer clock;
        {
            Shown shown(m_cases);
            shown.begin(allCases);
            QTRY_VERIFY_WITH_TIMEOUT(shown.view.calibrator().fraction() > 0, 30'000);
            clock.start();
        }
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }

    void aFolderWithoutTruthIsAFault()
    {
        app::Calibrator calibrator;
        QSignalSpy failed(&calibrator, &app::Calibrator::failed);
        Shown shown(m_cases);
        calibrator.start({.network = shown.studio.network(), .folder = "/no/such/folder"});
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!calibrator.isRunning());
    }

    void timeLeftIsToldOnceItIsKnown()
    {
        QCOMPARE(app::timeLeft(.5, 1000), QString());
        QCOMPARE(app::timeLeft(.001, 10'000), QString());
        QCOMPARE(app::timeLeft(.5, 30'000), QString("30 s left"));
        QCOMPARE(app::timeLeft(.1, 20'000), QString("3 min left"));
        QCOMPARE(app::timeLeft(.999, 100'000), QString("10 s left"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QTemporaryDir m_folder;
    QString m_cases;
};

QTEST_MAIN(TestCalibrateView)
#include "tst_calibrate_view.moc"
