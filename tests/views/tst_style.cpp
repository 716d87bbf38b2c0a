// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/style.h"

#include "views/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace views;

namespace {

bool shows(QWidget& widget, const QColor& colour)
{
    const QImage shot = widget.grab().toImage();
    for (int y = 0; y < shot.height(); ++y)
        for (int x = 0; x < shot.width(); ++x)
            if (shot.pixelColor(x, y) == colour)
                return true;
    return false;
}

} // namespace

class TestStyle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new StudioStyle);
        setScheme(Scheme::Dark);
    }
    void aRingIsForTheKeyboardAlone()
    {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* first = new QPushButton("first");
        auto* second = new QPushButton("second");
        for (QPushButton* button : {first, second}) {
            button->setAutoDefault(false);
            column->addWidget(button);
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::mouseClick(first, Qt::LeftButton);
        QVERIFY(first->hasFocus());
        QVERIFY(!shows(*first, theme().accent));
        QTest::keyClick(first, Qt::Key_Tab);
        QVERIFY(second->hasFocus());
        QVERIFY(shows(*second, theme().accent));
        QTest::mouseClick(first, Qt::LeftButton);
        QVERIFY(!shows(*first, theme().accent));
    }
    void whatIsOnHasALineAtItsFoot()
    {
        QToolButton button;
        button.setText("Linked");
        button.setCheckable(true);
        button.resize(80, 28);
        QVERIFY(!shows(button, theme().accent));
        button.setChecked(true);
        const QImage shot = button.grab().toImage();
        QCOMPARE(shot.pixelColor(40, 27), theme().accent);
        QCOMPARE(shot.pixelColor(40, 26), theme().accent);
        QVERIFY(shot.pixelColor(40, 24) != theme().accent);
    }
    void checkedAndDefaultAreFilled()
    {
        QCheckBox box("grey");
        QVERIFY(!shows(box, theme().accentFill));
        box.setChecked(true);
        QVERIFY(shows(box, theme().accentFill));
        box.setEnabled(false);
        QVERIFY(!shows(box, theme().accentFill));

        QPushButton button("Open");
        QVERIFY(!shows(button, theme().accentFill));
        button.setDefault(true);
        QVERIFY(shows(button, theme().accentFill));
    }
    void controlsHaveAnOutlineThatCanBeSeen()
    {
        QComboBox combo;
        combo.addItem("patch");
        QLineEdit line;
        QPushButton button("Run");
        for (QWidget* widget : QList<QWidget*>{&combo, &line, &button}) {
            QVERIFY(shows(*widget, theme().control) || shows(*widget, theme().text3));
            QVERIFY(widget->sizeHint().height() >= metric::target);
        }
    }
    void theSliderIsFilledUpToItsHandle()
    {
        QSlider slider(Qt::Horizontal);
        slider.resize(200, 20);
        slider.setRange(0, 100);
        slider.setValue(50);
        const QImage shot = slider.grab().toImage();
        QCOMPARE(shot.pixelColor(40, 10), theme().accentFill);
        QCOMPARE(shot.pixelColor(160, 10), theme().control);
    }
    void scrollBarsHaveNoArrows()
    {
        QScrollBar bar(Qt::Vertical);
        bar.setRange(0, 100);
        bar.setPageStep(100);
        bar.resize(10, 200);
        QTest::mouseClick(&bar, Qt::LeftButton, {}, {5, 198}); // a page, not a line
        QCOMPARE(bar.value(), 100);
    }
};
QTEST_MAIN(TestStyle)
#include "tst_style.moc"
