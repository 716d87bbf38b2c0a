// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/parameter_form.h"

#include "views/form_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace views;
using Type = FormField::Type;

namespace {

QList<FormField> fields()
{
    return {
        {.key = "layer",
         .type = Type::Int,
         .value = "12",
         .defaultValue = "12",
         .min = 1,
         .max = 12},
        {.key = "features",
         .type = Type::String,
         .value = "naclip",
         .defaultValue = "patch",
         .choices = {"patch", "naclip"}},
        {.key = "epsilon",
         .help = "entropy weight",
         .type = Type::Float,
         .value = "0.05",
         .defaultValue = "0.1",
         .min = 0.01,
         .max = 0.5},
        {.key = "tolerance",
         .type = Type::Float,
         .value = "1e-06",
         .defaultValue = "1e-06",
         .min = 1e-12,
         .max = 1},
        {.key = "clean-map", .type = Type::Bool, .value = "true", .defaultValue = "true"},
        {.key = "prompt", .type = Type::String, .value = "a photo of {}", .defaultValue = "{}"},
    };
}

class ShownForm {
public:
    ShownForm()
    {
        form.setFields(fields());
        form.resize(260, 300);
        form.show();
        form.activateWindow();
        if (!QTest::qWaitForWindowActive(&form))
            qFatal("the form was not shown");
    }
    template <class T> T* editor(const char* key) const
    {
        return qobject_cast<T*>(form.editor(key));
    }

    ParameterForm form;
};

} // namespace

class TestParameterForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyValueComesBackAsItWent()
    {
        QLocale::setDefault(QLocale(QLocale::German)); // a comma must not slip in
        ShownForm shown;
        for (const FormField& field : fields())
            QCOMPARE(shown.form.value(field.key), field.value);
        QSignalSpy changed(&shown.form, &ParameterForm::valueChanged);
        shown.form.setFields(fields());
        QCOMPARE(changed.count(), 0);
        QLocale::setDefault(QLocale::c());
    }

    void editorsFitTheirTypes()
    {
        ShownForm shown;
        QVERIFY(shown.editor<QSpinBox>("layer"));
        QVERIFY(shown.editor<QComboBox>("features"));
        QVERIFY(shown.editor<QLineEdit>("epsilon"));
        QVERIFY(shown.editor<QCheckBox>("clean-map"));
        QVERIFY(shown.editor<QLineEdit>("prompt"));
        // A slider for epsilon; not for the tolerance, which spans twelve powers of ten.
        QCOMPARE(shown.form.findChildren<QSlider*>().size(), 1);
        QCOMPARE(labelOf(fields()[4]), "Clean map");
        QCOMPARE(shown.editor<QCheckBox>("clean-map")->accessibleName(), "Clean map");
    }

    void changesAreTold()
    {
        ShownForm shown;
        QSignalSpy changed(&shown.form, &ParameterForm::valueChanged);
        shown.editor<QSpinBox>("layer")->setValue(11);
        QCOMPARE(changed.takeFirst(), (QVariantList{"layer", "11"}));
        shown.editor<QComboBox>("features")->setCurrentIndex(0);
        QCOMPARE(changed.takeFirst(), (QVariantList{"features", "patch"}));
        shown.editor<QCheckBox>("clean-map")->click();
        QCOMPARE(changed.takeFirst(), (QVariantList{"clean-map", "false"}));
        shown.form.findChild<QSlider*>()->setValue(200);
        QCOMPARE(changed.takeFirst(), (QVariantList{"epsilon", "0.5"}));
        QVERIFY(changed.isEmpty());
    }

    void whatIsWrongIsSaidAtItsFieldAndNotTold()
    {
        ShownForm shown;
        QSignalSpy changed(&shown.form, &ParameterForm::valueChanged);
        auto* line = shown.editor<QLineEdit>("epsilon");
        line->setText("0.7");
        QVERIFY(changed.isEmpty());
        bool said = false;
        for (QLabel* label : line->window()->findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains("0.01 to 0.5"));
        QVERIFY(said);
        line->setText("0.3");
        QCOMPARE(changed.count(), 1);
    }

    void errorsOfText_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("int") << 0 << "7" << true;
        QTest::newRow("int high") << 0 << "13" << false;
        QTest::newRow("int no number") << 0 << "7.5" << false;
        QTest::newRow("choice") << 1 << "patch" << true;
        QTest::newRow("no choice") << 1 << "pitch" << false;
        QTest::newRow("float") << 2 << " 0.01 " << true;
        QTest::newRow("comma") << 2 << "0,1" << false;
        QTest::newRow("nan") << 2 << "nan" << false;
        QTest::newRow("inf") << 2 << "inf" << false;
        QTest::newRow("empty") << 2 << "" << false;
        QTest::newRow("any text") << 5 << "" << true;
    }
    void errorsOfText()
    {
        QFETCH(int, field);
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(fieldError(fields()[field], text).isEmpty(), good);
    }

    void resetGoesBackToTheDefaults()
    {
        ShownForm shown;
        QVERIFY(!shown.form.isDefault());
        QSignalSpy changed(&shown.form, &ParameterForm::valueChanged);
        shown.form.resetAll();
        QVERIFY(shown.form.isDefault());
        QCOMPARE(changed.count(), 3); // features, epsilon, prompt
        QCOMPARE(shown.form.value("epsilon"), "0.1");
        for (QToolButton* button : shown.form.findChildren<QToolButton*>())
            QVERIFY(!button->isVisible());
    }

    void whatIsBeingTypedIsKept()
    {
        ShownForm shown;
        auto* line = shown.editor<QLineEdit>("prompt");
        line->setFocus();
        line->setText("a dra");
        shown.form.setFields(fields());
        QCOMPARE(line->text(), "a dra");
        QCOMPARE(shown.editor<QLineEdit>("prompt"), line); // the same editor, not a new one
    }

    void anOwnErrorCanBeSet()
    {
        ShownForm shown;
        shown.form.setError("prompt", "expected a prompt with {}, found none");
        bool said = false;
        for (QLabel* label : shown.form.findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains("found none"));
        QVERIFY(said);
    }

    void aWheelPassingByChangesNothing()
    {
        ShownForm shown;
        shown.editor<QLineEdit>("prompt")->setFocus();
        auto* spin = shown.editor<QSpinBox>("layer");
        QWheelEvent wheel(QPointF(5, 5), spin->mapToGlobal(QPointF(5, 5)), {}, {0, -120},
                          Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(spin, &wheel);
        QCOMPARE(spin->value(), 12);
    }
};
QTEST_MAIN(TestParameterForm)
#include "tst_parameter_form.moc"
