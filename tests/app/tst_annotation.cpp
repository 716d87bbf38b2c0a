// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/annotation.h"

#include "annotated_case.h"
#include "app/annotate_rows.h"
#include "app/annotate_shapes.h"
#include "project/span_edits.h"

#include <QSignalSpy>
#include <QTest>

using namespace app;

namespace {

const views::Shape box = QRectF(10, 20, 30, 40);
const views::Shape polygon = QPolygonF{{1, 1}, {50, 1}, {50, 50}};

} // namespace

class TestAnnotation final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyActIsOneNamedStep()
    {
        AnnotatedCase c;
        const auto stepIs = [&](const QString& name) { QCOMPARE(c.document.undoName(), name); };
        c.annotation.split();
        stepIs("Split text into 3 claims");
        QCOMPARE(c.annotation.numberOf(c.annotation.current()->id), 1);
        c.choose(2);
        c.annotation.setVerdict("contradicted");
        stepIs("Verdict: contradicted");
        c.annotation.setSeverity(2);
        stepIs("Severity: major");
        c.annotation.addRegion(polygon);
        stepIs("Add polygon to claim 2");
        c.annotation.setCorrection("a green bird");
        stepIs("Correction: a green bird");
        c.annotation.setConfidence(1);
        stepIs("Confidence: 1");
        c.annotation.setType("attribute");
        stepIs("Type of claim 2: attribute");
        c.annotation.toggleFlag();
        stepIs("Flag claim 2");
        c.annotation.lock();
        stepIs("Lock claim 2");
        c.choose(1);
        c.annotation.link(c.reading(2).regions.at(0));
        stepIs("Link region to claim 1");
        c.annotation.makeClaim({{2, 7}});
        stepIs("Make claim “white”");

        // All of it and back: the inverse steps leave what was there before, and the steps again.
        const std::vector<project::Claim> claims = copies<project::Claim>(c.document);
        const std::vector<project::Reading> readings = copies<project::Reading>(c.document);
        while (c.document.canUndo())
            c.document.undo();
        QVERIFY(c.document.all<project::Claim>().empty());
        QVERIFY(c.document.all<project::Reading>().empty());
        QVERIFY(c.document.all<project::Region>().empty());
        while (c.document.canRedo())
            c.document.redo();
        QCOMPARE(copies<project::Claim>(c.document), claims);
        QCOMPARE(copies<project::Reading>(c.document), readings);
    }

    void aReadingHasItsTimesAndItsMode()
    {
        AnnotatedCase c;
        c.annotation.split();
        QVERIFY(c.annotation.isMachineHidden());
        c.annotation.setVerdict("supported");
        const project::Reading begun = c.reading(1);
        QCOMPARE(begun.mode, "blind");
        QVERIFY(begun.ended.isEmpty());
        c.annotation.lock();
        QVERIFY(!c.annotation.isMachineHidden());
        const project::Reading locked = c.reading(1);
        QCOMPARE(locked.begun, begun.begun); // when the claim was first met, not when it was judged
        QVERIFY(QDateTime::fromString(locked.begun, Qt::ISODateWithMs)
                < QDateTime::fromString(locked.ended, Qt::ISODateWithMs));
        QVERIFY(locked.ended.endsWith('Z'));
    }

    void whatWasSeenStaysSeen()
    {
        AnnotatedCase c;
        c.annotation.split();
        c.annotation.setVerdict("supported");
        c.annotation.lock();
        c.document.undo(); // the lock
        QVERIFY(c.annotation.isMachineHidden());
        QCOMPARE(c.reading(1).mode, "blind");
        c.annotation.setVerdict("contradicted");
        QCOMPARE(c.reading(1).mode, "assisted");

        c.choose(2);
        c.annotation.setBlindFirst(false);
        c.annotation.setBlindFirst(true);
        c.annotation.setVerdict("supported");
        QCOMPARE(c.reading(2).mode, "assisted");
    }

    void aLockedReadingStands()
    {
        AnnotatedCase c;
        QSignalSpy refused(&c.annotation, &Annotation::refused);
        c.annotation.split();
        c.annotation.lock();
        QCOMPARE(refused.takeLast().at(0).toString(), "Give a verdict first: 1 to 5.");
        c.annotation.setVerdict("supported");
        const QUuid early = c.annotation.addRegion(box);
        c.annotation.lock();
        const project::Reading locked = c.reading(1);
        c.annotation.setVerdict("contradicted");
        c.annotation.setSeverity(1);
        c.annotation.setComment("late");
        c.annotation.changeRegion(early, QRectF(0, 0, 5, 5));
        c.annotation.removeRegion(early);
        c.annotation.unlink(early);
        QCOMPARE(c.reading(1), locked);
        QCOMPARE(refused.size(), 6);
        QVERIFY(c.document.find<project::Region>(early));

        // Evidence may follow, and is told apart.
        const QUuid late = c.annotation.addRegion(polygon);
        QCOMPARE(c.reading(1).regions, (std::vector<QUuid>{early, late}));
        QVERIFY(isAssisted(c.claim(1), late) && !isAssisted(c.claim(1), early));
        QVERIFY(c.annotation.isFixed(early) && !c.annotation.isFixed(late));
        QCOMPARE(formValues(c.annotation, {}).evidence.at(1).tag, "assisted");

        c.annotation.reopen();
        QCOMPARE(c.reading(1).mode, "assisted");
        c.annotation.setVerdict("contradicted");
        QCOMPARE(c.reading(1).verdict, "contradicted");
    }

    void aVerdictAgainTakesItBack()
    {
        AnnotatedCase c;
        c.annotation.split();
        c.annotation.setVerdict("contradicted");
        c.annotation.setSeverity(3);
        c.annotation.setVerdict("contradicted");
        QCOMPARE(c.reading(1).verdict, "");
        QVERIFY(!c.reading(1).severity);
        QCOMPARE(c.document.undoName(), "Verdict: none");
    }

    void aRegionServesSeveralClaimsOrNone()
    {
        AnnotatedCase c;
        const QUuid alone = c.annotation.addRegion(box);
        QCOMPARE(c.document.undoName(), "Add box");
        c.annotation.split();
        for (const int number : {1, 3}) {
            c.choose(number);
            c.annotation.link(alone);
        }
        const QList<views::Region> shown = regionRows(c.annotation);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown.at(0).numbers, (QStringList{"1", "3"}));
        c.annotation.unlink(alone);
        QCOMPARE(regionRows(c.annotation).at(0).numbers, QStringList{"1"});
        QCOMPARE(c.document.all<project::Region>().size(), 1u);
        // A verdict needs no region.
        c.choose(2);
        c.annotation.setVerdict("not-groundable");
        c.annotation.lock();
        QVERIFY(c.annotation.isLocked(c.claim(2).id) && c.reading(2).regions.empty());
    }

    void othersAreHiddenUntilTheLock()
    {
        AnnotatedCase c;
        c.annotation.addReader("Ada");
        c.annotation.split();
        c.annotation.setVerdict("supported");
        c.annotation.addRegion(box);
        c.annotation.lock();
        const QUuid ada = c.annotation.reader();
        c.annotation.addReader("Ben");
        QVERIFY(c.annotation.reader() != ada);
        QVERIFY(c.annotation.isMachineHidden());
        QCOMPARE(c.annotation.readingOf(c.claim(1).id), nullptr);
        QVERIFY(regionRows(c.annotation).isEmpty());
        QVERIFY(readerRows(c.annotation).at(0).isHidden);
        QVERIFY(comparison(c.annotation).rows.at(0).cells.at(1).hidden);

        c.annotation.setVerdict("contradicted");
        c.annotation.lock();
        QCOMPARE(regionRows(c.annotation).size(), 1);
        const Comparison both = comparison(c.annotation);
        QCOMPARE(both.readers, (QStringList{"Ben (you)", "Ada"}));
        QVERIFY(views::differs(both.rows.at(0)));
        QVERIFY(!views::differs(both.rows.at(1)));
        QCOMPARE(both.rows.at(0).cells.at(1).verdict, views::Verdict::Supported);
        QCOMPARE(c.document.readingsOf(c.claim(1).id).size(), 2u);
    }

    void masksOfPanelsComeAfterTheLock()
    {
        AnnotatedCase c;
        QSignalSpy refused(&c.annotation, &Annotation::refused);
        c.annotation.split();
        const views::Shape mask = views::MaskRuns{QSize(200, 100), {10, 20, 200 * 100 - 30}};
        const nlohmann::json machine{{"method", "denseclip"},
                                     {"network", "toy"},
                                     {"parameters", {{"threshold", .5}}},
                                     {"value", .7}};
        QVERIFY(c.annotation.addMask(mask, machine).isNull());
        QCOMPARE(refused.size(), 1);
        c.annotation.setVerdict("supported");
        c.annotation.lock();
        const QUuid id = c.annotation.addMask(mask, machine);
        QCOMPARE(c.document.undoName(), "Add mask of denseclip to claim 1");
        QVERIFY(c.reading(1).machine == machine);
        QCOMPARE(shown(c.document.find<project::Region>(id)->shape), mask);
        QCOMPARE(regionRows(c.annotation).at(0).label, "mask from denseclip");
    }

    void aClaimWhoseWordsAreGoneIsShownAsSuch()
    {
        AnnotatedCase c;
        c.annotation.split();
        c.text.text = "A white cat. No dog.";
        project::Edit edit(c.document);
        project::updateText(edit, c.document, c.text);
        c.document.commit({.name = "Edit caption"}, edit);
        const QList<views::ClaimRow> rows = claimRows(c.annotation);
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(1).words, "a red bird");
        QVERIFY(rows.at(1).caution.startsWith("Its words are gone"));
        QVERIFY(rows.at(0).caution.isEmpty() && rows.at(2).caution.isEmpty());
        const AnnotatedText text = annotatedText(c.annotation);
        QVERIFY(text.marks.at(1).ranges.isEmpty());
        QCOMPARE(text.marks.at(2).ranges, (QList<views::WordRange>{{4, 6}}));
    }

    void openClaimsAreFoundInOrder()
    {
        AnnotatedCase c;
        c.annotation.split();
        c.choose(2);
        c.annotation.setVerdict("supported");
        c.annotation.lock();
        c.choose(1);
        c.annotation.step(1, true);
        QCOMPARE(c.annotation.numberOf(c.annotation.current()->id), 3);
        c.annotation.step(1, true);
        QCOMPARE(c.annotation.numberOf(c.annotation.current()->id), 1);
        c.annotation.step(-1, true);
        QCOMPARE(c.annotation.numberOf(c.annotation.current()->id), 3);
        c.annotation.step(-1, false);
        QCOMPARE(c.annotation.numberOf(c.annotation.current()->id), 2);
    }

    void changesOfShapesAreNamed()
    {
        QCOMPARE(nameOfChange(box, QRectF(11, 20, 30, 40)), "Move box");
        QCOMPARE(nameOfChange(box, QRectF(10, 20, 31, 40)), "Resize box");
        QCOMPARE(nameOfChange(polygon, QPolygonF{{1, 1}, {60, 1}, {50, 50}}), "Move point 2");
        QCOMPARE(nameOfChange(polygon, QPolygonF{{2, 1}, {51, 1}, {51, 50}}), "Move polygon");
        QCOMPARE(nameOfChange(polygon, QPolygonF{{1, 1}, {20, 1}, {50, 1}, {50, 50}}),
                 "Add point to polygon");
        for (const views::Shape& shape : {box, polygon, views::Shape(QPointF(3.5, 4)),
                                          views::Shape(views::MaskRuns{QSize(2, 2), {1, 2, 1}})})
            QCOMPARE(shown(kept(shape)), shape);
    }

private:
    template <class T> static std::vector<T> copies(const project::Document& document)
    {
        std::vector<T> rows;
        for (const T* row : document.all<T>())
            rows.push_back(*row);
        return rows;
    }
};

QTEST_GUILESS_MAIN(TestAnnotation)
#include "tst_annotation.moc"
