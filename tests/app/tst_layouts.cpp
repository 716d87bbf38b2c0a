// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/layouts.h"

#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using app::Layouts;
using app::Mode;

namespace {

struct Shown {
    QMainWindow window;
    QDockWidget *left, *right;
    Layouts layouts;

    explicit Shown(QSettings& stored)
        : left(add("left", Qt::LeftDockWidgetArea)), right(add("right", Qt::RightDockWidgetArea)),
          layouts(&window, stored)
    {
        window.setCentralWidget(new QLabel("centre"));
        window.resize(800, 600);
        window.show();
        layouts.setDefault(Mode::Explore);
    }
    QDockWidget* add(const char* name, Qt::DockWidgetArea area)
    {
        auto* dock = new QDockWidget(name, &window);
        dock->setObjectName(name);
        window.addDockWidget(area, dock);
        return dock;
    }
    bool isAsItCame() const
    {
        return left->isVisible() && right->isVisible()
            && window.dockWidgetArea(left) == Qt::LeftDockWidgetArea;
    }
    void change()
    {
        window.addDockWidget(Qt::BottomDockWidgetArea, left);
        right->hide();
    }
    bool isChanged() const
    {
        return !right->isVisible() && window.dockWidgetArea(left) == Qt::BottomDockWidgetArea;
    }
};

} // namespace

class tst_Layouts final : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_stored;
private Q_SLOTS:
    void init()
    {
        m_stored = std::make_unique<QSettings>(m_folder.filePath("s.ini"), QSettings::IniFormat);
        m_stored->clear();
    }
    void theWindowComesBackAsItWasLeft()
    {
        {
            Shown shown(*m_stored);
            QVERIFY(!shown.layouts.restore());
            shown.change();
            shown.layouts.store();
        }
        Shown shown(*m_stored);
        QSignalSpy arranged(&shown.layouts, &Layouts::arranged);
        QVERIFY(shown.isAsItCame());
        QVERIFY(shown.layouts.restore());
        QVERIFY(shown.isChanged());
        QCOMPARE(arranged.count(), 1);
        shown.layouts.reset();
        QVERIFY(shown.isAsItCame());
    }
    void layoutsAreKeptUnderAnyName()
    {
        Shown shown(*m_stored);
        const QStringList names{"Äpfel / Birnen", "a=b;c\\d", "reading"};
        shown.change();
        for (const QString& name : names)
            shown.layouts.save(name);
        shown.layouts.reset();
        QSet<QString> kept;
        for (const QString& name : shown.layouts.names())
            kept << name;
        QCOMPARE(kept, QSet<QString>(names.begin(), names.end()));
        QVERIFY(shown.layouts.show(names[0]));
        QVERIFY(shown.isChanged());
        shown.layouts.remove(names[0]);
        QVERIFY(!shown.layouts.show(names[0]));
        QCOMPARE(shown.layouts.names().size(), 2);
    }
    void eachModeStandsOnItsOwn()
    {
        Shown shown(*m_stored);
        shown.layouts.save("explore only");
        shown.layouts.enter(Mode::Annotate);
        QVERIFY(shown.isAsItCame()); // it comes the same until told
        QVERIFY(shown.layouts.names().isEmpty());
        shown.change();
        shown.layouts.enter(Mode::Explore);
        QVERIFY(shown.isAsItCame());
        shown.layouts.enter(Mode::Annotate);
        QVERIFY(shown.isChanged());
    }
    void aDamagedArrangementIsPassedOver()
    {
        Shown shown(*m_stored);
        shown.change();
        shown.layouts.store();
        shown.layouts.reset();
        const QByteArray whole = m_stored->value("layout/explore/left").toByteArray();
        QVERIFY(whole.size() > 50);
        int damaged = 0;
        for (qsizetype i = 0; i < whole.size(); i += 3, ++damaged) {
            QByteArray bad = whole;
            bad[i] = char(bad[i] ^ 0x20);
            m_stored->setValue("layout/explore/left", bad);
            QVERIFY2(!shown.layouts.restore(), qPrintable(QString("byte %1").arg(i)));
            QVERIFY(shown.isAsItCame());
        }
        QVERIFY(damaged > 15);
        for (const QByteArray& bad : {QByteArray(), QByteArray("x"), whole.first(20)}) {
            m_stored->setValue("layout/explore/left", bad);
            QVERIFY(!shown.layouts.restore());
        }
        m_stored->setValue("layout/explore/left", whole);
        QVERIFY(shown.layouts.restore());
    }
};

QTEST_MAIN(tst_Layouts)
#include "tst_layouts.moc"
