// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_metadata.h"
#include "app/main_window.h"
#include "explain/archive.h"
#include "views/canvas.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using app::PanelRun;
using Role = explain::Text::Role;

namespace {

QImage picture()
{
    QImage image(48, 32, QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixelColor(x, y, QColor(5 * x, 7 * y, 200));
    return image;
}

bool allReady(const app::Studio& studio)
{
    for (const PanelRun* panel : studio.panels())
        if (panel->state() != PanelRun::State::Ready)
            return false;
    return true;
}

QByteArray bytesOf(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

} // namespace

/// Saves what the window shows, with the network that needs no files.
class tst_WindowExport final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_studio = std::make_unique<app::Studio>();
        m_window = std::make_unique<app::MainWindow>(*m_studio);
        m_window->resize(1440, 900);
        m_window->show();
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_studio.reset();
    }

    void withNothingOnShowItSaysSo()
    {
        for (const auto& error : {m_window->saveFigure(m_folder.filePath("none.pdf")),
                                  m_window->saveData(m_folder.filePath("none"))}) {
            QVERIFY(error);
            QCOMPARE(error->kind, explain::Error::Kind::Usage);
        }
        QVERIFY(!QFile::exists(m_folder.filePath("none.pdf")));
        QVERIFY(!QFile::exists(m_folder.filePath("none")));
    }

    void theFigureHasAllPanelsCaptionsAndRecipes()
    {
        m_studio->chooseNetwork("toy");
        QTRY_VERIFY(m_studio->network());
        m_studio->openCase(m_studio->cases().addPicture(picture(), "ramp"));
        m_studio->texts()->append("tiny green square", Role::Caption);
        m_studio->texts()->append("square", Role::Concept);
        QTRY_VERIFY(allReady(*m_studio));

        for (const char* format : {"svg", "pdf", "png"}) {
            const QString file = m_folder.filePath(QString("figure.") + format);
            QVERIFY(!m_window->saveFigure(file));
            const auto recipes = nlohmann::json::parse(app::recipeIn(bytesOf(file)).toStdString());
            QCOMPARE(recipes.size(), std::size_t(m_studio->panels().size()));
        }
        const QByteArray svg = bytesOf(m_folder.filePath("figure.svg"));
        QVERIFY(svg.contains("width=\"183.00mm\""));
        for (const PanelRun* panel : m_studio->panels())
            QVERIFY2(svg.contains(panel->method().toUtf8()), qPrintable(panel->method()));
        QVERIFY(svg.contains("tiny") && svg.contains("square"));
    }

    void anotherSuffixIsRefused()
    {
        const auto error = m_window->saveFigure(m_folder.filePath("figure.bmp"));
        QVERIFY(error);
        QCOMPARE(error->kind, explain::Error::Kind::Usage);
        QCOMPARE(QString::fromStdString(error->message),
                 "figure.bmp: expected one of the formats png, svg, pdf, found 'bmp'");
    }

    void zoomAndMaximisedPanelAreKept()
    {
        const QString file = m_folder.filePath("zoomed.svg");
        views::ViewState* const view = m_window->activePanel()->panel()->canvas()->viewState();
        view->setView(2, {.5, .5});
        m_window->actions()["panel.maximise"]->trigger();
        QVERIFY(!m_window->saveFigure(file));
        m_window->actions()["panel.maximise"]->trigger();
        view->fit();
        const QByteArray svg = bytesOf(file);
        QVERIFY(svg.contains("width=\"89.00mm\""));
        QVERIFY(svg.contains("Shown: x 12 to 36, y 8 to 24 of 48 × 32 pixels."));
    }

    void theDataAreThoseOfThePanels()
    {
        const QString folder = m_folder.filePath("data");
        QVERIFY(!m_window->saveData(folder));
        const auto archive = explain::readArchive(folder.toStdString());
        QVERIFY(archive);
        QCOMPARE(archive->texts.size(), std::size_t(2));
        QCOMPARE(archive->texts[0].text.text, std::string("tiny green square"));
        std::size_t shown = 0;
        for (const PanelRun* panel : m_studio->panels())
            shown += panel->results().explanations.size();
        QCOMPARE(archive->explanations.size(), shown);
        const auto& map = m_studio->panels()[0]->results().explanations[0];
        QVERIFY(at::equal(std::get<explain::PatchMap>(archive->explanations[0].kind).map,
                          std::get<explain::PatchMap>(map.kind).map.to(at::kFloat)));
        const auto cosine = m_studio->cosine("square");
        QVERIFY(cosine && std::abs(*cosine - archive->scores[1].cosine) < 1e-9);
    }

    void whatCannotBeWrittenIsToldByThePlace()
    {
        const QString file = m_folder.filePath("figure.png");
        const auto error = m_window->saveData(file + "/below");
        QVERIFY(error);
        QCOMPARE(error->kind, explain::Error::Kind::Input);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<app::Studio> m_studio;
    std::unique_ptr<app::MainWindow> m_window;
};

QTEST_MAIN(tst_WindowExport)
#include "tst_window_export.moc"
