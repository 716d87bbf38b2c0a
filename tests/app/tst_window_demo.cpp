// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "app/settings.h"
#include "app/trust.h"
#include "explain/ops/negation.h"
#include "explain/truth.h"
#include "models/case_table.h"
#include "models/image_file.h"
#include "models/places.h"
#include "views/case_note.h"
#include "views/caution_row.h"
#include "views/style.h"
#include "views/text_editor.h"
#include "views/tour.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using Role = explain::Text::Role;

namespace {

struct Shown {
    app::Studio studio;
    app::MainWindow window{studio};

    Shown()
    {
        window.resize(1440, 900);
        window.show();
    }
    template <class View> View* find() { return window.findChild<View*>(); }
    void trigger(const char* action) { window.actions()[action]->trigger(); }
};

std::string folder()
{
    return models::resource("demo").toStdString();
}

} // namespace

class TestWindowDemo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QApplication::setStyle(new views::StudioStyle);
    }
    void init()
    {
        app::settings().clear();
        m_state = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", m_state->path().toUtf8());
    }

    void tenCasesOfBothDomainsWithTrueAndFalseTexts()
    {
        const auto starts = models::readCaseTable(models::resource("demo/cases.jsonl"));
        QVERIFY2(bool(starts), starts ? "" : starts.error().message.c_str());
        QCOMPARE(starts->size(), 10);
        const auto truths = explain::readTruth(folder() + "/truth.jsonl");
        QVERIFY2(bool(truths), truths ? "" : truths.error().message.c_str());
        QCOMPARE(truths->size(), std::size_t(10));
        QSet<QString> domains, titles;
        for (qsizetype i = 0; i < starts->size(); ++i) {
            const models::CaseStart& start = starts->at(i);
            const explain::TruthCase& truth = truths->at(std::size_t(i));
            domains << start.domain;
            titles << start.title;
            QCOMPARE(start.domain.toStdString(), truth.domain);
            QVERIFY(!start.note.isEmpty() && start.note.size() < 200);
            const auto image = models::readImage(start.file);
            QVERIFY2(bool(image), image ? "" : image.error().message.c_str());
            QCOMPARE(image->picture.size(), QSize(480, 480));
            // The first caption is one of the scene's true ones, the second one of its foils.
            const auto& texts = start.texts;
            QVERIFY(texts.size() >= 4 && texts[1].role == Role::Caption
                    && texts[2].role == Role::Concept);
            QVERIFY(std::ranges::any_of(truth.captions, [&](const auto& caption) {
                return caption.text == texts[0].text;
            }));
            QVERIFY(std::ranges::any_of(truth.foils, [&](const auto& foil) {
                return foil.text == texts[1].text
                    && truth.captions.at(std::size_t(foil.caption)).text == texts[0].text;
            }));
        }
        QCOMPARE(domains, QSet<QString>({"shapes", "chest"}));
        QCOMPARE(titles.size(), 10);
        const std::string& report = starts->last().texts[1].text;
        QCOMPARE(std::ranges::count(report, '.'), 3); // three sentences, one of them wrong
    }

    void theWindowBeginsWithThemAndTheTourOnce()
    {
        {
            Shown shown;
            shown.window.begin({});
            QCOMPARE(shown.studio.cases().rowCount(), 10);
            QVERIFY(!shown.studio.document().canUndo()); // nobody did that
            QCOMPARE(shown.studio.domain(), std::string("shapes"));
            QVERIFY(shown.find<views::CaseNote>()->isVisible());
            auto* tour = shown.find<views::Tour>();
            QCOMPARE(tour->step(), 0);
            QVERIFY(tour->count() <= 5);
            QTest::keyClick(tour, Qt::Key_Escape);
            QVERIFY(tour->isHidden());
        }
        Shown again;
        again.window.begin({});
        QCOMPARE(again.find<views::Tour>()->step(), -1);
        again.trigger("help.tour");
        QCOMPARE(again.find<views::Tour>()->step(), 0);
    }

    void everyStepOfTheTourSpeaksOfSomethingOnShow()
    {
        Shown shown;
        shown.window.begin({});
        auto* tour = shown.find<views::Tour>();
        for (int step = 0; step < tour->count(); ++step) {
            QCOMPARE(tour->step(), step);
            QTRY_VERIFY(!tour->place().isNull());
            QVERIFY(shown.window.rect().contains(tour->cardPlace()));
            QTest::keyClick(tour->findChild<QPushButton*>(), Qt::Key_Right);
        }
        QVERIFY(tour->isHidden());
    }

    void aFileOnTheLineComesWithoutThem()
    {
        Shown shown;
        shown.window.begin({.files = {folder() + "/images/03.png"}});
        QCOMPARE(shown.studio.cases().rowCount(), 1);
        QCOMPARE(shown.find<views::Tour>()->step(), -1);
        QVERIFY(!shown.find<views::CaseNote>()->isVisible());
    }

    void whatWasClosedIsOpenedAgainAndNothingTwice()
    {
        Shown shown;
        shown.trigger("file.demo");
        shown.trigger("file.demo");
        QCOMPARE(shown.studio.cases().rowCount(), 10);
        shown.trigger("case.remove");
        QCOMPARE(shown.studio.cases().rowCount(), 9);
        shown.trigger("file.demo");
        QCOMPARE(shown.studio.cases().rowCount(), 10);
        shown.studio.document().undo();
        QCOMPARE(shown.studio.cases().rowCount(), 9);
    }

    void theWarningOfANegationIsNotCut()
    {
        Shown shown; // 1440 pixels wide
        shown.trigger("file.demo");
        models::Calibrations known; // as shipped
        for (const char* name : {"calibration-chest.json", "calibration-shapes.json"}) {
            QFile file(models::resource(QString("networks/phantom/") + name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto result = calibration::fromJson(file.readAll().toStdString());
            QVERIFY(result);
            known.results.push_back(*result);
        }
        const auto caveats = explain::caveatsFor("clip4dm", "no cyan circle");
        QCOMPARE(caveats.size(), std::size_t(1));
        for (const char* domain : {"shapes", "chest"}) {
            const QString line = app::cautionLine(known, domain, "clip4dm", caveats[0]);
            QVERIFY2(line.contains(", word-loo ."), qPrintable(line));
            auto* editor = shown.find<views::TextEditor>();
            editor->setCaution(line, "Show word-loo");
            auto* row = editor->findChild<views::CautionRow*>();
            QTRY_VERIFY(row->isVisible());
            const auto* label = row->findChild<QLabel*>();
            QTRY_VERIFY2(label->fontMetrics().horizontalAdvance(line) <= label->width(),
                         qPrintable(QString::number(label->width())));
        }
    }

    void notesCanBeHidden()
    {
        Shown shown;
        shown.trigger("file.demo");
        auto* note = shown.find<views::CaseNote>();
        QVERIFY(note->isVisible());
        const QString first = note->text();
        shown.trigger("case.next");
        QVERIFY(!note->text().isEmpty() && note->text() != first);
        shown.window.actions()["view.notes"]->setChecked(false);
        QVERIFY(!note->isVisible());
    }

private:
    std::unique_ptr<QTemporaryDir> m_state;
};

QTEST_MAIN(TestWindowDemo)
#include "tst_window_demo.moc"
