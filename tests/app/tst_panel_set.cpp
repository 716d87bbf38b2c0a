// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_set.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace app;

namespace {

QStringList shown(const PanelSet& set)
{
    QStringList panels;
    for (const PanelChoice& panel : set.panels)
        panels << panel.method + '@' + panel.network;
    return panels;
}

const QStringList methods{"patch-sim", "filip", "ot-ipot"};

} // namespace

class tst_PanelSet final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void morePanelsTakeMethodsThatNoneShowsYet()
    {
        const PanelSet one = withCount({}, 1, methods);
        QCOMPARE(shown(one), QStringList{"patch-sim@"});
        const PanelSet five = withCount(one, 5, methods);
        QCOMPARE(shown(five),
                 (QStringList{"patch-sim@", "filip@", "ot-ipot@", "patch-sim@", "filip@"}));
        QCOMPARE(five.panels[0].id, one.panels[0].id);
        QCOMPARE(withCount(five, 99, methods).panels.size(), mostPanels);
        QCOMPARE(withCount(five, 0, methods).panels.size(), 1);
    }

    void idsStayUnique()
    {
        PanelSet set = without(withCount({}, 3, methods), "panel2");
        set = withCount(set, 4, methods);
        QStringList ids;
        for (const PanelChoice& panel : set.panels)
            ids << panel.id;
        QCOMPARE(ids.removeDuplicates(), 0);
    }

    void theLastPanelStays()
    {
        const PanelSet one = withCount({}, 1, methods);
        QCOMPARE(without(one, one.panels[0].id), one);
    }

    void aMatrixKeepsWhatIsComputedAlready()
    {
        const PanelSet before = withNetwork(withCount({}, 2, methods), "panel2", "toy");
        const PanelSet set = matrixOf(before, {"patch-sim", "filip"}, {"phantom", "toy"});
        QCOMPARE(shown(set),
                 (QStringList{"patch-sim@phantom", "patch-sim@toy", "filip@phantom", "filip@toy"}));
        QCOMPARE(set.panels[3].id, QString("panel2"));
        QVERIFY(set.panels[0].id != "panel1"); // that one shows another network
        QVERIFY(set.isMatrix());
        QVERIFY(!without(set, set.panels[0].id).isMatrix());
        QCOMPARE(matrixOf(before, {}, {"toy"}), before);
    }

    void aMatrixHasSixteenPanelsAtMost()
    {
        const QStringList seven{"a", "b", "c", "d", "e", "f", "g"};
        const PanelSet set = matrixOf({}, seven, {"x", "y", "z"});
        QCOMPARE(set.panels.size(), 15);
        QCOMPARE(set.rows.size(), 5);
    }

    void inAMatrixAChoiceHoldsForTheRowOrTheColumn()
    {
        PanelSet set = matrixOf({}, {"a", "b"}, {"x", "y"});
        set = withMethod(set, set.panels[3].id, "c");
        set = withNetwork(set, set.panels[2].id, "z");
        QCOMPARE(shown(set), (QStringList{"a@z", "a@y", "c@z", "c@y"}));
        QCOMPARE(set.rows, (QStringList{"a", "c"}));
        QCOMPARE(set.networks, (QStringList{"z", "y"}));
        QCOMPARE(withMethod(set, "nobody", "a"), set);
    }

    void whatIsWrittenIsReadAgain()
    {
        const PanelSet set = matrixOf({}, {"a", "b"}, {"x", "y"});
        QCOMPARE(panelSetFrom(toJson(set)), std::optional(set));
        PanelSet plain = withCount({}, 3, methods);
        plain.columns = 3;
        QCOMPARE(panelSetFrom(toJson(plain)), std::optional(plain));
    }

    void whatIsNoPanelSetIsNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no object") << "[]";
        QTest::newRow("no panels") << R"({"panels": []})";
        QTest::newRow("no text") << R"({"panels": [{"id": 1, "method": "a", "network": ""}]})";
        QTest::newRow("one id twice") << R"({"panels": [{"id": "p", "method": "a", "network": ""},
                              {"id": "p", "method": "b", "network": ""}]})";
        QTest::newRow("a matrix of another size")
            << R"({"panels": [{"id": "p", "method": "a", "network": "x"}],
                   "rows": ["a", "b"], "networks": ["x"]})";
    }

    void whatIsNoPanelSetIsNothing()
    {
        QFETCH(QString, text);
        QVERIFY(!panelSetFrom(nlohmann::json::parse(text.toStdString())));
    }
};

QTEST_MAIN(tst_PanelSet)
#include "tst_panel_set.moc"
