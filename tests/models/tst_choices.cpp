// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/choices.h"

#include <QSignalSpy>
#include <QTest>

using models::Choices;

class TestChoices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatNobodyChoseHasTheValueOfItsReader()
    {
        project::Document document;
        Choices choices;
        QCOMPARE(choices.text("network", "toy"), QString("toy")); // no project at all
        choices.setDocument(&document);
        QCOMPARE(choices.text("network", "toy"), QString("toy"));
        choices.choose("Choose", "network", "phantom");
        QCOMPARE(choices.text("network", "toy"), QString("phantom"));
        QVERIFY(choices.flag("network", true)); // it is no flag
    }

    void undoTakesAChoiceBackAndSaysSo()
    {
        project::Document document;
        qint64 nowMs = 0;
        document.setClock([&] { return nowMs; });
        Choices choices;
        choices.setDocument(&document);
        QSignalSpy changed(&choices, &Choices::changed);
        choices.choose("Share", "scale/shared", false);
        choices.choose("Share", "scale/shared", false); // the same
        QCOMPARE(changed.count(), 1);
        document.undo();
        QCOMPARE(changed.count(), 2);
        QVERIFY(choices.flag("scale/shared", true));
        document.redo();
        QVERIFY(!choices.flag("scale/shared", true));
        nowMs += 5000;
        choices.choose("Knob", "knob/a/x", "1");
        choices.choose("Knob", "knob/a/y", "2");
        QCOMPARE(choices.keysBelow("knob/a/"), QStringList({"knob/a/x", "knob/a/y"}));
    }
};

QTEST_GUILESS_MAIN(TestChoices)
#include "tst_choices.moc"
