// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/case_importer.h"
#include "app/settings.h"
#include "project/document.h"
#include "views/import_page.h"
#include "views/style.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using app::CaseImporter;

namespace {

QPushButton* button(const QWidget* page, const QString& text)
{
    for (QPushButton* each : page->findChildren<QPushButton*>())
        if (each->text() == text)
            return each;
    return nullptr;
}

/// A window with an empty project.
struct Shown {
    project::Document document;
    QWidget window;
    CaseImporter importer{[this]() -> project::Document& { return document; }, &window};
    views::ImportPage* page = importer.page();

    QString role(int column) const { return page->columns().value(column).role; }
    QStringList faults() const
    {
        QStringList lines;
        const auto* list = page->findChild<QListWidget*>();
        for (int i = 0; i < list->count(); ++i)
            lines << list->item(i)->text();
        return lines;
    }
    void choose(int column, const QString& role) const
    {
        auto* box =
            qobject_cast<QComboBox*>(page->findChild<QTableWidget*>()->cellWidget(0, column));
        box->setCurrentIndex(box->findData(role));
        Q_EMIT box->activated(box->currentIndex());
    }
};

} // namespace

class TestCaseImporter final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no place for tests");
        return file.fileName();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QApplication::setStyle(new views::StudioStyle);
        app::settings().clear();
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QImage picture(8, 6, QImage::Format_RGB888);
        picture.fill(Qt::gray);
        for (const char* name : {"a.png", "b.png"})
            QVERIFY(picture.save(m_folder->filePath(name)));
    }

    void aTableComesInAsOneStep()
    {
        Shown shown;
        QSignalSpy imported(&shown.importer, &CaseImporter::imported);
        shown.importer.begin(write("one.csv", "file,caption,site\na.png,red,n\nb.png,blue,s\n"));
        QTRY_VERIFY(shown.page->isVisible());
        QCOMPARE(shown.role(0), "image");
        QCOMPARE(shown.role(1), "texts");
        QCOMPARE(shown.role(2), "");
        QTest::mouseClick(button(shown.page, "Import"), Qt::LeftButton);
        QTRY_COMPARE(imported.size(), 1);
        QVERIFY(!shown.page->isVisible());
        const auto cases = shown.document.all<project::Case>();
        QCOMPARE(cases.size(), std::size_t(2));
        QCOMPARE(imported[0][0].toUuid(), cases[0]->id);
        QCOMPARE(shown.document.all<project::Image>()[0]->width, 8);
        QCOMPARE(shown.document.textsOf(cases[1]->id)[0]->text, "blue");
        shown.document.undo();
        QVERIFY(shown.document.all<project::Case>().empty());
        QVERIFY(!shown.document.canUndo());
    }

    void aMappingIsRememberedByItsHeader()
    {
        const QByteArray header = "where,what,texts\n";
        {
            Shown shown;
            QSignalSpy imported(&shown.importer, &CaseImporter::imported);
            shown.importer.begin(write("two.csv", header + "a.png,red,kept\n"));
            QTRY_VERIFY(shown.page->isVisible());
            QTRY_VERIFY(!shown.faults().isEmpty()); // no column is an image yet
            QVERIFY(!button(shown.page, "Import")->isEnabled());
            shown.choose(0, "image");
            shown.choose(1, "texts");
            shown.choose(2, "");
            QTRY_VERIFY(button(shown.page, "Import")->isEnabled());
            QTest::mouseClick(button(shown.page, "Import"), Qt::LeftButton);
            QTRY_COMPARE(imported.size(), 1);
            const auto cases = shown.document.all<project::Case>();
            QCOMPARE(shown.document.textsOf(cases[0]->id).size(), std::size_t(1));
            QVERIFY(cases[0]->columns == nlohmann::json({{"texts", "kept"}}));
        }
        Shown shown;
        shown.importer.begin(write("three.csv", header + "b.png,blue,kept\n"));
        QTRY_VERIFY(shown.page->isVisible());
        QCOMPARE(shown.role(0), "image");
        QCOMPARE(shown.role(1), "texts");
        QCOMPARE(shown.role(2), "");
    }

    void badLinesAreListedAndNothingComesIn()
    {
        Shown shown;
        shown.importer.begin(
            write("bad.jsonl", "{\"image\": \"a.png\"}\n{\"image\": \"nowhere.png\"}\n"));
        QTRY_VERIFY(shown.page->isVisible());
        QTRY_VERIFY(button(shown.page, "Import")->isEnabled());
        QTest::mouseClick(button(shown.page, "Import"), Qt::LeftButton);
        QTRY_COMPARE(shown.faults().size(), 1);
        QVERIFY(shown.faults()[0].startsWith("line 2: image: "));
        QVERIFY(shown.page->isVisible());
        QVERIFY(shown.document.all<project::Case>().empty());
    }

    void claimsAreKnownByTheirKeys()
    {
        Shown shown;
        const QUuid id = QUuid::createUuid(), image = QUuid::createUuid(),
                    text = QUuid::createUuid();
        project::Edit edit(shown.document);
        edit.insert(project::Case{.id = id});
        edit.insert(project::Image{.id = image, .caseId = id});
        edit.insert(project::Text{.id = text, .caseId = id, .text = "a ball"});
        QVERIFY(shown.document.commit({.name = "Fill"}, edit));
        const auto line = [&](int end) {
            const auto name = [](const QUuid& one) {
                return one.toString(QUuid::WithoutBraces).toStdString();
            };
            nlohmann::json json;
            json["claim"] = name(QUuid::createUuid());
            json["case"] = name(id);
            json["image"] = name(image);
            json["text"] = name(text);
            json["spans"] =
                nlohmann::json::parse(R"([{"begin": 0, "end": )" + std::to_string(end) + "}]");
            json["type"] = "object";
            json["assertion"] = "present";
            return QByteArray::fromStdString(json.dump()) + '\n';
        };
        QSignalSpy imported(&shown.importer, &CaseImporter::claimsImported);
        shown.importer.begin(write("claims.jsonl", line(6)));
        QTRY_COMPARE(imported.size(), 1);
        QCOMPARE(shown.document.all<project::Claim>().size(), std::size_t(1));
        shown.importer.begin(write("bad.jsonl", line(6) + line(7)));
        QTRY_VERIFY(shown.page->isVisible());
        QVERIFY(shown.faults()[0].startsWith("line 2: spans: "));
        QVERIFY(!button(shown.page, "Import")->isEnabled());
        QCOMPARE(shown.document.all<project::Claim>().size(), std::size_t(1));
    }

    void filesThatAreNoTableAreSaid()
    {
        Shown shown;
        QSignalSpy failed(&shown.importer, &CaseImporter::failed);
        shown.importer.begin(write("empty.jsonl", ""));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!shown.page->isVisible());
    }

    void tablesAndLargeFoldersAreTaken()
    {
        for (const char* name : {"x.csv", "x.JSONL", "x.json", "x.tsv"})
            QVERIFY2(CaseImporter::takes(name), name);
        QVERIFY(!CaseImporter::takes("x.png"));
        QVERIFY(!CaseImporter::takes(m_folder->path()));
        for (int i = 0; i < 120; ++i)
            write(QString("%1.png").arg(i), "x");
        QVERIFY(CaseImporter::takes(m_folder->path()));
    }
};

QTEST_MAIN(TestCaseImporter)
#include "tst_case_importer.moc"
