// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"
#include "app/studio.h"

#include <QImage>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using app::PanelRun;
using Role = explain::Text::Role;

namespace {

QImage picture(QColor colour)
{
    QImage image(24, 16, QImage::Format_RGB888);
    image.fill(colour);
    for (int y = 4; y < 12; ++y)
        for (int x = 4; x < 12; ++x)
            image.setPixelColor(x, y, QColor(10 * x, 20 * y, 200));
    return image;
}

bool all(const app::Studio& studio, PanelRun::State state)
{
    for (const PanelRun* panel : studio.panels())
        if (panel->state() != state)
            return false;
    return true;
}

} // namespace

/// Drives the session as the window does, with the network that needs no files.
class tst_Studio final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void saysWhatIsMissingInTurn()
    {
        app::Studio studio;
        studio.runAll();
        QCOMPARE(studio.panels()[0]->missing(), PanelRun::Missing::Case);
        const QUuid id = studio.cases().addPicture(picture(Qt::red), "red");
        studio.openCase(id);
        QCOMPARE(studio.panels()[0]->missing(), PanelRun::Missing::Network);
        studio.chooseNetwork("toy");
        QTRY_VERIFY(studio.network());
        QCOMPARE(studio.panels()[0]->missing(), PanelRun::Missing::AnyText);
        QCOMPARE(studio.panels()[1]->missing(), PanelRun::Missing::Caption);
        studio.texts()->append("red", Role::Concept);
        QTRY_COMPARE(studio.panels()[0]->state(), PanelRun::State::Ready);
        QCOMPARE(studio.panels()[1]->state(), PanelRun::State::Empty);
    }

    void resultsFollowTheTextAndOldOnesStay()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        const auto before = studio.panels()[3]->results().explanations;
        studio.texts()->setText(0, "tiny red square");
        QCOMPARE(studio.panels()[3]->state(), PanelRun::State::Stale);
        QVERIFY(!studio.panels()[3]->results().explanations.empty());
        QCOMPARE(studio.panels()[3]->results().texts[0].text, std::string("tiny green square"));
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        QCOMPARE(studio.panels()[3]->results().texts[0].text, std::string("tiny red square"));
        studio.document().undo();
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        QCOMPARE(studio.panels()[3]->results().texts[0].text, std::string("tiny green square"));
    }

    void everyWordGetsItsMapAndEveryMethodItsNullBand()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        QTRY_VERIFY(studio.wordMap("square"));
        QVERIFY(studio.wordMap("tiny") && !studio.wordMap("absent"));
        QTRY_VERIFY_WITH_TIMEOUT(studio.panels()[0]->nullBand(), 60000);
        QCOMPARE(studio.panels()[0]->nullBand()->texts, int64_t(200));
        QTRY_VERIFY_WITH_TIMEOUT(studio.panels()[3]->nullBand(), 60000);
        QCOMPARE(studio.panels()[3]->nullBand()->texts, int64_t(19));
        QVERIFY(!studio.panels()[2]->nullBand()); // classes compete with each other
    }

    void wordMapsFollowTheKnobsOfTheirMethod()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        QTRY_VERIFY(studio.wordMap("square"));
        QVERIFY(!studio.setParameter("patch-sim", "variant", "biovil"));
        QVERIFY(!studio.wordMap("square")); // a map made otherwise is not shown for it
        QTRY_VERIFY(studio.wordMap("square"));
        const auto& parameters = studio.wordMap("square")->parameters;
        const auto variant =
            std::ranges::find(parameters, std::string("variant"), &explain::Parameter::key);
        QCOMPARE(explain::toText(variant->value), std::string("biovil"));
    }

    void aKnobIsCheckedRunsAgainAndCanBeTakenBack()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        const int runs = studio.panels()[3]->runs();
        QVERIFY(studio.setParameter("clip4dm", "layers", "0"));
        QCOMPARE(studio.parameters("clip4dm").get<int64_t>("layers"), int64_t(3));
        QVERIFY(!studio.setParameter("clip4dm", "layers", "1"));
        QTRY_COMPARE(studio.panels()[3]->runs(), runs + 1);
        QCOMPARE(studio.parameters("clip4dm").get<int64_t>("layers"), int64_t(1));
        studio.document().undo();
        QTRY_COMPARE(studio.panels()[3]->runs(), runs + 2);
        QCOMPARE(studio.parameters("clip4dm").get<int64_t>("layers"), int64_t(3));
    }

    void anotherMethodTakesThePanelAndUndoBringsTheOldOneBack()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        studio.setPanelMethod(studio.panels()[0], "it-score");
        QTRY_COMPARE(studio.panels()[0]->state(), PanelRun::State::Ready);
        QCOMPARE(studio.panels()[0]->results().explanations[0].method, std::string("it-score"));
        studio.document().undo();
        QTRY_COMPARE(studio.panels()[0]->state(), PanelRun::State::Ready);
        QCOMPARE(studio.panels()[0]->method(), QString("patch-sim"));
    }

    void aBadNetworkLeavesTheOneBeforeInUse()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        QTemporaryDir folder;
        QSignalSpy notices(&studio, &app::Studio::notice);
        studio.addNetwork(folder.path());
        QCOMPARE(notices.size(), 1);
        QVERIFY(notices[0][0].toString().contains("expected"));
        QFile config(folder.filePath("config.json")); // recognised, but without weights
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(R"({"model_type": "clip"})");
        config.close();
        studio.addNetwork(folder.path());
        QTRY_COMPARE(notices.size(), 2);
        QCOMPARE(studio.networkId(), QString("toy"));
        QVERIFY(studio.network());
        QVERIFY(all(studio, PanelRun::State::Ready));
    }

    void aNetworkThatCannotBeLoadedIsNotWaitedFor()
    {
        app::Studio studio;
        studio.openCase(studio.cases().addPicture(picture(Qt::red), "red"));
        QSignalSpy notices(&studio, &app::Studio::notice);
        addNetworkWithoutWeights(studio);
        QCOMPARE(studio.panels()[0]->missing(), PanelRun::Missing::LoadedNetwork);
        QTRY_COMPARE(notices.size(), 1);
        QVERIFY(studio.networkId().isEmpty());
        QCOMPARE(studio.panels()[0]->missing(), PanelRun::Missing::Network);
    }

    void theNetworkInUseKeepsItsNameWhereAnotherFails()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        QSignalSpy notices(&studio, &app::Studio::notice);
        addNetworkWithoutWeights(studio);
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(studio.networkId(), QString("toy"));
    }

    void anImageThatCannotBeReadSaysSoInThePanels()
    {
        app::Studio studio;
        studio.chooseNetwork("toy");
        QTRY_VERIFY(studio.network());
        QTemporaryDir folder;
        studio.openCase(studio.cases().addFile(folder.filePath("nowhere.png")));
        QTRY_VERIFY(studio.panels()[0]->reason().contains("nowhere.png"));
        studio.texts()->append("red", Role::Concept);
        QVERIFY(studio.panels()[0]->reason().contains("nowhere.png"));
    }

    void anotherCaseDropsWhatComesTooLate()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        const QUuid other = studio.cases().addPicture(
            picture(Qt::green), "green", {{"a green field", Role::Caption}});
        studio.openCase(other); // while the first is still being computed
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        for (const PanelRun* panel : studio.panels())
            QCOMPARE(panel->results().texts[0].text, std::string("a green field"));
    }

    void whatIsWrittenAtTheLastMomentBelongsToTheCaseBefore()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        const QUuid first = studio.currentCase();
        const QUuid other = studio.cases().addPicture(
            picture(Qt::green), "green", {{"a green field", Role::Caption}});
        connect(&studio, &app::Studio::caseClosing, &studio,
                [&studio] { studio.texts()->setText(0, "tiny green squares"); });
        studio.openCase(other);
        QCOMPARE(studio.cases().texts(first)->texts()[0].text, std::string("tiny green squares"));
        QCOMPARE(studio.cases().texts(other)->texts()[0].text, std::string("a green field"));
    }

    void removingTheOpenCaseOpensAnother()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        const QUuid first = studio.currentCase();
        const QUuid second = studio.cases().addPicture(picture(Qt::green), "green");
        studio.cases().remove(first);
        QCOMPARE(studio.currentCase(), second); // the one that took its place
        studio.cases().remove(second);
        QVERIFY(studio.currentCase().isNull());
        studio.document().undo();
        QVERIFY(studio.cases().rowOf(second) >= 0);
    }

    void theScoreComesFromTheStore()
    {
        app::Studio studio;
        openWithText(studio, "tiny green square");
        QTRY_VERIFY(all(studio, PanelRun::State::Ready));
        const auto cosine = studio.cosine("tiny green square");
        QVERIFY(cosine && *cosine >= -1 && *cosine <= 1);
        QVERIFY(!studio.cosine("never read"));
        QCOMPARE(int(studio.readText("tiny green square")->spans.size()), 5);
    }

private:
    /// It is recognised, so that only loading it fails.
    void addNetworkWithoutWeights(app::Studio& studio)
    {
        QFile config(m_network.filePath("config.json"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(R"({"model_type": "clip"})");
        config.close();
        studio.addNetwork(m_network.path());
    }

    QTemporaryDir m_network;

    static void openWithText(app::Studio& studio, const char* caption)
    {
        studio.chooseNetwork("toy");
        QTRY_VERIFY(studio.network());
        studio.openCase(studio.cases().addPicture(
            picture(Qt::red), "red", {{caption, Role::Caption}, {"square", Role::Concept}}));
    }
};

QTEST_MAIN(tst_Studio)
#include "tst_studio.moc"
