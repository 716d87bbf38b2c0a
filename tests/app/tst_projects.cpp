// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "app/project_files.h"
#include "app/settings.h"
#include "models/image_file.h"
#include "project/history_list.h"
#include "views/canvas.h"
#include "views/image_strip.h"
#include "views/notice_bar.h"
#include "views/style.h"

#include <QDir>
#include <QLabel>
#include <QMenuBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using app::PanelRun;
using Role = explain::Text::Role;

namespace {

QImage picture(QColor colour = Qt::red)
{
    QImage image(24, 16, QImage::Format_RGB888);
    image.fill(colour);
    for (int y = 4; y < 12; ++y)
        for (int x = 4; x < 12; ++x)
            image.setPixelColor(x, y, QColor(10 * x, 20 * y, 200));
    return image;
}

/// A studio and its window, shown.
struct Shown {
    app::Studio studio;
    app::MainWindow window{studio};

    Shown()
    {
        window.resize(1440, 900);
        window.show();
    }
    bool ready() const
    {
        for (const PanelRun* run : studio.panels())
            if (run->state() != PanelRun::State::Ready)
                return false;
        return true;
    }
    template <class View> View* find() { return window.findChild<View*>(); }
};

} // namespace

/// The window as people come back to it: a project is always kept, closed or not.
class TestProjects : public QObject {
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
        app::settings().setValue("tour/seen", true);
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", m_folder->filePath("state").toUtf8());
        QVERIFY(QDir(m_folder->path()).mkdir("images"));
        for (const char* name : {"a.png", "b.png", "prior.png"})
            QVERIFY(picture(*name == 'a'       ? Qt::red
                                : *name == 'b' ? Qt::green
                                               : Qt::blue)
                        .save(image(name)));
    }

    void imagesOnTheLineMakeAProjectWithoutAName()
    {
        Shown shown;
        begin(shown);
        QCOMPARE(shown.studio.cases().rowCount(), 2);
        QVERIFY(app::isUnnamed(shown.studio.document().file()));
        QVERIFY(QFileInfo::exists(shown.studio.document().file()));
        QVERIFY(shown.window.windowTitle().contains("Untitled"));
        QCOMPARE(shown.studio.texts()->texts()[0].text, std::string("tiny green square"));
    }

    void theMenuBarNamesTheProjectAndSaysThatAllIsKept()
    {
        Shown shown;
        begin(shown);
        const QWidget* corner = shown.window.menuBar()->cornerWidget();
        QVERIFY(corner->isVisible());
        const int end = shown.window.menuBar()->width();
        QTRY_VERIFY(corner->geometry().right() > end - 16 && corner->geometry().right() < end);
        QStringList said;
        for (const QLabel* label : corner->findChildren<QLabel*>()) {
            said << label->text();
            QVERIFY(label->width() >= label->sizeHint().width()); // nothing is cut
        }
        QVERIFY2(said.value(0).startsWith("Untitled"), qPrintable(said.join('|')));
        QVERIFY2(said.value(1).startsWith("all changes kept"), qPrintable(said.join('|')));
    }

    void everythingComesBack_data()
    {
        QTest::addColumn<bool>("closed");
        QTest::newRow("closed") << true;
        QTest::newRow("killed") << false; // what was kept by then is all there is
    }

    void everythingComesBack()
    {
        QFETCH(bool, closed);
        const QString copy = m_folder->filePath("copy.groundscope");
        QString file, scale;
        QUuid second;
        {
            Shown shown;
            begin(shown);
            second = shown.studio.cases().idAt(1);
            shown.studio.openCase(second);
            shown.studio.texts()->append("a tiny square", Role::Caption);
            shown.studio.texts()->append("square", Role::Concept);
            shown.studio.setPanelMethod(shown.studio.panels()[0], "it-score");
            QVERIFY(!shown.studio.setParameter("clip4dm", "layers", "1"));
            shown.window.actions()["scale.share"]->trigger();
            shown.studio.cases().setTags(second, {"difficult"});
            QTRY_VERIFY(shown.ready());
            views::ViewState* view = shown.window.activePanel()->panel()->canvas()->viewState();
            view->setView(3, {0.25, 0.75});
            shown.studio.keepResults();
            QTest::qWait(400); // what was looked at is written down when it is quiet
            file = shown.studio.document().file();
            if (!closed) {
                QVERIFY(!shown.studio.document().flush());
                copyProject(file, copy);
                file = copy;
            }
        }
        Shown again;
        QVERIFY(again.window.openProject(file));
        QCOMPARE(again.studio.cases().rowCount(), 2);
        QCOMPARE(again.studio.currentCase(), second);
        QCOMPARE(again.studio.texts()->texts().size(), std::size_t(2));
        QCOMPARE(again.studio.panels()[0]->method(), QString("it-score"));
        QCOMPARE(again.studio.networkId(), QString("toy"));
        QVERIFY(!again.window.actions()["scale.share"]->isChecked());
        const views::ViewState* view = again.window.activePanel()->panel()->canvas()->viewState();
        QCOMPARE(view->zoom(), 3.0);
        QCOMPARE(view->centre(), QPointF(0.25, 0.75));
        QCOMPARE(again.studio.cases().tags(), QStringList("difficult"));
        QTRY_VERIFY(again.ready());
        QCOMPARE(again.studio.parameters("clip4dm").get<int64_t>("layers"), int64_t(1));
        // Undo goes on where it was.
        QVERIFY(again.studio.document().canUndo());
        while (again.studio.document().canUndo())
            again.studio.document().undo();
        QCOMPARE(again.studio.cases().rowCount(), 0);
    }

    void resultsComeBackWithoutTheNetwork()
    {
        QString file;
        std::vector<explain::Explanation> before;
        {
            Shown shown;
            begin(shown);
            QTRY_VERIFY(shown.ready());
            QTRY_VERIFY_WITH_TIMEOUT(shown.studio.panels()[3]->nullBand(), 60000);
            before = shown.studio.panels()[3]->results().explanations;
            file = shown.studio.document().file();
        }
        Shown again;
        QVERIFY(again.window.openProject(file));
        QVERIFY(!again.studio.network()); // it is being loaded
        QVERIFY(again.ready());
        const PanelRun& panel = *again.studio.panels()[3];
        QCOMPARE(panel.results().explanations.size(), before.size());
        const auto& was = std::get<explain::WordScores>(before[0].kind).values;
        const auto& is = std::get<explain::WordScores>(panel.results().explanations[0].kind).values;
        QVERIFY(at::allclose(is, was.to(at::kFloat), 0, 0));
        QVERIFY(panel.nullBand());
        const int runs = again.studio.runs().rowCount();
        QTRY_VERIFY(again.studio.network());
        QTest::qWait(100);
        QVERIFY(again.ready());
        for (int row = runs; row < again.studio.runs().rowCount(); ++row) // word maps alone
            QCOMPARE(again.studio.runs().index(row).data().toString(), QString("patch-sim"));
    }

    void anotherTextIsComputedAndTheOldOneIsNot()
    {
        Shown shown;
        begin(shown);
        QTRY_VERIFY(shown.ready());
        shown.studio.keepResults();
        shown.studio.texts()->setText(0, "tiny red square");
        QVERIFY(!shown.ready());
        QTRY_VERIFY(shown.ready());
        shown.studio.document().undo();
        QVERIFY(shown.ready()); // at once: its results are kept
        QCOMPARE(shown.studio.panels()[3]->results().texts[0].text,
                 std::string("tiny green square"));
    }

    void aProjectIsNamedAndMovedWithItsImages()
    {
        const QString named = m_folder->filePath("study.groundscope");
        {
            Shown shown;
            begin(shown);
            QVERIFY(shown.window.saveAs(named));
            QCOMPARE(shown.studio.document().file(), named);
            QVERIFY(shown.window.windowTitle().contains("study"));
            const auto* row =
                shown.studio.document().find<project::Image>(shown.studio.currentImage());
            QCOMPARE(row->file, QString("images/a.png"));
            QVERIFY(shown.studio.document().canUndo()); // also right after it
        }
        const QTemporaryDir elsewhere;
        QVERIFY(QDir().rename(m_folder->filePath("images"), elsewhere.filePath("images")));
        copyProject(named, elsewhere.filePath("study.groundscope"));
        Shown again;
        QVERIFY(again.window.openProject(elsewhere.filePath("study.groundscope")));
        QTRY_VERIFY(again.studio.image());
        QCOMPARE(again.find<views::NoticeBar>()->count(), 0);
    }

    void lostImagesAreFoundByTheirBytes()
    {
        Shown shown;
        begin(shown);
        app::Studio& studio = shown.studio;
        QTRY_VERIFY(studio.image());
        const auto known = [&] {
            for (const auto* image : studio.document().all<project::Image>())
                if (image->sha256.isEmpty())
                    return false;
            return true;
        };
        studio.pictures().fetch(studio.cases().mainImage(studio.cases().idAt(1)));
        QTRY_VERIFY(known());
        QVERIFY(QDir(m_folder->path()).mkpath("new/deep"));
        QVERIFY(QFile::rename(image("a.png"), m_folder->filePath("new/deep/renamed.png")));
        QVERIFY(
            picture(Qt::yellow).save(m_folder->filePath("new/a.png"))); // same name, other bytes
        QVERIFY(QFile::rename(image("b.png"), m_folder->filePath("new/b.png")));
        QCOMPARE(app::ImageKeeper::lostImages(studio.document()).size(), 2);
        QSignalSpy finished(&shown.window.imageKeeper(), &app::ImageKeeper::finished);
        shown.window.imageKeeper().relink(studio.document(), m_folder->filePath("new"));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(studio.document().undoName(), QString("relink 2 images"));
        QVERIFY(app::ImageKeeper::lostImages(studio.document()).isEmpty());
        QVERIFY(studio.cases()
                    .index(0)
                    .data(models::CaseList::FileRole)
                    .toString()
                    .endsWith("new/deep/renamed.png"));
        studio.document().undo();
        QCOMPARE(app::ImageKeeper::lostImages(studio.document()).size(), 2);
    }

    void aPortableProjectNeedsNoFiles()
    {
        const QString named = m_folder->filePath("portable.groundscope");
        {
            Shown shown;
            begin(shown);
            QVERIFY(shown.window.saveAs(named));
            QSignalSpy finished(&shown.window.imageKeeper(), &app::ImageKeeper::finished);
            shown.window.actions()["project.portable"]->trigger();
            QTRY_COMPARE(finished.count(), 1);
            QVERIFY(shown.window.actions()["project.portable"]->isChecked());
        }
        QVERIFY(QDir(m_folder->filePath("images")).removeRecursively());
        Shown again;
        QVERIFY(again.window.openProject(named));
        QTRY_VERIFY(again.studio.image());
        QCOMPARE(again.studio.image()->picture.pixelColor(0, 0), QColor(Qt::red));
    }

    void aMarkIsComeBackTo()
    {
        Shown shown;
        begin(shown);
        shown.studio.document().mark("before the meeting");
        shown.studio.texts()->setText(0, "nonsense");
        shown.studio.cases().remove(shown.studio.cases().idAt(1));
        QVERIFY(shown.studio.document().revert(0));
        QCOMPARE(shown.studio.cases().rowCount(), 2);
        QCOMPARE(shown.studio.texts()->texts()[0].text, std::string("tiny green square"));
    }

    void theImagesOfACaseAreExplainedOneByOne()
    {
        QString file;
        {
            Shown shown;
            begin(shown);
            app::Studio& studio = shown.studio;
            auto* strip = shown.find<views::ImageStrip>();
            QVERIFY(!strip->isVisible());
            const QUuid first = studio.currentImage();
            const auto added =
                studio.cases().addImages(studio.currentCase(), {image("prior.png")}, "prior");
            QVERIFY(strip->isVisible());
            QCOMPARE(strip->count(), 2);
            QCOMPARE(studio.currentImage(), first); // nothing switches by itself
            shown.window.actions()["image.next"]->trigger();
            QCOMPARE(studio.currentImage(), added[0]);
            QCOMPARE(strip->current(), 1);
            QTRY_VERIFY(studio.image());
            QCOMPARE(studio.image()->picture.pixelColor(0, 0), QColor(Qt::blue));
            QTRY_VERIFY(shown.ready());
            file = studio.document().file();
        }
        Shown again;
        QVERIFY(again.window.openProject(file));
        QCOMPARE(again.find<views::ImageStrip>()->current(), 1);
        again.studio.document().undo();
        QCOMPARE(again.studio.currentImage(),
                 again.studio.cases().mainImage(again.studio.currentCase()));
        QVERIFY(!again.find<views::ImageStrip>()->isVisible());
    }

    void theProjectOfTheLastTimeOpens()
    {
        const QString named = m_folder->filePath("last.groundscope");
        {
            Shown shown;
            begin(shown);
            QVERIFY(shown.window.saveAs(named));
        }
        Shown again;
        again.window.begin({});
        QCOMPARE(again.studio.document().file(), named);
        QVERIFY(!again.studio.networkId().isEmpty());
    }

    void aDamagedProjectIsSaidAndTheOneBeforeStays()
    {
        QFile damaged(m_folder->filePath("damaged.groundscope"));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("no project at all");
        damaged.close();
        Shown shown;
        begin(shown);
        const QString before = shown.studio.document().file();
        QVERIFY(!shown.window.openProject(damaged.fileName()));
        QCOMPARE(shown.studio.document().file(), before);
        QVERIFY(shown.find<views::NoticeBar>()->shown().contains("damaged.groundscope"));
    }

    void aSecondWindowReads()
    {
        Shown shown;
        begin(shown);
        QVERIFY(!shown.studio.document().flush());
        Shown second;
        QVERIFY(second.window.openProject(shown.studio.document().file()));
        QVERIFY(second.studio.document().isReadOnly());
        QVERIFY(second.find<views::NoticeBar>()->count() > 0);
        second.studio.texts()->setText(0, "refused");
        QCOMPARE(second.studio.texts()->texts()[0].text, std::string("tiny green square"));
    }

    void anEmptyUnnamedProjectLeavesNothingBehind()
    {
        Shown shown;
        shown.window.newProject();
        const QString empty = shown.studio.document().file();
        QVERIFY(QFileInfo::exists(empty));
        shown.window.newProject();
        QVERIFY(!QFileInfo::exists(empty));
    }

private:
    QString image(const QString& name) const { return m_folder->filePath("images/" + name); }

    void begin(Shown& shown) const
    {
        shown.window.begin({.network = "toy",
                            .texts = {{"tiny green square", Role::Caption}},
                            .files = {image("a.png").toStdString(), image("b.png").toStdString()}});
    }

    /// As it lies on the disk, with what SQLite keeps beside it.
    static void copyProject(const QString& from, const QString& to)
    {
        QVERIFY(QFile::copy(from, to));
        for (const char* beside : {"-wal", "-shm"})
            if (QFileInfo::exists(from + beside))
                QVERIFY(QFile::copy(from + beside, to + beside));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(TestProjects)
#include "tst_projects.moc"
