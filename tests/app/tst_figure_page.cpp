// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_files.h"
#include "app/figure_layout.h"
#include "app/figure_metadata.h"
#include "app/figure_note.h"
#include "tests/app/figure_panels.h"
#include "views/number.h"

#include <QDir>
#include <QPainter>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using app::FigurePage;
using app::FigurePanel;
using namespace support;

namespace {

const QString recipe = "{\"method\":\"patch-sim\",\"text\":\"naïve <bird> & cat\"}";

QImage painted(const FigurePage& page)
{
    return QImage::fromData(app::figureBytes(page, "png", recipe));
}

/// The colour of the file at a point of the image in panel \p index.
QColor probe(const QImage& png, const FigurePage& page, int index, QPointF imagePx)
{
    const QRectF place = app::figure::layOut(page).panels[index].picture;
    const QPointF share((imagePx.x() - page.shown().x()) / page.shown().width(),
                        (imagePx.y() - page.shown().y()) / page.shown().height());
    const QPointF units =
        place.topLeft() + QPointF(share.x() * place.width(), share.y() * place.height());
    return png.pixelColor((units / app::figure::unitsPerDot).toPoint());
}

int distance(const QColor& a, const QColor& b)
{
    return std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()),
                     std::abs(a.blue() - b.blue())});
}

QString pdfText(const QByteArray& pdf)
{
    QTemporaryDir folder;
    QFile file(folder.filePath("figure.pdf"));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(pdf);
    file.close();
    QProcess reader;
    reader.start("pdftotext", {"-raw", file.fileName(), "-"});
    reader.waitForFinished();
    return QString::fromUtf8(reader.readAllStandardOutput()).simplified();
}

bool isWellFormed(const QByteArray& xml)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd())
        reader.readNext();
    if (reader.hasError())
        qWarning() << reader.errorString() << reader.lineNumber();
    return !reader.hasError();
}

} // namespace

class tst_FigurePage final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onePanelTakesOneColumnOfAJournal()
    {
        QCOMPARE(app::pageSize(pageWith({heatPanel("“bird”")})).width(), 89.0);
        QCOMPARE(app::pageSize(fourPanels()).width(), 183.0);
        for (const auto& [panels, expected] :
             {std::pair(1, 1), {2, 2}, {4, 2}, {5, 3}, {9, 3}, {10, 4}, {12, 4}})
            QCOMPARE(app::figure::columnsFor(panels), qsizetype(expected));
    }

    void coloursStandForTheValuesOfTheScale()
    {
        const FigurePage page = pageWith({heatPanel("“bird”"), barPanel()});
        const QImage png = painted(page);
        const QPointF patch = grid().bounds({1, 2}).center();
        QVERIFY(distance(probe(png, page, 0, patch), page.panels[0].content.scale->colour(.32))
                <= 1);
        // What is no evidence keeps the photo, in grey and dimmed.
        const QColor other = probe(png, page, 0, grid().bounds({2, 0}).center() + QPointF(3, 2));
        QVERIFY(distance(other, QColor(other.red(), other.red(), other.red())) <= 1);
    }

    void zoomShowsThePartOnShow()
    {
        FigurePage page = pageWith({heatPanel("“bird”"), maskPanel()});
        page.visible = {100, 40, 70, 40};
        const QImage png = painted(page);
        const QColor expected = page.panels[0].content.scale->colour(.32);
        QVERIFY(distance(probe(png, page, 0, {104, 60}), expected) <= 1);
        QVERIFY(distance(probe(png, page, 0, {138, 60}), expected) <= 1);
        QVERIFY(distance(probe(png, page, 0, {142, 60}), expected) > 30);
        // A mask reaches beyond the part on show: nothing of it may leave the picture.
        const QRectF place = app::figure::layOut(page).panels[1].picture;
        const QPointF outside = place.topLeft() - QPointF(4, -place.height() / 2);
        QCOMPARE(png.pixelColor((outside / app::figure::unitsPerDot).toPoint()), QColor(Qt::white));
    }

    void pngHasItsResolutionAndRecipe()
    {
        const QByteArray bytes = app::figureBytes(fourPanels(), "png", recipe);
        const QImage png = QImage::fromData(bytes);
        QCOMPARE(qRound(png.dotsPerMeterX() * 0.0254), 300);
        QCOMPARE(png.width(), qRound(183 / 25.4 * 300));
        QCOMPARE(app::recipeIn(bytes), QString(recipe).replace("ï", "\\u00ef"));
    }

    void svgIsWellFormedWhateverAUserWrote()
    {
        FigurePage page = pageWith({heatPanel("“<bird> & \x01]]>”"), barPanel()});
        page.captions[0][0].text = "</text><script>";
        page.note = "a < b && c > d";
        QVERIFY(isWellFormed(app::figureBytes(page, "svg", "{\"a\": \"</metadata>\"}")));
    }

    void svgHasLiveTextAndPixelsForThePhotoAlone()
    {
        const QByteArray bytes = app::figureBytes(fourPanels(), "svg", recipe);
        QVERIFY(isWellFormed(bytes));
        QCOMPARE(app::recipeIn(bytes), recipe);
        QVERIFY(bytes.contains("width=\"183.00mm\""));
        for (const char* text : {"patch-sim, “bird”", "white cat", "cosine", "unsupported",
                                 "A white cat eats from a large bowl while a", "7c41…e09b"})
            QVERIFY2(bytes.contains(text), text);
        QVERIFY(bytes.contains("<rect shape-rendering=\"crispEdges\"")); // patches without seams
        QCOMPARE(bytes.count("<image"), 3); // one photo a picture, none for scales
        QCOMPARE(bytes.count("<text"), bytes.count("</text>"));
    }

    void pdfTextCanBeSelected()
    {
        if (QStandardPaths::findExecutable("pdftotext").isEmpty())
            QSKIP("pdftotext is not installed");
        const QByteArray bytes = app::figureBytes(fourPanels(), "pdf", recipe);
        QCOMPARE(app::recipeIn(bytes), recipe);
        QVERIFY(bytes.size() < 1'000'000);
        const QString text = pdfText(bytes);
        for (const char* part :
             {"A white cat eats from a large bowl while a", "patch-sim, “bird”", "ot-ipot, “bird”",
              "denseclip, two concepts", "clip4dm, signed word support", "unsupported", "cosine",
              "mass", "null band of 256 unrelated texts"})
            QVERIFY2(text.contains(QString(part)), qPrintable(part + (" in " + text)));
        QVERIFY(text.contains(views::signedFixedNumber(.27, 2)));
        QVERIFY(text.contains(views::signedFixedNumber(-.24, 2)));
    }

    void anUnsupportedWordIsMarkedByMoreThanColour()
    {
        FigurePage page = pageWith({tablePanel()});
        const QImage marked = painted(page);
        for (views::Word& word : page.captions[0])
            word.unsupported = false;
        const QImage plain = painted(page);
        QCOMPARE(marked.size(), plain.size());
        int changed = 0;
        for (int y = 0; y < marked.height(); ++y)
            for (int x = 0; x < marked.width(); ++x)
                changed += qGray(marked.pixel(x, y)) < 100 && qGray(plain.pixel(x, y)) > 200;
        QVERIFY2(changed > 150, qPrintable(QString::number(changed)));
    }

    void wordsBeyondTheLimitAreCounted()
    {
        FigurePage page = pageWith({tablePanel()});
        for (qsizetype i = 12; i < page.captions[0].size(); ++i)
            page.captions[0][i].overLimit = true;
        QVERIFY(app::figureBytes(page, "svg", {})
                    .contains("(6 words beyond the network's limit: not read)"));
    }

    void withoutNumbersTheSentenceStandsInThePanel()
    {
        FigurePanel none{
            .method = "clip4dm", .subject = "the caption", .sentence = "The text is empty."};
        const QByteArray bytes = app::figureBytes(pageWith({heatPanel("“cat”"), none}), "svg", {});
        QVERIFY(bytes.contains("The text is empty."));
        QCOMPARE(bytes.count("<image"), 1);
    }

    void theNoteSaysHowNullBandsWereMeasured()
    {
        FigurePage page = fourPanels();
        page.panels[1].nullTexts = 200;
        page.panels[3].nullTexts = 0;
        QVERIFY(app::noteFor(page, {}, {})
                    .contains("null band of unrelated texts (b: 200; a: 256; d: not measured)."));
        QVERIFY(app::noteFor(pageWith({maskPanel()}), {}, {}).indexOf("null band") < 0);
    }

    void aRecipeNestedTooDeepIsNotRead()
    {
        const QString deep =
            QString(R"({"a":)").repeated(300000) + "1" + QString("}").repeated(300000);
        QVERIFY(!app::noteFor(fourPanels(), {}, deep).contains("Recipe"));
    }

    void noEvidenceIsAResult()
    {
        const QByteArray bytes = app::figureBytes(pageWith({heatPanel("“dog”", 0.1f)}), "svg", {});
        QVERIFY(bytes.contains("No evidence: largest .100, z 0.6"));
    }

    void manyPanelsStayReadable()
    {
        QList<FigurePanel> panels;
        for (int i = 0; i < 12; ++i)
            panels << (i % 3 == 2 ? maskPanel() : heatPanel(QString("“concept %1”").arg(i)));
        panels[4].subject = "“" + QString("a very long concept ").repeated(20) + "”";
        const FigurePage page = pageWith(panels);
        const app::figure::PageLayout layout = app::figure::layOut(page);
        for (qsizetype i = 0; i < panels.size(); ++i) {
            const app::figure::PlacedPanel& panel = layout.panels[i];
            QVERIFY(panel.picture.width() / app::figure::unitsPerMm > 20);
            QVERIFY(panel.title.size() <= 2);
            QVERIFY(panel.body.right() <= layout.size.width());
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY(!panel.body.intersects(layout.panels[j].body));
        }
        QCOMPARE(layout.panels[11].letter, "l");
        QVERIFY(layout.panels[4].title.last().endsWith(u'…'));
        QVERIFY(app::pageSize(page).height() <= 170);
    }

    void photosAreAsLargeAsTheirPlaceAt300Dpi()
    {
        FigurePage page = pageWith({heatPanel("“bird”"), heatPanel("“cat”")});
        page.image = photo().scaled(4000, 3000); // colours do not matter here
        QVERIFY(app::figureBytes(page, "svg", {}).size() < 4'000'000);
        QVERIFY(app::figureBytes(page, "pdf", {}).size() < 1'500'000);
    }

    void anOlderFileStaysWhereItCannotBeWritten()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("figure.png");
        QVERIFY(!app::writePage(fourPanels(), file, "png", recipe));
        const auto size = QFileInfo(file).size();
        QVERIFY(size > 1000);

        const auto noFolder = app::writePage(fourPanels(), file + "/figure.png", "png", recipe);
        QVERIFY(noFolder);
        QCOMPARE(noFolder->kind, explain::Error::Kind::Input);
        const auto noFormat = app::writePage(fourPanels(), file, "bmp", recipe);
        QVERIFY(noFormat);
        QCOMPARE(noFormat->kind, explain::Error::Kind::Usage);
        QCOMPARE(QString::fromStdString(noFormat->message),
                 "figure.png: expected one of the formats png, svg, pdf, found 'bmp'");
        QCOMPARE(QFileInfo(file).size(), size);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }
};

QTEST_MAIN(tst_FigurePage)
#include "tst_figure_page.moc"
