// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/inspector.h"

#include "views/scale_controls.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace views;

namespace {

QLabel* labelOf(QWidget& view, const QString& text)
{
    for (QLabel* label : view.findChildren<QLabel*>())
        if (label->text() == text)
            return label;
    return nullptr;
}

} // namespace

class TestInspector : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sectionsAreKnownByTheirIds()
    {
        Inspector view;
        view.setSection({"word", "scan-eye", "Word", {{"Here", "cos .312"}}});
        view.setSection({"trust", "shield", "Trust", {}});
        view.setSection({"word", "scan-eye", "Word “bird”", {{"Here", "cos .339"}, {"z", "5.5"}}});
        QCOMPARE(view.sectionIds(), (QStringList{"word", "trust"}));
        QVERIFY(labelOf(view, "cos .339") && !labelOf(view, "cos .312"));
        view.removeSection("word");
        QCOMPARE(view.sectionIds(), QStringList{"trust"});
        view.removeSection("none such");
    }

    void newValuesKeepTheirLines()
    {
        Inspector view;
        view.setSection({"word", "", "Word", {{"Here", "a"}, {"z", "b"}}});
        QLabel* line = labelOf(view, "a");
        view.setSection({"word", "", "Word", {{"Here", "c"}}});
        QCOMPARE(labelOf(view, "c"), line);
        view.resize(284, 400);
        view.show();
        QVERIFY(!labelOf(view, "b") || !labelOf(view, "b")->isVisible());
    }

    void theWholeRecipeIsCopied()
    {
        Inspector view;
        view.setSection(
            {"provenance", "", "Provenance", {{"Recipe", "a83f…21d7", "a83f0000000021d7", true}}});
        view.resize(284, 400);
        view.show();
        QGuiApplication::clipboard()->clear();
        for (QToolButton* button : view.findChildren<QToolButton*>())
            if (button->isVisible())
                button->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), "a83f0000000021d7");
    }

    void aBodyIsTakenOver()
    {
        Inspector view;
        QPointer<QWidget> first = new QWidget, second = new QWidget;
        view.setSection({.id = "method", .title = "patch-sim"});
        view.setBody("method", first);
        view.setBody("method", first);
        QVERIFY(first);
        view.setBody("method", second);
        QVERIFY(!first && second);
        view.removeSection("method");
        QVERIFY(!second);
    }

    void itFitsItsWidth()
    {
        Inspector view;
        view.setSection({"scale",
                         "contrast",
                         "Scale",
                         {{"Key that is very long indeed", QString(200, 'v')}},
                         QString(300, 'n')});
        view.setBody("scale", new ScaleControls);
        view.resize(284, 300);
        view.show();
        auto* scroll = view.findChild<QScrollArea*>();
        QVERIFY(scroll->widget()->minimumSizeHint().width() <= 284);
    }

    void scaleControlsTellWhatWasDone()
    {
        ScaleControls scale;
        QSignalSpy map(&scale, &ScaleControls::mapChosen);
        QSignalSpy opacity(&scale, &ScaleControls::opacityChanged);
        QSignalSpy shared(&scale, &ScaleControls::sharedChanged);
        scale.setMaps(
            {{"vik", {Qt::blue, Qt::white, Qt::red}}, {"bamako", {Qt::green, Qt::yellow}}},
            "bamako");
        scale.setOpacity(.62);
        scale.setShared(true);
        QCOMPARE(map.count() + opacity.count() + shared.count(), 0); // set, not done
        auto* combo = scale.findChild<QComboBox*>();
        QCOMPARE(combo->currentText(), "bamako");
        QCOMPARE(scale.findChild<QSlider*>()->value(), 62);
        QTest::keyClick(combo, Qt::Key_Up);
        QCOMPARE(map.first().first().toString(), "vik");
        scale.findChild<QSlider*>()->setValue(50);
        QCOMPARE(opacity.first().first().toDouble(), .5);
        for (QCheckBox* check : scale.findChildren<QCheckBox*>())
            if (check->accessibleName() == "Shared scale")
                check->click();
        QCOMPARE(shared.first().first().toBool(), false);
    }

    void stripesShowTheirMaps()
    {
        ScaleControls scale;
        scale.setMaps({{"two", {Qt::blue, Qt::red}}}, "two");
        const QImage stripe = scale.findChild<QComboBox*>()->itemIcon(0).pixmap({64, 10}).toImage();
        QCOMPARE(stripe.pixelColor(2, stripe.height() / 2), QColor(Qt::blue));
        QCOMPARE(stripe.pixelColor(stripe.width() - 3, stripe.height() / 2), QColor(Qt::red));
    }
};
QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
